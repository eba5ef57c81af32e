/* Whatever the arguments are: an object that is JSON, or a refusal. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "field.h"
#include "mem.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static int
read_nothing(
    void *arg, const char *path, size_t max, struct mem *mem, struct why *why)
{
	(void)arg;
	(void)path;
	(void)max;
	(void)mem;
	(void)why;
	return 0;
}

static void
want_object(const struct fields *fields)
{
	struct text text = { .name = "fields", .syntax = TEXT_JSON };
	struct mem json = { 0 };
	struct why why = { 0 };

	if (fields_json(fields, &json, &why) == -1) {
		if (fields->clash.len == 0)
			abort();
	} else if (text_read(&text, json.data, json.len, &why) == -1 ||
	    text.root.kind != TEXT_OBJECT) {
		abort();
	}
	mem_release(&json);
}

/* Two arguments, parted by a line feed; the second one is typed. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct fields fields = { 0 };
	struct why why = { 0 };
	struct mem copy = { 0 };
	char *second;

	mem_add(&copy, data, len);
	if ((second = strchr(mem_str(&copy), '\n')) != NULL)
		*second++ = '\0';
	if (fields_add(&fields, mem_str(&copy), false, read_nothing, NULL,
		&why) == 0 &&
	    fields_add(&fields, second != NULL ? second : mem_str(&copy), true,
		read_nothing, NULL, &why) == 0)
		want_object(&fields);
	else if (why.status != WHY_USAGE || why.msg[0] == '\0')
		abort();
	fields_release(&fields);
	mem_release(&copy);
	return 0;
}
