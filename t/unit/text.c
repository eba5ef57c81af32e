/* A text is taken or refused as its syntax says, and reads as it means. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "tap.h"
#include "text.h"

/* A string literal may hold NUL. */
#define BYTES(s) s, sizeof(s) - 1

static const struct {
	const char *sentence, *data;
	size_t len;
	enum text_syntax syntax; /* that it is found to be */
} taken[] = {
	{ "takes an object", BYTES("{}"), TEXT_JSON },
	{ "takes an array", BYTES("[]"), TEXT_JSON },
	{ "takes a lone string", BYTES("\"\""), TEXT_JSON },
	{ "takes a lone number", BYTES("-0"), TEXT_JSON },
	{ "takes a lone word", BYTES("null"), TEXT_JSON },
	{ "takes all white space", BYTES(" \t\r\n[ \t\r\n] \t\r\n"),
	    TEXT_JSON },
	{ "takes a byte order mark", BYTES("\xEF\xBB\xBF{}"), TEXT_JSON },
	{ "takes every form of number",
	    BYTES("[0,-0,1,12,1.0,-1.50,1e1,1E1,1e+1,1e-01,0.1e9,1e999]"),
	    TEXT_JSON },
	{ "takes every escape",
	    BYTES("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uaBcD\""), TEXT_JSON },
	{ "takes a pair of surrogates", BYTES("\"\\ud83d\\ude00\""),
	    TEXT_JSON },
	{ "takes an escaped NUL", BYTES("\"\\u0000\""), TEXT_JSON },
	{ "takes DEL", BYTES("\"\x7F\""), TEXT_JSON },
	{ "takes UTF-8 of each length",
	    BYTES("\"\xC2\x80\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80"
		  "\x80\xF4\x8F\xBF\xBF\""),
	    TEXT_JSON },
	{ "takes an empty name", BYTES("{\"\":0}"), TEXT_JSON },
	{ "takes a name twice", BYTES("{\"a\":0,\"a\":1}"), TEXT_JSON },
	{ "takes a string longer than a register",
	    BYTES("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\n\""), TEXT_JSON },
	{ "takes a comment to the end of the line", BYTES("// a\n{}"),
	    TEXT_JSONC },
	{ "and one without a line's end", BYTES("{}//"), TEXT_JSONC },
	{ "takes a comment in the midst", BYTES("{/**/\"a\"/*:*/:/*\n*/1}"),
	    TEXT_JSONC },
	{ "takes a comma after the last member", BYTES("{\"a\":1,}"),
	    TEXT_JSONC },
	{ "and after the last element", BYTES("[1 , ]"), TEXT_JSONC },
	{ "sees no comment in a string", BYTES("\"// /* \""), TEXT_JSON },
};

