/* applink_id: the identity of an application link. */

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <openssl/evp.h>

#include "applink_id.h"
#include "url.h"
#include "url_dots.h"
#include "why.h"

static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

bool
applink_is_id(const char *text)
{
	size_t i;

	if (strlen(text) != sizeof shape - 1)
		return false;
	for (i = 0; i < sizeof shape - 1; i++)
		if (shape[i] == '-' ? text[i] != '-'
				    : !isxdigit((unsigned char)text[i]))
			return false;
	return true;
}

static size_t
without_slashes(const char *s, size_t len)
{
	while (len > 1 && s[len - 1] == '/')
		len--;
	return len;
}

bool
applink_id(const char *url, char id[static APPLINK_ID_SIZE])
{
	unsigned char digest[16];
	size_t i, at = 0;

	if (EVP_Q_digest(NULL, "MD5", NULL, url,
		without_slashes(url, strlen(url)), digest, NULL) != 1)
		return false;
	digest[6] = (unsigned char)((digest[6] & 0x0f) | 0x30); /* version */
	digest[8] = (unsigned char)((digest[8] & 0x3f) | 0x80); /* variant */
	for (i = 0; i < sizeof digest; i++) {
		if (shape[at] == '-')
			id[at++] = '-';
		(void)snprintf(id + at, 3, "%02x", digest[i]);
		at += 2;
	}
	return true;
}

bool
applink_same_url(const char *a, const char *b)
{
	struct url x, y;
	struct why bad;
	size_t len;

	if (url_split(&x, a, &bad) == -1 || url_split(&y, b, &bad) == -1 ||
	    !url_same_origin(&x, &y) || x.has_query || y.has_query)
		return false;
	/* A path of a slash alone is as good as none. */
	len = without_slashes(x.path.at, x.path.len);
	if (len == 1)
		len = 0;
	y.path.len = without_slashes(y.path.at, y.path.len);
	if (y.path.len == 1)
		y.path.len = 0;
	return len == y.path.len && memcmp(x.path.at, y.path.at, len) == 0;
}

int
applink_check_url(const char *text, struct why *why)
{
	struct url url;

	if (url_split(&url, text, why) == -1)
		return -1;
	if (url.has_query || strchr(text, '#') != NULL)
		return why_setx(
		    why, WHY_USAGE, "the URL has a query or a fragment");
	if (url_has_dots(url.path))
		return why_setx(why, WHY_USAGE,
		    "the URL has a . or .. in its path: write it out");
	return 0;
}
