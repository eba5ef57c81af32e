/* jira-oauth1-sign: sign requests with OAuth 1.0a, or show how. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "line_run.h"
#include "line_signer.h"
#include "mem.h"
#include "oauth1.h"
#include "option.h"
#include "request_compose.h"
#include "signing.h"
#include "tool.h"
#include "why.h"

/* What the command line asks for. */
struct asked {
	struct signing_from from;
	struct signing signing;
	struct request_words words;
	struct line_options lines;
	const char *form;
	size_t jobs;
};

static const struct option_row rows[] = {
	{ 'b', "body-hash", NULL, "sign a hash of the body, too",
	    OPTION_TO(struct asked, signing.oauth1.body_hash) },
	{ 'c', "connection", "connection", "take key and token from there",
	    OPTION_TO(struct asked, from.connection) },
	{ 'k', "consumer-key", "key", "the consumer key",
	    OPTION_TO(struct asked, from.consumer_key) },
	{ 'S', "consumer-secret-file", "file", "the consumer secret, for HMAC",
	    OPTION_TO(struct asked, from.consumer_secret_file) },
	{ 'e', "explain", NULL, "say each step on standard error",
	    OPTION_TO(struct asked, lines.explain) },
	{ 'H', "header", "header", "a header of the request",
	    OPTION_BY(struct asked, words, request_take_header) },
	{ 'i', "input", "file", "the body of the request",
	    OPTION_TO(struct asked, words.input) },
	{ 'J', "jobs", "jobs", "sign with so many threads",
	    OPTION_RANGE(struct asked, jobs, 1, CREW_JOBS_MAX) },
	{ 'N', "nonce", "nonce", "instead of a random one",
	    OPTION_TO(struct asked, signing.oauth1.nonce) },
	{ 'o', "output", "form", "curl, form, header, json or url",
	    OPTION_TO(struct asked, form),
	    .values = "curl form header json url" },
	{ 'f', "private-key-file", "file", "the RSA key, in PEM",
	    OPTION_TO(struct asked, from.private_key_file) },
	{ 'r', "realm", "realm", "a realm for the header",
	    OPTION_TO(struct asked, signing.oauth1.realm) },
	{ 'u', "requestor", "name", "act as this user, two-legged",
	    OPTION_TO(struct asked, from.requestor) },
	{ 'm', "signature-method", "method", "RSA-SHA1 by default",
	    OPTION_BY(struct asked, from.method, signature_take) },
	{ 'T', "timestamp", "seconds", "instead of the time",
	    OPTION_TO(struct asked, signing.oauth1.timestamp) },
	{ 't', "token", "token", "the token",
	    OPTION_TO(struct asked, from.token) },
	{ 's', "token-secret-file", "file", "the token's secret, for HMAC",
	    OPTION_TO(struct asked, from.token_secret_file) },
	{ '2', "two-legged", NULL, "send an empty token",
	    OPTION_TO(struct asked, from.two_legged) },
	OPTION_REFUSED("consumer-secret", "give --consumer-secret-file"),
	OPTION_REFUSED("token-secret", "give --token-secret-file"),
	{ 0 },
};

static const struct options options = {
	.operands = "[[method] url [name=value ...]]",
	.rows = rows,
	.operand = "request",
};

/* Make a signer for each job, and sign the line, or else the stream. */
static void
sign(const struct asked *asked, const struct mem *line, struct why *why)
{
	void *signers[CREW_JOBS_MAX] = { NULL };
	const struct line_run run = { .line = line,
		.jobs = line == NULL ? asked->jobs : 1,
		.workers = signers,
		.work = line_signer_work,
		/* curl wants this between its configs. */
		.skip = asked->lines.form == LINE_CURL ? "next\n" : "" };
	size_t i;

	for (i = 0; i < run.jobs; i++)
		if ((signers[i] = line_signer_new(&asked->lines, why)) == NULL)
			break;
	if (i == run.jobs)
		line_run(&run, why);
	while (i > 0)
		line_signer_free(signers[--i]);
}

int
main(int argc, char *argv[])
{
	struct asked asked = { .form = "header", .jobs = 1 };
	struct line_options *const lines = &asked.lines;
	struct oauth1_params protocol = { 0 };
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

	if (asked.from.connection != NULL &&
	    strcmp(asked.from.connection, "-") == 0 &&
	    (optind == argc || asked.words.input != NULL))
		errx(WHY_USAGE,
		    "--connection: standard input holds something else");

	/* Only PLAINTEXT puts a secret on standard output. */
	if (asked.from.method == SIGNATURE_PLAINTEXT &&
	    tool_guard_secret(NULL, &why) == -1)
		goto out;
	if (asked.words.operands != NULL &&
	    request_compose(&asked.words, &protocol, &line, &why) == -1)
		goto out;

	if (signing_open(&asked.signing, &asked.from, &why) == -1)
		goto out;
	given = asked.words.operands == NULL ? NULL : &line;
	lines->oauth1 = &asked.signing.oauth1;
	lines->protocol = &protocol;
	lines->requestor = mem_str(&asked.signing.requestor);
	lines->name = line_run_name(given);
	lines->form = line_form_by_name(asked.form);
	sign(&asked, given, &why);
out:
	mem_release(&line);
	oauth1_params_release(&protocol);
	signing_release(&asked.signing);
	return tool_finish(&why);
}