static const struct {
	const char *sentence, *data;
	size_t len;
	const char *message;
} refused[] = {
	{ "refuses nothing", BYTES(""), "1:1: a value is missing" },
	{ "refuses nothing but space", BYTES(" \n "),
	    "2:2: a value is missing" },
	{ "refuses nothing but a mark", BYTES("\xEF\xBB\xBF"),
	    "1:1: a value is missing" },
	{ "refuses a second mark", BYTES("\xEF\xBB\xBF\xEF\xBB\xBF{}"),
	    "1:1: not a JSON value" },
	{ "refuses two documents", BYTES("{}\n{}"),
	    "2:1: more after the end of the value" },
	{ "refuses a second value on the line", BYTES("1 2"),
	    "1:3: more after the end of the value" },
	{ "refuses a bracket too many", BYTES("[]]"),
	    "1:3: more after the end of the value" },
	{ "refuses an open object", BYTES("{\"a\":1"),
	    "1:7: an object has no end" },
	{ "refuses an open array", BYTES("[1,"), "1:4: an array has no end" },
	{ "refuses the wrong bracket", BYTES("[1}"),
	    "1:3: a comma or ] is missing" },
	{ "and the other one", BYTES("{\"a\":1]"),
	    "1:7: a comma or } is missing" },
	{ "refuses a comma alone", BYTES("[,]"), "1:2: a value is missing" },
	{ "refuses two commas", BYTES("[1,,2]"), "1:4: a value is missing" },
	{ "refuses a comma for a member", BYTES("{,}"),
	    "1:2: a name in quotation marks is missing" },
	{ "refuses a missing comma", BYTES("[1 2]"),
	    "1:4: a comma or ] is missing" },
	{ "refuses a missing colon", BYTES("{\"a\" 1}"),
	    "1:6: a colon is missing" },
	{ "refuses a missing value", BYTES("{\"a\":}"),
	    "1:6: a value is missing" },
	{ "refuses a name without marks", BYTES("{a:1}"),
	    "1:2: a name in quotation marks is missing" },
	{ "refuses a name in other marks", BYTES("{'a':1}"),
	    "1:2: a name in quotation marks is missing" },
	{ "refuses a number for a name", BYTES("{1:1}"),
	    "1:2: a name in quotation marks is missing" },
	{ "refuses a leading zero", BYTES("[01]"),
	    "1:3: a digit after a leading 0" },
	{ "and a negative one", BYTES("[-012]"),
	    "1:4: a digit after a leading 0" },
	{ "refuses a leading point", BYTES("[.5]"), "1:2: not a JSON value" },
	{ "refuses a leading plus", BYTES("[+1]"), "1:2: not a JSON value" },
	{ "refuses a point at the end", BYTES("[1.]"),
	    "1:4: a number lacks a digit" },
	{ "refuses a sign alone", BYTES("[-]"), "1:3: a number lacks a digit" },
	{ "refuses an empty exponent", BYTES("[1e]"),
	    "1:4: a number lacks a digit" },
	{ "refuses a sign for an exponent", BYTES("[1e+]"),
	    "1:5: a number lacks a digit" },
	{ "refuses a hexadecimal number", BYTES("[0x1]"),
	    "1:3: a comma or ] is missing" },
	{ "refuses NaN", BYTES("[NaN]"), "1:2: not a JSON value" },
	{ "refuses Infinity", BYTES("[-Infinity]"),
	    "1:3: a number lacks a digit" },
	{ "refuses a word cut short", BYTES("[tru]"), "1:2: not a JSON value" },
	{ "refuses a word at the end of the text", BYTES("nul"),
	    "1:1: not a JSON value" },
	{ "refuses a word in capitals", BYTES("True"),
	    "1:1: not a JSON value" },
	{ "refuses an open string", BYTES("[\"a"), "1:4: a string has no end" },
	{ "refuses an open escape", BYTES("\"\\"), "1:3: a string has no end" },
	{ "refuses a line end in a string", BYTES("[\"a\n\"]"),
	    "1:4: a string has no end on its line" },
	{ "refuses a tab in a string", BYTES("[\"\t\"]"),
	    "1:3: a control character in a string" },
	{ "refuses a made up escape", BYTES("[\"\\a\"]"),
	    "1:3: there is no such escape" },
	{ "refuses an escaped apostrophe", BYTES("[\"\\'\"]"),
	    "1:3: there is no such escape" },
	{ "refuses a short escape", BYTES("[\"\\u00g0\"]"),
	    "1:3: \\u needs four hexadecimal digits" },
	{ "refuses the first half of a pair", BYTES("[\"\\ud83d\"]"),
	    "1:3: half of a surrogate pair" },
	{ "and before another escape", BYTES("[\"\\ud83d\\n     \"]"),
	    "1:3: half of a surrogate pair" },
	{ "and before itself", BYTES("[\"\\ud83d\\ud83d\"]"),
	    "1:3: half of a surrogate pair" },
	{ "and the second half", BYTES("[\"\\ude00\"]"),
	    "1:3: half of a surrogate pair" },
	{ "refuses a lone tail of UTF-8", BYTES("[\"\x80\"]"),
	    "1:3: this is not UTF-8" },
	{ "refuses UTF-8 cut short", BYTES("[\"\xE2\x82\"]"),
	    "1:3: this is not UTF-8" },
	{ "and at the end of the text", BYTES("\"\xF0\x9F\x98"),
	    "1:2: this is not UTF-8" },
	{ "refuses an overlong slash", BYTES("[\"\xC0\xAF\"]"),
	    "1:3: this is not UTF-8" },
	{ "and a longer one", BYTES("[\"\xE0\x80\xAF\"]"),
	    "1:3: this is not UTF-8" },
	{ "refuses a surrogate in UTF-8", BYTES("[\"\xED\xA0\x80\"]"),
	    "1:3: this is not UTF-8" },
	{ "refuses what Unicode does not have", BYTES("[\"\xF4\x90\x80\x80\"]"),
	    "1:3: this is not UTF-8" },
	{ "refuses UTF-8 that is none, outside of strings", BYTES("[\xFF]"),
	    "1:2: this is not UTF-8" },
	{ "and in a comment", BYTES("/* \xFF */ 1"), "1:4: this is not UTF-8" },
	{ "refuses a no-break space", BYTES("[\xC2\xA0]"),
	    "1:2: not a JSON value" },
	{ "refuses UTF-16", BYTES("\xFF\xFE[\0]\0"), "1:1: this is not UTF-8" },
	{ "refuses NUL after the end", BYTES("{}\0"), "1:3: a NUL byte" },
	{ "and in a string", BYTES("[\"a\0\"]"), "1:4: a NUL byte" },
	{ "and in a comment", BYTES("// \0\n1"), "1:4: a NUL byte" },
	{ "refuses an open comment", BYTES("{} /* *"),
	    "1:4: a comment has no end" },
	{ "refuses a slash alone", BYTES("[/]"), "1:2: not a JSON value" },
	{ "refuses a number sign", BYTES("# a\n1"), "1:1: not a JSON value" },
	{ "counts columns in characters",
	    BYTES("{\n \"\xC3\xA9\xE2\x82\xAC\" 1}"),
	    "2:7: a colon is missing" },
	{ "counts no byte order mark", BYTES("\xEF\xBB\xBF{1"),
	    "1:2: a name in quotation marks is missing" },
	{ "counts lines with CR LF", BYTES("[\r\n\r\n1 x]"),
	    "3:3: a comma or ] is missing" },
};

