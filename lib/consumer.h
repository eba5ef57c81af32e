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

/* What one request, or many, are signed with; all is borrowed. */
struct consumer_call {
	struct consumer *consumer;
	const char *token;                    /* NULL: none; "": two-legged */
	const struct oauth1_params *protocol; /* more of them, or NULL */
	const struct mem *requestor;          /* xoauth_requestor_id, or NULL */
};

/*
 * Who signs with that, which is borrowed.  There is hope for another try once
 * the server has said what its clock is, and once when it has seen the nonce.
 */
struct http_signer consumer_signer(struct consumer_call *call);

/*
 * Send a request so signed, once, and again as long as there is that hope.  A
 * form in the body of a POST is signed with it.  As http_send().
 */
int consumer_send(struct consumer *consumer, struct http *http,
    const struct http_request *request, const char *token,
    const struct oauth1_params *protocol, struct http_reply *reply,
    struct why *why);

#endif
