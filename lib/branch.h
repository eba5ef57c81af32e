/*
 * branch: the URL that Jira opens to create a branch for an issue.
 *
 * The form of "OAuth credentials" and the manifests of apps take a template of
 * it, in which Jira writes what the issue has.
 */
#ifndef BRANCH_H
#define BRANCH_H

struct conn;
struct mem;
struct why;

enum {
	BRANCH_TEMPLATE_MAX = 255 /* characters, as manifests have it */
};

/* Add to wrong what is wrong with a template, in words; nothing if it is good.
 */
void branch_check(const char *template, struct mem *wrong);

/*
 * Add the URL that the connection's app.createBranchUrlTemplate gives for an
 * issue, what is written in it percent-encoded.  Returns 0, or -1 and why:
 * WHY_CONFIG for no template or a bad one, WHY_USAGE for an empty key.
 */
int branch_url(const struct conn *conn, const char *key, const char *summary,
    struct mem *url, struct why *why);

#endif
