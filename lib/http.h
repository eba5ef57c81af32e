/*
 * http: one request over libcurl, within limits.
 *
 * TLS is verified, redirects are not followed, cookies are not kept, and the
 * proxy variables of the environment work, but for loopback, which no proxy
 * gets to see.  The URL is sent byte for byte.  No URL, method or header with
 * NUL, CR or LF gets through.
 *
 * http_send() tries once.  errand_send() tries again where that is safe, and
 * flight has many under way at once.
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
	HTTP_TRIES = 5,
	HTTP_CONNECT_SECONDS = 30,
	HTTP_TOTAL_SECONDS = 300
};

/* How to reach servers; all zeros are the defaults.  Borrowed. */
struct http_options {
	const char *cacert, *cert, *key; /* PEM files */
	bool allow_http;                 /* secrets over plain http, too */
	bool certificate;                /* for http_certificate() */
	/* Of one request, with all tries and waits; 0: HTTP_TOTAL_SECONDS */
	unsigned int seconds;
	unsigned int tries; /* of one request at most, 0: HTTP_TRIES */
	bool unsafe;        /* try again what is not safe to repeat, too */
	/*
	 * For -v: verbose, two lines are said about each exchange, with no
	 * header, body or query in them.  warnx(3) has this form.
	 */
	bool verbose;
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

/* A part of a form with files (RFC 7578). */
struct http_part {
	const char *name;
	const char *file;  /* what is sent, read as it goes; NULL: value is */
	const char *as;    /* name that the file goes by */
	const char *type;  /* media type of the file, or NULL */
	const char *value; /* len bytes */
	size_t len;
};

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

	const struct http_part *parts; /* the body, where there are any */
	size_t part_count;
	bool stay;            /* no redirect is followed: it is the answer */
	unsigned int seconds; /* of all tries, if that is less than options' */
	unsigned int limit;   /* milliseconds of this try; 0: options.seconds */
};

/* How a try ended. */
enum http_end {
	HTTP_NONE,     /* it has not */
	HTTP_ANSWERED, /* with an answer, whatever its status */
	HTTP_UNSENT,   /* before anything of the request was sent */
	HTTP_LOST,     /* after that, without a whole answer: who knows */
	HTTP_FAILED    /* so that another would end the same */
};

/* All zeros is no reply; what was in one is wiped when it is used again. */
struct http_reply {
	enum http_end end; /* set in any case */
	unsigned int status;
	struct mem head; /* status line and headers, as they came: head.h */
	struct mem body; /* unpacked, if it came packed */
	uint64_t taken;  /* bytes of the body that went elsewhere */
};

/* What a signer remembers of one request from try to try; zeros at first. */
struct http_hope {
	unsigned int used;  /* a bit for each thing that was hoped for */
	unsigned int round; /* *signer->round as it was signed last */
};

/*
 * What puts a credential on a request: adds "Name: value" lines to headers.
 * Called anew before each try.  Returns 0, or -1 and why.
 */
typedef int http_sign(const struct http_request *request, void *arg,
    struct mem *headers, struct why *why);

/*
 * What looks at each answer: is there hope that signed anew the request gets
 * a better one?  That is for the caller of http_send() to ask.
 */
typedef bool http_again(
    const struct http_reply *reply, void *arg, struct http_hope *hope);

/* What the URL becomes before it is signed and sent, added to dressed. */
typedef void http_dress(const char *url, void *arg, struct mem *dressed);

struct http_signer {
	http_sign *sign;
	void *arg;
	bool bare; /* it adds a secret itself (Basic, Bearer), no proof of it */
	http_again *again;         /* NULL: never */
	http_dress *dress;         /* NULL: it stays as it is */
	const unsigned int *round; /* credentials used up so far, or NULL */
};

/*
 * Returns a client, freed with http_free(); or NULL and why: WHY_OPEN for a
 * file that cannot be read, WHY_LATER.
 */
struct http *http_new(const struct http_options *options, struct why *why);
void http_free(struct http *http);

/*
 * Send a request once, signed unless signer is NULL, and take the answer
 * whatever its status.  Only an idempotent one may be sent twice, by libcurl
 * itself, when a connection that was kept turns out dead; any other goes over
 * a connection of its own.
 * Returns 0, or -1 and why:
 *   WHY_USAGE     a URL, method or header that cannot be sent
 *   WHY_LATER     no name, no connection, a time limit, an answer cut short
 *   WHY_NONSENSE  no HTTP, more than the maxima, a packing that is broken
 *   WHY_IO        a file of a form that cannot be read
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

/*
 * May this method be repeated without a further effect (RFC 9110, 9.2.2):
 * GET, HEAD, OPTIONS, PUT, DELETE?
 */
bool http_is_idempotent(const char *method);

/* Add "host:port" of a URL to mem, for messages; nothing if it is no URL. */
void http_where(const char *url, struct mem *mem);

/* Put that before a reason, as why_at() does.  Returns -1. */
int http_at(const char *url, struct why *why);

void http_reply_release(struct http_reply *reply);

/* Wipe it for the next answer, and keep the room that it has. */
void http_reply_clear(struct http_reply *reply);

#endif
