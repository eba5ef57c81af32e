/* Points in time survive a round trip, and nothing else passes for one. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "tap.h"
#include "when.h"

/* The seconds are what "date -u -d TEXT +%s" of GNU coreutils prints. */
static const struct {
	const char *sentence, *text;
	int64_t when;
} times[] = {
	{ "reads the first second", "1970-01-01T00:00:00Z", 0 },
	{ "and the last", "9999-12-31T23:59:59Z", INT64_C(253402300799) },
	{ "reads DESIGN's example", "2031-11-22T13:45:00Z", 1953121500 },
	{ "reads what 32 bits cannot hold", "2038-01-19T03:14:08Z",
	    INT64_C(2147483648) },
	{ "reads a leap day", "2024-02-29T12:00:00Z", 1709208000 },
	{ "and that of a century", "2000-02-29T00:00:00Z", 951782400 },
	{ "and the day after none", "2100-03-01T00:00:00Z",
	    INT64_C(4107542400) },
	{ "subtracts an offset", "2031-11-22T15:15:00+01:30", 1953121500 },
	{ "adds a negative one", "2031-11-22T05:45:00-08:00", 1953121500 },
	{ "over the year's end", "2024-12-31T23:30:00-01:00", 1735691400 },
	{ "takes an unknown offset", "2031-11-22T13:45:00-00:00", 1953121500 },
	{ "takes Jira's offset", "2031-11-22T13:45:00.000+0000", 1953121500 },
	{ "cuts a fraction", "2031-11-22T13:45:00.999999999Z", 1953121500 },
	{ "and one that ends like a leap second", "2031-11-22T13:45:00.60Z",
	    1953121500 },
	{ "takes lower case", "2031-11-22t13:45:00z", 1953121500 },
	{ "takes a leap second", "2016-12-31T23:59:60Z", 1483228800 },
	{ "wherever the clock is", "2017-01-01T05:29:60.5+05:30", 1483228800 },
};

static const struct {
	const char *sentence, *text;
} refused[] = {
	{ "refuses nothing", "" },
	{ "refuses a date", "2031-11-22" },
	{ "refuses a time without an offset", "2031-11-22T13:45:00" },
	{ "refuses a blank for the T", "2031-11-22 13:45:00Z" },
	{ "refuses a blank before it", " 2031-11-22T13:45:00Z" },
	{ "refuses a blank after it", "2031-11-22T13:45:00Z " },
	{ "refuses a line end", "2031-11-22T13:45:00Z\n" },
	{ "refuses month 0", "2031-00-22T13:45:00Z" },
	{ "refuses month 13", "2031-13-22T13:45:00Z" },
	{ "refuses day 0", "2031-11-00T13:45:00Z" },
	{ "refuses 31 November", "2031-11-31T13:45:00Z" },
	{ "refuses 29 February of a common year", "2031-02-29T13:45:00Z" },
	{ "refuses that of a common century", "2100-02-29T13:45:00Z" },
	{ "refuses hour 24", "2031-11-22T24:00:00Z" },
	{ "refuses minute 60", "2031-11-22T13:60:00Z" },
	{ "refuses second 61", "2031-11-22T23:59:61Z" },
	{ "refuses a leap second at noon", "2031-11-22T12:00:60Z" },
	{ "refuses an empty fraction", "2031-11-22T13:45:00.Z" },
	{ "refuses a comma", "2031-11-22T13:45:00,5Z" },
	{ "refuses short fields", "2031-1-22T13:45:00Z" },
	{ "refuses a sign", "+031-11-22T13:45:00Z" },
	{ "refuses five-digit years", "12031-11-22T13:45:00Z" },
	{ "refuses no seconds", "2031-11-22T13:45Z" },
	{ "refuses half an offset", "2031-11-22T13:45:00+01" },
	{ "refuses an offset of a day", "2031-11-22T13:45:00+24:00" },
	{ "refuses an offset of 60 minutes", "2031-11-22T13:45:00+00:60" },
	{ "refuses seconds", "1953121500" },
	{ "refuses what was before 1970", "1969-12-31T23:59:59Z" },
	{ "by offset, too", "1970-01-01T00:00:00+00:01" },
	{ "refuses what is after 9999", "9999-12-31T23:59:59-00:01" },
	{ "refuses year 0", "0000-01-01T00:00:00Z" },
};

/* The first is RFC 9110's own, in its three forms. */
static const struct {
	const char *sentence, *text;
	int64_t when; /* -1: refused */
} dates[] = {
	{ "reads a date of HTTP", "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
	{ "as RFC 850 wrote it", "Sunday, 06-Nov-94 08:49:37 GMT", 784111777 },
	{ "and as asctime does", "Sun Nov  6 08:49:37 1994", 784111777 },
	{ "beyond 32 bits", "Tue, 19 Jan 2038 03:14:08 GMT",
	    INT64_C(2147483648) },
	{ "not in another zone", "Sun, 06 Nov 1994 08:49:37 CET", -1 },
	{ "nor with more behind it", "Sun, 06 Nov 1994 08:49:37 GMT!", -1 },
	{ "nor before 1970", "Wed, 31 Dec 1969 23:59:59 GMT", -1 },
	{ "nor on day 32", "Sun, 32 Nov 1994 08:49:37 GMT", -1 },
	{ "nor nothing", "", -1 },
};

static int
prints(int64_t when, const char *text)
{
	struct mem mem = { 0 };
	int same;

	when_print(&mem, when);
	same = strcmp(mem_str(&mem), text) == 0;
	mem_release(&mem);
	return same;
}

/* Every day of the 400 years after which the calendar repeats itself. */
static int
round_trips(void)
{
	const int64_t end = INT64_C(86400) * 146097;
	struct mem mem = { 0 };
	int64_t t, back;
	int ok = 1;

	for (t = WHEN_MIN; ok && t < end; t += 86400 + 1) {
		mem_cut(&mem, 0);
		when_print(&mem, t);
		ok = when_parse(mem_str(&mem), &back) == 0 && back == t;
	}
	mem_release(&mem);
	return ok;
}

int
main(void)
{
	int64_t when;
	size_t i;

	/* timegm() and not mktime(): the zone plays no part. */
	(void)setenv("TZ", "Pacific/Apia", 1);
	for (i = 0; i < sizeof times / sizeof times[0]; i++)
		it(times[i].sentence,
		    when_parse(times[i].text, &when) == 0 &&
			when == times[i].when);
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		when = -7;
		it(refused[i].sentence,
		    when_parse(refused[i].text, &when) == -1 && when == -7);
	}
	for (i = 0; i < sizeof dates / sizeof dates[0]; i++)
		it(dates[i].sentence,
		    when_http(dates[i].text, &when) == -1
			? dates[i].when == -1
			: when == dates[i].when);
	it("prints the first second", prints(0, "1970-01-01T00:00:00Z"));
	it("prints the last", prints(WHEN_MAX, "9999-12-31T23:59:59Z"));
	it("prints nothing before", prints(-1, "1970-01-01T00:00:00Z"));
	it("nor after", prints(INT64_MAX, "9999-12-31T23:59:59Z"));
	it("reads what it prints, on every day", round_trips());
	it("knows what time it is", when_now() > 1700000000);
	return finish();
}
