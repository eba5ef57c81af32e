/*
 * http: one request over libcurl, within limits.
 *
 * TLS is verified, redirects are not followed, cookies are not kept, and the
 * proxy variables of the environment work, but for loopback, which no proxy
 * gets to see.  The URL is sent byte for byte.  No URL, method or header with
 * NUL, CR or LF gets through.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"

struct why;

enum {
	HTTP_HEAD_MAX = 1 << 18, /* bytes of an answer's head */
	HTTP_BODY_MAX = 1 << 28, /* bytes of an answer's body, unpacked */
	HTTP_METHOD_MAX = 32,    /* bytes */
	HTTP_CONNECT_SECONDS = 30,
	HTTP_TOTAL_SECONDS = 300
};

/* How to reach servers; all zeros are the defaults.  Borrowed. */
struct http_options {
	const char *cacert, *cert, *key; /* PEM files */
	bool allow_http;                 /* secrets over plain http, too */
	bool certificate;                /* for http_certificate() */
	unsigned int seconds;            /* in all, 0: HTTP_TOTAL_SECONDS */
	/*
	 * For -v: takes two lines about each exchange, with no header, body
	 * or query in them.  warnx(3) has this form.  NULL: nothing is said.
	 */
	void (*trace)(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2)));
};

struct http;

/*
 * Take a part of an answer's body, as it comes.  Offset 0 begins anew: what
 * came before was of another try.  Returns 0, or -1 and why, which ends it.
 */
typedef int http_take(
    void *arg, uint64_t offset, const char *data, size_t len, struct why *why);

struct http_request {
	const char *method, *url;
	const struct mem *headers; /* "Name: value" lines, each ended by LF */
	const char *body;          /* NULL: none */
	size_t len;
	size_t max; /* bytes of the answer's body, 0: HTTP_BODY_MAX */

	/*
	 * Where the body of an answer of 2xx goes, of any length, in place of
	 * the reply; NULL: nowhere else.
	 */
	http_take *take;
	void *arg; /* for take */
};

/* All zeros is no reply; what was in one is released when it is used again. */
struct http_reply {
	unsigned int status;
	struct mem head; /* status line and headers, as they came: head.h */
	struct mem body; /* unpacked, if it came packed */
	uint64_t taken;  /* bytes of the body that went elsewhere */
};

/*
 * What puts a credential on a request: adds "Name: value" lines to headers.
 * Called anew before each try.  Returns 0, or -1 and why.
 */
typedef int http_sign(const struct http_request *request, void *arg,
    struct mem *headers, struct why *why);

struct http_signer {
	http_sign *sign;
	void *arg;
	bool bare; /* it adds a secret itself (Basic, Bearer), no proof of it */
};

/*
 * Returns a client, freed with http_free(); or NULL and why: WHY_OPEN for a
 * file that cannot be read, WHY_LATER.
 */
struct http *http_new(const struct http_options *options, struct why *why);
void http_free(struct http *http);

/*
 * Send a request, signed unless signer is NULL, and take the answer whatever
 * its status.  A request that is neither GET nor HEAD is sent once at most.
 * Returns 0, or -1 and why:
 *   WHY_USAGE     a URL, method or header that cannot be sent
 *   WHY_LATER     no name, no connection, a time limit, an answer cut short
 *   WHY_NONSENSE  no HTTP, more than the maxima, a packing that is broken
 *   WHY_CONFIG    a certificate that cannot be trusted or used, a proxy that
 *                 refuses, or a bare secret over plain http to anywhere but
 *                 loopback
 * or as request->take() fails.  Messages begin with host:port and never hold
 * the query.
 */
int http_send(struct http *http, const struct http_request *request,
    const struct http_signer *signer, struct http_reply *reply,
    struct why *why);

/*
 * Add the certificate that a server showed for the last exchange to pem.
 * Returns whether there is one: none over plain http, nor over a connection
 * that was kept from an exchange before.  Wants options.certificate.
 */
bool http_certificate(const struct http *http, struct mem *pem);

/* Add "host:port" of a URL to mem, for messages; nothing if it is no URL. */
void http_where(const char *url, struct mem *mem);

void http_reply_release(struct http_reply *reply);

#endif
