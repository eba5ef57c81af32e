/* ingest_call: one thing of the DevOps APIs by its key. */

#include <string.h>
#include <unistd.h>

#include "caller.h"
#include "clock.h"
#include "endpoint.h"
#include "http.h"
#include "ingest_call.h"
#include "ingest_property.h"
#include "mem.h"
#include "progress.h"
#include "record.h"
#include "text.h"
#include "url.h"
#include "why.h"

/* What vanishes from a path would have it name what is above it. */
static bool
can_be_step(const char *word)
{
	return word[0] != '\0' && strcmp(word, ".") != 0 &&
	    strcmp(word, "..") != 0;
}

/* What a repository has in it, as its paths call it. */
static bool
is_entity(const char *word)
{
	return strcmp(word, "commit") == 0 || strcmp(word, "branch") == 0 ||
	    strcmp(word, "pull_request") == 0;
}

int
ingest_call_check(const struct record_kind *kind, bool parts, size_t count,
    char *const words[], struct why *why)
{
	struct mem key = { 0 }, names = { 0 };
	size_t needed = 0, i;
	bool good;

	for (i = 0; i < count; i++)
		if (!can_be_step(words[i]))
			return why_setx(why, WHY_USAGE,
			    "no part of a key can be empty, . or ..");

	for (; kind->key[needed].name != NULL; needed++)
		mem_printf(&names, "%s%s", needed == 0 ? "" : " ",
		    kind->key[needed].name);
	parts = parts && kind->most_entities > 0;
	if (parts && count == needed + 2 && is_entity(words[needed]))
		count = needed;
	good = record_key_words(kind, count, words, &key);
	if (!good)
		why_setx(why, WHY_USAGE, "the key of %s is %s%s", kind->name,
		    mem_str(&names),
		    parts
			? ", and then commit, branch or pull_request, and an id"
			: "");
	mem_release(&key);
	mem_release(&names);
	return good ? 0 : -1;
}

int
ingest_call_url(const struct ingest_call *call, char *const words[],
    struct mem *url, struct why *why)
{
	const char *s = call->kind->path, *star;
	struct mem path = { 0 };
	int rv;

	for (; (star = strchr(s, '*')) != NULL; s = star + 1, words++) {
		mem_add(&path, s, (size_t)(star - s));
		url_encode(&path, *words, strlen(*words));
	}
	mem_puts(&path, s);
	for (; *words != NULL; words++) {
		mem_putc(&path, '/');
		url_encode(&path, *words, strlen(*words));
	}
	if ((rv = mem_check(&path, why)) == 0)
		rv = endpoint_ingest(call->conn, call->kind->service,
		    call->version, mem_str(&path), url, why);
	mem_release(&path);
	return rv;
}

int
ingest_call_bulk(const struct ingest_call *call,
    const struct ingest_properties *properties, struct mem *url,
    struct why *why)
{
	if (endpoint_ingest(call->conn, call->kind->service, call->version,
		"bulkByProperties?", url, why) == -1)
		return -1;
	mem_puts(url, mem_str(&properties->query));
	return mem_check(url, why);
}

/* A page that somebody on the way put there is no answer, whatever its status.
 */
static int
check_body(const struct mem *body, struct why *why)
{
	struct text text = { .name = "the answer", .syntax = TEXT_JSON };

	if (body->len == 0 || text_read(&text, body->data, body->len, why) == 0)
		return 0;
	why->status = WHY_NONSENSE;
	return -1;
}

static int
send(const struct ingest_call *call, const char *method, const char *url,
    struct mem *body, struct why *why)
{
	struct mem headers = { 0 };
	const struct http_request request = {
		.method = method,
		.url = url,
		.headers = &headers,
		.seconds = call->seconds,
	};
	struct http_reply reply = { 0 };
	int rv = -1;

	mem_puts(&headers, "Accept: application/json\n");
	if (mem_check(&headers, why) == -1 ||
	    caller_send(call->caller, &request, &reply, why) == -1)
		goto out;
	/* The usual answer to a key that is not there, or not there yet. */
	if (reply.status == 404) {
		why_setx(why, WHY_ABSENT,
		    "Jira holds nothing of that key; what was just sent may "
		    "take a moment");
		goto out;
	}
	if (caller_verdict(call->caller, &request, &reply, why) == -1 ||
	    check_body(&reply.body, why) == -1)
		goto out;
	mem_cut(body, 0);
	mem_add(body, reply.body.data, reply.body.len);
	rv = mem_check(body, why);
out:
	http_reply_release(&reply);
	mem_release(&headers);
	return rv;
}

