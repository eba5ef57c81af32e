/* http_exchange: one try of one request on an easy handle of libcurl. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "head.h"
#include "http.h"
#include "http_exchange.h"
#include "mem.h"
#include "slist.h"
#include "url.h"
#include "why.h"
#include "why_curl.h"

enum {
	/*
	 * Seconds that a connection may have been idle which a request goes
	 * over that is not idempotent: below what any server waits.
	 */
	IDLE_MAX = 2,
	IDLE_DEFAULT = 60,
	READ_SIZE = 102400 /* bytes at once, as curl(1) reads */
};

/* A new status line begins a new head: what came before was interim. */
static size_t
take_head(char *data, size_t size, size_t count, void *arg)
{
	struct http_exchange *exchange = arg;
	struct mem *head = &exchange->reply->head;
	const size_t len = size * count;

	if (len >= 5 && memcmp(data, "HTTP/", 5) == 0)
		mem_cut(head, 0);
	if (head->len + len > HTTP_HEAD_MAX) {
		exchange->excess = "head";
		return 0;
	}
	mem_add(head, data, len);
	return head->failed ? 0 : len;
}

/* What is no 2xx is for the reply, which tells what is wrong. */
static bool
goes_elsewhere(const struct http_exchange *exchange)
{
	long status = 0;

	if (exchange->take == NULL)
		return false;
	(void)curl_easy_getinfo(
	    exchange->curl, CURLINFO_RESPONSE_CODE, &status);
	return status >= 200 && status <= 299;
}

static size_t
pass_on(struct http_exchange *exchange, const char *data, size_t len)
{
	uint64_t *taken = &exchange->reply->taken;

	if (exchange->take(exchange->arg, *taken, data, len, &exchange->why) ==
	    -1) {
		exchange->lost = true;
		return 0;
	}
	*taken += len;
	return len;
}

static size_t
take_body(char *data, size_t size, size_t count, void *arg)
{
	struct http_exchange *exchange = arg;
	struct mem *body = &exchange->reply->body;
	const size_t len = size * count;

	if (goes_elsewhere(exchange))
		return pass_on(exchange, data, len);
	if (len > exchange->max - body->len) {
		exchange->excess = "body";
		return 0;
	}
	mem_add(body, data, len);
	return body->failed ? 0 : len;
}

/*
 * The request is about to be sent.  A second time means that the connection
 * was kept and died, and that libcurl would repeat it unasked.
 */
static int
permit(void *arg, char *to, char *from, int to_port, int from_port)
{
	struct http_exchange *exchange = arg;

	(void)to;
	(void)from;
	(void)to_port;
	(void)from_port;
	if (exchange->begun > 0 && !exchange->repeatable) {
		exchange->forbidden = true;
		return CURL_PREREQFUNC_ABORT;
	}
	exchange->begun++;
	return CURL_PREREQFUNC_OK;
}

