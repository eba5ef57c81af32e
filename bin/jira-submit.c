/* jira-submit: tell Jira about builds, deployments, code and flags. */

#include <err.h>
#include <string.h>
#include <unistd.h>

#include "caller.h"
#include "conn.h"
#include "endpoint.h"
#include "file.h"
#include "flight.h"
#include "http.h"
#include "ingest.h"
#include "ingest_call.h"
#include "ingest_common.h"
#include "ingest_report.h"
#include "interrupt.h"
#include "mem.h"
#include "option.h"
#include "option_slot.h"
#include "reach.h"
#include "record.h"
#include "record_fill.h"
#include "token.h"
#include "tool.h"
#include "verdict.h"
#include "why.h"

/* Options without a letter. */
enum {
	ALLOW_UNKNOWN = REACH_NEXT,
	API_VERSION,
	CHECK,
	INTERVAL,
	JOBS,
	JOURNAL,
	LINGER,
	MAX_BYTES,
	MAX_RECORDS,
	OPERATION,
	PREVENT,
	PRODUCT,
	SEQUENCE,
	TIMEOUT,
	TRIM,
	URL
};

enum {
	JOBS_DEFAULT = 4,
	LINGER_DEFAULT = 1,    /* seconds */
	INTERVAL_DEFAULT = 5,  /* seconds */
	TIMEOUT_DEFAULT = 300, /* seconds */
	RECORDS_MAX = 1000,    /* of a request of any kind */
	BYTES_MIN = 4096,      /* of a request, as --max-bytes has it */
	BYTES_MAX = 1 << 28
};

/* What the command line asks for. */
struct order {
	const char *connection;
	bool check, dry_run, json;
	unsigned int interval, timeout; /* of a gate, in seconds */
	const struct verb *verb;
	char **words; /* of a key */
	size_t count;
	struct ingest_common common;
	struct ingest_options ingest;
	struct http_options net;
	bool given[OPTION_NO_LETTER]; /* by the codes of options */
};

static const char usage[] =
    "usage: jira-submit [-hjnvV] [-c conn] [-p name=value] [--allow-http]\n"
    "                   [--allow-unknown] [--api-version version] "
    "[--cacert file]\n"
    "                   [--cert file] [--check] [--interval seconds]\n"
    "                   [--jobs number] [--journal file] [--key file]\n"
    "                   [--linger seconds] [--max-bytes bytes]\n"
    "                   [--max-records number] [--max-time seconds]\n"
    "                   [--operation-type type] [--prevent-transitions]\n"
    "                   [--product text] [--retries number] "
    "[--sequence number]\n"
    "                   [--timeout seconds] [--trim] [--url template]\n"
    "                   kind [verb] [key ...]\n";

static const struct option_row rows[] = {
	{ ALLOW_UNKNOWN, "allow-unknown", NULL,
	    "it is fine when Jira knows none of a record's issues", NULL },
	{ API_VERSION, "api-version", "version", "of the API, as in 0.10",
	    NULL },
	{ CHECK, "check", NULL, "look at the records, and send nothing", NULL },
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    NULL },
	{ 'n', "dry-run", NULL, "send nothing; exit 1 if anything would be",
	    NULL },
	{ INTERVAL, "interval", "seconds",
	    "gate: ask again after so long; default 5", NULL },
	{ JOBS, "jobs", "number", "requests at a time; default 4", NULL },
	{ JOURNAL, "journal", "file",
	    "keep what became of each record, and send none twice", NULL },
	{ 'j', "json", NULL, "print JSON, also on a terminal", NULL },
	{ LINGER, "linger", "seconds",
	    "a record waits so long for others; default 1", NULL },
	{ MAX_BYTES, "max-bytes", "bytes", "of a request; default 1048576",
	    NULL },
	{ MAX_RECORDS, "max-records", "number",
	    "of a request; default what the API takes", NULL },
	{ OPERATION, "operation-type", "type",
	    "devinfo, vulnerabilities: NORMAL, SCAN or BACKFILL",
	    "NORMAL SCAN BACKFILL" },
	{ PREVENT, "prevent-transitions", NULL,
	    "devinfo: move no issues, obey no smart commits", NULL },
	{ PRODUCT, "product", "text", "who sends them, by name and version",
	    NULL },
	{ 'p', "property", "name=value",
	    "of all records, to delete them by; may be repeated", NULL },
	{ SEQUENCE, "sequence", "number",
	    "of the update; default the time in milliseconds", NULL },
	{ TIMEOUT, "timeout", "seconds", "gate: wait so long; default 300",
	    NULL },
	{ TRIM, "trim", NULL, "cut texts that are too long", NULL },
	{ URL, "url", "template",
	    "url of those that have none: https://ci/{pipelineId}", NULL },
	{ 'v', "verbose", NULL, "tell of each request on standard error",
	    NULL },
	{ 0 },
};