/* Hjson, and what it says as JSON. */
static const struct {
	const char *sentence, *data, *json;
} hjson[] = {
	{ "takes an object without braces", "a: 1\nb: 2\n",
	    "{\"a\":1,\"b\":2}" },
	{ "takes nothing for an empty object", " # a\n", "{}" },
	{ "takes a lone number", "# a\n5 # b", "5" },
	{ "takes a lone string", "some words", "\"some words\"" },
	{ "takes braces, and comments of each kind",
	    "# a\n{ // b\n a: 1 # c\n /* d */ b: 2 }", "{\"a\":1,\"b\":2}" },
	{ "takes a string up to the end of its line", "a: b, c } # d \r\ne: f",
	    "{\"a\":\"b, c } # d\",\"e\":\"f\"}" },
	{ "takes a word for what it is", "{a: true, b: false # c\n d:null}",
	    "{\"a\":true,\"b\":false,\"d\":null}" },
	{ "and with more behind it for a string", "a: true or not\nb: nullo",
	    "{\"a\":\"true or not\",\"b\":\"nullo\"}" },
	{ "takes a number for what it is", "[1, -2.5e3 // a\n 3]",
	    "[1,-2.5e3,3]" },
	{ "and with more behind it for a string", "a: 5 apples\nb: 01\nc: .5",
	    "{\"a\":\"5 apples\",\"b\":\"01\",\"c\":\".5\"}" },
	{ "takes an address", "a: http://b/c?d=e#f",
	    "{\"a\":\"http://b/c?d=e#f\"}" },
	{ "takes quotation marks of both kinds", "{\"a\" : 'b\"', 'c': \"d'\"}",
	    "{\"a\":\"b\\\"\",\"c\":\"d'\"}" },
	{ "takes members without commas", "{\"a\": \"b\" \"c\": [1\n2] d: 3}",
	    "{\"a\":\"b\",\"c\":[1,2],\"d\":3}" },
	{ "takes a comma after the last", "{a: [1,],}", "{\"a\":[1]}" },
	{ "takes names of every kind", "a#b: 1\n-: 2\n5: 3\nnull: 4",
	    "{\"a#b\":1,\"-\":2,\"5\":3,\"null\":4}" },
	{ "takes a line that is no member for a string", "a b: 1",
	    "\"a b: 1\"" },
	{ "takes a control in a string for text", "{a: true\x02\n}",
	    "{\"a\":\"true\\u0002\"}" },
	{ "takes a value on the next line", "a:\n  # b\n  c", "{\"a\":\"c\"}" },
	{ "takes a string of many lines",
	    "{\n  a:\n    '''\n    b\n      c\n    d'e''f\n    '''\n}",
	    "{\"a\":\"b\\n  c\\nd'e''f\"}" },
	{ "without its CRs", "a: '''\r\n   b\r\n   c\r\n   '''",
	    "{\"a\":\"b\\nc\"}" },
	{ "and one on a line", "a: '''b \" c'''", "{\"a\":\"b \\\" c\"}" },
	{ "with the lines that are empty", "a: '''\n\n  b\n\n'''",
	    "{\"a\":\"\\nb\\n\"}" },
};

