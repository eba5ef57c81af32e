/*
 * applink_report: say what became of an application link.
 */
#ifndef APPLINK_REPORT_H
#define APPLINK_REPORT_H

#include <stdbool.h>

#include "mem.h"

/* What came of it, or with a dry run would have. */
struct applink_outcome {
	unsigned int differs; /* bits of APPLINK_ */
	bool changed;
	bool unread; /* Jira shows no consumer */
	bool proven; /* Jira lets the consumer in */
	struct mem id;
	struct mem diff; /* if it is wanted */
};

/* Add a line of words below the diff, or one of JSON, perhaps with it. */
void applink_report(const struct applink_outcome *outcome, struct mem *out);
void applink_report_json(const struct applink_outcome *outcome,
    const char *consumer_key, bool diff, struct mem *out);

#endif
