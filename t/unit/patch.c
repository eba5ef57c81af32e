/* patch: JSON patches do what RFC 6902 says, to the byte. */

#include <string.h>

#include "edit.h"
#include "mem.h"
#include "patch.h"
#include "tap.h"
#include "text.h"
#include "why.h"

/* RFC 6902, appendix A: bytes is what our style makes of its result. */
static const struct {
	const char *sentence, *document, *patch, *result, *bytes;
	enum status status;
} cases[] = {
	{ "A.1: adds an object member", "{ \"foo\": \"bar\"}",
	    "[{ \"op\": \"add\", \"path\": \"/baz\", \"value\": \"qux\" }]",
	    "{\"baz\": \"qux\", \"foo\": \"bar\"}",
	    "{ \"foo\": \"bar\", \"baz\": \"qux\"}", WHY_OK },
	{ "A.2: adds an array element", "{ \"foo\": [ \"bar\", \"baz\" ] }",
	    "[{ \"op\": \"add\", \"path\": \"/foo/1\", \"value\": \"qux\" }]",
	    "{ \"foo\": [ \"bar\", \"qux\", \"baz\" ] }",
	    "{ \"foo\": [ \"bar\", \"qux\", \"baz\" ] }", WHY_OK },
	{ "A.3: removes an object member",
	    "{\n  \"baz\": \"qux\",\n  \"foo\": \"bar\"\n}",
	    "[{ \"op\": \"remove\", \"path\": \"/baz\" }]",
	    "{ \"foo\": \"bar\" }", "{\n  \"foo\": \"bar\"\n}", WHY_OK },
	{ "A.4: removes an array element",
	    "{ \"foo\": [ \"bar\", \"qux\", \"baz\" ] }",
	    "[{ \"op\": \"remove\", \"path\": \"/foo/1\" }]",
	    "{ \"foo\": [ \"bar\", \"baz\" ] }",
	    "{ \"foo\": [ \"bar\", \"baz\" ] }", WHY_OK },
	{ "A.5: replaces a value",
	    "{\n  \"baz\": \"qux\",\n  \"foo\": \"bar\"\n}",
	    "[{ \"op\": \"replace\", \"path\": \"/baz\", "
	    "\"value\": \"boo\" }]",
	    "{ \"baz\": \"boo\", \"foo\": \"bar\" }",
	    "{\n  \"baz\": \"boo\",\n  \"foo\": \"bar\"\n}", WHY_OK },
	{ "A.6: moves a value",
	    "{\n  \"foo\": {\n    \"bar\": \"baz\",\n    \"waldo\": \"fred\"\n"
	    "  },\n  \"qux\": {\n    \"corge\": \"grault\"\n  }\n}",
	    "[{ \"op\": \"move\", \"from\": \"/foo/waldo\", "
	    "\"path\": \"/qux/thud\" }]",
	    "{ \"foo\": { \"bar\": \"baz\" }, "
	    "\"qux\": { \"corge\": \"grault\", \"thud\": \"fred\" } }",
	    "{\n  \"foo\": {\n    \"bar\": \"baz\"\n  },\n  \"qux\": {\n"
	    "    \"corge\": \"grault\",\n    \"thud\": \"fred\"\n  }\n}",
	    WHY_OK },
	{ "A.7: moves an array element",
	    "{ \"foo\": [ \"all\", \"grass\", \"cows\", \"eat\" ] }",
	    "[{ \"op\": \"move\", \"from\": \"/foo/1\", "
	    "\"path\": \"/foo/3\" }]",
	    "{ \"foo\": [ \"all\", \"cows\", \"eat\", \"grass\" ] }",
	    "{ \"foo\": [ \"all\", \"cows\", \"eat\", \"grass\" ] }", WHY_OK },
	{ "A.8: tests values",
	    "{\n \"baz\": \"qux\",\n \"foo\": "
	    "[ \"a\", 2, \"c\" ]\n}",
	    "[{ \"op\": \"test\", \"path\": \"/baz\", \"value\": \"qux\" },"
	    "{ \"op\": \"test\", \"path\": \"/foo/1\", \"value\": 2 }]",
	    "{ \"baz\": \"qux\", \"foo\": [ \"a\", 2, \"c\" ] }",
	    "{\n \"baz\": \"qux\",\n \"foo\": [ \"a\", 2, \"c\" ]\n}", WHY_OK },
	{ "A.9: fails a test", "{ \"baz\": \"qux\" }",
	    "[{ \"op\": \"test\", \"path\": \"/baz\", \"value\": \"bar\" }]",
	    NULL, NULL, WHY_NO },
	{ "A.10: adds a nested object", "{ \"foo\": \"bar\" }",
	    "[{ \"op\": \"add\", \"path\": \"/child\", "
	    "\"value\": { \"grandchild\": { } } }]",
	    "{ \"foo\": \"bar\", \"child\": { \"grandchild\": { } } }", NULL,
	    WHY_OK },
	{ "A.11: ignores what it does not know", "{ \"foo\": \"bar\" }",
	    "[{ \"op\": \"add\", \"path\": \"/baz\", \"value\": \"qux\", "
	    "\"xyz\": 123 }]",
	    "{ \"foo\": \"bar\", \"baz\": \"qux\" }",
	    "{ \"foo\": \"bar\", \"baz\": \"qux\" }", WHY_OK },
	{ "A.12: adds nothing to a place that does not exist",
	    "{ \"foo\": \"bar\" }",
	    "[{ \"op\": \"add\", \"path\": \"/baz/bat\", "
	    "\"value\": \"qux\" }]",
	    NULL, NULL, WHY_INPUT },
	{ "A.13: refuses an operation with a name twice",
	    "{ \"foo\": \"bar\" }",
	    "[{ \"op\": \"add\", \"path\": \"/baz\", \"value\": \"qux\", "
	    "\"op\": \"remove\" }]",
	    NULL, NULL, WHY_INPUT },
	{ "A.14: unescapes in the right order", "{ \"/\": 9, \"~1\": 10 }",
	    "[{\"op\": \"test\", \"path\": \"/~01\", \"value\": 10}]",
	    "{ \"/\": 9, \"~1\": 10 }", "{ \"/\": 9, \"~1\": 10 }", WHY_OK },
	{ "A.15: tells a number from a string", "{ \"/\": 9, \"~1\": 10 }",
	    "[{\"op\": \"test\", \"path\": \"/~01\", \"value\": \"10\"}]", NULL,
	    NULL, WHY_NO },
	{ "A.16: adds an array to an array", "{ \"foo\": [\"bar\"] }",
	    "[{ \"op\": \"add\", \"path\": \"/foo/-\", "
	    "\"value\": [\"abc\", \"def\"] }]",
	    "{ \"foo\": [\"bar\", [\"abc\", \"def\"]] }",
	    "{ \"foo\": [\"bar\", [\"abc\", \"def\"]] }", WHY_OK },

	{ "copies, and keeps a number's bytes", "{\"a\":12345678901234567890}",
	    "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]",
	    "{\"a\":12345678901234567890,\"b\":12345678901234567890}",
	    "{\"a\":12345678901234567890,\"b\":12345678901234567890}", WHY_OK },
	{ "sees what it has done", "{\"a\":[1,2]}",
	    "[{\"op\":\"add\",\"path\":\"/a/0\",\"value\":0},"
	    "{\"op\":\"test\",\"path\":\"/a\",\"value\":[0,1,2]},"
	    "{\"op\":\"remove\",\"path\":\"/a/1\"},"
	    "{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"},"
	    "{\"op\":\"copy\",\"from\":\"/b/1\",\"path\":\"/b/-\"}]",
	    "{\"b\":[0,2,2]}", "{\"b\":[0,2,2]}", WHY_OK },
	{ "replaces the whole document", "{\"a\":1}",
	    "[{\"op\":\"replace\",\"path\":\"\",\"value\":[1]}]", "[1]",
	    "[\n  1\n]", WHY_OK },
	{ "moves nothing to where it is", "{\"a\":1}",
	    "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a\"}]", "{\"a\":1}",
	    "{\"a\":1}", WHY_OK },
	{ "moves nothing into itself", "{\"a\":{\"b\":1}}",
	    "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/c\"}]", NULL, NULL,
	    WHY_INPUT },
	{ "removes only what is there", "{\"a\":1}",
	    "[{\"op\":\"remove\",\"path\":\"/b\"}]", NULL, NULL, WHY_INPUT },
	{ "replaces only what is there", "{\"a\":1}",
	    "[{\"op\":\"replace\",\"path\":\"/b\",\"value\":1}]", NULL, NULL,
	    WHY_INPUT },
	{ "refuses an index past the end", "[1]",
	    "[{\"op\":\"add\",\"path\":\"/2\",\"value\":1}]", NULL, NULL,
	    WHY_INPUT },
	{ "refuses an index with a zero in front", "[1,2]",
	    "[{\"op\":\"replace\",\"path\":\"/01\",\"value\":1}]", NULL, NULL,
	    WHY_INPUT },
	{ "refuses a name for an index", "[1]",
	    "[{\"op\":\"add\",\"path\":\"/a\",\"value\":1}]", NULL, NULL,
	    WHY_INPUT },
	{ "refuses what is no pointer", "{}",
	    "[{\"op\":\"add\",\"path\":\"a\",\"value\":1}]", NULL, NULL,
	    WHY_INPUT },
	{ "refuses a bad escape", "{}",
	    "[{\"op\":\"add\",\"path\":\"/~2\",\"value\":1}]", NULL, NULL,
	    WHY_INPUT },
	{ "refuses NUL", "{}",
	    "[{\"op\":\"add\",\"path\":\"/a\\u0000b\",\"value\":1}]", NULL,
	    NULL, WHY_INPUT },
	{ "refuses an unknown operation", "{}",
	    "[{\"op\":\"merge\",\"path\":\"/a\",\"value\":1}]", NULL, NULL,
	    WHY_INPUT },
	{ "refuses an operation without a value", "{}",
	    "[{\"op\":\"add\",\"path\":\"/a\"}]", NULL, NULL, WHY_INPUT },
	{ "refuses an operation without a path", "{}",
	    "[{\"op\":\"add\",\"value\":1}]", NULL, NULL, WHY_INPUT },
	{ "refuses an operation that is no object", "{}", "[1]", NULL, NULL,
	    WHY_INPUT },
};

