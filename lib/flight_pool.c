/* flight_pool: connections that requests share, of two kinds. */

#include <sys/select.h>

#include "flight_pool.h"
#include "http_exchange.h"
#include "why.h"

static int
fail_memory(struct why *why)
{
	return why_setx(why, WHY_LATER, "out of memory");
}

/* How many connections there may be, and whether requests may share one. */
static void
set(CURLM *multi, size_t connections, long pipelining)
{
	(void)curl_multi_setopt(
	    multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)connections);
	(void)curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)connections);
	(void)curl_multi_setopt(multi, CURLMOPT_PIPELINING, pipelining);
}

int
flight_pool_open(struct flight_pool *pool, size_t jobs, struct why *why)
{
	pool->jobs = jobs;
	if ((pool->shared = curl_multi_init()) == NULL ||
	    (pool->single = curl_multi_init()) == NULL)
		return fail_memory(why);
	set(pool->shared, 1, CURLPIPE_MULTIPLEX);
	set(pool->single, jobs, CURLPIPE_NOTHING);
	return 0;
}

void
flight_pool_close(struct flight_pool *pool)
{
	(void)curl_multi_cleanup(pool->shared);
	(void)curl_multi_cleanup(pool->single);
}

int
flight_pool_add(struct flight_pool *pool, const struct http_exchange *exchange)
{
	CURLM *multi = exchange->single ? pool->single : pool->shared;

	++*(exchange->single ? &pool->single_busy : &pool->shared_busy);
	return curl_multi_add_handle(multi, exchange->curl) == CURLM_OK ? 0
									: -1;
}

void
flight_pool_remove(
    struct flight_pool *pool, const struct http_exchange *exchange)
{
	CURLM *multi = exchange->single ? pool->single : pool->shared;

	--*(exchange->single ? &pool->single_busy : &pool->shared_busy);
	(void)curl_multi_remove_handle(multi, exchange->curl);
}

bool
flight_pool_has_room(const struct flight_pool *pool, bool single)
{
	return single || pool->known || pool->shared_busy == 0;
}

void
flight_pool_learn(
    struct flight_pool *pool, const struct http_exchange *exchange)
{
	long version = 0;

	(void)curl_easy_getinfo(
	    exchange->curl, CURLINFO_HTTP_VERSION, &version);
	if (exchange->single || version == 0)
		return;
	pool->known = true;
	if (version < CURL_HTTP_VERSION_2_0)
		set(pool->shared, pool->jobs, CURLPIPE_NOTHING);
}

int
flight_pool_work(struct flight_pool *pool, struct why *why)
{
	int running;

	if (curl_multi_perform(pool->shared, &running) != CURLM_OK ||
	    (pool->single_busy > 0 &&
		curl_multi_perform(pool->single, &running) != CURLM_OK))
		return fail_memory(why);
	return 0;
}

void *
flight_pool_done(struct flight_pool *pool, CURLcode *code)
{
	CURLM *const multis[] = { pool->shared, pool->single };
	const CURLMsg *message;
	char *mine = NULL;
	size_t i;
	int more;

	for (i = 0; i < 2; i++)
		while ((message = curl_multi_info_read(multis[i], &more)) !=
		    NULL) {
			if (message->msg != CURLMSG_DONE)
				continue;
			*code = message->data.result;
			(void)curl_easy_getinfo(
			    message->easy_handle, CURLINFO_PRIVATE, &mine);
			return mine;
		}
	return NULL;
}

/* What the single ones wait for, for those who wait for the others. */
static unsigned int
add_single(const struct flight_pool *pool,
    struct curl_waitfd fds[static FD_SETSIZE], int *milliseconds)
{
	fd_set in, out, except;
	unsigned int count = 0;
	long most = -1;
	int fd, last = -1;

	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_ZERO(&except);
	(void)curl_multi_fdset(pool->single, &in, &out, &except, &last);
	(void)curl_multi_timeout(pool->single, &most);
	if (most >= 0 && most < *milliseconds)
		*milliseconds = (int)most;
	for (fd = 0; fd <= last; fd++)
		if (FD_ISSET(fd, &in) || FD_ISSET(fd, &out))
			fds[count++] = (struct curl_waitfd){
				.fd = fd,
				.events = (short)((FD_ISSET(fd, &in)
							  ? CURL_WAIT_POLLIN
							  : 0) |
				    (FD_ISSET(fd, &out) ? CURL_WAIT_POLLOUT
							: 0)),
			};
	return count;
}

int
flight_pool_wait(struct flight_pool *pool, int fd, int other, int milliseconds,
    struct why *why)
{
	struct curl_waitfd fds[FD_SETSIZE + 2];
	unsigned int count = 0;

	if (pool->single_busy > 0)
		count = add_single(pool, fds, &milliseconds);
	if (fd != -1)
		fds[count++] = (struct curl_waitfd){ .fd = fd,
			.events = CURL_WAIT_POLLIN };
	if (other != -1)
		fds[count++] = (struct curl_waitfd){ .fd = other,
			.events = CURL_WAIT_POLLIN };
	if (curl_multi_poll(pool->shared, fds, count, milliseconds, NULL) !=
	    CURLM_OK)
		return fail_memory(why);
	return 0;
}
