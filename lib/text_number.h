/*
 * text_number: numbers compared as they are written, digit by digit.
 *
 * No double is involved: 12345678901234567890 is not ...891, and 1e400 is
 * 10e399.  Zero has no sign: -0, 0 and 0e9 are the same.
 */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Are two numbers, in JSON's grammar, the same? */
bool number_same(const char *a, size_t alen, const char *b, size_t blen);

/* A hash that goes on from this one, and is the same for numbers that are. */
uint64_t number_hash(uint64_t hash, const char *s, size_t len);

#endif
