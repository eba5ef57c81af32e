/*
 * fuzz: a path.  Whatever is taken is a pointer (RFC 6901, 3), in UTF-8, and
 * ends within the text; whatever is not is called wrong.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "path.h"
#include "utf8.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check_pointer(const struct mem *pointer)
{
	const char *s = mem_str(pointer);

	must(strlen(s) == pointer->len);
	must(utf8_span(s, pointer->len) == pointer->len);
	must(*s == '\0' || *s == '/');
	for (; (s = strchr(s, '~')) != NULL; s++)
		must(s[1] == '0' || s[1] == '1');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem text = { 0 }, pointer = { 0 };
	struct why why = { 0 };
	const char *end;

	mem_add(&text, data, size);
	if (path_pointer(mem_str(&text), &end, &pointer, &why) == 0) {
		must(end > text.data && end <= text.data + text.len);
		check_pointer(&pointer);
	} else {
		must(why.status == WHY_USAGE && why.msg[0] != '\0');
	}
	mem_release(&pointer);
	mem_release(&text);
	return 0;
}
