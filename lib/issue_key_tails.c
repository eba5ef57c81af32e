/* issue_key_tails: how the keys of one stem end, and how often each came. */

#include <stdlib.h>
#include <string.h>

#include "issue_key_tails.h"
#include "why.h"

enum {
	FIRST_SIZE = 1 << 10
};

static int
make_room(struct issue_key_times *times, size_t more, struct why *why)
{
	size_t size = times->size;
	uint64_t *all;

	if (more <= size - times->used)
		return 0;
	size += size / 2 + FIRST_SIZE;
	if ((all = reallocarray(times->all, size, sizeof *all)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	times->all = all;
	times->size = size;
	return 0;
}

/* A power of two fills the room there is: move to where there is twice that. */
static int
put_time(struct issue_key_tails *tails, unsigned int tail,
    struct issue_key_times *times, struct why *why)
{
	const size_t count = issue_key_tails_before(tails, ISSUE_KEY_TAILS);
	const size_t before = issue_key_tails_before(tails, tail);
	const size_t room = count == 0 ? 1 : 2 * count;
	uint64_t *all;

	if ((count & (count - 1)) == 0) {
		if (make_room(times, room, why) == -1)
			return -1;
		all = times->all;
		memcpy(all + times->used, all + issue_key_tails_place(tails, 0),
		    count * sizeof *all);
		tails->bits[1] &= ((uint64_t)1 << ISSUE_KEY_TAILS_PLACE) - 1;
		tails->bits[1] |= (uint64_t)times->used
		    << ISSUE_KEY_TAILS_PLACE;
		times->used += room;
	}
	all = times->all + issue_key_tails_place(tails, tail);
	memmove(all + 1, all, (count - before) * sizeof *all);
	*all = 1;
	return 0;
}

int
issue_key_tails_put(struct issue_key_tails *tails, unsigned int tail,
    struct issue_key_times *times, struct why *why)
{
	if (times != NULL && put_time(tails, tail, times, why) == -1)
		return -1;
	tails->bits[tail / 64] |= (uint64_t)1 << tail % 64;
	return 0;
}

void
issue_key_times_release(struct issue_key_times *times)
{
	free(times->all);
	*times = (struct issue_key_times){ 0 };
}
