/* jira-issue-keys: find issue keys in text. */

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "issue_key.h"
#include "issue_key_report.h"
#include "mem.h"
#include "option.h"
#include "tool.h"
#include "why.h"

/* Options without a short form. */
enum {
	OPT_COUNT = CHAR_MAX + 1
};

static const char usage[] =
    "usage: jira-issue-keys [-0hjlV] [--count] [-p key] [file ...]\n";

static const struct option_row rows[] = {
	{ OPT_COUNT, "count", NULL, "after each key, how often it occurs",
	    NULL },
	{ 'j', "json", NULL, "print one array, or with --count one object",
	    NULL },
	{ 'l', "lower", NULL, "take abc-12, too, and print it as ABC-12",
	    NULL },
	{ '0', "null", NULL, "end each key with NUL, not a newline", NULL },
	{ 'p', "project", "key", "only keys of this project; may be repeated",
	    NULL },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.operand = "file",
};

/* What the command line asks for, and how far it is done. */
struct call {
	bool count, json;
	struct issue_key search;
};

/* Print the keys that are new, so that who reads a stream need not wait. */
static int
print_new(struct call *call, struct why *why)
{
	struct mem *const keys = &call->search.found.text;
	int rv;

	if (call->count || call->json || keys->len == 0)
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
		while ((n = read(fd, room, ISSUE_KEY_BLOCK)) == -1 &&
		    errno == EINTR)
			continue;
		if (n == -1)
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
	const struct issue_key_set *const found = &call->search.found;
	struct mem out = { 0 };
	int rv;

	if (call->json)
		issue_key_report_json(found, call->count, &out);
	else if (call->count)
		issue_key_report(found, &out);
	rv = tool_write(&out, why);
	mem_release(&out);
	return rv;
}

static void
read_options(int argc, char *argv[], struct call *call)
{
	struct why why = { 0 };
	const struct option_row *option;

	while ((option = tool_option(argc, argv, &options)) != NULL)
		switch (option->code) {
		case OPT_COUNT:
			call->count = true;
			call->search.found.counted = true;
			break;
		case 'j':
			call->json = true;
			break;
		case 'l':
			call->search.lower = true;
			break;
		case '0':
			call->search.found.end = '\0';
			break;
		case 'p':
			if (issue_key_allow(&call->search, optarg, &why) == -1)
				errx((int)why.status, "--project: %s", why.msg);
			break;
		}
	if (call->json && call->search.found.end == '\0')
		errx(WHY_USAGE, "--null: --json prints one line");
}

int
main(int argc, char *argv[])
{
	static char in[] = "-";
	static char *only_in[] = { in, NULL };
	struct call call = { .search.found.end = '\n' };
	struct why why = { 0 };
	char **path;
	int rv;

	tool_begin();

	read_options(argc, argv, &call);

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
