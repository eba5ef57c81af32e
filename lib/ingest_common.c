/* ingest_common: what all records of a run have in common. */

#include <string.h>

#include "ingest_common.h"
#include "mem.h"
#include "record.h"
#include "text.h"
#include "utf8.h"
#include "why.h"

int
ingest_common_check(const struct ingest_common *common,
    const struct record_kind *kind, struct why *why)
{
	const bool devinfo = strcmp(kind->name, "devinfo") == 0;
	const char *const product = common->product;

	if (product != NULL &&
	    utf8_span(product, strlen(product)) != strlen(product))
		return why_setx(why, WHY_USAGE, "--product: has to be UTF-8");
	if (common->prevent && !devinfo)
		return why_setx(why, WHY_USAGE,
		    "--prevent-transitions: is for devinfo alone");
	if (common->operation == NULL)
		return 0;
	if (!devinfo && strcmp(kind->name, "vulnerabilities") != 0)
		return why_setx(why, WHY_USAGE,
		    "--operation-type: is for devinfo and vulnerabilities "
		    "alone");
	if (devinfo && strcmp(common->operation, "SCAN") == 0)
		return why_setx(why, WHY_USAGE,
		    "--operation-type: devinfo has NORMAL and BACKFILL");
	return 0;
}

/* Begin a member; the first needs no comma. */
static void
add_name(struct mem *frame, const char *name)
{
	mem_printf(frame, "%s\"%s\":", frame->len > 0 ? "," : "", name);
}

int
ingest_common_frame(
    const struct ingest_common *common, struct mem *frame, struct why *why)
{
	if (common->properties.count > 0) {
		add_name(frame, "properties");
		mem_printf(frame, "{%s}", mem_str(&common->properties.members));
	}
	if (common->product != NULL) {
		add_name(frame, "providerMetadata");
		mem_puts(frame, "{\"product\":");
		text_quote(frame, common->product, strlen(common->product));
		mem_putc(frame, '}');
	}
	if (common->prevent) {
		add_name(frame, "preventTransitions");
		mem_puts(frame, "true");
	}
	if (common->operation != NULL) {
		add_name(frame, "operationType");
		text_quote(frame, common->operation, strlen(common->operation));
	}
	return mem_check(frame, why);
}

void
ingest_common_release(struct ingest_common *common)
{
	ingest_properties_release(&common->properties);
}
