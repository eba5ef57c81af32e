/* Headers are found whatever their case, and none can bring another along. */

#include <string.h>

#include "head.h"
#include "mem.h"
#include "tap.h"
#include "why.h"

static const char answer[] = "HTTP/1.1 200 OK\r\n"
			     "Content-Type: text/plain\r\n"
			     "WWW-Authenticate: OAuth realm=\"a\"\r\n"
			     "x-empty:\r\n"
			     "X-Blanks: \t a b \t \r\n"
			     "www-authenticate:Basic\r\n"
			     "Content-Type-Options: no\r\n"
			     "\r\n";

static const struct {
	const char *sentence, *name, *value; /* NULL: there is none */
} lookups[] = {
	{ "finds a header", "Content-Type", "text/plain" },
	{ "whatever its case", "cONTENT-tYPE", "text/plain" },
	{ "joins those that occur twice", "WWW-Authenticate",
	    "OAuth realm=\"a\", Basic" },
	{ "finds an empty one", "X-Empty", "" },
	{ "cuts the blanks around a value", "X-Blanks", "a b" },
	{ "finds no part of a name", "Content", NULL },
	{ "nor a longer one", "Content-Type-Option", NULL },
	{ "nor the status line", "HTTP/1.1 200 OK", NULL },
};

static const struct {
	const char *sentence, *line;
	size_t len; /* 0: strlen() */
	int good;
} lines[] = {
	{ "takes a header", "X-A: b\n", 0, 1 },
	{ "takes an empty value", "X-A:\n", 0, 1 },
	{ "takes a tab in a value", "X-A: b\tc\n", 0, 1 },
	{ "takes bytes that are no ASCII", "X-A: \303\274\n", 0, 1 },
	{ "takes several", "X-A: b\nX-B: c\n", 0, 1 },
	{ "takes none", "", 0, 1 },
	{ "refuses a line without its end", "X-A: b", 0, 0 },
	{ "refuses an empty line, which ends a head", "X-A: b\n\n", 0, 0 },
	{ "refuses a line without a colon", "X-A b\n", 0, 0 },
	{ "refuses an empty name", ": b\n", 0, 0 },
	{ "refuses a blank before the colon", "X-A : b\n", 0, 0 },
	{ "refuses a folded line", " X-A: b\n", 0, 0 },
	{ "refuses a carriage return", "X-A: b\rX-B: c\n", 0, 0 },
	{ "also at the end", "X-A: b\r\n", 0, 0 },
	{ "refuses NUL", "X-A: b\0c\n", 9, 0 },
	{ "refuses another control character", "X-A: b\033c\n", 0, 0 },
	{ "refuses a length of one's own", "content-length: 5\n", 0, 0 },
	{ "refuses another host", "HOST: evil\n", 0, 0 },
	{ "refuses another encoding", "Transfer-Encoding: chunked\n", 0, 0 },
	{ "but not what only begins so", "Host-Name: a\n", 0, 1 },
};

static void
look_up(size_t i)
{
	struct mem head = { 0 }, value = { 0 };
	int found;

	mem_puts(&head, answer);
	found = head_get(&head, lookups[i].name, &value);
	it(lookups[i].sentence,
	    lookups[i].value == NULL
		? !found
		: found && strcmp(mem_str(&value), lookups[i].value) == 0);
	mem_release(&head);
	mem_release(&value);
}

static void
check(size_t i)
{
	struct mem head = { 0 };
	struct why why = { 0 };
	int rv;

	mem_add(&head, lines[i].line,
	    lines[i].len != 0 ? lines[i].len : strlen(lines[i].line));
	rv = head_check(&head, &why);
	it(lines[i].sentence,
	    lines[i].good ? rv == 0 : rv == -1 && why.status == WHY_USAGE);
	mem_release(&head);
}

static void
add(void)
{
	struct mem head = { 0 };
	struct why why = { 0 };

	it("adds a header", head_add(&head, "X-A: b", &why) == 0);
	it("but not two in one", head_add(&head, "X-A: b\nX-B: c", &why) == -1);
	it("nor half of one", strcmp(mem_str(&head), "X-A: b\n") == 0);
	mem_release(&head);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof lookups / sizeof lookups[0]; i++)
		look_up(i);
	for (i = 0; i < sizeof lines / sizeof lines[0]; i++)
		check(i);
	add();
	return finish();
}