static const struct {
	const char *sentence, *data, *message;
} hjson_refused[] = {
	{ "refuses a bracket for a value", "a: ]", "1:4: a value is missing" },
	{ "refuses a name without a value", "a: 1\nb: # c\n",
	    "3:1: a value is missing" },
	{ "refuses an empty name", "{: 1}", "1:2: a name is missing" },
	{ "refuses a control between values", "b: 1\n\x0f",
	    "2:1: a control character" },
	{ "and for a value", "b: \x0f", "1:4: a control character" },
	{ "refuses an open object", "{a: 1", "1:6: an object has no end" },
	{ "refuses an object ended by its text", "{a: b}",
	    "1:7: an object has no end" },
	{ "refuses an open string of many lines", "a: '''b''",
	    "1:4: a multiline string has no end" },
	{ "refuses an open string", "a: 'b\n'",
	    "1:6: a string has no end on its line" },
	{ "refuses more after the end", "{a: 1} b",
	    "1:8: more after the end of the value" },
};

static const struct {
	const char *sentence, *a, *b;
	bool same;
} pairs[] = {
	{ "1 is 1.0", "1", "1.0", true },
	{ "100 is 1e2", "100", "1e2", true },
	{ "and 0.1e+3", "100", "0.1e+3", true },
	{ "0.05 is 5E-2", "0.05", "5E-2", true },
	{ "10.50 is 1.05e1", "10.50", "1.05e1", true },
	{ "-0 is 0", "-0", "0", true },
	{ "0e9 is 0.00", "0e9", "0.00", true },
	{ "1e400 is 10e399", "1e400", "10e399", true },
	{ "1e400 is not 1e401", "1e400", "1e401", false },
	{ "1 is not -1", "1", "-1", false },
	{ "1 is not 10", "1", "10", false },
	{ "1.01 is not 1.001", "1.01", "1.001", false },
	{ "12345678901234567890 is not ...891", "12345678901234567890",
	    "12345678901234567891", false },
	{ "0.1 is not what a double makes of it", "0.1",
	    "0.1000000000000000055511151231257827", false },
	{ "a power beyond counting is the same only as written",
	    "1e100000000000000000000", "1e100000000000000000000", true },
	{ "and not one that might be", "1e100000000000000000000",
	    "10e99999999999999999999", false },
	{ "an escape is its character", "\"\\u00e9\\/\"", "\"\xC3\xA9/\"",
	    true },
	{ "a pair of escapes is one", "\"\\ud83d\\ude00\"",
	    "\"\xF0\x9F\x98\x80\"", true },
	{ "a beginning is not the whole", "\"a\"", "\"ab\"", false },
	{ "a string is not a number", "\"1\"", "1", false },
	{ "null is not false", "null", "false", false },
	{ "space is not data", "[1, 2]", "[1,2]", true },
	{ "the order of elements is", "[1,2]", "[2,1]", false },
	{ "more elements are not the same", "[1,2]", "[1,2,3]", false },
	{ "nor are fewer", "[1,2,3]", "[1,2]", false },
	{ "the order of members is not data", "{\"a\":1,\"b\":2}",
	    "{\"b\":2,\"\\u0061\":1.0}", true },
	{ "a missing member is", "{\"a\":1,\"b\":null}", "{\"a\":1}", false },
	{ "a name is", "{\"a\":1}", "{\"b\":1}", false },
	{ "of a name twice the last counts", "{\"a\":1,\"a\":2}", "{\"a\":2}",
	    true },
	{ "on either side", "{\"a\":2}", "{\"a\":1,\"a\":2}", true },
	{ "in the same order, too", "{\"a\":1,\"a\":2}", "{\"a\":3,\"a\":2}",
	    true },
	{ "and the last only", "{\"a\":2,\"a\":1}", "{\"a\":2}", false },
};

static const char pointed[] =
    "{\"a\":{\"b\":[10,{\"c\":null}]},\"\":1,\"/\":2,\"~\":3,\"~1\":4,"
    "\"\\u00e9\":5,\"d\":6,\"d\":7,\"0\":8}";

static const struct {
	const char *sentence, *pointer, *value;
} pointers[] = {
	{ "leads to the root", "", pointed },
	{ "leads to a member", "/a/b/0", "10" },
	{ "and one in an element", "/a/b/1/c", "null" },
	{ "leads to an empty name", "/", "1" },
	{ "reads ~1", "/~1", "2" },
	{ "reads ~0", "/~0", "3" },
	{ "reads ~01 as ~1", "/~01", "4" },
	{ "compares characters", "/\xC3\xA9", "5" },
	{ "leads to the last of a name twice", "/d", "7" },
	{ "takes a number for a name", "/0", "8" },
	{ "leads nowhere without a slash", "a", "" },
	{ "or beyond an array", "/a/b/2", "" },
	{ "or with a leading zero", "/a/b/00", "" },
	{ "or to -", "/a/b/-", "" },
	{ "or into a scalar", "/a/b/0/x", "" },
	{ "or to a name that is not there", "/a/c", "" },
	{ "or to one that only begins so", "/a/b/1/cc", "" },
};

