/* jira-cfg-merge: merge into a JSON config file, changing only what changes. */

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "application.h"
#include "config.h"
#include "edit.h"
#include "file.h"
#include "mem.h"
#include "option.h"
#include "option_slot.h"
#include "outcome.h"
#include "path.h"
#include "plan.h"
#include "profile.h"
#include "tool.h"
#include "why.h"

enum {
	HASH_LEN = 64,     /* digits of a SHA-256 */
	WAIT_DEFAULT = 60, /* seconds */
	WAIT_MAX = 86400
};

/* Options without a short form. */
enum {
	OPT_ALLOW_ENV = OPTION_NO_LETTER,
	OPT_ARRAYS,
	OPT_BACKUP,
	OPT_BREAK_LINKS,
	OPT_CREATE,
	OPT_DUPLICATES,
	OPT_FOR,
	OPT_IF_MATCH,
	OPT_IN_PLACE_WRITE,
	OPT_NO_SYNC,
	OPT_SYNTAX,
	OPT_WAIT
};

static const char usage[] =
    "usage: jira-cfg-merge [-DhjnV] [-e program] [-i file] [-m mode]\n"
    "                      [-s path=value] [fragment ...]\n"
    "       jira-cfg-merge -l [-i file]\n";

static const struct option_row rows[] = {
	{ OPT_ALLOW_ENV, "allow-env", NULL, "let a whole value be \"${NAME}\"",
	    NULL },
	{ OPT_ARRAYS, "arrays", "how", "append, by=KEY, replace or union",
	    "append by= replace union" },
	{ OPT_BACKUP, "backup", "=suffix", "keep the old file; the suffix is ~",
	    NULL },
	{ OPT_BREAK_LINKS, "break-links", NULL,
	    "replace a file with several hard links", NULL },
	{ OPT_CREATE, "create", NULL, "make the file if it is missing", NULL },
	{ 'D', "diff", NULL, "print a unified diff, without secrets", NULL },
	{ 'n', "dry-run", NULL, "change nothing; exit 1 if it would", NULL },
	{ OPT_DUPLICATES, "duplicates", "last",
	    "of a name that occurs twice edit the last", "last" },
	{ 'e', "expression", "program", "apply a jq program", NULL },
	{ OPT_FOR, "for", "application", "know its rules: codestream",
	    "codestream" },
	{ OPT_IF_MATCH, "if-match", "sha256",
	    "only if the file is the one with this hash", NULL },
	{ 'i', "in-place", "file", "merge into a file, not standard input",
	    NULL },
	{ OPT_IN_PLACE_WRITE, "in-place-write", NULL,
	    "write into the file: not safe in a crash", NULL },
	{ 'j', "json", NULL, "print what was done as a line of JSON", NULL },
	{ 'l', "list", NULL, "only print the paths of the config's values",
	    NULL },
	{ 'm', "mode", "mode", "of a file that --create makes; default 600",
	    NULL },
	{ OPT_NO_SYNC, "no-sync", NULL, "do not wait for the disk", NULL },
	{ 's', "set", "path=value", "set a string; path@file, path:json",
	    NULL },
	{ OPT_SYNTAX, "syntax", "syntax", "of the config: json, jsonc or hjson",
	    "json jsonc hjson" },
	{ OPT_WAIT, "wait", "seconds", "for a lock; default 60", NULL },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.operand = "file",
};

/* All that one call is about. */
struct job {
	struct plan plan;
	struct config config;
	struct outcome_wish wish;
	const char *if_match, *duplicates;
	bool json, list, reported;
	struct edit *edit;
	struct outcome outcome;
};

/* Where those options go that need no more than that. */
static const struct option_slot slots[] = {
	OPTION_SLOT(OPT_ALLOW_ENV, struct job, wish.env),
	OPTION_SLOT(OPT_CREATE, struct job, config.create),
	OPTION_SLOT('D', struct job, wish.diff),
	OPTION_SLOT('n', struct job, config.look),
	OPTION_SLOT(OPT_DUPLICATES, struct job, duplicates),
	OPTION_SLOT('i', struct job, config.path),
	OPTION_SLOT('j', struct job, json),
	OPTION_SLOT('l', struct job, list),
	OPTION_RANGE(OPT_WAIT, struct job, config.wait, 0, WAIT_MAX),
	{ 0 },
};

