/* http: one request over libcurl, within limits. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#include "head.h"
#include "http.h"
#include "mem.h"
#include "slist.h"
#include "url.h"
#include "why.h"
#include "why_curl.h"
#include "wipe.h"

struct http {
	CURL *curl;
	struct http_options options;
	char detail[CURL_ERROR_SIZE]; /* libcurl's own words */
};

/* One request under way, as libcurl's callbacks see it. */
struct exchange {
	CURL *curl;
	const struct http_request *request;
	struct http_reply *reply;
	size_t max; /* bytes of the body */
	const char *excess;
	bool lost; /* the body, where it was to go; why says how */
	struct why *why;
};

/* A new status line begins a new head: what came before was interim. */
static size_t
take_head(char *data, size_t size, size_t count, void *arg)
{
	struct exchange *exchange = arg;
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
goes_elsewhere(const struct exchange *exchange)
{
	long status = 0;

	if (exchange->request->take == NULL)
		return false;
	(void)curl_easy_getinfo(
	    exchange->curl, CURLINFO_RESPONSE_CODE, &status);
	return status >= 200 && status <= 299;
}

static size_t
pass_on(struct exchange *exchange, const char *data, size_t len)
{
	const struct http_request *request = exchange->request;
	uint64_t *taken = &exchange->reply->taken;

	if (request->take(request->arg, *taken, data, len, exchange->why) ==
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
	struct exchange *exchange = arg;
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

/* What is the same for every request. */
static void
set_up(struct http *http)
{
	const struct http_options *options = &http->options;
	CURL *curl = http->curl;

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
	(void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->detail);
	(void)curl_easy_setopt(
	    curl, CURLOPT_CONNECTTIMEOUT, (long)HTTP_CONNECT_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT,
	    options->seconds != 0 ? (long)options->seconds
				  : (long)HTTP_TOTAL_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_head);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
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

/* libcurl would tell too late, and not which file it is. */
static int
check_files(const struct http_options *options, struct why *why)
{
	const char *const files[] = { options->cacert, options->cert,
		options->key };
	size_t i;

	for (i = 0; i < sizeof files / sizeof files[0]; i++)
		if (files[i] != NULL && access(files[i], R_OK) == -1)
			return why_set(why, WHY_OPEN, "%s", files[i]);
	return 0;
}

struct http *
http_new(const struct http_options *options, struct why *why)
{
	struct http *http;

	if (check_files(options, why) == -1)
		return NULL;
	if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, wipe_malloc, wipe_free,
		wipe_realloc, wipe_strdup, wipe_calloc) != CURLE_OK) {
		why_setx(why, WHY_BUG, "libcurl cannot be used");
		return NULL;
	}
	if ((http = calloc(1, sizeof *http)) == NULL ||
	    (http->curl = curl_easy_init()) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		http_free(http);
		return NULL;
	}
	http->options = *options;
	set_up(http);
	return http;
}

void
http_free(struct http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->curl);
	curl_global_cleanup();
	free(http);
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

static bool
has_body(const struct http_request *request)
{
	return request->body != NULL || strcmp(request->method, "POST") == 0 ||
	    strcmp(request->method, "PUT") == 0 ||
	    strcmp(request->method, "PATCH") == 0;
}

static bool
is_repeatable(const struct http_request *request)
{
	return strcmp(request->method, "GET") == 0 ||
	    strcmp(request->method, "HEAD") == 0;
}

static void
set_request(CURL *curl, const struct http_request *request,
    const struct url *url, const struct curl_slist *list)
{
	(void)curl_easy_setopt(curl, CURLOPT_URL, request->url);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	if (strcmp(request->method, "HEAD") == 0) {
		(void)curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	} else if (has_body(request)) {
		(void)curl_easy_setopt(curl, CURLOPT_POST, 1L);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
		    request->body == NULL ? "" : request->body);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)request->len);
	}
	(void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	/*
	 * On a connection that was kept and turns out dead, libcurl sends a
	 * request again by itself; who knows what became of the first.
	 */
	(void)curl_easy_setopt(
	    curl, CURLOPT_FRESH_CONNECT, is_repeatable(request) ? 0L : 1L);
	/* What may go to loopback in the clear must not go to a proxy. */
	(void)curl_easy_setopt(
	    curl, CURLOPT_NOPROXY, url_is_loopback(url) ? "*" : NULL);
}

