/*
 * http: one request over libcurl, within limits.
 *
 * TLS is verified, redirects are not followed, and the proxy variables of the
 * environment work.  No header or URL with NUL, CR or LF gets through.
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
	HTTP_BODY_MAX = 1 << 30, /* bytes of an answer's body held in memory */
	HTTP_CONNECT_SECONDS = 30,
	HTTP_TOTAL_SECONDS = 300
};

/* How to reach servers; all zeros are the defaults.  Borrowed. */
struct http_options {
	const char *cacert, *cert, *key; /* PEM files */
	bool allow_http;                 /* credentials over plain http, too */
	unsigned int seconds;            /* in all, 0: HTTP_TOTAL_SECONDS */
	bool trace; /* for -v: lines about each exchange, no secret */
};

struct http;

struct http_request {
	const char *method, *url;
	const struct mem *headers; /* "Name: value" lines, each ended by LF */
	const char *body;          /* NULL: none */
	size_t len;
};

struct http_reply {
	unsigned int status;
	struct mem head; /* status line and headers, as they came */
	struct mem body;
};

/*
 * What puts a credential on a request: adds "Name: value" lines to headers.
 * Called anew before each try.  Returns 0, or -1 and why.
 */
typedef int http_sign(const struct http_request *request, void *arg,
    struct mem *headers, struct why *why);

/* Returns a client, freed with http_free(); or NULL and why. */
struct http *http_new(const struct http_options *options, struct why *why);
void http_free(struct http *http);

/*
 * Send a request, signed by sign(request, arg) unless sign is NULL, and take
 * the answer whatever its status.  A credential over plain http is refused
 * but to loopback.  Returns 0, or -1 and why: WHY_LATER for the network and
 * its limits, WHY_NONSENSE for what is no HTTP, WHY_CONFIG for a certificate
 * that cannot be trusted or a credential that would go in the clear.
 */
int http_send(struct http *http, const struct http_request *request,
    http_sign *sign, void *arg, struct http_reply *reply, struct why *why);

/*
 * Add a header of the reply's last head to mem, whatever the name's case;
 * every occurrence, joined by ", ".  Returns whether there is one.
 */
bool http_header(
    const struct http_reply *reply, const char *name, struct mem *mem);

void http_reply_release(struct http_reply *reply);

#endif
