/* why_curl: a reason from what libcurl says. */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "why_curl.h"
#include "wipe.h"

enum {
	HOST_MAX = 256 /* bytes of the name of a proxy */
};

/* What went wrong, in libcurl's code and in our words. */
static const struct failure {
	CURLcode code;
	enum status status;
	const char *words;
	bool detail; /* libcurl knows more, and it holds no URL */
} failures[] = {
	{ CURLE_COULDNT_RESOLVE_PROXY, WHY_LATER,
	    "the name of the proxy cannot be resolved", false },
	{ CURLE_COULDNT_RESOLVE_HOST, WHY_LATER, "the name cannot be resolved",
	    false },
	{ CURLE_PROXY, WHY_LATER, "no connection through the proxy", false },
	{ CURLE_GOT_NOTHING, WHY_LATER, "the connection ended before an answer",
	    false },
	{ CURLE_PARTIAL_FILE, WHY_LATER,
	    "the connection ended within the answer", false },
	{ CURLE_SEND_ERROR, WHY_LATER, "the connection broke while sending",
	    false },
	{ CURLE_READ_ERROR, WHY_IO, "a file to be sent cannot be read", false },
	{ CURLE_RECV_ERROR, WHY_LATER,
	    "the connection broke before the end of the answer", false },
	{ CURLE_HTTP2, WHY_LATER, "the HTTP/2 connection broke", false },
	{ CURLE_HTTP2_STREAM, WHY_LATER, "the HTTP/2 stream broke", false },
	{ CURLE_WEIRD_SERVER_REPLY, WHY_NONSENSE, "the answer is not HTTP",
	    false },
	{ CURLE_UNSUPPORTED_PROTOCOL, WHY_NONSENSE, "the answer is not HTTP",
	    false },
	{ CURLE_BAD_CONTENT_ENCODING, WHY_NONSENSE,
	    "the answer's compression is broken", false },
#if LIBCURL_VERSION_NUM >= 0x080600
	{ CURLE_TOO_LARGE, WHY_NONSENSE, "a header of the answer is too long",
	    false },
#endif
	{ CURLE_PEER_FAILED_VERIFICATION, WHY_CONFIG,
	    "its certificate is not trusted", true },
	{ CURLE_SSL_ISSUER_ERROR, WHY_CONFIG, "its certificate is not trusted",
	    true },
	{ CURLE_SSL_INVALIDCERTSTATUS, WHY_CONFIG,
	    "its certificate is not trusted", true },
	{ CURLE_SSL_CACERT_BADFILE, WHY_CONFIG,
	    "the certificates to trust (--cacert) cannot be read", false },
	{ CURLE_SSL_CERTPROBLEM, WHY_CONFIG,
	    "the client certificate or its key (--cert, --key) cannot be used",
	    false },
	{ CURLE_SSL_CONNECT_ERROR, WHY_NONSENSE, "no TLS connection", true },
};

static const struct failure *
find(CURLcode code)
{
	size_t i;

	for (i = 0; i < sizeof failures / sizeof failures[0]; i++)
		if (failures[i].code == code)
			return &failures[i];
	return NULL;
}

static int
fail_time(struct why *why, CURL *curl)
{
	double connected = 0, ready = 0, seconds = 0;

	/* A connection that was kept has taken no time to make. */
	(void)curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME, &connected);
	(void)curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME, &ready);
	(void)curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &seconds);
	return why_setx(why, WHY_LATER,
	    connected > 0 || ready > 0 ? "no whole answer within %.0f seconds"
				       : "no connection within %.0f seconds",
	    seconds);
}

/*
 * A server that speaks no TLS will not speak it later; one that went away in
 * the midst of a handshake may.
 */
static bool
is_broken(CURL *curl, CURLcode code, const char *detail)
{
	long error = 0;

	(void)curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &error);
	return code == CURLE_SSL_CONNECT_ERROR &&
	    (error != 0 || strstr(detail, "SYSCALL") != NULL ||
		strstr(detail, "unexpected eof") != NULL);
}

/*
 * The proxy that could not be reached, or none: libcurl says to whom there was
 * no connection, "Failed to connect to 127.0.0.1 port 3128 after ...", and a
 * proxy is not in the URL.
 */
static bool
find_proxy(CURL *curl, const char *detail, char proxy[static HOST_MAX])
{
	const char *url = NULL;
	unsigned int port;

	(void)curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &url);
	return sscanf(detail, "Failed to connect to %255s port %u", proxy,
		   &port) == 2 &&
	    url != NULL && strstr(url, proxy) == NULL;
}

/* libcurl's own words may hold the URL of a proxy, with its password. */
static int
fail_connect(struct why *why, CURL *curl, const char *detail)
{
	char proxy[HOST_MAX];
	long error = 0;

	(void)curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &error);
	if (strncmp(detail, "Unsupported proxy", 17) == 0)
		return why_setx(why, WHY_CONFIG,
		    "no connection: the proxy that the environment names is of "
		    "no kind that is known");
	if (error == 0)
		return why_setx(why, WHY_LATER, "no connection");
	if (find_proxy(curl, detail, proxy))
		return why_setx(why, WHY_LATER,
		    "no connection to the proxy %s: %s", proxy,
		    strerror((int)error));
	return why_setx(
	    why, WHY_LATER, "no connection: %s", strerror((int)error));
}

static int
fail_known(struct why *why, const struct failure *failure, const char *detail)
{
	/* OpenSSL's words for an answer that begins with "HTTP". */
	if (failure->code == CURLE_SSL_CONNECT_ERROR &&
	    strstr(detail, "wrong version number") != NULL)
		return why_setx(why, failure->status,
		    "no TLS connection: is it plain http that is spoken "
		    "there?");
	if (failure->detail && detail[0] != '\0')
		return why_setx(
		    why, failure->status, "%s: %s", failure->words, detail);
	return why_setx(why, failure->status, "%s", failure->words);
}

int
why_curl(struct why *why, CURL *curl, CURLcode code, const char *detail)
{
	const struct failure *failure = find(code);
	long connect = 0;

	(void)curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connect);
	if (connect >= 300)
		return why_setx(why, connect < 500 ? WHY_CONFIG : WHY_LATER,
		    "the proxy refuses to connect: %ld", connect);
	if (code == CURLE_OPERATION_TIMEDOUT)
		return fail_time(why, curl);
	if (is_broken(curl, code, detail))
		return why_setx(why, WHY_LATER,
		    "the connection broke before TLS was agreed on");
	if (code == CURLE_COULDNT_CONNECT)
		return fail_connect(why, curl, detail);
	if (failure != NULL)
		return fail_known(why, failure, detail);
	/* The same code tells of a limit that libcurl has on headers. */
	if (code == CURLE_OUT_OF_MEMORY && !wipe_failed())
		return why_setx(
		    why, WHY_NONSENSE, "a header of the answer is too long");
	if (code == CURLE_OUT_OF_MEMORY || code == CURLE_WRITE_ERROR)
		return why_setx(why, WHY_LATER, "out of memory");
	return why_setx(why, WHY_BUG, "libcurl: %s", curl_easy_strerror(code));
}
