/*
 * tool: what every program does first and last.
 *
 * The only module that prints, knows standard input and output, or decides
 * what main returns.
 */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>

struct iovec;
struct mem;
struct option_row;
struct option_word;
struct options;
struct progress;
struct why;

/*
 * Forbid core files and tracing, ignore SIGPIPE and SIGXFSZ (a lost write is
 * an error here, not a death), let the end of a child be told, and put
 * something in descriptors 0 to 2 where the caller closed them: something that
 * fails to read or to write, so that the loss is noticed.
 * getopt is silenced: it would repeat what it was given.
 */
void tool_begin(void);

/*
 * Take the next option of the command line, and put its argument where it goes
 * in the program's struct.  Returns its row; or NULL after the last, when
 * optind is the first operand.  It answers --help and --version itself, and a
 * wrong call, and then does not return.
 */
const struct option_row *tool_option(
    int argc, char *argv[], const struct options *options, void *call);

/* An option that was taken and is not for this word, or NULL. */
const struct option_row *tool_misfit(const char *word);

/* End the program, unless all options that were taken are for this verb. */
void tool_suits(const char *verb);

/* Print the usage on stderr, and end with WHY_USAGE. */
noreturn void tool_usage(const struct options *options);

/*
 * Say on stderr that an operand is no word of a table, which is one of verbs
 * or of what else, and which is meant; and end with WHY_USAGE.
 */
noreturn void tool_no_word(
    const struct option_word *words, const char *what, const char *operand);

/*
 * Read all of standard input, at most max bytes, and add it to mem; NULL or
 * "-" as path means that, anything else a file.  Returns 0, or -1 and why:
 * WHY_OPEN, WHY_IO, or WHY_INPUT for more than max.
 */
int tool_read(const char *path, size_t max, struct mem *mem, struct why *why);

/* What tool_read() calls its input in a message: the path, or <stdin>. */
const char *tool_name(const char *path);

/*
 * Add a passphrase to mem: the first line of the file path, which others must
 * not be able to read; or, path NULL, what is typed at the prompt on the
 * terminal, if there is one.  Returns 0, or -1 and why: WHY_OPEN, WHY_IO, or
 * WHY_INPUT for no line of text, or no terminal.
 */
int tool_passphrase(
    const char *path, const char *prompt, struct mem *mem, struct why *why);

/*
 * Say, before any slow or secret work, whether a secret may be written to
 * standard output (path NULL) or to the new file path: not to a regular file
 * that its group or others can read, nor to one that exists.  Returns 0, or
 * -1 and why (WHY_CREATE).
 */
int tool_guard_secret(const char *path, struct why *why);

/*
 * Write mem to standard output (path NULL), or whole and durably to the new
 * file path with mode 0600.  Returns 0, or -1 and why (WHY_CREATE, WHY_IO).
 */
int tool_write_secret(const char *path, const struct mem *mem, struct why *why);

/*
 * Write mem to standard output with write(2): what it holds stays out of
 * stdio's buffers.  Returns 0, or -1 and why (WHY_IO).
 */
int tool_write(const struct mem *mem, struct why *why);

/* The same for count parts, one after the other. */
int tool_write_parts(const struct iovec *parts, size_t count, struct why *why);

/*
 * Show a line, in place of the one before, where standard error is a terminal
 * and standard output, which would write over it, is none; NULL takes it
 * away.  tool_status_shows() says whether there is anybody to see it.
 */
bool tool_status_shows(void);
void tool_status(const struct mem *line);

/* Show how far a long job has got. */
void tool_progress(const struct progress *progress);

/*
 * Say on stderr what is no failure, as warnx() does, but in characters that
 * no terminal obeys: a file's name or a server's words may hold others.
 */
void tool_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * The last line of main: find out whether all that was printed has arrived,
 * print the reason if there is one, and return the status; or die by a signal
 * that was caught (interrupt).
 */
int tool_finish(struct why *why);

#endif
