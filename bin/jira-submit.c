/* jira-submit: tell Jira about builds, deployments, code and flags. */

#include <sys/stat.h>

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "caller.h"
#include "conn.h"
#include "flight.h"
#include "http.h"
#include "ingest.h"
#include "ingest_call.h"
#include "ingest_property.h"
#include "mem.h"
#include "option.h"
#include "progress.h"
#include "reach.h"
#include "record.h"
#include "record_fill.h"
#include "text.h"
#include "token.h"
#include "tool.h"
#include "utf8.h"
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
	BYTES_MAX = 1 << 28,
	PRINT_MAX = 1 << 16 /* bytes of verdicts that are printed at once */
};

/* What the command line asks for, and how far it is done. */
struct call {
	const char *connection, *product, *operation;
	bool check, dry_run, json, prevent;
	unsigned int interval, timeout;
	struct ingest_properties properties;
	struct mem frame;
	struct ingest_options ingest;
	struct http_options net;

	char **words; /* of a key */
	size_t count;
	struct mem out; /* verdicts, not printed yet */
	struct progress progress;
	struct ingest *run;
	off_t size; /* of the input, 0: not known */
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

/* One verdict: for a program a line, for people what they can read. */
static int
deliver(void *arg, const struct verdict *verdict, struct why *why)
{
	struct call *const call = arg;

	if (call->json)
		verdict_line(verdict, &call->out);
	else
		verdict_words(verdict, &call->out);
	if (call->out.len < PRINT_MAX)
		return mem_check(&call->out, why);
	if (tool_write(&call->out, why) == -1)
		return -1;
	mem_cut(&call->out, 0);
	return 0;
}

/* How far it is, by what was read of a file. */
static void
show_progress(struct call *call)
{
	const struct ingest_tally *const tally = ingest_tally(call->run);
	const double now = progress_clock();
	const uint64_t bad = tally->records -
	    tally->verdicts[VERDICT_ACCEPTED] - tally->verdicts[VERDICT_VALID];
	struct mem line = { 0 };

	call->progress.done = tally->records;
	if (!tool_status_shows() || !progress_due(&call->progress, now))
		return;
	if (call->size > 0 && tally->read > 0)
		call->progress.total = (uint64_t)((double)tally->taken *
		    (double)call->size / (double)tally->read);
	progress_line(&call->progress, now, &line);
	if (bad > 0)
		mem_printf(&line, ", %ju not accepted", (uintmax_t)bad);
	tool_status(&line);
	mem_release(&line);
}

static int
flush(void *arg, struct why *why)
{
	struct call *const call = arg;

	show_progress(call);
	if (call->out.len == 0)
		return 0;
	if (tool_write(&call->out, why) == -1)
		return -1;
	mem_cut(&call->out, 0);
	return 0;
}

/* "3 of 100 records not accepted: 2 rejected, 1 unknown" */
static void
sum_up(const struct ingest *run, struct why *why)
{
	const struct ingest_tally *const tally = ingest_tally(run);
	struct mem words = { 0 };
	uint64_t count = 0;
	int kind;

	for (kind = 0; kind < VERDICT_KINDS; kind++) {
		if (tally->verdicts[kind] == 0 || kind == VERDICT_ACCEPTED ||
		    kind == VERDICT_VALID || kind == VERDICT_SUPERSEDED)
			continue;
		count += tally->verdicts[kind];
		mem_printf(&words, "%s%ju %s", words.len > 0 ? ", " : "",
		    (uintmax_t)tally->verdicts[kind],
		    verdict_name((enum verdict_kind)kind));
	}
	why_setx(why, ingest_status(run),
	    "%ju of %ju record%s not accepted: %s", (uintmax_t)count,
	    (uintmax_t)tally->records, tally->records == 1 ? "" : "s",
	    mem_str(&words));
	mem_release(&words);
}

/* What stands around the records of each request. */
static void
make_frame(struct call *call)
{
	struct mem *const frame = &call->frame;

	if (call->properties.members.len > 0)
		mem_printf(frame, ",\"properties\":{%s}",
		    mem_str(&call->properties.members));
	if (call->product != NULL) {
		mem_puts(frame, ",\"providerMetadata\":{\"product\":");
		text_quote(frame, call->product, strlen(call->product));
		mem_putc(frame, '}');
	}
	if (call->prevent)
		mem_puts(frame, ",\"preventTransitions\":true");
	if (call->operation != NULL)
		mem_printf(frame, ",\"operationType\":\"%s\"", call->operation);
	/* The first needs no comma. */
	if (frame->len > 0)
		memmove(frame->data, frame->data + 1, frame->len--);
}

/* Jira would ignore it where it does not know it, and nobody would notice. */
static int
check_frame(const struct call *call, struct why *why)
{
	const char *const kind = call->ingest.kind->name;
	const bool devinfo = strcmp(kind, "devinfo") == 0;

	if (call->prevent && !devinfo)
		return why_setx(why, WHY_USAGE,
		    "--prevent-transitions: is for devinfo alone");
	if (call->operation == NULL)
		return 0;
	if (!devinfo && strcmp(kind, "vulnerabilities") != 0)
		return why_setx(why, WHY_USAGE,
		    "--operation-type: is for devinfo and vulnerabilities "
		    "alone");
	if (devinfo && strcmp(call->operation, "SCAN") == 0)
		return why_setx(why, WHY_USAGE,
		    "--operation-type: devinfo has NORMAL and BACKFILL");
	return 0;
}

/* A journal that is read as records, or written between, has no end or use. */
static int
check_files(const struct call *call, struct why *why)
{
	static const int fds[] = { STDIN_FILENO, STDOUT_FILENO };
	struct stat journal, st;
	size_t i;

	if (!call->check && call->connection != NULL &&
	    strcmp(call->connection, "-") == 0)
		return why_setx(why, WHY_USAGE,
		    "--connection: standard input holds the records");
	if (call->ingest.journal == NULL ||
	    stat(call->ingest.journal, &journal) == -1)
		return 0;
	for (i = 0; i < sizeof fds / sizeof fds[0]; i++)
		if (fstat(fds[i], &st) == 0 && S_ISREG(st.st_mode) &&
		    st.st_dev == journal.st_dev && st.st_ino == journal.st_ino)
			return why_setx(why, WHY_USAGE,
			    "--journal: is the input, or the output");
	return 0;
}

static int
submit(struct call *call, struct conn *conn, struct why *why)
{
	struct stat st;

	make_frame(call);
	call->ingest.frame = &call->frame;
	if (mem_check(&call->frame, why) == -1)
		return -1;
	if (fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode))
		call->size = st.st_size;
	call->ingest.look = call->dry_run;
	call->run = ingest_new(
	    &call->ingest, call->check ? NULL : conn, &call->net, why);
	if (call->run == NULL)
		return -1;
	progress_begin(&call->progress, "records", progress_clock());
	if (ingest_run(call->run, STDIN_FILENO, tool_name(NULL), why) == -1)
		return -1;
	if (ingest_status(call->run) != WHY_OK) {
		sum_up(call->run, why);
		return -1;
	}
	if (call->dry_run && ingest_tally(call->run)->verdicts[VERDICT_VALID])
		why->status = WHY_NO;
	return 0;
}

