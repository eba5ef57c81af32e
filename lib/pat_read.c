/* pat_read: what Jira says of personal access tokens; see pat.h. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "pat.h"
#include "rest.h"
#include "text.h"
#include "utf8.h"
#include "when.h"
#include "why.h"

void
pat_release(struct pat *pat)
{
	mem_release(&pat->id);
	mem_release(&pat->name);
	mem_release(&pat->secret);
	*pat = (struct pat){ 0 };
}

void
pats_release(struct pats *pats)
{
	while (pats->count > 0)
		pat_release(&pats->list[--pats->count]);
	free(pats->list);
	pats->list = NULL;
}

/* It goes into the path of a URL, and into notes with blanks between them. */
static bool
is_id(const char *id, size_t len)
{
	return len > 0 && len <= PAT_ID_MAX &&
	    strspn(id,
		"0123456789-_abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ") == len;
}

/* It goes into a header and into a line. */
static bool
is_secret(const struct mem *secret)
{
	size_t i;

	for (i = 0; i < secret->len; i++)
		if ((unsigned char)secret->data[i] <= ' ' ||
		    (unsigned char)secret->data[i] >= 0x7f)
			return false;
	return secret->len > 0 && secret->len <= PAT_SECRET_MAX;
}

static int64_t
time_of(const struct text *text, struct value object, const char *name)
{
	struct mem said = { 0 };
	int64_t when = 0;

	if (rest_string(text, object, name, &said) &&
	    when_parse(mem_str(&said), &when) == -1)
		when = 0;
	mem_release(&said);
	return when;
}

/* What a name may be is Jira's to say; here it only has to be bounded. */
static int
read_one(const struct text *text, struct value object, struct pat *pat,
    struct why *why)
{
	const struct value id = text_member(text, object, "id");

	if (id.kind == TEXT_NUMBER || id.kind == TEXT_STRING)
		text_string(text, id, &pat->id);
	(void)rest_string(text, object, "name", &pat->name);
	if (mem_check(&pat->id, why) == -1 || mem_check(&pat->name, why) == -1)
		return -1;
	if (!is_id(mem_str(&pat->id), pat->id.len)) {
		/* Nobody may take it for one. */
		mem_release(&pat->id);
		return why_setx(why, WHY_NONSENSE,
		    "the answer holds a token without an id that can be used");
	}
	pat->created = time_of(text, object, "createdAt");
	pat->expires = time_of(text, object, "expiringAt");
	pat->used = time_of(text, object, "lastAccessedAt");
	return 0;
}

static int
begin(struct text *text, const char *body, size_t len, enum text_kind kind,
    struct why *why)
{
	struct why bad = { 0 };

	*text = (struct text){ .name = "answer", .syntax = TEXT_JSON };
	if (text_read(text, body, len, &bad) == 0 && text->root.kind == kind)
		return 0;
	return why_setx(why, WHY_NONSENSE,
	    "the answer is not what Jira says of personal access tokens");
}

int
pat_parse(struct pat *pat, const char *body, size_t len, struct why *why)
{
	struct text text;

	pat_release(pat);
	if (begin(&text, body, len, TEXT_OBJECT, why) == -1 ||
	    read_one(&text, text.root, pat, why) == -1)
		return -1;
	(void)rest_string(&text, text.root, "rawToken", &pat->secret);
	if (mem_check(&pat->secret, why) == -1)
		return -1;
	if (!is_secret(&pat->secret))
		return why_setx(why, WHY_NONSENSE,
		    "the answer holds no token that fits into a header");
	return 0;
}

int
pats_parse(struct pats *pats, const char *body, size_t len, struct why *why)
{
	struct member member = { 0 };
	struct pat *more;
	struct text text;

	pats_release(pats);
	if (begin(&text, body, len, TEXT_ARRAY, why) == -1)
		return -1;
	while (text_next(&text, text.root, &member)) {
		if (pats->count == PAT_COUNT_MAX)
			return why_setx(why, WHY_NONSENSE,
			    "the answer holds more than %d tokens",
			    PAT_COUNT_MAX);
		more = reallocarray(
		    pats->list, pats->count + 1, sizeof *pats->list);
		if (more == NULL)
			return why_setx(why, WHY_LATER, "out of memory");
		pats->list = more;
		more[pats->count++] = (struct pat){ 0 };
		if (read_one(
			&text, member.value, &more[pats->count - 1], why) == -1)
			return -1;
	}
	return 0;
}

int
pat_check_id(const char *id, struct why *why)
{
	if (is_id(id, strlen(id)))
		return 0;
	return why_setx(why, WHY_USAGE,
	    "not the id of a token, as jira-token list shows it");
}

int
pat_check_name(const char *name, struct why *why)
{
	const size_t len = strlen(name);
	size_t i;

	for (i = 0; i < len; i++)
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7f)
			break;
	if (len == 0 || len > PAT_NAME_MAX || i < len ||
	    utf8_span(name, len) != len)
		return why_setx(why, WHY_USAGE,
		    "a token's name is 1 to %d bytes of UTF-8 without control "
		    "characters",
		    PAT_NAME_MAX);
	return 0;
}

const struct pat *
pats_find(const struct pats *pats, const char *id)
{
	size_t i;

	for (i = 0; i < pats->count; i++)
		if (strcmp(mem_str(&pats->list[i].id), id) == 0)
			return &pats->list[i];
	return NULL;
}
