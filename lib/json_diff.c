/* json_diff: the differences between two values as libjq holds them. */

#include <stdbool.h>
#include <string.h>

#include "json_diff.h"
#include "mem.h"
#include "path.h"
#include "why.h"

/* One comparison: where it is, and who wants to know. */
struct compare {
	struct mem pointer;
	json_emit *emit;
	void *arg;
	struct why *why;
};

static bool
same(jv a, jv b)
{
	/* What the program left alone is the same object in memory. */
	if (jv_identical(jv_copy(a), jv_copy(b)))
		return true;
	return jv_equal(jv_copy(a), jv_copy(b));
}

static int
emit(struct compare *compare, enum json_change change, jv value)
{
	jv dump = change == JSON_DELETE ? jv_string("")
					: jv_dump_string(jv_copy(value), 0);
	int rv;

	if ((rv = mem_check(&compare->pointer, compare->why)) == 0)
		rv = compare->emit(change, mem_str(&compare->pointer),
		    jv_string_value(dump),
		    (size_t)jv_string_length_bytes(jv_copy(dump)), compare->arg,
		    compare->why);
	jv_free(dump);
	return rv;
}

static int look_at(struct compare *compare, jv old, jv new);

/* A pointer is a C string, and a name may hold a NUL. */
static int
enter(struct compare *compare, jv name)
{
	const char *s = jv_string_value(name);
	const size_t len = (size_t)jv_string_length_bytes(jv_copy(name));

	if (strlen(s) != len)
		return why_setx(compare->why, WHY_INPUT,
		    "a member with NUL in its name cannot be changed");
	path_step(&compare->pointer, s, len);
	return 0;
}

static int
look_at_member(struct compare *compare, jv old, jv new, jv name)
{
	const size_t len = compare->pointer.len;
	jv was = jv_object_get(jv_copy(old), jv_copy(name));
	jv is = jv_object_get(jv_copy(new), jv_copy(name));
	int rv = 0;

	if (!jv_is_valid(was) || !jv_is_valid(is) || !same(was, is)) {
		if ((rv = enter(compare, name)) == -1)
			;
		else if (!jv_is_valid(is))
			rv = emit(compare, JSON_DELETE, is);
		else if (!jv_is_valid(was))
			rv = emit(compare, JSON_SET, is);
		else
			rv = look_at(compare, was, is);
		mem_cut(&compare->pointer, len);
	}
	jv_free(was);
	jv_free(is);
	return rv;
}

/* Every name of names that is in with; or, unless with has it, of it. */
static int
look_at_object(struct compare *compare, jv old, jv new)
{
	jv names[2] = { jv_keys(jv_copy(old)), jv_keys(jv_copy(new)) }, name;
	int rv = 0, i, j;

	for (i = 0; i < 2; i++)
		for (j = 0; rv == 0 && j < jv_array_length(jv_copy(names[i]));
		     j++) {
			name = jv_array_get(jv_copy(names[i]), j);
			/* In the second round only what is new. */
			if (i == 0 ||
			    !jv_object_has(jv_copy(old), jv_copy(name)))
				rv = look_at_member(compare, old, new, name);
			jv_free(name);
		}
	jv_free(names[0]);
	jv_free(names[1]);
	return rv;
}

static bool
same_element(jv old, int i, jv new, int j)
{
	jv was = jv_array_get(jv_copy(old), i);
	jv is = jv_array_get(jv_copy(new), j);
	const bool rv = same(was, is);

	jv_free(was);
	jv_free(is);
	return rv;
}

/* Set or delete the one at i. */
static int
look_at_element(
    struct compare *compare, jv old, jv new, int i, enum json_change change)
{
	const size_t len = compare->pointer.len;
	jv was = jv_array_get(jv_copy(old), i), is;
	int rv;

	mem_printf(&compare->pointer, "/%d", i);
	if (change == JSON_SET) {
		is = jv_array_get(jv_copy(new), i);
		rv = look_at(compare, was, is);
		jv_free(is);
	} else {
		rv = emit(compare, change, was);
	}
	mem_cut(&compare->pointer, len);
	jv_free(was);
	return rv;
}

/* Put the one at i of the new ones in front of the one that is at place. */
static int
insert_element(struct compare *compare, jv new, int i, int place)
{
	const size_t len = compare->pointer.len;
	jv is = jv_array_get(jv_copy(new), i);
	int rv;

	mem_printf(&compare->pointer, "/%d", place);
	rv = emit(compare, JSON_INSERT, is);
	mem_cut(&compare->pointer, len);
	jv_free(is);
	return rv;
}

/* What of two arrays is not the same at both ends: from begin to an end. */
struct middle {
	jv old, new;
	int begin, was, is; /* the ends, of old and of new */
};

static struct middle
find_middle(jv old, jv new)
{
	struct middle m = { old, new, 0, jv_array_length(jv_copy(old)),
		jv_array_length(jv_copy(new)) };

	while (m.begin < m.was && m.begin < m.is &&
	    same_element(old, m.begin, new, m.begin))
		m.begin++;
	while (m.was > m.begin && m.is > m.begin &&
	    same_element(old, m.was - 1, new, m.is - 1)) {
		m.was--;
		m.is--;
	}
	return m;
}

/* Are all of the shorter one in the longer one, in their order? */
static bool
is_thinned(const struct middle *m)
{
	const bool fewer = m->is < m->was;
	int old = m->was, new = m->is;

	while (old > m->begin && new > m->begin) {
		if (same_element(m->old, old - 1, m->new, new - 1)) {
			old--;
			new --;
		} else if (fewer)
			old--;
		else
			new --;
	}
	return (fewer ? new : old) == m->begin;
}

/* Each of the others goes, or comes, alone: the rest keeps its comments. */
static int
thin(struct compare *compare, const struct middle *m)
{
	int old = m->was, new = m->is, rv = 0;

	while (rv == 0 && (old > m->begin || new > m->begin)) {
		if (old > m->begin && new > m->begin &&
		    same_element(m->old, old - 1, m->new, new - 1)) {
			old--;
			new --;
		} else if (m->is < m->was)
			rv = look_at_element(
			    compare, m->old, m->new, --old, JSON_DELETE);
		else
			rv = insert_element(compare, m->new, --new, old);
	}
	return rv;
}

/* One by one; then more or fewer. */
static int
look_at_array(struct compare *compare, jv old, jv new)
{
	const struct middle m = find_middle(old, new);
	int i, was, rv = 0;

	if (is_thinned(&m))
		return thin(compare, &m);
	for (i = m.begin; rv == 0 && i < m.was && i < m.is; i++)
		rv = look_at_element(compare, old, new, i, JSON_SET);
	for (was = m.was; rv == 0 && was > m.is;)
		rv = look_at_element(compare, old, new, --was, JSON_DELETE);
	for (; rv == 0 && was < m.is; was++)
		rv = insert_element(compare, new, was, was);
	return rv;
}

static int
look_at(struct compare *compare, jv old, jv new)
{
	const jv_kind kind = jv_get_kind(old);

	if (same(old, new))
		return 0;
	if (kind == jv_get_kind(new) && kind == JV_KIND_OBJECT)
		return look_at_object(compare, old, new);
	if (kind == jv_get_kind(new) && kind == JV_KIND_ARRAY)
		return look_at_array(compare, old, new);
	return emit(compare, JSON_SET, new);
}

int
json_diff_values(
    jv old, jv new, json_emit *emit_one, void *arg, struct why *why)
{
	struct compare compare = { { 0 }, emit_one, arg, why };
	int rv;

	rv = look_at(&compare, old, new);
	mem_release(&compare.pointer);
	return rv;
}
