/* grant: what an authorization server hands out. */

#include <string.h>
#include <strings.h>

#include "grant.h"
#include "mem.h"
#include "text.h"
#include "url.h"
#include "when.h"
#include "why.h"

enum {
	LIFETIME_DIGITS_MAX = 12 /* of seconds: 30,000 years */
};

static bool
is_name(struct piece name, const char *s)
{
	return name.len == strlen(s) && memcmp(name.at, s, name.len) == 0;
}

/* What goes into a header or a line of a file later must not break it. */
static int
check_text(const struct mem *mem, const char *what, struct why *why)
{
	size_t i;

	if (mem->len > GRANT_TOKEN_MAX)
		return why_setx(why, WHY_NONSENSE,
		    "the answer's %s is longer than %d bytes", what,
		    GRANT_TOKEN_MAX);
	for (i = 0; i < mem->len; i++)
		if ((unsigned char)mem->data[i] <= ' ' ||
		    (unsigned char)mem->data[i] >= 0x7f)
			return why_setx(why, WHY_NONSENSE,
			    "the answer's %s holds a blank or a control "
			    "character",
			    what);
	return mem_check(mem, why);
}

static int
fail_twice(const char *what, struct why *why)
{
	return why_setx(
	    why, WHY_NONSENSE, "the answer holds %s more than once", what);
}

static int
read_text(
    struct piece value, const char *what, struct mem *mem, struct why *why)
{
	if (mem->len > 0)
		return fail_twice(what, why);
	url_decode(mem, value.at, value.len, false);
	return check_text(mem, what, why);
}

/*
 * What is no number of seconds, or none at all, tells no end: for its sake no
 * token is thrown away that may be the only one.
 */
static void
read_lifetime(struct piece value, int64_t now, int64_t *until)
{
	int64_t seconds = 0;
	size_t i;

	*until = 0;
	if (value.len > LIFETIME_DIGITS_MAX)
		return;
	for (i = 0; i < value.len && value.at[i] != '.'; i++) {
		if (value.at[i] < '0' || value.at[i] > '9')
			return;
		seconds = seconds * 10 + (value.at[i] - '0');
	}
	if (seconds > 0)
		*until = now + seconds < WHEN_MAX ? now + seconds : WHEN_MAX;
}

static int
read_pair(struct grant *grant, struct piece name, struct piece value,
    int64_t now, struct why *why)
{
	if (is_name(name, "oauth_token"))
		return read_text(value, "oauth_token", &grant->token, why);
	if (is_name(name, "oauth_token_secret"))
		return read_text(
		    value, "oauth_token_secret", &grant->secret, why);
	if (is_name(name, "oauth_session_handle"))
		return read_text(
		    value, "oauth_session_handle", &grant->handle, why);
	if (is_name(name, "oauth_expires_in"))
		read_lifetime(value, now, &grant->expires);
	if (is_name(name, "oauth_authorization_expires_in"))
		read_lifetime(value, now, &grant->renewable_until);
	if (is_name(name, "oauth_callback_confirmed"))
		grant->confirmed = is_name(value, "true");
	return 0;
}

int
grant_read_form(struct grant *grant, const char *body, size_t len, int64_t now,
    struct why *why)
{
	struct piece rest = { body, len }, name, value;

	grant_release(grant);
	if (len > GRANT_BODY_MAX)
		return why_setx(why, WHY_NONSENSE,
		    "the answer is longer than %d bytes", GRANT_BODY_MAX);
	while (rest.len > 0 && strchr("\r\n", rest.at[rest.len - 1]) != NULL)
		rest.len--;
	while (url_next_pair(&rest, &name, &value))
		if (read_pair(grant, name, value, now, why) == -1)
			return -1;
	if (grant->token.len == 0)
		return why_setx(
		    why, WHY_NONSENSE, "the answer holds no oauth_token");
	return 0;
}

static int
read_string(const struct text *text, struct value value, const char *what,
    struct mem *mem, struct why *why)
{
	if (mem->len > 0)
		return fail_twice(what, why);
	if (value.kind != TEXT_STRING || value.end - value.at <= 2)
		return why_setx(
		    why, WHY_NONSENSE, "the answer's %s is no text", what);
	text_string(text, value, mem);
	return check_text(mem, what, why);
}

/* RFC 6749, 7.1: what it does not understand, a client must not use. */
static int
check_type(const struct text *text, struct value value, struct why *why)
{
	struct mem type = { 0 };
	int rv = 0;

	if (value.kind == TEXT_STRING)
		text_string(text, value, &type);
	if (strcasecmp(mem_str(&type), "Bearer") != 0)
		rv = why_setx(
		    why, WHY_NONSENSE, "the answer's token_type is not Bearer");
	mem_release(&type);
	return rv;
}

/* A number as it stands there; some servers put it in quotes. */
static struct piece
digits(const struct text *text, struct value value)
{
	if (value.kind == TEXT_STRING)
		return (struct piece){ text->data + value.at + 1,
			value.end - value.at - 2 };
	return (struct piece){ text->data + value.at, value.end - value.at };
}

static int
read_member(struct grant *grant, const struct text *text,
    const struct member *member, int64_t now, struct why *why)
{
	const struct value value = member->value;

	if (text_is(text, member->name, "access_token"))
		return read_string(
		    text, value, "access_token", &grant->token, why);
	if (text_is(text, member->name, "refresh_token"))
		return value.kind == TEXT_NULL
		    ? 0
		    : read_string(
			  text, value, "refresh_token", &grant->handle, why);
	if (text_is(text, member->name, "token_type"))
		return check_type(text, value, why);
	if (text_is(text, member->name, "expires_in"))
		read_lifetime(digits(text, value), now, &grant->expires);
	return 0;
}

int
grant_read_json(struct grant *grant, const char *body, size_t len, int64_t now,
    struct why *why)
{
	struct text text = { .name = "the answer", .syntax = TEXT_JSON };
	struct member member = { 0 };
	struct why no = { 0 };

	grant_release(grant);
	if (len > GRANT_BODY_MAX)
		return why_setx(why, WHY_NONSENSE,
		    "the answer is longer than %d bytes", GRANT_BODY_MAX);
	if (text_read(&text, body, len, &no) == -1 ||
	    text.root.kind != TEXT_OBJECT)
		return why_setx(
		    why, WHY_NONSENSE, "the answer is no JSON object");
	while (text_next(&text, text.root, &member))
		if (read_member(grant, &text, &member, now, why) == -1)
			return -1;
	if (grant->token.len == 0)
		return why_setx(
		    why, WHY_NONSENSE, "the answer holds no access_token");
	return 0;
}

void
grant_release(struct grant *grant)
{
	mem_release(&grant->token);
	mem_release(&grant->secret);
	mem_release(&grant->handle);
	mem_release(&grant->site);
	*grant = (struct grant){ 0 };
}
