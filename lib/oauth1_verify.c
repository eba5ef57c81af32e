/* oauth1_verify: is a request signed with OAuth 1.0a? */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/evp.h>

#include "oauth1_base.h"
#include "oauth1_verify.h"
#include "url.h"
#include "why.h"

static const char blanks[] = " \t";

struct oauth1_verifier {
	struct oauth1_keys keys;
	struct signature *signatures[SIGNATURE_METHODS]; /* made when needed */
	struct oauth1_pairs pairs;
	struct mem base, scratch;
};

struct oauth1_verifier *
oauth1_verifier_new(const struct oauth1_keys *keys, struct why *why)
{
	struct oauth1_verifier *verifier;

	if ((verifier = calloc(1, sizeof *verifier)) == NULL)
		why_setx(why, WHY_LATER, "out of memory");
	else
		verifier->keys = *keys;
	return verifier;
}

void
oauth1_verifier_free(struct oauth1_verifier *verifier)
{
	size_t i;

	if (verifier == NULL)
		return;
	for (i = 0; i < SIGNATURE_METHODS; i++)
		signature_free(verifier->signatures[i]);
	oauth1_pairs_release(&verifier->pairs);
	mem_release(&verifier->base);
	mem_release(&verifier->scratch);
	free(verifier);
}

static struct piece
trim(struct piece piece)
{
	while (piece.len > 0 && strchr(blanks, *piece.at) != NULL) {
		piece.at++;
		piece.len--;
	}
	while (piece.len > 0 && strchr(blanks, piece.at[piece.len - 1]) != NULL)
		piece.len--;
	return piece;
}

/*
 * Take name="value" apart.  A piece of any other look is dropped without a
 * word, as net.oauth does: then something is missing.
 */
static bool
split_pair(struct piece piece, struct piece *name, struct piece *value)
{
	const char *quote, *end = piece.at + piece.len;

	quote = memchr(piece.at, '"', piece.len);
	if (quote == NULL || quote + 1 >= end ||
	    memchr(quote + 1, '"', (size_t)(end - quote - 1)) != end - 1)
		return false;
	*value = (struct piece){ quote + 1, (size_t)(end - 1 - (quote + 1)) };
	*name = trim((struct piece){ piece.at, (size_t)(quote - piece.at) });
	if (name->len == 0 || name->at[name->len - 1] != '=')
		return false;
	name->len--;
	*name = trim(*name);
	return memchr(name->at, ' ', name->len) == NULL &&
	    memchr(name->at, '\t', name->len) == NULL;
}

static int
add_header(
    struct oauth1_pairs *pairs, const char *authorization, struct why *why)
{
	const char *s = authorization + strspn(authorization, blanks);
	struct piece piece, name, value;

	if (strncasecmp(s, "OAuth", 5) != 0 || strchr(blanks, s[5]) == NULL)
		return 0;
	for (s += 5; *s != '\0'; s += *s == ',') {
		piece = (struct piece){ s, strcspn(s, ",") };
		s += piece.len;
		if (!split_pair(trim(piece), &name, &value))
			continue;
		if (name.len == 5 && strncasecmp(name.at, "realm", 5) == 0)
			continue;
		if (oauth1_pairs_recode(pairs, name, value, why) == -1)
			return -1;
	}
	return 0;
}

/* Add the oauth_ parameters of another party's base string. */
static int
add_theirs(
    struct oauth1_verifier *verifier, const char *theirs, struct why *why)
{
	struct mem *const scratch = &verifier->scratch;
	struct piece rest, name, value;
	const char *last = strrchr(theirs, '&');

	mem_cut(scratch, 0);
	if (last != NULL)
		url_decode(scratch, last + 1, strcspn(last + 1, "\r\n"), false);
	rest = (struct piece){ mem_str(scratch), scratch->len };
	while (url_next_pair(&rest, &name, &value))
		if (name.len > 6 && memcmp(name.at, "oauth_", 6) == 0 &&
		    oauth1_pairs_recode(&verifier->pairs, name, value, why) ==
			-1)
			return -1;
	return 0;
}

static size_t
length(const char *s)
{
	return s == NULL ? 0 : strlen(s);
}

