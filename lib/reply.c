/* reply: what a server's answer says, as a status. */

#include <stddef.h>
#include <string.h>

#include "head.h"
#include "http.h"
#include "mem.h"
#include "oauth1_difference.h"
#include "oauth1_problem.h"
#include "reply.h"
#include "url.h"
#include "url_resolve.h"
#include "why.h"

static const char captcha[] =
    "Jira asks for a CAPTCHA after failed logins: log in once with a browser";

/* What a status means where the server does not say. */
static const struct {
	unsigned int status;
	const char *words;
} known[] = {
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 407, "Proxy Authentication Required" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 413, "Content Too Large" },
	{ 415, "Unsupported Media Type" },
	{ 429, "Too Many Requests" },
	{ 500, "Internal Server Error" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

static enum status
status_of(unsigned int status)
{
	if (status == 401 || status == 403)
		return WHY_REFUSED;
	if (status == 404 || status == 410)
		return WHY_ABSENT;
	if (status == 407)
		return WHY_CONFIG;
	if (status == 408 || status == 425 || status == 429)
		return WHY_LATER;
	if (status >= 400 && status <= 499)
		return WHY_NO;
	if (status >= 500 && status <= 599)
		return WHY_LATER;
	return WHY_NONSENSE;
}

/* Does a header begin with a word, whatever the case of either? */
static bool
header_says(const struct http_reply *reply, const char *name, const char *word)
{
	struct mem value = { 0 };
	bool says;

	says = head_get(&reply->head, name, &value) &&
	    strncasecmp(mem_str(&value), word, strlen(word)) == 0;
	mem_release(&value);
	return says;
}

/*
 * Jira lets anybody in as nobody: a credential that failed may get a 200,
 * and one header tells.
 */
static int
check_login(const struct http_reply *reply, bool good, struct why *why)
{
	if (header_says(
		reply, "X-Seraph-LoginReason", "AUTHENTICATION_DENIED") ||
	    header_says(
		reply, "X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE"))
		return why_setx(
		    why, WHY_REFUSED, "%u: %s", reply->status, captcha);
	if (good &&
	    header_says(reply, "X-Seraph-LoginReason", "AUTHENTICATED_FAILED"))
		return why_setx(why, WHY_REFUSED,
		    "%u: Jira does not take this credential, and answered as "
		    "to anybody",
		    reply->status);
	return 0;
}

bool
reply_redirects(const struct http_reply *reply)
{
	struct mem location = { 0 };
	bool redirects;

	redirects = reply->status >= 300 && reply->status <= 399 &&
	    reply->status != 304 &&
	    head_get(&reply->head, "Location", &location);
	mem_release(&location);
	return redirects;
}

bool
reply_is_login(struct piece path)
{
	return memmem(path.at, path.len, "/login", 6) != NULL;
}

static void
tell_redirect(
    const struct http_reply *reply, const struct url *target, struct why *why)
{
	if (reply_is_login(target->path))
		why_setx(why, WHY_REFUSED,
		    "%u: sends to a login page: the credential does not let "
		    "in",
		    reply->status);
	else
		why_setx(why, WHY_CONFIG,
		    "%u: sends to %.*s, where the credential does not follow: "
		    "is the connection's url right?",
		    reply->status, (int)target->base.len, target->base.at);
}

static int
fail_redirect(const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	struct mem location = { 0 }, target = { 0 };
	struct why bad;
	struct url url;

	(void)head_get(&reply->head, "Location", &location);
	if (url_resolve(&target, request->url, mem_str(&location), &bad) == 0 &&
	    url_split(&url, mem_str(&target), &bad) == 0)
		tell_redirect(reply, &url, why);
	else
		why_setx(why, WHY_NONSENSE,
		    "%u: a redirect to something that is no URL",
		    reply->status);
	mem_release(&location);
	mem_release(&target);
	return -1;
}

/* With both base strings at hand the cause is known, not guessed. */
static void
tell_signature(struct mem *words, const char *ours, const char *theirs)
{
	mem_puts(words, "signature_invalid: ");
	if (!oauth1_difference(ours, theirs, words))
		mem_puts(words,
		    "Jira computes the same base string: the public key in the "
		    "application link belongs to another private key");
}

/* A problem that the server reports, in a sentence of what to do. */
static bool
tell_problem(const struct http_reply *reply, const struct reply_hints *hints,
    struct why *why)
{
	struct oauth1_problem problem = { 0 };
	struct mem authenticate = { 0 }, words = { 0 };
	enum status status;
	bool told = false;

	(void)head_get(&reply->head, "WWW-Authenticate", &authenticate);
	if (oauth1_problem_read(&problem, reply->body.data, reply->body.len,
		mem_str(&authenticate))) {
		status = oauth1_problem_words(&problem, &words);
		if (hints->base != NULL && problem.base.len > 0 &&
		    oauth1_problem_is(&problem, "signature_invalid")) {
			mem_cut(&words, 0);
			tell_signature(
			    &words, hints->base, mem_str(&problem.base));
		}
		why_setx(why, status, "%u: %s", reply->status, mem_str(&words));
		told = true;
	}
	oauth1_problem_release(&problem);
	mem_release(&authenticate);
	mem_release(&words);
	return told;
}

static void
add_status(const struct http_reply *reply, struct mem *words)
{
	size_t i;

	mem_printf(words, "%u", reply->status);
	for (i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i].status == reply->status)
			mem_printf(words, " %s", known[i].words);
}

