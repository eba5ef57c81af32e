/*
 * fuzz: issue keys.  Whatever the blocks in which a text comes, and the
 * machine, the keys found are those of a model that looks at one byte after the
 * other of the whole.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "issue_key.h"
#include "mem.h"
#include "utf8.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

/* Bit by bit, from the beginning: nothing of the module's own is used. */
static bool
is_word(const uint8_t *s, size_t size)
{
	static locale_t locale;
	uint32_t rune = *s;
	size_t i;

	if (locale == (locale_t)0)
		locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	must(locale != (locale_t)0);
	if (size > 1)
		for (rune &= 0x7FU >> size, i = 1; i < size; i++)
			rune = rune << 6 | (s[i] & 0x3FU);
	return iswalnum_l((wint_t)rune, locale) != 0;
}

/* For each byte: is it a part of a letter or digit? */
static bool *
words(const uint8_t *data, size_t size)
{
	bool *const is = calloc(size + 2, sizeof *is);
	size_t at, len;

	must(is != NULL);
	for (at = 0; at < size; at += len == 0 ? 1 : len) {
		len = utf8_next((const char *)data + at, size - at);
		if (len > 0 && is_word(data + at, len))
			memset(is + 1 + at, true, len);
	}
	return is;
}

static uint8_t
upper(uint8_t c, bool lower)
{
	return lower && c >= 'a' && c <= 'z' ? (uint8_t)(c - 'a' + 'A') : c;
}

/* The bytes of the key at data, where no word goes on; 0 if there is none. */
static size_t
key_at(const uint8_t *data, size_t size, const bool *is, bool lower)
{
	size_t i = 0, hyphen;

	while (i < size &&
	    strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789",
		upper(data[i], lower)) != NULL &&
	    data[i] != '\0')
		i++;
	hyphen = i;
	if (i < 2 || i > ISSUE_KEY_PROJECT_MAX || strchr("_0123456789", *data))
		return 0;
	if (i == size || data[i] != '-' || i + 1 == size || data[i + 1] == '0')
		return 0;
	for (i++; i < size && data[i] >= '0' && data[i] <= '9';)
		i++;
	if (i == hyphen + 1 || i - hyphen - 1 > ISSUE_KEY_NUMBER_MAX)
		return 0;
	return i == size || !is[i] ? i : 0;
}

/* Short and long, and one within the other. */
static const char *const projects[] = { "AB", "A_AB", "AB_CDEFGHIJKLMNOPQ" };

/* Is the key of len bytes at data one of theirs? */
static bool
is_wanted(const uint8_t *data, size_t len, bool lower)
{
	const size_t name = (const uint8_t *)memchr(data, '-', len) - data;
	size_t i, at;

	for (i = 0; i < sizeof projects / sizeof *projects; i++) {
		for (at = 0; at < name &&
		     projects[i][at] == (char)upper(data[at], lower);)
			at++;
		if (at == name && projects[i][at] == '\0')
			return true;
	}
	return false;
}

/* Every key, or of the projects, with a newline, as often as it comes. */
static void
find_all(
    const uint8_t *data, size_t size, bool lower, bool some, struct mem *found)
{
	bool *const is = words(data, size);
	size_t at = 0, len, i;

	while (at < size) {
		len = is[at] ? 0
			     : key_at(data + at, size - at, is + at + 1, lower);
		if (len > 0 && some && !is_wanted(data + at, len, lower))
			len = 0;
		for (i = 0; i < len; i++)
			mem_putc(found, (char)upper(data[at + i], lower));
		if (len > 0)
			mem_putc(found, '\n');
		at += len == 0 ? 1 : len;
	}
	free(is);
}

/* Each of the keys at its first place, and how often it was there. */
static void
check(const struct issue_key_set *found, const struct mem *all)
{
	const char *s = mem_str(all), *next = mem_str(&found->text), *end;
	uint64_t sum = 0, keys = 0, times;
	size_t len;

	for (; *s != '\0'; s += len, keys++) {
		len = strcspn(s, "\n") + 1;
		times = issue_key_set_times(found, s, len - 1);
		must(times > 0);
		if (strncmp(next, s, len) == 0) {
			next += len;
			sum += times;
		}
	}
	end = mem_str(&found->text) + found->text.len;
	must(next == end && sum == keys);
}

/* Search in blocks of so many bytes. */
static void
search_all(const uint8_t *data, size_t size, struct issue_key *search,
    size_t block, bool some)
{
	struct why why = { 0 };
	size_t at, len;

	search->found.end = '\n';
	for (at = 0; some && at < sizeof projects / sizeof *projects; at++)
		must(issue_key_allow(search, projects[at], &why) == 0);
	for (at = 0; at < size; at += len) {
		len = size - at < block ? size - at : block;
		memcpy(issue_key_room(search, &why), data + at, len);
		must(issue_key_grew(search, len, &why) == 0);
	}
	must(issue_key_room(search, &why) != NULL);
	must(issue_key_grew(search, 0, &why) == 0);
}

/* Counted, compare with the model's keys; what is not counted is the same. */
static void
search_twice(const uint8_t *data, size_t size, size_t block, bool plain,
    bool lower, bool some, const struct mem *all)
{
	struct issue_key counted = { .plain = plain, .lower = lower };
	struct issue_key once = { .plain = plain, .lower = lower };

	counted.found.counted = true;
	search_all(data, size, &counted, block, some);
	search_all(data, size, &once, block, some);
	check(&counted.found, all);
	must(strcmp(mem_str(&counted.found.text), mem_str(&once.found.text)) ==
	    0);
	issue_key_release(&counted);
	issue_key_release(&once);
}

static void
search_for(const uint8_t *data, size_t size, uint8_t how, bool some)
{
	const bool lower = how & 1;
	struct mem all = { 0 };

	find_all(data, size, lower, some, &all);
	search_twice(data, size, 1 + (how >> 1), false, lower, some, &all);
	search_twice(data, size, 1 + (how >> 1), true, lower, some, &all);
	mem_release(&all);
}

/* The first byte chooses the case, and how long the blocks are. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t how = size > 0 ? *data : 0;

	if (size > 0) {
		data++;
		size--;
	}
	search_for(data, size, how, false);
	search_for(data, size, how, true);
	return 0;
}