static int
read_arrays(struct job *job, const char *arg)
{
	static const char by[] = "by=";

	if (strcmp(arg, "append") == 0)
		job->plan.arrays = MERGE_APPEND;
	else if (strcmp(arg, "replace") == 0)
		job->plan.arrays = MERGE_REPLACE;
	else if (strcmp(arg, "union") == 0)
		job->plan.arrays = MERGE_UNION;
	else if (strncmp(arg, by, sizeof by - 1) == 0 &&
	    arg[sizeof by - 1] != '\0')
		job->plan.arrays = MERGE_BY;
	else
		return -1;
	job->plan.key = arg + sizeof by - 1;
	return 0;
}

static int
read_syntax(struct job *job, const char *arg)
{
	if (strcmp(arg, "hjson") == 0)
		job->config.syntax = TEXT_HJSON;
	else if (strcmp(arg, "json") == 0)
		job->config.syntax = TEXT_JSON;
	else if (strcmp(arg, "jsonc") == 0)
		job->config.syntax = TEXT_JSONC;
	else
		return -1;
	return 0;
}

static void
read_mode(struct job *job, const char *arg)
{
	unsigned long mode;
	char *end;

	mode = strtoul(arg, &end, 8);
	if (*arg < '0' || *arg > '7' || *end != '\0' || mode > 0777)
		errx(WHY_USAGE, "--mode: not an octal mode up to 777");
	job->config.mode = (mode_t)mode;
}

/* Whatever else it is, no config would ever match. */
static int
read_hash(struct job *job, const char *arg)
{
	job->if_match = arg;
	return strlen(arg) == HASH_LEN &&
		strspn(arg, "0123456789abcdefABCDEF") == HASH_LEN
	    ? 0
	    : -1;
}

/* The copy is beside the file, and is not the file. */
static int
read_suffix(struct job *job, const char *arg)
{
	job->config.suffix = arg;
	return *arg == '\0' || strchr(arg, '/') != NULL ? -1 : 0;
}

static void
read_step(int (*add)(struct plan *, const char *, struct why *),
    struct job *job, const char *name, const char *arg)
{
	struct why why = { 0 };

	if (add(&job->plan, arg, &why) == -1)
		errx((int)why.status, "--%s: %s", name, why.msg);
}

/* An option that is no more than a place for it.  As option_store(). */
static int
store(struct job *job, const struct option_row *option, const char *arg)
{
	struct why why = { 0 };
	const int rv = option_store(slots, option, arg, job, &why);

	if (rv == -1)
		errx((int)why.status, "%s", why.msg);
	return rv;
}

/* Any option.  Returns 0, or -1 for a wrong call. */
static int
read_option(struct job *job, const struct option_row *option, char *arg)
{
	if (store(job, option, arg) == 1)
		return 0;
	switch (option->code) {
	case OPT_BREAK_LINKS:
		job->config.flags |= FILE_BREAK_LINKS;
		return 0;
	case OPT_IN_PLACE_WRITE:
		job->config.flags |= FILE_IN_PLACE;
		return 0;
	case OPT_NO_SYNC:
		job->config.flags |= FILE_NO_SYNC;
		return 0;
	case OPT_ARRAYS:
		return read_arrays(job, arg);
	case OPT_BACKUP:
		return read_suffix(job, arg == NULL ? "~" : arg);
	case 'e':
		read_step(plan_program, job, "expression", arg);
		return 0;
	case OPT_FOR:
		if ((job->wish.profile = application_find(arg)) == NULL)
			errx(WHY_USAGE, "--for: no such application");
		return 0;
	case OPT_IF_MATCH:
		return read_hash(job, arg);
	case 'm':
		read_mode(job, arg);
		return 0;
	case 's':
		read_step(plan_set, job, "set", arg);
		return 0;
	case OPT_SYNTAX:
		return read_syntax(job, arg);
	default:
		return -1;
	}
}

static int
check_call(
    const struct job *job, char *const paths[], size_t count, struct why *why)
{
	const struct config *config = &job->config;
	const bool filter = config->path == NULL;

	if (count == 0 && job->plan.step_count == 0)
		return why_setx(why, WHY_USAGE, "there is nothing to merge");
	if (plan_stdin(&job->plan, paths, count) + filter > 1)
		return why_setx(
		    why, WHY_USAGE, "standard input cannot be read twice");
	if (filter && !config->look && (job->wish.diff || job->json))
		return why_setx(why, WHY_USAGE,
		    "--diff and --json want --in-place or --dry-run");
	if (filter && (config->create || config->suffix != NULL))
		return why_setx(
		    why, WHY_USAGE, "--backup and --create want --in-place");
	return 0;
}

