/* conn: a connection, read, checked, and changed in place. */

#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conn.h"
#include "file.h"
#include "mem.h"
#include "secret.h"
#include "text.h"
#include "why.h"

int
conn_adopt(struct conn *conn, struct mem *bytes, struct why *why)
{
	struct text text = { .name = conn->name };

	if (text_read(&text, mem_str(bytes), bytes->len, why) == -1)
		return -1;
	mem_release(&conn->bytes);
	conn->bytes = *bytes;
	*bytes = (struct mem){ 0 };
	conn->text = text;
	return 0;
}

/*
 * Who can change a connection can lead its credential elsewhere, or have a
 * command run.  A group may be one's own, as many systems have it; others are
 * not.
 */
static int
guard(const struct conn *conn, const struct stat *st, struct why *why)
{
	if (S_ISREG(st->st_mode) && (st->st_mode & S_IWOTH) != 0)
		return why_setx(why, WHY_OPEN,
		    "%s: others can change it: run chmod o-w on it",
		    conn->path);
	return conn_holds_secret(conn) ? file_guard(conn->path, st, why) : 0;
}

int
conn_reload(struct conn *conn, struct why *why)
{
	struct mem bytes = { 0 };
	struct stat st;
	int rv = -1;

	if (file_read_stat(conn->path, CONN_MAX, &bytes, &st, why) == -1)
		goto out;
	if (conn_adopt(conn, &bytes, why) == -1)
		goto out;
	if (guard(conn, &st, why) == -1)
		goto out;
	conn->owner = st.st_uid;
	rv = 0;
out:
	mem_release(&bytes);
	return rv;
}

static int
load_input(struct conn *conn, struct why *why)
{
	struct mem bytes = { 0 };
	int rv = -1;

	if (file_read_fd(STDIN_FILENO, conn->name, CONN_MAX, &bytes, why) == -1)
		goto out;
	if (conn_adopt(conn, &bytes, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&bytes);
	return rv;
}

int
conn_load(struct conn *conn, const char *name, struct why *why)
{
	if (conn_find(name, &conn->path, why) == -1)
		return -1;
	if (conn->path == NULL) {
		conn->name = "<stdin>";
		return load_input(conn, why);
	}
	conn->name = conn->path;
	if (conn_reload(conn, why) == 0)
		return 0;
	conn_hint_here(conn->path, why);
	return -1;
}

int
conn_open(struct conn *conn, const char *name, struct why *why)
{
	if (conn_load(conn, name, why) == -1)
		return -1;
	return conn_check(conn, why);
}

void
conn_unlock(struct conn *conn)
{
	if (conn->file == NULL)
		return;
	file_unlock(conn->file);
	free(conn->file);
	conn->file = NULL;
}

void
conn_release(struct conn *conn)
{
	conn_unlock(conn);
	mem_release(&conn->bytes);
	free(conn->path);
	*conn = (struct conn){ 0 };
}

bool
conn_get(const struct conn *conn, const char *pointer, struct mem *mem)
{
	const struct value value = text_at(&conn->text, pointer);

	if (value.kind != TEXT_STRING)
		return false;
	text_string(&conn->text, value, mem);
	return true;
}

int
conn_need(const struct conn *conn, const char *pointer, struct mem *mem,
    struct why *why)
{
	const size_t from = mem->len;

	if (!conn_get(conn, pointer, mem) || mem->len == from)
		return why_setx(
		    why, WHY_CONFIG, "%s: %s: is missing", conn->name, pointer);
	return mem_check(mem, why);
}

static size_t
split_words(const struct mem *string, struct mem *words)
{
	const char *s = mem_str(string);
	size_t count = 0, len;

	for (;; s += len) {
		s += strspn(s, " ");
		if ((len = strcspn(s, " ")) == 0)
			return count;
		mem_add(words, s, len);
		mem_putc(words, '\0');
		count++;
	}
}

size_t
conn_words(const struct conn *conn, const char *pointer, struct mem *words)
{
	const struct value value = text_at(&conn->text, pointer);
	struct member member = { 0 };
	struct mem string = { 0 };
	size_t count = 0;

	if (value.kind == TEXT_STRING) {
		text_string(&conn->text, value, &string);
		count = split_words(&string, words);
	}
	for (; text_next(&conn->text, value, &member); count++) {
		text_string(&conn->text, member.value, words);
		mem_putc(words, '\0');
	}
	mem_release(&string);
	return count;
}

void
conn_join(const struct conn *conn, const char *pointer, struct mem *text)
{
	struct mem words = { 0 };
	size_t i, count;
	const char *word;

	count = conn_words(conn, pointer, &words);
	for (i = 0, word = mem_str(&words); i < count; i++) {
		mem_printf(text, "%s%s", i > 0 ? " " : "", word);
		word += strlen(word) + 1;
	}
	mem_release(&words);
}

int
conn_home(const struct conn *conn, char **dir, struct why *why)
{
	const char *slash;

	*dir = NULL;
	if (conn->path == NULL || (slash = strrchr(conn->path, '/')) == NULL)
		return 0;
	/* Of a file in / that is the root itself, not nothing. */
	*dir = strndup(
	    conn->path, slash > conn->path ? (size_t)(slash - conn->path) : 1);
	if (*dir == NULL)
		return why_set(why, WHY_LATER, "%s", conn->name);
	return 0;
}

int
conn_secret(const struct conn *conn, const char *pointer, struct mem *secret,
    struct why *why)
{
	char *dir = NULL;
	int rv = -1;

	if (conn_home(conn, &dir, why) == -1 ||
	    conn_may_follow(conn, pointer, dir, why) == -1)
		goto out;
	if (secret_resolve(&conn->text, text_at(&conn->text, pointer), pointer,
		dir, secret, why) == -1)
		goto out;
	rv = 0;
out:
	free(dir);
	return rv;
}
