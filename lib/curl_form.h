/*
 * curl_form: a connection for curl and netrc(5).
 *
 * Both are read back: of curl's config url, user and header, and of netrc the
 * one machine.
 */
#ifndef CURL_FORM_H
#define CURL_FORM_H

struct conn;
struct draft;
struct mem;
struct why;

/* As foreign.h says; id is not looked at. */
int curl_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int curl_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);
int netrc_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int netrc_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);

#endif
