/* Base strings, signatures and refusals are those that others publish. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "oauth1.h"
#include "oauth1_base.h"
#include "oauth1_difference.h"
#include "oauth1_problem.h"
#include "oauth1_verify.h"
#include "tap.h"
#include "why.h"

/*
 * From src/test/java/net/oauth/signature/OAuthSignatureMethodTest.java of
 * net.oauth, the library that verifies in Jira.
 */
static const struct {
	const char *url, *second;
} urls[] = {
	{ "HTTP://Example.com:80/foo", "http%3A%2F%2Fexample.com%2Ffoo" },
	{ "HTTPS://Example.com:443/foo", "https%3A%2F%2Fexample.com%2Ffoo" },
	{ "http://Example.com:443/foo",
	    "http%3A%2F%2Fexample.com%3A443%2Ffoo" },
	{ "https://Example.com:80/foo",
	    "https%3A%2F%2Fexample.com%3A80%2Ffoo" },
	{ "hTtp://Example.com/Foo", "http%3A%2F%2Fexample.com%2FFoo" },
	{ "http://Example.com/email+with+plus@example.com",
	    "http%3A%2F%2Fexample.com%2Femail%2Bwith%2Bplus%40example.com" },
	{ "http://Example.com/email%2Bwith%2Bplus%40example.com",
	    "http%3A%2F%2Fexample.com%2Femail%252Bwith%252Bplus%2540"
	    "example.com" },
	{ "http://a", "http%3A%2F%2Fa%2F" },
	{ "http://[2001:DB8::A]:8080/",
	    "http%3A%2F%2F%5B2001%3Adb8%3A%3Aa%5D"
	    "%3A8080%2F" },
};

/* From the same, but for the last three, which are the reference's. */
static const struct {
	const char *query, *third;
} queries[] = {
	{ "", "" },
	{ "name", "name%3D" },
	{ "x!y=a&x=a", "x%3Da%26x%2521y%3Da" },
	{ "a=x!y&a=x+y", "a%3Dx%2520y%26a%3Dx%2521y" },
	{ "expand", "expand%3D" },
	{ "expand=", "expand%3D" },
	{ "b=2&a=3&b=1&a=", "a%3D%26a%3D3%26b%3D1%26b%3D2" },
};

/* Whole strings, checked with an implementation that is not ours. */
static const struct {
	const char *sentence, *method, *url, *token, *callback, *base;
} wholes[] = {
	{ "asks for a request token", "POST",
	    "https://jira.example.test:8443/jira/plugins/servlet/oauth/"
	    "request-token",
	    NULL, "oob",
	    "POST&https%3A%2F%2Fjira.example.test%3A8443%2Fjira%2Fplugins"
	    "%2Fservlet%2Foauth%2Frequest-token&oauth_callback%3Doob"
	    "%26oauth_consumer_key%3DOauthKey%26oauth_nonce%3D8Zt2kq0fW1x7aB3c"
	    "%26oauth_signature_method%3DRSA-SHA1%26oauth_timestamp"
	    "%3D1700000000%26oauth_version%3D1.0" },
	{ "searches", "GET",
	    "HTTPS://Jira.Example.test:443/jira/rest/api/2/search?"
	    "jql=project+%3D+%22AB+C%22+%26+x~1&expand&fields=summary,status",
	    "ACCESStoken123", NULL,
	    "GET&https%3A%2F%2Fjira.example.test%2Fjira%2Frest%2Fapi%2F2"
	    "%2Fsearch&expand%3D%26fields%3Dsummary%252Cstatus%26jql"
	    "%3Dproject%2520%253D%2520%2522AB%2520C%2522%2520%2526%2520x~1"
	    "%26oauth_consumer_key%3DOauthKey%26oauth_nonce%3D8Zt2kq0fW1x7aB3c"
	    "%26oauth_signature_method%3DRSA-SHA1%26oauth_timestamp"
	    "%3D1700000000%26oauth_token%3DACCESStoken123%26oauth_version"
	    "%3D1.0" },
	{ "impersonates", "GET",
	    "https://jira.example.test/rest/api/2/myself?"
	    "xoauth_requestor_id=jan%C3%A9",
	    "", NULL,
	    "GET&https%3A%2F%2Fjira.example.test%2Frest%2Fapi%2F2%2Fmyself"
	    "&oauth_consumer_key%3DOauthKey%26oauth_nonce%3D8Zt2kq0fW1x7aB3c"
	    "%26oauth_signature_method%3DRSA-SHA1%26oauth_timestamp"
	    "%3D1700000000%26oauth_token%3D%26oauth_version%3D1.0"
	    "%26xoauth_requestor_id%3Djan%25C3%25A9" },
};

