/* ingest_answer: what an answer of the DevOps APIs says of each record. */
#ifndef INGEST_ANSWER_H
#define INGEST_ANSWER_H

#include <stddef.h>

struct ingest_batch;
struct mem;
struct text;
struct why;

/*
 * Read the answer to a batch: sets the kind, errors and unknown issues of
 * each record's verdict, but settles none.  A record that the answer does not
 * name is VERDICT_FAILED.  strangers becomes how many keys it names that were
 * not sent.  Returns 0, or -1 and why: WHY_NONSENSE for what is no such
 * answer, with the verdicts as they were; WHY_LATER.
 */
int ingest_answer(const struct ingest_batch *batch, const struct mem *body,
    size_t *strangers, struct why *why);

/* Add the messages of an answer that refuses a request as a whole. */
void ingest_answer_errors(const struct mem *body, struct mem *errors);

#endif
