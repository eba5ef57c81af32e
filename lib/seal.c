/* seal: many texts sealed, opened or sealed anew, by some threads. */

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "keyring.h"
#include "seal.h"

/* What the threads share. */
struct bench {
	const struct seal *seal;
	size_t password; /* to seal with, */
	const char *id;  /* and under which id */
	struct seal_text *texts;
	size_t count;
	atomic_size_t next;
};

static int
work(const struct bench *bench, struct seal_text *text)
{
	const struct seal *seal = bench->seal;
	struct opened opened = { 0 };
	int rv = -1;

	if (seal->from != NULL) {
		if (keyring_open(seal->from, mem_str(&text->in), text->in.len,
			&opened, &text->why) == -1)
			goto out;
	} else
		mem_add(&opened.plain, text->in.data, text->in.len);
	if (mem_check(&opened.plain, &text->why) == -1)
		goto out;
	if (seal->to == NULL) {
		text->out = opened.plain;
		opened.plain = (struct mem){ 0 };
	} else if (keyring_seal(seal->to, bench->password, bench->id,
		       opened.plain.data, opened.plain.len, &text->out,
		       &text->why) == -1)
		goto out;
	rv = 0;
out:
	opened_release(&opened);
	return rv;
}

static void *
run(void *arg)
{
	struct bench *const bench = arg;
	size_t i;

	while ((i = atomic_fetch_add(&bench->next, 1)) < bench->count)
		(void)work(bench, &bench->texts[i]);
	return NULL;
}

/* One of the threads is this one, so that all is done even if none starts. */
static void
run_all(struct bench *bench, size_t jobs)
{
	pthread_t threads[SEAL_JOBS_MAX];
	size_t i, started = 0;

	if (jobs > bench->count)
		jobs = bench->count;
	while (started + 1 < jobs &&
	    pthread_create(&threads[started], NULL, run, bench) == 0)
		started++;
	(void)run(bench);
	for (i = 0; i < started; i++)
		(void)pthread_join(threads[i], NULL);
}

int
seal_texts(const struct seal *seal, struct seal_text *texts, size_t count,
    size_t *failed, struct why *why)
{
	struct bench bench = { .seal = seal, .texts = texts, .count = count };
	size_t i, done = 0;

	*failed = count;
	if (count == 0)
		return 0;
	if (seal->to != NULL &&
	    keyring_choose(
		seal->to, seal->id, &bench.password, &bench.id, why) == -1)
		return -1;
	run_all(&bench, seal->jobs);
	for (i = count; i-- > 0;)
		if (texts[i].why.status == WHY_OK)
			done++;
		else
			*failed = i;
	if (*failed == count)
		return 0;
	*why = texts[*failed].why;
	/* What opens one, opens all that have the same password. */
	if (why->status == WHY_REFUSED && done > 0)
		why_setx(why, WHY_REFUSED,
		    "the text was changed, or has another password than the "
		    "%zu here that could be opened",
		    done);
	return -1;
}

void
seal_free(struct seal_text *texts, size_t count)
{
	size_t i;

	for (i = 0; texts != NULL && i < count; i++) {
		mem_release(&texts[i].in);
		mem_release(&texts[i].out);
	}
	free(texts);
}
