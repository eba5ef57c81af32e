/*
 * journal: what became of records, kept so that it survives a kill.
 *
 * A file of lines of JSON, appended to under a lock.  What is meant to be sent
 * stands there before it is, and what became of it before anybody is told.
 * A last line that was cut off by a crash is taken away.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "mem.h"
#include "seen.h"

struct verdict;
struct why;

enum {
	JOURNAL_LINE_MAX = 1 << 20 /* bytes of a line */
};

/* What a row says of a record with that key and these contents. */
enum journal_fate {
	JOURNAL_SENT,      /* or about to be; its sequence is known */
	JOURNAL_ACCEPTED,  /* not to be sent again */
	JOURNAL_SUPERSEDED /* the same */
};

struct journal {
	const char *path; /* borrowed */
	int fd;
	bool look;          /* only: nothing is written */
	struct mem lines;   /* to be written */
	struct seen fates;  /* by key and contents */
	struct seen newest; /* by key: the highest sequence that was accepted */
	uint64_t scope;     /* hash of who it is about */
};

/*
 * Open and lock a journal, which is made if there is none, and read what it
 * says of this scope: a kind of record, and where it goes; or only look, and
 * neither lock, make nor change it.  Returns it, freed with journal_free(); or
 * NULL and why: WHY_CREATE, WHY_OPEN, WHY_IO, WHY_INPUT for a line that is
 * none, and for a file that is no journal, which is left as it is, WHY_LATER if
 * another run has it.
 */
struct journal *journal_open(
    const char *path, const char *scope, bool look, struct why *why);
void journal_free(struct journal *journal);

/* How a record's key, and key and contents, are hashed. */
uint64_t journal_key(const struct journal *journal, const struct mem *key);
uint64_t journal_contents(
    const struct journal *journal, uint64_t key, const void *data, size_t len);

/* Say that a record is about to be sent with a sequence that was made up. */
void journal_send(struct journal *journal, const struct mem *key,
    uint64_t contents, int64_t sequence);

/* Say what became of one. */
void journal_settle(struct journal *journal, const struct verdict *verdict,
    uint64_t contents, int64_t sequence);

/*
 * Write what was said; durably if sync.  Returns 0, or -1 and why (WHY_IO,
 * WHY_LATER).
 */
int journal_write(struct journal *journal, bool sync, struct why *why);

#endif
