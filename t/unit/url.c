/* URLs are taken apart as servers do, and refused where they would differ. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "tap.h"
#include "url.h"
#include "url_resolve.h"
#include "why.h"

static const struct {
	const char *sentence, *text;
	bool tls;
	const char *host;
	unsigned int port;
	const char *path, *query; /* NULL: none */
} taken[] = {
	{ "takes a host alone", "http://a", false, "a", 80, "", NULL },
	{ "takes https", "https://a/", true, "a", 443, "/", NULL },
	{ "takes a scheme of any case", "hTTpS://A/B", true, "A", 443, "/B",
	    NULL },
	{ "takes a port", "http://a:8080/", false, "a", 8080, "/", NULL },
	{ "takes the last port", "http://a:65535", false, "a", 65535, "",
	    NULL },
	{ "takes an IPv6 address", "https://[2001:DB8::1]:1/x", true,
	    "[2001:DB8::1]", 1, "/x", NULL },
	{ "takes one with IPv4 in it", "http://[::ffff:1.2.3.4]", false,
	    "[::ffff:1.2.3.4]", 80, "", NULL },
	{ "takes a query", "http://a/b?c=d&e", false, "a", 80, "/b", "c=d&e" },
	{ "takes one without path", "http://a?c", false, "a", 80, "", "c" },
	{ "takes one that is empty", "http://a/?", false, "a", 80, "/", "" },
	{ "drops a fragment", "http://a/b?c#d?e", false, "a", 80, "/b", "c" },
	{ "which may hold a question mark", "http://a/b#?", false, "a", 80,
	    "/b", NULL },
	{ "leaves an at sign in a path", "http://a/@b", false, "a", 80, "/@b",
	    NULL },
	{ "leaves escapes", "http://a/%2f%2F", false, "a", 80, "/%2f%2F",
	    NULL },
};

static const struct {
	const char *sentence, *text;
} refused[] = {
	{ "refuses nothing", "" },
	{ "refuses a path", "/a" },
	{ "refuses a URL without scheme", "a.example/x" },
	{ "refuses another scheme", "ftp://a/" },
	{ "refuses a scheme and no more", "https://" },
	{ "refuses no host", "https:///a" },
	{ "refuses a port and no host", "http://:80/" },
	{ "refuses a user", "http://me@a/" },
	{ "refuses a password", "http://me:secret@a/" },
	{ "refuses an empty user", "http://@a/" },
	{ "refuses a backslash in the host", "http://a\\@b/" },
	{ "refuses an empty port", "http://a:/" },
	{ "refuses port 0", "http://a:0/" },
	{ "refuses port 65536", "http://a:65536/" },
	{ "refuses a port of six digits", "http://a:000080/" },
	{ "refuses a port in hexadecimal", "http://a:0x50/" },
	{ "refuses a second port", "http://a:1:2/" },
	{ "refuses an open bracket", "http://[::1/" },
	{ "refuses an empty bracket", "http://[]/" },
	{ "refuses a name in brackets", "http://[host]/" },
	{ "refuses what follows a bracket", "http://[::1]x/" },
	{ "refuses a space", "http://a/b c" },
	{ "refuses a line feed", "http://a/b\nc" },
	{ "refuses one in a fragment", "http://a/b#c\n" },
	{ "refuses DEL", "http://a/\x7f" },
	{ "refuses UTF-8", "http://a/\xc3\xa9" },
	{ "refuses half an escape", "http://a/%4" },
	{ "refuses what is no escape", "http://a/%zz" },
};

