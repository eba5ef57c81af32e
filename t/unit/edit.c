/* An edit changes the bytes that it has to, and none besides. */

#include <sys/uio.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "mem.h"
#include "tap.h"

enum {
	CHANGES_MAX = 4
};

/* A change: = sets, - deletes, + inserts. */
struct change {
	char verb;
	const char *pointer, *json;
};

struct outcome {
	const char *sentence, *before;
	struct change changes[CHANGES_MAX];
	const char *after;
};

static const char commented[] = "{\n"
				"  \"port\": 8080, // default port\n"
				"  // of host\n"
				"  \"host\": \"a\",\n"
				"\n"
				"  // of nobody\n"
				"\n"
				"  /* of last, */\n"
				"  // both\n"
				"  \"last\": [1, 2] // behind\n"
				"}\n";

static const struct outcome jsonc[] = {
	{ "changes a value and keeps its comment", commented,
	    { { '=', "/port", "9090" } },
	    "{\n  \"port\": 9090, // default port\n  // of host\n"
	    "  \"host\": \"a\",\n\n  // of nobody\n\n  /* of last, */\n"
	    "  // both\n  \"last\": [1, 2] // behind\n}\n" },
	{ "adds behind the last and its comment", commented,
	    { { '=', "/new", "null" } },
	    "{\n  \"port\": 8080, // default port\n  // of host\n"
	    "  \"host\": \"a\",\n\n  // of nobody\n\n  /* of last, */\n"
	    "  // both\n  \"last\": [1, 2], // behind\n  \"new\": null\n}\n" },
	{ "deletes the first with the rest of its line", commented,
	    { { '-', "/port", NULL } },
	    "{\n  // of host\n"
	    "  \"host\": \"a\",\n\n  // of nobody\n\n  /* of last, */\n"
	    "  // both\n  \"last\": [1, 2] // behind\n}\n" },
	{ "deletes one with the comment right above", commented,
	    { { '-', "/host", NULL } },
	    "{\n  \"port\": 8080, // default port\n"
	    "\n  // of nobody\n\n  /* of last, */\n"
	    "  // both\n  \"last\": [1, 2] // behind\n}\n" },
	{ "deletes the last with both, and the comma before it", commented,
	    { { '-', "/last", NULL } },
	    "{\n  \"port\": 8080, // default port\n  // of host\n"
	    "  \"host\": \"a\"\n\n  // of nobody\n\n}\n" },
	{ "deletes all, but not a comment of nobody", commented,
	    { { '-', "/last", NULL }, { '-', "/host", NULL },
		{ '-', "/port", NULL } },
	    "{\n\n  // of nobody\n\n}\n" },
	{ "adds below what is left", commented,
	    { { '-', "/last", NULL }, { '-', "/host", NULL },
		{ '-', "/port", NULL }, { '=', "/new", "1" } },
	    "{\n\n  // of nobody\n\n  \"new\": 1\n}\n" },
	{ "deletes a paragraph with one blank line",
	    "{\n  \"a\": 1,\n\n  // b\n  \"b\": 2,\n\n  \"c\": 3\n}",
	    { { '-', "/b", NULL } }, "{\n  \"a\": 1,\n\n  \"c\": 3\n}" },
	{ "also at the end", "{\n  \"a\": 1,\n\n  // b\n  \"b\": 2\n}",
	    { { '-', "/b", NULL } }, "{\n  \"a\": 1\n}" },
	{ "and at the beginning", "{\r\n  \"a\": 1,\r\n \r\n  \"b\": 2\r\n}",
	    { { '-', "/a", NULL } }, "{\r\n  \"b\": 2\r\n}" },
	{ "keeps the others",
	    "{\n\n  \"a\": 1,\n\n\n  \"b\": 2,\n  \"c\": 3\n}",
	    { { '-', "/b", NULL } }, "{\n\n  \"a\": 1,\n\n\n  \"c\": 3\n}" },
	{ "puts a new one where the last was", commented,
	    { { '-', "/last", NULL }, { '=', "/new", "1" } },
	    "{\n  \"port\": 8080, // default port\n  // of host\n"
	    "  \"host\": \"a\",\n  \"new\": 1\n\n  // of nobody\n\n}\n" },
	{ "keeps a comma after the last", "{\n\t\"a\": 1, // x\n}",
	    { { '=', "/b", "2" } }, "{\n\t\"a\": 1, // x\n\t\"b\": 2,\n}" },
	{ "also when that is deleted", "{\n\t\"a\": 1,\n\t\"b\": 2, // x\n}",
	    { { '-', "/b", NULL } }, "{\n\t\"a\": 1,\n}" },
	{ "gives a new container one, too", "{\n\t\"a\": 1,\n}",
	    { { '=', "/b", "[[1],{}]" } },
	    "{\n\t\"a\": 1,\n\t\"b\": "
	    "[\n\t\t[\n\t\t\t1,\n\t\t],\n\t\t{},\n\t],\n}" },
	{ "keeps comments on one line",
	    "{ \"a\": 1 /* x */, /* y */ \"b\": 2 }", { { '=', "/c", "3" } },
	    "{ \"a\": 1 /* x */, /* y */ \"b\": 2, \"c\": 3 }" },
	{ "and deletes the one behind the comma with what it is before",
	    "{ \"a\": 1 /* x */, /* y */ \"b\": 2 }", { { '-', "/b", NULL } },
	    "{ \"a\": 1 /* x */ }" },
	{ "and leaves it with that", "{ \"a\": 1 /* x */, /* y */ \"b\": 2 }",
	    { { '-', "/a", NULL } }, "{ /* y */ \"b\": 2 }" },
	{ "keeps CodeStream's tabs, and sorts as it does",
	    "// head\n\n{\n\t\"apiServer\": {},\n\t\"email\": {\n"
	    "\t\t\"x\": 1\n\t},\n\t\"ssl\": {}\n}\n",
	    { { '=', "/integrations/jira/cloud/appClientId", "\"abc\"" } },
	    "// head\n\n{\n\t\"apiServer\": {},\n\t\"email\": {\n"
	    "\t\t\"x\": 1\n\t},\n\t\"integrations\": {\n\t\t\"jira\": {\n"
	    "\t\t\t\"cloud\": {\n\t\t\t\t\"appClientId\": \"abc\"\n\t\t\t}\n"
	    "\t\t}\n\t},\n\t\"ssl\": {}\n}\n" },
	{ "makes one line where its siblings are",
	    "{\n  \"a\": { \"x\": 1 },\n  \"b\": { \"y\": 2 }\n}",
	    { { '=', "/c", "{\"z\":[1,2]}" } },
	    "{\n  \"a\": { \"x\": 1 },\n  \"b\": { \"y\": 2 },\n"
	    "  \"c\": { \"z\": [1, 2] }\n}" },
};

