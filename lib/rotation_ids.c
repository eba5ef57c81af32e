/* rotation_ids: which tokens are meant, one after the other. */

#include <string.h>

#include "mem.h"
#include "pat.h"
#include "rest.h"
#include "rotation_ids.h"
#include "why.h"

/* Step through ids that are each ended by NUL. */
static const char *
next_id(const struct mem *ids, const char *id)
{
	id = id == NULL ? mem_str(ids) : id + strlen(id) + 1;
	return ids->len == 0 || id >= ids->data + ids->len ? NULL : id;
}

void
rotation_add(struct mem *ids, const struct pat *pat)
{
	mem_puts(ids, mem_str(&pat->id));
	mem_putc(ids, '\0');
}

bool
rotation_has(const struct mem *ids, const struct pat *pat)
{
	const char *id = NULL;

	while ((id = next_id(ids, id)) != NULL)
		if (strcmp(id, mem_str(&pat->id)) == 0)
			return true;
	return false;
}

void
rotation_join(const struct mem *ids, struct mem *text)
{
	const char *id = NULL;

	while ((id = next_id(ids, id)) != NULL)
		mem_printf(text, "%s%s", text->len == 0 ? "" : " ", id);
}

int
rotation_delete(const struct mem *ids, const struct rest *rest, struct why *why)
{
	const char *id = NULL;
	bool there;

	if (mem_check(ids, why) == -1)
		return -1;
	while ((id = next_id(ids, id)) != NULL)
		if (pat_delete(rest, id, &there, why) == -1)
			return -1;
	return 0;
}
