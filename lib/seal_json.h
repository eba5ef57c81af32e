/*
 * seal_json: the sealed strings and the secrets of a JSON document.
 *
 * Values are named by RFC 6901 pointers; a list of them is a buffer in which
 * each is ended by NUL.
 */
#ifndef SEAL_JSON_H
#define SEAL_JSON_H

struct edit;
struct mem;
struct seal;
struct text;
struct why;

/* Add the pointers of all sealed strings, in the order of the text. */
void seal_json_sealed(const struct text *text, struct mem *pointers);

/*
 * Add the pointers of the secrets that a connection holds as they are.
 * Returns 0, or -1 and why (WHY_CONFIG) if the document is no connection.
 */
int seal_json_secrets(
    const struct text *text, struct mem *pointers, struct why *why);

/*
 * Seal, open or seal anew the values of a list, as changes in edit, which is
 * of text.  One that is already as it shall be, sealed or plain, is left
 * alone.  Returns 0, or -1 and why: WHY_INPUT (no such value, no string,
 * nothing sealed to seal anew, a secret that is no UTF-8), or as
 * seal_texts() and edit_set() fail.
 */
int seal_json_apply(const struct seal *seal, const struct text *text,
    const struct mem *pointers, struct edit *edit, struct why *why);

#endif