static void
test_base(void)
{
	struct oauth1_pairs pairs = { 0 };
	struct mem base = { 0 }, want = { 0 };
	struct url url;
	struct why why = { 0 };
	size_t i;

	for (i = 0; i < sizeof urls / sizeof urls[0]; i++) {
		mem_cut(&base, 0);
		mem_cut(&want, 0);
		mem_printf(&want, "GET&%s&", urls[i].second);
		it(urls[i].url,
		    url_split(&url, urls[i].url, &why) == 0 &&
			oauth1_pairs_begin(&pairs, 0, &why) == 0 &&
			oauth1_base("get", &url, &pairs, &base, &why) == 0 &&
			strcmp(mem_str(&base), mem_str(&want)) == 0);
	}
	(void)url_split(&url, "http://a/", &why);
	for (i = 0; i < sizeof queries / sizeof queries[0]; i++) {
		mem_cut(&base, 0);
		mem_cut(&want, 0);
		mem_printf(
		    &want, "GET&http%%3A%%2F%%2Fa%%2F&%s", queries[i].third);
		it(queries[i].query,
		    oauth1_pairs_begin(
			&pairs, strlen(queries[i].query), &why) == 0 &&
			oauth1_pairs_parse(&pairs, queries[i].query,
			    strlen(queries[i].query), &why) == 0 &&
			oauth1_base("GET", &url, &pairs, &base, &why) == 0 &&
			strcmp(mem_str(&base), mem_str(&want)) == 0);
	}
	oauth1_pairs_release(&pairs);
	mem_release(&base);
	mem_release(&want);
}

/* The method is part of the string, so the string is RSA-SHA1's in HMAC's. */
static void
put_method(struct mem *base)
{
	char *at = strstr(base->data, "HMAC-SHA1");
	const size_t end = (size_t)(at - base->data);
	struct mem whole = { 0 };

	mem_add(&whole, base->data, end);
	mem_puts(&whole, "RSA-SHA1");
	mem_puts(&whole, at + strlen("HMAC-SHA1"));
	mem_release(base);
	*base = whole;
}

static void
test_wholes(void)
{
	struct oauth1 oauth1 = { .method = SIGNATURE_HMAC_SHA1,
		.consumer_key = "OauthKey",
		.nonce = "8Zt2kq0fW1x7aB3c",
		.timestamp = "1700000000" };
	struct oauth1_request request = { 0 };
	struct oauth1_params params;
	struct mem header = { 0 }, base = { 0 };
	struct why why = { 0 };
	size_t i;

	for (i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
		params = (struct oauth1_params){ 0 };
		if (wholes[i].callback != NULL)
			oauth1_add(
			    &params, "oauth_callback", wholes[i].callback);
		oauth1.token = wholes[i].token;
		request.method = wholes[i].method;
		request.url = wholes[i].url;
		request.protocol = &params;
		mem_cut(&header, 0);
		mem_cut(&base, 0);
		it(wholes[i].sentence,
		    oauth1_sign(&oauth1, &request, &header, &base, &why) == 0);
		put_method(&base);
		it("as an independent implementation does",
		    strcmp(mem_str(&base), wholes[i].base) == 0);
		oauth1_params_release(&params);
	}
	mem_release(&header);
	mem_release(&base);
}

