/* consent: the code flow of OAuth 2.0. */

#include <string.h>

#include <openssl/crypto.h>

#include "bearer.h"
#include "conn.h"
#include "consent.h"
#include "endpoint.h"
#include "grant.h"
#include "mem.h"
#include "oauth2.h"
#include "why.h"

/* Cloud documents no PKCE, and always wants the secret. */
static int
add_product(
    struct consent *consent, struct oauth2_params *params, struct why *why)
{
	struct mem challenge = { 0 };
	int rv = -1;

	if (consent->conn->product == CONN_CLOUD) {
		oauth2_add(params, "audience", "api.atlassian.com");
		oauth2_add(params, "prompt", "consent");
		return 0;
	}
	oauth2_random(consent->verifier);
	if (oauth2_challenge(consent->verifier, &challenge, why) == 0) {
		oauth2_add(params, "code_challenge", mem_str(&challenge));
		oauth2_add(params, "code_challenge_method", "S256");
		rv = 0;
	}
	mem_release(&challenge);
	return rv;
}

int
consent_begin(struct consent *consent, const struct conn *conn,
    struct http *http, struct why *why)
{
	struct oauth2_params params = { .form = OAUTH2_FORM };
	struct mem base = { 0 }, id = { 0 }, redirect = { 0 }, scopes = { 0 };
	int rv = -1;

	*consent = (struct consent){ .conn = conn, .http = http };
	oauth2_random(consent->state);
	if (endpoint_url(conn, ENDPOINT_AUTHORIZE, &base, why) == -1 ||
	    conn_need(conn, "/auth/clientId", &id, why) == -1 ||
	    conn_need(conn, "/auth/redirectUri", &redirect, why) == -1)
		goto out;
	oauth2_add(&params, "response_type", "code");
	oauth2_add(&params, "client_id", mem_str(&id));
	oauth2_add(&params, "redirect_uri", mem_str(&redirect));
	conn_join(conn, "/auth/scopes", &scopes);
	oauth2_add(&params, "scope", mem_str(&scopes));
	oauth2_add(&params, "state", consent->state);
	if (add_product(consent, &params, why) == -1 ||
	    oauth2_end(&params, why) == -1)
		goto out;
	oauth2_url(mem_str(&base), &params, &consent->url);
	rv = mem_check(&consent->url, why);
out:
	oauth2_params_release(&params);
	mem_release(&base);
	mem_release(&id);
	mem_release(&redirect);
	mem_release(&scopes);
	return rv;
}

void
consent_release(struct consent *consent)
{
	mem_release(&consent->url);
	explicit_bzero(consent, sizeof *consent);
}

/* Who guesses must not learn by time. */
static bool
is_ours(const struct consent *consent, const char *query)
{
	struct mem state = { 0 };
	bool is;

	is = callback_take(query, "state", &state) &&
	    state.len == OAUTH2_RANDOM_LEN &&
	    CRYPTO_memcmp(state.data, consent->state, state.len) == 0;
	mem_release(&state);
	return is;
}

enum callback
consent_judge(const char *query, void *arg)
{
	const struct consent *consent = arg;
	struct mem value = { 0 };
	enum callback callback = CALLBACK_STRANGE;

	if (is_ours(consent, query)) {
		if (callback_take(query, "error", &value))
			callback = CALLBACK_DENIED;
		else if (callback_take(query, "code", &value))
			callback = CALLBACK_GRANTED;
	}
	mem_release(&value);
	return callback;
}

/* access_denied is a person's no here, not a server's. */
static int
fail_denied(const char *query, struct why *why)
{
	struct oauth2_error error = { 0 };
	struct mem name = { 0 }, description = { 0 }, words = { 0 };
	enum status status;

	(void)callback_take(query, "error", &name);
	(void)callback_take(query, "error_description", &description);
	if (!oauth2_error_take(&error, mem_str(&name), mem_str(&description)) ||
	    strcmp(error.name, "access_denied") == 0) {
		why_setx(why, WHY_REFUSED, "access was denied in the browser");
	} else {
		status = oauth2_error_words(&error, &words);
		why_setx(why, status, "the answer is %s", mem_str(&words));
	}
	oauth2_error_release(&error);
	mem_release(&name);
	mem_release(&description);
	mem_release(&words);
	return -1;
}

int
consent_end(struct consent *consent, const char *answer, struct grant *grant,
    struct why *why)
{
	struct mem query = { 0 }, code = { 0 };
	int rv = -1;

	callback_typed(answer, &query);
	if (mem_check(&query, why) == -1)
		goto out;
	switch (consent_judge(mem_str(&query), consent)) {
	case CALLBACK_STRANGE:
		why_setx(why, WHY_USAGE,
		    "this is no answer to this request: what is wanted is "
		    "the whole URL that the browser ended on");
		goto out;
	case CALLBACK_DENIED:
		fail_denied(mem_str(&query), why);
		goto out;
	case CALLBACK_GRANTED:
		break;
	}
	if (!callback_take(mem_str(&query), "code", &code) ||
	    code.len > OAUTH2_CODE_MAX) {
		why_setx(why, WHY_USAGE, "there is no code in this answer");
		goto out;
	}
	rv = bearer_exchange(consent->conn, consent->http, mem_str(&code),
	    consent->verifier, grant, why);
out:
	mem_release(&query);
	mem_release(&code);
	return rv;
}