static int
print_body(const struct mem *body, struct why *why)
{
	struct mem out = { 0 };
	int rv;

	mem_add(&out, body->data, body->len);
	if (out.len > 0 && out.data[out.len - 1] != '\n')
		mem_putc(&out, '\n');
	rv = tool_write(&out, why);
	mem_release(&out);
	return rv;
}

/* One thing by its key, or all that have some properties. */
static int
find(const struct call *call, const struct ingest_call *ingest, struct mem *url,
    struct why *why)
{
	if (call->properties.query.len > 0 && call->count > 0)
		return why_setx(
		    why, WHY_USAGE, "a key, or properties: not both");
	/* A variable of a script that was not set, more likely than not. */
	if (call->properties.open)
		return why_setx(why, WHY_USAGE,
		    "--property: nothing is deleted by an empty value");
	if (call->properties.query.len > 0)
		return ingest_call_bulk(
		    ingest, mem_str(&call->properties.query), url, why);
	return ingest_call_url(ingest, call->count, call->words, url, why);
}

static int delete (
    struct call *call, const struct ingest_call *ingest, struct why *why)
{
	struct mem url = { 0 };
	int rv = find(call, ingest, &url, why);

	if (rv == 0 && call->dry_run) {
		(void)printf("DELETE %s\n", mem_str(&url));
		why->status = WHY_NO;
		rv = -1;
	} else if (rv == 0) {
		rv = ingest_call_delete(ingest, mem_str(&url), why);
	}
	mem_release(&url);
	return rv;
}