/* Seconds, or a date (RFC 9110, 10.2.3). */
static void
add_retry(const struct http_reply *reply, struct mem *words)
{
	struct mem after = { 0 };

	if (status_of(reply->status) == WHY_LATER &&
	    head_get(&reply->head, "Retry-After", &after) && after.len > 0) {
		if (strspn(after.data, "0123456789") == after.len)
			mem_printf(
			    words, ": try again in %s seconds", after.data);
		else
			mem_printf(words, ": try again after %s", after.data);
	}
	mem_release(&after);
}

/* So says Jira, and a token that has ended makes nobody of its owner. */
static bool
is_nobody(const struct http_reply *reply, const struct mem *said)
{
	static const char end[] = "anonymous users.";

	return reply->status == 400 && said->len >= sizeof end - 1 &&
	    strcmp(said->data + said->len - (sizeof end - 1), end) == 0;
}

static int
fail_status(const struct http_reply *reply, const struct reply_hints *hints,
    struct why *why)
{
	struct mem words = { 0 }, said = { 0 };
	bool refused;

	add_status(reply, &words);
	reply_words(reply, &said);
	refused = reply->status == 401 || is_nobody(reply, &said);
	if (said.len > 0)
		mem_printf(&words, ": %s", said.data);
	add_retry(reply, &words);
	if (refused && hints->advice != NULL)
		mem_printf(&words, ": %s", hints->advice);
	why_setx(why, refused ? WHY_REFUSED : status_of(reply->status), "%s",
	    mem_str(&words));
	mem_release(&words);
	mem_release(&said);
	return -1;
}

static int
judge(const struct http_request *request, const struct http_reply *reply,
    const struct reply_hints *hints, struct why *why)
{
	const bool good = (reply->status >= 200 && reply->status <= 299) ||
	    reply->status == 304;

	if (check_login(reply, good, why) == -1)
		return -1;
	if (good)
		return 0;
	if (reply_redirects(reply))
		return fail_redirect(request, reply, why);
	if (reply->status >= 400 && tell_problem(reply, hints, why))
		return -1;
	return fail_status(reply, hints, why);
}

int
reply_verdict(const struct http_request *request,
    const struct http_reply *reply, const struct reply_hints *hints,
    struct why *why)
{
	return judge(request, reply, hints, why) == -1
	    ? http_at(request->url, why)
	    : 0;
}