static bool
reads(struct text *text, const char *data, size_t len, enum text_syntax syntax,
    struct why *why)
{
	*text = (struct text){ .name = "t", .syntax = syntax };
	return text_read(text, data, len, why) == 0;
}

static void
test_taken(void)
{
	struct why why = { 0 };
	struct text text;

	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++) {
		const char *const data = taken[i].data;
		const size_t len = taken[i].len;

		it(taken[i].sentence,
		    reads(&text, data, len, TEXT_ANY, &why) &&
			text.syntax == taken[i].syntax &&
			reads(&text, data, len, TEXT_JSONC, &why) &&
			reads(&text, data, len, TEXT_JSON, &why) ==
			    (taken[i].syntax == TEXT_JSON));
	}
}

static void
test_refused(void)
{
	struct why why;
	struct text text;
	bool is;

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		why = (struct why){ 0 };
		is = !reads(&text, refused[i].data, refused[i].len, TEXT_ANY,
			 &why) &&
		    why.status == WHY_INPUT && strncmp(why.msg, "t:", 2) == 0 &&
		    strcmp(why.msg + 2, refused[i].message) == 0;
		it(refused[i].sentence, is);
		if (!is)
			printf("# %s\n", why.msg);
	}
}

/* In an array, behind so many spaces; returns whether it is taken. */
static bool
is_taken_behind(size_t spaces, const char *data, size_t len)
{
	struct text text = { .name = "t", .syntax = TEXT_ANY };
	struct why why = { 0 };
	struct mem mem = { 0 };
	bool is;

	mem_putc(&mem, '[');
	for (size_t i = 0; i < spaces; i++)
		mem_putc(&mem, ' ');
	mem_add(&mem, data, len);
	mem_putc(&mem, ']');
	is = text_read(&text, mem.data, mem.len, &why) == 0 &&
	    text.root.end == mem.len;
	mem_release(&mem);
	return is;
}

/* What is read by the block is the same wherever the blocks begin. */
static void
test_places(void)
{
	bool all = true, none = true;
	const char *data;

	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++)
		for (size_t n = 0; n < 150 && taken[i].data[0] != '\xEF' &&
		     taken[i].syntax == TEXT_JSON;
		     n++)
			all = all &&
			    is_taken_behind(n, taken[i].data, taken[i].len);
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		data = refused[i].data;
		/* Some are half of something, which the array would end. */
		if (data[0] != '[' && data[0] != '{')
			continue;
		for (size_t n = 0; n < 150; n++)
			none =
			    none && !is_taken_behind(n, data, refused[i].len);
	}
	it("takes all of it at any place in a block", all);
	it("refuses all of it at any place in a block", none);
}

/* A list of lists: of the biggest ones the ends are known. */
static void
test_big(void)
{
	struct text text = { .name = "t", .syntax = TEXT_ANY };
	struct member member = { 0 };
	struct why why = { 0 };
	struct mem mem = { 0 };
	size_t seen = 0;

	mem_putc(&mem, '[');
	for (int i = 0; i < 40; i++) {
		mem_puts(&mem, i == 0 ? "" : ",");
		for (int deep = 0; deep < 30; deep++)
			mem_puts(&mem, "[[\"]\"], ");
		for (int n = 0; n < (i % 20 == 0 ? 20000 : 200); n++)
			mem_puts(&mem, "1,");
		mem_putc(&mem, '1');
		for (int deep = 0; deep < 30; deep++)
			mem_putc(&mem, ']');
	}
	mem_putc(&mem, ']');
	it("reads lists deep and long",
	    text_read(&text, mem.data, mem.len, &why) == 0);
	it("remembers no more than it has room for",
	    text.bigs > 1 && text.bigs <= TEXT_BIG_MAX);
	for (; text_next(&text, text.root, &member); seen++)
		continue;
	it("steps over each of them", seen == 40);
	it("and out of the last one", member.value.end == mem.len - 1);
	mem_release(&mem);
}

static void
test_hjson(void)
{
	struct why why = { 0 };
	struct text text, json;
	bool is;

	for (size_t i = 0; i < sizeof(hjson) / sizeof(*hjson); i++) {
		is = reads(&text, hjson[i].data, strlen(hjson[i].data),
			 TEXT_HJSON, &why) &&
		    reads(&json, hjson[i].json, strlen(hjson[i].json),
			TEXT_JSON, &why) &&
		    text_same(&text, text.root, &json, json.root) &&
		    text_same(&json, json.root, &text, text.root);
		it(hjson[i].sentence, is);
	}
	for (size_t i = 0; i < sizeof(hjson_refused) / sizeof(*hjson_refused);
	     i++) {
		is = !reads(&text, hjson_refused[i].data,
			 strlen(hjson_refused[i].data), TEXT_HJSON, &why) &&
		    strcmp(why.msg + 2, hjson_refused[i].message) == 0;
		it(hjson_refused[i].sentence, is);
		if (!is)
			printf("# %s\n", why.msg);
	}
}

