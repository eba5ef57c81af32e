/* url_dots: whether a path climbs. */
#ifndef URL_DOTS_H
#define URL_DOTS_H

#include <stdbool.h>

#include "url.h"

/*
 * Is a segment of the path "." or "..", as it is or percent-encoded?  Servers
 * decode before they resolve, some of them twice.
 */
bool url_has_dots(struct piece path);

#endif