static bool
is_same(const char *a, const char *b)
{
	struct text x = { .name = "a" }, y = { .name = "b" };
	struct why why = { 0 };

	return text_read(&x, a, strlen(a), &why) == 0 &&
	    text_read(&y, b, strlen(b), &why) == 0 &&
	    text_same(&x, x.root, &y, y.root);
}

static bool
applies(size_t i)
{
	struct text text = { .name = "d" }, patch = { .name = "p" };
	struct mem mem = { 0 };
	struct why why = { 0 };
	struct edit *edit;
	bool rv = false;

	if (text_read(&text, cases[i].document, strlen(cases[i].document),
		&why) == -1 ||
	    text_read(&patch, cases[i].patch, strlen(cases[i].patch), &why) ==
		-1 ||
	    (edit = edit_new(&text, &why)) == NULL)
		return false;
	if (patch_apply(edit, &patch, &why) == -1) {
		rv = cases[i].status != WHY_OK && why.status == cases[i].status;
	} else if (cases[i].status == WHY_OK) {
		edit_text(edit, &mem);
		rv = is_same(mem_str(&mem), cases[i].result) &&
		    (cases[i].bytes == NULL ||
			strcmp(mem_str(&mem), cases[i].bytes) == 0);
	}
	if (!rv)
		(void)printf("# %s%s\n", mem_str(&mem), why.msg);
	mem_release(&mem);
	edit_free(edit);
	return rv;
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		it(cases[i].sentence, applies(i));
	return finish();
}
