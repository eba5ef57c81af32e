/* change: what a program prints that has changed a connection. */

#include "change.h"
#include "conn.h"
#include "mem.h"

void
change_json(bool changed, struct mem *out)
{
	mem_printf(out, "{\"changed\":%s}\n", changed ? "true" : "false");
}

void
change_result(const struct conn *conn, bool changed, bool json, struct mem *out)
{
	if (conn->path == NULL)
		mem_add(out, conn->bytes.data, conn->bytes.len);
	else if (json)
		change_json(changed, out);
}
