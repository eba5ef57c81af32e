/*
 * option_slot: where the arguments of options go: members of a struct of the
 * program's own.
 *
 * What an argument has to be follows from the member: a const char * takes it
 * as it is, or as one of the values of the option's row; an integer or a
 * double a whole number within a range; a bool becomes true.
 */
#ifndef OPTION_SLOT_H
#define OPTION_SLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct option_row;
struct why;

enum option_kind {
	OPTION_TRUE,
	OPTION_TEXT,
	OPTION_WHOLE, /* a number in an integer */
	OPTION_DOUBLE /* the same in a double */
};

/* A table ends with a row of zeros. */
struct option_slot {
	int code; /* of the option, as in its row */
	enum option_kind kind;
	size_t offset, size; /* of the member, in bytes */
	int64_t least, most; /* of a number; the member can hold both */
};

/* Rows of such a table: of what has no range, and of numbers. */
#define OPTION_SLOT(code, type, member)                                        \
	OPTION_SLOT_OF(code, type, member,                                     \
	    _Generic(((type *)NULL)->member, bool                              \
		     : OPTION_TRUE, const char *                               \
		     : OPTION_TEXT),                                           \
	    0, 0)
#define OPTION_RANGE(code, type, member, least, most)                          \
	OPTION_SLOT_OF(code, type, member,                                     \
	    _Generic(((type *)NULL)->member, unsigned int                      \
		     : OPTION_WHOLE, long                                      \
		     : OPTION_WHOLE, unsigned long                             \
		     : OPTION_WHOLE, long long                                 \
		     : OPTION_WHOLE, unsigned long long                        \
		     : OPTION_WHOLE, double                                    \
		     : OPTION_DOUBLE),                                         \
	    least, most)
#define OPTION_SLOT_OF(code, type, member, kind, least, most)                  \
	{                                                                      \
		code, kind, offsetof(type, member),                            \
		    sizeof(((type *)NULL)->member), least, most                \
	}

/*
 * Put the argument of an option, which is borrowed, into its member of the
 * struct at base.  Returns 1, or 0 when no slot is for this option, or -1 and
 * why (WHY_USAGE), which does not quote it.
 */
int option_store(const struct option_slot *slots, const struct option_row *row,
    const char *arg, void *base, struct why *why);

#endif
