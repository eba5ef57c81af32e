/* jira-issue-keys: find issue keys in text. */

#include <sys/uio.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "issue_key.h"
#include "issue_key_report.h"
#include "mem.h"
#include "tool.h"
#include "why.h"

/* Options without a short form. */
enum {
	OPT_COUNT = CHAR_MAX + 1
};

static const char usage[] =
    "usage: jira-issue-keys [-0hjlV] [--count] [-p key] [file ...]\n";

static const char help[] =
    "      --count        after each key, how often it occurs\n"
    "  -h, --help         show this help\n"
    "  -j, --json         print one array, or with --count one object\n"
    "  -l, --lower        take abc-12, too, and print it as ABC-12\n"
    "  -0, --null         end each key with NUL, not a newline\n"
    "  -p, --project key  only keys of this project; may be repeated\n"
    "  -V, --version      show the version\n";

static const struct option options[] = {
	{ "count", no_argument, NULL, OPT_COUNT },
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, 'j' },
	{ "lower", no_argument, NULL, 'l' },
	{ "null", no_argument, NULL, '0' },
	{ "project", required_argument, NULL, 'p' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

/* What the command line asks for, and how far it is done. */
struct call {
	bool count, json;
	struct issue_key search;
	size_t printed; /* bytes of the keys */
};

/* Print the keys that are new, so that who reads a stream need not wait. */
static int
print_new(struct call *call, struct why *why)
{
	const struct mem *const keys = &call->search.found.text;
	const struct iovec part = { keys->data + call->printed,
		keys->len - call->printed };

	if (call->count || call->json || part.iov_len == 0)
		return 0;
	call->printed = keys->len;
	return tool_write_parts(&part, 1, why);
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

/* Returns -1 to go on, or what main returns. */
static int
read_options(int argc, char *argv[], struct call *call)
{
	struct why why = { 0 };
	int ch;

	while ((ch = getopt_long(argc, argv, "hjl0p:V", options, NULL)) != -1)
		switch (ch) {
		case OPT_COUNT:
			call->count = true;
			break;
		case 'h':
			return tool_help(usage, help);
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
		case 'V':
			return tool_version();
		default:
			return tool_usage(usage);
		}
	if (call->json && call->search.found.end == '\0')
		errx(WHY_USAGE, "--null: --json prints one line");
	return -1;
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

	if ((rv = read_options(argc, argv, &call)) != -1)
		goto out;
	for (path = optind < argc ? argv + optind : only_in; *path != NULL;
	     path++)
		if (search_file(&call, *path, &why) == -1)
			break;
	if (*path == NULL)
		print_all(&call, &why);
	rv = tool_finish(&why);
out:
	issue_key_release(&call.search);
	return rv;
}
