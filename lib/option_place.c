/* option_place: where the argument of an option goes. */

#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "option.h"
#include "option_place.h"
#include "why.h"

enum {
	VALUES_MAX = 32,      /* that an option may be one of */
	VALUES_MAX_LEN = 1023 /* bytes of them all */
};

/* Is it one of the row's values?  If not, say which it may be. */
static int
check_values(const struct option_row *row, const char *arg, struct why *why)
{
	char copy[VALUES_MAX_LEN + 1], *rest = copy;
	const char *names[VALUES_MAX + 1] = { 0 }, *meant;
	size_t count = 0;

	(void)strlcpy(copy, row->values, sizeof copy);
	while (rest != NULL && count < VALUES_MAX) {
		names[count] = strsep(&rest, " ");
		if (strcmp(names[count++], arg) == 0)
			return 0;
	}
	if ((meant = near_name(names, arg)) != NULL)
		return why_setx(why, WHY_USAGE, "did you mean %s?", meant);
	return why_setx(why, WHY_USAGE, "not one of %s", row->values);
}

static int
store_text(const struct option_row *row, const char *arg, const char **member,
    struct why *why)
{
	if (row->values != NULL && check_values(row, arg, why) == -1)
		return -1;
	*member = arg;
	return row->place.check == NULL ? 0 : row->place.check(arg, why);
}

static int
store_number(const struct option_place *place, const char *arg, void *member,
    struct why *why)
{
	const char *wrong;
	const long long n = strtonum(arg, place->least, place->most, &wrong);
	const double real = (double)n;
	const uint32_t narrow = (uint32_t)n;

	if (wrong != NULL)
		return why_setx(why, WHY_USAGE, "%s", wrong);
	if (place->kind == OPTION_REAL)
		memcpy(member, &real, sizeof real);
	else if (place->size == sizeof narrow)
		memcpy(member, &narrow, sizeof narrow);
	else
		memcpy(member, &n, sizeof n);
	return 0;
}

static int
store(const struct option_row *row, const char *arg, void *member,
    struct why *why)
{
	const struct option_place *const place = &row->place;

	switch (place->kind) {
	case OPTION_TRUE:
		*(bool *)member = true;
		return 0;
	case OPTION_BITS:
		*(unsigned int *)member |= place->bits;
		return 0;
	case OPTION_TEXT:
		return store_text(row, arg, member, why);
	case OPTION_TAKEN:
		return place->take(member, arg, why);
	case OPTION_WHOLE:
	case OPTION_REAL:
		return store_number(place, arg, member, why);
	default:
		return 0;
	}
}

int
option_store(
    const struct option_row *row, const char *arg, void *base, struct why *why)
{
	if (store(row, arg, (char *)base + row->place.offset, why) == -1)
		return why_at(why, "--%s", row->name);
	return 0;
}
