/* loopback: sockets that listen where only this machine can knock. */

#include <sys/socket.h>

#include <netinet/in.h>

#include <arpa/inet.h>

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "loopback.h"

enum {
	PORT_TRIES = 16, /* free ports tried until both addresses have it */
	QUEUE = 16       /* connections that wait to be accepted */
};

unsigned int
loopback_port(const struct loopback *loopback)
{
	union {
		struct sockaddr any;
		struct sockaddr_in ipv4;
		struct sockaddr_in6 ipv6;
	} address = { 0 };
	socklen_t len = sizeof address;

	if (getsockname(loopback->fds[0], &address.any, &len) == -1)
		return 0;
	return ntohs(address.any.sa_family == AF_INET6 ? address.ipv6.sin6_port
						       : address.ipv4.sin_port);
}

/* A socket that listens on an address of the loopback host; -1 and errno. */
static int
listen_at(const struct sockaddr *address, socklen_t len)
{
	const int on = 1;
	int fd, error;

	fd = socket(
	    address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return -1;
	/* A second try need not wait for the first one's TIME_WAIT. */
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (address->sa_family == AF_INET6)
		(void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(fd, address, len) == 0 && listen(fd, QUEUE) == 0)
		return fd;
	error = errno;
	(void)close(fd);
	errno = error;
	return -1;
}

static int
open_ipv4(const char *host, unsigned int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };

	if (inet_pton(AF_INET, host, &address.sin_addr) != 1) {
		errno = EADDRNOTAVAIL;
		return -1;
	}
	return listen_at((const struct sockaddr *)&address, sizeof address);
}

static int
open_ipv6(unsigned int port)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)port),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };

	return listen_at((const struct sockaddr *)&address, sizeof address);
}

/* Whether the host has IPv6 is not ours to complain about. */
static bool
has_no_ipv6(int error)
{
	return error == EAFNOSUPPORT || error == EADDRNOTAVAIL ||
	    error == EPROTONOSUPPORT;
}

/* Both doors of localhost on the same port; -1 and errno. */
static int
open_localhost(struct loopback *loopback, unsigned int port)
{
	if ((loopback->fds[0] = open_ipv4("127.0.0.1", port)) == -1)
		return -1;
	loopback->count = 1;
	loopback->fds[1] = open_ipv6(loopback_port(loopback));
	if (loopback->fds[1] != -1) {
		loopback->count = 2;
		return 0;
	}
	if (has_no_ipv6(errno))
		return 0;
	(void)close(loopback->fds[0]);
	loopback->count = 0;
	return -1;
}

int
loopback_open(struct loopback *loopback, const char *host, unsigned int port)
{
	int tries = port == 0 ? PORT_TRIES : 1;

	loopback->count = 0;
	if (strcasecmp(host, "localhost") == 0) {
		while (open_localhost(loopback, port) == -1)
			if (errno != EADDRINUSE || --tries == 0)
				return -1;
		return 0;
	}
	loopback->fds[0] =
	    host[0] == '[' ? open_ipv6(port) : open_ipv4(host, port);
	if (loopback->fds[0] == -1)
		return -1;
	loopback->count = 1;
	return 0;
}

void
loopback_close(struct loopback *loopback)
{
	while (loopback->count > 0)
		(void)close(loopback->fds[--loopback->count]);
}
