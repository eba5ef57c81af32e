/*
 * json: jq programs (libjq), with its ownership tamed.
 *
 * libjq 1.6 makes doubles of all numbers, so no document goes through it:
 * a program sees a copy, and only what it changes comes back.
 */
#ifndef JSON_H
#define JSON_H

struct edit;
struct mem;
struct text;
struct value;
struct why;

/* A compiled program. */
struct json;

/*
 * Returns it, freed with json_free(); or NULL and why: WHY_USAGE, with what
 * jq says of it.
 */
struct json *json_compile(const char *program, struct why *why);
void json_free(struct json *json);

/*
 * Run the program on what the edit makes of its text, and edit what differs
 * between libjq's view of that and the program's one result.  The values that
 * it sets stay the program's until it is applied to another edit, or until
 * json_free(), which comes after edit_free().  Returns 0, or -1 and why:
 * WHY_INPUT when the program fails (a reason of libjq's is cut before it quotes
 * a value), or has another number of results than one, or what edit_put()
 * refuses.
 */
int json_apply(struct json *json, struct edit *edit, struct why *why);

/*
 * Run the program on a value and add each of its results to out, as a line: a
 * string as it is, and all else as compact JSON.  Returns 0, or -1 and why:
 * WHY_INPUT when the program fails, as above.
 */
int json_print(struct json *json, const struct text *text, struct value value,
    struct mem *out, struct why *why);

#endif
