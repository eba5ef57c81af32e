/* issue_key: find the keys of Jira's issues in a stream of bytes. */

#include <stdlib.h>
#include <string.h>

#include "issue_key.h"
#include "issue_key_fast.h"
#include "issue_key_wide.h"
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

/* For one kind of machine or another: so they have to be where they are. */
#define INLINE static inline __attribute__((always_inline))

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
		return issue_key_set_has(
		    &search->projects, place->word + at, place->name - at);
	return rv;
}

/* Count the short keys that wait. */
INLINE int
flush(struct issue_key *search, bool wide, struct why *why)
{
	struct issue_key_set *const found = &search->found;
	const struct issue_key_seen *seen = search->seen;
	const struct issue_key_seen *const end = seen + search->seen_count;
	const struct issue_key_pair *bucket;
	unsigned int i;

	search->seen_count = 0;
	for (; seen < end; seen++) {
		bucket = &found->pairs[seen->bucket];
		i = wide ? issue_key_wide_index(bucket, &seen->pair)
			 : issue_key_index(bucket, &seen->pair);
		if (i == ISSUE_KEY_BUCKET) {
			if (issue_key_set_add_pair(found, &seen->pair, why) ==
			    -1)
				return -1;
		} else if (found->counted)
			found->times[seen->bucket + i]++;
	}
	return 0;
}

/* Add a short key, soon: when what that needs has come from memory. */
INLINE int
see(struct issue_key *search, const struct issue_key_pair *pair, bool wide,
    struct why *why)
{
	struct issue_key_seen *const seen = &search->seen[search->seen_count++];

	seen->pair = *pair;
	seen->bucket = issue_key_set_bucket(&search->found, pair);
	issue_key_set_fetch(&search->found, seen->bucket);
	if (search->seen_count == ISSUE_KEY_SEEN)
		return flush(search, wide, why);
	return 0;
}

