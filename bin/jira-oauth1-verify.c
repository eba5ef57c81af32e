/* jira-oauth1-verify: check an OAuth 1.0a signature, and explain a bad one. */

#include <sys/stat.h>

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "crew.h"
#include "file.h"
#include "key.h"
#include "line_run.h"
#include "line_verifier.h"
#include "mem.h"
#include "oauth1.h"
#include "oauth1_parts.h"
#include "oauth1_problem.h"
#include "option.h"
#include "request_compose.h"
#include "signing.h"
#include "tool.h"
#include "url.h"
#include "why.h"

/* What the command line asks for, and what signatures are checked with. */
struct asked {
	const char *against, *key_file;
	const char *consumer_secret_file, *token_secret_file;
	struct request_words words;
	size_t jobs;
	bool quiet;
	struct oauth1_keys keys;
	struct mem consumer_secret, token_secret, theirs;
	struct line_check check;
};

static const struct option_row rows[] = {
	{ 'a', "against", "file", "a base string, or Jira's answer",
	    OPTION_TO(struct asked, against) },
	{ 'S', "consumer-secret-file", "file", "the consumer secret, for HMAC",
	    OPTION_TO(struct asked, consumer_secret_file) },
	{ 'e', "explain", NULL, "say each step on standard error",
	    OPTION_TO(struct asked, check.explain) },
	{ 'H', "header", "header", "a header of the request",
	    OPTION_BY(struct asked, words, request_take_header) },
	{ 'i', "input", "file", "the body of the request",
	    OPTION_TO(struct asked, words.input) },
	{ 'J', "jobs", "jobs", "check with so many threads",
	    OPTION_RANGE(struct asked, jobs, 1, CREW_JOBS_MAX) },
	{ 'f', "key-file", "file", "public key, certificate or key",
	    OPTION_TO(struct asked, key_file) },
	{ 'q', "quiet", NULL, "print nothing", OPTION_TO(struct asked, quiet) },
	{ 'm', "signature-method", "method", "accept no other",
	    OPTION_BY(struct asked, keys.only, signature_take) },
	{ 's', "token-secret-file", "file", "the token's secret, for HMAC",
	    OPTION_TO(struct asked, token_secret_file) },
	OPTION_REFUSED("consumer-secret", "give --consumer-secret-file"),
	OPTION_REFUSED("token-secret", "give --token-secret-file"),
	{ 0 },
};

static const struct options options = {
	.operands = "[[method] url [name=value ...]]",
	.rows = rows,
	.operand = "request",
};

static EVP_PKEY *
read_key(const char *path, struct why *why)
{
	struct mem pem = { 0 };
	EVP_PKEY *key = NULL;
	struct stat st;

	if (file_read_stat(path, KEY_PEM_MAX, &pem, &st, why) == -1)
		goto out;
	/* Whoever hands over a private key must have kept it. */
	if (strstr(mem_str(&pem), "PRIVATE KEY") != NULL &&
	    file_guard(path, &st, why) == -1)
		goto out;
	if ((key = key_public(pem.data, pem.len, why)) == NULL)
		why_at(why, "%s", path);
out:
	mem_release(&pem);
	return key;
}

static bool
is_base(const struct mem *theirs)
{
	struct oauth1_parts parts = { 0 };
	const bool is = oauth1_parts_read(&parts, mem_str(theirs));

	oauth1_parts_release(&parts);
	return is;
}

/*
 * The base string in a file: bare, percent-encoded once more, or within an
 * answer of Jira's.
 */
static int
read_theirs(const char *path, struct mem *theirs, struct why *why)
{
	struct oauth1_problem problem = { 0 };
	struct mem text = { 0 };
	int rv = -1;

	if (tool_read(path, OAUTH1_PROBLEM_MAX, &text, why) == -1)
		goto out;
	if (oauth1_problem_read(
		&problem, text.data, text.len, mem_str(&text))) {
		if (problem.base.len == 0) {
			why->status = WHY_INPUT;
			(void)oauth1_problem_words(&problem, theirs);
			why_setx(why, WHY_INPUT, "%s: no base string in it: %s",
			    tool_name(path), mem_str(theirs));
			goto out;
		}
		mem_add(theirs, problem.base.data, problem.base.len);
	} else if (strchr(mem_str(&text), '&') == NULL) {
		url_decode(theirs, mem_str(&text), text.len, false);
	} else {
		mem_add(theirs, text.data, text.len);
	}
	if (mem_check(theirs, why) == -1)
		goto out;
	if (!is_base(theirs)) {
		why_setx(why, WHY_INPUT, "%s: no signature base string in it",
		    tool_name(path));
		goto out;
	}
	rv = 0;
out:
	oauth1_problem_release(&problem);
	mem_release(&text);
	return rv;
}

