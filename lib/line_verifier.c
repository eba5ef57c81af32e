/* line_verifier: a line of jira-request(5) in, a verdict out. */

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "line_verifier.h"
#include "mem.h"
#include "oauth1_difference.h"
#include "request.h"
#include "why.h"
#include "why_ssl.h"

struct line_verifier {
	const struct line_check *check;
	EVP_PKEY *key;
	struct oauth1_verifier *verifier;
	struct request request;
	struct mem words;
	bool disagreed;
};

static int
prepare(struct line_verifier *verifier, struct why *why)
{
	struct oauth1_keys keys = *verifier->check->keys;

	/* Threads that share a key wait for each other's locks. */
	if (keys.key != NULL) {
		if ((verifier->key = EVP_PKEY_dup(keys.key)) == NULL)
			return why_ssl(why, WHY_BUG, "cannot copy the key");
		keys.key = verifier->key;
	}
	verifier->verifier = oauth1_verifier_new(&keys, why);
	return verifier->verifier == NULL ? -1 : 0;
}

struct line_verifier *
line_verifier_new(const struct line_check *check, struct why *why)
{
	struct line_verifier *verifier;

	if ((verifier = calloc(1, sizeof *verifier)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	verifier->check = check;
	if (prepare(verifier, why) == -1) {
		line_verifier_free(verifier);
		return NULL;
	}
	return verifier;
}

void
line_verifier_free(struct line_verifier *verifier)
{
	if (verifier == NULL)
		return;
	oauth1_verifier_free(verifier->verifier);
	EVP_PKEY_free(verifier->key);
	request_release(&verifier->request);
	mem_release(&verifier->words);
	free(verifier);
}

bool
line_verifier_agreed(const struct line_verifier *verifier)
{
	return !verifier->disagreed;
}

static const char *
base(struct line_verifier *verifier, struct why *why)
{
	const struct request *const request = &verifier->request;
	struct oauth1_received received = { 0 };

	received.method = mem_str(&request->method);
	received.url = mem_str(&request->url);
	received.theirs = verifier->check->theirs;
	if (request->has_authorization)
		received.authorization = mem_str(&request->authorization);
	if (request->has_form) {
		received.form = mem_str(&request->body);
		received.form_len = request->body.len;
	}
	return oauth1_verifier_base(verifier->verifier, &received, why);
}

/* Put the verdict, and the words for a bad one. */
static void
put(struct line_verifier *verifier, struct mem *out, bool agreed,
    const char *yes, const char *no)
{
	struct mem *const words = &verifier->words;

	mem_puts(out, agreed ? yes : no);
	if (!agreed) {
		mem_puts(out, ": ");
		mem_add(out, words->data, words->len);
		verifier->disagreed = true;
	}
	mem_putc(out, '\n');
}

int
line_verifier_work(void *worker, const char *line, size_t len, size_t number,
    struct mem *out, struct mem *talk, struct why *why)
{
	struct line_verifier *const verifier = worker;
	const struct line_check *const check = verifier->check;
	const char *ours;
	int valid;

	mem_cut(&verifier->words, 0);
	if (request_read(
		&verifier->request, check->name, number, line, len, why) == -1)
		return -1;
	if ((ours = base(verifier, why)) == NULL) {
		if (why->status == WHY_USAGE)
			why->status = WHY_INPUT;
		return why_at(why, "%s:%zu", check->name, number);
	}
	if (check->explain)
		oauth1_explain(ours, talk);
	if (check->theirs != NULL) {
		put(verifier, out,
		    !oauth1_difference(ours, check->theirs, &verifier->words),
		    "same", "different");
		return mem_check(out, why);
	}
	valid =
	    oauth1_verifier_check(verifier->verifier, &verifier->words, why);
	if (valid == -1)
		return why_at(why, "%s:%zu", check->name, number);
	put(verifier, out, valid == 1, "valid", "invalid");
	return mem_check(out, why);
}
