/* issue_key_scan: the keys in a stretch of text, a window after the other. */

#include "issue_key_add.h"
#include "issue_key_fast.h"
#include "issue_key_scan.h"
#include "issue_key_wide.h"
#include "why.h"

/* For one kind of machine or another: so they have to be where they are. */
#define INLINE static inline __attribute__((always_inline))

enum {
	LAST = ISSUE_KEY_WINDOW - 1,
	/* Further back than a key that is allowed can begin. */
	FAR = ISSUE_KEY_MAX
};

/* A stretch of text, and what it is looked at with. */
struct scan {
	struct issue_key *search;
	struct issue_key_carry *carry;
	const char *end;
	bool last;
	uint64_t wanted; /* where in the window keys may end */
	const char *cut; /* where one may, if it were clear what stands there */
};

/* Add three numbers, of which the last is 0 or 1; returns what is carried. */
INLINE uint64_t
sum(uint64_t a, uint64_t b, uint64_t one, uint64_t *all)
{
	uint64_t more = __builtin_add_overflow(a, b, all);

	more |= __builtin_add_overflow(*all, one, all);
	return more;
}

/* How far it is back to the last of these from the next window. */
INLINE size_t
back_to(uint64_t bits, size_t before)
{
	return bits != 0 ? (size_t)__builtin_clzll(bits) + 1
			 : before + ISSUE_KEY_WINDOW;
}

/* Where a character beyond ASCII is a letter, a word stands before. */
static int
look_before(struct issue_key *search, const char *p, uint64_t at,
    uint64_t *words, struct why *why)
{
	int rv;

	for (; at != 0; at &= at - 1) {
		rv = issue_key_edge_before_utf8(
		    &search->edge, p + __builtin_ctzll(at), why);
		if (rv == -1)
			return -1;
		if (rv == 0)
			*words |= at & -at;
	}
	return 0;
}

/* And if one comes after it, that is no end; if one may come, not yet. */
static int
look_after(struct scan *scan, const char *p, uint64_t at, uint64_t *ends,
    struct why *why)
{
	const char *s;
	size_t len;
	int rv;

	for (; at != 0; at &= at - 1) {
		s = p + __builtin_ctzll(at);
		len = (size_t)(scan->end - s);
		if (!scan->last && len < UTF8_MAX && utf8_next(s, len) == 0) {
			scan->cut = s;
			rv = 0;
		} else
			rv = issue_key_edge_after_utf8(
			    &scan->search->edge, s, len, why);
		if (rv == -1)
			return -1;
		if (rv == 0)
			*ends &= ~(at & -at);
	}
	return 0;
}

/*
 * Look at the window at p, where hyphens are those before a number.  A carry
 * runs through a name from its first letter, and comes out right after it; so
 * does one through a number.
 */
INLINE int
look_at(struct scan *scan, const char *p, uint64_t hyphens, bool wide,
    struct why *why)
{
	struct issue_key *const search = scan->search;
	struct issue_key_carry *const carry = scan->carry;
	struct issue_key_carry next;
	struct issue_key_window seen;
	uint64_t words, high, names, starts, begun, firsts, numbers, ends;

	if (wide)
		issue_key_wide_look(p, search->lower, &seen);
	else
		issue_key_look(p, search->lower, &seen);
	words = seen.words << 1 | carry->word;
	high = (seen.high << 1 | carry->high) & seen.capitals;
	if (high != 0 && look_before(search, p, high, &words, why) == -1)
		return -1;
	starts = seen.capitals & ~words;
	names = seen.capitals | seen.digits | seen.lines;
	next.name = sum(names, starts, carry->name, &begun);
	begun ^= names ^ starts;
	firsts = starts & ~begun;
	/* The key of a project is not one letter. */
	hyphens &= begun & ~(firsts << 1 | carry->first);
	numbers = hyphens << 1 | carry->hyphen;
	next.number = sum(seen.digits, numbers, carry->number, &ends);
	ends = (ends ^ seen.digits ^ numbers) & ~seen.words & scan->wanted;
	if ((ends & seen.high) != 0 &&
	    look_after(scan, p, ends & seen.high, &ends, why) == -1)
		return -1;
	if (ends != 0 &&
	    issue_key_add(search, p,
		&(struct issue_key_ends){
		    carry, firsts, hyphens, ends, seen.lines },
		wide, why) == -1)
		return -1;
	next.word = seen.words >> LAST;
	next.high = seen.high >> LAST;
	next.first = firsts >> LAST;
	next.hyphen = hyphens >> LAST;
	next.start = back_to(firsts, carry->start);
	next.dash = back_to(hyphens, carry->dash);
	*carry = next;
	return 0;
}

