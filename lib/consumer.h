/*
 * consumer: who signs a connection's requests with OAuth 1.0a.
 *
 * It is the consumer of RFC 5849 with its key, and what it has learnt of the
 * server's clock.
 */
#ifndef CONSUMER_H
#define CONSUMER_H

#include <openssl/types.h>

#include "http.h"
#include "mem.h"

struct conn;
struct oauth1_params;
struct why;

/* All zeros is none. */
struct consumer {
	struct mem name; /* oauth_consumer_key */
	EVP_PKEY *key;
	long skew;       /* seconds the server's clock is ahead */
	struct mem base; /* the base string last signed */
};

/*
 * Take /auth/consumerKey and /auth/privateKey of the connection.  Returns 0,
 * or -1 and why: WHY_CONFIG, also for a key that is none, or what resolving
 * the secret gives.  Release with consumer_release() in any case.
 */
int consumer_open(
    struct consumer *consumer, const struct conn *conn, struct why *why);
void consumer_release(struct consumer *consumer);

/*
 * Send a request, signed with the token (NULL: none; "": two-legged) and with
 * more protocol parameters (NULL: none).  A form in the body of a POST is
 * signed with it.  Each try is signed anew: one more follows once the server
 * has said what its clock is, and one more when it has seen the nonce.
 * As http_send().
 */
int consumer_send(struct consumer *consumer, struct http *http,
    const struct http_request *request, const char *token,
    const struct oauth1_params *protocol, struct http_reply *reply,
    struct why *why);

#endif
