/* pace: how fast requests may follow one another. */

#include "limit.h"
#include "pace.h"

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* What is left, spread over the time until there is more. */
static int64_t
gap_of(const struct limit *limit)
{
	int64_t gap = PACE_NEAR_GAP;

	if (limit->gap > 0)
		gap = limit->gap;
	else if (limit->left >= 0 && limit->reset > 0)
		gap = limit->reset / (limit->left + 1);
	else if (limit->left >= 0)
		gap = larger(gap, PACE_FLOOR / (limit->left + 1));
	return gap < PACE_GAP_MAX ? gap : PACE_GAP_MAX;
}

static void
set_gap(struct pace *pace, int64_t gap, int64_t now)
{
	if (gap > pace->gap)
		pace->next = larger(pace->next, now + gap - pace->gap);
	pace->gap = gap;
}

void
pace_learn(struct pace *pace, unsigned int status, const struct limit *limit,
    int64_t now)
{
	const bool no = status == 429 || (status == 503 && limit->wait > 0);
	int64_t wait = limit->wait;

	if (limit->single)
		return;
	if (wait == 0)
		wait = limit->reset;
	if (no || limit->gap == 0)
		wait = larger(wait, PACE_FLOOR);
	/* When nothing is left, the next would be refused. */
	if (no || limit->left == 0)
		pace->until = larger(pace->until, now + wait);
	set_gap(pace, no || limit_is_low(limit) ? gap_of(limit) : 0, now);
}

int64_t
pace_wait(const struct pace *pace, int64_t now)
{
	return larger(larger(pace->until, pace->next) - now, 0);
}

void
pace_go(struct pace *pace, int64_t now)
{
	if (pace->gap > 0)
		pace->next = larger(pace->next, now) + pace->gap;
}
