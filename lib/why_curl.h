/*
 * why_curl: a reason from what libcurl says.
 *
 * It stands apart from why, so that a program without a network links
 * without libcurl.
 */
#ifndef WHY_CURL_H
#define WHY_CURL_H

#include <curl/curl.h>

#include "why.h"

/*
 * Fail with the reason for which curl_easy_perform() returned code; detail is
 * its error buffer.  Neither URL nor header gets into the message.
 * Returns -1, with a status as http_send() documents.
 */
int why_curl(struct why *why, CURL *curl, CURLcode code, const char *detail);

#endif
