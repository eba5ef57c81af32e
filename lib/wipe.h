/*
 * wipe: memory for a library that does not wipe what it lets go of.
 *
 * libcurl copies an Authorization header several times; given these functions
 * (curl_global_init_mem(3)) it cannot leave one behind.
 */
#ifndef WIPE_H
#define WIPE_H

#include <stdbool.h>
#include <stddef.h>

/* As those of the C library; a pair only with one another. */
void *wipe_malloc(size_t size);
void *wipe_calloc(size_t count, size_t size);
void *wipe_realloc(void *p, size_t size);
char *wipe_strdup(const char *s);
void wipe_free(void *p);

/*
 * Has any of them found no memory?  Tells that from a limit of the library's
 * own, which may be reported by the same error.
 */
bool wipe_failed(void);

#endif
