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
#include "option_slot.h"
#include "request_compose.h"
#include "signing.h"
#include "tool.h"
#include "why.h"

/* What the command line asks for. */
struct asked {
	struct signing_from from;
	const char *realm, *timestamp, *nonce, *form;
	struct request_words words;
	size_t jobs;
	bool body_hash, explain;
};

static const char usage[] =
    "usage: jira-oauth1-sign [-2behV] [-c connection] [-f file] [-H header]\n"
    "                        [-i file] [-J jobs] [-k key] [-m method] "
    "[-N nonce]\n"
    "                        [-o form] [-r realm] [-S file] [-s file] "
    "[-T seconds]\n"
    "                        [-t token] [-u name]\n"
    "                        [[method] url [name=value ...]]\n";

static const struct option_row rows[] = {
	{ 'b', "body-hash", NULL, "sign a hash of the body, too", NULL },
	{ 'c', "connection", "connection", "take key and token from there",
	    NULL },
	{ 'k', "consumer-key", "key", "the consumer key", NULL },
	{ 'S', "consumer-secret-file", "file", "the consumer secret, for HMAC",
	    NULL },
	{ 'e', "explain", NULL, "say each step on standard error", NULL },
	{ 'H', "header", "header", "a header of the request", NULL },
	{ 'i', "input", "file", "the body of the request", NULL },
	{ 'J', "jobs", "jobs", "sign with so many threads", NULL },
	{ 'N', "nonce", "nonce", "instead of a random one", NULL },
	{ 'o', "output", "form", "curl, form, header, json or url",
	    "curl form header json url" },
	{ 'f', "private-key-file", "file", "the RSA key, in PEM", NULL },
	{ 'r', "realm", "realm", "a realm for the header", NULL },
	{ 'u', "requestor", "name", "act as this user, two-legged", NULL },
	{ 'm', "signature-method", "method", "RSA-SHA1 by default", NULL },
	{ 'T', "timestamp", "seconds", "instead of the time", NULL },
	{ 't', "token", "token", "the token", NULL },
	{ 's', "token-secret-file", "file", "the token's secret, for HMAC",
	    NULL },
	{ '2', "two-legged", NULL, "send an empty token", NULL },
	{ OPTION_SECRET, "consumer-secret", "text", NULL,
	    "give --consumer-secret-file" },
	{ OPTION_SECRET, "token-secret", "text", NULL,
	    "give --token-secret-file" },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.operand = "request",
};

/* Where those go that need no more than that. */
static const struct option_slot slots[] = {
	OPTION_SLOT('b', struct asked, body_hash),
	OPTION_SLOT('c', struct asked, from.connection),
	OPTION_SLOT('k', struct asked, from.consumer_key),
	OPTION_SLOT('S', struct asked, from.consumer_secret_file),
	OPTION_SLOT('e', struct asked, explain),
	OPTION_SLOT('i', struct asked, words.input),
	OPTION_RANGE('J', struct asked, jobs, 1, CREW_JOBS_MAX),
	OPTION_SLOT('N', struct asked, nonce),
	OPTION_SLOT('o', struct asked, form),
	OPTION_SLOT('f', struct asked, from.private_key_file),
	OPTION_SLOT('r', struct asked, realm),
	OPTION_SLOT('u', struct asked, from.requestor),
	OPTION_SLOT('T', struct asked, timestamp),
	OPTION_SLOT('t', struct asked, from.token),
	OPTION_SLOT('s', struct asked, from.token_secret_file),
	OPTION_SLOT('2', struct asked, from.two_legged),
	{ 0 },
};

/* Take one option.  Returns 0, or -1 and why (WHY_USAGE). */
static int
take_option(struct asked *asked, const struct option_row *option,
    const char *arg, struct why *why)
{
	int rv;

	if ((rv = option_store(slots, option, arg, asked, why)) != 0)
		return rv == -1 ? -1 : 0;
	if (option->code == 'H')
		return request_header(&asked->words, arg, why);
	asked->from.method = signature_by_name(arg, strlen(arg));
	if (asked->from.method == SIGNATURE_METHODS)
		return why_setx(why, WHY_USAGE,
		    "--signature-method: one of RSA-SHA1, RSA-SHA256, "
		    "RSA-SHA512, HMAC-SHA1, HMAC-SHA256, HMAC-SHA512, "
		    "PLAINTEXT");
	return 0;
}

/* Make a signer for each job, and sign the line, or else the stream. */
static void
sign(const struct asked *asked, const struct line_options *lines,
    const struct mem *line, struct why *why)
{
	void *signers[CREW_JOBS_MAX] = { NULL };
	const struct line_run run = { .line = line,
		.jobs = line == NULL ? asked->jobs : 1,
		.workers = signers,
		.work = line_signer_work,
		/* curl wants this between its configs. */
		.skip = lines->form == LINE_CURL ? "next\n" : "" };
	size_t i;

	for (i = 0; i < run.jobs; i++)
		if ((signers[i] = line_signer_new(lines, why)) == NULL)
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
	struct line_options lines = { 0 };
	struct oauth1_params protocol = { 0 };
	struct signing signing = { 0 };
	const struct mem *given;
	struct mem line = { 0 };
	struct why why = { 0 };
	const struct option_row *option;

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (take_option(&asked, option, optarg, &why) == -1)
			goto out;
	asked.words.operands = optind < argc ? argv + optind : NULL;
	if (optind == argc &&
	    (asked.words.input != NULL || asked.words.count > 0))
		return tool_usage(&options);

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

	if (signing_open(&signing, &asked.from, &why) == -1)
		goto out;
	signing.oauth1.realm = asked.realm;
	signing.oauth1.timestamp = asked.timestamp;
	signing.oauth1.nonce = asked.nonce;
	signing.oauth1.body_hash = asked.body_hash;
	given = asked.words.operands == NULL ? NULL : &line;
	lines.oauth1 = &signing.oauth1;
	lines.protocol = &protocol;
	lines.requestor = mem_str(&signing.requestor);
	lines.name = line_run_name(given);
	lines.form = line_form_by_name(asked.form);
	lines.explain = asked.explain;
	sign(&asked, &lines, given, &why);
out:
	mem_release(&line);
	oauth1_params_release(&protocol);
	signing_release(&signing);
	return tool_finish(&why);
}