/* Where those go that need no more than that. */
static const struct option_slot slots[] = {
	OPTION_SLOT(ALLOW_UNKNOWN, struct order, ingest.unknown),
	OPTION_SLOT(CHECK, struct order, check),
	OPTION_SLOT('c', struct order, connection),
	OPTION_SLOT('n', struct order, dry_run),
	OPTION_RANGE(INTERVAL, struct order, interval, 1, REACH_SECONDS_MAX),
	OPTION_RANGE(JOBS, struct order, ingest.jobs, 1, FLIGHT_JOBS_MAX),
	OPTION_SLOT(JOURNAL, struct order, ingest.journal),
	OPTION_SLOT('j', struct order, json),
	OPTION_RANGE(LINGER, struct order, ingest.linger, 0, REACH_SECONDS_MAX),
	OPTION_RANGE(
	    MAX_BYTES, struct order, ingest.bytes, BYTES_MIN, BYTES_MAX),
	OPTION_RANGE(MAX_RECORDS, struct order, ingest.records, 1, RECORDS_MAX),
	OPTION_SLOT(OPERATION, struct order, common.operation),
	OPTION_SLOT(PREVENT, struct order, common.prevent),
	OPTION_SLOT(PRODUCT, struct order, common.product),
	OPTION_RANGE(SEQUENCE, struct order, ingest.sequence, 0, INT64_MAX),
	OPTION_RANGE(TIMEOUT, struct order, timeout, 0, REACH_SECONDS_MAX),
	OPTION_SLOT(TRIM, struct order, ingest.trim),
	{ 0 },
};

static const struct option_word kinds[] = {
	{ "builds", "their key is pipelineId and buildNumber" },
	{ "components", "components of software" },
	{ "deployments",
	    "their key is pipelineId, environmentId and "
	    "deploymentSequenceNumber" },
	{ "devinfo", "repositories: commits, branches, pull requests" },
	{ "flags", "feature flags" },
	{ "links", "remote links" },
	{ "operations", "incidents" },
	{ "reviews", "reviews of incidents" },
	{ "vulnerabilities", "what scanners find" },
	{ 0 },
};

static const struct option_word verb_words[] = {
	{ "delete", "delete what the key or -p names" },
	{ "gate", "of a deployment: wait until it is decided" },
	{ "send", "send what standard input has; the default" },
	{ "status", "print what Jira holds" },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.shared = reach_options,
	.operand = "kind",
	.words = kinds,
	.verbs = verb_words,
	.words_rule = true,
};

/* Send what standard input has; the verdicts are printed as they come. */
static int
send(struct order *order, struct conn *conn, struct why *why)
{
	const bool lines = order->json || !isatty(STDOUT_FILENO);
	const bool shows = order->net.trace == NULL && tool_status_shows();
	struct ingest_report report = {
		.form = lines ? verdict_line : verdict_words,
		.write = tool_write,
		.show = shows ? tool_progress : NULL,
	};
	struct mem frame = { 0 };
	struct ingest *run = NULL;
	int rv = -1;

	order->ingest.arg = &report;
	order->ingest.frame = &frame;
	order->ingest.look = order->dry_run;
	order->ingest.sequenced = order->given[SEQUENCE];
	if (ingest_common_frame(&order->common, &frame, why) == -1)
		goto out;
	if ((run = ingest_new(&order->ingest, order->check ? NULL : conn,
		 &order->net, why)) == NULL)
		goto out;
	if ((order->ingest.interrupt = interrupt_catch(why)) == -1)
		goto out;
	ingest_report_begin(&report, run, STDIN_FILENO);
	if (ingest_run(run, STDIN_FILENO, tool_name(NULL), why) == -1 ||
	    ingest_report_end(&report, why) == -1)
		goto out;
	if (order->dry_run && ingest_tally(run)->verdicts[VERDICT_VALID] > 0)
		why->status = WHY_NO;
	rv = 0;
out:
	ingest_free(run);
	ingest_report_release(&report);
	mem_release(&frame);
	return rv;
}

