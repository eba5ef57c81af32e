/* What was seen is found again, the latest for sure, in little memory. */

#include "seen.h"
#include "sorted.h"
#include "tap.h"
#include "why.h"

enum {
	LIMIT = 1024,
	MANY = 100000
};

#define HIGH (UINT64_C(1) << 63)

/* A hash of sorts. */
static uint64_t
hash(uint64_t i)
{
	return i * UINT64_C(0x9e3779b97f4a7c15);
}

static bool
puts_many(struct seen *seen)
{
	struct why why;
	uint64_t i;

	for (i = 0; i < MANY; i++)
		if (seen_put(seen, hash(i), (int64_t)i, i, &why) == -1)
			return false;
	return true;
}

/* How many of the last count are found as they were put. */
static uint64_t
finds(struct seen *seen, uint64_t count)
{
	const struct seen_row *row;
	uint64_t i, found = 0;

	for (i = MANY - count; i < MANY; i++) {
		row = seen_find(seen, hash(i));
		found += row != NULL && row->mark == i &&
		    row->sequence == (int64_t)i;
	}
	return found;
}

int
main(void)
{
	struct seen all = { 0 }, few = { .limit = LIMIT };
	struct sorted sorted = { 0 };
	struct why why;

	it("finds nothing in nothing", seen_find(&all, 7) == NULL);
	it("takes many", puts_many(&all));
	it("and finds them all", finds(&all, MANY) == MANY);
	it("and no other", seen_find(&all, hash(MANY)) == NULL);
	it("takes many with a limit", puts_many(&few));
	it("and finds the last ones", finds(&few, LIMIT) == LIMIT);
	it("and of the others few", finds(&few, MANY) <= 2 * LIMIT);
	it("in as much memory",
	    few.young.size <= 4 * LIMIT && few.old.size <= 4 * LIMIT);
	(void)seen_put(&few, 0, 1, 2, &why);
	it("takes a hash of 0", seen_find(&few, 0)->mark == 2);
	(void)seen_put(&few, 0, 3, 4, &why);
	it("and another one instead", seen_find(&few, 0)->mark == 4);
	(void)seen_put(&all, 5, 1, 5, &why);
	(void)seen_put(&all, HIGH | 5, 1, 6, &why);
	it("tells apart what differs in its highest bits",
	    seen_find(&all, 5)->mark == 5 &&
		seen_find(&all, HIGH | 5)->mark == 6);
	seen_release(&all);
	seen_release(&few);

	it("finds no string in none",
	    sorted_sort(&sorted, &why) == 0 &&
		sorted_find(&sorted, "a", 1) == NULL);
	sorted_clear(&sorted);
	sorted_add(&sorted, "b", 1, 1);
	sorted_add(&sorted, "", 0, 2);
	sorted_add(&sorted, "a\0b", 3, 3);
	sorted_add(&sorted, "ab", 2, 4);
	it("sorts strings", sorted_sort(&sorted, &why) == 0);
	it("and finds each",
	    sorted_find(&sorted, "b", 1)->number == 1 &&
		sorted_find(&sorted, "", 0)->number == 2 &&
		sorted_find(&sorted, "a\0b", 3)->number == 3 &&
		sorted_find(&sorted, "ab", 2)->number == 4);
	it("and no other", sorted_find(&sorted, "a", 1) == NULL);
	it("none twice", !sorted_has_twin(&sorted));
	sorted_add(&sorted, "ab", 2, 5);
	it("until there is one",
	    sorted_sort(&sorted, &why) == 0 && sorted_has_twin(&sorted));
	it("of which it finds the first",
	    sorted_find(&sorted, "ab", 2)->number == 4);
	sorted_release(&sorted);
	return finish();
}