static void
trace_reply(const struct http *http, const struct http_reply *reply)
{
	double seconds = 0;

	(void)curl_easy_getinfo(http->curl, CURLINFO_TOTAL_TIME, &seconds);
	http->options.trace("< %u, %" PRIu64 " bytes, %.3f s", reply->status,
	    reply->taken + reply->body.len, seconds);
}

static int
perform(struct http *http, const struct http_request *request,
    const struct url *url, const struct mem *headers, struct http_reply *reply,
    struct why *why)
{
	struct exchange exchange = {
		.curl = http->curl,
		.request = request,
		.reply = reply,
		.max = request->max == 0 ? HTTP_BODY_MAX : request->max,
		.why = why,
	};
	struct curl_slist *list = NULL;
	CURLcode code;
	long status = 0;
	int rv = -1;

	if (slist_headers(headers, &list, why) == -1)
		goto out;
	set_request(http->curl, request, url, list);
	(void)curl_easy_setopt(http->curl, CURLOPT_HEADERDATA, &exchange);
	(void)curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, &exchange);
	if (http->options.trace != NULL)
		http->options.trace("> %s %.*s%s", request->method,
		    (int)url->base.len, url->base.at,
		    url->has_query ? "?..." : "");
	http->detail[0] = '\0';
	if ((code = curl_easy_perform(http->curl)) != CURLE_OK) {
		if (exchange.excess != NULL)
			why_setx(why, WHY_NONSENSE,
			    "the %s of the answer is longer than allowed",
			    exchange.excess);
		else if (!exchange.lost)
			why_curl(why, http->curl, code, http->detail);
		goto out;
	}
	(void)curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
	reply->status = (unsigned int)status;
	if (http->options.trace != NULL)
		trace_reply(http, reply);
	rv = 0;
out:
	(void)curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, NULL);
	(void)curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, NULL);
	curl_slist_free_all(list);
	return rv;
}

static int
sign(const struct http *http, const struct http_request *request,
    const struct url *url, const struct http_signer *signer,
    struct mem *headers, struct why *why)
{
	if (signer == NULL)
		return 0;
	if (signer->bare && !url->tls && !url_is_loopback(url) &&
	    !http->options.allow_http)
		return why_setx(why, WHY_CONFIG,
		    "the credential would travel readable over http: use an "
		    "https url, or --allow-http");
	return signer->sign(request, signer->arg, headers, why);
}

int
http_send(struct http *http, const struct http_request *request,
    const struct http_signer *signer, struct http_reply *reply, struct why *why)
{
	struct mem headers = { 0 }, where = { 0 };
	struct url url;
	int rv = -1;

	http_reply_release(reply);
	if (url_split(&url, request->url, why) == -1)
		return -1;
	if (check_method(request->method, why) == -1)
		return -1;
	http_where(request->url, &where);
	if (request->headers != NULL)
		mem_add(
		    &headers, request->headers->data, request->headers->len);
	if (sign(http, request, &url, signer, &headers, why) == -1 ||
	    mem_check(&headers, why) == -1 || head_check(&headers, why) == -1 ||
	    perform(http, request, &url, &headers, reply, why) == -1) {
		/* A file that the body was to go to is not the host's. */
		if (why->status != WHY_IO)
			why_at(why, "%s", mem_str(&where));
		http_reply_release(reply);
		goto out;
	}
	rv = 0;
out:
	mem_release(&headers);
	mem_release(&where);
	return rv;
}

bool
http_certificate(const struct http *http, struct mem *pem)
{
	static const char name[] = "Cert:";
	const struct curl_certinfo *info = NULL;
	const struct curl_slist *line;

	(void)curl_easy_getinfo(http->curl, CURLINFO_CERTINFO, &info);
	if (info == NULL || info->num_of_certs < 1)
		return false;
	for (line = info->certinfo[0]; line != NULL; line = line->next)
		if (strncmp(line->data, name, sizeof name - 1) == 0) {
			mem_puts(pem, line->data + sizeof name - 1);
			return true;
		}
	return false;
}

void
http_where(const char *text, struct mem *mem)
{
	struct why why;
	struct url url;

	if (url_split(&url, text, &why) == 0)
		mem_printf(
		    mem, "%.*s:%u", (int)url.host.len, url.host.at, url.port);
}

void
http_reply_release(struct http_reply *reply)
{
	mem_release(&reply->head);
	mem_release(&reply->body);
	reply->status = 0;
	reply->taken = 0;
}