static const struct {
	const char *sentence;
	struct oauth1 oauth1;
	const char *method, *url;
} bad[] = {
	{ "refuses no consumer key", { .consumer_key = "" }, "GET",
	    "http://a/" },
	{ "refuses RSA without a key", { .consumer_key = "k" }, "GET",
	    "http://a/" },
	{ "refuses a line feed in a nonce",
	    { .consumer_key = "k",
		.method = SIGNATURE_HMAC_SHA1,
		.nonce = "a\nb" },
	    "GET", "http://a/" },
	{ "refuses a timestamp that is no number",
	    { .consumer_key = "k",
		.method = SIGNATURE_HMAC_SHA1,
		.timestamp = "-1" },
	    "GET", "http://a/" },
	{ "refuses an empty method",
	    { .consumer_key = "k", .method = SIGNATURE_HMAC_SHA1 }, "",
	    "http://a/" },
	{ "refuses a method of 33 letters",
	    { .consumer_key = "k", .method = SIGNATURE_HMAC_SHA1 },
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG", "http://a/" },
	{ "refuses a token that is in the query already",
	    { .consumer_key = "k", .method = SIGNATURE_HMAC_SHA1 }, "GET",
	    "http://a/?oauth%5Ftoken=" },
};

static void
test_bad(void)
{
	struct oauth1_request request = { 0 };
	struct mem header = { 0 };
	struct why why;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		request.method = bad[i].method;
		request.url = bad[i].url;
		why = (struct why){ 0 };
		it(bad[i].sentence,
		    oauth1_sign(
			&bad[i].oauth1, &request, &header, NULL, &why) == -1 &&
			why.status == WHY_USAGE && header.len == 0);
	}
	mem_release(&header);
}

/* The bodies and headers are the reference's samples, 9.3. */
static const struct {
	const char *sentence, *body, *header, *problem;
	enum status status;
	const char *words; /* how they go on after the name */
} problems[] = {
	{ "reads a body", "oauth_problem=token_rejected", NULL,
	    "token_rejected", WHY_REFUSED, "Jira refuses the token" },
	{ "reads headers that were joined", "",
	    "OAuth realm=\"https%3A%2F%2Fjira.parabol.co\", "
	    "OAuth realm=\"https%3A%2F%2Fjira.parabol.co\", "
	    "oauth_problem=\"consumer_key_unknown\"",
	    "consumer_key_unknown", WHY_CONFIG,
	    "Jira does not know this consumer key" },
	{ "reads a clock",
	    "oauth_problem=timestamp_refused&oauth_acceptable_timestamps="
	    "1477311475-1477312075",
	    NULL, "timestamp_refused", WHY_LATER,
	    "the clock here and Jira's are too far apart: set the clock; "
	    "Jira's clock says 2016-10-24T12:22:55Z" },
	{ "reads one of milliseconds",
	    "oauth_acceptable_timestamps=1477311475000-1477312075000&"
	    "oauth_problem=timestamp_refused",
	    NULL, "timestamp_refused", WHY_LATER,
	    "the clock here and Jira's are too far apart: set the clock; "
	    "Jira's clock says 2016-10-24T12:22:55Z" },
	{ "reads what is missing",
	    "oauth_problem=parameter_absent&oauth_parameters_absent="
	    "oauth_timestamp%26oauth_nonce",
	    NULL, "parameter_absent", WHY_REFUSED,
	    "a parameter did not arrive at Jira; missing: "
	    "oauth_timestamp&oauth_nonce" },
	{ "reads what was refused, but says no value",
	    "oauth_problem=parameter_rejected&oauth_parameters_rejected="
	    "oauth_token%3Dsesame%26oauth_token%3D2",
	    NULL, "parameter_rejected", WHY_REFUSED,
	    "Jira refuses a parameter, as when it is there twice: once in the "
	    "header and once in the URL or form; refused: "
	    "oauth_token&oauth_token" },
	{ "reads advice, on one line",
	    "oauth_problem=permission_denied&oauth_problem_advice=No%0Away+in",
	    NULL, "permission_denied", WHY_REFUSED,
	    "access was denied, has run out, or is switched off in the "
	    "application link: authorize again; Jira adds: No?way in" },
	{ "reads a problem that it does not know", "oauth_problem=odd%1bone",
	    NULL, "odd\033one", WHY_REFUSED,
	    "Jira refuses, and gives a reason of its own" },
	{ "prefers the body", "oauth_problem=nonce_used",
	    "OAuth oauth_problem=\"token_rejected\"", "nonce_used", WHY_LATER,
	    "Jira has seen this signature before" },
	{ "finds none in HTML", "<html>oauth_problem</html>", NULL, NULL, 0,
	    NULL },
	{ "finds none in a bare challenge", "",
	    "OAuth realm=\"https%3A%2F%2Fjira.example.com\"", NULL, 0, NULL },
	{ "finds none where there is nothing", NULL, NULL, NULL, 0, NULL },
	{ "finds none without an end", NULL, "OAuth oauth_problem=\"x", NULL, 0,
	    NULL },
	{ "finds none in a longer name", NULL, "OAuth xoauth_problem=\"x\"",
	    NULL, 0, NULL },
};

