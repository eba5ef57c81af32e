/*
 * text: a JSON, JSONC or Hjson text as positions in its own bytes.
 *
 * text_read() looks at every byte once and refuses what is not well formed.
 * After that nothing is copied and nothing can fail for the text's sake: a
 * value is a pair of offsets, and containers are walked by scanning, so that
 * a text of any size costs no memory beside its bytes.  Only of the few
 * containers that are most of it a text remembers where they end, and of a
 * small text where the members of its root are.
 *
 * JSON is RFC 8259, read strictly: UTF-8 only, no lone surrogate, no NUL
 * (but the escape, so that a string's characters may hold one).  JSONC adds
 * comments and trailing commas; Hjson is that of hjson.github.io/syntax, with
 * JSON's numbers.  A byte order mark is skipped.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "why.h"

struct mem;

enum {
	TEXT_DEPTH_MAX = 512,     /* containers in one another */
	TEXT_BIG_MAX = 16,        /* containers whose end is remembered */
	TEXT_FEW = 24,            /* members of the root that are remembered */
	TEXT_NODES_MAX = 1 << 16, /* values that an index has */
	TEXT_LAYOUTS = 4          /* that an index remembers */
};

enum text_syntax {
	TEXT_ANY, /* JSON, and if it is not that, JSONC; never Hjson */
	TEXT_JSON,
	TEXT_JSONC,
	TEXT_HJSON
};

enum text_kind {
	TEXT_NONE, /* there is no such value */
	TEXT_OBJECT,
	TEXT_ARRAY,
	TEXT_STRING,
	TEXT_NUMBER,
	TEXT_TRUE,
	TEXT_FALSE,
	TEXT_NULL
};

/* A value: data[at] up to, but not with, data[end].  All zeros is none. */
struct value {
	enum text_kind kind;
	unsigned int plain : 8; /* a string that is known to be its bytes */
	unsigned int node : 24; /* private: in the index, or 0 */
	size_t at, end;
};

/* One step through a container; name is none in an array. */
struct member {
	struct value name, value;
};

/*
 * Where the values of a text are: noted while it is read, so that a step
 * through it looks at no byte again.  It serves one text after another, each
 * until the next one is read.  Of small objects it remembers how they were
 * laid out: whoever writes many writes them alike, and one that differs from
 * another in its scalars alone is read by that.  All zeros is empty; the
 * inside is not for you.
 */
struct text_index {
	struct text_node {
		struct member member; /* or element */
		uint32_t next;        /* the node after all that is in this */
		uint32_t name_len;    /* see text_index.h */
	} * nodes;
	uint32_t count, size;
	bool full;   /* there was no room for all: then it has none */
	bool served; /* a text before this one */
	bool tried;  /* whether the text is laid out as another */
	struct text_layout *layouts; /* TEXT_LAYOUTS of them, or NULL */
	uint64_t noted, layout;      /* the newest; the text's, or 0 */
	uint32_t recent;             /* the place of the one that fitted last */
	unsigned int misfits, idle;  /* see text_layout.c */
};

/* The caller sets the first four, and text_read() the others. */
struct text {
	const char *name;         /* for messages; borrowed */
	size_t line;              /* that the first byte is on; 0 is 1 */
	enum text_syntax syntax;  /* TEXT_ANY becomes what was found */
	struct text_index *index; /* for TEXT_JSON, or NULL; borrowed */
	const char *data;         /* borrowed */
	size_t len;
	struct value root;
	/* private: those of at least a sixteenth of it, but the root */
	struct {
		size_t at, end;
	} big[TEXT_BIG_MAX];
	unsigned int bigs;
	/* private: the members of the root that was read, if they are few */
	struct {
		uint32_t name, name_end, at, end;
		enum text_kind kind;
		bool plain; /* the name is its bytes */
	} few[TEXT_FEW];
	size_t few_at;     /* where it begins */
	unsigned int fews; /* 0: they have to be looked for */
};

/*
 * Read data, which the caller keeps as long as text.  Returns 0, or -1 and
 * why: WHY_INPUT, "name:line:column: what is wrong".
 */
int text_read(struct text *text, const char *data, size_t len, struct why *why);

/*
 * Read the value that data, JSON without a byte order mark, begins with,
 * whatever comes after it.
 * Returns how many bytes it has, which are the text; or 0 where it is not
 * whole, or not well formed.
 */
size_t text_read_first(struct text *text, const char *data, size_t len);

void text_index_release(struct text_index *index);

/*
 * The number of a text's layout, or 0 where it has none that is remembered.
 * By one index, texts of the same number have the same containers with the
 * same names and as many values, in the same places; only their scalars may
 * be others, of whatever kind.
 */
uint64_t text_layout(const struct text *text);

/* The value that is where this one is in another text of the same layout. */
static inline struct value
text_again(const struct text *text, struct value value)
{
	return value.node > 0 ? text->index->nodes[value.node].member.value
			      : value;
}

/*
 * Step to the next member of an object or element of an array; the first
 * call wants a member of all zeros.  Returns false at the end, and for a
 * value that is no container.
 */
bool text_next(
    const struct text *text, struct value container, struct member *member);

/* Is this a root object without braces, which Hjson allows? */
bool text_is_bare(const struct text *text, struct value object);

/* The member whose name begins at data[at]. */
struct member text_member_at(const struct text *text, size_t at);

/*
 * The value of a name in an object; of a name that occurs twice the last
 * one, as JSON's usual readers do.  None if there is none, or no object.
 */
struct value text_member(
    const struct text *text, struct value object, const char *name);

/* The value that an RFC 6901 pointer ("/auth/token") leads to, or none. */
struct value text_at(const struct text *text, const char *pointer);

/*
 * The number that a pointer's step into an array writes, without a leading
 * zero (RFC 6901, 4); or TEXT_NO_INDEX.
 */
#define TEXT_NO_INDEX ((size_t)-1)
size_t text_index(const char *step, size_t len);

/* How many containers are in one another there: none for a scalar. */
unsigned int text_depth(const struct text *text, struct value value);

/* Add a string's characters, escapes resolved, to mem; or a scalar's bytes. */
void text_string(const struct text *text, struct value value, struct mem *mem);

/*
 * Add a value of strict JSON to mem without the white space between its
 * tokens, which leaves one line; every other byte stays.
 */
void text_compact(const struct text *text, struct value value, struct mem *mem);

/* Is this a string of exactly these characters? */
bool text_is(const struct text *text, struct value value, const char *s);

/*
 * Are two values the same as data: 1 and 1.0, "\u00e9" and "é", objects in
 * whatever order?  Numbers are compared digit by digit, and zero has no sign.
 * Without memory to sort members by, the answer is no.
 */
bool text_same(
    const struct text *a, struct value x, const struct text *b, struct value y);

/*
 * A number that is the same for values that are, in this process.  Returns
 * whether there was memory to sort members by.
 */
bool text_hash(const struct text *text, struct value value, uint64_t *hash);

/* Add len bytes of UTF-8 to mem as a JSON string, quotation marks and all. */
void text_quote(struct mem *mem, const char *s, size_t len);

/*
 * Is it plain, by the index, that no object in a value has a name twice?  If
 * it is not, a closer look has to tell: a name may have escapes.
 */
bool text_is_unique(const struct text *text, struct value value);

/* The line and the column of data[at], from 1, and in characters. */
void text_place(
    const struct text *text, size_t at, size_t *line, size_t *column);

/* Fail at a place in the text: "name:line:column: …".  Returns -1. */
int text_fail(const struct text *text, size_t at, struct why *why,
    enum status status, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

#endif
