/* path: paths as people write them become RFC 6901 pointers. */

#include <string.h>

#include "mem.h"
#include "path.h"
#include "tap.h"
#include "why.h"

static const struct {
	const char *sentence, *path, *pointer, *rest;
} cases[] = {
	{ "takes the whole document", ".", "", "" },
	{ "takes a name", ".a=b", "/a", "=b" },
	{ "and names below it", ".a.b-c.$d_1@-", "/a/b-c/$d_1", "@-" },
	{ "takes an index", ".a[0].b:1", "/a/0/b", ":1" },
	{ "and one after another", ".[10][0]", "/10/0", "" },
	{ "and the place after the last", ".a[-]", "/a/-", "" },
	{ "takes a quoted name", ".\"a b\".c", "/a b/c", "" },
	{ "in brackets, too", ".[\"a b\"][\"=\"]=x", "/a b/=", "=x" },
	{ "with escapes", ".[\"\\u00e9\\\"\\\\\"]", "/\xc3\xa9\"\\", "" },
	{ "and an empty one", ".a.\"\"", "/a/", "" },
	{ "escapes what a pointer must", ".\"a/b~c\"", "/a~1b~0c", "" },
	{ "takes what is not ASCII", ".\xc3\xa9=", "/\xc3\xa9", "=" },
	{ "ends where it ends", ".a = b", "/a", " = b" },
	{ "refuses nothing", "", NULL, NULL },
	{ "refuses a name without a dot", "a=b", NULL, NULL },
	{ "refuses a dot at the end", ".a.=b", NULL, NULL },
	{ "refuses an index without an end", ".a[0", NULL, NULL },
	{ "refuses an index with a zero", ".a[01]", NULL, NULL },
	{ "refuses an index below zero", ".a[-1]", NULL, NULL },
	{ "refuses an empty bracket", ".a[]", NULL, NULL },
	{ "refuses a quotation without an end", ".\"a", NULL, NULL },
	{ "refuses a bad escape", ".\"\\x\"", NULL, NULL },
	{ "refuses NUL", ".\"a\\u0000b\"", NULL, NULL },
	{ "refuses a lone surrogate", ".\"\\ud800\"", NULL, NULL },
	{ "refuses bad UTF-8", ".\xff", NULL, NULL },
	{ "and in quotation marks", ".\"\xff\"", NULL, NULL },
};

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct mem pointer = { 0 };
		struct why why = { 0 };
		const char *end;
		int rv;

		rv = path_pointer(cases[i].path, &end, &pointer, &why);
		if (cases[i].pointer == NULL)
			it(cases[i].sentence,
			    rv == -1 && why.status == WHY_USAGE);
		else
			it(cases[i].sentence,
			    rv == 0 && strcmp(end, cases[i].rest) == 0 &&
				strcmp(mem_str(&pointer), cases[i].pointer) ==
				    0);
		mem_release(&pointer);
	}
	return finish();
}
