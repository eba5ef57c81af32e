/*
 * oauth1_parts: a signature base string (RFC 5849, 3.4.1.1), taken apart.
 */
#ifndef OAUTH1_PARTS_H
#define OAUTH1_PARTS_H

#include <stdbool.h>

#include "mem.h"
#include "oauth1_base.h"
#include "url.h"

/* All zeros is none; url and pairs point into the buffers. */
struct oauth1_parts {
	struct mem method, address, parameters; /* decoded once */
	struct url url;                         /* of address */
	struct oauth1_pairs pairs; /* of parameters, still encoded, in order */
};

/*
 * Take apart base, which may have a line end.  Returns false for what is no
 * base string.  Release with oauth1_parts_release() in any case.
 */
bool oauth1_parts_read(struct oauth1_parts *parts, const char *base);
void oauth1_parts_release(struct oauth1_parts *parts);

#endif
