/* tool: what every program does first and last. */

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "file.h"
#include "interrupt.h"
#include "mem.h"
#include "progress.h"
#include "prompt.h"
#include "system.h"
#include "tool.h"
#include "why.h"
#include "wipe.h"

enum {
	PASSPHRASE_MAX = 1023 /* bytes, a terminal's line end not counted */
};

static const char in_name[] = "<stdin>";
static const char out_name[] = "<stdout>";

/*
 * Wrong way round on purpose: reading 0 and writing 1 or 2 has to fail, and
 * may not meet a file that is opened later.  So does a directory.
 */
static void
fill_descriptors(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null",
			fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) == -1)
			(void)open("/", O_RDONLY);
}

void
tool_begin(void)
{
	const struct rlimit none = { 0, 0 };

	fill_descriptors();
	/* getopt's own words would repeat "--mistyped=secret". */
	opterr = 0;
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	/* Whoever inherits that it is ignored learns of no command's end. */
	(void)signal(SIGCHLD, SIG_DFL);
	system_hide();
}

const char *
tool_name(const char *path)
{
	return path == NULL || strcmp(path, "-") == 0 ? in_name : path;
}

int
tool_read(const char *path, size_t max, struct mem *mem, struct why *why)
{
	if (tool_name(path) == in_name)
		return file_read_fd(STDIN_FILENO, in_name, max, mem, why);
	return file_read(path, max, mem, why);
}

int
tool_passphrase(
    const char *path, const char *prompt, struct mem *mem, struct why *why)
{
	const size_t from = mem->len;
	const char *end;

	if (path == NULL) {
		if (prompt_line(prompt, false, mem, why) == 0)
			return 0;
		if (why->status != WHY_REFUSED)
			return -1;
		return why_setx(why, WHY_INPUT,
		    "no terminal to ask for its passphrase on: use "
		    "--passphrase-file");
	}
	if (file_read_secret(path, PASSPHRASE_MAX, mem, why) == -1)
		return -1;
	end = memchr(mem_str(mem) + from, '\n', mem->len - from);
	if (end != NULL)
		mem_cut(mem, (size_t)(end - mem->data));
	if (mem->len > from && mem->data[mem->len - 1] == '\r')
		mem_cut(mem, mem->len - 1);
	if (mem->len == from || strlen(mem->data + from) != mem->len - from)
		return why_setx(why, WHY_INPUT, "%s: not a line of text", path);
	return 0;
}

int
tool_guard_secret(const char *path, struct why *why)
{
	struct stat st;

	if (path != NULL) {
		if (lstat(path, &st) == 0)
			errno = EEXIST;
		return errno == ENOENT ? 0
				       : why_set(why, WHY_CREATE, "%s", path);
	}
	if (fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return why_setx(why, WHY_CREATE,
		    "%s: others can read it: set umask 077", out_name);
	return 0;
}

int
tool_write_secret(const char *path, const struct mem *mem, struct why *why)
{
	if (path == NULL)
		return tool_write(mem, why);
	return file_create(path, FILE_MODE_SECRET, mem->data, mem->len, why);
}

int
tool_write(const struct mem *mem, struct why *why)
{
	if (mem_check(mem, why) == -1)
		return -1;
	return file_write_fd(STDOUT_FILENO, out_name, mem->data, mem->len, why);
}

int
tool_write_parts(const struct iovec *parts, size_t count, struct why *why)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (file_write_fd(STDOUT_FILENO, out_name, parts[i].iov_base,
			parts[i].iov_len, why) == -1)
			return -1;
	return 0;
}

bool
tool_status_shows(void)
{
	return isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
}

/* The cursor goes back to the beginning, for whatever is said next. */
void
tool_status(const struct mem *line)
{
	static bool shown;
	static const char erase[] = "\033[K";

	if (!tool_status_shows() || (line == NULL && !shown))
		return;
	(void)fprintf(
	    stderr, "%s%s\r", erase, line == NULL ? "" : mem_str(line));
	shown = line != NULL;
}

void
tool_progress(const struct progress *progress)
{
	struct mem line = { 0 };

	progress_line(progress, clock_seconds(), &line);
	tool_status(&line);
	mem_release(&line);
}

void
tool_warn(const char *fmt, ...)
{
	char *words = NULL;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&words, fmt, ap);
	va_end(ap);
	if (len == -1)
		return;
	why_tame(words);
	warnx("%s", words);
	free(words);
}

int
tool_finish(struct why *why)
{
	wipe_stack();
	tool_status(NULL);
	if (why->status <= WHY_NO) {
		if (ferror(stdout))
			why_setx(why, WHY_IO, "%s: a write was lost", out_name);
		else if (fclose(stdout) == EOF)
			why_set(why, WHY_IO, "%s", out_name);
	}
	if (why->msg[0] != '\0')
		warnx("%s", why->msg);
	interrupt_obey();
	return (int)why->status;
}