/* What is the same for every request. */
static void
set_up(struct http_exchange *exchange)
{
	const struct http_options *options = exchange->options;
	CURL *curl = exchange->curl;

#if LIBCURL_VERSION_NUM >= 0x075500
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	(void)curl_easy_setopt(
	    curl, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	(void)curl_easy_setopt(
	    curl, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
	(void)curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	(void)curl_easy_setopt(
	    curl, CURLOPT_USERAGENT, "jira-filters/" VERSION);
	(void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, exchange->detail);
	(void)curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, (long)READ_SIZE);
	(void)curl_easy_setopt(
	    curl, CURLOPT_CONNECTTIMEOUT, (long)HTTP_CONNECT_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_head);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERDATA, exchange);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, exchange);
	(void)curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, permit);
	(void)curl_easy_setopt(curl, CURLOPT_PREREQDATA, exchange);
	/* Find out whether a connection takes many before making another. */
	(void)curl_easy_setopt(curl, CURLOPT_PIPEWAIT, 1L);
	if (options->cacert != NULL) {
		(void)curl_easy_setopt(curl, CURLOPT_CAINFO, options->cacert);
		(void)curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	(void)curl_easy_setopt(
	    curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	(void)curl_easy_setopt(curl, CURLOPT_SSLCERT, options->cert);
	(void)curl_easy_setopt(curl, CURLOPT_SSLKEY, options->key);
	(void)curl_easy_setopt(
	    curl, CURLOPT_CERTINFO, options->certificate ? 1L : 0L);
	/* Without one OpenSSL would ask for it on the terminal. */
	(void)curl_easy_setopt(curl, CURLOPT_KEYPASSWD, "");
}

struct http_exchange *
http_exchange_new(const struct http_options *options, struct why *why)
{
	struct http_exchange *exchange;

	if ((exchange = calloc(1, sizeof *exchange)) == NULL ||
	    (exchange->curl = curl_easy_init()) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		free(exchange);
		return NULL;
	}
	exchange->options = options;
	set_up(exchange);
	return exchange;
}

static void
clear_headers(struct http_exchange *exchange)
{
	(void)curl_easy_setopt(exchange->curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(exchange->headers);
	exchange->headers = NULL;
	mem_release(&exchange->lines);
}

/* Forget what was one try's. */
static void
clear(struct http_exchange *exchange)
{
	(void)curl_easy_setopt(exchange->curl, CURLOPT_POSTFIELDS, NULL);
	(void)curl_easy_setopt(exchange->curl, CURLOPT_MIMEPOST, NULL);
	curl_mime_free(exchange->form);
	exchange->form = NULL;
	exchange->reply = NULL;
}

void
http_exchange_free(struct http_exchange *exchange)
{
	if (exchange == NULL)
		return;
	clear(exchange);
	clear_headers(exchange);
	curl_easy_cleanup(exchange->curl);
	free(exchange);
}

/* RFC 9110, 9.1; what a proxy may take for two words is none. */
static int
check_method(const char *method, struct why *why)
{
	const size_t len = strlen(method);

	if (len == 0 || len > HTTP_METHOD_MAX ||
	    strspn(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != len)
		return why_setx(why, WHY_USAGE,
		    "the method is not a word of capital letters");
	return 0;
}

/* Consumes lines. */
static int
set_headers(struct http_exchange *exchange, struct mem *lines, bool form,
    struct why *why)
{
	struct mem *const last = &exchange->lines;

	if (!form && lines->len > 0 && lines->len == last->len &&
	    memcmp(lines->data, last->data, last->len) == 0)
		return 0;
	clear_headers(exchange);
	if (head_check(lines, why) == -1 ||
	    slist_headers(lines, form, &exchange->headers, why) == -1)
		return -1;
	(void)curl_easy_setopt(
	    exchange->curl, CURLOPT_HTTPHEADER, exchange->headers);
	/* Those of a form are not those of another body. */
	if (form)
		return 0;
	*last = *lines;
	*lines = (struct mem){ 0 };
	return 0;
}

static bool
has_body(const struct http_request *request)
{
	return request->body != NULL || strcmp(request->method, "POST") == 0 ||
	    strcmp(request->method, "PUT") == 0 ||
	    strcmp(request->method, "PATCH") == 0;
}

static bool
add_part(curl_mimepart *part, const struct http_part *from)
{
	if (part == NULL || curl_mime_name(part, from->name) != CURLE_OK)
		return false;
	if (from->file == NULL)
		return curl_mime_data(part, from->value, from->len) == CURLE_OK;
	return curl_mime_filedata(part, from->file) == CURLE_OK &&
	    curl_mime_filename(part, from->as) == CURLE_OK &&
	    curl_mime_type(part, from->type) == CURLE_OK;
}

static int
set_form(struct http_exchange *exchange, const struct http_request *request,
    struct why *why)
{
	size_t i;

	exchange->form = curl_mime_init(exchange->curl);
	for (i = 0; i < request->part_count; i++)
		if (exchange->form == NULL ||
		    !add_part(
			curl_mime_addpart(exchange->form), &request->parts[i]))
			return why_setx(
			    why, WHY_LATER, "the form cannot be composed");
	(void)curl_easy_setopt(
	    exchange->curl, CURLOPT_MIMEPOST, exchange->form);
	return 0;
}

static int
set_body(struct http_exchange *exchange, const struct http_request *request,
    struct why *why)
{
	CURL *curl = exchange->curl;

	(void)curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	if (strcmp(request->method, "HEAD") == 0) {
		(void)curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	} else if (request->part_count > 0) {
		if (set_form(exchange, request, why) == -1)
			return -1;
	} else if (has_body(request)) {
		(void)curl_easy_setopt(curl, CURLOPT_POST, 1L);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
		    request->body == NULL ? "" : request->body);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)request->len);
	}
	(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	return 0;
}

static void
set_way(struct http_exchange *exchange, const struct http_request *request,
    const struct url *url, bool kept)
{
	CURL *curl = exchange->curl;
	long milliseconds = request->limit;

	if (milliseconds == 0)
		milliseconds = 1000L *
		    (exchange->options->seconds != 0
			    ? exchange->options->seconds
			    : HTTP_TOTAL_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds);
	(void)curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT,
	    kept || exchange->repeatable ? 0L : 1L);
	(void)curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
	    exchange->single ? (long)CURL_HTTP_VERSION_1_1
			     : (long)CURL_HTTP_VERSION_2TLS);
	(void)curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN,
	    exchange->repeatable ? (long)IDLE_DEFAULT : (long)IDLE_MAX);
	/* What may go to loopback in the clear must not go to a proxy. */
	(void)curl_easy_setopt(
	    curl, CURLOPT_NOPROXY, url_is_loopback(url) ? "*" : NULL);
}

