/* listen: the loopback callback, where a browser brings back an answer. */

#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "listen.h"
#include "loopback.h"
#include "mem.h"
#include "url.h"
#include "why.h"

enum {
	LINGER_SECONDS = 1 /* for a browser to take its page */
};

/* Somebody who has connected; not even in use while fd is -1. */
struct visitor {
	int fd;
	int64_t until; /* milliseconds of clock_tick() */
	bool served;   /* has the page, and has only to go */
	struct mem head;
};

struct listen {
	struct loopback doors;
	struct mem url, path;
	struct visitor visitors[LISTEN_VISITORS_MAX];
};

static void
leave(struct visitor *visitor)
{
	if (visitor->fd != -1)
		(void)close(visitor->fd);
	mem_release(&visitor->head);
	*visitor = (struct visitor){ .fd = -1 };
}

/* The URL as it was given, but with the port that it got. */
static void
name_url(struct listen *listen, const struct url *url)
{
	const char *rest = url->path.at;

	mem_printf(&listen->url, "http://%.*s:%u%s%.*s", (int)url->host.len,
	    url->host.at, loopback_port(&listen->doors),
	    url->path.len == 0 ? "/" : "", (int)strcspn(rest, "#"), rest);
	if (url->path.len == 0)
		mem_putc(&listen->path, '/');
	else
		mem_add(&listen->path, url->path.at, url->path.len);
}

