/*
 * why_ssl: a reason with what OpenSSL last complained about.
 *
 * It stands apart from why, so that a program without keys links without
 * libcrypto.
 */
#ifndef WHY_SSL_H
#define WHY_SSL_H

#include "why.h"

/*
 * Fail, as why_setx() does, adding OpenSSL's newest reason if it has one, and
 * empty its queue.  Returns -1.
 */
int why_ssl(struct why *why, enum status status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