static const struct outcome json[] = {
	{ "fills an empty object", "{}", { { '=', "/a", "1" } },
	    "{\n  \"a\": 1\n}" },
	{ "and an empty array in it", "{\"a\":[]}", { { '=', "/a/-", "1" } },
	    "{\"a\":[1]}" },
	{ "replaces the space between the brackets",
	    "{\n    \"a\": {\n    }\n}", { { '=', "/a/b", "1" } },
	    "{\n    \"a\": {\n        \"b\": 1\n    }\n}" },
	{ "takes no space where there is none", "{\"a\":1,\"b\":2}",
	    { { '=', "/c", "{\"d\": [1, 2]}" } },
	    "{\"a\":1,\"b\":2,\"c\":{\"d\":[1,2]}}" },
	{ "puts one where there is one", "{\"a\": 1}",
	    { { '=', "/b", "[1,2]" } }, "{\"a\": 1, \"b\": [1, 2]}" },
	{ "puts it before the colon, too", "{ \"a\" : 1 }",
	    { { '=', "/b", "2" } }, "{ \"a\" : 1, \"b\" : 2 }" },
	{ "sorts among three that are sorted", "{\"a\":1,\"c\":2,\"d\":3}",
	    { { '=', "/b", "4" }, { '=', "/z", "5" }, { '=', "/A", "6" } },
	    "{\"A\":6,\"a\":1,\"b\":4,\"c\":2,\"d\":3,\"z\":5}" },
	{ "but not among two", "{\"a\":1,\"c\":2}", { { '=', "/b", "4" } },
	    "{\"a\":1,\"c\":2,\"b\":4}" },
	{ "nor among those that are not", "{\"a\":1,\"c\":2,\"b\":3}",
	    { { '=', "/aa", "4" } }, "{\"a\":1,\"c\":2,\"b\":3,\"aa\":4}" },
	{ "sorts lines as well", "{\n  \"a\": 1,\n  \"c\": 2,\n  \"d\": 3\n}",
	    { { '=', "/b", "4" }, { '=', "/A", "6" } },
	    "{\n  \"A\": 6,\n  \"a\": 1,\n  \"b\": 4,\n  \"c\": 2,\n"
	    "  \"d\": 3\n}" },
	{ "ends lines as they end", "\xEF\xBB\xBF{\r\n\t\"a\": 1\r\n}\r\n",
	    { { '=', "/b", "{\"c\":2}" } },
	    "\xEF\xBB\xBF{\r\n\t\"a\": 1,\r\n\t\"b\": {\r\n\t\t\"c\": 2\r\n"
	    "\t}\r\n}\r\n" },
	{ "leaves one below the others when a comma before it goes",
	    "{\n    \"b\": 1\n  , \"c\": 2\n  , \"d\": 3\n}",
	    { { '-', "/b", NULL } }, "{\n    \"c\": 2\n  , \"d\": 3\n}" },
	{ "takes a comma on a line of its own with the line",
	    "{\r\n  \"b\": [1]\r\n  ,\r\n  \"c\": 2\r\n}",
	    { { '-', "/b", NULL } }, "{\r\n  \"c\": 2\r\n}" },
	{ "and puts nothing below such a comma",
	    "{\n  \"b\": 1\n,\n  \"c\": 2,\n  \"d\": 3\n}",
	    { { '-', "/b", NULL }, { '=', "/a", "0" } },
	    "{\n  \"a\": 0,\n  \"c\": 2,\n  \"d\": 3\n}" },
	{ "begins lines with commas where they do", "{ \"a\": 1\n, \"b\": 2\n}",
	    { { '=', "/c", "3" } }, "{ \"a\": 1\n, \"b\": 2\n, \"c\": 3\n}" },
	{ "and deletes the first of those", "{ \"a\": 1\n, \"b\": 2\n}",
	    { { '-', "/a", NULL } }, "{ \"b\": 2\n}" },
	{ "and the last", "{ \"a\": 1\n, \"b\": 2\n}", { { '-', "/b", NULL } },
	    "{ \"a\": 1\n}" },
	{ "deletes the first on a line", "{ \"a\": 1, \"b\": 2, \"c\": 3 }",
	    { { '-', "/a", NULL } }, "{ \"b\": 2, \"c\": 3 }" },
	{ "and one in the midst", "{ \"a\": 1, \"b\": 2, \"c\": 3 }",
	    { { '-', "/b", NULL } }, "{ \"a\": 1, \"c\": 3 }" },
	{ "and the last", "{ \"a\": 1, \"b\": 2, \"c\": 3 }",
	    { { '-', "/c", NULL } }, "{ \"a\": 1, \"b\": 2 }" },
	{ "and two of them", "{ \"a\": 1, \"b\": 2, \"c\": 3 }",
	    { { '-', "/c", NULL }, { '-', "/b", NULL } }, "{ \"a\": 1 }" },
	{ "and the only one", "{ \"a\": 1 }", { { '-', "/a", NULL } }, "{}" },
	{ "and puts another in its place", "{ \"a\": 1 }",
	    { { '-', "/a", NULL }, { '=', "/b", "2" } }, "{ \"b\": 2 }" },
	{ "joins the bracket with what is left", "{ \"a\": 1,\n  \"b\": 2 }",
	    { { '-', "/b", NULL } }, "{ \"a\": 1 }" },
	{ "on either side", "{ \"a\": 1,\n  \"b\": 2 }",
	    { { '-', "/a", NULL } }, "{ \"b\": 2 }" },
	{ "appends to an array", "[1, 2]", { { '=', "/-", "3" } },
	    "[1, 2, 3]" },
	{ "also by number", "[1, 2]", { { '=', "/2", "3" } }, "[1, 2, 3]" },
	{ "inserts in front", "[1, 2]", { { '+', "/0", "0" } }, "[0, 1, 2]" },
	{ "and between, counting what came before", "[1, 2]",
	    { { '+', "/0", "0" }, { '+', "/2", "1.5" } }, "[0, 1, 1.5, 2]" },
	{ "inserts lines", "[\n\t1,\n\t2\n]", { { '+', "/1", "{\"a\":1}" } },
	    "[\n\t1,\n\t{\n\t\t\"a\": 1\n\t},\n\t2\n]" },
	{ "adds to a list of blocks as it is written",
	    "[{\n  \"a\": 1\n}, {\n  \"a\": 2\n}]",
	    { { '=', "/-", "{\"a\":3}" } },
	    "[{\n  \"a\": 1\n}, {\n  \"a\": 2\n}, {\n  \"a\": 3\n}]" },
	{ "lets a replaced element keep its place", "[1, 2, 3]",
	    { { '-', "/1", NULL }, { '+', "/1", "4" } }, "[1, 4, 3]" },
	{ "replaces an element with one in front", "[1, 2]",
	    { { '=', "/1", "5" }, { '+', "/1", "4" } }, "[1, 4, 5]" },
	{ "changes into what is new", "{\"a\":1}",
	    { { '=', "/b", "{\"c\":[1]}" }, { '=', "/b/c/-", "2" },
		{ '-', "/b/c/0", NULL }, { '=', "/b/d", "3" } },
	    "{\"a\":1,\"b\":{\"c\":[2],\"d\":3}}" },
	{ "makes what is missing, also of null", "{\"a\":null}",
	    { { '=', "/a/b/c", "1" } }, "{\"a\":{\"b\":{\"c\":1}}}" },
	{ "forgets what was deleted in between", "{\"a\":{\"b\":1}}",
	    { { '-', "/a", NULL }, { '=', "/a/c", "2" } },
	    "{\"a\":{\"c\":2}}" },
	{ "makes an object equal, member by member",
	    "{\"a\":1.0,\"b\":{\"c\":\"\\u00e9\",\"d\":2},\"e\":3}",
	    { { '=', "", "{\"e\":3,\"b\":{\"c\":\"\xC3\xA9\"},\"a\":2}" } },
	    "{\"a\":2,\"b\":{\"c\":\"\\u00e9\"},\"e\":3}" },
	{ "and an array, end by end", "[1.0, 2.0, 3.0, 4.0]",
	    { { '=', "", "[1,5,3,4]" } }, "[1.0, 5, 3.0, 4.0]" },
	{ "also a longer one", "[1.0, 2.0]", { { '=', "", "[1,7,8,2]" } },
	    "[1.0, 7, 8, 2.0]" },
	{ "and a shorter one", "[1.0, 2, 3, 4.0]", { { '=', "", "[1,4]" } },
	    "[1.0, 4.0]" },
	{ "replaces the root with another kind", " {\"a\":1} ",
	    { { '=', "", "[1]" } }, " [\n  1\n] " },
	{ "reads ~0 and ~1", "{\"a/b\":1,\"~\":2}",
	    { { '=', "/a~1b", "3" }, { '=', "/~0", "4" } },
	    "{\"a/b\":3,\"~\":4}" },
	{ "keeps the escapes it is given", "{\"a\":1}",
	    { { '=', "/a", "\"\\u00e9\\/\"" } }, "{\"a\":\"\\u00e9\\/\"}" },
	{ "and the digits", "{\"a\":1}",
	    { { '=', "/a", "12345678901234567890.0" } },
	    "{\"a\":12345678901234567890.0}" },
};