/* Make a verifier for each job, and check the line, or else the stream. */
static void
verify(const struct asked *asked, const struct mem *line, struct why *why)
{
	void *verifiers[CREW_JOBS_MAX] = { NULL };
	const struct line_run run = { .line = line,
		.jobs = line == NULL ? asked->jobs : 1,
		.workers = verifiers,
		.work = line_verifier_work,
		.skip = "",
		.quiet = asked->quiet };
	size_t i;

	for (i = 0; i < run.jobs; i++)
		if ((verifiers[i] = line_verifier_new(&asked->check, why)) ==
		    NULL)
			break;
	if (i == run.jobs && line_run(&run, why) == 0)
		for (i = 0; i < run.jobs; i++)
			if (!line_verifier_agreed(verifiers[i]))
				why->status = WHY_NO;
	while (i > 0)
		line_verifier_free(verifiers[--i]);
}

static int
read_secret(
    const char *path, struct mem *mem, const char **secret, struct why *why)
{
	if (path == NULL)
		return 0;
	if (signing_read_secret(path, mem, why) == -1)
		return -1;
	*secret = mem_str(mem);
	return 0;
}

static int
read_material(struct asked *asked, struct why *why)
{
	struct oauth1_keys *const keys = &asked->keys;

	if (asked->key_file != NULL &&
	    (keys->key = read_key(asked->key_file, why)) == NULL)
		return -1;
	if (read_secret(asked->consumer_secret_file, &asked->consumer_secret,
		&keys->consumer_secret, why) == -1 ||
	    read_secret(asked->token_secret_file, &asked->token_secret,
		&keys->token_secret, why) == -1)
		return -1;
	if (asked->against == NULL)
		return 0;
	if (read_theirs(asked->against, &asked->theirs, why) == -1)
		return -1;
	asked->check.theirs = mem_str(&asked->theirs);
	return 0;
}

static void
release(struct asked *asked)
{
	EVP_PKEY_free(asked->keys.key);
	mem_release(&asked->consumer_secret);
	mem_release(&asked->token_secret);
	mem_release(&asked->theirs);
}

int
main(int argc, char *argv[])
{
	struct asked asked = { .jobs = 1, .keys.only = SIGNATURE_METHODS };
	const struct mem *given;
	struct mem line = { 0 };
	struct why why = { 0 };

	tool_begin();

	while (tool_option(argc, argv, &options, &asked) != NULL)
		continue;
	asked.words.operands = optind < argc ? argv + optind : NULL;
	if (optind == argc &&
	    (asked.words.input != NULL || asked.words.count > 0))
		tool_usage(&options);
	if (optind == argc && asked.against != NULL &&
	    strcmp(asked.against, "-") == 0)
		errx(WHY_USAGE, "--against: standard input holds the requests");
	if (asked.key_file == NULL && asked.consumer_secret_file == NULL &&
	    asked.token_secret_file == NULL && asked.against == NULL)
		errx(WHY_USAGE,
		    "check with what? name a --key-file, a "
		    "--consumer-secret-file, or --against a file");

	if (asked.words.operands != NULL &&
	    request_compose(&asked.words, NULL, &line, &why) == -1)
		goto out;
	if (read_material(&asked, &why) == -1)
		goto out;
	given = asked.words.operands == NULL ? NULL : &line;
	asked.check.keys = &asked.keys;
	asked.check.name = line_run_name(given);
	verify(&asked, given, &why);
out:
	mem_release(&line);
	release(&asked);
	return tool_finish(&why);
}
