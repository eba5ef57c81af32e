/* http: one request over libcurl, within limits. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#include "http.h"
#include "http_exchange.h"
#include "mem.h"
#include "url.h"
#include "why.h"
#include "wipe.h"

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
	if ((http = calloc(1, sizeof *http)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		curl_global_cleanup();
		return NULL;
	}
	http->options = *options;
	if ((http->exchange = http_exchange_new(&http->options, why)) == NULL) {
		http_free(http);
		return NULL;
	}
	return http;
}

void
http_free(struct http *http)
{
	if (http == NULL)
		return;
	http_exchange_free(http->exchange);
	curl_global_cleanup();
	free(http);
}

int
http_send(struct http *http, const struct http_request *request,
    const struct http_signer *signer, struct http_reply *reply, struct why *why)
{
	if (http_exchange_begin(
		http->exchange, request, signer, false, reply, why) == -1)
		return -1;
	return http_exchange_end(
	    http->exchange, curl_easy_perform(http->exchange->curl), why);
}

bool
http_is_idempotent(const char *method)
{
	static const char *const methods[] = { "GET", "HEAD", "OPTIONS", "PUT",
		"DELETE" };
	size_t i;

	for (i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (strcmp(method, methods[i]) == 0)
			return true;
	return false;
}

bool
http_certificate(const struct http *http, struct mem *pem)
{
	static const char name[] = "Cert:";
	const struct curl_certinfo *info = NULL;
	const struct curl_slist *line;

	(void)curl_easy_getinfo(http->exchange->curl, CURLINFO_CERTINFO, &info);
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

int
http_at(const char *url, struct why *why)
{
	struct mem where = { 0 };

	http_where(url, &where);
	why_at(why, "%s", mem_str(&where));
	mem_release(&where);
	return -1;
}

void
http_reply_clear(struct http_reply *reply)
{
	mem_cut(&reply->head, 0);
	mem_cut(&reply->body, 0);
	reply->status = 0;
	reply->taken = 0;
	reply->end = HTTP_NONE;
}

void
http_reply_release(struct http_reply *reply)
{
	mem_release(&reply->head);
	mem_release(&reply->body);
	http_reply_clear(reply);
}
