/*
 * seal: many texts sealed, opened or sealed anew, by some threads.
 */
#ifndef SEAL_H
#define SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "why.h"

struct keyring;

enum {
	SEAL_JOBS_MAX = 256
};

/* What is to be done.  All is borrowed. */
struct seal {
	struct keyring *from; /* opens; NULL: the texts are plain */
	struct keyring *to;   /* seals; NULL: they become plain */
	const char *id;       /* to seal under, or NULL: keyring_choose() */
	size_t jobs;          /* 1 to SEAL_JOBS_MAX */
};

/* A text, and what became of it.  Release with seal_free(). */
struct seal_text {
	struct mem in, out;
	struct why why; /* for which there is no out */
};

/*
 * Do it to count texts.  Returns 0; or -1 and why, that of the first text for
 * which it cannot be done, which is texts[*failed]; or of none of them, when
 * *failed is count.
 */
int seal_texts(const struct seal *seal, struct seal_text *texts, size_t count,
    size_t *failed, struct why *why);

/* Release count texts, and the array that calloc() made for them. */
void seal_free(struct seal_text *texts, size_t count);

#endif