/* Values that are not the same might have it, but these do not. */
static bool
same_hash(const struct text *a, const struct text *b)
{
	uint64_t x, y;

	return text_hash(a, a->root, &x) && text_hash(b, b->root, &y) && x == y;
}

static void
test_same(void)
{
	struct why why = { 0 };
	struct text a, b;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		it(pairs[i].sentence,
		    reads(
			&a, pairs[i].a, strlen(pairs[i].a), TEXT_JSON, &why) &&
			reads(&b, pairs[i].b, strlen(pairs[i].b), TEXT_JSON,
			    &why) &&
			text_same(&a, a.root, &b, b.root) == pairs[i].same &&
			text_same(&b, b.root, &a, a.root) == pairs[i].same &&
			same_hash(&a, &b) == pairs[i].same);
}

static void
test_pointers(void)
{
	struct why why = { 0 };
	struct value value;
	struct text text;

	reads(&text, pointed, strlen(pointed), TEXT_JSON, &why);
	for (size_t i = 0; i < sizeof(pointers) / sizeof(*pointers); i++) {
		value = text_at(&text, pointers[i].pointer);
		it(pointers[i].sentence,
		    value.end - value.at == strlen(pointers[i].value) &&
			memcmp(text.data + value.at, pointers[i].value,
			    value.end - value.at) == 0 &&
			(value.kind == TEXT_NONE) ==
			    (*pointers[i].value == '\0'));
	}
}

static void
test_depth(void)
{
	char deep[2 * TEXT_DEPTH_MAX + 2];
	struct why why = { 0 };
	struct text text;

	memset(deep, '[', TEXT_DEPTH_MAX);
	memset(deep + TEXT_DEPTH_MAX, ']', TEXT_DEPTH_MAX);
	it("takes 512 levels",
	    reads(&text, deep, 2 * TEXT_DEPTH_MAX, TEXT_JSON, &why));
	it("and counts them", text_depth(&text, text.root) == TEXT_DEPTH_MAX);
	memset(deep, '[', TEXT_DEPTH_MAX + 1);
	memset(deep + TEXT_DEPTH_MAX + 1, ']', TEXT_DEPTH_MAX + 1);
	it("refuses one more",
	    !reads(&text, deep, sizeof(deep), TEXT_JSON, &why));
	it("and says so",
	    strcmp(why.msg, "t:1:513: too deep: more than 512 levels") == 0);
}

static void
test_strings(void)
{
	static const char json[] =
	    "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u00e9\\ud83d\\ude00\x7F\"";
	static const char plain[] =
	    "a\"\\/\b\f\n\r\t\x01\xC3\xA9\xF0\x9F\x98\x80\x7F";
	struct why why = { 0 };
	struct mem mem = { 0 };
	struct text text;

	reads(&text, json, strlen(json), TEXT_JSON, &why);
	text_string(&text, text.root, &mem);
	it("resolves escapes", strcmp(mem_str(&mem), plain) == 0);
	it("and compares without", text_is(&text, text.root, plain));
	mem_cut(&mem, 0);
	text_quote(&mem, plain, strlen(plain));
	it("writes no escape but what JSON asks for",
	    strcmp(mem_str(&mem),
		"\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\xC3\xA9\xF0\x9F\x98\x80"
		"\x7F\"") == 0);
	mem_cut(&mem, 0);
	text_quote(&mem, "a\0b", 3);
	it("writes NUL", strcmp(mem_str(&mem), "\"a\\u0000b\"") == 0);
	reads(&text, mem_str(&mem), mem.len, TEXT_JSON, &why);
	it("which is no end of a string", !text_is(&text, text.root, "a"));
	mem_cut(&mem, 0);
	reads(&text, "1.50", 4, TEXT_JSON, &why);
	text_string(&text, text.root, &mem);
	it("gives a number as it is written",
	    strcmp(mem_str(&mem), "1.50") == 0);
	it("which is no string", !text_is(&text, text.root, "1.50"));
	mem_release(&mem);
}

