/* caller: who makes requests with a connection, and keeps its token fresh. */

#include <stdlib.h>
#include <string.h>

#include "auth.h"
#include "caller.h"
#include "errand.h"
#include "http.h"
#include "mem.h"
#include "token.h"
#include "why.h"

enum {
	RENEWED = 1 << 8 /* of http_hope.used, beside those of the auth */
};

struct caller {
	struct conn *conn;
	struct http_options options;
	struct auth *auth;
	struct http *http;
	struct http_signer signer;
	unsigned int round; /* tokens renewed so far */
	bool good;          /* the one now held has been of use */
	bool many;          /* requests are under way at once */
};

static const struct http_signer *
inner(const struct caller *caller)
{
	return auth_signer(caller->auth, caller->many);
}

static int
sign(const struct http_request *request, void *arg, struct mem *headers,
    struct why *why)
{
	const struct http_signer *signer = inner(arg);

	return signer->sign(request, signer->arg, headers, why);
}

static void
dress(const char *url, void *arg, struct mem *dressed)
{
	const struct http_signer *signer = inner(arg);

	if (signer->dress != NULL)
		signer->dress(url, signer->arg, dressed);
	else
		mem_puts(dressed, url);
}

/* A token may be worth nothing before its end, but not for want of a scope. */
static bool
is_stale(const struct http_reply *reply)
{
	return reply->status == 401 &&
	    strstr(mem_str(&reply->body), "scope") == NULL;
}

/* A renewal that brought nothing good is not followed by another. */
static bool
renew(struct caller *caller)
{
	struct auth *auth;
	struct why why;

	if (caller->round > 0 && !caller->good)
		return false;
	if (!token_again(caller->conn, &caller->options) ||
	    (auth = auth_new(caller->conn, &why)) == NULL)
		return false;
	auth_free(caller->auth);
	caller->auth = auth;
	caller->round++;
	caller->good = false;
	return true;
}

static bool
again(const struct http_reply *reply, void *arg, struct http_hope *hope)
{
	struct caller *caller = arg;
	const struct http_signer *signer = inner(caller);

	if (signer->again != NULL && signer->again(reply, signer->arg, hope))
		return true;
	if (reply->status >= 200 && reply->status <= 299)
		caller->good = true;
	if (!is_stale(reply) || (hope->used & RENEWED))
		return false;
	hope->used |= RENEWED;
	return hope->round != caller->round || renew(caller);
}

struct caller *
caller_new(
    struct conn *conn, const struct http_options *options, struct why *why)
{
	struct caller *caller;

	if ((caller = calloc(1, sizeof *caller)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	caller->conn = conn;
	caller->options = *options;
	if ((caller->auth = auth_new(conn, why)) == NULL ||
	    (caller->http = http_new(options, why)) == NULL) {
		caller_free(caller);
		return NULL;
	}
	caller->signer = (struct http_signer){
		.sign = sign,
		.arg = caller,
		.bare = inner(caller)->bare,
		.again = again,
		.dress = dress,
		.round = &caller->round,
	};
	return caller;
}

void
caller_free(struct caller *caller)
{
	if (caller == NULL)
		return;
	http_free(caller->http);
	auth_free(caller->auth);
	free(caller);
}

int
caller_send(struct caller *caller, const struct http_request *request,
    struct http_reply *reply, struct why *why)
{
	caller->many = false;
	return errand_send(caller->http, request, &caller->signer, reply, why);
}

const struct http_signer *
caller_signer(struct caller *caller)
{
	caller->many = true;
	return &caller->signer;
}

int
caller_verdict(const struct caller *caller, const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	return auth_verdict(caller->auth, request, reply, why);
}
