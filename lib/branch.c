/* branch: the URL that Jira opens to create a branch for an issue. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "branch.h"
#include "mem.h"
#include "url.h"

/* Forge's developmentInfoProvider has the first two, Connect all three. */
enum {
	ISSUE_KEY,
	ISSUE_SUMMARY,
	TENANT_URL,
	PLACEHOLDERS
};

static const char *const names[PLACEHOLDERS] = {
	[ISSUE_KEY] = "{issue.key}",
	[ISSUE_SUMMARY] = "{issue.summary}",
	[TENANT_URL] = "{tenant.url}",
};

/* The placeholder of len bytes at s, or PLACEHOLDERS. */
static size_t
find(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < PLACEHOLDERS; i++)
		if (strlen(names[i]) == len && strncmp(names[i], s, len) == 0)
			break;
	return i;
}

/*
 * Step to the next braces from *s on.  Returns false at the end; *len is 0
 * for a brace without its other half.
 */
static bool
next_braces(const char **s, size_t *len)
{
	*s += strcspn(*s, "{}");
	if (**s == '\0')
		return false;
	*len = strcspn(*s + 1, "{}") + 1;
	*len = **s == '{' && (*s)[*len] == '}' ? *len + 1 : 0;
	return true;
}

static size_t
count_characters(const char *s)
{
	size_t count = 0;

	for (; *s != '\0'; s++)
		count += ((unsigned char)*s & 0xc0) != 0x80;
	return count;
}

void
branch_check(const char *template, struct mem *wrong)
{
	const char *s = template;
	size_t len;

	if (strncmp(s, "https://", 8) != 0 && strncmp(s, "http://", 7) != 0) {
		mem_puts(wrong, "begins with neither https:// nor http://");
		return;
	}
	if (count_characters(s) > BRANCH_TEMPLATE_MAX) {
		mem_printf(
		    wrong, "is longer than %d characters", BRANCH_TEMPLATE_MAX);
		return;
	}
	for (; next_braces(&s, &len); s += len) {
		if (len == 0) {
			mem_cut(wrong, 0);
			mem_puts(wrong, "has a brace without the other one");
			return;
		}
		if (find(s, len) < PLACEHOLDERS)
			continue;
		mem_puts(wrong,
		    wrong->len == 0 ? "has no such placeholder "
				      "as "
				    : ", ");
		mem_add(wrong, s, len);
	}
	if (wrong->len > 0)
		mem_printf(wrong, ": there are %s, %s and %s", names[ISSUE_KEY],
		    names[ISSUE_SUMMARY], names[TENANT_URL]);
}

void
branch_expand(
    const char *template, const struct branch_issue *issue, struct mem *url)
{
	const char *const values[PLACEHOLDERS] = {
		[ISSUE_KEY] = issue->key,
		[ISSUE_SUMMARY] = issue->summary,
		[TENANT_URL] = issue->site,
	};
	const char *from = template, *s = template, *value;
	size_t len;

	for (; next_braces(&s, &len); from = s += len) {
		mem_add(url, from, (size_t)(s - from));
		value = values[find(s, len)];
		url_encode(url, value, strlen(value));
	}
	mem_puts(url, from);
}
