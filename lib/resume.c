/* resume: how far a walk through pages has got, in a small file. */

#include <sys/stat.h>
#include <sys/uio.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "mem.h"
#include "output.h"
#include "page_next.h"
#include "page_walk.h"
#include "resume.h"
#include "text.h"
#include "url.h"
#include "why.h"

/* A new file says nothing yet. */
static const char nothing[] = "{}\n";

int
resume_open(
    struct resume *resume, const char *path, const char *key, struct why *why)
{
	*resume = (struct resume){ .file = { .fd = -1 }, .key = key };
	if (access(path, F_OK) == -1 && errno == ENOENT &&
	    file_create(
		path, FILE_MODE_SECRET, nothing, sizeof nothing - 1, why) == -1)
		return -1;
	return file_lock(&resume->file, path, 0, why);
}

static uint64_t
number(const struct text *text, const char *pointer)
{
	struct mem digits = { 0 };
	uint64_t n;

	text_string(text, text_at(text, pointer), &digits);
	n = strtoull(mem_str(&digits), NULL, 10);
	mem_release(&digits);
	return n;
}

/* Where standard output was: what holds for one file, and no other. */
static void
add_place(struct mem *place, const struct stat *st)
{
	mem_printf(
	    place, "%ju:%ju", (uintmax_t)st->st_dev, (uintmax_t)st->st_ino);
}

static int
cut_output(
    const struct text *text, const struct output *output, struct why *why)
{
	const uint64_t size = number(text, "/size");
	struct mem place = { 0 };
	struct stat st;
	bool same;

	if (fstat(output->fd, &st) == -1 || !S_ISREG(st.st_mode))
		return 0;
	add_place(&place, &st);
	same = text_is(text, text_at(text, "/output"), mem_str(&place));
	mem_release(&place);
	if (!same)
		return 0;
	if ((uint64_t)st.st_size < size)
		return why_setx(why, WHY_IO,
		    "%s: is shorter than the interrupted run left it: add to "
		    "it with >>",
		    output->name);
	if (ftruncate(output->fd, (off_t)size) == -1 ||
	    lseek(output->fd, 0, SEEK_END) == -1)
		return why_set(why, WHY_IO, "%s", output->name);
	return 0;
}

static void
take(const struct text *text, const char *pointer, struct mem *mem)
{
	mem_cut(mem, 0);
	text_string(text, text_at(text, pointer), mem);
}

/* It has nothing to say about whom to ask, and for what. */
static bool
is_of(const struct text *text, const struct mem *url)
{
	struct mem noted = { 0 };
	struct url a, b;
	struct why bad;
	bool same;

	text_string(text, text_at(text, "/url"), &noted);
	same = strlen(mem_str(&noted)) == noted.len &&
	    url_split(&a, mem_str(&noted), &bad) == 0 &&
	    url_split(&b, mem_str(url), &bad) == 0 &&
	    a.base.len == b.base.len &&
	    memcmp(a.base.at, b.base.at, a.base.len) == 0;
	mem_release(&noted);
	return same;
}

static int
load(struct resume *resume, const struct text *text, struct page_walk *walk,
    struct page_request *request, const struct output *output, struct why *why)
{
	if (!text_is(text, text_at(text, "/request"), resume->key))
		return why_setx(why, WHY_INPUT,
		    "%s: was left by another request: remove it, or repeat "
		    "that",
		    resume->file.name);
	if (!is_of(text, request->url))
		return why_setx(why, WHY_INPUT, "%s: not a file of --resume",
		    resume->file.name);
	*walk = (struct page_walk){
		.pages = number(text, "/pages"),
		.items = number(text, "/items"),
		.total = number(text, "/total"),
		.last = number(text, "/last"),
		.mark = number(text, "/mark"),
	};
	take(text, "/url", request->url);
	take(text, "/body", request->body);
	return cut_output(text, output, why);
}

int
resume_load(struct resume *resume, struct page_walk *walk,
    struct page_request *request, const struct output *output, struct why *why)
{
	struct text text = { .name = resume->file.name, .syntax = TEXT_JSON };
	struct mem bytes = { 0 };
	struct member first = { 0 };
	int rv = -1;

	if (file_read_fd(resume->file.fd, text.name, RESUME_MAX, &bytes, why) ==
	    -1)
		goto out;
	if (text_read(&text, mem_str(&bytes), bytes.len, why) == -1)
		goto out;
	if (text.root.kind != TEXT_OBJECT) {
		why_setx(
		    why, WHY_INPUT, "%s: not a file of --resume", text.name);
		goto out;
	}
	resume->fresh = !text_next(&text, text.root, &first);
	rv =
	    resume->fresh ? 0 : load(resume, &text, walk, request, output, why);
out:
	mem_release(&bytes);
	return rv;
}

/* What it says of standard output, once all of that is on the disk. */
static int
add_output(struct mem *json, const struct output *output, struct why *why)
{
	struct stat st;

	if (fstat(output->fd, &st) == -1 || !S_ISREG(st.st_mode))
		return 0;
	if (fdatasync(output->fd) == -1)
		return why_set(why, WHY_IO, "%s", output->name);
	mem_puts(json, ",\"output\":\"");
	add_place(json, &st);
	mem_printf(json, "\",\"size\":%jd", (intmax_t)st.st_size);
	return 0;
}

int
resume_save(struct resume *resume, const struct page_walk *walk,
    const struct page_request *request, const struct output *output,
    struct why *why)
{
	struct mem json = { 0 };
	struct iovec part;
	int rv = -1;

	mem_printf(&json,
	    "{\"request\":\"%s\",\"pages\":%" PRIu64 ",\"items\":%" PRIu64
	    ",\"total\":%" PRIu64 ",\"last\":%" PRIu64 ",\"mark\":%" PRIu64,
	    resume->key, walk->pages, walk->items, walk->total, walk->last,
	    walk->mark);
	mem_puts(&json, ",\"url\":");
	text_quote(&json, mem_str(request->url), request->url->len);
	mem_puts(&json, ",\"body\":");
	text_quote(&json, mem_str(request->body), request->body->len);
	if (add_output(&json, output, why) == -1)
		goto out;
	mem_puts(&json, "}\n");
	if (mem_check(&json, why) == -1)
		goto out;
	part = (struct iovec){ json.data, json.len };
	if (file_replace(&resume->file, &part, 1, 07777, why) == -1)
		goto out;
	resume->fresh = false;
	rv = 0;
out:
	mem_release(&json);
	return rv;
}

void
resume_release(struct resume *resume, bool done)
{
	if (resume->file.path != NULL && (done || resume->fresh))
		(void)unlink(resume->file.path);
	file_unlock(&resume->file);
}