static const struct outcome same[] = {
	{ "leaves a number that is the same", "{\"a\":1.0}",
	    { { '=', "/a", "1" } }, NULL },
	{ "and 1e400", "[1e400]", { { '=', "/0", "10e399" } }, NULL },
	{ "and -0", "[-0]", { { '=', "/0", "0" } }, NULL },
	{ "and an escape", "[\"\\u00e9\"]", { { '=', "/0", "\"\xC3\xA9\"" } },
	    NULL },
	{ "and an object in another order", "{\"a\": 1, \"b\": 2}",
	    { { '=', "", "{\"b\":2,\"a\":1}" } }, NULL },
	{ "and what is set there and back", "{\"a\": {\"b\": 1}}",
	    { { '=', "/a", "2" }, { '=', "/a", "{\"b\":1}" } }, NULL },
	{ "and what is deleted and added", "{\"a\": 1, \"b\": 2}",
	    { { '-', "/a", NULL }, { '=', "/a", "1" } }, NULL },
	{ "and an element that is", "[1, 2, 3]",
	    { { '-', "/1", NULL }, { '+', "/1", "2" } }, NULL },
	{ "and what is added and deleted", "{\"a\": 1}",
	    { { '=', "/b", "1" }, { '-', "/b", NULL } }, NULL },
	{ "deletes nothing where nothing is", "{\"a\": 1}",
	    { { '-', "/b", NULL }, { '-', "/a/b", NULL },
		{ '-', "/b/c", NULL } },
	    NULL },
};

