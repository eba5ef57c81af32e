/* issue_key: find the keys of Jira's issues in a stream of bytes. */

#include <stdlib.h>
#include <string.h>

#include "issue_key.h"
#include "issue_key_fast.h"
#include "why.h"

/*
 * The buffer: what is kept of the blocks before ends where the block begins,
 * so that a block is always read to the same place, on a page of its own.
 */
enum {
	BEFORE = ISSUE_KEY_PROJECT_MAX + UTF8_MAX, /* that a hyphen looks at */
	AFTER = 1 + ISSUE_KEY_NUMBER_MAX + UTF8_MAX,
	PAGE = 4096,
	KEPT_MAX = PAGE,
	BUFFER = KEPT_MAX + ISSUE_KEY_BLOCK + PAGE
};

_Static_assert(BEFORE + AFTER <= KEPT_MAX, "what is kept has its place");

/* A hyphen, and what stands around it. */
struct place {
	const char *hyphen;
	size_t name;      /* bytes before it that may be of a project's key */
	size_t number;    /* bytes after it: the digits */
	const char *word; /* name, hyphen and number, in capitals */
};

int
issue_key_allow(struct issue_key *search, const char *project, struct why *why)
{
	const size_t len = strlen(project);
	bool holds = len >= ISSUE_KEY_PROJECT_MIN &&
	    len <= ISSUE_KEY_PROJECT_MAX && issue_key_is_capital(*project);
	size_t i;

	for (i = 1; holds && i < len; i++)
		holds = issue_key_is_name(project[i], false);
	if (!holds)
		return why_setx(why, WHY_USAGE, "not the key of a project");
	return issue_key_set_add(&search->projects, project, len, why);
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

/* Is what comes next, and decides whether the number has ended, cut off? */
static bool
is_cut(const char *s, const char *end)
{
	const size_t len = (size_t)(end - s);

	return len == 0 ||
	    ((unsigned char)*s >= 0x80 && len < UTF8_MAX &&
		utf8_next(s, len) == 0);
}

/* May a key begin so many bytes into the word?  Returns 1, 0, or -1 and why. */
static int
begins(struct issue_key *search, const struct place *place, size_t at,
    struct why *why)
{
	int rv;

	if (!issue_key_is_capital(place->word[at]))
		return 0;
	rv = issue_key_edge_before(
	    &search->edge, place->hyphen - place->name + at, why);
	if (rv == 1 && search->projects.count > 0)
		return issue_key_set_times(&search->projects, place->word + at,
			   place->name - at) > 0;
	return rv;
}

static int
flush(struct issue_key *search, struct why *why)
{
	const struct issue_key_seen *seen = search->seen;
	const struct issue_key_seen *const end = seen + search->seen_count;

	search->seen_count = 0;
	for (; seen < end; seen++)
		if (issue_key_set_add_hashed(&search->found, seen->key,
			seen->len, seen->hash, why) == -1)
			return -1;
	return 0;
}

/* Add a key, soon; it stays where it is as long as this block does. */
static int
see(struct issue_key *search, const char *key, size_t len, struct why *why)
{
	struct issue_key_seen *const seen = &search->seen[search->seen_count++];

	seen->key = key;
	seen->len = len;
	seen->hash = issue_key_set_hash(&search->found, key, len);
	if (search->seen_count == ISSUE_KEY_SEEN)
		return flush(search, why);
	return 0;
}

/* Add the key around the hyphen, if there is one. */
static int
add(struct issue_key *search, const struct place *place, struct why *why)
{
	size_t at;
	int rv = 0;

	for (at = 0; rv == 0 && at + ISSUE_KEY_PROJECT_MIN <= place->name;)
		if ((rv = begins(search, place, at, why)) == 0)
			at++;
	if (rv != 1)
		return rv;
	return see(search, place->word + at,
	    place->name - at + 1 + place->number, why);
}

/* As Jira prints it. */
static void
capitalise(char *to, const char *from, size_t len)
{
	for (; len > 0; len--, from++)
		*to++ =
		    (char)(*from >= 'a' && *from <= 'z' ? *from - 0x20 : *from);
}

/*
 * Look around a hyphen.  Returns 0, 1 if the text ends before it is clear that
 * the number does, or -1 and why.
 */
static int
look(struct issue_key *search, const char *hyphen, const char *end, bool last,
    struct why *why)
{
	struct place place = { .hyphen = hyphen };
	const char *after;
	char *const capitals = search->capitals[search->seen_count];
	int rv;

	place.number = issue_key_digits(hyphen + 1, ISSUE_KEY_NUMBER_MAX + 1);
	if (place.number > ISSUE_KEY_NUMBER_MAX)
		return 0;
	after = hyphen + 1 + place.number;
	if (!last && is_cut(after, end))
		return 1;
	place.name =
	    issue_key_name_before(hyphen, search->lower, ISSUE_KEY_PROJECT_MAX);
	if (place.name < ISSUE_KEY_PROJECT_MIN)
		return 0;
	rv = issue_key_edge_after(
	    &search->edge, after, (size_t)(end - after), why);
	if (rv != 1)
		return rv;
	place.word = hyphen - place.name;
	if (search->lower) {
		capitalise(capitals, place.word, place.name + 1 + place.number);
		place.word = capitals;
	}
	return add(search, &place, why);
}

/* Keep what a key that is not whole yet may need; at the end, nothing. */
static void
keep(struct issue_key *search, const char *from, const char *end, bool last)
{
	char *const block = search->buffer + KEPT_MAX;

	search->pending = last ? 0 : (size_t)(end - from);
	if (last)
		memset(block - BEFORE, '\n', BEFORE);
	else
		memmove(block - search->pending - BEFORE, from - BEFORE,
		    BEFORE + search->pending);
}

int
issue_key_grew(struct issue_key *search, size_t len, struct why *why)
{
	char *const block = search->buffer + KEPT_MAX, *const end = block + len;
	const bool last = len == 0;
	/* Of a hyphen that ends the block nothing can be said yet. */
	const char *const limit = last ? end : end - 1;
	const char *p = block - search->pending;
	int rv = 0;

	/* Nothing that is looked at too far is a part of a key. */
	memset(end, '\n', ISSUE_KEY_FAST_STEP * 2);
	while ((p = issue_key_next_hyphen(p, limit)) < limit) {
		if ((rv = look(search, p, end, last, why)) != 0)
			break;
		p++;
	}
	if (rv == -1 || flush(search, why) == -1)
		return -1;
	keep(search, p, end, last);
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
