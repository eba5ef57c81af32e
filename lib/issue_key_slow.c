/* issue_key_slow: add a key that takes a closer look. */

#include "issue_key_edge.h"
#include "issue_key_fast.h"
#include "issue_key_slow.h"

static void
capitalise(char *to, const char *from, size_t len)
{
	for (; len > 0; len--)
		*to++ = issue_key_capital(*from++);
}

/*
 * Where does the first name begin that goes up to the hyphen, and may be the
 * key of a project?  Returns 1, 0 if there is none, or -1 and why.
 */
static int
first_start(struct issue_key *search, const char *hyphen, const char **start,
    struct why *why)
{
	const char *s = hyphen -
	    issue_key_name_before(hyphen, search->lower, ISSUE_KEY_PROJECT_MAX);
	int rv = issue_key_edge_before(&search->edge, s, why);

	for (; rv != -1 && hyphen - s >= ISSUE_KEY_PROJECT_MIN; s++) {
		if (rv == 1 &&
		    issue_key_is_capital(
			search->lower ? issue_key_capital(*s) : *s)) {
			*start = s;
			return 1;
		}
		rv = *s == '_';
	}
	return rv == -1 ? -1 : 0;
}

/* Where the first key of a project that is wanted begins, from start on. */
static const char *
wanted_start(
    const struct issue_key *search, const char *start, const char *hyphen)
{
	char name[ISSUE_KEY_PROJECT_MAX];
	const char *at;
	size_t i, len;

	for (i = 0; i < search->lengths_count; i++) {
		len = search->lengths[i];
		at = hyphen - len;
		if (at != start && (at < start || at[-1] != '_'))
			continue;
		capitalise(name, at, len);
		if (issue_key_set_has_stem(&search->projects, name, len))
			return at;
	}
	return NULL;
}

static int
add_capitals(
    struct issue_key *search, const char *key, size_t len, struct why *why)
{
	char capitals[ISSUE_KEY_MAX];

	capitalise(capitals, key, len);
	return issue_key_set_add(&search->found, capitals, len, why);
}

int
issue_key_slow_add(struct issue_key *search, const char *end, size_t number,
    size_t name, struct why *why)
{
	const char *const hyphen = end - number - 1;
	const char *start;
	int rv;

	if (number > ISSUE_KEY_NUMBER_MAX)
		return 0;
	if (name <= ISSUE_KEY_PROJECT_MAX)
		start = hyphen - name;
	else if ((rv = first_start(search, hyphen, &start, why)) != 1)
		return rv;
	if (search->lengths_count > 0 &&
	    (start = wanted_start(search, start, hyphen)) == NULL)
		return 0;
	return add_capitals(search, start, (size_t)(end - start), why);
}
