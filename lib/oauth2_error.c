/* oauth2_error: what an authorization server complains of; see oauth2.h. */

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "mem.h"
#include "oauth2.h"
#include "text.h"
#include "why.h"

enum {
	WORDS_MAX = 300 /* bytes of the server's words */
};

/* RFC 6749, 4.1.2.1 and 5.2; and what Jira says besides. */
static const struct {
	const char *name;
	enum status status;
	const char *words;
} known[] = {
	{ "access_denied", WHY_CONFIG,
	    "the server does not take the client id and secret" },
	{ "invalid_client", WHY_CONFIG,
	    "the server does not take the client id and secret" },
	{ "invalid_grant", WHY_REFUSED,
	    "the server no longer takes this grant: it was used, has ended, "
	    "or was revoked" },
	{ "invalid_request", WHY_CONFIG,
	    "the server finds the request incomplete or wrong" },
	{ "invalid_scope", WHY_CONFIG,
	    "the server does not grant these scopes" },
	{ "server_error", WHY_LATER, "the server has failed" },
	{ "temporarily_unavailable", WHY_LATER, "the server is busy" },
	{ "unauthorized_client", WHY_CONFIG,
	    "the server does not let this client do so" },
	{ "unsupported_grant_type", WHY_CONFIG,
	    "the server does not know this type of grant" },
	{ "unsupported_response_type", WHY_CONFIG,
	    "the server does not answer with a code" },
	{ "unsupported_token_type", WHY_CONFIG,
	    "the server does not revoke such a token" },
};

/* Names are short words; what is none is no error of OAuth. */
static bool
is_name(const char *s)
{
	const size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyz_");

	return len > 0 && s[len] == '\0' && len < OAUTH2_ERROR_MAX;
}

bool
oauth2_error_take(
    struct oauth2_error *error, const char *name, const char *description)
{
	const char *c;

	oauth2_error_release(error);
	if (!is_name(name))
		return false;
	(void)strlcpy(error->name, name, sizeof error->name);
	for (c = description; *c != '\0' && c - description < WORDS_MAX; c++)
		mem_putc(&error->description, *c == '\n' ? ' ' : *c);
	return true;
}

bool
oauth2_error_read(struct oauth2_error *error, const char *body, size_t len)
{
	struct text text = { .name = "answer", .syntax = TEXT_JSON };
	struct mem name = { 0 }, description = { 0 };
	struct why why = { 0 };
	struct value value;
	bool is = false;

	oauth2_error_release(error);
	if (len == 0 || len > OAUTH2_BODY_MAX ||
	    text_read(&text, body, len, &why) == -1)
		return false;
	value = text_member(&text, text.root, "error");
	if (value.kind != TEXT_STRING)
		return false;
	text_string(&text, value, &name);
	value = text_member(&text, text.root, "error_description");
	if (value.kind == TEXT_STRING)
		text_string(&text, value, &description);
	is = strlen(mem_str(&name)) == name.len &&
	    oauth2_error_take(error, mem_str(&name), mem_str(&description));
	mem_release(&name);
	mem_release(&description);
	return is;
}

void
oauth2_error_release(struct oauth2_error *error)
{
	mem_release(&error->description);
	error->name[0] = '\0';
}

bool
oauth2_error_is_final(const struct oauth2_error *error)
{
	if (strcmp(error->name, "unauthorized_client") == 0)
		return strcasestr(mem_str(&error->description),
			   "refresh_token is invalid") != NULL;
	return strcmp(error->name, "invalid_grant") == 0;
}

enum status
oauth2_error_words(const struct oauth2_error *error, struct mem *words)
{
	enum status status = WHY_CONFIG;
	size_t i;

	mem_printf(words, "%s", error->name);
	for (i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(known[i].name, error->name) == 0) {
			mem_printf(words, ": %s", known[i].words);
			status = known[i].status;
		}
	if (error->description.len > 0)
		mem_printf(words, ": it says \"%s\"", error->description.data);
	return oauth2_error_is_final(error) ? WHY_REFUSED : status;
}