int
ingest_call_get(const struct ingest_call *call, const char *url,
    struct mem *body, struct why *why)
{
	return send(call, "GET", url, body, why);
}

int
ingest_call_delete(const struct ingest_call *call, const char *url,
    struct mem *answer, struct why *why)
{
	int rv;

	if (call->look) {
		mem_printf(answer, "DELETE %s\n", url);
		why->status = WHY_NO;
		return mem_check(answer, why);
	}
	rv = send(call, "DELETE", url, answer, why);
	mem_cut(answer, 0);
	return rv;
}

/* Whom to ask: the issues on which it waits. */
static void
say_issues(const struct ingest_call *call, const struct text *text)
{
	const struct value details = text_member(text, text->root, "details");
	struct member item = { 0 };
	struct mem words = { 0 };

	mem_puts(&words, "the gate is waiting");
	while (text_next(text, details, &item)) {
		mem_puts(&words, words.len > 20 ? ", " : " for ");
		text_string(
		    text, text_member(text, item.value, "issueLink"), &words);
	}
	if (call->say != NULL)
		call->say("%s", mem_str(&words));
	mem_release(&words);
}

enum gate {
	GATE_WAITING,
	GATE_ALLOWED,
	GATE_PREVENTED,
	GATE_NONE
};

static enum gate
read_gate(const struct text *text)
{
	const struct value status =
	    text_member(text, text->root, "gatingStatus");

	if (text_is(text, status, "allowed"))
		return GATE_ALLOWED;
	/* The specification does not know of "expired", but Jira does. */
	if (text_is(text, status, "prevented") ||
	    text_is(text, status, "expired"))
		return GATE_PREVENTED;
	return text_is(text, status, "awaiting") ? GATE_WAITING : GATE_NONE;
}

/* Returns 1 if it is to be asked again, 0 when allowed, or -1 and why. */
static int
judge(const struct ingest_call *call, const struct mem *body, bool *said,
    struct why *why)
{
	struct text text = { .name = "the answer", .syntax = TEXT_JSON };

	if (text_read(&text, body->data, body->len, why) == -1) {
		why->status = WHY_NONSENSE;
		return -1;
	}
	switch (read_gate(&text)) {
	case GATE_ALLOWED:
		return 0;
	case GATE_PREVENTED:
		return why_setx(why, WHY_NO, "the gate is closed");
	case GATE_WAITING:
		if (!*said)
			say_issues(call, &text);
		*said = true;
		return 1;
	default:
		return why_setx(why, WHY_NONSENSE,
		    "the deployment has no gate: was it sent with the command "
		    "initiate_deployment_gating?");
	}
}

/* Ask once.  Returns as judge(). */
static int
ask(const struct ingest_call *call, const char *url, struct mem *body,
    bool *said, struct why *why)
{
	*why = (struct why){ 0 };
	if (ingest_call_get(call, url, body, why) == 0)
		return judge(call, body, said, why);
	/* It may not be there yet, and what is lost now may come later. */
	return why->status == WHY_ABSENT || why->status == WHY_LATER ? 1 : -1;
}

int
ingest_call_gate(const struct ingest_call *call, const char *url,
    struct mem *answer, struct why *why)
{
	const double end = clock_seconds() + call->timeout;
	struct ingest_call once = *call;
	struct mem gate = { 0 };
	bool said = false;
	double left = call->timeout;
	int rv;

	mem_printf(&gate, "%s/gating-status", url);
	if ((rv = mem_check(&gate, why)) == -1)
		goto out;
	for (;;) {
		/* To ask once, all the time of a request may be taken. */
		if (call->timeout > 0)
			once.seconds = left < 1 ? 1 : (unsigned int)left;
		rv = ask(&once, mem_str(&gate), answer, &said, why);
		if (rv != 1 || (left = end - clock_seconds()) <= 0)
			break;
		(void)sleep(left < call->interval ? (unsigned int)left + 1
						  : call->interval);
		left = end - clock_seconds();
	}
	if (rv == 1) {
		if (why->msg[0] == '\0')
			why_setx(why, WHY_LATER,
			    "the gate is not decided after %u seconds",
			    call->timeout);
		why->status = WHY_LATER;
		rv = -1;
	}
out:
	mem_release(&gate);
	return rv;
}