/* Go on at p, after windows that were not looked at: a name may have begun. */
static void
resume(const struct issue_key *search, const char *p,
    struct issue_key_carry *carry)
{
	*carry = (struct issue_key_carry){
		.word = issue_key_edge_is_ascii_word(p[-1]),
		.high = (unsigned char)p[-1] >= 0x80,
		.name = issue_key_is_name(p[-1], search->lower),
		.start = FAR,
	};
}

/* Say where in the window at p, before limit, keys may end. */
INLINE void
want(struct scan *scan, const char *p, const char *limit)
{
	size_t *const decided = &scan->search->decided;

	scan->wanted = UINT64_MAX;
	if (*decided >= ISSUE_KEY_WINDOW) {
		*decided -= ISSUE_KEY_WINDOW;
		scan->wanted = 0;
	} else if (*decided > 0) {
		scan->wanted <<= *decided;
		*decided = 0;
	}
	if (limit - p < ISSUE_KEY_WINDOW)
		scan->wanted &= ((uint64_t)1 << (limit - p)) - 1;
}

/* Look at what is less than a window, and what may be another one soon. */
INLINE int
look_at_rest(struct scan *scan, const char *p, bool wide, struct why *why)
{
	const char *const limit = scan->end + scan->last;
	const char *const from = p;
	struct issue_key_carry *const kept = scan->carry;
	struct issue_key_carry carry = *kept;
	int rv = 0;

	scan->carry = &carry;
	for (; p < limit && rv == 0; p += ISSUE_KEY_WINDOW) {
		want(scan, p, limit);
		rv = look_at(scan, p,
		    wide ? issue_key_wide_hyphens(p) : issue_key_hyphens(p),
		    wide, why);
	}
	scan->carry = kept;
	scan->search->decided =
	    (size_t)((scan->cut == NULL ? limit : scan->cut) - from);
	return rv;
}

INLINE const char *
scan_on(struct issue_key *search, const char *p, const char *end, bool last,
    bool wide, struct why *why)
{
	struct issue_key_carry *const carry = &search->carry;
	struct scan scan = {
		.search = search, .carry = carry, .end = end, .last = last
	};
	bool skipped = false;
	uint64_t hyphens;

	for (; end - p >= ISSUE_KEY_WINDOW + UTF8_MAX - 1;
	     p += ISSUE_KEY_WINDOW) {
		hyphens =
		    wide ? issue_key_wide_hyphens(p) : issue_key_hyphens(p);
		want(&scan, p, end);
		if (hyphens == 0 && (carry->hyphen | carry->number) == 0) {
			skipped = true;
			continue;
		}
		if (skipped)
			resume(search, p, carry);
		skipped = false;
		if (look_at(&scan, p, hyphens, wide, why) == -1)
			return NULL;
	}
	if (skipped)
		resume(search, p, carry);
	if (look_at_rest(&scan, p, wide, why) == -1)
		return NULL;
	return p;
}

static const char *
scan_plain(struct issue_key *search, const char *p, const char *end, bool last,
    struct why *why)
{
	return scan_on(search, p, end, last, false, why);
}

ISSUE_KEY_WIDE static const char *
scan_wide(struct issue_key *search, const char *p, const char *end, bool last,
    struct why *why)
{
	return scan_on(search, p, end, last, true, why);
}

const char *
issue_key_scan(struct issue_key *search, const char *p, const char *end,
    bool last, struct why *why)
{
	return issue_key_is_wide() && !search->plain
	    ? scan_wide(search, p, end, last, why)
	    : scan_plain(search, p, end, last, why);
}
