/*
 * inspect: what a key or certificate is, and whether it is sound.
 */
#ifndef INSPECT_H
#define INSPECT_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

struct mem;
struct why;

/*
 * Check the key that was read from text, and if the first thing in text is a
 * certificate, that too; and add what they are to out: a line of words, or a
 * JSON object, without its end.
 * Returns 0, or -1 and why (WHY_NO says what is wrong with it).
 */
int inspect(const struct mem *text, EVP_PKEY *key, bool json, struct mem *out,
    struct why *why);

#endif
