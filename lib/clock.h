/*
 * clock: the time that has passed, by a clock that never goes back and counts
 * from anywhere; when.h has the time of day.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/* In milliseconds, and in seconds. */
int64_t clock_tick(void);
double clock_seconds(void);

#endif
