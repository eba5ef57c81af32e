/* No answer makes a link whose id could lead anywhere else. */

#include <stdint.h>
#include <stdlib.h>

#include "applink_id.h"
#include "applink_read.h"
#include "http.h"
#include "mem.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
want(bool good, const struct why *why)
{
	if (good != (why->status == WHY_OK) ||
	    (!good && (why->status != WHY_NONSENSE || why->msg[0] == '\0')))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct http_reply reply = { .status = 200 };
	struct applinks links = { 0 };
	struct applink link = { 0 };
	struct applinks one = { .at = NULL };
	struct why why = { 0 };
	struct mem id = { 0 };
	size_t i;

	mem_add(&reply.body, data, len);
	want(applink_read_list(&reply, &links, &why) == 0, &why);
	if (why.status == WHY_OK)
		for (i = 0; i < links.count; i++)
			if (!applink_is_id(mem_str(&links.at[i].id)))
				abort();
	applinks_release(&links);

	why = (struct why){ 0 };
	want(applink_read_consumer(&reply, &link, &why) == 0, &why);
	if (!link.incoming && link.key.len > 0)
		abort();
	if ((one.at = malloc(sizeof link)) == NULL)
		abort();
	one.at[0] = link;
	one.count = 1;
	applinks_release(&one);

	why = (struct why){ 0 };
	want(applink_read_made(&reply, &id, &why) == 0, &why);
	if (why.status == WHY_OK && !applink_is_id(mem_str(&id)))
		abort();
	mem_release(&id);
	http_reply_release(&reply);
	return 0;
}
