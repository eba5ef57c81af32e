/*
 * slist: headers as libcurl wants them.
 */
#ifndef SLIST_H
#define SLIST_H

#include <stdbool.h>

#include <curl/curl.h>

struct mem;
struct why;

/*
 * Make a list of header lines, as head_check() takes them, with what keeps
 * libcurl from adding an Expect or, unless form says that the body is one of
 * libcurl's making, a Content-Type of its own.  The caller
 * frees *list, which has to be NULL before, with curl_slist_free_all(), in any
 * case.  Returns 0, or -1 and why (WHY_LATER).
 */
int slist_headers(const struct mem *headers, bool form,
    struct curl_slist **list, struct why *why);

#endif
