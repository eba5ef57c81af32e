/* flight_stop: the end of a flight that is not to go on. */

#include "clock.h"
#include "flight_part.h"
#include "http.h"
#include "why.h"

void
flight_watch(struct flight *flight, int fd)
{
	flight->watched = fd;
}

void
flight_stop(struct flight *flight, int milliseconds)
{
	struct passage *passage;
	size_t i;

	flight->watched = -1;
	flight->stop = clock_tick() + milliseconds;
	for (i = 0; i < flight->inside; i++) {
		passage = passage_at(flight, i);
		if (passage->state != WAITING)
			continue;
		if (passage->errand.tries == 0)
			passage->rv = why_setx(&passage->why, WHY_LATER,
			    "interrupted; it was not sent");
		flight_settle(flight, passage);
	}
}

/* It has been stopped, and there is no time left for what is under way. */
static void
drop(struct flight *flight)
{
	struct passage *passage;
	size_t i;

	for (i = 0; i < flight->inside; i++) {
		passage = passage_at(flight, i);
		if (passage->state != FLYING)
			continue;
		(void)flight_land(flight, passage);
		http_reply_release(&passage->reply);
		passage->rv = why_setx(&passage->why, WHY_LATER,
		    "interrupted; it may have been sent");
		flight_settle(flight, passage);
	}
}

int64_t
flight_time_left(struct flight *flight)
{
	const int64_t left = flight->stop - clock_tick();

	if (left > 0)
		return left;
	drop(flight);
	return 0;
}
