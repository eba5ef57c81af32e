/* envelope: the text around what is sealed, in ansible-vault's format. */

#include <ctype.h>
#include <string.h>

#include "envelope.h"
#include "why.h"

enum {
	COLUMNS = 80,  /* of a line that is written */
	FIELDS_MAX = 4 /* of a header */
};

static const char magic[] = "$ANSIBLE_VAULT;";
static const char cipher[] = "AES256";

/* Some bytes of a text. */
struct span {
	const char *at;
	size_t len;
};

bool
envelope_is(const char *text, size_t len)
{
	return len >= sizeof magic - 1 &&
	    memcmp(text, magic, sizeof magic - 1) == 0;
}

static bool
span_is(struct span span, const char *s)
{
	return span.len == strlen(s) && memcmp(span.at, s, span.len) == 0;
}

/* Take what stands before the first end off rest; all, where there is none. */
static struct span
take(struct span *rest, char end)
{
	const char *found = NULL;
	struct span first = *rest;

	if (rest->len > 0)
		found = memchr(rest->at, end, rest->len);
	if (found != NULL)
		first.len = (size_t)(found - rest->at);
	rest->at += first.len + (found != NULL);
	rest->len -= first.len + (found != NULL);
	return first;
}

int
envelope_check_id(const char *id, struct why *why)
{
	const size_t len = strlen(id);
	size_t i;

	if (len == 0 || len > ENVELOPE_ID_MAX)
		return why_setx(why, WHY_USAGE, "a vault id has 1 to %d bytes",
		    ENVELOPE_ID_MAX);
	for (i = 0; i < len; i++)
		if (iscntrl((unsigned char)id[i]) || id[i] == ';')
			return why_setx(why, WHY_USAGE,
			    "a vault id has no semicolon and no control "
			    "character in it");
	if (id[0] == ' ' || id[len - 1] == ' ')
		return why_setx(why, WHY_USAGE,
		    "a vault id does not begin or end with a blank");
	return 0;
}

/* The version decides nothing: an id counts wherever there is one. */
static int
read_header(struct envelope *envelope, struct span line, struct why *why)
{
	struct span fields[FIELDS_MAX] = { 0 };
	struct why wrong = { 0 };
	size_t count = 0;

	while (count < FIELDS_MAX && line.len > 0)
		fields[count++] = take(&line, ';');
	if (!span_is(fields[1], "1.1") && !span_is(fields[1], "1.2"))
		return why_setx(why, WHY_INPUT,
		    "line 1: the vault's version is not 1.1 or 1.2");
	if (!span_is(fields[2], cipher))
		return why_setx(why, WHY_INPUT,
		    "line 1: the vault's cipher is not %s", cipher);
	if (fields[3].len > 0)
		mem_add(&envelope->id, fields[3].at, fields[3].len);
	else
		mem_puts(&envelope->id, ENVELOPE_ID);
	if (line.len > 0 || strlen(mem_str(&envelope->id)) < envelope->id.len ||
	    envelope_check_id(mem_str(&envelope->id), &wrong) == -1)
		return why_setx(
		    why, WHY_INPUT, "line 1: the vault id is damaged");
	return mem_check(&envelope->id, why);
}

/*
 * The value of a digit, or -1.  Writers of the format use small letters only,
 * and a letter that has grown is a byte that was changed.
 */
static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static int
fail_parts(struct why *why)
{
	return why_setx(why, WHY_INPUT,
	    "the vault is damaged or cut short: it is not a salt, an HMAC and "
	    "a ciphertext");
}

/*
 * Add what the digits of the lines after the header say; a pair of them may
 * stand on two lines.
 */
static int
read_lines(struct mem *parts, struct span rest, struct why *why)
{
	int high = -1, low;
	struct span line;
	size_t i, number = 2, len = 0;
	char *out;

	if ((out = mem_room(parts, rest.len / 2)) == NULL)
		return mem_check(parts, why);
	for (; rest.len > 0; number++) {
		line = take(&rest, '\n');
		if (line.len > 0 && line.at[line.len - 1] == '\r')
			line.len--;
		for (i = 0; i < line.len; i++) {
			if ((low = digit(line.at[i])) == -1)
				return why_setx(why, WHY_INPUT,
				    "line %zu: the vault is damaged: not a "
				    "hexadecimal digit",
				    number);
			if (high != -1)
				out[len++] = (char)(high << 4 | low);
			high = high == -1 ? low : -1;
		}
	}
	mem_grew(parts, len);
	return high == -1 ? 0 : fail_parts(why);
}

