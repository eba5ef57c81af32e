/* oauth1: requests signed with OAuth 1.0a (RFC 5849). */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/evp.h>

#include "nonce.h"
#include "oauth1.h"
#include "why.h"
#include "why_ssl.h"

enum {
	TIMESTAMP_SIZE = 21,
	TIMESTAMP_DIGITS = 18
};

struct oauth1_signer {
	struct oauth1 oauth1;
	struct signature *signature;
	struct oauth1_pairs fixed; /* what every request has */
	struct mem head;           /* a header's beginning: realm and fixed */
	struct mem query;          /* fixed, for a query */

	/* The request at hand. */
	struct oauth1_pairs pairs; /* all that is signed */
	struct oauth1_pairs own;   /* that of it which is not fixed */
	struct mem base, value;    /* value: oauth_signature, encoded */

	time_t now; /* what timestamp says */
	char timestamp[TIMESTAMP_SIZE];
	char nonce[NONCE_LEN];
	struct nonces nonces;
};

static bool
is_clean(const char *s)
{
	return s == NULL || strpbrk(s, "\r\n") == NULL;
}

void
oauth1_add(struct oauth1_params *params, const char *name, const char *value)
{
	if (params->pairs.len > 0)
		mem_putc(&params->pairs, '&');
	url_encode(&params->pairs, name, strlen(name));
	mem_putc(&params->pairs, '=');
	url_encode(&params->pairs, value, strlen(value));
}

void
oauth1_params_release(struct oauth1_params *params)
{
	mem_release(&params->pairs);
}

static struct piece
piece_of(const char *s)
{
	return (struct piece){ s, strlen(s) };
}

static void
put_header_pair(
    struct mem *header, const char *before, const struct oauth1_pair *pair)
{
	mem_puts(header, before);
	mem_add(header, pair->name.at, pair->name.len);
	mem_add(header, "=\"", 2);
	mem_add(header, pair->value.at, pair->value.len);
	mem_putc(header, '"');
}

static void
put_query_pair(struct mem *query, const struct oauth1_pair *pair)
{
	if (query->len > 0)
		mem_putc(query, '&');
	mem_add(query, pair->name.at, pair->name.len);
	mem_putc(query, '=');
	mem_add(query, pair->value.at, pair->value.len);
}

static int
check(const struct oauth1 *oauth1, struct why *why)
{
	const char *const stamp = oauth1->timestamp;

	if (oauth1->consumer_key == NULL || *oauth1->consumer_key == '\0')
		return why_setx(why, WHY_USAGE, "there is no consumer key");
	if (signature_is_rsa(oauth1->method) && oauth1->key == NULL)
		return why_setx(why, WHY_USAGE, "%s wants a private key",
		    signature_name(oauth1->method));
	if (!is_clean(oauth1->consumer_key) || !is_clean(oauth1->token) ||
	    !is_clean(oauth1->consumer_secret) || !is_clean(oauth1->nonce) ||
	    !is_clean(oauth1->token_secret) || !is_clean(oauth1->realm))
		return why_setx(why, WHY_USAGE,
		    "a credential holds a carriage return or a line feed");
	if (oauth1->nonce != NULL && *oauth1->nonce == '\0')
		return why_setx(why, WHY_USAGE, "the nonce is empty");
	/* What does not fit Java's long makes Jira answer 500. */
	if (stamp != NULL &&
	    (*stamp == '\0' || strlen(stamp) > TIMESTAMP_DIGITS ||
		stamp[strspn(stamp, "0123456789")] != '\0'))
		return why_setx(
		    why, WHY_USAGE, "the timestamp is not a number");
	return 0;
}

/* Add a parameter whose value is encoded into the room of the pairs. */
static int
add_encoded(struct oauth1_pairs *pairs, const char *name, const char *value,
    struct why *why)
{
	struct mem *const bytes = &pairs->bytes;
	const size_t start = bytes->len;

	url_encode(bytes, value, strlen(value));
	return oauth1_pairs_add(pairs, piece_of(name),
	    (struct piece){ bytes->data + start, bytes->len - start }, why);
}

/* Encode, once and for all, what does not depend on the request. */
static int
prepare_fixed(struct oauth1_signer *signer, struct why *why)
{
	const struct oauth1 *const oauth1 = &signer->oauth1;
	const char *const method = signature_name(oauth1->method);
	size_t i, bytes = strlen(oauth1->consumer_key) + strlen(method) + 3;
	const char *before = "";

	if (oauth1->token != NULL)
		bytes += strlen(oauth1->token);
	if (oauth1_pairs_begin(&signer->fixed, bytes, why) == -1 ||
	    add_encoded(&signer->fixed, "oauth_consumer_key",
		oauth1->consumer_key, why) == -1 ||
	    add_encoded(
		&signer->fixed, "oauth_signature_method", method, why) == -1)
		return -1;
	if (oauth1->token != NULL &&
	    add_encoded(&signer->fixed, "oauth_token", oauth1->token, why) ==
		-1)
		return -1;
	if (add_encoded(&signer->fixed, "oauth_version", "1.0", why) == -1)
		return -1;

	mem_puts(&signer->head, "OAuth ");
	if (oauth1->realm != NULL) {
		mem_puts(&signer->head, "realm=\"");
		url_encode(&signer->head, oauth1->realm, strlen(oauth1->realm));
		mem_putc(&signer->head, '"');
		before = ", ";
	}
	for (i = 0; i < signer->fixed.count; i++) {
		put_header_pair(&signer->head, before, &signer->fixed.at[i]);
		put_query_pair(&signer->query, &signer->fixed.at[i]);
		before = ", ";
	}
	if (mem_check(&signer->query, why) == -1)
		return -1;
	return mem_check(&signer->head, why);
}

