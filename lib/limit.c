/* limit: what an answer says of the limit on the rate of requests. */

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "head.h"
#include "limit.h"
#include "mem.h"
#include "when.h"

enum {
	DIGITS_MAX = 15,
	LOW_SHARE = 5, /* a fifth of all */
	LOW_LEFT = 5
};

/* A moment, and no length of time: seconds that were over in 2001. */
static const int64_t moment_min = 1000000000;

/* Get a header, whichever of its names it has. */
static bool
get(const struct mem *head, const char *name, struct mem *value)
{
	static const char *const prefixes[] = { "", "Beta-" };
	struct mem full = { 0 };
	bool found = false;
	size_t i;

	for (i = 0; i < 2 && !found; i++) {
		mem_cut(&full, 0);
		if (strncmp(name, "X-", 2) == 0)
			mem_printf(&full, "X-%s%s", prefixes[i], name + 2);
		else
			mem_printf(&full, "%s%s", prefixes[i], name);
		found = head_get(head, mem_str(&full), value);
	}
	mem_release(&full);
	return found;
}

/* Take a number, and only a fraction after it, which is cut. */
static bool
number(const char *s, size_t len, int64_t *value)
{
	size_t i;

	*value = 0;
	for (i = 0; i < len && s[i] >= '0' && s[i] <= '9'; i++) {
		if (i == DIGITS_MAX)
			return false;
		*value = *value * 10 + (s[i] - '0');
	}
	return i > 0 && (i == len || s[i] == '.');
}

static bool
get_number(const struct mem *head, const char *name, int64_t *value)
{
	struct mem text = { 0 };
	bool is;

	is = get(head, name, &text) && number(mem_str(&text), text.len, value);
	mem_release(&text);
	return is;
}

static int64_t
milliseconds(int64_t seconds)
{
	if (seconds < 0)
		return 0;
	return seconds < LIMIT_WAIT_MAX / 1000 ? seconds * 1000
					       : LIMIT_WAIT_MAX;
}

/* A time of day, which Jira also writes without seconds. */
static bool
moment(const char *text, size_t len, int64_t *when)
{
	static const char minutes[] = "2026-11-22T12:00Z";
	char full[sizeof minutes + 3];

	if (len == sizeof minutes - 1 && text[len - 1] == 'Z') {
		(void)snprintf(full, sizeof full, "%.16s:00Z", text);
		text = full;
	}
	return when_http(text, when) == 0 || when_parse(text, when) == 0;
}

/*
 * A length of time, in seconds or until a moment; or 0.  A number as large as
 * least or larger is a moment, in seconds since 1970.
 */
static int64_t
get_span(const struct mem *head, const char *name, int64_t least, int64_t now)
{
	struct mem text = { 0 };
	int64_t value, span = 0;

	if (get(head, name, &text)) {
		if (number(mem_str(&text), text.len, &value))
			span = value < least ? value : value - now;
		else if (moment(mem_str(&text), text.len, &value))
			span = value - now;
	}
	mem_release(&text);
	return milliseconds(span);
}

/* The server's clock, if it tells, else ours. */
static int64_t
clock_of(const struct mem *head, int64_t now)
{
	struct mem date = { 0 };
	int64_t when;

	if (head_get(head, "Date", &date) &&
	    when_http(mem_str(&date), &when) == 0)
		now = when;
	mem_release(&date);
	return now;
}

static bool
says(const struct mem *head, const char *name, const char *word)
{
	struct mem value = { 0 };
	bool is;

	is = get(head, name, &value) && strcasecmp(mem_str(&value), word) == 0;
	mem_release(&value);
	return is;
}

/* One item of a list: "name";r=348;t=1, parted by commas. */
struct item {
	const char *name;
	size_t len;
	const char *params; /* to the next comma or the end */
	size_t params_len;
};

static bool
next_item(const char **rest, struct item *item)
{
	const char *p = *rest + strspn(*rest, " \t,");

	if (*p == '\0')
		return false;
	item->name = p;
	item->len = strcspn(p, ";,");
	item->params = p + item->len;
	item->params_len = strcspn(item->params, ",");
	*rest = item->params + item->params_len;
	return true;
}

