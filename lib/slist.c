/* slist: headers as libcurl wants them. */

#include <stddef.h>

#include "head.h"
#include "mem.h"
#include "slist.h"
#include "why.h"

static int
add(struct curl_slist **list, const char *line, struct why *why)
{
	struct curl_slist *longer;

	if ((longer = curl_slist_append(*list, line)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	*list = longer;
	return 0;
}

/* A header without a value is left out by libcurl, unless it says "Name;". */
static int
add_line(
    struct curl_slist **list, const char *line, size_t len, struct why *why)
{
	struct mem copy = { 0 };
	int rv = -1;

	while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	mem_add(&copy, line, len);
	if (len > 0 && line[len - 1] == ':' && !copy.failed)
		copy.data[len - 1] = ';';
	if (mem_check(&copy, why) == 0)
		rv = add(list, mem_str(&copy), why);
	mem_release(&copy);
	return rv;
}

int
slist_headers(const struct mem *headers, bool form, struct curl_slist **list,
    struct why *why)
{
	struct mem type = { 0 };
	const char *rest = headers->data, *line;
	size_t left = headers->len, len;
	bool typed;

	typed = head_get(headers, "Content-Type", &type);
	mem_release(&type);
	if (add(list, "Expect:", why) == -1)
		return -1;
	if (!typed && !form && add(list, "Content-Type:", why) == -1)
		return -1;
	while (head_line(&rest, &left, &line, &len))
		if (add_line(list, line, len, why) == -1)
			return -1;
	return 0;
}
