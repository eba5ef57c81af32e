/* Diffs are those of diff -u, but for secrets. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diff.h"
#include "mem.h"
#include "tap.h"
#include "text.h"
#include "why.h"

enum {
	PAIRS = 40, /* of random texts */
	LINES = 60  /* at most in each */
};

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
ours(const struct mem *old, const struct mem *new, struct mem *diff)
{
	struct text a = { .name = "t", .syntax = TEXT_JSONC }, b = a;
	struct why why = { 0 };

	must(text_read(&a, old->data, old->len, &why) == 0);
	must(text_read(&b, new->data, new->len, &why) == 0);
	must(diff_unified(&a, &b, NULL, "t", diff, &why) == 0);
}

static void
save(const char *path, const struct mem *mem)
{
	FILE *file = fopen(path, "w");

	must(file != NULL && fwrite(mem->data, 1, mem->len, file) == mem->len);
	must(fclose(file) == 0);
}

/* What diff says. */
static void
theirs(const struct mem *old, const struct mem *new, struct mem *diff)
{
	char dir[] = "/tmp/jira-diff-XXXXXX", bytes[4096];
	FILE *pipe;
	size_t n;

	must(mkdtemp(dir) != NULL && chdir(dir) == 0);
	save("a", old);
	save("b", new);
	pipe = popen("diff -d -u --label t --label t a b", "r");
	must(pipe != NULL);
	while ((n = fread(bytes, 1, sizeof(bytes), pipe)) > 0)
		mem_add(diff, bytes, n);
	(void)pclose(pipe);
	must(unlink("a") == 0 && unlink("b") == 0 && rmdir(dir) == 0);
}

/* Ten numbers, the other one's in place of that of this index. */
static void
numbers(struct mem *mem, int index, const char *other)
{
	mem_puts(mem, "[\n");
	for (int i = 0; i < 10; i++) {
		if (i == index)
			mem_puts(mem, other);
		else
			mem_printf(mem, "%d%s\n", i, i < 9 ? "," : "");
	}
	mem_puts(mem, "]\n");
}

static void
as_diff(const char *sentence, struct mem *old, struct mem *new)
{
	struct mem a = { 0 }, b = { 0 };

	ours(old, new, &a);
	theirs(old, new, &b);
	it(sentence, strcmp(mem_str(&a), mem_str(&b)) == 0);
	mem_release(&a);
	mem_release(&b);
	mem_release(old);
	mem_release(new);
}

static void
test_forms(void)
{
	static const struct {
		const char *sentence, *other;
		int index;
	} cases[] = {
		{ "prints nothing for the same", "", -1 },
		{ "prints a change with what is around", "50,\n", 5 },
		{ "also at the beginning", "7,\n", 0 },
		{ "prints what is new", "5,\n 5,\n", 5 },
		{ "and what is not there any more", "", 5 },
	};
	struct mem old = { 0 }, new = { 0 };

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		numbers(&old, -1, "");
		numbers(&new, cases[i].index, cases[i].other);
		as_diff(cases[i].sentence, &old, &new);
	}
	mem_puts(&old, "[1,\n2]");
	mem_puts(&new, "[1,\n2]\n");
	as_diff("says where a line has no end", &old, &new);
	mem_puts(&old, "1");
	mem_puts(&new, "[\n]");
	as_diff("on both sides", &old, &new);
	for (int gap = 5; gap < 8; gap++) {
		mem_puts(&old, "[1,\n");
		mem_puts(&new, "[2,\n");
		for (int i = 0; i < gap; i++) {
			mem_printf(&old, "1%d,\n", i);
			mem_printf(&new, "1%d,\n", i);
		}
		mem_puts(&old, "3]\n");
		mem_puts(&new, "4]\n");
		as_diff("joins what is near, and parts the rest", &old, &new);
	}
}

static void
fill(struct mem *mem)
{
	const uint32_t lines = arc4random_uniform(LINES);

	mem_puts(mem, "[\n");
	for (uint32_t i = 0; i < lines; i++)
		mem_printf(mem, "%d,\n", (int)arc4random_uniform(9));
	mem_puts(mem, "0\n]\n");
}

/* How many lines begin with a sign. */
static size_t
count(const struct mem *diff)
{
	size_t n = 0;

	for (const char *p = mem_str(diff); *p != '\0';) {
		n += *p == '+' || *p == '-';
		p = strchr(p, '\n') + 1;
	}
	return n;
}

/* There may be several that are the shortest, but none is shorter. */
static void
test_random(void)
{
	struct mem old = { 0 }, new = { 0 }, a = { 0 }, b = { 0 };
	bool shortest = true;

	for (int i = 0; i < PAIRS; i++) {
		fill(&old);
		fill(&new);
		ours(&old, &new, &a);
		theirs(&old, &new, &b);
		shortest = shortest && count(&a) == count(&b);
		mem_release(&old);
		mem_release(&new);
		mem_release(&a);
		mem_release(&b);
	}
	it("is as short as can be", shortest);
}

static void
test_secrets(void)
{
	struct mem old = { 0 }, new = { 0 }, diff = { 0 };

	mem_puts(&old, "{\n\"a\": 1,\n\"token\": \"zebra\"\n}\n");
	mem_puts(&new, "{\n\"a\": 2,\n\"token\": \"giraffe\"\n}\n");
	ours(&old, &new, &diff);
	it("says that a secret changes, and not to what",
	    strcmp(mem_str(&diff),
		"--- t\n+++ t\n@@ -1,4 +1,4 @@\n {\n"
		"-\"a\": 1,\n-\"token\": \"***\"\n"
		"+\"a\": 2,\n+\"token\": \"***\"\n }\n") == 0);
	mem_release(&old);
	mem_release(&new);
	mem_release(&diff);
}

int
main(void)
{
	test_forms();
	test_random();
	test_secrets();
	return finish();
}
