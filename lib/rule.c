/* rule: what the members of an object have to be. */

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "mem.h"
#include "rule.h"
#include "secret.h"
#include "url.h"
#include "url_dots.h"
#include "when.h"
#include "why.h"

enum {
	WORDING_MAX = 512 /* bytes of one complaint */
};

void
rule_complain(const struct text *text, struct mem *complaints,
    const char *pointer, const char *name, const char *fmt, ...)
{
	char wording[WORDING_MAX];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(wording, sizeof wording, fmt, ap);
	va_end(ap);
	if (complaints->len > 0)
		mem_putc(complaints, '\n');
	mem_printf(
	    complaints, "%s: %s/%s: %s", text->name, pointer, name, wording);
}

const struct rule *
rule_find(const struct rule *rules, const struct text *text, struct value name)
{
	for (; rules->name != NULL; rules++)
		if (text_is(text, name, rules->name))
			return rules;
	return NULL;
}

/* What a sealed string begins with; only secrets are opened. */
static const char sealed[] = "$ANSIBLE_VAULT;";

static bool
has_control(const struct mem *mem)
{
	unsigned char c;
	size_t i;

	for (i = 0; i < mem->len; i++) {
		c = (unsigned char)mem->data[i];
		if (c < 0x20 || c == 0x7f)
			return true;
	}
	return false;
}

static const char *
text_wrong(const struct mem *string)
{
	if (string->len == 0)
		return "is empty";
	if (strncmp(mem_str(string), sealed, sizeof sealed - 1) == 0)
		return "is sealed, but is no secret: unseal it";
	if (has_control(string))
		return "has a control character in it";
	return NULL;
}

static const char *
word_wrong(const struct mem *string)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";

	if (string->len == 0)
		return "is empty";
	if (strspn(mem_str(string), good) != string->len)
		return "has to be letters, digits, dashes and dots only";
	return NULL;
}

static const char *
time_wrong(const struct mem *string)
{
	int64_t when;

	if (has_control(string) || when_parse(mem_str(string), &when) == -1)
		return "has to be a time such as 2031-11-22T13:45:00Z";
	return NULL;
}

/* What is wrong as url_split() words it, which outlives the call. */
static const char *
url_wrong(const struct mem *string, bool query, struct why *why)
{
	struct url url;

	if (has_control(string))
		return "has a control character in it";
	if (url_split(&url, mem_str(string), why) == -1)
		return why->msg;
	if (strchr(mem_str(string), '#') != NULL)
		return "the URL has a fragment: take it out";
	if (url.has_query && !query)
		return "the URL has a query: take it out";
	if (url_has_dots(url.path))
		return "the URL has a . or .. in its path: write it out";
	return NULL;
}

static const char *
string_wrong(const struct rule *rule, const struct mem *string, struct why *why)
{
	switch (rule->kind) {
	case RULE_WORD:
		return word_wrong(string);
	case RULE_TIME:
		return time_wrong(string);
	case RULE_URL:
		return url_wrong(string, true, why);
	case RULE_BASE:
		return url_wrong(string, false, why);
	default:
		return text_wrong(string);
	}
}

static void
check_string(const struct text *text, struct value value, const char *pointer,
    const struct rule *rule, struct mem *complaints)
{
	struct mem string = { 0 };
	struct why why = { 0 };
	const char *wrong = NULL;

	if (value.kind != TEXT_STRING)
		wrong = rule->kind == RULE_ID ? "has to be a string or a number"
					      : "has to be a string";
	else {
		text_string(text, value, &string);
		wrong = string_wrong(rule, &string, &why);
	}
	if (rule->kind == RULE_ID && value.kind == TEXT_NUMBER)
		wrong = NULL;
	if (wrong != NULL)
		rule_complain(
		    text, complaints, pointer, rule->name, "%s", wrong);
	mem_release(&string);
}