static void
test_lines(void)
{
	struct text text = { .name = "in", .line = 7, .syntax = TEXT_JSON };
	struct why why = { 0 };

	it("refuses a bad line of many",
	    text_read(&text, "{\"a\":x}", 7, &why) == -1);
	it("and says which", strcmp(why.msg, "in:7:6: not a JSON value") == 0);
	it("leaving no value", text.root.kind == TEXT_NONE);
	it("fails at a place",
	    text_fail(&text, 5, &why, WHY_CONFIG, "not %s", "x") == -1 &&
		why.status == WHY_CONFIG &&
		strcmp(why.msg, "in:7:6: not x") == 0);
}

/* Walk two readings of the same text at once. */
static bool
same_steps(
    const struct text *a, struct value x, const struct text *b, struct value y)
{
	struct member m = { 0 }, n = { 0 };
	bool more;

	if (x.kind != y.kind || x.at != y.at || x.end != y.end)
		return false;
	do {
		more = text_next(a, x, &m);
		if (text_next(b, y, &n) != more || m.name.at != n.name.at ||
		    m.name.end != n.name.end)
			return false;
	} while (more && same_steps(a, m.value, b, n.value));
	return !more;
}

static bool
is_the_same_noted(const char *json, size_t len)
{
	struct text_index index = { 0 };
	struct text walked = { .name = "in", .syntax = TEXT_JSON };
	struct text noted = {
		.name = "in", .syntax = TEXT_JSON, .index = &index
	};
	struct why why = { 0 }, again = { 0 };
	const int rv = text_read(&walked, json, len, &why);
	bool same = text_read(&noted, json, len, &again) == rv &&
	    strcmp(why.msg, again.msg) == 0;

	if (same && rv == 0)
		same = same_steps(&walked, walked.root, &noted, noted.root) &&
		    text_member(&walked, walked.root, "a").at ==
			text_member(&noted, noted.root, "a").at;
	text_index_release(&index);
	return same;
}

static void
test_index(void)
{
	static const char json[] =
	    "{\"a\":1, \"b\" : [ true,{\"\\u0061\":null,\"\":{}},[]],"
	    "\"\\u0061\":\"\\n\", \"\xC3\xA9\":\"\xC3\xA9\",\"c\":-1.5e3 }";
	struct text_index index = { 0 };
	struct text text = {
		.name = "in", .syntax = TEXT_JSON, .index = &index
	};
	struct mem many = { 0 };
	struct why why = { 0 };
	bool same = true;
	size_t i;

	it("finds by an index what it finds by walking",
	    is_the_same_noted(json, strlen(json)));
	for (i = 0; i < sizeof taken / sizeof taken[0]; i++)
		same = same && is_the_same_noted(taken[i].data, taken[i].len);
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++)
		same =
		    same && is_the_same_noted(refused[i].data, refused[i].len);
	it("takes and refuses the same with one", same);
	for (i = 0; i < TEXT_NODES_MAX; i++)
		mem_puts(&many, i == 0 ? "[[1]" : ",1");
	mem_putc(&many, ']');
	it("walks where there are too many for one",
	    is_the_same_noted(many.data, many.len));
	it("reads the first value alone",
	    text_read_first(&text, "{\"a\":[1]} {", 11) == 9 && text.len == 9 &&
		text_member(&text, text.root, "a").kind == TEXT_ARRAY);
	it("if it is whole", text_read_first(&text, "{\"a\":[1]", 8) == 0);
	it("and good", text_read_first(&text, "{\"a\":x} ", 9) == 0);
	it("sees that names are unique",
	    text_read(&text, "{\"a\":{\"a\":1},\"b\":2}", 19, &why) == 0 &&
		text_is_unique(&text, text.root));
	it("or that one is not",
	    text_read(&text, "{\"b\":{\"a\":1,\"a\":2}}", 19, &why) == 0 &&
		!text_is_unique(&text, text.root));
	mem_release(&many);
	text_index_release(&index);
}

/* Read b by an index that has read a: is it the same as b alone? */
static bool
is_the_same_after(struct text_index *index, const char *a, const char *b)
{
	struct text walked = { .name = "in", .syntax = TEXT_JSON };
	struct text noted = {
		.name = "in", .syntax = TEXT_JSON, .index = index
	};
	struct why why = { 0 }, again = { 0 };
	int rv;

	(void)text_read(&noted, a, strlen(a), &why);
	rv = text_read(&walked, b, strlen(b), &why);
	if (text_read(&noted, b, strlen(b), &again) != rv)
		return false;
	if (rv == -1)
		return strcmp(why.msg, again.msg) == 0;
	return same_steps(&walked, walked.root, &noted, noted.root);
}

