/*
 * wipe: memory for a library that does not wipe what it lets go of.
 *
 * libcurl copies an Authorization header several times; given these functions
 * (curl_global_init_mem(3)) it cannot leave one behind.
 *
 * And the stack, where calls that have returned leave what they worked on, and
 * the loader the registers of the call that it looked up.
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

enum {
	WIPE_STACK = 32768 /* bytes: deeper than any call here goes */
};

/* Wipe what is below the caller's frame, for so many bytes. */
void wipe_stack(void) __attribute__((noinline));

#endif
