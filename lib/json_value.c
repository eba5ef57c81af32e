/* json_value: a value of a text as libjq holds it. */

#include <limits.h>
#include <stdlib.h>

#include "json_value.h"
#include "mem.h"
#include "text.h"
#include "why.h"

static jv make(const struct text *text, struct value value, struct mem *mem);

/* Strings and numbers go through mem, which is wiped in the end. */
static jv
make_string(const struct text *text, struct value value, struct mem *mem)
{
	mem_cut(mem, 0);
	text_string(text, value, mem);
	if (mem->len > INT_MAX)
		mem->failed = true;
	if (mem->failed)
		return jv_null();
	return jv_string_sized(mem_str(mem), (int)mem->len);
}

static jv
make_number(const struct text *text, struct value value, struct mem *mem)
{
	mem_cut(mem, 0);
	mem_add(mem, text->data + value.at, value.end - value.at);
	return jv_number(strtod(mem_str(mem), NULL));
}

static jv
make_object(const struct text *text, struct value value, struct mem *mem)
{
	struct member member = { 0 };
	jv object = jv_object(), name;

	while (text_next(text, value, &member)) {
		name = make_string(text, member.name, mem);
		if (mem->failed) {
			jv_free(name);
			break;
		}
		object =
		    jv_object_set(object, name, make(text, member.value, mem));
	}
	return object;
}

static jv
make_array(const struct text *text, struct value value, struct mem *mem)
{
	struct member member = { 0 };
	jv array = jv_array();

	while (text_next(text, value, &member))
		array = jv_array_append(array, make(text, member.value, mem));
	return array;
}

static jv
make(const struct text *text, struct value value, struct mem *mem)
{
	switch (value.kind) {
	case TEXT_OBJECT:
		return make_object(text, value, mem);
	case TEXT_ARRAY:
		return make_array(text, value, mem);
	case TEXT_STRING:
		return make_string(text, value, mem);
	case TEXT_NUMBER:
		return make_number(text, value, mem);
	case TEXT_TRUE:
		return jv_true();
	case TEXT_FALSE:
		return jv_false();
	case TEXT_NULL:
	case TEXT_NONE:
		break;
	}
	return jv_null();
}

int
json_value(
    const struct text *text, struct value value, jv *out, struct why *why)
{
	struct mem mem = { 0 };
	int rv;

	*out = make(text, value, &mem);
	if ((rv = mem_check(&mem, why)) == -1)
		jv_free(*out);
	mem_release(&mem);
	return rv;
}
