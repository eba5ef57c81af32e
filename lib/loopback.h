/*
 * loopback: sockets that listen where only this machine can knock.
 */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <stddef.h>

enum {
	LOOPBACK_MAX = 2 /* 127.0.0.1 and ::1 */
};

/* All zeros is none. */
struct loopback {
	int fds[LOOPBACK_MAX]; /* they do not block */
	size_t count;
};

/*
 * Listen on port (0: a free one) of host: "localhost", which is 127.0.0.1
 * and, where there is IPv6, ::1 on the same port; an IPv4 address of
 * 127.0.0.0/8; or "[::1]".  Returns 0, or -1 and errno.
 */
int loopback_open(
    struct loopback *loopback, const char *host, unsigned int port);
void loopback_close(struct loopback *loopback);

/* The port it got; 0 if the system does not tell. */
unsigned int loopback_port(const struct loopback *loopback);

#endif
