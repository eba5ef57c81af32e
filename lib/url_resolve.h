/* url_resolve: what a reference in an answer leads to (RFC 3986, 5.2). */
#ifndef URL_RESOLVE_H
#define URL_RESOLVE_H

struct mem;
struct why;

/*
 * Resolve a reference against base, an http or https URL, and add the result
 * to mem; a fragment is dropped.  Returns 0, or -1 and why: WHY_USAGE when
 * either or the result is refused by url_split(); WHY_LATER.
 */
int url_resolve(
    struct mem *mem, const char *base, const char *reference, struct why *why);

#endif
