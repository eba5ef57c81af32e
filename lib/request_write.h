/* request_write: a request that was read, signed, and written again. */
#ifndef REQUEST_WRITE_H
#define REQUEST_WRITE_H

struct mem;
struct request;

/*
 * Add the line as it came, but with the header Authorization of this value,
 * and with query_more in its URL; no line end.  The bytes that need not change
 * do not.  A form_more is not written.
 */
void request_write_json(const struct request *request,
    const struct mem *authorization, struct mem *out);

/*
 * Add what curl -K makes this very request of.  Each config begins with
 * "next\n", which the caller takes off the first.
 */
void request_write_curl(const struct request *request,
    const struct mem *authorization, struct mem *out);

#endif
