/* jira-issue-keys: find issue keys in text. */

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "issue_key.h"
#include "issue_key_report.h"
#include "mem.h"
#include "option.h"
#include "tool.h"
#include "why.h"

/* What the command line asks for, and how far it is done. */
struct call {
	bool json, null;
	struct issue_key search;
};

static int
take_project(void *search, const char *arg, struct why *why)
{
	return issue_key_allow(search, arg, why);
}

static const struct option_row rows[] = {
	{ 0, "count", NULL, "after each key, how often it occurs",
	    OPTION_TO(struct call, search.found.counted) },
	{ 'j', "json", NULL, "print one array, or with --count one object",
	    OPTION_TO(struct call, json) },
	{ 'l', "lower", NULL, "take abc-12, too, and print it as ABC-12",
	    OPTION_TO(struct call, search.lower) },
	{ '0', "null", NULL, "end each key with NUL, not a newline",
	    OPTION_TO(struct call, null) },
	{ 'p', "project", "key", "only keys of this project; may be repeated",
	    OPTION_BY(struct call, search, take_project) },
	{ 0 },
};

static const struct options options = {
	.operands = "[file ...]",
	.rows = rows,
	.operand = "file",
};

/* Print the keys that are new, so that who reads a stream need not wait. */
static int
print_new(struct call *call, struct why *why)
{
	struct mem *const keys = &call->search.found.text;
	int rv;

	if (call->search.found.counted || call->json || keys->len == 0)
		return 0;
	rv = tool_write(keys, why);
	mem_cut(keys, 0);
	return rv;
}

static int
search_fd(struct call *call, int fd, const char *name, struct why *why)
{
	char *room;
	ssize_t n;

	do {
		if ((room = issue_key_room(&call->search, why)) == NULL)
			return -1;
		if ((n = file_read_some(fd, room, ISSUE_KEY_BLOCK)) == -1)
			return why_set(why, errno == EISDIR ? WHY_OPEN : WHY_IO,
			    "%s", name);
		if (issue_key_grew(&call->search, (size_t)n, why) == -1)
			return why_at(why, "%s", name);
		if (print_new(call, why) == -1)
			return -1;
	} while (n > 0);
	return 0;
}

static int
search_file(struct call *call, const char *path, struct why *why)
{
	int fd, rv;

	if (strcmp(path, "-") == 0)
		return search_fd(call, STDIN_FILENO, tool_name(path), why);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) == -1)
		return why_set(why, WHY_OPEN, "%s", path);
	rv = search_fd(call, fd, path, why);
	(void)close(fd);
	return rv;
}

/* Print what could not be printed before all was read. */
static int
print_all(const struct call *call, struct why *why)
{
	struct issue_key_report report = {
		.found = &call->search.found,
		.json = call->json,
	};
	struct mem part = { 0 };
	int rv = 0;

	if (!call->json && !call->search.found.counted)
		return 0;
	while (rv == 0 && issue_key_report(&report, &part)) {
		rv = tool_write(&part, why);
		mem_cut(&part, 0);
	}
	mem_release(&part);
	return rv;
}

int
main(int argc, char *argv[])
{
	static char in[] = "-";
	static char *only_in[] = { in, NULL };
	struct call call = { 0 };
	struct why why = { 0 };
	char **path;
	int rv;

	tool_begin();

	while (tool_option(argc, argv, &options, &call) != NULL)
		continue;
	if (call.json && call.null)
		errx(WHY_USAGE, "--null: --json prints one line");
	call.search.found.end = call.null ? '\0' : '\n';

	for (path = optind < argc ? argv + optind : only_in; *path != NULL;
	     path++)
		if (search_file(&call, *path, &why) == -1)
			break;
	if (*path == NULL)
		print_all(&call, &why);
	rv = tool_finish(&why);
	issue_key_release(&call.search);
	return rv;
}
