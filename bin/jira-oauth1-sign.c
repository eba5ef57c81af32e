/* jira-oauth1-sign: sign requests with OAuth 1.0a, or show how. */

#include <err.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"
#include "line_run.h"
#include "line_signer.h"
#include "mem.h"
#include "oauth1.h"
#include "request_compose.h"
#include "signing.h"
#include "tool.h"
#include "why.h"

enum {
	HEADERS_MAX = 64 /* -H options */
};

static const char usage[] =
    "usage: jira-oauth1-sign [-2behV] [-c connection] [-f file] [-H header]\n"
    "                        [-i file] [-J jobs] [-k key] [-m method] "
    "[-N nonce]\n"
    "                        [-o form] [-r realm] [-S file] [-s file] "
    "[-T seconds]\n"
    "                        [-t token] [-u name]\n"
    "                        [[method] url [name=value ...]]\n";

static const char help[] =
    "  -b, --body-hash                  sign a hash of the body, too\n"
    "  -c, --connection connection      take key and token from there\n"
    "  -k, --consumer-key key           the consumer key\n"
    "  -S, --consumer-secret-file file  the consumer secret, for HMAC\n"
    "  -e, --explain                    say each step on standard error\n"
    "  -H, --header header              a header of the request\n"
    "  -h, --help                       show this help\n"
    "  -i, --input file                 the body of the request\n"
    "  -J, --jobs jobs                  sign with so many threads\n"
    "  -N, --nonce nonce                instead of a random one\n"
    "  -o, --output form                curl, form, header, json or url\n"
    "  -f, --private-key-file file      the RSA key, in PEM\n"
    "  -r, --realm realm                a realm for the header\n"
    "  -u, --requestor name             act as this user, two-legged\n"
    "  -m, --signature-method method    RSA-SHA1 by default\n"
    "  -T, --timestamp seconds          instead of the time\n"
    "  -t, --token token                the token\n"
    "  -s, --token-secret-file file     the token's secret, for HMAC\n"
    "  -2, --two-legged                 send an empty token\n"
    "  -V, --version                    show the version\n";

/* A secret is no argument: without these it would be taken for a file's name.
 */
static const struct option options[] = {
	{ "body-hash", no_argument, NULL, 'b' },
	{ "connection", required_argument, NULL, 'c' },
	{ "consumer-key", required_argument, NULL, 'k' },
	{ "consumer-secret", required_argument, NULL, '?' },
	{ "consumer-secret-file", required_argument, NULL, 'S' },
	{ "explain", no_argument, NULL, 'e' },
	{ "header", required_argument, NULL, 'H' },
	{ "help", no_argument, NULL, 'h' },
	{ "input", required_argument, NULL, 'i' },
	{ "jobs", required_argument, NULL, 'J' },
	{ "nonce", required_argument, NULL, 'N' },
	{ "output", required_argument, NULL, 'o' },
	{ "private-key-file", required_argument, NULL, 'f' },
	{ "realm", required_argument, NULL, 'r' },
	{ "requestor", required_argument, NULL, 'u' },
	{ "signature-method", required_argument, NULL, 'm' },
	{ "timestamp", required_argument, NULL, 'T' },
	{ "token", required_argument, NULL, 't' },
	{ "token-secret", required_argument, NULL, '?' },
	{ "token-secret-file", required_argument, NULL, 's' },
	{ "two-legged", no_argument, NULL, '2' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

/* What the command line asks for. */
struct asked {
	struct signing_from from;
	const char *realm, *timestamp, *nonce;
	struct request_words words;
	char *headers[HEADERS_MAX + 1];
	size_t header_count, jobs;
	enum line_form form;
	bool body_hash, explain;
};

static enum signature_method
method_of(const char *name)
{
	const enum signature_method method =
	    signature_by_name(name, strlen(name));

	if (method == SIGNATURE_METHODS)
		errx(WHY_USAGE,
		    "--signature-method: one of RSA-SHA1, "
		    "RSA-SHA256, RSA-SHA512, HMAC-SHA1, "
		    "HMAC-SHA256, HMAC-SHA512, PLAINTEXT");
	return method;
}

static enum line_form
form_of(const char *name)
{
	const enum line_form form = line_form_by_name(name);

	if (form == LINE_FORMS)
		errx(WHY_USAGE,
		    "--output: one of curl, form, header, json, url");
	return form;
}

static size_t
jobs_of(const char *text)
{
	const char *wrong;
	const long long jobs = strtonum(text, 1, CREW_JOBS_MAX, &wrong);

	if (wrong != NULL)
		errx(WHY_USAGE, "--jobs: %s", wrong);
	return (size_t)jobs;
}

/* Where the argument of an option goes as it is, or NULL. */
static const char **
place_of(struct asked *asked, int ch)
{
	switch (ch) {
	case 'c':
		return &asked->from.connection;
	case 'k':
		return &asked->from.consumer_key;
	case 'S':
		return &asked->from.consumer_secret_file;
	case 'i':
		return &asked->words.input;
	case 'N':
		return &asked->nonce;
	case 'f':
		return &asked->from.private_key_file;
	case 'r':
		return &asked->realm;
	case 'u':
		return &asked->from.requestor;
	case 'T':
		return &asked->timestamp;
	case 't':
		return &asked->from.token;
	case 's':
		return &asked->from.token_secret_file;
	default:
		return NULL;
	}
}

static void
add_header(struct asked *asked, char *header)
{
	if (asked->header_count == HEADERS_MAX)
		errx(WHY_USAGE, "--header: more than %d", HEADERS_MAX);
	asked->headers[asked->header_count++] = header;
}

/* Returns -1 to go on, or what main returns. */
static int
read_options(int argc, char *argv[], struct asked *asked)
{
	const char **place;
	int ch;

	while (
	    (ch = getopt_long(argc, argv, "bc:k:S:eH:hi:J:N:o:f:r:u:m:T:t:s:2V",
		 options, NULL)) != -1) {
		if ((place = place_of(asked, ch)) != NULL) {
			*place = optarg;
			continue;
		}
		switch (ch) {
		case 'b':
			asked->body_hash = true;
			break;
		case 'e':
			asked->explain = true;
			break;
		case 'H':
			add_header(asked, optarg);
			break;
		case 'h':
			return tool_help(usage, help);
		case 'J':
			asked->jobs = jobs_of(optarg);
			break;
		case 'o':
			asked->form = form_of(optarg);
			break;
		case 'm':
			asked->from.method = method_of(optarg);
			break;
		case '2':
			asked->from.two_legged = true;
			break;
		case 'V':
			return tool_version();
		default:
			return tool_usage(usage);
		}
	}
	return -1;
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
		.skip = asked->form == LINE_CURL ? "next\n" : "" };
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
	struct asked asked = { .form = LINE_HEADER, .jobs = 1 };
	struct line_options lines = { 0 };
	struct oauth1_params protocol = { 0 };
	struct signing signing = { 0 };
	const struct mem *given;
	struct mem line = { 0 };
	struct why why = { 0 };
	int rv;

	tool_begin();

	if ((rv = read_options(argc, argv, &asked)) != -1)
		return rv;
	asked.words.operands = optind < argc ? argv + optind : NULL;
	asked.words.headers = asked.headers;
	if (optind == argc &&
	    (asked.words.input != NULL || asked.header_count > 0))
		return tool_usage(usage);

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
	lines.form = asked.form;
	lines.explain = asked.explain;
	sign(&asked, &lines, given, &why);
out:
	mem_release(&line);
	oauth1_params_release(&protocol);
	signing_release(&signing);
	return tool_finish(&why);
}