static const struct outcome hjson[] = {
	{ "changes a word without quotation marks", "a: foo\nb: 1\n",
	    { { '=', "/a", "\"bar\"" } }, "a: bar\nb: 1\n" },
	{ "gives it some where it needs them", "a: foo\n",
	    { { '=', "/a", "\"true\"" } }, "a: \"true\"\n" },
	{ "and where a comment follows", "a: 5 # x\n",
	    { { '=', "/a", "\"foo\"" } }, "a: \"foo\" # x\n" },
	{ "adds a line without a comma", "{\n  a: foo\n  b: 1 # x\n}\n",
	    { { '=', "/c", "true" } },
	    "{\n  a: foo\n  b: 1 # x\n  c: true\n}\n" },
	{ "or with one, where there are some",
	    "{\n  \"a\": 1,\n  \"b\": 2\n}\n", { { '=', "/c", "\"d\"" } },
	    "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": \"d\"\n}\n" },
	{ "or with one, where the only one has one", "{\n  \"a\": {},\n}\n",
	    { { '=', "/b", "{\"c\":1,\"d\":[2,3]}" } },
	    "{\n  \"a\": {},\n  \"b\": {\n    \"c\": 1,\n    \"d\": [\n"
	    "      2,\n      3,\n    ],\n  },\n}\n" },
	{ "as its siblings have, in an object that is new",
	    "{\n  \"a\": {\n    \"x\": 1,\n  },\n  \"b\": 2,\n}\n",
	    { { '=', "/c", "{\"x\":1,\"y\":2}" } },
	    "{\n  \"a\": {\n    \"x\": 1,\n  },\n  \"b\": 2,\n"
	    "  \"c\": {\n    \"x\": 1,\n    \"y\": 2,\n  },\n}\n" },
	{ "adds a line after a word that would swallow it", "{a: foo\n}\n",
	    { { '=', "/b", "0" }, { '=', "/c", "\"d\"" } },
	    "{a: foo\nb: 0\nc: \"d\"\n}\n" },
	{ "and lays out what is new on one line", "{b: foo\n}\n",
	    { { '=', "/c", "{\"d\":\"e\",\"f\":\"g\"}" } },
	    "{b: foo\nc: {d: \"e\", f: \"g\"}\n}\n" },
	{ "adds to a root without braces", "# x\na: 1\n",
	    { { '=', "/b", "{\"c\":2}" } }, "# x\na: 1\nb: {\n  c: 2\n}\n" },
	{ "and at the end of a last line", "a: foo", { { '=', "/b", "1" } },
	    "a: foo\nb: 1" },
	{ "and to an empty text", "", { { '=', "/a", "1" } }, "\"a\": 1\n" },
	{ "deletes a line with its comment", "a: 1\n# of b\nb: 2 # x\nc: 3\n",
	    { { '-', "/b", NULL } }, "a: 1\nc: 3\n" },
	{ "joins no bracket with a string", "{\n  a: foo\n  b: 1 }",
	    { { '-', "/b", NULL } }, "{\n  a: foo\n }" },
	{ "replaces a string of many lines",
	    "{\n  a:\n    '''\n    x\n    '''\n  b: 1\n}",
	    { { '=', "/a", "\"y\"" } }, "{\n  a:\n    \"y\"\n  b: 1\n}" },
};

