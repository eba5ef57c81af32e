/*
 * branch: the URL that Jira opens to create a branch for an issue.
 *
 * The form of "OAuth credentials" and the manifests of apps take a template of
 * it, in which Jira writes what the issue has.
 */
#ifndef BRANCH_H
#define BRANCH_H

struct mem;

enum {
	BRANCH_TEMPLATE_MAX = 255 /* characters, as manifests have it */
};

/* Add to wrong what is wrong with a template, in words; nothing if it is good.
 */
void branch_check(const char *template, struct mem *wrong);

/* What stands for the placeholders.  All is borrowed. */
struct branch_issue {
	const char *key, *summary;
	const char *site; /* the URL of Jira */
};

/*
 * Add the URL that a good template gives for an issue, what is written in it
 * percent-encoded.
 */
void branch_expand(
    const char *template, const struct branch_issue *issue, struct mem *url);

#endif
