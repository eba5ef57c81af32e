/* oauth1_parts: a signature base string, taken apart. */

#include <string.h>

#include "mem.h"
#include "oauth1_parts.h"
#include "why.h"

void
oauth1_parts_release(struct oauth1_parts *parts)
{
	mem_release(&parts->method);
	mem_release(&parts->address);
	mem_release(&parts->parameters);
	oauth1_pairs_release(&parts->pairs);
}

bool
oauth1_parts_read(struct oauth1_parts *parts, const char *base)
{
	struct mem *const into[] = { &parts->method, &parts->address,
		&parts->parameters };
	struct piece rest, name, value;
	struct why why;
	size_t i, len;

	for (i = 0; i < 3; i++) {
		len = strcspn(base, i < 2 ? "&" : "&\r\n");
		url_decode(into[i], base, len, false);
		base += len;
		if (i < 2 && *base++ != '&')
			return false;
	}
	if (base[strspn(base, "\r\n")] != '\0')
		return false;
	if (into[0]->len == 0 || strlen(mem_str(into[1])) != into[1]->len ||
	    url_split(&parts->url, mem_str(into[1]), &why) == -1)
		return false;
	rest = (struct piece){ mem_str(into[2]), into[2]->len };
	while (url_next_pair(&rest, &name, &value))
		if (oauth1_pairs_add(&parts->pairs, name, value, &why) == -1)
			return false;
	return true;
}