static bool
param(const struct item *item, char name, int64_t *value)
{
	const char *p = item->params, *const end = p + item->params_len;
	size_t len;

	for (; p < end; p += len) {
		p += strspn(p, "; \t");
		len = strcspn(p, ";,");
		if (len > 2 && p[0] == name && p[1] == '=')
			return number(p + 2, len - 2, value);
	}
	return false;
}

/* How much the policy of that name allows, or 0. */
static int64_t
quota(const char *policies, const struct item *of)
{
	struct item item;
	int64_t size = 0;

	while (next_item(&policies, &item))
		if (item.len == of->len &&
		    memcmp(item.name, of->name, of->len) == 0 &&
		    param(&item, 'q', &size))
			return size;
	return 0;
}

/* RateLimit and RateLimit-Policy of draft-ietf-httpapi-ratelimit-headers. */
static void
read_list(struct limit *limit, const struct mem *head)
{
	struct mem list = { 0 }, policies = { 0 };
	const char *rest;
	struct item item;
	int64_t left, reset;

	(void)get(head, "RateLimit", &list);
	(void)get(head, "RateLimit-Policy", &policies);
	rest = mem_str(&list);
	while (next_item(&rest, &item)) {
		if (!param(&item, 'r', &left) ||
		    (limit->left >= 0 && limit->left <= left))
			continue;
		limit->left = left;
		limit->size = quota(mem_str(&policies), &item);
		limit->reset =
		    param(&item, 't', &reset) ? milliseconds(reset) : 0;
	}
	mem_release(&list);
	mem_release(&policies);
}

/* Data Center fills its bucket with so many at once, each so many seconds. */
static void
read_fill(struct limit *limit, const struct mem *head)
{
	int64_t rate, seconds;

	if (get_number(head, "X-RateLimit-FillRate", &rate) && rate > 0 &&
	    get_number(head, "X-RateLimit-Interval-Seconds", &seconds))
		limit->gap = milliseconds(seconds) / rate;
}

static bool
skip(const char **line, size_t *len, const char *word)
{
	const size_t n = strlen(word);

	if (*len < n || strncasecmp(*line, word, n) != 0)
		return false;
	*line += n;
	*len -= n;
	return true;
}

/* Is there any header at all that get() is asked for?  Mostly there is not. */
static bool
has_any(const struct mem *head)
{
	const char *rest = head->data, *line;
	size_t left = head->len, len;

	while (head_line(&rest, &left, &line, &len)) {
		(void)skip(&line, &len, "X-");
		(void)skip(&line, &len, "Beta-");
		if (skip(&line, &len, "RateLimit") ||
		    skip(&line, &len, "Retry-After"))
			return true;
	}
	return false;
}

void
limit_read(struct limit *limit, const struct mem *head, int64_t now)
{
	int64_t value;

	*limit = (struct limit){ .left = -1 };
	if (!has_any(head))
		return;
	now = clock_of(head, now);
	read_list(limit, head);
	if (get_number(head, "X-RateLimit-Remaining", &value) &&
	    (limit->left < 0 || value <= limit->left)) {
		limit->left = value;
		limit->size = 0;
		limit->reset = 0;
		if (get_number(head, "X-RateLimit-Limit", &value))
			limit->size = value;
	}
	if ((value = get_span(head, "X-RateLimit-Reset", moment_min, now)) > 0)
		limit->reset = value;
	limit->wait = get_span(head, "Retry-After", INT64_MAX, now);
	limit->near = says(head, "X-RateLimit-NearLimit", "true");
	limit->single =
	    says(head, "RateLimit-Reason", "jira-per-issue-on-write");
	read_fill(limit, head);
}

bool
limit_is_low(const struct limit *limit)
{
	if (limit->near)
		return true;
	if (limit->left < 0)
		return false;
	return limit->size > 0 ? limit->left <= limit->size / LOW_SHARE
			       : limit->left < LOW_LEFT;
}
