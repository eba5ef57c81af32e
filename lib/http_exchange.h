/*
 * http_exchange: one try of one request on an easy handle of libcurl, whoever
 * drives that: http_send() alone, or flight among many.
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <curl/curl.h>

#include "http.h"
#include "mem.h"
#include "pace.h"
#include "why.h"

/* One handle, used again and again; freed with http_exchange_free(). */
struct http_exchange {
	CURL *curl;
	const struct http_options *options;

	/* Of the last try that had headers; most have the same again. */
	struct curl_slist *headers;
	struct mem lines; /* from which they are made */

	/* Of one try. */
	curl_mime *form;
	struct http_reply *reply;
	http_take *take; /* as the request has it, */
	void *arg;       /* with that */
	bool lost;       /* take failed; why is how */
	struct why why;
	size_t max;                   /* bytes of the body */
	const char *excess;           /* what was longer than allowed */
	bool repeatable;              /* the request may be sent again */
	bool forbidden;               /* to send it again, as libcurl would */
	unsigned int begun;           /* how often it began to be sent */
	bool single;                  /* it wants a connection for itself */
	char detail[CURL_ERROR_SIZE]; /* libcurl's own words */
};

struct http {
	struct http_options options;
	struct pace pace;
	struct http_exchange *exchange; /* of http_send() */
};

/*
 * Returns a handle, which borrows options; or NULL and why (WHY_LATER).
 * libcurl is up as long as there is a struct http.
 */
struct http_exchange *http_exchange_new(
    const struct http_options *options, struct why *why);
void http_exchange_free(struct http_exchange *exchange);

/* Would a request of this method want a connection for itself? */
bool http_exchange_is_single(
    const struct http_options *options, const char *method);

/*
 * Get ready to send a request, which with its body and reply is borrowed until
 * the end.  kept says that it may go over a connection that another used just
 * before.  Should such a connection die without a byte of an answer, libcurl
 * would send the request again; unless it is idempotent, or options.unsafe,
 * that is forbidden, and the try ends as HTTP_LOST.  So any other request is
 * sent once for each try.
 * Such a request also keeps to HTTP/1.1 then: it is single.  A server that
 * ends a connection of HTTP/2 leaves undone what was already sent (RFC 9113,
 * 6.8), and libcurl does not say which requests those are.
 * Returns 0, or -1 and why, as http_send(); then it has ended.
 */
int http_exchange_begin(struct http_exchange *exchange,
    const struct http_request *request, const struct http_signer *signer,
    bool kept, struct http_reply *reply, struct why *why);

/* libcurl is done, with code.  Returns 0, or -1 and why, as http_send(). */
int http_exchange_end(
    struct http_exchange *exchange, CURLcode code, struct why *why);

#endif