static int
status(struct call *call, const struct ingest_call *ingest, struct why *why)
{
	struct mem url = { 0 }, body = { 0 };
	int rv = -1;

	if (ingest_call_url(ingest, call->count, call->words, &url, why) == 0 &&
	    ingest_call_get(ingest, mem_str(&url), &body, why) == 0)
		rv = print_body(&body, why);
	mem_release(&url);
	mem_release(&body);
	return rv;
}

static int
gate(struct call *call, const struct ingest_call *ingest, struct why *why)
{
	struct mem url = { 0 }, body = { 0 };
	struct why lost = { 0 };
	int rv;

	rv = ingest_call_url(ingest, call->count, call->words, &url, why);
	if (rv == 0) {
		mem_puts(&url, "/gating-status");
		rv = ingest_call_gate(ingest, mem_str(&url), call->interval,
		    call->timeout, &body, why);
		if (print_body(&body, &lost) == -1)
			*why = lost;
	}
	mem_release(&url);
	mem_release(&body);
	return rv;
}

typedef int act(
    struct call *call, const struct ingest_call *ingest, struct why *why);

static const struct {
	const char *name;
	act *act;
} verbs[] = {
	{ "delete", delete },
	{ "gate", gate },
	{ "status", status },
};

static act *
find_verb(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return verbs[i].act;
	return NULL;
}

static int
run_verb(struct call *call, act *verb, struct conn *conn, struct why *why)
{
	struct ingest_call ingest = { .kind = call->ingest.kind,
		.version = call->ingest.version,
		.conn = conn,
		.say = warnx };
	int rv = -1;

	if ((ingest.caller = caller_new(conn, &call->net, why)) != NULL)
		rv = verb(call, &ingest, why);
	caller_free(ingest.caller);
	return rv;
}

static int
set_sequence(struct ingest_options *ingest, const char *arg, struct why *why)
{
	const char *wrong;

	ingest->sequenced = true;
	ingest->sequence = strtonum(arg, 0, INT64_MAX, &wrong);
	if (wrong != NULL)
		return why_setx(why, WHY_USAGE, "--sequence: %s", wrong);
	return 0;
}

/* Take an option that is a number; returns whether it is one. */
static bool
take_number(struct call *call, const struct option_row *option)
{
	switch (option->code) {
	case INTERVAL:
		call->interval = tool_number(option, 1, REACH_SECONDS_MAX);
		return true;
	case JOBS:
		call->ingest.jobs = tool_number(option, 1, FLIGHT_JOBS_MAX);
		return true;
	case LINGER:
		call->ingest.linger = tool_number(option, 0, REACH_SECONDS_MAX);
		return true;
	case MAX_BYTES:
		call->ingest.bytes = tool_number(option, BYTES_MIN, BYTES_MAX);
		return true;
	case MAX_RECORDS:
		call->ingest.records = tool_number(option, 1, RECORDS_MAX);
		return true;
	case TIMEOUT:
		call->timeout = tool_number(option, 0, REACH_SECONDS_MAX);
		return true;
	default:
		return false;
	}
}

/* Take one option.  Returns 0, or -1 and why (WHY_USAGE). */
static int
take_option(struct call *call, const struct option_row *option, const char *arg,
    struct why *why)
{
	int rv;

