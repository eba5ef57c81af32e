/*
 * probe_tls: the certificate that a server shows.
 */
#ifndef PROBE_TLS_H
#define PROBE_TLS_H

struct http;
struct mem;

/*
 * Add who the certificate of the last exchange is for, who issued it (RFC
 * 4514), and when it ends (RFC 3339); nothing where http_certificate() has
 * none.  It is one that was trusted, or there was no exchange.
 */
void probe_tls_take(const struct http *http, struct mem *subject,
    struct mem *issuer, struct mem *until);

#endif