static bool
apply(struct edit *edit, const struct change *change, struct text *text,
    struct why *why)
{
	switch (change->verb) {
	case '=':
		return edit_set(edit, change->pointer, change->json,
			   strlen(change->json), why) == 0;
	case '-':
		return edit_delete(edit, change->pointer, why) == 0;
	default:
		*text = (struct text){ .name = "v", .syntax = TEXT_JSON };
		return text_read(text, change->json, strlen(change->json),
			   why) == 0 &&
		    edit_insert(edit, change->pointer,
			(struct place){ text, text->root }, why) == 0;
	}
}

static void
comes_out(const struct outcome *outcome, enum text_syntax syntax)
{
	const char *const after =
	    outcome->after == NULL ? outcome->before : outcome->after;
	struct text text = { .name = "t", .syntax = syntax };
	struct text values[CHANGES_MAX];
	struct why why = { 0 };
	struct mem mem = { 0 };
	struct edit *edit = NULL;
	bool is;

	is = text_read(&text, outcome->before, strlen(outcome->before), &why) ==
		0 &&
	    (edit = edit_new(&text, &why)) != NULL;
	for (int i = 0; is && i < CHANGES_MAX && outcome->changes[i].verb; i++)
		is = apply(edit, &outcome->changes[i], &values[i], &why);
	if (is) {
		edit_text(edit, &mem);
		is = strcmp(mem_str(&mem), after) == 0 &&
		    edit_changes(edit) == (outcome->after != NULL);
	}
	it(outcome->sentence, is);
	if (!is)
		printf("# %s\n# [%s]\n", why.msg, mem_str(&mem));
	edit_free(edit);
	mem_release(&mem);
}

