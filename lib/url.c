/* url: split, encode and decode http and https URLs (RFC 3986). */

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "mem.h"
#include "url.h"
#include "why.h"

enum {
	PORT_HTTP = 80,
	PORT_HTTPS = 443,
	PORT_MAX = 65535
};

/* A bit for each ASCII character: the unreserved ones of RFC 3986, 2.3. */
static const uint32_t unreserved[8] = { 0, 0x03ff6000, 0x87fffffe, 0x47fffffe };

static const char upper_hex[] = "0123456789ABCDEF";

static bool
is_unreserved(unsigned char c)
{
	return (unreserved[c >> 5] >> (c & 31) & 1) != 0;
}

/* The value of a hexadecimal digit, or -1. */
static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* The byte that "%XX" at s stands for, or -1 for anything else. */
static int
escaped_byte(const char *s, size_t len)
{
	int high, low;

	if (len < 3 || s[0] != '%' || (high = hex_value(s[1])) == -1 ||
	    (low = hex_value(s[2])) == -1)
		return -1;
	return high << 4 | low;
}

static char *
put_encoded(char *p, unsigned char c)
{
	if (is_unreserved(c)) {
		*p++ = (char)c;
	} else {
		*p++ = '%';
		*p++ = upper_hex[c >> 4];
		*p++ = upper_hex[c & 15];
	}
	return p;
}

void
url_encode(struct mem *mem, const char *s, size_t len)
{
	char *room, *p;
	size_t i;

	if (len > SIZE_MAX / 3 || (room = p = mem_room(mem, 3 * len)) == NULL)
		return;
	for (i = 0; i < len; i++)
		p = put_encoded(p, (unsigned char)s[i]);
	mem_grew(mem, (size_t)(p - room));
}

/*
 * Take the next byte of encoded text off s[*i].  This is the one place that
 * knows what "+" and a broken escape mean.
 */
static unsigned char
next_byte(const char *s, size_t len, size_t *i, bool form)
{
	int c;

	if (s[*i] == '%' && (c = escaped_byte(s + *i, len - *i)) != -1) {
		*i += 3;
		return (unsigned char)c;
	}
	c = s[(*i)++];
	return (unsigned char)(form && c == '+' ? ' ' : c);
}

void
url_decode(struct mem *mem, const char *s, size_t len, bool form)
{
	char *room, *p;
	size_t i = 0;

	if ((room = p = mem_room(mem, len)) == NULL)
		return;
	while (i < len)
		*p++ = (char)next_byte(s, len, &i, form);
	mem_grew(mem, (size_t)(p - room));
}

bool
url_recode(struct mem *mem, const char *s, size_t len)
{
	bool clean = true;
	unsigned char c;
	char *room, *p;
	size_t i = 0;

	if (len > SIZE_MAX / 3 || (room = p = mem_room(mem, 3 * len)) == NULL)
		return true;
	while (i < len) {
		c = next_byte(s, len, &i, true);
		if (c == '\0' || c == '\r' || c == '\n')
			clean = false;
		p = put_encoded(p, c);
	}
	mem_grew(mem, (size_t)(p - room));
	return clean;
}

bool
url_next_pair(struct piece *rest, struct piece *name, struct piece *value)
{
	const char *end, *equals;

	while (rest->len > 0 && *rest->at == '&') {
		rest->at++;
		rest->len--;
	}
	if (rest->len == 0)
		return false;
	if ((end = memchr(rest->at, '&', rest->len)) == NULL)
		end = rest->at + rest->len;
	name->at = rest->at;
	name->len = (size_t)(end - rest->at);
	*value = (struct piece){ end, 0 };
	if ((equals = memchr(name->at, '=', name->len)) != NULL) {
		value->at = equals + 1;
		value->len = (size_t)(end - value->at);
		name->len = (size_t)(equals - name->at);
	}
	rest->len -= (size_t)(end - rest->at);
	rest->at = end;
	return true;
}

/* What may not stand anywhere in a URL: say so, but never quote it. */
static int
check_bytes(const char *text, size_t len, struct why *why)
{
	unsigned char c;
	size_t i;

	for (i = 0; i < len; i++) {
		c = (unsigned char)text[i];
		if (c < 0x20 || c == 0x7f)
			return why_setx(why, WHY_USAGE,
			    "the URL holds a control character");
		if (c == ' ')
			return why_setx(why, WHY_USAGE,
			    "the URL holds a space: encode it as %%20");
		if (c >= 0x80)
			return why_setx(why, WHY_USAGE,
			    "the URL holds a byte that is not ASCII: "
			    "percent-encode its UTF-8");
		if (c == '%' && escaped_byte(text + i, len - i) == -1)
			return why_setx(why, WHY_USAGE,
			    "the URL holds a %% that no two hexadecimal "
			    "digits follow: encode it as %%25");
	}
	return 0;
}

