/* issue_key_report: what was found, where that can only be said at the end. */

#include <stdint.h>
#include <string.h>

#include "issue_key.h"
#include "issue_key_report.h"
#include "issue_key_set.h"
#include "mem.h"

enum {
	DIGITS = 20,    /* of a number of 64 bits */
	PART = 1 << 16, /* bytes, and then as many as a key more */
	ENTRY_MAX = ISSUE_KEY_MAX + DIGITS + 4,
	ENDS_MAX = 3 /* brackets, and a newline */
};

static char *
put_number(char *to, uint64_t number)
{
	char digits[DIGITS];
	size_t i = sizeof digits;

	do
		digits[--i] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	return (char *)mempcpy(to, digits + i, sizeof digits - i);
}

/* Put the next key, and what belongs to it. */
static char *
put_key(struct issue_key_report *report, char *to)
{
	const struct issue_key_set *const found = report->found;
	const char *const key = found->text.data + report->at;
	const char *const end =
	    memchr(key, found->end, found->text.len - report->at);
	const size_t len = (size_t)(end - key);

	if (report->json && report->at > 0)
		*to++ = ',';
	if (report->json)
		*to++ = '"';
	to = mempcpy(to, key, len);
	if (report->json)
		*to++ = '"';
	if (found->counted) {
		*to++ = report->json ? ':' : '\t';
		to = put_number(to, issue_key_set_times(found, key, len));
	}
	if (!report->json)
		*to++ = found->end;
	report->at += len + 1;
	return to;
}

bool
issue_key_report(struct issue_key_report *report, struct mem *out)
{
	char *const part = mem_room(out, PART + ENTRY_MAX + ENDS_MAX);
	char *to = part;

	if (report->ended)
		return false;
	if (part == NULL)
		return true;
	if (report->json && report->at == 0)
		*to++ = report->found->counted ? '{' : '[';
	while (report->at < report->found->text.len && to - part < PART)
		to = put_key(report, to);
	report->ended = report->at == report->found->text.len;
	if (report->json && report->ended) {
		*to++ = report->found->counted ? '}' : ']';
		*to++ = '\n';
	}
	mem_grew(out, (size_t)(to - part));
	return true;
}