static int
sign(const struct http_exchange *exchange, const struct http_request *request,
    const struct url *url, const struct http_signer *signer,
    struct mem *headers, struct why *why)
{
	if (signer == NULL)
		return 0;
	if (signer->bare && !url->tls && !url_is_loopback(url) &&
	    !exchange->options->allow_http)
		return why_setx(why, WHY_CONFIG,
		    "the credential would travel readable over http: use an "
		    "https url, or --allow-http");
	return signer->sign(request, signer->arg, headers, why);
}

/* request is the one to be sent, its URL dressed. */
static int
prepare(struct http_exchange *exchange, const struct http_request *request,
    const struct url *url, const struct http_signer *signer, bool kept,
    struct why *why)
{
	struct mem headers = { 0 };
	int rv = -1;

	if (request->headers != NULL)
		mem_add(
		    &headers, request->headers->data, request->headers->len);
	if (sign(exchange, request, url, signer, &headers, why) == -1 ||
	    mem_check(&headers, why) == -1 ||
	    set_headers(exchange, &headers, request->part_count > 0, why) ==
		-1 ||
	    set_body(exchange, request, why) == -1)
		goto out;
	(void)curl_easy_setopt(exchange->curl, CURLOPT_URL, request->url);
	set_way(exchange, request, url, kept);
	rv = 0;
out:
	mem_release(&headers);
	return rv;
}

static void
trace_request(const struct http_exchange *exchange, const char *method,
    const struct url *url)
{
	if (exchange->options->verbose)
		exchange->options->trace("> %s %.*s%s", method,
		    (int)url->base.len, url->base.at,
		    url->has_query ? "?..." : "");
}

bool
http_exchange_is_single(const struct http_options *options, const char *method)
{
	return !options->unsafe && !http_is_idempotent(method);
}

