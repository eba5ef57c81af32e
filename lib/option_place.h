/*
 * option_place: where the argument of an option goes: a member of a struct of
 * the program's own; a part of option.
 *
 * What it has to be follows from the member: a const char * takes it as it is,
 * an integer or a double a whole number within a range; a bool becomes true.
 */
#ifndef OPTION_PLACE_H
#define OPTION_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct option_row;
struct why;

enum option_kind {
	OPTION_NONE,  /* the program's own affair */
	OPTION_TRUE,  /* of a bool */
	OPTION_BITS,  /* of an unsigned int, which are set */
	OPTION_TEXT,  /* that the member borrows */
	OPTION_WHOLE, /* a number in an integer */
	OPTION_REAL,  /* the same in a double */
	OPTION_TAKEN  /* by a function */
};

/*
 * Take the argument, which lasts, into the member; say whether it is good.
 * Both return 0, or -1 and why, before which "--name: " is put.
 */
typedef int option_take(void *member, const char *arg, struct why *why);
typedef int option_check(const char *arg, struct why *why);

struct option_place {
	enum option_kind kind;
	size_t offset, size; /* of the member, in bytes */
	int64_t least, most; /* of a number; the member can hold both */
	unsigned int bits;
	option_check *check; /* of a text, or NULL */
	option_take *take;
};

/*
 * What stands in a row: the member gets the argument as it is, or if a function
 * finds it good; a flag is set in it; it gets a number from min to max; or what
 * a function makes of the argument.  The last is for what the program takes
 * itself.
 */
#define OPTION_TO(type, member)                                                \
	OPTION_PLACE(type, member,                                             \
	    _Generic(((type *)NULL)->member, bool                              \
		     : OPTION_TRUE, const char *                               \
		     : OPTION_TEXT),                                           \
	    .least = 0)
#define OPTION_CHECKED(type, member, function)                                 \
	OPTION_PLACE(type, member,                                             \
	    _Generic(((type *)NULL)->member, const char *                      \
		     : OPTION_TEXT),                                           \
	    .check = function)
#define OPTION_FLAG(type, member, flag)                                        \
	OPTION_PLACE(type, member,                                             \
	    _Generic(((type *)NULL)->member, unsigned int                      \
		     : OPTION_BITS),                                           \
	    .bits = flag)
#define OPTION_RANGE(type, member, min, max)                                   \
	OPTION_PLACE(type, member,                                             \
	    _Generic(((type *)NULL)->member, unsigned int                      \
		     : OPTION_WHOLE, long                                      \
		     : OPTION_WHOLE, unsigned long                             \
		     : OPTION_WHOLE, long long                                 \
		     : OPTION_WHOLE, unsigned long long                        \
		     : OPTION_WHOLE, double                                    \
		     : OPTION_REAL),                                           \
	    .least = min, .most = max)
#define OPTION_BY(type, member, function)                                      \
	OPTION_PLACE(type, member, OPTION_TAKEN, .take = function)
#define OPTION_NOWHERE .place = { .kind = OPTION_NONE }
#define OPTION_PLACE(type, member, of, ...)                                    \
	.place = { .kind = of,                                                 \
		.offset = offsetof(type, member),                              \
		.size = sizeof(((type *)NULL)->member),                        \
		__VA_ARGS__ }

/*
 * Put the argument of an option, which is borrowed, where it goes in the struct
 * at base.  Returns 0, or -1 and why, which does not quote it: WHY_USAGE, or as
 * the function that takes it.
 */
int option_store(
    const struct option_row *row, const char *arg, void *base, struct why *why);

#endif
