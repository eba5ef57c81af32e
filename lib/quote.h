/*
 * quote: a string as other programs want it written.
 *
 * Each adds len bytes to mem such that its reader gets those bytes back; of
 * JSON there is text_quote().
 */
#ifndef QUOTE_H
#define QUOTE_H

#include <stddef.h>

struct mem;

/* A word of sh, in quotation marks where it needs them. */
void quote_shell(struct mem *mem, const char *s, size_t len);

/* A parameter in curl's config file (curl(1), -K), in quotation marks. */
void quote_curl(struct mem *mem, const char *s, size_t len);

/* A double-quoted scalar of YAML 1.1 (5.7) of UTF-8, on one line. */
void quote_yaml(struct mem *mem, const char *s, size_t len);

#endif
