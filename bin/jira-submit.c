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
#include "reach.h"
#include "record.h"
#include "record_fill.h"
#include "token.h"
#include "tool.h"
#include "verdict.h"
#include "why.h"

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
};

static int
check_version(const char *version, struct why *why)
{
	return endpoint_is_version(version)
	    ? 0
	    : why_setx(why, WHY_USAGE, "has to be like 0.10");
}

static int
take_property(void *properties, const char *arg, struct why *why)
{
	return ingest_properties_add(properties, arg, why);
}

static const struct option_row rows[] = {
	{ 0, "allow-unknown", NULL,
	    "it is fine when Jira knows none of a record's issues",
	    OPTION_TO(struct order, ingest.unknown), .only = "send" },
	{ 0, "api-version", "version", "of the API, as in 0.10",
	    OPTION_CHECKED(struct order, ingest.version, check_version) },
	{ 0, "check", NULL, "look at the records, and send nothing",
	    OPTION_TO(struct order, check), .only = "send" },
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    OPTION_TO(struct order, connection) },
	{ 'n', "dry-run", NULL, "send nothing; exit 1 if anything would be",
	    OPTION_TO(struct order, dry_run) },
	{ 0, "interval", "seconds", "gate: ask again after so long; default 5",
	    OPTION_RANGE(struct order, interval, 1, REACH_SECONDS_MAX) },
	{ 0, "jobs", "number", "requests at a time; default 4",
	    OPTION_RANGE(struct order, ingest.jobs, 1, FLIGHT_JOBS_MAX),
	    .only = "send" },
	{ 0, "journal", "file",
	    "keep what became of each record, and send none twice",
	    OPTION_TO(struct order, ingest.journal), .only = "send" },
	{ 'j', "json", NULL, "print JSON, also on a terminal",
	    OPTION_TO(struct order, json) },
	{ 0, "linger", "seconds",
	    "a record waits so long for others; default 1",
	    OPTION_RANGE(struct order, ingest.linger, 0, REACH_SECONDS_MAX),
	    .only = "send" },
	{ 0, "max-bytes", "bytes", "of a request; default 1048576",
	    OPTION_RANGE(struct order, ingest.bytes, BYTES_MIN, BYTES_MAX),
	    .only = "send" },
	{ 0, "max-records", "number",
	    "of a request; default what the API takes",
	    OPTION_RANGE(struct order, ingest.records, 1, RECORDS_MAX),
	    .only = "send" },
	{ 0, "operation-type", "type",
	    "devinfo, vulnerabilities: NORMAL, SCAN or BACKFILL",
	    OPTION_TO(struct order, common.operation),
	    .values = "NORMAL SCAN BACKFILL", .only = "send" },
	{ 0, "prevent-transitions", NULL,
	    "devinfo: move no issues, obey no smart commits",
	    OPTION_TO(struct order, common.prevent), .only = "send" },
	{ 0, "product", "text", "who sends them, by name and version",
	    OPTION_TO(struct order, common.product), .only = "send" },
	{ 'p', "property", "name=value",
	    "of all records, to delete them by; may be repeated",
	    OPTION_BY(struct order, common.properties, take_property),
	    .only = "delete send" },
	{ 0, "sequence", "number",
	    "of the update; default the time in milliseconds",
	    OPTION_RANGE(struct order, ingest.sequence, 0, INT64_MAX),
	    .only = "send" },
	{ 0, "timeout", "seconds", "gate: wait so long; default 300",
	    OPTION_RANGE(struct order, timeout, 0, REACH_SECONDS_MAX) },
	{ 0, "trim", NULL, "cut texts that are too long",
	    OPTION_TO(struct order, ingest.trim), .only = "send" },
	{ 0, "url", "template",
	    "url of those that have none: https://ci/{pipelineId}",
	    OPTION_CHECKED(struct order, ingest.url, record_fill_check),
	    .only = "send" },
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
	.operands = "kind [verb] [key ...]",
	.rows = rows,
	.shared = reach_options,
	.shared_at = offsetof(struct order, net),
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
	const bool shows = !order->net.verbose && tool_status_shows();
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

static const struct verb {
	const char *name;
	int (*ask)(const struct ingest_call *call, const char *url,
	    struct mem *answer, struct why *why); /* NULL: it is to send */
	bool looks;                               /* only, --dry-run or not */
} verbs[] = {
	{ "send", NULL, false },
	{ "delete", ingest_call_delete, false },
	{ "gate", ingest_call_gate, true },
	{ "status", ingest_call_get, true },
	{ 0 },
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
		.say = tool_warn };
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

/* "kind", or "kind verb" and the words of a key. */
static void
take_operands(struct order *order, int count, char *operands[])
{
	const char *const name = count < 2 ? "send" : operands[1];

	if (count < 1)
		tool_usage(&options);
	if ((order->ingest.kind = record_kind(operands[0])) == NULL)
		tool_no_word(kinds, "kind", operands[0]);
	order->verb = verbs;
	while (
	    order->verb->name != NULL && strcmp(order->verb->name, name) != 0)
		order->verb++;
	if (order->verb->name == NULL && access(name, F_OK) == 0)
		errx(WHY_USAGE,
		    "%s: no such verb: the records come from standard input",
		    name);
	if (order->verb->name == NULL)
		tool_no_word(verb_words, "verb", name);
	tool_suits(name);
	order->words = operands + (count == 1 ? 1 : 2);
	order->count = (size_t)(operands + count - order->words);
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
	return token_open(conn, order->connection, &order->net, tool_warn, why);
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
		    .sequence = -1,
		    .deliver = ingest_report_deliver,
		    .flush = ingest_report_flush,
		    .say = tool_warn },
		.net.trace = tool_warn };
	struct conn conn = { 0 };
	struct why why = { 0 };

	tool_begin();

	while (tool_option(argc, argv, &options, &order) != NULL)
		continue;
	take_operands(&order, argc - optind, argv + optind);
	if (check_order(&order, &why) == -1)
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