static const struct {
	const char *sentence, *before;
	struct change change;
	const char *message;
} refused[] = {
	{ "refuses a name that occurs twice", "{\n \"a\":1,\n \"\\u0061\":2}",
	    { '=', "/a", "3" }, "t:3:2: this name occurs before, at 2:2" },
	{ "and on the way", "{\"a\":{},\"a\":{}}", { '-', "/a/b", NULL },
	    "t:1:9: this name occurs before, at 1:2" },
	{ "refuses a step into a string", "{\"a\":\"b\"}",
	    { '=', "/a/b/c", "1" },
	    "t:1:6: /a/b/c: neither an object nor an array on the way" },
	{ "refuses a place beyond an array", "[1]", { '=', "/2", "1" },
	    "t:1:1: /2: the array has no such place" },
	{ "and a name in one", "[1]", { '=', "/a", "1" },
	    "t:1:1: /a: the array has no such place" },
	{ "refuses to insert into nothing", "{}", { '+', "/a/b", "1" },
	    "t:1:1: /a/b: there is nothing to add it to" },
	{ "refuses to delete the root", "{}", { '-', "", NULL },
	    "t:1:1: : the root cannot be deleted" },
	{ "refuses what is no pointer", "{}", { '=', "a", "1" },
	    "t: a: not a JSON pointer" },
	{ "and one with half an escape", "{}", { '=', "/a~2", "1" },
	    "t: /a~2: not a JSON pointer" },
	{ "refuses what is no JSON", "{}", { '=', "/a", "[1,]" },
	    "t: /a:1:3: a comma with nothing after it" },
};

static void
test_refused(void)
{
	struct text text, value;
	struct edit *edit = NULL;
	struct why why;
	bool is;

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		why = (struct why){ 0 };
		text = (struct text){ .name = "t" };
		edit = NULL;
		is = text_read(&text, refused[i].before,
			 strlen(refused[i].before), &why) == 0 &&
		    (edit = edit_new(&text, &why)) != NULL &&
		    !apply(edit, &refused[i].change, &value, &why) &&
		    why.status == WHY_INPUT &&
		    strcmp(why.msg, refused[i].message) == 0 &&
		    !edit_changes(edit);
		it(refused[i].sentence, is);
		if (!is)
			printf("# %s\n", why.msg);
		edit_free(edit);
	}
}

static void
test_duplicates(void)
{
	static const char before[] = "{\"a\":1,\"b\":2,\"a\":3}";
	struct text text = { .name = "t" };
	struct why why = { 0 };
	struct mem mem = { 0 };
	struct edit *edit;

	text_read(&text, before, strlen(before), &why);
	edit = edit_new(&text, &why);
	edit_allow_duplicates(edit);
	it("sets the last of a name twice, if allowed",
	    edit_set(edit, "/a", "4", 1, &why) == 0);
	edit_text(edit, &mem);
	it("and not the first",
	    strcmp(mem_str(&mem), "{\"a\":1,\"b\":2,\"a\":4}") == 0);
	it("deletes", edit_delete(edit, "/a", &why) == 0);
	mem_cut(&mem, 0);
	edit_text(edit, &mem);
	it("both", strcmp(mem_str(&mem), "{\"b\":2}") == 0);
	mem_cut(&mem, 0);
	edit_paths(edit, &mem);
	it("under one name", mem.len == 3 && memcmp(mem.data, "/a", 3) == 0);
	edit_free(edit);
	mem_release(&mem);
}