/* RFC 3986, 5.4, against http://a/b/c/d;p?q; fragments are dropped. */
static const struct {
	const char *reference, *result;
} resolved[] = {
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q" },
	{ "g#s", "http://a/b/c/g" },
	{ "g?y#s", "http://a/b/c/g?y" },
	{ ";x", "http://a/b/c/;x" },
	{ "g;x", "http://a/b/c/g;x" },
	{ "g;x?y#s", "http://a/b/c/g;x?y" },
	{ "", "http://a/b/c/d;p?q" },
	{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../..", "http://a/" },
	{ "../../", "http://a/" },
	{ "../../g", "http://a/g" },
	{ "../../../g", "http://a/g" },
	{ "../../../../g", "http://a/g" },
	{ "/./g", "http://a/g" },
	{ "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." },
	{ ".g", "http://a/b/c/.g" },
	{ "g..", "http://a/b/c/g.." },
	{ "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" },
	{ "./g/.", "http://a/b/c/g/" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
	{ "g;x=1/../y", "http://a/b/c/y" },
	{ "g?y/./x", "http://a/b/c/g?y/./x" },
	{ "g#s/../x", "http://a/b/c/g" },
	{ "https://h/x#y", "https://h/x" },
	{ "g:h", NULL },
	{ "javascript:alert(1)", NULL },
	{ "http://me@h/", NULL },
	{ "//me@h/", NULL },
};

static const struct {
	const char *text;
	bool is;
} loopbacks[] = {
	{ "http://localhost:1/", true },
	{ "http://LocalHost/", true },
	{ "http://127.0.0.1/", true },
	{ "http://127.255.1.2/", true },
	{ "http://[::1]:80/", true },
	{ "http://localhost.example/", false },
	{ "http://127.0.0.1.example/", false },
	{ "http://127.0.0/", false },
	{ "http://127.0.0.1.2/", false },
	{ "http://127..0.1/", false },
	{ "http://128.0.0.1/", false },
	{ "http://[::2]/", false },
};

static bool
is(struct piece piece, const char *s)
{
	return piece.len == strlen(s) && memcmp(piece.at, s, piece.len) == 0;
}

static void
test_split(void)
{
	struct why why;
	struct url url;
	size_t i;

	for (i = 0; i < sizeof taken / sizeof taken[0]; i++)
		it(taken[i].sentence,
		    url_split(&url, taken[i].text, &why) == 0 &&
			url.tls == taken[i].tls &&
			is(url.host, taken[i].host) &&
			url.port == taken[i].port &&
			is(url.path, taken[i].path) &&
			url.has_query == (taken[i].query != NULL) &&
			is(url.query,
			    taken[i].query == NULL ? "" : taken[i].query));
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		why = (struct why){ 0 };
		it(refused[i].sentence,
		    url_split(&url, refused[i].text, &why) == -1 &&
			why.status == WHY_USAGE &&
			strstr(why.msg, "secret") == NULL);
	}
}

static void
test_length(void)
{
	char *text = malloc(URL_MAX + 2);
	struct why why;
	struct url url;

	if (text == NULL)
		abort();
	memset(text, 'x', URL_MAX + 1);
	memcpy(text, "http://a/", 9);
	text[URL_MAX] = '\0';
	it("takes the longest URL", url_split(&url, text, &why) == 0);
	text[URL_MAX] = 'x';
	text[URL_MAX + 1] = '\0';
	it("but none that is longer", url_split(&url, text, &why) == -1);
	free(text);
}

static void
test_resolve(void)
{
	struct mem mem = { 0 };
	struct why why;
	size_t i;
	bool good;

	for (i = 0; i < sizeof resolved / sizeof resolved[0]; i++) {
		if (resolved[i].result == NULL)
			good = url_resolve(&mem, "http://a/b/c/d;p?q",
				   resolved[i].reference, &why) == -1 &&
			    mem.len == 0;
		else
			good = url_resolve(&mem, "http://a/b/c/d;p?q",
				   resolved[i].reference, &why) == 0 &&
			    strcmp(mem_str(&mem), resolved[i].result) == 0;
		if (!good)
			(void)printf(
			    "# %s: %s\n", resolved[i].reference, mem_str(&mem));
		it("resolves as RFC 3986, 5.4, does", good);
		mem_cut(&mem, 0);
	}
	mem_release(&mem);
}

static void
test_codes(void)
{
	static const char all[] = "-._~aZ09 !*'()%+/\xc3\xa9";
	struct piece rest, name, value;
	struct mem mem = { 0 };

	url_encode(&mem, all, strlen(all));
	it("encodes all but the unreserved characters",
	    strcmp(mem_str(&mem),
		"-._~aZ09%20%21%2A%27%28%29%25%2B%2F%C3%A9") == 0);
	mem_cut(&mem, 0);
	url_decode(&mem, "a+%2b%zz%4", 10, true);
	it("decodes a form, and leaves what is no escape",
	    strcmp(mem_str(&mem), "a +%zz%4") == 0);
	mem_cut(&mem, 0);
	url_decode(&mem, "a+", 2, false);
	it("leaves a plus that is no space", strcmp(mem_str(&mem), "a+") == 0);
	mem_cut(&mem, 0);
	it("encodes again", url_recode(&mem, "a+%2f!", 6));
	it("as a server would", strcmp(mem_str(&mem), "a%20%2F%21") == 0);
	it("and tells a line feed", !url_recode(&mem, "a%0ab", 5));
	it("or NUL", !url_recode(&mem, "%00", 3));

	rest = (struct piece){ "&&a=b=c&d&=e&", 13 };
	it("walks pairs",
	    url_next_pair(&rest, &name, &value) && is(name, "a") &&
		is(value, "b=c"));
	it("one without a value",
	    url_next_pair(&rest, &name, &value) && is(name, "d") &&
		is(value, ""));
	it("one without a name",
	    url_next_pair(&rest, &name, &value) && is(name, "") &&
		is(value, "e"));
	it("to their end", !url_next_pair(&rest, &name, &value));
	mem_release(&mem);
}

static void
test_origin(void)
{
	struct url a, b;
	struct why why;
	size_t i;

	(void)url_split(&a, "https://A.example/x", &why);
	(void)url_split(&b, "HTTPS://a.EXAMPLE:443/y?z", &why);
	it("finds the same origin", url_same_origin(&a, &b));
	(void)url_split(&b, "http://a.example:443/", &why);
	it("but not with another scheme", !url_same_origin(&a, &b));
	(void)url_split(&b, "https://a.example:444/", &why);
	it("or port", !url_same_origin(&a, &b));
	(void)url_split(&b, "https://a.example.org/", &why);
	it("or host", !url_same_origin(&a, &b));
	for (i = 0; i < sizeof loopbacks / sizeof loopbacks[0]; i++) {
		(void)url_split(&a, loopbacks[i].text, &why);
		it(loopbacks[i].text, url_is_loopback(&a) == loopbacks[i].is);
	}
}

int
main(void)
{
	test_split();
	test_length();
	test_resolve();
	test_codes();
	test_origin();
	return finish();
}
