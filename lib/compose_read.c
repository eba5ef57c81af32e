/* compose_read: secrets that are read when a connection is made. */

#include <string.h>

#include "compose_order.h"
#include "file.h"
#include "mem.h"
#include "secret.h"
#include "tool.h"
#include "why.h"

/* A secret without the line end that editors and echo(1) add. */
static int
read_one(const char *path, struct mem *value, struct why *why)
{
	int rv;

	if (strcmp(path, "-") == 0)
		rv = tool_read(path, SECRET_MAX, value, why);
	else
		rv = file_read_secret(path, SECRET_MAX, value, why);
	if (rv == -1)
		return -1;
	if (value->len > 0 && value->data[value->len - 1] == '\n')
		mem_cut(value, value->len - 1);
	if (value->len > 0 && value->data[value->len - 1] == '\r')
		mem_cut(value, value->len - 1);
	if (value->len == 0)
		return why_setx(
		    why, WHY_INPUT, "%s: holds no secret", tool_name(path));
	if (memchr(mem_str(value), '\0', value->len) != NULL)
		return why_setx(why, WHY_INPUT, "%s: a NUL is in the secret",
		    tool_name(path));
	return mem_check(value, why);
}

int
compose_read(struct compose_order *order, struct why *why)
{
	struct compose *member;
	size_t i;

	for (i = 0; i < COMPOSE_MEMBERS; i++) {
		member = &order->members[i];
		if (member->value == NULL || member->kind != COMPOSE_READ)
			continue;
		if (read_one(member->value, &order->values[i], why) == -1)
			return -1;
		member->kind = COMPOSE_SECRET;
		member->value = mem_str(&order->values[i]);
	}
	return 0;
}