/* Blanks part the words of one string, so none may be inside of a word. */
static void
check_words(const struct text *text, struct value value, const char *pointer,
    const struct rule *rule, struct mem *complaints)
{
	struct member member = { 0 };
	struct mem word = { 0 };
	bool good = true;

	if (value.kind == TEXT_STRING) {
		check_string(text, value, pointer, rule, complaints);
		return;
	}
	while (good && text_next(text, value, &member)) {
		mem_cut(&word, 0);
		text_string(text, member.value, &word);
		good = member.value.kind == TEXT_STRING &&
		    text_wrong(&word) == NULL &&
		    strchr(mem_str(&word), ' ') == NULL;
	}
	if (!good || value.kind != TEXT_ARRAY)
		rule_complain(text, complaints, pointer, rule->name,
		    "has to be an array of words without blanks");
	mem_release(&word);
}

/* A line end in a secret would end a header, so only a key may have one. */
static void
check_secret(const struct text *text, struct value value, const char *pointer,
    const struct rule *rule, struct mem *complaints)
{
	const char *wrong = secret_wrong(text, value);
	struct mem plain = { 0 };

	if (wrong == NULL && rule->kind == RULE_SECRET &&
	    secret_form(text, value) == SECRET_PLAIN) {
		text_string(text, value, &plain);
		wrong = text_wrong(&plain);
	}
	if (wrong != NULL)
		rule_complain(
		    text, complaints, pointer, rule->name, "%s", wrong);
	mem_release(&plain);
}

static void
check_choice(const struct text *text, struct value value, const char *pointer,
    const struct rule *rule, struct mem *complaints)
{
	struct mem words = { 0 };
	size_t i;

	for (i = 0; rule->choices[i] != NULL; i++) {
		if (text_is(text, value, rule->choices[i]))
			goto out;
		if (i > 0)
			mem_puts(&words,
			    rule->choices[i + 1] == NULL ? " or " : ", ");
		mem_printf(&words, "\"%s\"", rule->choices[i]);
	}
	rule_complain(text, complaints, pointer, rule->name, "has to be %s",
	    mem_str(&words));
out:
	mem_release(&words);
}

static void
check_object(const struct text *text, struct value value, const char *pointer,
    const struct rule *rule, struct mem *complaints)
{
	struct mem inside = { 0 };

	mem_printf(&inside, "%s/%s", pointer, rule->name);
	if (value.kind != TEXT_OBJECT)
		rule_complain(text, complaints, pointer, rule->name,
		    "has to be an object");
	else
		rule_check(
		    text, value, mem_str(&inside), rule->inside, complaints);
	mem_release(&inside);
}

static void
check_value(const struct text *text, struct value value, const char *pointer,
    const struct rule *rule, struct mem *complaints)
{
	switch (rule->kind) {
	case RULE_WORDS:
		check_words(text, value, pointer, rule, complaints);
		break;
	case RULE_SECRET:
	case RULE_KEY:
		check_secret(text, value, pointer, rule, complaints);
		break;
	case RULE_CHOICE:
		check_choice(text, value, pointer, rule, complaints);
		break;
	case RULE_OBJECT:
		check_object(text, value, pointer, rule, complaints);
		break;
	default:
		check_string(text, value, pointer, rule, complaints);
		break;
	}
}

void
rule_check(const struct text *text, struct value object, const char *pointer,
    const struct rule *rules, struct mem *complaints)
{
	struct member member = { 0 };
	const struct rule *rule;
	uint32_t seen = 0, bit;

	while (text_next(text, object, &member)) {
		if ((rule = rule_find(rules, text, member.name)) == NULL)
			continue;
		bit = UINT32_C(1) << (rule - rules);
		if ((seen & bit) != 0)
			rule_complain(text, complaints, pointer, rule->name,
			    "is there twice");
		seen |= bit;
		check_value(text, member.value, pointer, rule, complaints);
	}
	for (rule = rules; rule->name != NULL; rule++)
		if (rule->needed != NULL &&
		    (seen & UINT32_C(1) << (rule - rules)) == 0)
			rule_complain(text, complaints, pointer, rule->name,
			    "is missing: %s", rule->needed);
}
