/* What a server says of its limits is read; what makes no sense, is not. */

#include <string.h>

#include "limit.h"
#include "mem.h"
#include "tap.h"

/* Sun, 22 Nov 2026 12:00:00 GMT, as "date -u -d" of GNU coreutils has it. */
static const int64_t noon = 1795348800;

static const struct {
	const char *sentence, *head;
	struct limit limit;
} cases[] = {
	{ "says nothing of nothing", "HTTP/1.1 200 OK\r\n\r\n",
	    { .left = -1 } },
	{ "reads seconds to wait", "Retry-After: 30\r\n",
	    { .wait = 30000, .left = -1 } },
	{ "none of Data Center's, while there is more", "retry-after: 0\r\n",
	    { .left = -1 } },
	{ "cuts what is longer than a year", "Retry-After: 99999999999\r\n",
	    { .wait = LIMIT_WAIT_MAX, .left = -1 } },
	{ "refuses a number without end",
	    "Retry-After: 99999999999999999999\r\n", { .left = -1 } },
	{ "reads a date to wait for",
	    "Retry-After: Sun, 22 Nov 2026 12:00:07 GMT\r\n",
	    { .wait = 7000, .left = -1 } },
	{ "by the server's clock where there is one",
	    "Date: Sun, 22 Nov 2026 11:00:00 GMT\r\n"
	    "Retry-After: Sun, 22 Nov 2026 11:00:07 GMT\r\n",
	    { .wait = 7000, .left = -1 } },
	{ "of RFC 850", "Retry-After: Sunday, 22-Nov-26 12:00:07 GMT\r\n",
	    { .wait = 7000, .left = -1 } },
	{ "of asctime", "Retry-After: Sun Nov 22 12:00:07 2026\r\n",
	    { .wait = 7000, .left = -1 } },
	{ "a date that is over is none",
	    "Retry-After: Sun, 22 Nov 2026 11:59:59 GMT\r\n", { .left = -1 } },
	{ "words are none", "Retry-After: soon\r\n", { .left = -1 } },
	{ "nor is less than nothing", "Retry-After: -5\r\n", { .left = -1 } },
	{ "reads it of trial phases", "Beta-Retry-After: 3\r\n",
	    { .wait = 3000, .left = -1 } },
	{ "reads Cloud's limit",
	    "X-RateLimit-Limit: 350\r\nX-RateLimit-Remaining: 12\r\n",
	    { .size = 350, .left = 12 } },
	{ "and of trial phases",
	    "X-Beta-RateLimit-Limit: 350\r\nX-Beta-RateLimit-Remaining: 12\r\n",
	    { .size = 350, .left = 12 } },
	{ "and when it ends, in ISO 8601",
	    "X-RateLimit-Reset: 2026-11-22T12:01:00Z\r\n",
	    { .reset = 60000, .left = -1 } },
	{ "with hours and minutes alone",
	    "X-RateLimit-Reset: 2026-11-22T12:01Z\r\n",
	    { .reset = 60000, .left = -1 } },
	{ "in seconds since 1970", "X-RateLimit-Reset: 1795348805\r\n",
	    { .reset = 5000, .left = -1 } },
	{ "and from now on", "X-RateLimit-Reset: 5\r\n",
	    { .reset = 5000, .left = -1 } },
	{ "and that it is near", "X-RateLimit-NearLimit: true\r\n",
	    { .left = -1, .near = true } },
	{ "or is not", "X-RateLimit-NearLimit: false\r\n", { .left = -1 } },
	{ "knows the limit of one issue",
	    "RateLimit-Reason: jira-per-issue-on-write\r\n",
	    { .left = -1, .single = true } },
	{ "from others", "RateLimit-Reason: jira-burst-based\r\n",
	    { .left = -1 } },
	{ "reads Data Center's bucket",
	    "X-RateLimit-Limit: 100\r\nX-RateLimit-Remaining: 0\r\n"
	    "X-RateLimit-FillRate: 10\r\nX-RateLimit-Interval-Seconds: 5\r\n"
	    "retry-after: 4\r\n",
	    { .wait = 4000, .gap = 500, .size = 100, .left = 0 } },
	{ "not one that is never filled",
	    "X-RateLimit-FillRate: 0\r\nX-RateLimit-Interval-Seconds: 5\r\n",
	    { .left = -1 } },
	{ "reads the list of the IETF's draft",
	    "RateLimit-Policy: \"jira-burst-based\";q=100;w=1\r\n"
	    "RateLimit: \"jira-burst-based\";r=48;t=1\r\n",
	    { .reset = 1000, .size = 100, .left = 48 } },
	{ "and takes the least of it",
	    "RateLimit-Policy: \"a\";q=100;w=1, \"b\";q=9;w=60\r\n"
	    "RateLimit: \"a\";r=48;t=1, \"b\";t=30;r=4, \"c\";r=50\r\n",
	    { .reset = 30000, .size = 9, .left = 4 } },
	{ "without a policy, too", "Beta-RateLimit: x; r=1\r\n",
	    { .left = 1 } },
	{ "not what is no list", "RateLimit: ;;;r=;=r,,\"r=1\"\r\n",
	    { .left = -1 } },
	{ "the lesser of both kinds",
	    "RateLimit: x;r=9;t=1\r\nX-RateLimit-Remaining: 3\r\n",
	    { .left = 3 } },
};

static bool
same(const struct limit *a, const struct limit *b)
{
	return a->wait == b->wait && a->reset == b->reset && a->gap == b->gap &&
	    a->size == b->size && a->left == b->left && a->near == b->near &&
	    a->single == b->single;
}

/* Is so much of so much little? */
static bool
is_low(int64_t left, int64_t size, bool near)
{
	const struct limit limit = { .left = left, .size = size, .near = near };

	return limit_is_low(&limit);
}

int
main(void)
{
	struct limit limit;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct mem head = { 0 };

		mem_puts(&head, cases[i].head);
		limit_read(&limit, &head, noon);
		it(cases[i].sentence, same(&limit, &cases[i].limit));
		mem_release(&head);
	}
	it("takes a fifth for little", is_low(20, 100, false));
	it("and not more", !is_low(21, 100, false));
	it("less than five where the size is unknown", is_low(4, 0, false));
	it("and not five", !is_low(5, 0, false));
	it("what the server says is near", is_low(-1, 0, true));
	it("and nothing where it says nothing", !is_low(-1, 0, false));
	return finish();
}
