/* mask: what of a document must not be shown to whoever reads a diff. */

#include <ctype.h>
#include <string.h>

#include "mask.h"
#include "text.h"
#include "why.h"

enum {
	NAME_MAX_LEN = 256 /* bytes of a name that are looked at */
};

static const char stars[] = "***";
static const char sealed[] = "$ANSIBLE_VAULT;";

/* Lower case, and neither "-" nor "_": API_KEY is apiKey. */
static const char *const words[] = { "secret", "token", "password", "passwd",
	"passphrase", "privatekey", "apikey", "accesskey", "credential" };

/* The place after the first such word in name, or NULL. */
static const char *
after_word(const char *name, size_t len)
{
	char plain[NAME_MAX_LEN + 1];
	const char *from[NAME_MAX_LEN], *at, *first = NULL;
	size_t i, n = 0;

	for (i = 0; i < len && n < NAME_MAX_LEN; i++)
		if (name[i] != '-' && name[i] != '_') {
			from[n] = name + i + 1;
			plain[n++] = (char)tolower((unsigned char)name[i]);
		}
	plain[n] = '\0';
	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if ((at = strstr(plain, words[i])) != NULL) {
			at = from[at - plain + (ptrdiff_t)strlen(words[i]) - 1];
			if (first == NULL || at < first)
				first = at;
		}
	return first;
}

bool
mask_is_secret(const char *name, size_t len)
{
	return after_word(name, len) != NULL;
}

/* One walk through a text. */
struct walk {
	struct mask *mask;
	const struct text *text;
	struct mem hidden; /* where the values begin that are not to be seen */
	size_t seen;       /* where the last name, value or bracket ended */
};

static void
hide(struct walk *walk, const struct mem *pointers)
{
	const char *pointer = mem_str(pointers), *end = pointer + pointers->len;
	struct value value;

	walk->hidden.failed |= pointers->failed;
	for (; pointer < end; pointer += strlen(pointer) + 1) {
		value = text_at(walk->text, pointer);
		if (value.kind != TEXT_NONE)
			mem_add(&walk->hidden, &value.at, sizeof value.at);
	}
}

static bool
is_hidden(const struct walk *walk, struct value value)
{
	const size_t *at = (const void *)walk->hidden.data;
	size_t i;

	for (i = 0; i < walk->hidden.len / sizeof *at; i++)
		if (at[i] == value.at)
			return true;
	return false;
}

static void
add_span(struct walk *walk, size_t at, size_t end)
{
	const struct mask_span span = { at, end };

	if (at < end)
		mem_add(&walk->mask->spans, &span, sizeof span);
}

/* In a comment, what stands after the name and its colon, to the line's end. */
static void
look_at_line(struct walk *walk, size_t at, size_t end)
{
	const char *data = walk->text->data, *stop = data + end;
	const char *p = after_word(data + at, end - at);

	if (p == NULL) {
		p = memmem(data + at, end - at, sealed, sizeof sealed - 1);
	} else {
		while (p < stop && *p != ':' && *p != '=')
			p++;
		while (p < stop && (*p == ':' || *p == '=' || *p == ' '))
			p++;
	}
	if (p != NULL)
		add_span(walk, (size_t)(p - data), end);
}

/* Between two tokens there are commas, space and comments. */
static void
pass(struct walk *walk, size_t to, size_t end)
{
	const char *data = walk->text->data, *eol;
	size_t at = walk->seen, stop;

	for (; at < to; at = stop + 1) {
		eol = memchr(data + at, '\n', to - at);
		stop = eol == NULL ? to : (size_t)(eol - data);
		if (stop - at >= 2)
			look_at_line(walk, at, stop);
	}
	walk->seen = end;
}

static void
look_at_scalar(struct walk *walk, struct value value, bool secret)
{
	const char *s = walk->text->data + value.at;
	const size_t len = value.end - value.at;
	const size_t mark = s[0] == '"' ? 1 : 0;

	if (value.kind != TEXT_STRING && value.kind != TEXT_NUMBER)
		return;
	if (secret || memmem(s, len, sealed + 1, sizeof sealed - 2) != NULL)
		add_span(walk, value.at + mark, value.end - mark);
}

static void
look_at(struct walk *walk, struct value value, bool secret)
{
	struct member member = { 0 };
	struct mem name = { 0 };
	bool below;

	secret |= is_hidden(walk, value);
	if (value.kind != TEXT_OBJECT && value.kind != TEXT_ARRAY) {
		pass(walk, value.at, value.end);
		look_at_scalar(walk, value, secret);
		return;
	}
	while (text_next(walk->text, value, &member)) {
		below = secret;
		if (member.name.kind != TEXT_NONE) {
			pass(walk, member.name.at, member.name.end);
			text_string(walk->text, member.name, &name);
			below |= mask_is_secret(mem_str(&name), name.len);
			mem_cut(&name, 0);
		}
		look_at(walk, member.value, below);
	}
	pass(walk, value.end, value.end);
	if (name.failed)
		walk->mask->spans.failed = true;
	mem_release(&name);
}

int
mask_find(struct mask *mask, const struct text *text, const struct mem *hidden,
    struct why *why)
{
	struct walk walk = { .mask = mask, .text = text };
	int rv;

	if (hidden != NULL)
		hide(&walk, hidden);
	look_at(&walk, text->root, false);
	pass(&walk, text->len, text->len);
	rv = mem_check(&walk.hidden, why);
	if (rv == 0)
		rv = mem_check(&mask->spans, why);
	mem_release(&walk.hidden);
	return rv;
}

void
mask_release(struct mask *mask)
{
	mem_release(&mask->spans);
}

void
mask_print(const struct mask *mask, const struct text *text, size_t at,
    size_t end, size_t *next, struct mem *mem)
{
	const struct mask_span *spans = (const void *)mask->spans.data;
	const size_t count = mask->spans.len / sizeof *spans;

	while (*next < count && spans[*next].end <= at)
		++*next;
	while (*next < count && spans[*next].at < end) {
		if (spans[*next].at > at)
			mem_add(mem, text->data + at, spans[*next].at - at);
		mem_puts(mem, stars);
		at = spans[*next].end;
		if (at >= end)
			return;
		++*next;
	}
	mem_add(mem, text->data + at, end - at);
}
