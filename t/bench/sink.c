/*
 * sink: take builds on loopback, as fast as one thread can, and say that each
 * of them is accepted.
 *
 * Prints its port.  With a file it keeps the first request's body there.  One
 * thread, kept connections, HTTP/1.1 with a length: what is asked of it in a
 * benchmark, and nothing else.
 */

#include <sys/epoll.h>
#include <sys/socket.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	ROOM = 1 << 21, /* bytes of a request, and of its answer */
	CONNECTIONS = 1024
};

struct peer {
	int fd;
	size_t len;
	char in[ROOM];
};

static const char *keep; /* where the first body goes */
static char out[ROOM];

/* Does it name itself so?  Moves p behind the colon. */
static bool
seek(const char **p, const char *end, const char *name)
{
	const char *found = memmem(*p, (size_t)(end - *p), name, strlen(name));

	if (found == NULL)
		return false;
	*p = found + strlen(name);
	return true;
}

/* A key for each build; the answer begins where there is room for a head. */
static size_t
accept_all(const char *p, const char *end, char *to)
{
	const char *stop;
	char *const begin = to;

	to = stpcpy(to, "{\"acceptedBuilds\":[");
	while (seek(&p, end, "\"pipelineId\":")) {
		stop = memchr(p + 1, '"', (size_t)(end - p - 1));
		to = stpcpy(to, "{\"pipelineId\":");
		to = mempcpy(to, p, (size_t)(stop + 1 - p));
		p = stop;
		if (!seek(&p, end, "\"buildNumber\":"))
			break;
		to = stpcpy(to, ",\"buildNumber\":");
		while (*p == '-' || (*p >= '0' && *p <= '9'))
			*to++ = *p++;
		to = stpcpy(to, "},");
	}
	if (to[-1] == ',')
		to--;
	to = stpcpy(to, "],\"rejectedBuilds\":[],\"unknownIssueKeys\":[]}");
	return (size_t)(to - begin);
}

static void
send_all(int fd, const char *s, size_t len)
{
	ssize_t n;

	for (; len > 0; s += n, len -= (size_t)n)
		if ((n = write(fd, s, len)) <= 0)
			return;
}

static void
answer(struct peer *peer, const char *body, size_t len)
{
	static const char token[] =
	    "{\"access_token\":\"t\",\"expires_in\":3600,"
	    "\"token_type\":\"Bearer\"}";
	enum {
		HEAD = 128
	};
	char head[HEAD];
	size_t size = sizeof token - 1;
	int n;

	if (memmem(peer->in, (size_t)(body - peer->in), "/token ", 7) != NULL) {
		memcpy(out + HEAD, token, size);
		n = snprintf(head, sizeof head,
		    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
		    "Content-Length: %zu\r\n\r\n",
		    size);
	} else {
		if (keep != NULL) {
			FILE *const file = fopen(keep, "w");

			if (file == NULL || fwrite(body, len, 1, file) != 1 ||
			    fclose(file) == EOF)
				err(1, "%s", keep);
			keep = NULL;
		}
		size = accept_all(body, body + len, out + HEAD);
		n = snprintf(head, sizeof head,
		    "HTTP/1.1 202 Accepted\r\n"
		    "Content-Type: application/json\r\n"
		    "Content-Length: %zu\r\n\r\n",
		    size);
	}
	memcpy(out + HEAD - n, head, (size_t)n);
	send_all(peer->fd, out + HEAD - n, size + (size_t)n);
}

/* Answer what is whole.  Returns false when the connection is over. */
static bool
serve(struct peer *peer)
{
	const ssize_t n =
	    read(peer->fd, peer->in + peer->len, ROOM - peer->len - 1);
	const char *end, *length;
	size_t head, body;

	if (n <= 0)
		return false;
	peer->len += (size_t)n;
	peer->in[peer->len] = '\0';
	while ((end = memmem(peer->in, peer->len, "\r\n\r\n", 4)) != NULL) {
		head = (size_t)(end + 4 - peer->in);
		length = strcasestr(peer->in, "\ncontent-length:");
		body = length == NULL || length > end
		    ? 0
		    : strtoul(length + 16, NULL, 10);
		if (peer->len < head + body)
			break;
		answer(peer, peer->in + head, body);
		peer->len -= head + body;
		memmove(peer->in, peer->in + head + body, peer->len);
	}
	return peer->len < ROOM - 1;
}

static void
welcome(int listener, int poll)
{
	struct peer *const peer = malloc(sizeof *peer);
	const int on = 1;
	struct epoll_event event = { EPOLLIN, { .ptr = peer } };

	if (peer == NULL)
		err(1, NULL);
	peer->len = 0;
	peer->fd = accept(listener, NULL, NULL);
	setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	if (epoll_ctl(poll, EPOLL_CTL_ADD, peer->fd, &event) == -1)
		err(1, "epoll");
}

static int
bind_loopback(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof address;
	const int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd == -1 || bind(fd, (struct sockaddr *)&address, len) == -1 ||
	    listen(fd, CONNECTIONS) == -1 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) == -1)
		err(1, "socket");
	printf("%d\n", ntohs(address.sin_port));
	if (fflush(stdout) == EOF)
		err(1, "<stdout>");
	return fd;
}

int
main(int argc, char *argv[])
{
	const int listener = bind_loopback(), poll = epoll_create1(0);
	struct epoll_event event = { EPOLLIN, { .ptr = NULL } };
	struct epoll_event events[CONNECTIONS];
	struct peer *peer;
	int i, count;

	keep = argc > 1 ? argv[1] : NULL;
	if (epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) == -1)
		err(1, "epoll");
	while ((count = epoll_wait(poll, events, CONNECTIONS, -1)) != -1)
		for (i = 0; i < count; i++) {
			if ((peer = events[i].data.ptr) == NULL)
				welcome(listener, poll);
			else if (!serve(peer)) {
				close(peer->fd);
				free(peer);
			}
		}
	return 1;
}
