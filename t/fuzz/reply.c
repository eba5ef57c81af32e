/* Any answer gets a verdict: good and silent, or bad and in few words. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "http.h"
#include "mem.h"
#include "reply.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Two bytes of status, a head, two line feeds, and the body. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct http_request request = { .method = "GET",
		.url = "https://jira.example.com/jira/x" };
	const struct reply_hints hints = {
		.base = "GET&https%3A%2F%2Fjira.example.com%2Fjira%2Fx&a%3Db",
		.advice = "advice"
	};
	struct http_reply reply = { 0 };
	struct why why = { 0 };
	const uint8_t *body;

	if (len < 2)
		return 0;
	reply.status = (unsigned int)data[0] << 8 | data[1];
	data += 2;
	len -= 2;
	if ((body = memmem(data, len, "\n\n", 2)) == NULL)
		body = data + len;
	mem_add(&reply.head, data, (size_t)(body - data));
	mem_add(&reply.body, body, (size_t)(data + len - body));
	if (reply_verdict(&request, &reply, &hints, &why) == 0) {
		if (why.msg[0] != '\0' ||
		    ((reply.status < 200 || reply.status > 299) &&
			reply.status != 304))
			abort();
	} else if (why.status == WHY_OK ||
	    strncmp(why.msg, "jira.example.com:443: ", 22) != 0) {
		abort();
	}
	http_reply_release(&reply);
	return 0;
}