int
http_exchange_begin(struct http_exchange *exchange,
    const struct http_request *request, const struct http_signer *signer,
    bool kept, struct http_reply *reply, struct why *why)
{
	struct http_request dressed = *request;
	struct mem text = { 0 };
	struct url url;
	int rv = -1;

	http_reply_clear(reply);
	reply->end = HTTP_FAILED;
	exchange->max = request->max != 0 ? request->max : HTTP_BODY_MAX;
	exchange->take = request->take;
	exchange->arg = request->arg;
	exchange->lost = false;
	exchange->excess = NULL;
	exchange->begun = 0;
	exchange->forbidden = false;
	exchange->repeatable =
	    !http_exchange_is_single(exchange->options, request->method);
	exchange->single = kept && !exchange->repeatable;
	exchange->reply = reply;
	exchange->detail[0] = '\0';

	if (signer != NULL && signer->dress != NULL) {
		signer->dress(request->url, signer->arg, &text);
		dressed.url = mem_str(&text);
	}
	if (mem_check(&text, why) == -1 ||
	    url_split(&url, dressed.url, why) == -1 ||
	    check_method(request->method, why) == -1)
		goto out;
	if (prepare(exchange, &dressed, &url, signer, kept, why) == -1) {
		http_at(request->url, why);
		goto out;
	}
	trace_request(exchange, request->method, &url);
	rv = 0;
out:
	if (rv == -1)
		clear(exchange);
	mem_release(&text);
	return rv;
}

static void
trace_reply(const struct http_exchange *exchange)
{
	double seconds = 0;

	if (!exchange->options->verbose)
		return;
	(void)curl_easy_getinfo(exchange->curl, CURLINFO_TOTAL_TIME, &seconds);
	exchange->options->trace("< %u, %" PRIu64 " bytes, %.3f s",
	    exchange->reply->status,
	    exchange->reply->taken + exchange->reply->body.len, seconds);
}

/* A limit of time would be met again, as nothing else that may pass. */
static enum http_end
end_of(const struct http_exchange *exchange, CURLcode code, enum status status)
{
	if (status != WHY_LATER || code == CURLE_OPERATION_TIMEDOUT ||
	    code == CURLE_OUT_OF_MEMORY || code == CURLE_WRITE_ERROR)
		return HTTP_FAILED;
	return exchange->begun == 0 ? HTTP_UNSENT : HTTP_LOST;
}

static void
fail(struct http_exchange *exchange, CURLcode code, struct why *why)
{
	struct http_reply *reply = exchange->reply;
	const char *url = NULL;

	/* A file that the body was to go to is not the host's. */
	if (exchange->lost) {
		*why = exchange->why;
		http_reply_release(reply);
		reply->end = HTTP_FAILED;
		return;
	}
	/* What permit() forbade is what libcurl wanted to make good. */
	if (exchange->forbidden)
		code = CURLE_GOT_NOTHING;
	else if (code == CURLE_ABORTED_BY_CALLBACK)
		code = CURLE_READ_ERROR;
	if (exchange->excess != NULL)
		why_setx(why, WHY_NONSENSE,
		    "the %s of the answer is longer than allowed",
		    exchange->excess);
	else
		why_curl(why, exchange->curl, code, exchange->detail);
	(void)curl_easy_getinfo(exchange->curl, CURLINFO_EFFECTIVE_URL, &url);
	http_at(url, why);
	http_reply_release(reply);
	reply->end = end_of(exchange, code, why->status);
}

int
http_exchange_end(
    struct http_exchange *exchange, CURLcode code, struct why *why)
{
	long status = 0;

	if (code != CURLE_OK) {
		fail(exchange, code, why);
		clear(exchange);
		return -1;
	}
	(void)curl_easy_getinfo(
	    exchange->curl, CURLINFO_RESPONSE_CODE, &status);
	exchange->reply->status = (unsigned int)status;
	exchange->reply->end = HTTP_ANSWERED;
	trace_reply(exchange);
	clear(exchange);
	return 0;
}
