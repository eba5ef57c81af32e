/*
 * shape: what a value of JSON has to be, as data.
 *
 * A table says it the way a schema does: kinds, lengths, counts, words,
 * forms.  All that is wrong with a value is found in one run, and said with
 * the place.  Members that no table names are left alone.
 */
#ifndef SHAPE_H
#define SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct edit;
struct mem;
struct why;

enum {
	SHAPE_MEMBERS_MAX = 32, /* named for one object */
	SHAPE_ERRORS_MAX = 20,  /* said of one value */
	SHAPE_ROWS_MAX = 64,    /* of a plan */
	SHAPE_TOTAL_MAX = 500   /* values of all associations together */
};

enum shape_kind {
	SHAPE_TEXT,    /* a string of least to most characters */
	SHAPE_URL,     /* the same, with a scheme */
	SHAPE_TIME,    /* RFC 3339 */
	SHAPE_INTEGER, /* in digits, least or more, and within 64 bits */
	SHAPE_NUMBER,  /* least to most */
	SHAPE_BOOLEAN,
	SHAPE_OBJECT, /* with the members inside, up to a NULL name */
	SHAPE_ARRAY,  /* least to most of what inside says, which is one */
	SHAPE_MAP,    /* of any names, whose values are as inside says */
	SHAPE_KINDS   /* an association: its type names the one of inside */
};

/* What a text is, beside its length. */
enum shape_form {
	SHAPE_ANY,
	SHAPE_ISSUE_KEY,   /* \w{1,255}-\d{1,255} */
	SHAPE_ISSUE,       /* that, or \d{1,255} */
	SHAPE_DEVINFO_KEY, /* \p{L}[\p{L}\p{Digit}_]{1,255}-\p{Digit}{1,255} */
	SHAPE_ENTITY,      /* [A-Za-z0-9~.\-_]+ */
	SHAPE_PLACE,       /* [a-zA-Z0-9\-_.~@:{}=]+, parted by slashes */
	SHAPE_PROPERTY     /* the name of a property: no colon, no _ in front */
};

/* Bits of flags. */
enum {
	SHAPE_NEEDED = 1,
	SHAPE_CUT = 2,    /* shape_trim() may shorten it */
	SHAPE_ISSUES = 4, /* an object: associations or issueKeys are needed */
	SHAPE_TOTAL = 8,  /* an array of associations, SHAPE_TOTAL_MAX in all */
	SHAPE_SOLE = 16,  /* an array of objects: no id twice */
	SHAPE_CLOSED = 32, /* an object: no other members */
	SHAPE_FILLED = 64  /* who fills in knows it, if it is missing */
};

struct shape {
	const char *name; /* of the member; NULL ends a table */
	size_t len;       /* bytes of it */
	enum shape_kind kind;
	unsigned int flags;
	int64_t least, most; /* most 0: no limit */
	const struct shape *inside;
	const char *const *words; /* a text has to be one of, up to NULL */
	enum shape_form form;
};

/* A step of the way to a value: the member, or NULL and the element. */
struct shape_step {
	const struct shape_step *before;
	const char *name;
	size_t index;
};

/* Add the way as an RFC 6901 pointer. */
void shape_path(const struct shape_step *last, struct mem *path);

/* The members of an object by the shapes of their names: none for no member. */
void shape_match(const struct text *text, struct value object,
    const struct shape *shapes, struct value members[SHAPE_MEMBERS_MAX]);

/*
 * Hold value against shape.  Adds to errors an item for everything that is
 * wrong, {"path":"/environment/type","message":"…"}, with a comma before all
 * but the first of the buffer; no message quotes a value.  Returns how many.
 */
size_t shape_check(const struct text *text, struct value value,
    const struct shape *shape, struct mem *errors);

/*
 * What a check came to: enough to hold values that are laid out the same
 * (text_layout()) against their shape by their scalars alone.
 */
struct shape_plan {
	/*
	 * A bit for each of the object's own members that SHAPE_FILLED names
	 * and that it has not, the first shape's the lowest.
	 */
	uint32_t lacks;
	bool partial; /* the scalars do not tell all */
	size_t count;
	struct shape_row {
		struct value value;
		const struct shape *shape;
		bool named; /* it has to be the shape's name */
	} rows[SHAPE_ROWS_MAX];
};

/*
 * The same of an object that is not filled in yet.  What it lacks itself is
 * told by the plan, which is made anew, or NULL: then, as deeper inside of it
 * always, it is a complaint.
 */
size_t shape_check_unfilled(const struct text *text, struct value value,
    const struct shape *shape, struct shape_plan *plan, struct mem *errors);

/*
 * Is a text as good as the one of its layout that the plan was made for,
 * where nothing was wrong and which was not partial?  If it is not, a whole
 * check tells why.
 */
bool shape_check_again(const struct text *text, const struct shape_plan *plan);

/*
 * Add such an item; path is an RFC 6901 pointer, and NULL where there is
 * none to name.
 */
void shape_say(struct mem *errors, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Shorten in edit, which lies over text and is made where there is none and
 * something to shorten, the associations of which there are
 * more than SHAPE_TOTAL_MAX: issues stay first, then services, commits and
 * repositories.  With texts also the texts and lists that SHAPE_CUT names: to
 * as many characters as there may be, counted so that UTF-16 finds no more.
 * What was cut is said in notes, as in errors above.  Returns 0, or -1 and
 * why, as edit_set().
 */
int shape_trim(const struct text *text, struct value value,
    const struct shape *shape, bool texts, struct edit **edit,
    struct mem *notes, struct why *why);

#endif
