/*
 * quote: a string as other programs want it written.
 *
 * Each adds len bytes to mem such that its reader gets those bytes back.
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

/* What text_quote() adds; or null, where s is NULL or no UTF-8. */
void quote_json(struct mem *mem, const char *s, size_t len);

/* An array of JSON, of the strings in list, each ended by NUL. */
void quote_list(struct mem *mem, const struct mem *list);

#endif