/* A verb, and the options that mean something to it alone. */
static const struct verb {
	const char *name;
	int (*ask)(const struct ingest_call *call, const char *url,
	    struct mem *answer, struct why *why); /* NULL: it is to send */
	bool looks;                               /* only, --dry-run or not */
	const char options[16];
} verbs[] = {
	{ "send", NULL, false,
	    { ALLOW_UNKNOWN, CHECK, JOBS, JOURNAL, LINGER, MAX_BYTES,
		MAX_RECORDS, OPERATION, 'p', PREVENT, PRODUCT, SEQUENCE, TRIM,
		URL } },
	{ "delete", ingest_call_delete, false, { 'p' } },
	{ "gate", ingest_call_gate, true, { INTERVAL, TIMEOUT } },
	{ "status", ingest_call_get, true, "" },
};

enum {
	VERBS = sizeof verbs / sizeof verbs[0]
};

/* Ask about one thing, or delete all that has some properties. */
static int
ask(const struct order *order, struct conn *conn, struct why *why)
{
	const struct ingest_properties *const by = &order->common.properties;
	struct ingest_call call = { .kind = order->ingest.kind,
		.version = order->ingest.version,
		.conn = conn,
		.look = order->dry_run,
		.interval = order->interval,
		.timeout = order->timeout,
		.say = warnx };
	struct mem url = { 0 }, answer = { 0 };
	struct why lost = { 0 };
	int rv = -1;

	if ((by->count > 0
		    ? ingest_call_bulk(&call, by, &url, why)
		    : ingest_call_url(&call, order->words, &url, why)) == -1)
		goto out;
	if ((call.caller = caller_new(conn, &order->net, why)) == NULL)
		goto out;
	rv = order->verb->ask(&call, mem_str(&url), &answer, why);
	/* What Jira said of a gate is printed, whatever it means. */
	if (answer.len > 0 && answer.data[answer.len - 1] != '\n')
		mem_putc(&answer, '\n');
	if (tool_write(&answer, &lost) == -1) {
		*why = lost;
		rv = -1;
	}
out:
	caller_free(call.caller);
	mem_release(&url);
	mem_release(&answer);
	return rv;
}

/* Take one option.  Returns 0, or -1 and why (WHY_USAGE). */
static int
take_option(struct order *order, const struct option_row *option,
    const char *arg, struct why *why)
{
	int rv;

	order->given[option->code] = true;
	if ((rv = option_store(slots, option, arg, order, why)) != 0 ||
	    (rv = reach_option(&order->net, option->code, arg, why)) != 0)
		return rv == -1 ? -1 : 0;
	switch (option->code) {
	case API_VERSION:
		order->ingest.version = arg;
		if (endpoint_is_version(arg))
			return 0;
		return why_setx(
		    why, WHY_USAGE, "--api-version: has to be like 0.10");
	case 'p':
		if (ingest_properties_add(
			&order->common.properties, arg, why) == -1)
			return why_at(why, "--property");
		return 0;
	case URL:
		order->ingest.url = arg;
		if (record_fill_check(arg, why) == -1)
			return why_at(why, "--url");
		return 0;
	default:
		order->net.trace = warnx;
		return 0;
	}
}