static void
test_same(void)
{
	static const char before[] = "{\"a\": 1, \"b\": [1, 2, 3], \"c\": "
				     "{\"d\": 1}, \"c\": {\"d\": 2}}";
	static const struct {
		const char *sentence, *json;
		bool same;
	} cases[] = {
		{ "knows what it makes",
		    "{\"b\":[1,9,3,4],\"c\":{\"d\":1},\"c\":{\"d\":2,\"e\":5},"
		    "\"f\":6}",
		    true },
		{ "in another order, and written otherwise",
		    "{\"f\": 6.0, \"b\": [1.0, 9, 3, 4], \"c\": {\"d\": 1},"
		    " \"\\u0063\": {\"e\": 5, \"d\": 2}}",
		    true },
		{ "and not with a member that went",
		    "{\"a\":1,\"b\":[1,9,3,4],\"c\":{\"d\":1},"
		    "\"c\":{\"d\":2,\"e\":5},\"f\":6}",
		    false },
		{ "nor without one that came",
		    "{\"b\":[1,9,3,4],\"c\":{\"d\":1},\"c\":{\"d\":2,\"e\":5}}",
		    false },
		{ "nor with one that came twice",
		    "{\"b\":[1,9,3,4],\"c\":{\"d\":1},\"c\":{\"d\":2,\"e\":5},"
		    "\"f\":6,\"f\":6}",
		    false },
		{ "nor without one that stays",
		    "{\"b\":[1,9,3,4],\"c\":{\"d\":1},\"f\":6}", false },
		{ "nor with another value",
		    "{\"b\":[1,9,3,4],\"c\":{\"d\":1},\"c\":{\"d\":2,\"e\":6},"
		    "\"f\":6}",
		    false },
		{ "nor with an element less",
		    "{\"b\":[1,9,3],\"c\":{\"d\":1},\"c\":{\"d\":2,\"e\":5},"
		    "\"f\":6}",
		    false },
		{ "nor with one more",
		    "{\"b\":[1,9,3,4,5],\"c\":{\"d\":1},"
		    "\"c\":{\"d\":2,\"e\":5},\"f\":6}",
		    false },
		{ "nor with something else altogether", "[]", false },
	};
	struct text text = { .name = "t" }, other;
	struct why why = { 0 };
	struct edit *edit;

	text_read(&text, before, strlen(before), &why);
	edit = edit_new(&text, &why);
	edit_allow_duplicates(edit);
	it("makes changes here and there",
	    edit_delete(edit, "/a", &why) == 0 &&
		edit_set(edit, "/b/1", "9", 1, &why) == 0 &&
		edit_set(edit, "/b/-", "4", 1, &why) == 0 &&
		edit_set(edit, "/c/e", "5", 1, &why) == 0 &&
		edit_set(edit, "/f", "6", 1, &why) == 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		other = (struct text){ .name = "other" };
		it(cases[i].sentence,
		    text_read(&other, cases[i].json, strlen(cases[i].json),
			&why) == 0 &&
			edit_same(edit, &other) == cases[i].same);
	}
	edit_free(edit);
}