	if ((rv = reach_option(&call->net, option->code, arg, why)) != 0)
		return rv == -1 ? -1 : 0;
	if (take_number(call, option))
		return 0;
	switch (option->code) {
	case ALLOW_UNKNOWN:
		call->ingest.unknown = true;
		break;
	case API_VERSION:
		if (arg[0] == '\0' || arg[0] == '.' ||
		    strspn(arg, "0123456789.") != strlen(arg))
			return why_setx(why, WHY_USAGE,
			    "--api-version: has to be like 0.10");
		call->ingest.version = arg;
		break;
	case CHECK:
		call->check = true;
		break;
	case 'c':
		call->connection = arg;
		break;
	case 'n':
		call->dry_run = true;
		break;
	case JOURNAL:
		call->ingest.journal = arg;
		break;
	case 'j':
		call->json = true;
		break;
	case OPERATION:
		call->operation = arg;
		break;
	case PREVENT:
		call->prevent = true;
		break;
	case PRODUCT:
		if (utf8_span(arg, strlen(arg)) != strlen(arg))
			return why_setx(
			    why, WHY_USAGE, "--product: has to be UTF-8");
		call->product = arg;
		break;
	case 'p':
		if (ingest_properties_add(&call->properties, arg, why) == -1)
			return why_at(why, "--property");
		break;
	case SEQUENCE:
		return set_sequence(&call->ingest, arg, why);
	case TRIM:
		call->ingest.trim = true;
		break;
	case URL:
		call->ingest.url = arg;
		if (record_fill_check(arg, why) == -1)
			return why_at(why, "--url");
		break;
	default:
		call->net.trace = warnx;
		break;
	}
	return 0;
}

/* "kind", or "kind verb" and the words of a key. */
static int
take_operands(struct call *call, int count, char *operands[], act **chosen,
    struct why *why)
{
	if (count < 1) {
		why->status = (enum status)tool_usage(&options);
		return -1;
	}
	if ((call->ingest.kind = record_kind(operands[0])) == NULL) {
		why->status =
		    (enum status)tool_no_word(kinds, "kind", operands[0]);
		return -1;
	}
	if (count == 1)
		return 0;
	if ((*chosen = find_verb(operands[1])) == NULL) {
		why->status =
		    (enum status)tool_no_word(verb_words, "verb", operands[1]);
		return -1;
	}
	if (*chosen == gate &&
	    strcmp(call->ingest.kind->name, "deployments") != 0)
		return why_setx(
		    why, WHY_USAGE, "gate: deployments alone have one");
	if (call->check)
		return why_setx(
		    why, WHY_USAGE, "--check is for records: see --dry-run");
	call->words = operands + 2;
	call->count = (size_t)(count - 2);
	return 0;
}

/* The connection, with a token that is fresh if it is to be sent. */
static int
open_conn(
    const struct call *call, bool sends, struct conn *conn, struct why *why)
{
	struct why warning = { 0 };

	if (conn_open(conn, call->connection, why) == -1)
		return -1;
	if (!sends)
		return 0;
	if (token_ready(conn, &call->net, TOKEN_MARGIN, false, &warning, why) ==
	    -1)
		return -1;
	if (warning.msg[0] != '\0')
		warnx("not renewed: %s", warning.msg);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct call call = { .interval = INTERVAL_DEFAULT,
		.timeout = TIMEOUT_DEFAULT,
		.ingest = { .jobs = JOBS_DEFAULT,
		    .records = RECORDS_MAX,
		    .bytes = INGEST_BYTES,
		    .linger = LINGER_DEFAULT,
		    .deliver = deliver,
		    .flush = flush,
		    .say = warnx } };
	struct conn conn = { 0 };
	struct why why = { 0 };
	const struct option_row *option;
	act *verb = NULL;

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (take_option(&call, option, optarg, &why) == -1)
			goto out;
	if (take_operands(&call, argc - optind, argv + optind, &verb, &why) ==
	    -1)
		goto out;
	if (verb == NULL &&
	    (check_frame(&call, &why) == -1 || check_files(&call, &why) == -1))
		goto out;
	call.ingest.arg = &call;
	call.json = call.json || !isatty(STDOUT_FILENO);

	if (!(call.check && verb == NULL) &&
	    open_conn(&call, !call.dry_run || (verb != NULL && verb != delete),
		&conn, &why) == -1)
		goto out;
	if (verb != NULL)
		run_verb(&call, verb, &conn, &why);
	else
		submit(&call, &conn, &why);
out:
	ingest_free(call.run);
	conn_release(&conn);
	ingest_properties_release(&call.properties);
	mem_release(&call.frame);
	mem_release(&call.out);
	return tool_finish(&why);
}