/* Said before a file changes: a word that is lost must not be of a deed. */
static int
report(void *arg, struct why *why)
{
	struct job *job = arg;
	const struct outcome *outcome = &job->outcome;
	struct mem mem = { 0 };
	int rv;

	if (job->json)
		outcome_json(outcome, &job->wish, job->config.backup, &mem);
	else
		mem_add(&mem, mem_str(&outcome->diff), outcome->diff.len);
	rv = mem.len == 0 ? 0 : tool_write(&mem, why);
	job->reported = rv == 0;
	mem_release(&mem);
	return rv;
}

static int
merge(struct job *job, struct why *why)
{
	struct config *config = &job->config;

	if (config_read(config, why) == -1)
		return -1;
	if (job->if_match != NULL && !config_matches(config, job->if_match))
		return why_setx(why, WHY_LATER,
		    "%s: it is not the one that --if-match names",
		    config->text.name);
	if ((job->edit = edit_new(&config->text, why)) == NULL)
		return -1;
	job->wish.check = plan_runs(&job->plan);
	if (job->duplicates != NULL)
		edit_allow_duplicates(job->edit);
	if (plan_apply(&job->plan, job->edit, why) == -1 ||
	    outcome_look(
		&job->outcome, &config->text, job->edit, &job->wish, why) == -1)
		return -1;
	job->outcome.changed |= config->missing;
	if (config_write(config, job->edit, why) == -1)
		return -1;
	if (!job->reported && report(job, why) == -1) {
		config_undo(config);
		return -1;
	}
	if (config->look && job->outcome.changed)
		why->status = WHY_NO;
	return 0;
}

/* Let go of what merge() made, and keep what was asked for. */
static void
reset(struct job *job)
{
	edit_free(job->edit);
	job->edit = NULL;
	outcome_release(&job->outcome);
	config_release(&job->config);
}

/* Who made the file that was missing a moment ago has won. */
static int
merge_or_again(struct job *job, struct why *why)
{
	const struct config *config = &job->config;

	while (merge(job, why) == -1) {
		if (!config->missing || access(config->path, F_OK) == -1)
			return -1;
		reset(job);
		*why = (struct why){ 0 };
	}
	return 0;
}

/* Where its values are, as --set takes it. */
static int
list(struct job *job, struct why *why)
{
	struct mem paths = { 0 };
	int rv = -1;

	job->config.look = true;
	if (config_read(&job->config, why) == -1)
		goto out;
	path_list(&job->config.text, &paths);
	rv = tool_write(&paths, why);
out:
	mem_release(&paths);
	return rv;
}

/* What the application says of the file itself. */
static void
obey_profile(struct job *job)
{
	const struct profile *profile = job->wish.profile;

	if (profile == NULL)
		return;
	if (job->config.syntax == TEXT_ANY)
		job->config.syntax = profile->syntax;
	if (profile->elsewhere != NULL && getenv(profile->elsewhere) != NULL)
		warnx("%s is set: the application may not read the file",
		    profile->elsewhere);
}

int
main(int argc, char *argv[])
{
	static char in[] = "-", *standard_input = in;
	struct job job = { .config.map = true,
		.config.mode = FILE_MODE_SECRET,
		.config.wait = WAIT_DEFAULT };
	struct why why = { 0 };
	char **paths;
	size_t count;
	const struct option_row *option;

	tool_begin();
	job.config.ready = report;
	job.config.arg = &job;

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (read_option(&job, option, optarg) == -1)
			return tool_usage(&options);
	paths = argv + optind;
	count = (size_t)(argc - optind);
	if (job.list) {
		if (count + job.plan.step_count > 0 || job.json) {
			why.status = (enum status)tool_usage(&options);
			goto out;
		}
		obey_profile(&job);
		list(&job, &why);
		goto out;
	}
	/* With a file to merge into, standard input is free. */
	if (job.config.path != NULL && count + job.plan.step_count == 0) {
		paths = &standard_input;
		count = 1;
	}

	if (check_call(&job, paths, count, &why) == -1)
		goto out;
	obey_profile(&job);
	/* Before the lock is taken: standard input may take its time. */
	if (plan_read(&job.plan, paths, count, job.wish.profile, &why) == -1)
		goto out;
	plan_hidden(&job.plan, &job.wish.hidden);
	if (merge_or_again(&job, &why) == -1)
		goto out;
out:
	reset(&job);
	mem_release(&job.wish.hidden);
	plan_release(&job.plan);
	return tool_finish(&why);
}