static uint64_t
layout_of(struct text_index *index, const char *json)
{
	struct text text = {
		.name = "in", .syntax = TEXT_JSON, .index = index
	};
	struct why why = { 0 };

	return text_read(&text, json, strlen(json), &why) == 0
	    ? text_layout(&text)
	    : 0;
}

/* How many of so many texts have a layout: all alike, or each its own. */
static size_t
count_layouts(struct text_index *index, size_t count, bool alike)
{
	static unsigned int number;
	size_t found = 0, i;
	char json[32];

	for (i = 0; i < count; i++) {
		(void)snprintf(json, sizeof json, "{\"z%u\":%zu}",
		    alike ? 0 : ++number, i);
		found += layout_of(index, json) > 0;
	}
	return found;
}

static void
test_misfits(struct text_index *index)
{
	(void)count_layouts(index, 100, false);
	it("tries few where no text is laid out as another",
	    count_layouts(index, 160, false) == 10);
	(void)count_layouts(index, 40, true);
	it("and all again once they are", count_layouts(index, 10, true) == 10);
}

static void
test_layouts(void)
{
	static const char *const texts[] = {
		"{\"a\":1,\"b\":[\"x\",{\"c\":null}],\"d\":{}}",
		"{\"a\":\"\\n\",\"b\":[-1.5e3,{\"c\":\"\"}],\"d\":{}}",
		"{\"a\":\"\xC3\xA9\",\"b\":[true,{\"c\":0}],\"d\":{}} ",
		"{\"a\":1,\"b\":[\"x\",{\"c\":null}],\"d\":[]}",
		"{\"a\":1,\"b\":[\"x\",{\"c\":null}],\"d\":{} }",
		"{\"a\":1,\"b\":[\"x\",{\"c\":[]}],\"d\":{}}",
		"{\"a\":1,\"b\":[\"x\",{\"c\":nul}],\"d\":{}}",
		"{\"a\":01,\"b\":[\"x\",{\"c\":null}],\"d\":{}}",
		"{\"a\":1x,\"b\":[\"x\",{\"c\":null}],\"d\":{}}",
		"{\"a\":\"\x80\",\"b\":[\"x\",{\"c\":null}],\"d\":{}}",
		"{\"a\":1,\"b\":[\"x\",{\"c\":null}],\"d\":{",
		"{\"a\":1,\"b\":[\"x\",{\"c\":null",
		"{\"a\":1,\"b\":[\"x\",{\"c\":null}],\"d\":{}}]",
		"{\"a\":",
		" {\"a\":1,\"b\":[\"x\",{\"c\":null}],\"d\":{}}",
		"{}",
		"{ }",
		"[1]",
		"1",
		"",
	};
	const size_t count = sizeof texts / sizeof texts[0];
	struct text_index index = { 0 };
	struct mem more = { 0 };
	bool same = true;
	uint64_t first;
	size_t i, j;

	for (i = 0; i < count; i++)
		for (j = 0; j < count; j++)
			same = same &&
			    is_the_same_after(&index, texts[i], texts[j]);
	it("reads by the layout of another what it reads without", same);

	text_index_release(&index);
	(void)layout_of(&index, texts[0]);
	first = layout_of(&index, texts[0]);
	it("sees that two are laid out alike",
	    first > 0 && layout_of(&index, texts[1]) == first);
	it("and remembers it over others",
	    layout_of(&index, texts[3]) != first &&
		layout_of(&index, texts[4]) != first &&
		layout_of(&index, texts[2]) == first);
	it("a container is no scalar", layout_of(&index, texts[5]) != first);
	it("what is no object has no layout", layout_of(&index, "[1]") == 0);
	for (i = 0; i < 5000; i++)
		mem_puts(&more, i == 0 ? "{\"a\":[0" : ",1");
	mem_puts(&more, "]}");
	it("nor has what is long", layout_of(&index, mem_str(&more)) == 0);
	mem_cut(&more, 0);
	mem_puts(&more, "{\"a\":\"");
	for (i = 0; i < 5000; i++)
		mem_puts(&more, "aaaa");
	mem_puts(&more, "\",\"b\":[1,{\"c\":1}],\"d\":{}}");
	it("but a string in it may be",
	    layout_of(&index, mem_str(&more)) == first &&
		is_the_same_after(&index, texts[0], mem_str(&more)));
	test_misfits(&index);
	mem_release(&more);
	text_index_release(&index);
}

int
main(void)
{
	test_taken();
	test_refused();
	test_places();
	test_big();
	test_hjson();
	test_same();
	test_pointers();
	test_depth();
	test_strings();
	test_lines();
	test_index();
	test_layouts();
	return finish();
}