/* Add what pairs of digits say, all of them. */
static int
read_part(struct mem *part, struct span digits, struct why *why)
{
	size_t i, len = digits.len / 2;
	int high, low;
	char *out;

	if (digits.len % 2 != 0)
		return fail_parts(why);
	if ((out = mem_room(part, len)) == NULL)
		return mem_check(part, why);
	for (i = 0; i < len; i++) {
		high = digit(digits.at[2 * i]);
		low = digit(digits.at[2 * i + 1]);
		if (high == -1 || low == -1)
			return fail_parts(why);
		out[i] = (char)(high << 4 | low);
	}
	mem_grew(part, len);
	return 0;
}

static int
read_parts(struct envelope *envelope, struct span text, struct why *why)
{
	struct span salt = take(&text, '\n'), hmac = take(&text, '\n');
	struct mem bytes = { 0 };
	int rv = -1;

	if (read_part(&envelope->salt, salt, why) == -1 ||
	    read_part(&bytes, hmac, why) == -1 ||
	    read_part(&envelope->ciphertext, text, why) == -1)
		goto out;
	if (envelope->salt.len == 0 || envelope->salt.len > ENVELOPE_SALT_MAX ||
	    bytes.len != ENVELOPE_HMAC_SIZE || envelope->ciphertext.len == 0 ||
	    envelope->ciphertext.len % ENVELOPE_BLOCK_SIZE != 0) {
		fail_parts(why);
		goto out;
	}
	memcpy(envelope->hmac, bytes.data, ENVELOPE_HMAC_SIZE);
	rv = 0;
out:
	mem_release(&bytes);
	return rv;
}

int
envelope_read(
    struct envelope *envelope, const char *text, size_t len, struct why *why)
{
	struct span rest = { text, len }, line = take(&rest, '\n');
	struct mem parts = { 0 };
	int rv = -1;

	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	if (read_header(envelope, line, why) == -1 ||
	    read_lines(&parts, rest, why) == -1)
		goto out;
	if (read_parts(envelope, (struct span){ mem_str(&parts), parts.len },
		why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&parts);
	return rv;
}

/* Add the digits of bytes, their digits' digits that is: four for a byte. */
static void
add_digits(struct mem *mem, const void *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = data;
	char *out;
	size_t i;

	if ((out = mem_room(mem, 2 * len)) == NULL)
		return;
	for (i = 0; i < len; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	mem_grew(mem, 2 * len);
}

void
envelope_write(const struct envelope *envelope, struct mem *mem)
{
	const bool plain = strcmp(mem_str(&envelope->id), ENVELOPE_ID) == 0;
	struct mem parts = { 0 };
	size_t at, len;

	add_digits(&parts, envelope->salt.data, envelope->salt.len);
	mem_putc(&parts, '\n');
	add_digits(&parts, envelope->hmac, sizeof envelope->hmac);
	mem_putc(&parts, '\n');
	add_digits(&parts, envelope->ciphertext.data, envelope->ciphertext.len);

	mem_printf(mem, "%s%s;%s", magic, plain ? "1.1" : "1.2", cipher);
	if (!plain)
		mem_printf(mem, ";%s", mem_str(&envelope->id));
	mem_putc(mem, '\n');
	for (at = 0; at < parts.len; at += len) {
		len = parts.len - at;
		if (len > COLUMNS / 2)
			len = COLUMNS / 2;
		add_digits(mem, parts.data + at, len);
		mem_putc(mem, '\n');
	}
	if (parts.failed)
		mem->failed = true;
	mem_release(&parts);
}

void
envelope_release(struct envelope *envelope)
{
	mem_release(&envelope->id);
	mem_release(&envelope->salt);
	mem_release(&envelope->ciphertext);
	*envelope = (struct envelope){ 0 };
}
