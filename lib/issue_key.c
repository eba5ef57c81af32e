/* issue_key: find the keys of Jira's issues in a stream of bytes. */

#include <stdlib.h>
#include <string.h>

#include "issue_key.h"
#include "issue_key_fast.h"
#include "issue_key_scan.h"
#include "why.h"

/*
 * The buffer: what is kept of the blocks before ends where the block begins,
 * so that a block is always read to the same place, on a page of its own.
 */
enum {
	PAGE = 4096,
	KEPT_MAX = PAGE,
	BUFFER = KEPT_MAX + ISSUE_KEY_BLOCK + PAGE
};

_Static_assert(ISSUE_KEY_SCAN_BEFORE + ISSUE_KEY_SCAN_AFTER <= KEPT_MAX,
    "what is kept has its place");

/* Remember a length, once, the longest first. */
static void
add_length(struct issue_key *search, size_t len)
{
	unsigned char *const lengths = search->lengths;
	size_t i = 0;

	while (i < search->lengths_count && lengths[i] > len)
		i++;
	if (i < search->lengths_count && lengths[i] == len)
		return;
	memmove(lengths + i + 1, lengths + i, search->lengths_count - i);
	lengths[i] = (unsigned char)len;
	search->lengths_count++;
}

int
issue_key_allow(struct issue_key *search, const char *project, struct why *why)
{
	const size_t len = strlen(project);
	bool holds = len >= ISSUE_KEY_PROJECT_MIN &&
	    len <= ISSUE_KEY_PROJECT_MAX && issue_key_is_capital(*project);
	char issue[ISSUE_KEY_MAX];
	size_t i;

	for (i = 1; holds && i < len; i++)
		holds = issue_key_is_name(project[i], false);
	if (!holds)
		return why_setx(why, WHY_USAGE,
		    "has to be the key of a project, such as ABC");
	add_length(search, len);
	/* So that its stem is the project's. */
	memcpy(issue, project, len);
	memcpy(issue + len, "-1", ISSUE_KEY_TAIL);
	return issue_key_set_add(
	    &search->projects, issue, len + ISSUE_KEY_TAIL, why);
}

char *
issue_key_room(struct issue_key *search, struct why *why)
{
	if (search->buffer == NULL) {
		search->buffer = aligned_alloc(PAGE, BUFFER);
		if (search->buffer == NULL) {
			why_setx(why, WHY_LATER, "out of memory");
			return NULL;
		}
		/* A text begins where a line does. */
		memset(search->buffer, '\n', KEPT_MAX);
	}
	return search->buffer + KEPT_MAX;
}

/* Keep what is to be looked at again, and what may be looked back at. */
static void
keep(struct issue_key *search, const char *from, const char *end)
{
	char *const block = search->buffer + KEPT_MAX;

	search->pending = (size_t)(end - from);
	memmove(block - search->pending - ISSUE_KEY_SCAN_BEFORE,
	    from - ISSUE_KEY_SCAN_BEFORE,
	    ISSUE_KEY_SCAN_BEFORE + search->pending);
}

/* After the end of a text another one may begin. */
static void
begin_again(struct issue_key *search)
{
	memset(search->buffer, '\n', KEPT_MAX);
	search->pending = 0;
	search->decided = 0;
	search->carry = (struct issue_key_carry){ 0 };
}

int
issue_key_grew(struct issue_key *search, size_t len, struct why *why)
{
	char *const block = search->buffer + KEPT_MAX, *const end = block + len;
	const bool last = len == 0;
	const char *from;

	if (issue_key_set_begin(&search->found, why) == -1)
		return -1;
	/* Nothing that is looked at too far is a part of a key. */
	memset(end, '\n', ISSUE_KEY_SCAN_AFTER);
	from = issue_key_scan(search, block - search->pending, end, last, why);
	if (from == NULL)
		return -1;
	if (last)
		begin_again(search);
	else
		keep(search, from, end);
	return 0;
}

void
issue_key_release(struct issue_key *search)
{
	free(search->buffer);
	issue_key_edge_release(&search->edge);
	issue_key_set_release(&search->found);
	issue_key_set_release(&search->projects);
	*search = (struct issue_key){ 0 };
}
