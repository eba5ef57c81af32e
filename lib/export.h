/*
 * export: a credential in the forms that other programs take.
 */
#ifndef EXPORT_H
#define EXPORT_H

struct conn;
struct mem;
struct why;

enum export {
	EXPORT_CONN,   /* the connection as it is held */
	EXPORT_CURL,   /* a config for curl -K - */
	EXPORT_ENV,    /* NAME=value lines, quoted for sh where needed */
	EXPORT_HEADER, /* "Authorization: ..." */
	EXPORT_JSON,   /* one line of JSON */
	EXPORT_NETRC,  /* a line of netrc(5) */
	EXPORT_TOKEN,  /* what lets in, alone on a line */
	EXPORTS        /* how many there are; none of them */
};

/* The form of that name, "header", or EXPORTS for none. */
enum export export_by_name(const char *name);

/*
 * Add the credential to out, which holds a secret from then on.  Returns 0,
 * or -1 and why: WHY_USAGE when the type of credential has no such form, and
 * what does it instead; or what resolving the secrets gives.
 */
int export_credential(const struct conn *conn, enum export form,
    struct mem *out, struct why *why);

#endif
