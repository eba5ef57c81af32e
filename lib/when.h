/* when: points in time, as seconds and as RFC 3339 text. */
#ifndef WHEN_H
#define WHEN_H

#include <stdint.h>

struct mem;

/* The years 1970 to 9999, in seconds since 1970. */
#define WHEN_MIN INT64_C(0)
#define WHEN_MAX INT64_C(253402300799)

/* Now, in seconds since 1970; $SOURCE_DATE_EPOCH plays no part. */
int64_t when_now(void);

/*
 * Add "2031-11-22T13:45:00Z" to mem.  What lies outside WHEN_MIN to WHEN_MAX
 * becomes the nearer of the two.
 */
void when_print(struct mem *mem, int64_t when);

/* The same as a JSON string, and 0, which is no time, as null. */
void when_quote(struct mem *mem, int64_t when);

/*
 * Read RFC 3339, 5.6: an offset or Z, and a fraction of a second, which is
 * cut; T and Z in either case.  A leap second is the second after it.  Jira's
 * own +0000 without a colon is taken, too.  Returns 0, or -1 when the text is
 * no such time, or one outside WHEN_MIN to WHEN_MAX.
 */
int when_parse(const char *text, int64_t *when);

/*
 * Read a date of HTTP (RFC 9110, 5.6.7), in any of its three forms.  Returns
 * 0, or -1 when the text is none, or one outside WHEN_MIN to WHEN_MAX.
 */
int when_http(const char *text, int64_t *when);

/*
 * Read a span of time, a number and d, h, m or s ("7d"); of a number alone
 * nobody knows what it counts.  Returns 0, or -1 when the text is none, or
 * more than 100 years.
 */
int when_span(const char *text, int64_t *seconds);

#endif