static void
test_looks(void)
{
	static const char before[] = "{\"a\": [1, {\"b\": 2}], \"c~\": 3}";
	struct text text = { .name = "t" };
	struct why why = { 0 };
	struct mem mem = { 0 };
	const struct iovec *parts;
	enum text_kind kind;
	struct place place;
	struct edit *edit;

	text_read(&text, before, strlen(before), &why);
	edit = edit_new(&text, &why);
	it("shows what no change went into",
	    edit_at(edit, "/a/1", &place, &why) == 0 && place.text == &text &&
		place.value.kind == TEXT_OBJECT);
	it("and nothing where nothing is",
	    edit_at(edit, "/a/2", &place, &why) == 0 &&
		place.value.kind == TEXT_NONE);
	it("is one part so far",
	    edit_parts(edit, &parts) == 1 && parts[0].iov_base == before &&
		parts[0].iov_len == text.len);
	it("shows a change",
	    edit_set(edit, "/a/1/b", "5", 1, &why) == 0 &&
		edit_at(edit, "/a", &place, &why) == 0 &&
		place.value.end - place.value.at == 11 &&
		memcmp(place.text->data + place.value.at, "[1,{\"b\":5}]",
		    11) == 0);
	it("tells a kind",
	    edit_kind(edit, "/a", &kind, &why) == 0 && kind == TEXT_ARRAY);
	it("and that there is none",
	    edit_kind(edit, "/x", &kind, &why) == 0 && kind == TEXT_NONE);
	it("names what changed", edit_delete(edit, "/c~0", &why) == 0);
	edit_paths(edit, &mem);
	it("by pointers",
	    mem.len == 12 && memcmp(mem.data, "/a/1/b\0/c~0", 12) == 0);
	edit_free(edit);
	mem_release(&mem);
}

/* Nothing here may look through all for each: that would take minutes. */
static void
test_many(void)
{
	struct mem before = { 0 }, after = { 0 };
	struct text text = { .name = "t" }, result = { .name = "r" };
	struct why why = { 0 };
	struct edit *edit;
	struct member member = { 0 };
	struct value map;
	char pointer[64];
	bool is = true;
	size_t count = 0;

	mem_puts(&before, "{\"list\":[");
	for (int i = 0; i < 20000; i++)
		mem_printf(&before, "%s{\"id\":%d}", i > 0 ? "," : "", i);
	mem_puts(&before, "],\"map\":{}}");
	text_read(&text, before.data, before.len, &why);
	edit = edit_new(&text, &why);
	for (int i = 0; i < 20000; i++) {
		(void)snprintf(pointer, sizeof(pointer), "/list/%d/x", i);
		is = is && edit_set(edit, pointer, "1", 1, &why) == 0;
		(void)snprintf(pointer, sizeof(pointer), "/map/k%d", i);
		is = is && edit_set(edit, pointer, "1", 1, &why) == 0;
		is = is && edit_set(edit, "/list/-", "1", 1, &why) == 0;
	}
	it("makes 60000 changes", is);
	edit_text(edit, &after);
	it("that come out as JSON",
	    text_read(&result, after.data, after.len, &why) == 0);
	map = text_at(&result, "/map");
	while (text_next(&result, map, &member))
		count++;
	it("with all the members", count == 20000);
	it("and all the elements",
	    text_at(&result, "/list/39999").kind == TEXT_NUMBER &&
		text_at(&result, "/list/40000").kind == TEXT_NONE);
	edit_free(edit);
	mem_release(&before);
	mem_release(&after);
}

static void
test_depth(void)
{
	char deep[2 * TEXT_DEPTH_MAX];
	struct text text = { .name = "t" };
	struct why why = { 0 };
	struct edit *edit;

	memset(deep, '[', TEXT_DEPTH_MAX);
	memset(deep + TEXT_DEPTH_MAX, ']', TEXT_DEPTH_MAX);
	text_read(&text, "{}", 2, &why);
	edit = edit_new(&text, &why);
	it("refuses to become too deep",
	    edit_set(edit, "/a", deep, sizeof(deep), &why) == -1 &&
		strcmp(why.msg, "t: more than 512 levels") == 0);
	it("but not before",
	    edit_set(edit, "/a", deep + 1, sizeof(deep) - 2, &why) == 0);
	edit_free(edit);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(json) / sizeof(*json); i++)
		comes_out(&json[i], TEXT_JSON);
	for (size_t i = 0; i < sizeof(jsonc) / sizeof(*jsonc); i++)
		comes_out(&jsonc[i], TEXT_JSONC);
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		comes_out(&same[i], TEXT_JSON);
	for (size_t i = 0; i < sizeof(hjson) / sizeof(*hjson); i++)
		comes_out(&hjson[i], TEXT_HJSON);
	test_refused();
	test_duplicates();
	test_same();
	test_looks();
	test_many();
	test_depth();
	return finish();
}
