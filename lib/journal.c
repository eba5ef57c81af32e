/* journal: what became of records, kept so that it survives a kill. */

#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "journal.h"
#include "lines.h"
#include "siphash.h"
#include "text.h"
#include "verdict.h"
#include "why.h"

enum {
	BLOCK = 1 << 16 /* bytes read at once */
};

/* It is read by other runs, which have to find the same. */
static const uint64_t no_secret[2];

static uint64_t
mix(uint64_t a, uint64_t b)
{
	const uint64_t both[] = { a, b };

	return siphash(no_secret, both, sizeof both);
}

uint64_t
journal_key(const struct journal *journal, const struct mem *key)
{
	return mix(journal->scope, siphash(no_secret, mem_str(key), key->len));
}

uint64_t
journal_contents(
    const struct journal *journal, uint64_t key, const void *data, size_t len)
{
	(void)journal;
	return mix(key, siphash(no_secret, data, len));
}

/* The whole number that a member of a line is in base, or false. */
static bool
read_number(const struct text *text, struct value line, const char *name,
    int base, uint64_t *number)
{
	const struct value value = text_member(text, line, name);
	struct mem digits = { 0 };
	char *end;

	if (value.kind != TEXT_STRING && value.kind != TEXT_NUMBER)
		return false;
	text_string(text, value, &digits);
	errno = 0;
	*number = strtoull(mem_str(&digits), &end, base);
	if (errno != 0 || *end != '\0' || digits.len == 0)
		end = NULL;
	mem_release(&digits);
	return end != NULL;
}

/* Take a line: what it says lies under the scope's hash in its contents. */
static int
take_fate(struct journal *journal, const struct text *text, struct why *why)
{
	uint64_t key, contents, sequence;
	enum journal_fate fate = JOURNAL_SENT;
	struct seen_row *row;
	struct value verdict;

	if (!read_number(text, text->root, "hash", 16, &key) ||
	    !read_number(text, text->root, "contents", 16, &contents) ||
	    !read_number(text, text->root, "sequence", 10, &sequence))
		return text_fail(text, text->root.at, why, WHY_INPUT,
		    "this is no line of a journal");
	verdict = text_member(text, text->root, "verdict");
	if (text_is(text, verdict, verdict_name(VERDICT_ACCEPTED)))
		fate = JOURNAL_ACCEPTED;
	else if (text_is(text, verdict, verdict_name(VERDICT_SUPERSEDED)))
		fate = JOURNAL_SUPERSEDED;
	else if (verdict.kind != TEXT_NONE)
		return 0;
	if (seen_put(&journal->fates, contents, (int64_t)sequence, fate, why) ==
	    -1)
		return -1;
	row = seen_find(&journal->newest, key);
	if (fate == JOURNAL_SUPERSEDED ||
	    (row != NULL && row->sequence >= (int64_t)sequence))
		return 0;
	return seen_put(&journal->newest, key, (int64_t)sequence, 0, why);
}

static int
take_line(struct journal *journal, const char *line, size_t len, size_t number,
    struct why *why)
{
	struct text text = {
		.name = journal->path, .line = number, .syntax = TEXT_JSON
	};

	if (text_read(&text, line, len, why) == -1)
		return -1;
	return take_fate(journal, &text, why);
}

/* Can a crash have left this of the first line, as add_line() begins it? */
static bool
is_torn(const char *s, size_t len)
{
	static const char *const starts[] = { "{\"key\":", "{\"verdict\":" };
	size_t i, n;

	for (i = 0; i < sizeof starts / sizeof starts[0]; i++) {
		n = strlen(starts[i]);
		if (memcmp(s, starts[i], len < n ? len : n) == 0)
			return true;
	}
	return false;
}

static int
take_lines(struct journal *journal, const struct mem *mem, size_t *number,
    off_t *whole, struct why *why)
{
	const char *s = mem->data, *const end = s + mem->len, *newline;

	while ((newline = memchr(s, '\n', (size_t)(end - s))) != NULL) {
		if (take_line(journal, s, (size_t)(newline - s), (*number)++,
			why) == -1)
			return -1;
		*whole += newline + 1 - s;
		s = newline + 1;
	}
	/* Else a file of somebody's that is all one line would be emptied. */
	if (*whole == 0 && !is_torn(s, (size_t)(end - s)))
		return why_setx(
		    why, WHY_INPUT, "%s: this is no journal", journal->path);
	return 0;
}

