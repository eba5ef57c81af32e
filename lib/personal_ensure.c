/* personal_ensure: a token that lets in, and lasts; see personal.h. */

#include <stddef.h>
#include <string.h>

#include "conn.h"
#include "http.h"
#include "mem.h"
#include "personal.h"
#include "rotation.h"
#include "token.h"
#include "token_way.h"
#include "why.h"

/* What there is to do. */
enum action {
	NONE,
	CREATE,
	ROTATE
};

static const char *const action_words[] = { "null", "\"create\"",
	"\"rotate\"" };

/* Open what is to hold the token; *there says whether there is anything. */
static int
open_held(struct conn *held, const struct personal *wish, bool *there,
    struct why *why)
{
	if (wish->into != NULL)
		return rotation_open(held, wish->into, there, why);
	*there = true;
	if (conn_open(held, wish->by, why) == -1)
		return -1;
	if (held->path == NULL)
		return why_setx(
		    why, WHY_USAGE, "a token can only be ensured in a file");
	return personal_check_type(held, why);
}

/* What is refused may be what another program has put away meanwhile. */
static int
try(struct conn *held, struct http *http, struct why *why)
{
	struct why ignored = { 0 };
	struct mem before = { 0 };
	int rv;

	rv = rotation_try(held, http, why);
	if (rv == 0 || why->status != WHY_REFUSED)
		return rv;
	mem_add(&before, held->bytes.data, held->bytes.len);
	if (conn_reload(held, &ignored) == 0 &&
	    strcmp(mem_str(&before), mem_str(&held->bytes)) != 0)
		rv = rotation_try(held, http, why);
	mem_release(&before);
	return rv;
}

/* Only the server can tell whether what is held still lets in. */
static int
decide(enum action *action, struct conn *held, bool there,
    const struct personal *wish, struct http *http, struct why *why)
{
	struct why bad = { .status = WHY_REFUSED };

	if (there && try(held, http, &bad) == 0) {
		*action = rotation_due(held, wish->within) ? ROTATE : NONE;
		return 0;
	}
	if (bad.status != WHY_REFUSED || wish->into == NULL) {
		*why = bad;
		return -1;
	}
	if (wish->name == NULL && !(there && token_holds(held, "/auth/name")))
		return why_setx(
		    why, WHY_USAGE, "what shall the token be called: --name");
	*action = CREATE;
	return 0;
}

/* What would not do, with another's credential, is found out before. */
static int
create(const struct http_options *options, const struct personal *wish,
    const struct conn *held, struct mem *out, struct why *warning,
    struct why *why)
{
	struct conn by = { 0 };
	int rv = -1;

	if (conn_open(&by, wish->by, why) == -1 ||
	    (held != NULL && rotation_match(held, &by, why) == -1))
		goto out;
	if (wish->look)
		rv = 0;
	else if (token_ready(&by, options, TOKEN_MARGIN, false, warning, why) ==
	    0)
		rv = personal_create(&by, options, wish, out, why);
out:
	conn_release(&by);
	return rv;
}

int
personal_ensure(const struct http_options *options, const struct personal *wish,
    bool *due, struct mem *out, struct why *warning, struct why *why)
{
	const int64_t day = 86400; /* seconds */
	struct personal ours = *wish;
	struct conn held = { 0 };
	struct http *http = NULL;
	enum action action = NONE;
	bool there;
	int rv = -1;

	if (wish->days != 0 && wish->days * day <= wish->within)
		return why_setx(why, WHY_USAGE,
		    "--days: has to be more than --within, or each run would "
		    "make another token");
	ours.ensure = true;
	if (open_held(&held, wish, &there, why) == -1)
		goto out;
	if ((http = http_new(options, why)) == NULL ||
	    decide(&action, &held, there, wish, http, why) == -1)
		goto out;
	*due = action != NONE;
	if (out != NULL && (action == NONE || wish->look))
		mem_printf(out, "{\"changed\":%s,\"action\":%s}\n",
		    *due ? "true" : "false", action_words[action]);
	if (action == CREATE)
		rv = create(
		    options, &ours, there ? &held : NULL, out, warning, why);
	else if (action == ROTATE && !wish->look)
		rv = personal_rotate(&held, options, &ours, out, why);
	else
		rv = 0;
out:
	http_free(http);
	conn_release(&held);
	return rv;
}
