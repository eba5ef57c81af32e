/*
 * flight: many requests under way at once, their answers in order.
 *
 * Each goes its way as errand_send() has it: signed anew for each try, tried
 * again where that is safe, within its own time, which begins when its turn
 * comes.  They share few connections, kept from one to the next, one alone
 * where HTTP/2 is offered; and one pace.
 *
 * A request that is not idempotent is sent once for each try, over a kept
 * connection, too, but one of HTTP/1.1 (http_exchange_begin()).  If that dies
 * before the answer, nobody knows whether it had an effect: that is the
 * outcome, HTTP_LOST, unless options.unsafe is set.
 */
#ifndef FLIGHT_H
#define FLIGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "http.h"
#include "why.h"

enum {
	FLIGHT_JOBS_MAX = 100,
	FLIGHT_WINDOW = 16,       /* requests for each job that may be inside */
	FLIGHT_HELD_MAX = 1 << 26 /* bytes of answers waiting for their turn */
};

struct flight;

/* What became of a request. */
struct flight_end {
	void *tag;                   /* as it was put */
	struct http_request request; /* as it was put; to the next take */
	struct http_reply reply;     /* the receiver releases it */
	int rv;                      /* as errand_send() would return */
	struct why why;              /* if that is -1 */
};

/*
 * Returns a flight of at most so many requests at a time, freed with
 * flight_free(); or NULL and why, as http_new().  signer is borrowed, or NULL.
 */
struct flight *flight_new(const struct http_options *options,
    const struct http_signer *signer, size_t jobs, struct why *why);

/* Whatever is under way is dropped. */
void flight_free(struct flight *flight);

/* Is there room for another request?  There is, once all are taken. */
bool flight_has_room(const struct flight *flight);

/* How many have been put, and not been taken yet. */
size_t flight_inside(const struct flight *flight);

/* Has the first of them ended, so that flight_take() need not wait? */
bool flight_has_end(const struct flight *flight);

/*
 * Put a request in line, where there is room; it is copied, but for parts,
 * and files to be sent are read as they go.  Its body is what is in body, or
 * NULL for none; body is empty then, with the room of one that was sent, if
 * there is one.  Returns 0, or -1 and why (WHY_LATER), with body as it was.
 */
int flight_put(struct flight *flight, const struct http_request *request,
    struct mem *body, void *tag, struct why *why);

/*
 * Put one in line that has failed already, so that its end is taken in its
 * turn; there has to be room.
 */
void flight_put_failed(
    struct flight *flight, void *tag, const struct why *failed);

/*
 * Take the end of the request first put of those inside, and fill end with
 * it.  Waits for it; but for milliseconds at most unless that is -1, and only
 * until fd can be read unless that is -1.  Everything else goes on meanwhile,
 * and stands still between two calls, as in one that need not wait.
 * Returns 1; 0 when it has not ended yet, or none is inside; or -1 and why
 * (WHY_LATER), which is the end of the flight.
 */
int flight_take(struct flight *flight, int fd, int milliseconds,
    struct flight_end *end, struct why *why);

/*
 * Have flight_take() return 0 as soon as another descriptor can be read, too,
 * until flight_stop(); -1 for none.
 */
void flight_watch(struct flight *flight, int fd);

/*
 * Send nothing more, and try nothing again.  What is under way may still end
 * for so many milliseconds; then all that is inside has ended, WHY_LATER with
 * words that say whether it may have been sent.  Nothing is put any more.
 */
void flight_stop(struct flight *flight, int milliseconds);

/* Release the reply. */
void flight_end_release(struct flight_end *end);

#endif
