/* etag: whether a file still is what the server would send. */

#include <sys/stat.h>

#include <stdbool.h>
#include <string.h>

#include "etag.h"
#include "file.h"
#include "head.h"
#include "mem.h"
#include "output.h"
#include "text.h"
#include "why.h"

/* What nobody changes without changing the file's bytes, or its time. */
static bool
add_state(struct mem *state, const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1 || !S_ISREG(st.st_mode))
		return false;
	mem_printf(state, "%jd:%jd.%09ld", (intmax_t)st.st_size,
	    (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	return true;
}

int
etag_ask(
    const char *path, const char *key, struct mem *headers, struct why *why)
{
	struct text text = { .syntax = TEXT_JSON };
	struct mem beside = { 0 }, bytes = { 0 }, state = { 0 }, tag = { 0 };
	struct why bad;

	mem_printf(&beside, "%s.etag", path);
	text.name = mem_str(&beside);
	if (add_state(&state, path) &&
	    file_read(text.name, ETAG_FILE_MAX, &bytes, &bad) == 0 &&
	    text_read(&text, mem_str(&bytes), bytes.len, &bad) == 0 &&
	    text_is(&text, text_at(&text, "/request"), key) &&
	    text_is(&text, text_at(&text, "/file"), mem_str(&state)) &&
	    text_at(&text, "/etag").kind == TEXT_STRING) {
		mem_puts(&tag, "If-None-Match: ");
		text_string(&text, text_at(&text, "/etag"), &tag);
		/* What somebody else wrote there is none, and does no harm. */
		if (mem_check(&tag, &bad) == 0)
			(void)head_add(headers, mem_str(&tag), &bad);
	}
	mem_release(&beside);
	mem_release(&bytes);
	mem_release(&state);
	mem_release(&tag);
	return mem_check(headers, why);
}

static int
write_beside(const char *path, const struct mem *json, struct why *why)
{
	struct output output;
	int rv = -1;

	if (output_open(&output, path, why) == 0 &&
	    output_write(&output, mem_str(json), json->len, why) == 0 &&
	    output_finish(&output, why) == 0)
		rv = 0;
	output_release(&output);
	return rv;
}

int
etag_keep(
    const char *path, const char *key, const struct mem *head, struct why *why)
{
	struct mem beside = { 0 }, json = { 0 }, tag = { 0 }, state = { 0 };
	int rv = 0;

	mem_printf(&beside, "%s.etag", path);
	/* Without one the time kept beside it is not the file's any more. */
	if (!head_get(head, "ETag", &tag) || !add_state(&state, path))
		goto out;
	mem_puts(&json, "{\"etag\":");
	text_quote(&json, mem_str(&tag), tag.len);
	mem_printf(&json, ",\"request\":\"%s\",\"file\":\"%s\"}\n", key,
	    mem_str(&state));
	if ((rv = mem_check(&beside, why)) == 0 &&
	    (rv = mem_check(&json, why)) == 0)
		rv = write_beside(mem_str(&beside), &json, why);
out:
	mem_release(&beside);
	mem_release(&json);
	mem_release(&tag);
	mem_release(&state);
	return rv;
}