struct oauth1_signer *
oauth1_signer_new(const struct oauth1 *oauth1, struct why *why)
{
	struct oauth1_signer *signer;

	if (check(oauth1, why) == -1)
		return NULL;
	if ((signer = calloc(1, sizeof *signer)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	signer->oauth1 = *oauth1;
	signer->now = -1;
	signer->signature = signature_is_rsa(oauth1->method)
	    ? signature_signer(oauth1->method, oauth1->key, why)
	    : signature_shared(oauth1->method, oauth1->consumer_secret,
		  oauth1->token_secret, why);
	if (signer->signature == NULL || prepare_fixed(signer, why) == -1) {
		oauth1_signer_free(signer);
		return NULL;
	}
	return signer;
}

void
oauth1_signer_free(struct oauth1_signer *signer)
{
	if (signer == NULL)
		return;
	signature_free(signer->signature);
	oauth1_pairs_release(&signer->fixed);
	oauth1_pairs_release(&signer->pairs);
	oauth1_pairs_release(&signer->own);
	mem_release(&signer->head);
	mem_release(&signer->query);
	mem_release(&signer->base);
	mem_release(&signer->value);
	freezero(signer, sizeof *signer);
}

static int
add_own(struct oauth1_signer *signer, const char *name, struct piece value,
    struct why *why)
{
	return oauth1_pairs_add(&signer->own, piece_of(name), value, why);
}

static int
add_timestamp(struct oauth1_signer *signer, struct why *why)
{
	const time_t now = time(NULL) + signer->oauth1.skew;

	if (signer->oauth1.timestamp != NULL)
		return add_encoded(&signer->own, "oauth_timestamp",
		    signer->oauth1.timestamp, why);
	if (signer->now != now)
		(void)snprintf(signer->timestamp, sizeof signer->timestamp,
		    "%lld", (long long)now);
	signer->now = now;
	return add_own(
	    signer, "oauth_timestamp", piece_of(signer->timestamp), why);
}

static int
add_nonce(struct oauth1_signer *signer, struct why *why)
{
	if (signer->oauth1.nonce != NULL)
		return add_encoded(
		    &signer->own, "oauth_nonce", signer->oauth1.nonce, why);
	nonce_next(&signer->nonces, signer->nonce);
	return add_own(signer, "oauth_nonce",
	    (struct piece){ signer->nonce, NONCE_LEN }, why);
}

/* The draft "OAuth Request Body Hash", 3: no form, but any other body. */
static int
add_body_hash(struct oauth1_signer *signer,
    const struct oauth1_request *request, struct why *why)
{
	static const char *const digests[SIGNATURE_METHODS] = { "SHA1",
		"SHA256", "SHA512", "SHA1", "SHA256", "SHA512", NULL };
	const char *const digest = digests[signer->oauth1.method];
	unsigned char hash[EVP_MAX_MD_SIZE];
	char text[EVP_MAX_MD_SIZE / 3 * 4 + 8];
	size_t len;

	if (!signer->oauth1.body_hash || request->form != NULL)
		return 0;
	if (digest == NULL)
		return why_setx(why, WHY_USAGE,
		    "%s signs nothing, so no body either",
		    signature_name(signer->oauth1.method));
	if (EVP_Q_digest(NULL, digest, NULL,
		request->body == NULL ? "" : request->body, request->body_len,
		hash, &len) != 1)
		return why_ssl(why, WHY_BUG, "cannot hash the body");
	(void)EVP_EncodeBlock((unsigned char *)text, hash, (int)len);
	return add_encoded(&signer->own, "oauth_body_hash", text, why);
}

/*
 * What stands twice is refused by the server (oauth_problem
 * parameter_rejected); better to say so before.
 */
static int
check_names(const struct oauth1_pairs *pairs, struct why *why)
{
	static const char *const ours[] = { "oauth_consumer_key", "oauth_nonce",
		"oauth_signature", "oauth_signature_method", "oauth_timestamp",
		"oauth_token", "oauth_version" };
	size_t i, k;

	for (i = 0; i < pairs->count; i++) {
		if (pairs->at[i].name.len < 6 ||
		    memcmp(pairs->at[i].name.at, "oauth_", 6) != 0)
			continue;
		for (k = 0; k < sizeof ours / sizeof ours[0]; k++)
			if (strlen(ours[k]) == pairs->at[i].name.len &&
			    memcmp(ours[k], pairs->at[i].name.at,
				pairs->at[i].name.len) == 0)
				return why_setx(why, WHY_USAGE,
				    "the request has %s already", ours[k]);
	}
	return 0;
}

/* Add what goes into the header beside the fixed parameters. */
static int
add_protocol(struct oauth1_signer *signer, const struct oauth1_request *request,
    struct why *why)
{
	const struct oauth1_params *const params = request->protocol;
	size_t bytes = EVP_MAX_MD_SIZE * 2;

	if (params != NULL && mem_check(&params->pairs, why) == -1)
		return -1;
	if (params != NULL)
		bytes += params->pairs.len;
	if (signer->oauth1.nonce != NULL)
		bytes += strlen(signer->oauth1.nonce);
	if (signer->oauth1.timestamp != NULL)
		bytes += strlen(signer->oauth1.timestamp);
	if (oauth1_pairs_begin(&signer->own, bytes, why) == -1)
		return -1;
	if (params != NULL &&
	    oauth1_pairs_parse(
		&signer->own, params->pairs.data, params->pairs.len, why) == -1)
		return -1;
	if (check_names(&signer->own, why) == -1)
		return -1;
	if (add_timestamp(signer, why) == -1 || add_nonce(signer, why) == -1)
		return -1;
	return add_body_hash(signer, request, why);
}

static int
add_all(struct oauth1_pairs *pairs, const struct oauth1_pairs *more,
    struct why *why)
{
	size_t i;

	for (i = 0; i < more->count; i++)
		if (oauth1_pairs_add(
			pairs, more->at[i].name, more->at[i].value, why) == -1)
			return -1;
	return 0;
}

/* Collect every parameter that is signed. */
static int
collect(struct oauth1_signer *signer, const struct url *url,
    const struct oauth1_request *request, struct why *why)
{
	const bool form =
	    request->form != NULL && oauth1_signs_form(request->method);
	struct oauth1_pairs *const pairs = &signer->pairs;

	if (oauth1_pairs_begin(pairs,
		url->query.len + (form ? request->form_len : 0), why) == -1)
		return -1;
	if (oauth1_pairs_parse(pairs, url->query.at, url->query.len, why) == -1)
		return -1;
	if (form &&
	    oauth1_pairs_parse(pairs, request->form, request->form_len, why) ==
		-1)
		return -1;
	if (check_names(pairs, why) == -1)
		return -1;
	if (add_protocol(signer, request, why) == -1)
		return -1;
	if (add_all(pairs, &signer->own, why) == -1)
		return -1;
	return add_all(pairs, &signer->fixed, why);
}

int
oauth1_signer_sign(struct oauth1_signer *signer,
    const struct oauth1_request *request, struct why *why)
{
	struct mem *const value = &signer->value;
	struct url url;

	if (url_split(&url, request->url, why) == -1)
		return -1;
	if (collect(signer, &url, request, why) == -1)
		return -1;
	mem_cut(&signer->base, 0);
	if (oauth1_base(request->method, &url, &signer->pairs, &signer->base,
		why) == -1)
		return -1;
	mem_cut(value, 0);
	return signature_sign(
	    signer->signature, signer->base.data, signer->base.len, value, why);
}

void
oauth1_signer_header(const struct oauth1_signer *signer, struct mem *header)
{
	size_t i;

	mem_add(header, signer->head.data, signer->head.len);
	for (i = 0; i < signer->own.count; i++)
		put_header_pair(header, ", ", &signer->own.at[i]);
	mem_puts(header, ", oauth_signature=\"");
	url_encode(header, signer->value.data, signer->value.len);
	mem_putc(header, '"');
}

void
oauth1_signer_query(const struct oauth1_signer *signer, struct mem *query)
{
	size_t i;

	mem_add(query, signer->query.data, signer->query.len);
	for (i = 0; i < signer->own.count; i++)
		put_query_pair(query, &signer->own.at[i]);
	mem_puts(query, "&oauth_signature=");
	url_encode(query, signer->value.data, signer->value.len);
}

const struct mem *
oauth1_signer_base(const struct oauth1_signer *signer)
{
	return &signer->base;
}

int
oauth1_sign(const struct oauth1 *oauth1, const struct oauth1_request *request,
    struct mem *header, struct mem *base, struct why *why)
{
	struct oauth1_signer *signer;
	int rv = -1;

	if ((signer = oauth1_signer_new(oauth1, why)) == NULL)
		return -1;
	if (oauth1_signer_sign(signer, request, why) == -1)
		goto out;
	oauth1_signer_header(signer, header);
	if (base != NULL) {
		mem_add(base, signer->base.data, signer->base.len);
		if (mem_check(base, why) == -1)
			goto out;
	}
	rv = mem_check(header, why);
out:
	oauth1_signer_free(signer);
	return rv;
}
