/* issue_key_report: what was found, where that can only be said at the end. */
#ifndef ISSUE_KEY_REPORT_H
#define ISSUE_KEY_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct issue_key_set;
struct mem;

/*
 * Each key, a tab and how often it came if that was counted, and the set's end;
 * or with json a line of JSON: an array of the keys, or of those that were
 * counted an object of key and number.  No key needs an escape.
 */
struct issue_key_report {
	const struct issue_key_set *found;
	bool json;

	/* The rest is not for the caller. */
	size_t at; /* in the text of found */
	bool ended;
};

/*
 * Add the next part to out, which is empty; returns false if there was none.
 * All parts fit into the room of the first, for which alone there may be no
 * memory: then out says so, and the caller stops.
 */
bool issue_key_report(struct issue_key_report *report, struct mem *out);

#endif