/* Read all whole lines; what is after the last one was torn off. */
static int
load(struct journal *journal, struct why *why)
{
	struct lines lines = { .fd = journal->fd,
		.wake = -1,
		.name = journal->path,
		.block = BLOCK,
		.max = JOURNAL_LINE_MAX };
	struct mem mem = { 0 };
	size_t number;
	off_t whole = 0;
	int rv;

	while ((rv = lines_read(&lines, &mem, &number, why)) == 1)
		if (take_lines(journal, &mem, &number, &whole, why) == -1) {
			rv = -1;
			break;
		}
	lines_release(&lines);
	mem_release(&mem);
	if (rv == 0 && !journal->look && ftruncate(journal->fd, whole) == -1)
		return why_set(why, WHY_IO, "%s", journal->path);
	return rv;
}

/* A new file is there only once its directory says so. */
static int
sync_directory(const char *path, struct why *why)
{
	const char *const slash = strrchr(path, '/');
	struct mem dir = { 0 };
	int fd, rv = 0;

	if (slash == NULL)
		mem_putc(&dir, '.');
	else
		mem_add(&dir, path, (size_t)(slash - path) + 1);
	fd = open(mem_str(&dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1 || fsync(fd) == -1)
		rv = why_set(why, WHY_CREATE, "%s", path);
	if (fd != -1)
		(void)close(fd);
	mem_release(&dir);
	return rv;
}

static int
open_and_lock(struct journal *journal, struct why *why)
{
	struct stat st;

	journal->fd = open(journal->path,
	    O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY,
	    FILE_MODE_SECRET);
	if (journal->fd == -1 || fstat(journal->fd, &st) == -1)
		return why_set(why, WHY_CREATE, "%s", journal->path);
	if (!S_ISREG(st.st_mode))
		return why_setx(
		    why, WHY_CREATE, "%s: not a regular file", journal->path);
	if (flock(journal->fd, LOCK_EX | LOCK_NB) == -1)
		return why_setx(
		    why, WHY_LATER, "%s: another run has it", journal->path);
	return st.st_size == 0 ? sync_directory(journal->path, why) : 0;
}

/* One that is not there says nothing yet. */
static int
open_to_look(struct journal *journal, struct why *why)
{
	struct stat st;

	/* Without waiting for somebody to write into a FIFO. */
	journal->fd =
	    open(journal->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (journal->fd == -1)
		return errno == ENOENT
		    ? 0
		    : why_set(why, WHY_OPEN, "%s", journal->path);
	if (fstat(journal->fd, &st) == -1)
		return why_set(why, WHY_OPEN, "%s", journal->path);
	if (!S_ISREG(st.st_mode))
		return why_setx(
		    why, WHY_OPEN, "%s: not a regular file", journal->path);
	return load(journal, why);
}

struct journal *
journal_open(const char *path, const char *scope, bool look, struct why *why)
{
	struct journal *journal;

	if ((journal = calloc(1, sizeof *journal)) == NULL) {
		why_set(why, WHY_LATER, "%s", path);
		return NULL;
	}
	journal->path = path;
	journal->scope = siphash(no_secret, scope, strlen(scope));
	journal->look = look;
	if (look ? open_to_look(journal, why) == -1
		 : open_and_lock(journal, why) == -1 ||
		    load(journal, why) == -1) {
		journal_free(journal);
		return NULL;
	}
	return journal;
}

void
journal_free(struct journal *journal)
{
	if (journal == NULL)
		return;
	if (journal->fd != -1)
		(void)close(journal->fd);
	mem_release(&journal->lines);
	seen_release(&journal->fates);
	seen_release(&journal->newest);
	free(journal);
}

/* What every line has; the key is for people. */
static void
add_line(struct journal *journal, const char *verdict, const struct mem *key,
    uint64_t contents, int64_t sequence)
{
	mem_putc(&journal->lines, '{');
	if (verdict != NULL)
		mem_printf(&journal->lines, "\"verdict\":\"%s\",", verdict);
	mem_printf(&journal->lines,
	    "\"key\":%s,\"hash\":\"%016" PRIx64 "\",\"contents\":\"%016" PRIx64
	    "\",\"sequence\":%" PRId64 "}\n",
	    key->len == 0 ? "null" : mem_str(key), journal_key(journal, key),
	    contents, sequence);
}

void
journal_send(struct journal *journal, const struct mem *key, uint64_t contents,
    int64_t sequence)
{
	add_line(journal, NULL, key, contents, sequence);
}

void
journal_settle(struct journal *journal, const struct verdict *verdict,
    uint64_t contents, int64_t sequence)
{
	add_line(journal, verdict_name(verdict->kind), &verdict->key, contents,
	    sequence);
}

int
journal_write(struct journal *journal, bool sync, struct why *why)
{
	if (journal->lines.len == 0)
		return 0;
	if (mem_check(&journal->lines, why) == -1 ||
	    file_write_fd(journal->fd, journal->path, journal->lines.data,
		journal->lines.len, why) == -1)
		return -1;
	mem_cut(&journal->lines, 0);
	if (sync && fsync(journal->fd) == -1)
		return why_set(why, WHY_IO, "%s", journal->path);
	return 0;
}
