/* answer: what becomes of the answer to one request. */

#include "answer.h"
#include "http.h"
#include "json.h"
#include "mem.h"
#include "output.h"
#include "text.h"
#include "why.h"

enum {
	UNCHANGED = 304
};

void
answer_prepare(const struct answer *answer, struct http_request *request)
{
	if (answer->output->path == NULL || answer->program != NULL)
		return;
	request->take = output_take;
	request->arg = answer->output;
}

static int
print_results(
    const struct answer *answer, const struct mem *body, struct why *why)
{
	struct text text = { .name = "<answer>", .syntax = TEXT_JSON };
	struct mem out = { 0 };
	int rv = -1;

	if (text_read(&text, mem_str(body), body->len, why) == -1) {
		why->status = WHY_NONSENSE;
		why_at(why, "the answer is no JSON");
		goto out;
	}
	if (json_print(answer->program, &text, text.root, &out, why) == -1)
		goto out;
	rv = output_write(answer->output, mem_str(&out), out.len, why);
out:
	mem_release(&out);
	return rv;
}

static int
put_body(const struct answer *answer, const struct http_reply *reply,
    struct why *why)
{
	if (answer->program != NULL && reply->body.len > 0)
		return print_results(answer, &reply->body, why);
	/* Nothing came to begin the file anew with. */
	if (answer->output->path != NULL && reply->taken == 0)
		return output_take(answer->output, 0, mem_str(&reply->body),
		    reply->body.len, why);
	return output_write(
	    answer->output, mem_str(&reply->body), reply->body.len, why);
}

int
answer_put(const struct answer *answer, const struct http_reply *reply,
    bool good, struct why *why)
{
	if (answer->head &&
	    output_write(answer->output, mem_str(&reply->head), reply->head.len,
		why) == -1)
		return -1;
	if (!good && !answer->head)
		return 0;
	if (put_body(answer, reply, why) == -1)
		return -1;
	if (reply->status == UNCHANGED)
		return 0;
	return output_finish(answer->output, why);
}
