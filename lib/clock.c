/* clock: the time that has passed, by a clock that never goes back. */

#include <time.h>

#include "clock.h"

static struct timespec
look(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now;
}

int64_t
clock_tick(void)
{
	const struct timespec now = look();

	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

double
clock_seconds(void)
{
	const struct timespec now = look();

	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