const char *
oauth1_verifier_base(struct oauth1_verifier *verifier,
    const struct oauth1_received *received, struct why *why)
{
	struct oauth1_pairs *const pairs = &verifier->pairs;
	const bool form =
	    received->form != NULL && oauth1_signs_form(received->method);
	struct url url;

	if (url_split(&url, received->url, why) == -1)
		return NULL;
	if (oauth1_pairs_begin(pairs,
		url.query.len + length(received->authorization) +
		    length(received->theirs) + (form ? received->form_len : 0),
		why) == -1)
		return NULL;
	if (received->authorization != NULL &&
	    add_header(pairs, received->authorization, why) == -1)
		return NULL;
	if (oauth1_pairs_parse(pairs, url.query.at, url.query.len, why) == -1)
		return NULL;
	if (form &&
	    oauth1_pairs_parse(
		pairs, received->form, received->form_len, why) == -1)
		return NULL;
	if (received->theirs != NULL &&
	    oauth1_pairs_find(pairs, 0, "oauth_consumer_key") == NULL &&
	    add_theirs(verifier, received->theirs, why) == -1)
		return NULL;
	mem_cut(&verifier->base, 0);
	if (oauth1_base(received->method, &url, pairs, &verifier->base, why) ==
	    -1)
		return NULL;
	return mem_str(&verifier->base);
}

/* Say what the request lacks, or has twice (reference: net.oauth). */
static bool
is_complete(const struct oauth1_pairs *pairs, struct mem *reason)
{
	static const struct {
		const char *name;
		bool needed;
	} rules[] = {
		{ "oauth_callback", false },
		{ "oauth_consumer_key", true },
		{ "oauth_nonce", true },
		{ "oauth_signature", true },
		{ "oauth_signature_method", true },
		{ "oauth_timestamp", true },
		{ "oauth_token", false },
		{ "oauth_version", false },
	};
	const struct oauth1_pair *found;
	size_t i, at;

	for (i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		found = oauth1_pairs_find(pairs, 0, rules[i].name);
		if (found == NULL && rules[i].needed) {
			mem_printf(reason, "%s is missing", rules[i].name);
			return false;
		}
		if (found == NULL)
			continue;
		at = (size_t)(found - pairs->at) + 1;
		if (oauth1_pairs_find(pairs, at, rules[i].name) != NULL) {
			mem_printf(reason, "%s is there twice", rules[i].name);
			return false;
		}
	}
	return true;
}

/*
 * The prepared method that the request names, or NULL: then either reason
 * says why it is not to be had, or why does.
 */
static struct signature *
method_of(struct oauth1_verifier *verifier, struct mem *reason, struct why *why)
{
	const struct oauth1_keys *const keys = &verifier->keys;
	const struct piece name =
	    oauth1_pairs_find(&verifier->pairs, 0, "oauth_signature_method")
		->value;
	const enum signature_method method =
	    signature_by_name(name.at, name.len);
	const bool rsa =
	    method != SIGNATURE_METHODS && signature_is_rsa(method);

	if (method == SIGNATURE_METHODS ||
	    (keys->only != SIGNATURE_METHODS && keys->only != method)) {
		mem_puts(reason, "the signature method is not accepted");
		return NULL;
	}
	if (rsa ? keys->key == NULL
		: keys->consumer_secret == NULL && keys->token_secret == NULL) {
		mem_printf(reason, "it is signed with %s, for which no %s",
		    signature_name(method),
		    rsa ? "key was given" : "secret was given");
		return NULL;
	}
	if (verifier->signatures[method] == NULL)
		verifier->signatures[method] = rsa
		    ? signature_verifier(method, keys->key, why)
		    : signature_shared(method, keys->consumer_secret,
			  keys->token_secret, why);
	return verifier->signatures[method];
}

int
oauth1_verifier_check(
    struct oauth1_verifier *verifier, struct mem *reason, struct why *why)
{
	const struct oauth1_pairs *const pairs = &verifier->pairs;
	const size_t start = reason->len;
	const struct oauth1_pair *found;
	struct signature *signature;
	struct mem value = { 0 };
	int answer;

	if (!is_complete(pairs, reason))
		return 0;
	found = oauth1_pairs_find(pairs, 0, "oauth_version");
	if (found != NULL &&
	    (found->value.len != 3 || memcmp(found->value.at, "1.0", 3) != 0)) {
		mem_puts(reason, "oauth_version is not 1.0");
		return 0;
	}
	if ((signature = method_of(verifier, reason, why)) == NULL)
		return reason->len > start ? 0 : -1;

	found = oauth1_pairs_find(pairs, 0, "oauth_signature");
	url_decode(&value, found->value.at, found->value.len, false);
	answer = signature_check(signature, verifier->base.data,
	    verifier->base.len, mem_str(&value), value.len, why);
	if (answer == 0)
		mem_puts(reason,
		    "the signature does not belong to this request and key");
	mem_release(&value);
	return answer;
}