struct listen *
listen_new(const char *callback, struct why *why)
{
	struct mem host = { 0 };
	struct listen *listen = NULL;
	struct url url;
	bool any_port;
	size_t i;
	int rv = -1;

	if (url_split(&url, callback, why) == -1) {
		why_at(why, "callback");
		return NULL;
	}
	if (url.tls || !url_is_loopback(&url)) {
		why_setx(
		    why, WHY_USAGE, "callback: not an http URL on localhost");
		return NULL;
	}
	if ((listen = calloc(1, sizeof *listen)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	for (i = 0; i < LISTEN_VISITORS_MAX; i++)
		listen->visitors[i].fd = -1;
	any_port = url.path.at == url.host.at + url.host.len;
	mem_add(&host, url.host.at, url.host.len);
	if (mem_check(&host, why) == -1)
		goto out;
	if (loopback_open(&listen->doors, host.data, any_port ? 0 : url.port) ==
	    -1) {
		if (any_port)
			why_set(why, WHY_LATER, "callback: no free port");
		else
			why_set(why, WHY_LATER, "callback: port %u", url.port);
		goto out;
	}
	name_url(listen, &url);
	if (mem_check(&listen->url, why) == -1 ||
	    mem_check(&listen->path, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&host);
	if (rv == -1) {
		listen_free(listen);
		listen = NULL;
	}
	return listen;
}

void
listen_free(struct listen *listen)
{
	size_t i;

	if (listen == NULL)
		return;
	for (i = 0; i < LISTEN_VISITORS_MAX; i++)
		leave(&listen->visitors[i]);
	loopback_close(&listen->doors);
	mem_release(&listen->url);
	mem_release(&listen->path);
	free(listen);
}

const char *
listen_url(const struct listen *listen)
{
	return mem_str(&listen->url);
}

/* A free place, or that of whoever has been here longest. */
static struct visitor *
find_place(struct listen *listen)
{
	struct visitor *oldest = &listen->visitors[0];
	size_t i;

	for (i = 0; i < LISTEN_VISITORS_MAX; i++) {
		if (listen->visitors[i].fd == -1)
			return &listen->visitors[i];
		if (listen->visitors[i].until < oldest->until)
			oldest = &listen->visitors[i];
	}
	leave(oldest);
	return oldest;
}

static void
admit(struct listen *listen, int door)
{
	struct visitor *visitor;
	int fd;

	fd = accept4(door, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd == -1)
		return;
	visitor = find_place(listen);
	visitor->fd = fd;
	visitor->until = clock_tick() + LISTEN_VISIT_SECONDS * 1000;
}

/*
 * A page fits into the buffer of a new connection.  Closing at once could
 * reset it under the browser's eyes, so it gets a moment to go by itself.
 */
static void
serve(struct visitor *visitor, enum callback callback)
{
	struct mem page = { 0 };

	callback_page(callback, &page);
	if (!page.failed)
		(void)send(visitor->fd, page.data, page.len, MSG_NOSIGNAL);
	(void)shutdown(visitor->fd, SHUT_WR);
	mem_release(&page);
	visitor->served = true;
	visitor->until = clock_tick() + LINGER_SECONDS * 1000;
}

/* Is what this visitor has asked for so far the answer?  It is in query. */
static enum callback
judge_head(const struct listen *listen, const struct visitor *visitor,
    listen_judge *judge, void *arg, struct mem *query)
{
	enum callback callback = CALLBACK_STRANGE;

	mem_cut(query, 0);
	if (callback_query(visitor->head.data, visitor->head.len,
		mem_str(&listen->path), query))
		callback = judge(mem_str(query), arg);
	if (callback == CALLBACK_STRANGE)
		mem_cut(query, 0);
	return callback;
}

/* Returns whether a request is there to be judged. */
static bool
hear(struct visitor *visitor)
{
	char data[4096];
	ssize_t n;

	if ((n = recv(visitor->fd, data, sizeof data, 0)) == -1 &&
	    (errno == EAGAIN || errno == EINTR))
		return false;
	if (n > 0 && visitor->served)
		return false;
	if (n > 0)
		mem_add(&visitor->head, data, (size_t)n);
	explicit_bzero(data, sizeof data);
	if (n <= 0 || visitor->head.failed ||
	    visitor->head.len > CALLBACK_HEAD_MAX) {
		leave(visitor);
		return false;
	}
	return callback_complete(visitor->head.data, visitor->head.len);
}

/* Whoever has answered gets until the end of its moment to go. */
static void
see_off(struct visitor *visitor)
{
	struct pollfd door = { visitor->fd, POLLIN, 0 };
	int64_t left;

	while (
	    visitor->fd != -1 && (left = visitor->until - clock_tick()) > 0) {
		if (poll(&door, 1, (int)left) == 1)
			(void)hear(visitor);
	}
	leave(visitor);
}

/* Fill in what to wait for; returns for how many milliseconds at most. */
static int
prepare(struct listen *listen, int64_t until, struct pollfd *fds)
{
	struct visitor *visitor;
	int64_t at = clock_tick();
	size_t i;

	for (i = 0; i < LISTEN_VISITORS_MAX; i++) {
		visitor = &listen->visitors[i];
		if (visitor->fd != -1 && visitor->until <= at)
			leave(visitor);
		if (visitor->fd != -1 && visitor->until < until)
			until = visitor->until;
		fds[i] = (struct pollfd){ visitor->fd, POLLIN, 0 };
	}
	for (i = 0; i < LOOPBACK_MAX; i++)
		fds[LISTEN_VISITORS_MAX + i] = (struct pollfd){
			i < listen->doors.count ? listen->doors.fds[i] : -1,
			POLLIN, 0
		};
	return until > at ? (int)(until - at) : 0;
}

int
listen_wait(struct listen *listen, unsigned int seconds, listen_judge *judge,
    void *arg, struct mem *query, struct why *why)
{
	struct pollfd fds[LISTEN_VISITORS_MAX + LOOPBACK_MAX];
	const int64_t until = clock_tick() + (int64_t)seconds * 1000;
	struct visitor *visitor;
	enum callback callback;
	size_t i;

	while (clock_tick() < until) {
		if (poll(fds, LISTEN_VISITORS_MAX + LOOPBACK_MAX,
			prepare(listen, until, fds)) == -1)
			continue;
		for (i = 0; i < LISTEN_VISITORS_MAX; i++) {
			visitor = &listen->visitors[i];
			if (fds[i].revents == 0 || !hear(visitor))
				continue;
			callback =
			    judge_head(listen, visitor, judge, arg, query);
			serve(visitor, callback);
			if (callback == CALLBACK_STRANGE)
				continue;
			see_off(visitor);
			return mem_check(query, why);
		}
		for (i = 0; i < listen->doors.count; i++)
			if (fds[LISTEN_VISITORS_MAX + i].revents != 0)
				admit(listen, listen->doors.fds[i]);
	}
	return why_setx(why, WHY_LATER,
	    "callback: no answer came within %u seconds", seconds);
}
