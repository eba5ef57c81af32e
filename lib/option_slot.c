/* option_slot: where the arguments of options go. */

#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "option.h"
#include "option_slot.h"
#include "why.h"

enum {
	VALUES_MAX = 32,      /* that an option may be one of */
	VALUES_MAX_LEN = 1023 /* bytes of them all */
};

/* Is it one of these words, between blanks?  If not, say which it may be. */
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
		return why_setx(
		    why, WHY_USAGE, "--%s: did you mean %s?", row->name, meant);
	return why_setx(
	    why, WHY_USAGE, "--%s: not one of %s", row->name, row->values);
}

static int
store_number(const struct option_slot *slot, const struct option_row *row,
    const char *arg, void *member, struct why *why)
{
	const char *wrong;
	const long long n = strtonum(arg, slot->least, slot->most, &wrong);
	const double real = (double)n;
	const uint32_t narrow = (uint32_t)n;

	if (wrong != NULL)
		return why_setx(why, WHY_USAGE, "--%s: %s", row->name, wrong);
	if (slot->kind == OPTION_DOUBLE)
		memcpy(member, &real, sizeof real);
	else if (slot->size == sizeof narrow)
		memcpy(member, &narrow, sizeof narrow);
	else
		memcpy(member, &n, sizeof n);
	return 1;
}

int
option_store(const struct option_slot *slots, const struct option_row *row,
    const char *arg, void *base, struct why *why)
{
	const struct option_slot *slot = slots;
	char *member;

	while (slot->code != 0 && slot->code != row->code)
		slot++;
	if (slot->code == 0)
		return 0;
	member = (char *)base + slot->offset;
	switch (slot->kind) {
	case OPTION_TRUE:
		*(bool *)member = true;
		return 1;
	case OPTION_TEXT:
		if (row->values != NULL && check_values(row, arg, why) == -1)
			return -1;
		*(const char **)(void *)member = arg;
		return 1;
	default:
		return store_number(slot, row, arg, member, why);
	}
}
