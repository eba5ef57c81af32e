/* path: paths as people write them become RFC 6901 pointers. */

#include <string.h>

#include "mem.h"
#include "path.h"
#include "tap.h"
#include "text.h"
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

/* All paths lead into this. */
static const char document[] =
    "[{\"a b\":{\"\":1},\"c-d\":[[2]],\"e/f~g\":{\"0\":3},\"\\u00e9\":4}]";

static const struct {
	const char *sentence, *pointer, *path;
} printed[] = {
	{ "prints the whole document", "", "." },
	{ "an element of it", "/0", ".[0]" },
	{ "a name that needs quotation marks", "/0/a b", ".[0].\"a b\"" },
	{ "an empty one", "/0/a b/", ".[0].\"a b\".\"\"" },
	{ "an element of an element", "/0/c-d/0/0", ".[0].c-d[0][0]" },
	{ "a name of digits", "/0/e~1f~0g/0", ".[0].\"e/f~g\".0" },
	{ "and one that is not ASCII", "/0/\xc3\xa9", ".[0].\xc3\xa9" },
};

/* Prints so, and reads back what it printed. */
static bool
prints(const struct text *text, const char *pointer, const char *wanted)
{
	struct mem path = { 0 }, back = { 0 };
	struct why why = { 0 };
	const char *end;
	bool good;

	path_print(text, pointer, &path);
	good = strcmp(mem_str(&path), wanted) == 0 &&
	    text_at(text, pointer).kind != TEXT_NONE &&
	    path_pointer(mem_str(&path), &end, &back, &why) == 0 &&
	    *end == '\0' && strcmp(mem_str(&back), pointer) == 0;
	mem_release(&path);
	mem_release(&back);
	return good;
}

int
main(void)
{
	struct text text = { .name = "doc" };
	struct why why = { 0 };
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct mem pointer = { 0 };
		const char *end;
		int rv;

		why = (struct why){ 0 };
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
	if (text_read(&text, document, sizeof document - 1, &why) == -1)
		return 1;
	for (i = 0; i < sizeof printed / sizeof printed[0]; i++)
		it(printed[i].sentence,
		    prints(&text, printed[i].pointer, printed[i].path));
	return finish();
}
