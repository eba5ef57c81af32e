/*
 * text_hjson: what Hjson has beyond JSON and its comments: names and strings
 * without quotation marks or in other ones (hjson.github.io/syntax).
 *
 * As in text_scan, each scanner returns the place after it, or NULL.
 */
#ifndef TEXT_HJSON_H
#define TEXT_HJSON_H

#include <stdbool.h>
#include <stddef.h>

struct scan;

/* A member's name, or a value that is no container. */
const char *hjson_name(struct scan *scan, const char *p);
const char *hjson_scalar(struct scan *scan, const char *p);

/* Does a root object without braces begin at p, rather than another value? */
bool hjson_is_bare_root(const struct scan *scan, const char *p);

/* Do len bytes of UTF-8 mean themselves when they stand without marks? */
bool hjson_is_bare_name(const char *s, size_t len);
bool hjson_is_bare_string(const char *s, size_t len);

#endif