static void
test_problems(void)
{
	struct oauth1_problem problem;
	struct mem words = { 0 };
	const char *body, *colon;
	size_t i;
	bool found;

	for (i = 0; i < sizeof problems / sizeof problems[0]; i++) {
		body = problems[i].body;
		found = oauth1_problem_read(&problem, body,
		    body == NULL ? 0 : strlen(body), problems[i].header);
		it(problems[i].sentence,
		    found == (problems[i].problem != NULL) &&
			(!found ||
			    oauth1_problem_is(&problem, problems[i].problem)));
		if (found) {
			mem_cut(&words, 0);
			it("with its status",
			    oauth1_problem_words(&problem, &words) ==
				problems[i].status);
			colon = strstr(mem_str(&words), ": ");
			it("and says what to do",
			    colon != NULL &&
				strncmp(colon + 2, problems[i].words,
				    strlen(problems[i].words)) == 0 &&
				strchr(mem_str(&words), '\n') == NULL);
		}
		oauth1_problem_release(&problem);
	}
	mem_release(&words);
}

/* Headers, as net.oauth reads them: reference, 11. */
static const struct {
	const char *sentence, *header, *third;
} headers[] = {
	{ "reads pairs without a space between", "OAuth a=\"1\",b=\"2\"",
	    "a%3D1%26b%3D2" },
	{ "and with much", "  oauth   a = \"1\" ,\t b= \"2\"",
	    "a%3D1%26b%3D2" },
	{ "drops a realm", "OAuth Realm=\"x\", a=\"1\"", "a%3D1" },
	{ "drops what is not quoted", "OAuth a=1, b=\"2\"", "b%3D2" },
	{ "parts at a comma in a value", "OAuth a=\"1,2\", b=\"2\"", "b%3D2" },
	{ "reads a plus as a space", "OAuth a=\"1+2\"", "a%3D1%25202" },
	{ "drops the signature", "OAuth oauth_signature=\"x\", a=\"\"",
	    "a%3D" },
	{ "reads no other scheme", "Basic a=\"1\"", "" },
	{ "nor one that only begins so", "OAuthX a=\"1\"", "" },
};

static void
test_headers(void)
{
	const struct oauth1_keys keys = { .only = SIGNATURE_METHODS };
	struct oauth1_received received = { .method = "GET",
		.url = "http://a/" };
	struct oauth1_verifier *verifier;
	struct why why = { 0 };
	const char *base;
	size_t i;

	if ((verifier = oauth1_verifier_new(&keys, &why)) == NULL)
		abort();
	for (i = 0; i < sizeof headers / sizeof headers[0]; i++) {
		received.authorization = headers[i].header;
		base = oauth1_verifier_base(verifier, &received, &why);
		it(headers[i].sentence,
		    base != NULL &&
			strcmp(strrchr(base, '&') + 1, headers[i].third) == 0);
	}
	received.authorization = "OAuth a=\"%0a\"";
	it("refuses a line feed",
	    oauth1_verifier_base(verifier, &received, &why) == NULL &&
		why.status == WHY_USAGE);
	oauth1_verifier_free(verifier);
}

static void
test_difference(void)
{
	struct mem words = { 0 };

	it("finds no difference to a string with a line end",
	    !oauth1_difference("GET&http%3A%2F%2Fa%2F&b%3D1",
		"GET&http%3A%2F%2Fa%2F&b%3D1\r\n", &words) &&
		words.len == 0);
	it("finds another order",
	    oauth1_difference("GET&http%3A%2F%2Fa%2F&b%3D1%26c%3D2",
		"GET&http%3A%2F%2Fa%2F&c%3D2%26b%3D1", &words) &&
		strstr(mem_str(&words), "sorted") != NULL);
	mem_release(&words);
}

int
main(void)
{
	test_base();
	test_wholes();
	test_bad();
	test_problems();
	test_headers();
	test_difference();
	return finish();
}
