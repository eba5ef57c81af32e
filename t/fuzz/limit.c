/* What a server says of limits is never a wait that is none, or too long. */

#include <stdint.h>
#include <stdlib.h>

#include "limit.h"
#include "mem.h"
#include "pace.h"
#include "retry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
check(int64_t number, int64_t most)
{
	if (number < 0 || number > most)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct mem head = { 0 };
	struct limit limit;
	struct pace pace = { 0 };
	struct retry retry = {
		.method = "GET",
		.end = HTTP_ANSWERED,
		.status = 429,
		.limit = &limit,
		.tries = 1,
		.tries_max = 2,
		.left = 60000,
		.random = UINT32_MAX,
	};
	int64_t wait;

	mem_add(&head, data, len);
	limit_read(&limit, &head, 1795348800);
	check(limit.wait, LIMIT_WAIT_MAX);
	check(limit.reset, LIMIT_WAIT_MAX);
	check(limit.gap, LIMIT_WAIT_MAX);
	check(limit.size, INT64_MAX);
	if (limit.left < -1)
		abort();
	(void)limit_is_low(&limit);

	pace_learn(&pace, 429, &limit, 1000);
	pace_go(&pace, 1000);
	check(pace.gap, PACE_GAP_MAX);
	check(pace_wait(&pace, 1000), LIMIT_WAIT_MAX);
	if (retry_again(&retry, &wait))
		check(wait, 59999);
	mem_release(&head);
	return 0;
}
