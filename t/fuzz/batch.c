/* Whatever is answered, it becomes one line, which is JSON. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "flight.h"
#include "mem.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* What is before the first NUL is the head, what is behind it the body. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const size_t head = strnlen((const char *)data, len);
	struct flight_end end = { .reply = {
				      .end = HTTP_ANSWERED, .status = 200 } };
	struct text text = { .name = "line", .syntax = TEXT_JSON };
	struct why why = { 0 };
	struct mem line = { 0 };

	mem_add(&end.reply.head, data, head);
	if (head < len)
		mem_add(&end.reply.body, data + head + 1, len - head - 1);
	why_setx(&why, WHY_NO, "%s", mem_str(&end.reply.head));
	batch_line(&line, &end, true, &why);
	if (line.len == 0 ||
	    memchr(line.data, '\n', line.len) != line.data + line.len - 1 ||
	    text_read(&text, line.data, line.len, &why) == -1 ||
	    text_member(&text, text.root, "headers").kind != TEXT_ARRAY)
		abort();
	mem_release(&line);
	flight_end_release(&end);
	return 0;
}
