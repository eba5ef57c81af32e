/* rotation_settle: what the new token is to be. */

#include "conn.h"
#include "mem.h"
#include "pat.h"
#include "rotation.h"
#include "rotation_settle.h"
#include "why.h"

static const int64_t day = 86400; /* seconds */

static int
settle_name(struct rotation *rotation, const char *name, const struct pat *own,
    struct why *why)
{
	if (name != NULL)
		mem_puts(&rotation->name, name);
	else if (own != NULL)
		mem_add(&rotation->name, mem_str(&own->name), own->name.len);
	else
		(void)conn_get(rotation->conn, "/auth/name", &rotation->name);
	if (mem_check(&rotation->name, why) == -1)
		return -1;
	if (rotation->name.len == 0)
		return why_setx(why, WHY_USAGE,
		    "%s: what shall the token be called: --name",
		    rotation->conn->name);
	return pat_check_name(mem_str(&rotation->name), why);
}

/* As long as the old one, whatever is left of that. */
static int
settle_days(struct rotation *rotation, const struct rotation_want *want,
    const struct pat *own, struct why *why)
{
	int64_t days = 0;

	if (want->days_given)
		days = want->days;
	else if (own != NULL && own->expires != 0)
		days = (own->expires - own->created + day / 2) / day;
	if (days < 0 || days > PAT_DAYS_MAX ||
	    (own != NULL && !want->days_given && own->expires != 0 &&
		(own->created == 0 || days == 0)))
		return why_setx(why, WHY_USAGE,
		    "%s: how long the new token shall live does not follow "
		    "from the old one: --days",
		    rotation->conn->name);
	rotation->days = (unsigned int)days;
	return 0;
}

int
rotation_settle(struct rotation *rotation, const struct rotation_want *want,
    const struct pat *own, struct why *why)
{
	if (settle_name(rotation, want->name, own, why) == -1)
		return -1;
	return settle_days(rotation, want, own, why);
}
