/*
 * pem: blocks of PEM (RFC 7468), read as leniently as people paste them.
 *
 * Text around a block, CR LF, indentation, one long line, and lines that
 * became spaces are all read.  What is written is strict: 64 columns, LF.
 */
#ifndef PEM_H
#define PEM_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct why;

/* A block.  The caller sets text and len; all else zero is "not yet". */
struct pem {
	const char *text; /* borrowed, as all the pointers below */
	size_t len;
	size_t at;         /* where to look for the next block */
	const char *label; /* "PRIVATE KEY" */
	size_t label_len;
	const char *head; /* the headers of RFC 1421, mostly none */
	size_t head_len;
	const char *body; /* base64 */
	size_t body_len;
};

/*
 * Step to the next block.  Returns 1, or 0 when there is none, or -1 and why
 * (WHY_INPUT) for one that does not end.
 */
int pem_next(struct pem *pem, struct why *why);

/* Has the block this label? */
bool pem_is(const struct pem *pem, const char *label);

/*
 * Add what the block holds to der.  Returns 0, or -1 and why (WHY_INPUT,
 * with the line), with der perhaps grown: the caller releases it anyway.
 */
int pem_decode(const struct pem *pem, struct mem *der, struct why *why);

/* Add the headers to mem, one a line, without indentation or CR. */
void pem_headers(const struct pem *pem, struct mem *mem);

/* Add a block that holds len bytes of DER to mem. */
void pem_add(struct mem *mem, const char *label, const void *der, size_t len);

/* Add len bytes to mem as base64 (RFC 4648, 4) on one line, without its end. */
void pem_base64(struct mem *mem, const void *data, size_t len);

#endif
