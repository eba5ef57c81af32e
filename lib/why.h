/*
 * why: the reason something failed, and what that asks of the caller.
 *
 * A function that can fail takes a struct why last.  When it fails it fills
 * it and returns -1 or NULL; when it succeeds it leaves it alone.
 *
 * A reason names files, lines and columns.  It never holds a secret, nor a
 * refused value that might have been one.
 */
#ifndef WHY_H
#define WHY_H

#include <stdarg.h>

enum {
	WHY_MSG_MAX = 2048 /* bytes of a message, with its NUL */
};

/* The numbers are those of sysexits(3), and main returns them. */
enum status {
	WHY_OK = 0,        /* done; or yes, in sync */
	WHY_NO = 1,        /* no: would change, not valid, rejected */
	WHY_USAGE = 64,    /* called wrongly */
	WHY_INPUT = 65,    /* malformed: say file, line and column */
	WHY_OPEN = 66,     /* an input cannot be opened */
	WHY_ABSENT = 69,   /* the server has no such thing: 404, 410 */
	WHY_BUG = 70,      /* a fault of ours */
	WHY_CREATE = 73,   /* an output cannot be created */
	WHY_IO = 74,       /* input or output failed */
	WHY_LATER = 75,    /* network, time limit, 429, 5xx, lock, memory */
	WHY_NONSENSE = 76, /* the server answered nonsense */
	WHY_REFUSED = 77,  /* log in or authorize again */
	WHY_CONFIG = 78    /* the connection is incomplete or contradictory */
};

/* All zeros is "nothing is wrong". */
struct why {
	enum status status;
	char msg[WHY_MSG_MAX]; /* printable, and cut short if it is too long */
};

/*
 * Fail: why_set() adds strerror(errno), why_setx() does not.  Both return -1,
 * so that a caller can fail in one line.
 */
int why_set(struct why *why, enum status status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
int why_setx(struct why *why, enum status status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
int why_vsetx(struct why *why, enum status status, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

/*
 * Fail on: put the place, "site.json:12", before a reason already given.
 * Returns -1.
 */
int why_at(struct why *why, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * What is done to each reason: characters that a terminal would obey become
 * question marks, but for line feeds.
 */
void why_tame(char *s);

#endif
