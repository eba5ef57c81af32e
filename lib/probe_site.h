/*
 * probe_site: what answers at a URL, without a credential.
 */
#ifndef PROBE_SITE_H
#define PROBE_SITE_H

#include <stdint.h>

#include "conn.h"
#include "mem.h"

struct http;
struct why;

enum {
	PROBE_CLOCK_MAX = 300, /* seconds that OAuth 1.0a forgives */
	PROBE_STEPS_MAX = 16   /* of a path, that are gone up */
};

/* What is there; a buffer is empty where Jira did not say. */
struct probe_site {
	struct mem url;      /* where it answers, with its context path */
	struct mem base_url; /* where it believes that it does */
	enum conn_product product;
	struct mem version, title, cloud_id;
	unsigned int major, minor;
	bool has_clock;
	int64_t clock, ahead; /* its time; seconds it is ahead of ours */
	struct mem subject, issuer, until; /* of its certificate */
};

/*
 * Find the Jira at a URL, which may be that of a page in it, or lead there by
 * redirects.  Returns 0, or -1 and why: WHY_ABSENT when none answers,
 * WHY_NONSENSE when something answers that says it is JSON and is not,
 * WHY_REFUSED when not even that may be seen, or as http_send().  Release with
 * probe_site_release() in any case.
 */
int probe_site_look(struct probe_site *site, struct http *http, const char *url,
    struct why *why);
void probe_site_release(struct probe_site *site);

/*
 * Read what Jira says of itself (serverInfo), asked for and answered at these
 * times by our clock.  Returns whether it is that.
 */
bool probe_site_read(struct probe_site *site, const struct mem *body,
    int64_t asked, int64_t answered);

/* Is it of this version, or a later one? */
bool probe_site_since(
    const struct probe_site *site, unsigned int major, unsigned int minor);

/*
 * In what the URL that Jira believes in parts first from where it answers:
 * "scheme", "host", "port", "path"; or NULL when it does not, or says nothing.
 */
const char *probe_site_differs(const struct probe_site *site);

#endif
