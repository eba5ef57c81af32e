/* near: the name that somebody meant. */

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "near.h"

enum {
	SLIPS_MAX = 2,
	FEW = 5 /* so short a word has one slip at most */
};

static unsigned int
least(unsigned int a, unsigned int b, unsigned int c)
{
	if (b < a)
		a = b;
	return c < a ? c : a;
}

static bool
is_same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* The slips from a to b: Damerau's distance, of aligned strings. */
static unsigned int
count_slips(const char *a, const char *b)
{
	unsigned int rows[3][NEAR_MAX + 1];
	unsigned int *before, *last = rows[1], *row = rows[0], *spare = rows[2];
	const size_t m = strlen(a), n = strlen(b);
	size_t i, j;

	for (j = 0; j <= n; j++)
		row[j] = (unsigned int)j;
	for (i = 1; i <= m; i++) {
		before = last, last = row, row = spare, spare = before;
		row[0] = (unsigned int)i;
		for (j = 1; j <= n; j++) {
			row[j] = least(last[j] + 1, row[j - 1] + 1,
			    last[j - 1] + !is_same(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && is_same(a[i - 1], b[j - 2]) &&
			    is_same(a[i - 2], b[j - 1]) &&
			    before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
	}
	return row[n];
}

const char *
near_name(const char *const *names, const char *word)
{
	const size_t len = strlen(word);
	unsigned int slips, best = len <= FEW ? 2 : SLIPS_MAX + 1;
	const char *found = NULL;

	if (len > NEAR_MAX)
		return NULL;
	for (; *names != NULL; names++) {
		if (strlen(*names) > NEAR_MAX)
			continue;
		if ((slips = count_slips(*names, word)) < best) {
			best = slips;
			found = *names;
		}
	}
	return found;
}
