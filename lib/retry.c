/* retry: whether a request is tried again, and when. */

#include <stddef.h>

#include "limit.h"
#include "retry.h"

/* Answers that say: not now. */
static bool
is_later(unsigned int status)
{
	static const unsigned int later[] = { 408, 425, 429, 502, 503, 504 };
	size_t i;

	for (i = 0; i < sizeof later / sizeof later[0]; i++)
		if (status == later[i])
			return true;
	return false;
}

/* Has the request had no effect, or would another have no further one? */
static bool
is_safe(const struct retry *retry)
{
	return retry->unsafe || retry->end == HTTP_UNSENT ||
	    (retry->end == HTTP_ANSWERED && retry->status == 429) ||
	    http_is_idempotent(retry->method);
}

static bool
may_pass(const struct retry *retry)
{
	switch (retry->end) {
	case HTTP_ANSWERED:
		return is_later(retry->status);
	case HTTP_UNSENT:
	case HTTP_LOST:
		return true;
	default:
		return false;
	}
}

/* What the server wants to be waited, at least. */
static int64_t
demand(const struct retry *retry)
{
	int64_t wait;

	if (retry->end != HTTP_ANSWERED)
		return 0;
	wait = retry->limit->wait;
	if (retry->status != 429)
		return wait;
	if (wait == 0)
		wait = retry->limit->reset;
	return wait > RETRY_FLOOR ? wait : RETRY_FLOOR;
}

/* A random part of a time. */
static int64_t
part(const struct retry *retry, int64_t most)
{
	return (int64_t)((double)most * retry->random / UINT32_MAX);
}

static int64_t
backoff(const struct retry *retry)
{
	int64_t most =
	    retry->end == HTTP_ANSWERED ? RETRY_ANSWER_BASE : RETRY_LOST_BASE;
	unsigned int i;

	for (i = 1; i < retry->tries && most < RETRY_WAIT_MAX; i++)
		most *= 2;
	if (most > RETRY_WAIT_MAX)
		most = RETRY_WAIT_MAX;
	return part(retry, most);
}

bool
retry_again(const struct retry *retry, int64_t *wait)
{
	const int64_t least = demand(retry);

	if (retry->tries >= retry->tries_max || !may_pass(retry) ||
	    !is_safe(retry))
		return false;
	*wait = backoff(retry);
	/* All who were told the same shall not come back at the same time. */
	if (*wait < least)
		*wait = least + part(retry, least / 10);
	return *wait < retry->left;
}
