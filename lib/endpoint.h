/*
 * endpoint: every URL that differs by product, derived in one place.
 *
 * Each may be overridden under "endpoints" of the connection.
 */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <stdbool.h>

struct conn;
struct mem;
struct why;

enum endpoint {
	ENDPOINT_REQUEST_TOKEN, /* OAuth 1.0a */
	ENDPOINT_AUTHORIZE,     /* of the connection's own OAuth, 1.0a or 2.0 */
	ENDPOINT_ACCESS_TOKEN,  /* OAuth 1.0a, renewal too */
	ENDPOINT_TOKEN,         /* OAuth 2.0, as all below */
	ENDPOINT_REVOKE,
	ENDPOINT_RESOURCES,
	ENDPOINT_TENANT_INFO,
	ENDPOINT_API,   /* what a path of the API is joined to */
	ENDPOINT_INGEST /* what a path of the DevOps APIs is joined to */
};

/*
 * Add the URL to url, a base (the last two) without a slash at its end.
 * Returns 0, or -1 and why: WHY_CONFIG when the product has no such thing, or
 * the connection lacks what it is derived from.
 */
int endpoint_url(const struct conn *conn, enum endpoint endpoint,
    struct mem *url, struct why *why);

/*
 * Add the URL of a path ("/rest/api/2/myself?expand=groups") of the API to
 * url, or an absolute URL as it is when its origin and path lie within the
 * API's.  A path of dot segments is refused, encoded ones too: what is signed
 * must be what is sent, and nothing may climb out of the base.
 * Returns 0, or -1 and why: WHY_USAGE for anything else, never quoting it.
 */
int endpoint_join(const struct conn *conn, const char *path, struct mem *url,
    struct why *why);

/*
 * Add the URL of a path ("bulk") of a DevOps API: builds, deployments,
 * devinfo, featureflags, remotelinks, devopscomponents, operations, security.
 * A base that ends in /rest is a site, and any other the gateway, where the
 * id of the site is in the path, and the versions may be others; version is
 * NULL for the one that goes with it.  Returns 0, or -1 and why, as
 * endpoint_url().
 */
int endpoint_ingest(const struct conn *conn, const char *service,
    const char *version, const char *path, struct mem *url, struct why *why);

/* Can that be the version of one: is it like 0.10? */
bool endpoint_is_version(const char *version);

#endif
