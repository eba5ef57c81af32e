/*
 * json: jq programs (libjq), with its ownership tamed.
 *
 * libjq 1.6 makes doubles of all numbers, so no document goes through it:
 * a program sees a copy, and only what it changes comes back.
 */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

struct mem;
struct text;
struct why;

/* A compiled program. */
struct json;

/*
 * Returns it, freed with json_free(); or NULL and why: WHY_USAGE, with what
 * jq says of it.
 */
struct json *json_compile(const char *program, struct why *why);
void json_free(struct json *json);

/* What a difference asks for at its pointer. */
enum json_change {
	JSON_SET,    /* hold this value */
	JSON_INSERT, /* a new element before this one, or at the end */
	JSON_DELETE  /* be gone; no value */
};

/*
 * What json_diff() calls for each difference: the value is strict JSON.
 * Returns 0, or -1 and why, which ends json_diff().
 */
typedef int json_emit(enum json_change change, const char *pointer,
    const char *value, size_t len, void *arg, struct why *why);

/*
 * Run the program on the text's value, and emit the differences between what
 * libjq makes of the value and the program's one result, such that they can
 * be made one after the other.  Returns 0, or -1 and why: WHY_INPUT when the
 * program fails (a reason of libjq's is cut before it quotes a value), or has
 * another number of results than one.
 */
int json_diff(struct json *json, const struct text *text, json_emit *emit,
    void *arg, struct why *why);

#endif
