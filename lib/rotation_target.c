/* rotation_target: the connection that gets a new token; see rotation.h. */

#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conn.h"
#include "file.h"
#include "mem.h"
#include "pat.h"
#include "rotation.h"
#include "text.h"
#include "token.h"
#include "token_way.h"
#include "when.h"
#include "why.h"

/* What leads elsewhere than the product's own URLs goes over as it is. */
static void
compose(const struct conn *by, const char *name, struct mem *doc)
{
	const struct value endpoints = text_at(&by->text, "/endpoints");
	struct mem url = { 0 };

	(void)conn_get(by, "/url", &url);
	mem_puts(doc, "{\n  \"url\": ");
	text_quote(doc, mem_str(&url), url.len);
	mem_puts(doc, ",\n  \"product\": \"server\",\n");
	if (endpoints.kind == TEXT_OBJECT)
		mem_printf(doc, "  \"endpoints\": %.*s,\n",
		    (int)(endpoints.end - endpoints.at),
		    by->text.data + endpoints.at);
	mem_puts(doc, "  \"auth\": {\n    \"type\": \"pat\",\n    \"name\": ");
	text_quote(doc, name, strlen(name));
	mem_puts(doc, "\n  }\n}\n");
	mem_release(&url);
}

static int
check_same(const struct conn *target, const struct conn *by, struct why *why)
{
	struct mem ours = { 0 }, theirs = { 0 };
	int rv = 0;

	(void)conn_get(target, "/url", &ours);
	(void)conn_get(by, "/url", &theirs);
	if (target->auth != CONN_PAT)
		rv = why_setx(why, WHY_CREATE,
		    "%s: is a connection of type %s, which stays as it is",
		    target->name, conn_auth_name(target->auth));
	else if (strcmp(mem_str(&ours), mem_str(&theirs)) != 0)
		rv = why_setx(why, WHY_CREATE,
		    "%s: /url: is not that of %s, which asks for the token",
		    target->name, by->name);
	mem_release(&ours);
	mem_release(&theirs);
	return rv;
}

static int
begin(struct conn *target, const struct conn *by, const char *path,
    const char *name, struct why *why)
{
	struct mem doc = { 0 };
	int rv = -1;

	if (name == NULL) {
		why_setx(
		    why, WHY_USAGE, "what shall the token be called: --name");
		goto out;
	}
	if (pat_check_name(name, why) == -1)
		goto out;
	compose(by, name, &doc);
	if (mem_check(&doc, why) == -1)
		goto out;
	if (path != NULL)
		rv =
		    file_create(path, FILE_MODE_SECRET, doc.data, doc.len, why);
	else if (conn_adopt(target, &doc, why) == 0)
		rv = conn_check(target, why);
out:
	mem_release(&doc);
	return rv;
}

int
rotation_target(struct conn *target, const struct conn *by, const char *path,
    const char *name, bool *created, struct why *why)
{
	struct stat status;
	char *found = NULL;
	int rv = -1;

	*created = false;
	if (path == NULL) {
		target->name = "<stdout>";
		return begin(target, by, NULL, name, why);
	}
	if (conn_find(path, &found, why) == -1)
		goto out;
	if (found == NULL) {
		why_setx(why, WHY_USAGE, "--into: has to be a file");
		goto out;
	}
	/* Of a FIFO the open would wait for somebody who writes. */
	if (stat(found, &status) == 0 && !S_ISREG(status.st_mode)) {
		why_setx(why, WHY_CREATE,
		    "%s: is no file that can keep a token", found);
		goto out;
	}
	if (access(found, F_OK) == -1 && errno == ENOENT) {
		if (begin(target, by, found, name, why) == -1)
			goto out;
		*created = true;
	}
	if (conn_open(target, path, why) == -1 ||
	    check_same(target, by, why) == -1)
		goto out;
	rv = 0;
out:
	free(found);
	return rv;
}

void
rotation_report(const struct rotation *rotation, struct mem *out)
{
	const struct pat *made = &rotation->made;

	mem_puts(out, "{\"changed\":true");
	if (!rotation->taken) {
		mem_printf(out, ",\"id\":\"%s\",\"name\":", mem_str(&made->id));
		text_quote(out, mem_str(&rotation->name), rotation->name.len);
		mem_puts(out, ",\"expiresAt\":");
		when_quote(out, made->expires);
	}
	mem_puts(out, "}\n");
}

/* Somebody else may have put a token there meanwhile: the lock tells. */
void
rotation_untarget(struct conn *target)
{
	struct why ignored = { 0 };

	if (target->path == NULL ||
	    conn_lock(target, TOKEN_LOCK_SECONDS, &ignored) == -1)
		return;
	if (!token_holds(target, "/auth/token") &&
	    !token_holds(target, "/auth/rotatingSince"))
		(void)unlink(target->path);
	conn_unlock(target);
}
