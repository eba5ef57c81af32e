/* flight_pool: connections that requests share, of two kinds. */
#ifndef FLIGHT_POOL_H
#define FLIGHT_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include <curl/curl.h>

struct http_exchange;
struct why;

/*
 * libcurl may send a second request over a connection of HTTP/1.1 that is in
 * use, and then hand out their answers in any order, if it knows another of
 * HTTP/2 to the same server (curl's issue 4885).  So those requests that keep
 * to HTTP/1.1 have connections of their own, and of the others one goes first:
 * if its answer is in HTTP/2, its connection is the only one at a time; if it
 * is not, there may be many, and none is shared at a time.
 */
struct flight_pool {
	CURLM *shared; /* HTTP/2 where it is offered */
	CURLM *single;
	size_t jobs;
	size_t shared_busy, single_busy; /* requests in them */
	bool known;                      /* how the server answers the shared */
};

/* For so many requests at a time.  Returns 0, or -1 and why (WHY_LATER). */
int flight_pool_open(struct flight_pool *pool, size_t jobs, struct why *why);
void flight_pool_close(struct flight_pool *pool);

/* Returns 0, or -1: there is no memory. */
int flight_pool_add(
    struct flight_pool *pool, const struct http_exchange *exchange);
void flight_pool_remove(
    struct flight_pool *pool, const struct http_exchange *exchange);

/* Do what can be done now.  Returns 0, or -1 and why (WHY_LATER). */
int flight_pool_work(struct flight_pool *pool, struct why *why);

/*
 * The next exchange that is done, as set by CURLOPT_PRIVATE, with its code; or
 * NULL.
 */
void *flight_pool_done(struct flight_pool *pool, CURLcode *code);

/* A shared exchange was answered: learn what the server speaks. */
void flight_pool_learn(
    struct flight_pool *pool, const struct http_exchange *exchange);

/* May a request be added, which is single or is not? */
bool flight_pool_has_room(const struct flight_pool *pool, bool single);

/*
 * Wait for the network, until one of two descriptors can be read that is not
 * -1, or for so many milliseconds.  Returns 0, or -1 and why (WHY_LATER).
 */
int flight_pool_wait(struct flight_pool *pool, int fd, int other,
    int milliseconds, struct why *why);

#endif
