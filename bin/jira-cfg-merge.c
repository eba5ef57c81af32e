/* jira-cfg-merge: merge into a JSON config file, changing only what changes. */

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "application.h"
#include "config.h"
#include "edit.h"
#include "file.h"
#include "json.h"
#include "mem.h"
#include "option.h"
#include "outcome.h"
#include "path.h"
#include "plan.h"
#include "profile.h"
#include "tool.h"
#include "why.h"

enum {
	HASH_LEN = 64 /* digits of a SHA-256 */
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

static int
take_arrays(void *member, const char *arg, struct why *why)
{
	static const char by[] = "by=";
	struct plan *const plan = member;

	if (strcmp(arg, "append") == 0)
		plan->arrays = MERGE_APPEND;
	else if (strcmp(arg, "replace") == 0)
		plan->arrays = MERGE_REPLACE;
	else if (strcmp(arg, "union") == 0)
		plan->arrays = MERGE_UNION;
	else if (strncmp(arg, by, strlen(by)) == 0 && arg[strlen(by)] != '\0')
		plan->arrays = MERGE_BY;
	else
		return why_setx(why, WHY_USAGE,
		    "has to be append, by=KEY, replace or union");
	plan->key = arg + strlen(by);
	return 0;
}

static int
take_profile(void *member, const char *arg, struct why *why)
{
	const struct profile **const profile = member;

	*profile = application_find(arg);
	return *profile != NULL
	    ? 0
	    : why_setx(why, WHY_USAGE, "no such application");
}

static int
take_mode(void *member, const char *arg, struct why *why)
{
	mode_t *const mode = member;
	char *end;

	*mode = (mode_t)strtoul(arg, &end, 8);
	if (*arg < '0' || *arg > '7' || *end != '\0' || *mode > 0777)
		return why_setx(why, WHY_USAGE, "not an octal mode up to 777");
	return 0;
}

static int
take_syntax(void *member, const char *arg, struct why *why)
{
	enum text_syntax *const syntax = member;

	if (strcmp(arg, "hjson") == 0)
		*syntax = TEXT_HJSON;
	else if (strcmp(arg, "json") == 0)
		*syntax = TEXT_JSON;
	else if (strcmp(arg, "jsonc") == 0)
		*syntax = TEXT_JSONC;
	else
		return why_setx(
		    why, WHY_USAGE, "has to be hjson, json or jsonc");
	return 0;
}

/* The suffix of a copy, which is beside the file, and is not the file. */
static int
take_suffix(void *member, const char *arg, struct why *why)
{
	const char **const suffix = member;

	*suffix = arg == NULL ? "~" : arg;
	if (**suffix == '\0' || strchr(*suffix, '/') != NULL)
		return why_setx(why, WHY_USAGE, "cannot be that of a file");
	return 0;
}

/* Whatever else it is, no config would ever match. */
static int
check_hash(const char *arg, struct why *why)
{
	if (strlen(arg) == HASH_LEN &&
	    strspn(arg, "0123456789abcdefABCDEF") == HASH_LEN)
		return 0;
	return why_setx(
	    why, WHY_USAGE, "has to be %d hexadecimal digits", HASH_LEN);
}

static int
take_program(void *plan, const char *arg, struct why *why)
{
	return plan_program(plan, arg, why);
}

static int
take_set(void *plan, const char *arg, struct why *why)
{
	return plan_set(plan, arg, why);
}

static const struct option_row rows[] = {
	{ 0, "allow-env", NULL, "let a whole value be \"${NAME}\"",
	    OPTION_TO(struct job, wish.env) },
	{ 0, "arrays", "how", "append, by=KEY, replace or union",
	    OPTION_BY(struct job, plan, take_arrays),
	    .values = "append by= replace union" },
	{ 0, "backup", "=suffix", "keep the old file; the suffix is ~",
	    OPTION_BY(struct job, config.suffix, take_suffix) },
	{ 0, "break-links", NULL, "replace a file with several hard links",
	    OPTION_FLAG(struct job, config.flags, FILE_BREAK_LINKS) },
	{ 0, "create", NULL, "make the file if it is missing",
	    OPTION_TO(struct job, config.create) },
	{ 'D', "diff", NULL, "print a unified diff, without secrets",
	    OPTION_TO(struct job, wish.diff) },
	{ 'n', "dry-run", NULL, "change nothing; exit 1 if it would",
	    OPTION_TO(struct job, config.look) },
	{ 0, "duplicates", "last", "of a name that occurs twice edit the last",
	    OPTION_TO(struct job, duplicates), .values = "last" },
	{ 'e', "expression", "program", "apply a jq program",
	    OPTION_BY(struct job, plan, take_program) },
	{ 0, "for", "application", "know its rules: codestream",
	    OPTION_BY(struct job, wish.profile, take_profile),
	    .values = "codestream" },
	{ 0, "if-match", "sha256", "only if the file is the one with this hash",
	    OPTION_CHECKED(struct job, if_match, check_hash) },
	{ 'i', "in-place", "file", "merge into a file, not standard input",
	    OPTION_TO(struct job, config.path) },
	{ 0, "in-place-write", NULL, "write into the file: not safe in a crash",
	    OPTION_FLAG(struct job, config.flags, FILE_IN_PLACE) },
	{ 'j', "json", NULL, "print what was done as a line of JSON",
	    OPTION_TO(struct job, json) },
	{ 'l', "list", NULL, "only print the paths of the config's values",
	    OPTION_TO(struct job, list) },
	{ 'm', "mode", "mode", "of a file that --create makes; default 600",
	    OPTION_BY(struct job, config.mode, take_mode) },
	{ 0, "no-sync", NULL, "do not wait for the disk",
	    OPTION_FLAG(struct job, config.flags, FILE_NO_SYNC) },
	{ 's', "set", "path=value", "set a string; path@file, path:json",
	    OPTION_BY(struct job, plan, take_set) },
	{ 0, "syntax", "syntax", "of the config: json, jsonc or hjson",
	    OPTION_BY(struct job, config.syntax, take_syntax),
	    .values = "json jsonc hjson" },
	{ 0, "wait", "seconds", "for a lock; default 60",
	    OPTION_RANGE(struct job, config.wait, 0, CONFIG_WAIT_MAX) },
	{ 0 },
};

static const struct options options = {
	.usage =
	    "usage: jira-cfg-merge [-DhjnV] [-e program] [-i file] [-m mode]\n"
	    "                      [-s path=value] [fragment ...]\n"
	    "       jira-cfg-merge -l [-i file]\n",
	.rows = rows,
	.operand = "file",
};

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
		.config.wait = CONFIG_WAIT };
	struct why why = { 0 };
	char **paths;
	size_t count;

	tool_begin();
	job.config.ready = report;
	job.config.arg = &job;

	while (tool_option(argc, argv, &options, &job) != NULL)
		continue;
	paths = argv + optind;
	count = (size_t)(argc - optind);
	if (job.list) {
		if (count + job.plan.step_count > 0 || job.json)
			tool_usage(&options);
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
