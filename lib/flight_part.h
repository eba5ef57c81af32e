/* flight_part: what the flight modules share, for them alone. */
#ifndef FLIGHT_PART_H
#define FLIGHT_PART_H

#include <stddef.h>
#include <stdint.h>

#include "errand.h"
#include "flight.h"
#include "flight_pool.h"
#include "mem.h"

struct http_exchange;

enum {
	FLIGHT_ROOMS = 8 /* of bodies that are kept */
};

/* One request inside. */
struct passage {
	enum {
		WAITING,
		FLYING,
		ENDED
	} state;
	struct http_request request; /* of what follows */
	struct mem method, url, headers, body;
	void *tag;
	struct errand errand;
	struct http_exchange *exchange; /* while it flies */
	struct http_reply reply;
	int rv; /* of the last try */
	struct why why;
};

struct flight {
	struct http *http;
	const struct http_signer *signer;
	struct flight_pool pool;
	struct http_exchange **idle; /* handles that nobody uses */
	size_t idle_count;
	size_t jobs, flying;
	struct passage *ring; /* of window, those inside in order */
	size_t window, first, inside;
	struct passage last; /* whose end was taken last */
	/*
	 * Bodies that were sent, for those to come.  What was in them is
	 * overwritten, or wiped at the end.
	 */
	struct mem rooms[FLIGHT_ROOMS];
	size_t room_count;
	size_t held;  /* bytes of answers that have ended */
	int watched;  /* beside the fd of flight_take(), or -1 */
	int64_t stop; /* when all ends, as clock_tick(); 0: not yet */
};

/* Those inside, from the first that was put. */
static inline struct passage *
passage_at(const struct flight *flight, size_t i)
{
	return &flight->ring[(flight->first + i) % flight->window];
}

/* Take the handle back from a passage. */
struct http_exchange *flight_land(
    struct flight *flight, struct passage *passage);

/* It has ended, and waits to be taken. */
void flight_settle(struct flight *flight, struct passage *passage);

/*
 * Milliseconds until nothing is under way any more, of a flight that was
 * stopped: there are none once what was under way has been dropped.
 */
int64_t flight_time_left(struct flight *flight);

#endif
