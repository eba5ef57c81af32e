/*
 * errand: one request on its way to the answer that counts.
 *
 * Signed anew for each try, it is sent again where that is safe (retry), when
 * the server allows it (pace), once more where its signer has hope, and for
 * GET and HEAD after each redirect that stays within the origin.
 */
#ifndef ERRAND_H
#define ERRAND_H

#include <stdbool.h>
#include <stdint.h>

#include "http.h"
#include "mem.h"

struct why;

enum {
	ERRAND_REDIRECTS_MAX = 5 /* followed */
};

/*
 * Send a request and take the answer that counts, whatever its status.  All
 * tries and waits end within options.seconds; a wait that would not be over
 * by then is not begun, and the answer that asked for it is the answer.
 * Returns 0, or -1 and why: as http_send(); WHY_NONSENSE for a circle of
 * redirects; WHY_LATER for a time that the server set before and that is too
 * long to be waited for, with nothing sent.
 */
int errand_send(struct http *http, const struct http_request *request,
    const struct http_signer *signer, struct http_reply *reply,
    struct why *why);

/* For who drives many: errand_send() is made of the following. */
struct errand {
	struct http_request request; /* what is sent next; borrows all */
	struct mem url;              /* where a redirect led, if one did */
	struct http_hope hope;
	unsigned int tries, redirects;
	int64_t deadline; /* as clock_tick(); 0: its time has not begun */
	int64_t ready;    /* not to be sent before */
};

/* Set out; the request is borrowed.  Release with errand_release(). */
void errand_begin(struct errand *errand, const struct http_request *request);
void errand_release(struct errand *errand);

/*
 * Is it time for the next try?  Its time begins with the first such question.
 * Returns 1 for yes, and counts it as sent; 0 with how many milliseconds to
 * wait before asking again; or -1: its time would be over before.  Then the
 * last try counts, or, if there was none, why (WHY_LATER).
 */
int errand_ready(struct errand *errand, struct http *http,
    const struct http_signer *signer, int64_t *wait, struct why *why);

/*
 * The try has ended, with reply, whose end is set.  Returns 1 if there is to
 * be another, after errand_ready(); 0 if this was the last, and the answer or
 * the failure counts; or -1 and why (WHY_NONSENSE).
 */
int errand_next(struct errand *errand, struct http *http,
    const struct http_signer *signer, const struct http_reply *reply,
    struct why *why);

#endif
