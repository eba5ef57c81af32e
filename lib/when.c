/* when: points in time, as seconds and as RFC 3339 text. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "mem.h"
#include "when.h"

enum {
	MINUTE = 60, /* seconds */
	HOUR = 60 * MINUTE,
	DAY = 24 * HOUR,
	SPAN_DIGITS_MAX = 10
};

static const int64_t span_max = INT64_C(100) * 366 * DAY;

int64_t
when_now(void)
{
	return time(NULL);
}

void
when_print(struct mem *mem, int64_t when)
{
	struct tm tm = { 0 };
	time_t t;

	if (when < WHEN_MIN)
		when = WHEN_MIN;
	if (when > WHEN_MAX)
		when = WHEN_MAX;
	t = when;
	(void)gmtime_r(&t, &tm);
	mem_printf(mem, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
	    tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void
when_quote(struct mem *mem, int64_t when)
{
	if (when == 0) {
		mem_puts(mem, "null");
		return;
	}
	mem_putc(mem, '"');
	when_print(mem, when);
	mem_putc(mem, '"');
}

/* Take count digits, and the character after them unless it is NUL. */
static bool
take(const char **text, int count, char after, int *number)
{
	const char *p = *text;

	*number = 0;
	while (count-- > 0) {
		if (*p < '0' || *p > '9')
			return false;
		*number = *number * 10 + (*p++ - '0');
	}
	if (after != '\0' && *p++ != after)
		return false;
	*text = p;
	return true;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

/* Years begin in March here, so that the day that may be comes last. */
static int64_t
days_since_1970(int year, int month, int day)
{
	const int years = month > 2 ? year : year - 1;
	const int months = month > 2 ? month - 3 : month + 9;

	return INT64_C(365) * years + years / 4 - years / 100 + years / 400 +
	    (months * 153 + 2) / 5 + day - 1 - 719468;
}

/* The date, made seconds since 1970 only once every field is in its range. */
static bool
take_date(const char **text, int64_t *when)
{
	int year, month, day;

	if (!take(text, 4, '-', &year) || !take(text, 2, '-', &month) ||
	    !take(text, 2, '\0', &day))
		return false;
	if (month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return false;
	*when = days_since_1970(year, month, day) * DAY;
	return true;
}

/* The time of day in seconds, and whether the last of them is a leap second. */
static bool
take_time(const char **text, int *seconds, bool *leap)
{
	int hour, minute, second;

	if (!take(text, 2, ':', &hour) || !take(text, 2, ':', &minute) ||
	    !take(text, 2, '\0', &second))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	*seconds = hour * HOUR + minute * MINUTE + second;
	*leap = second == 60;
	if (**text != '.')
		return true;
	for (++*text; **text >= '0' && **text <= '9'; ++*text)
		continue;
	return (*text)[-1] != '.';
}

static bool
take_offset(const char **text, int *seconds)
{
	const char sign = *(*text)++;
	int hour, minute;

	*seconds = 0;
	if (sign == 'Z' || sign == 'z')
		return true;
	if (sign != '+' && sign != '-')
		return false;
	if (!take(text, 2, '\0', &hour))
		return false;
	if (**text == ':')
		++*text;
	if (!take(text, 2, '\0', &minute) || hour > 23 || minute > 59)
		return false;
	*seconds = hour * HOUR + minute * MINUTE;
	if (sign == '-')
		*seconds = -*seconds;
	return true;
}

int
when_parse(const char *text, int64_t *when)
{
	int64_t t;
	int seconds, offset;
	bool leap;

	if (!take_date(&text, &t) || (*text != 'T' && *text != 't'))
		return -1;
	text++;
	if (!take_time(&text, &seconds, &leap))
		return -1;
	if (!take_offset(&text, &offset) || *text != '\0')
		return -1;
	t += seconds - offset;
	/* Leap seconds end days of UTC, wherever the clock is. */
	if (leap && t % DAY != 0)
		return -1;
	if (t < WHEN_MIN || t > WHEN_MAX)
		return -1;
	*when = t;
	return 0;
}

int
when_span(const char *text, int64_t *seconds)
{
	static const struct {
		const char *name;
		int64_t seconds;
	} units[] = { { "d", DAY }, { "h", HOUR }, { "m", MINUTE },
		{ "s", 1 } };
	const size_t digits = strspn(text, "0123456789");
	int64_t number = 0;
	size_t i;

	if (digits == 0 || digits > SPAN_DIGITS_MAX)
		return -1;
	for (i = 0; i < digits; i++)
		number = number * 10 + text[i] - '0';
	for (i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strcmp(text + digits, units[i].name) == 0 &&
		    number <= span_max / units[i].seconds) {
			*seconds = number * units[i].seconds;
			return 0;
		}
	return -1;
}

int
when_http(const char *text, int64_t *when)
{
	/* The form to send, that of RFC 850, and that of asctime(3). */
	static const char *const forms[] = { "%a, %d %b %Y %H:%M:%S GMT",
		"%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y" };
	const char *end;
	struct tm tm;
	size_t i;

	for (i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		tm = (struct tm){ 0 };
		end = strptime(text, forms[i], &tm);
		if (end == NULL || *end != '\0')
			continue;
		*when = timegm(&tm);
		return *when >= WHEN_MIN && *when <= WHEN_MAX ? 0 : -1;
	}
	return -1;
}