/* "kind", or "kind verb" and the words of a key. */
static int
take_operands(struct order *order, int count, char *operands[], struct why *why)
{
	size_t i;

	if (count < 1) {
		why->status = (enum status)tool_usage(&options);
		return -1;
	}
	if ((order->ingest.kind = record_kind(operands[0])) == NULL) {
		why->status =
		    (enum status)tool_no_word(kinds, "kind", operands[0]);
		return -1;
	}
	for (i = 0; i < VERBS; i++)
		if (strcmp(verbs[i].name, count == 1 ? "send" : operands[1]) ==
		    0)
			order->verb = &verbs[i];
	if (order->verb == NULL) {
		why->status =
		    (enum status)tool_no_word(verb_words, "verb", operands[1]);
		return -1;
	}
	order->words = operands + (count == 1 ? 1 : 2);
	order->count = (size_t)(operands + count - order->words);
	return 0;
}

/* Is every option that was given not another verb's? */
static int
check_given(const struct order *order, struct why *why)
{
	const struct option_row *row;
	size_t i;

	for (row = rows; row->name != NULL; row++)
		for (i = 0; i < VERBS; i++)
			if (order->given[row->code] &&
			    strchr(order->verb->options, row->code) == NULL &&
			    strchr(verbs[i].options, row->code) != NULL)
				return why_setx(why, WHY_USAGE,
				    "%s: --%s is for another verb",
				    order->verb->name, row->name);
	return 0;
}

/* Standard input is to be the records, and the journal a file of its own. */
static int
check_files(const struct order *order, struct why *why)
{
	const char *const journal = order->ingest.journal;

	if (!order->check && conn_is_input(order->connection))
		return why_setx(why, WHY_USAGE,
		    "--connection: standard input holds the records");
	if (journal != NULL &&
	    (file_is(journal, STDIN_FILENO) || file_is(journal, STDOUT_FILENO)))
		return why_setx(
		    why, WHY_USAGE, "--journal: is the input, or the output");
	return 0;
}

/* What can be refused before anything is read or asked. */
static int
check_order(const struct order *order, struct why *why)
{
	const struct record_kind *const kind = order->ingest.kind;

	if (check_given(order, why) == -1)
		return -1;
	if (order->verb->ask == NULL) {
		if (order->count > 0)
			return why_setx(why, WHY_USAGE,
			    "send: the records come from standard input");
		if (ingest_common_check(&order->common, kind, why) == -1)
			return -1;
		return check_files(order, why);
	}
	if (order->verb->ask == ingest_call_gate &&
	    strcmp(kind->name, "deployments") != 0)
		return why_setx(
		    why, WHY_USAGE, "gate: deployments alone have one");
	if (order->common.properties.count == 0)
		return ingest_call_check(kind,
		    order->verb->ask == ingest_call_delete, order->count,
		    order->words, why);
	if (order->count > 0)
		return why_setx(
		    why, WHY_USAGE, "a key, or properties: not both");
	return 0;
}

/* The connection, with a token that is fresh if Jira is asked for anything. */
static int
open_conn(const struct order *order, struct conn *conn, struct why *why)
{
	if (order->check)
		return 0;
	if (order->dry_run && !order->verb->looks)
		return conn_open(conn, order->connection, why);
	return token_open(conn, order->connection, &order->net, warnx, why);
}

int
main(int argc, char *argv[])
{
	struct order order = { .interval = INTERVAL_DEFAULT,
		.timeout = TIMEOUT_DEFAULT,
		.ingest = { .jobs = JOBS_DEFAULT,
		    .records = RECORDS_MAX,
		    .bytes = INGEST_BYTES,
		    .linger = LINGER_DEFAULT,
		    .deliver = ingest_report_deliver,
		    .flush = ingest_report_flush,
		    .say = warnx } };
	struct conn conn = { 0 };
	struct why why = { 0 };
	const struct option_row *option;

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (take_option(&order, option, optarg, &why) == -1)
			goto out;
	if (take_operands(&order, argc - optind, argv + optind, &why) == -1 ||
	    check_order(&order, &why) == -1)
		goto out;

	if (open_conn(&order, &conn, &why) == -1)
		goto out;
	if ((order.verb->ask == NULL ? send(&order, &conn, &why)
				     : ask(&order, &conn, &why)) == -1)
		goto out;
out:
	conn_release(&conn);
	ingest_common_release(&order.common);
	return tool_finish(&why);
}