static int
split_port(struct url *url, struct piece digits, struct why *why)
{
	unsigned int port = 0;
	size_t i;

	if (digits.len == 0 || digits.len > 5)
		return why_setx(why, WHY_USAGE, "the URL has a bad port");
	for (i = 0; i < digits.len; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '9')
			return why_setx(
			    why, WHY_USAGE, "the URL has a bad port");
		port = port * 10 + (unsigned int)(digits.at[i] - '0');
	}
	if (port == 0 || port > PORT_MAX)
		return why_setx(why, WHY_USAGE, "the URL has a bad port");
	url->port = port;
	return 0;
}

/* An IPv6 address in brackets, or a name or IPv4 address (RFC 3986, 3.2.2). */
static int
split_authority(struct url *url, struct piece authority, struct why *why)
{
	static const char name[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "-._~%!$&'()*+,;=";
	static const char address[] = "[0123456789abcdefABCDEF:.";
	const char *at = authority.at;
	size_t len;

	if (memchr(at, '@', authority.len) != NULL)
		return why_setx(why, WHY_USAGE,
		    "the URL holds a user name or password: take it out");
	if (authority.len > 0 && at[0] == '[') {
		len = strspn(at, address);
		if (len < 4 || len >= authority.len || at[len] != ']')
			return why_setx(
			    why, WHY_USAGE, "the URL has a bad IPv6 address");
		len++;
	} else {
		len = strspn(at, name);
		if (len > authority.len)
			len = authority.len;
	}
	if (len == 0)
		return why_setx(why, WHY_USAGE, "the URL has no host");
	url->host = (struct piece){ at, len };
	url->port = url->tls ? PORT_HTTPS : PORT_HTTP;
	if (len == authority.len)
		return 0;
	if (at[len] != ':')
		return why_setx(why, WHY_USAGE, "the URL has a bad host");
	return split_port(
	    url, (struct piece){ at + len + 1, authority.len - len - 1 }, why);
}

int
url_split(struct url *url, const char *text, struct why *why)
{
	struct piece authority;
	const char *end;
	size_t len;

	*url = (struct url){ 0 };
	len = strnlen(text, URL_MAX + 1);
	if (len > URL_MAX)
		return why_setx(
		    why, WHY_USAGE, "the URL is longer than %d bytes", URL_MAX);
	if (strncasecmp(text, "https://", 8) == 0)
		url->tls = true;
	else if (strncasecmp(text, "http://", 7) != 0)
		return why_setx(why, WHY_USAGE,
		    "the URL begins with neither https:// nor http://");
	if (check_bytes(text, len, why) == -1)
		return -1;
	end = text + strcspn(text, "#");

	authority.at = text + (url->tls ? 8 : 7);
	authority.len = strcspn(authority.at, "/?#");
	if (split_authority(url, authority, why) == -1)
		return -1;

	url->path.at = authority.at + authority.len;
	url->path.len = strcspn(url->path.at, "?#");
	url->base.at = text;
	url->base.len = (size_t)(url->path.at + url->path.len - text);
	url->query.at = text + url->base.len;
	if (*url->query.at == '?') {
		url->has_query = true;
		url->query.at++;
		url->query.len = (size_t)(end - url->query.at);
	}
	return 0;
}

bool
url_same_origin(const struct url *a, const struct url *b)
{
	return a->tls == b->tls && a->port == b->port &&
	    a->host.len == b->host.len &&
	    strncasecmp(a->host.at, b->host.at, a->host.len) == 0;
}

static bool
host_is(const struct url *url, const char *name)
{
	return url->host.len == strlen(name) &&
	    strncasecmp(url->host.at, name, url->host.len) == 0;
}

/* 127.0.0.0/8 in four decimal numbers; a name like 127.0.0.1.example not. */
static bool
is_ipv4_loopback(struct piece host)
{
	size_t i, dots = 0, digits = 0;

	if (host.len < 9 || strncmp(host.at, "127.", 4) != 0)
		return false;
	for (i = 0; i < host.len; i++) {
		if (host.at[i] == '.' && digits > 0) {
			dots++;
			digits = 0;
		} else if (host.at[i] >= '0' && host.at[i] <= '9' &&
		    digits < 3) {
			digits++;
		} else {
			return false;
		}
	}
	return dots == 3 && digits > 0;
}

bool
url_is_loopback(const struct url *url)
{
	return host_is(url, "localhost") || host_is(url, "[::1]") ||
	    is_ipv4_loopback(url->host);
}
