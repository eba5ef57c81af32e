/* mask: no secret is shown, in a value, in a comment or in a sealed string. */

#include <stdlib.h>
#include <string.h>

#include "mask.h"
#include "mem.h"
#include "tap.h"
#include "text.h"
#include "why.h"

static const struct {
	const char *sentence;
	enum text_syntax syntax;
	const char *text, *shown;
} cases[] = {
	{ "shows what is no secret", TEXT_JSON, "{\"a\": \"b\", \"c\": 1}",
	    "{\"a\": \"b\", \"c\": 1}" },
	{ "hides a string under a secret's name", TEXT_JSON,
	    "{\"appClientSecret\": \"shh\", \"a\": 1}",
	    "{\"appClientSecret\": \"***\", \"a\": 1}" },
	{ "whatever its case and joints", TEXT_JSON,
	    "[{\"DB_PASSWORD\":\"x\"},{\"private-key\":\"x\"},"
	    "{\"Api_Key\":1}]",
	    "[{\"DB_PASSWORD\":\"***\"},{\"private-key\":\"***\"},"
	    "{\"Api_Key\":***}]" },
	{ "and escapes", TEXT_JSON, "{\"t\\u006fken\": \"x\"}",
	    "{\"t\\u006fken\": \"***\"}" },
	{ "hides all below it", TEXT_JSON,
	    "{\"tokens\": [\"x\", {\"y\": \"z\"}], \"b\": \"c\"}",
	    "{\"tokens\": [\"***\", {\"y\": \"***\"}], \"b\": \"c\"}" },
	{ "but not whether there is one", TEXT_JSON,
	    "{\"passwordSet\": true, \"token\": null, \"secret\": \"\"}",
	    "{\"passwordSet\": true, \"token\": null, \"secret\": \"\"}" },
	{ "hides a sealed string anywhere", TEXT_JSON,
	    "{\"a\": \"$ANSIBLE_VAULT;1.1;AES256\\n6162\"}",
	    "{\"a\": \"***\"}" },
	{ "hides what a comment holds", TEXT_JSONC,
	    "{ // \"password\": \"old\",\n\"a\": 1 // token=x\n}",
	    "{ // \"password\": ***\n\"a\": 1 // token=***\n}" },
	{ "but shows a comment", TEXT_JSONC, "// a secret place\n{}",
	    "// a secret place\n{}" },
	{ "hides a quoteless string", TEXT_HJSON, "{\n token: x y\n b: c\n}",
	    "{\n token: ***\n b: c\n}" },
};

/* With a pointer to what else is a secret. */
static const struct {
	const char *sentence, *text, *shown, *pointer;
} told[] = {
	{ "hides what it is told to",
	    "{\"a\":{\"x\":\"1\",\"y\":\"2\"},\"x\":\"3\"}",
	    "{\"a\":{\"x\":\"***\",\"y\":\"2\"},\"x\":\"3\"}", "/a/x" },
	{ "and what is below", "{\"a\":[\"1\",[2]],\"x\":\"3\"}",
	    "{\"a\":[\"***\",[***]],\"x\":\"3\"}", "/a" },
	{ "if it is there", "{\"a\":\"1\"}", "{\"a\":\"1\"}", "/b" },
};

static bool
shows(enum text_syntax syntax, const char *s, const char *shown,
    const char *pointer)
{
	struct text text = { .name = "t", .syntax = syntax };
	struct mask mask = { 0 };
	struct mem mem = { 0 }, pointers = { 0 };
	struct why why = { 0 };
	size_t next = 0;
	bool rv = false;

	if (pointer != NULL)
		mem_add(&pointers, pointer, strlen(pointer) + 1);
	if (text_read(&text, s, strlen(s), &why) == 0 &&
	    mask_find(&mask, &text, &pointers, &why) == 0) {
		mask_print(&mask, &text, 0, text.len, &next, &mem);
		rv = strcmp(mem_str(&mem), shown) == 0;
	}
	if (!rv)
		(void)printf("# %s%s\n", why.msg, mem_str(&mem));
	mem_release(&mem);
	mem_release(&pointers);
	mask_release(&mask);
	return rv;
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		it(cases[i].sentence,
		    shows(
			cases[i].syntax, cases[i].text, cases[i].shown, NULL));
	for (i = 0; i < sizeof told / sizeof told[0]; i++)
		it(told[i].sentence,
		    shows(TEXT_JSON, told[i].text, told[i].shown,
			told[i].pointer));
	return finish();
}