/* Add the key around the hyphen, if there is one. */
static int
add(struct issue_key *search, const struct place *place, struct why *why)
{
	size_t at, len;
	int rv = 0;

	for (at = 0; rv == 0 && at + ISSUE_KEY_PROJECT_MIN <= place->name;)
		if ((rv = begins(search, place, at, why)) == 0)
			at++;
	if (rv != 1)
		return rv;
	len = place->name - at + 1 + place->number;
	/* First those that came before it. */
	if (flush(search, false, why) == -1)
		return -1;
	return issue_key_set_add(&search->found, place->word + at, len, why);
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
	char capitals[ISSUE_KEY_MAX];
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

/* Is a key of this project, whose name is short, wanted? */
static bool
is_wanted(const struct issue_key *search, const char *name, size_t len)
{
	struct issue_key_pair pair;

	issue_key_take(name, len, search->lower, &pair);
	return issue_key_set_has(&search->projects, (const char *)&pair, len);
}

/*
 * Look around a hyphen of the window at p: at short keys amidst ASCII, which
 * is most of them.  A key may begin at the starts, and end before the first of
 * the ends.  Returns 0, -1 and why, or 2 if look() has to tell.
 */
INLINE int
look_short(struct issue_key *search, const char *p,
    const struct issue_key_window *seen, unsigned int hyphen, uint64_t starts,
    uint64_t ends, bool wide, struct why *why)
{
	const uint64_t before = ((uint64_t)1 << hyphen) - 1;
	const uint64_t other = ~seen->names & before, end = ends & -ends;
	struct issue_key_pair pair;
	uint64_t first;
	size_t at, len;

	if (other == 0 || end == 0)
		return 2;
	first = (uint64_t)1 << (63 - __builtin_clzll(other));
	if ((seen->high & (first | end)) != 0)
		return 2;
	if ((seen->words & end) != 0)
		return 0;
	for (starts &= before >> 1 & -(first << 1); starts != 0;
	     starts &= starts - 1) {
		at = (size_t)__builtin_ctzll(starts);
		len = (size_t)__builtin_ctzll(end) - at;
		if (len > ISSUE_KEY_SHORT)
			return 2;
		if (search->projects.count > 0 &&
		    !is_wanted(search, p + at, hyphen - at))
			continue;
		if (wide)
			issue_key_wide_take(p + at, len, search->lower, &pair);
		else
			issue_key_take(p + at, len, search->lower, &pair);
		return see(search, &pair, wide, why);
	}
	return 0;
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

/*
 * Look around the hyphens in the 32 bytes at p; end is that of the text so
 * far.  Returns 0, or 1 with the hyphen of which only the next block can tell
 * in cut, or -1 and why.
 */
INLINE int
look_around(struct issue_key *search, const char *p, uint32_t hyphens,
    const char *end, bool last, const char **cut, bool wide, struct why *why)
{
	const char *const window = p - ISSUE_KEY_FAST_STEP;
	const bool whole = last || end - window > ISSUE_KEY_FAST_BITS;
	struct issue_key_window seen;
	uint64_t starts, ends;
	unsigned int at;
	int rv;

	if (wide)
		issue_key_wide_look(window, search->lower, &seen);
	else
		issue_key_look(window, search->lower, &seen);
	starts = seen.capitals & ~(seen.words << 1);
	/* A carry runs through the digits after a hyphen, and ends there. */
	ends = ((uint64_t)hyphens << (ISSUE_KEY_FAST_STEP + 1)) + seen.digits;
	ends &= ~seen.digits;
	for (; hyphens != 0; hyphens &= hyphens - 1) {
		at = (unsigned int)__builtin_ctz(hyphens);
		rv = whole
		    ? look_short(search, window, &seen,
			  at + ISSUE_KEY_FAST_STEP, starts, ends, wide, why)
		    : 2;
		if (rv == 2)
			rv = look(search, p + at, end, last, why);
		if (rv != 0) {
			*cut = p + at;
			return rv;
		}
		ends &= ends - 1;
	}
	return 0;
}

/* The same for all of them from p on. */
INLINE int
look_on(struct issue_key *search, const char *p, const char *end, bool last,
    const char **cut, bool wide, struct why *why)
{
	const char *half;
	uint64_t hyphens;
	int rv = 0;

	for (; rv == 0 && p < end; p += ISSUE_KEY_FAST_BITS) {
		hyphens =
		    wide ? issue_key_wide_hyphens(p) : issue_key_hyphens(p);
		for (half = p; rv == 0 && hyphens != 0;
		     hyphens >>= 32, half += 32)
			rv = look_around(search, half, (uint32_t)hyphens, end,
			    last, cut, wide, why);
	}
	return rv == -1 || flush(search, wide, why) == -1 ? -1 : rv;
}

static int
look_plain(struct issue_key *search, const char *p, const char *end, bool last,
    const char **cut, struct why *why)
{
	return look_on(search, p, end, last, cut, false, why);
}

ISSUE_KEY_WIDE static int
look_wide(struct issue_key *search, const char *p, const char *end, bool last,
    const char **cut, struct why *why)
{
	return look_on(search, p, end, last, cut, true, why);
}

int
issue_key_grew(struct issue_key *search, size_t len, struct why *why)
{
	char *const block = search->buffer + KEPT_MAX, *const end = block + len;
	const bool last = len == 0;
	/* Of a hyphen that ends the block nothing can be said yet. */
	const char *from = last ? end : end - 1;
	int rv;

	if (issue_key_set_begin(&search->found, why) == -1)
		return -1;
	/* Nothing that is looked at too far is a part of a key. */
	memset(end, '\n', ISSUE_KEY_FAST_AFTER);
	rv = (issue_key_is_wide() && !search->plain ? look_wide : look_plain)(
	    search, block - search->pending, end, last, &from, why);
	if (rv == -1)
		return -1;
	keep(search, from, end, last);
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
