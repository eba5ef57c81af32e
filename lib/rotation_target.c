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

int
rotation_match(
    const struct conn *target, const struct conn *by, struct why *why)
{
	struct mem ours = { 0 }, theirs = { 0 };
	int rv = 0;

	(void)conn_get(target, "/url", &ours);
	(void)conn_get(by, "/url", &theirs);
	if (strcmp(mem_str(&ours), mem_str(&theirs)) != 0)
		rv = why_setx(why, WHY_CREATE,
		    "%s: /url: is not that of %s, which asks for the token",
		    target->name, by->name);
	mem_release(&ours);
	mem_release(&theirs);
	return rv;
}

/* Find the file that path names. */
static int
find(const char *path, char **found, bool *there, struct why *why)
{
	struct stat status;

	if (conn_find(path, found, why) == -1)
		return -1;
	if (*found == NULL)
		return why_setx(why, WHY_USAGE, "--into: has to be a file");
	/* Of a FIFO the open would wait for somebody who writes. */
	if (stat(*found, &status) == 0 && !S_ISREG(status.st_mode))
		return why_setx(why, WHY_CREATE,
		    "%s: is no file that can keep a token", *found);
	*there = access(*found, F_OK) == 0 || errno != ENOENT;
	return 0;
}

static int
open_found(struct conn *target, const char *path, struct why *why)
{
	if (conn_open(target, path, why) == -1)
		return -1;
	if (target->auth != CONN_PAT)
		return why_setx(why, WHY_CREATE,
		    "%s: is a connection of type %s, which stays as it is",
		    target->name, conn_auth_name(target->auth));
	return 0;
}

int
rotation_open(
    struct conn *target, const char *path, bool *there, struct why *why)
{
	char *found = NULL;
	int rv;

	rv = find(path, &found, there, why);
	if (rv == 0 && *there)
		rv = open_found(target, path, why);
	free(found);
	return rv;
}

/* Begin one with nothing but the name of its token. */
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
	if (path != NULL) {
		rv = conn_make_directory(path, why);
		if (rv == 0)
			rv = file_create(
			    path, FILE_MODE_SECRET, doc.data, doc.len, why);
	} else if (conn_adopt(target, &doc, why) == 0)
		rv = conn_check(target, why);
out:
	mem_release(&doc);
	return rv;
}

int
rotation_target(struct conn *target, const struct conn *by, const char *path,
    const char *name, bool *created, struct why *why)
{
	struct why bad = { 0 };
	char *found = NULL;
	bool there;
	int rv = -1;

	*created = false;
	if (path == NULL) {
		target->name = "<stdout>";
		return begin(target, by, NULL, name, why);
	}
	if (find(path, &found, &there, why) == -1)
		goto out;
	if (!there)
		*created = begin(target, by, found, name, &bad) == 0;
	/* Another program may have made it meanwhile. */
	if (!there && !*created && access(found, F_OK) == -1) {
		*why = bad;
		goto out;
	}
	if (open_found(target, path, why) == -1 ||
	    rotation_match(target, by, why) == -1)
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

	const bool own = rotation->by == rotation->conn;

	if (rotation->ensure && rotation->taken) {
		mem_puts(out, "{\"changed\":false,\"action\":null}\n");
		return;
	}
	mem_puts(out, "{\"changed\":true");
	if (rotation->ensure)
		mem_printf(
		    out, ",\"action\":\"%s\"", own ? "rotate" : "create");
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
