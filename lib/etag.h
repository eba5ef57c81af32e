/*
 * etag: whether a file still is what the server would send (RFC 9110, 8.8.3
 * and 13.1.2).
 *
 * What an answer said of itself is kept beside the file, under its name and
 * ".etag", with the file's length and time.  It counts for the same request,
 * and while nobody has changed the file; or else the answer is asked for as
 * if there were none.
 */
#ifndef ETAG_H
#define ETAG_H

struct mem;
struct why;

enum {
	ETAG_FILE_MAX = 1 << 16 /* bytes of what is kept */
};

/*
 * Add If-None-Match to headers where path is still what the request, which
 * key stands for, was answered with.  Returns 0, or -1 and why (WHY_LATER).
 */
int etag_ask(
    const char *path, const char *key, struct mem *headers, struct why *why);

/*
 * Keep what the head of an answer, which is in path now, says of it.  Without
 * an ETag nothing is kept, and what was kept before does not count any more.
 * Returns 0, or -1 and why (WHY_CREATE, WHY_IO).
 */
int etag_keep(
    const char *path, const char *key, const struct mem *head, struct why *why);

#endif
