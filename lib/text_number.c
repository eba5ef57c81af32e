/* text_number: numbers compared as they are written, digit by digit. */

#include <string.h>

#include "text_number.h"

enum {
	EXPONENT_DIGITS = 17 /* that an int64_t holds with room to spare */
};

/* 0.first...last times ten to the power, in which one point may stand. */
struct decimal {
	const char *first, *last; /* both not 0; NULL if the number is 0 */
	int64_t power;
	bool negative, huge; /* huge: the power is beyond counting */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
read_exponent(struct decimal *decimal, const char *p, const char *end)
{
	const bool minus = *p == '-';
	int64_t power = 0;

	if (*p == '-' || *p == '+')
		p++;
	while (p < end && *p == '0')
		p++;
	decimal->huge = end - p > EXPONENT_DIGITS;
	for (; p < end && !decimal->huge; p++)
		power = power * 10 + (*p - '0');
	decimal->power += minus ? -power : power;
}

static struct decimal
read_decimal(const char *p, const char *end)
{
	struct decimal decimal = { .negative = *p == '-' };
	bool fraction = false;

	for (; p < end && *p != 'e' && *p != 'E'; p++) {
		if (*p == '.')
			fraction = true;
		if (!is_digit(*p))
			continue;
		if (*p != '0' && decimal.first == NULL)
			decimal.first = p;
		if (*p != '0')
			decimal.last = p;
		if (decimal.first != NULL)
			decimal.power += !fraction;
		else
			decimal.power -= fraction;
	}
	if (p < end && decimal.first != NULL)
		read_exponent(&decimal, p + 1, end);
	return decimal;
}

static bool
same_digits(const struct decimal *a, const struct decimal *b)
{
	const char *p = a->first, *q = b->first;

	for (;; p++, q++) {
		if (p <= a->last && *p == '.')
			p++;
		if (q <= b->last && *q == '.')
			q++;
		if (p > a->last || q > b->last)
			return p > a->last && q > b->last;
		if (*p != *q)
			return false;
	}
}

bool
number_same(const char *a, size_t alen, const char *b, size_t blen)
{
	struct decimal x, y;

	if (alen == blen && memcmp(a, b, alen) == 0)
		return true;
	x = read_decimal(a, a + alen);
	y = read_decimal(b, b + blen);
	if (x.first == NULL || y.first == NULL)
		return x.first == NULL && y.first == NULL;
	return x.negative == y.negative && !x.huge && !y.huge &&
	    x.power == y.power && same_digits(&x, &y);
}

uint64_t
number_hash(uint64_t hash, const char *s, size_t len)
{
	const struct decimal decimal = read_decimal(s, s + len);

	if (decimal.first == NULL)
		return 0;
	for (const char *p = decimal.first; p <= decimal.last; p++)
		if (*p != '.')
			hash = (hash ^ (unsigned char)*p) * 0x100000001B3;
	return (hash ^ (uint64_t)decimal.power) * 0x100000001B3 +
	    decimal.negative;
}
