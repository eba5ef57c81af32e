/*
 * leak: a library that tests preload, to look for secrets in the memory that
 * a program leaves when it ends.
 *
 * $LEAK is a file of secrets, a line each, in which every byte has its lowest
 * bit turned, so that looking for them does not leave them about.  What is
 * found is written to $LEAK.found: the number of the line, and the place.
 */

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORDS = 16,
	BYTES_MAX = 512
};

static char words[WORDS][BYTES_MAX];
static int count;

static void
read_words(const char *path)
{
	FILE *in = fopen(path, "r");

	if (in == NULL)
		abort();
	while (count < WORDS && fgets(words[count], BYTES_MAX, in) != NULL) {
		words[count][strcspn(words[count], "\n")] = '\0';
		count += words[count][0] != '\0';
	}
	(void)fclose(in);
}

static bool
is_word(const char *p, const char *end, const char *word)
{
	for (; *word != '\0'; p++, word++)
		if (p == end || *p != (*word ^ 1))
			return false;
	return true;
}

static void
search(FILE *out, const char *p, const char *end, const char *place)
{
	int i;

	for (; p < end; p++)
		for (i = 0; i < count; i++)
			if (is_word(p, end, words[i]))
				(void)fprintf(out, "%d: %p %s\n", i + 1,
				    (const void *)p, place);
}

static void __attribute__((destructor)) look(void)
{
	const char *const path = getenv("LEAK");
	char name[4096], line[4096], access[8];
	uintptr_t from, to;
	FILE *maps, *out;
	int at;

	if (path == NULL)
		return;
	read_words(path);
	(void)snprintf(name, sizeof name, "%s.found", path);
	if ((out = fopen(name, "w")) == NULL ||
	    (maps = fopen("/proc/self/maps", "r")) == NULL)
		abort();
	while (fgets(line, sizeof line, maps) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s %*s %*s %*s %n",
			&from, &to, access, &at) == 3 &&
		    access[0] == 'r' && access[1] == 'w')
			search(out, (const char *)from, (const char *)to,
			    line + at);
	}
	(void)fclose(maps);
	if (fclose(out) == EOF)
		abort();
}
