/*
 * wipe_ssl: make OpenSSL wipe what it lets go of.
 *
 * It does that to a key by itself, but not to every buffer that a key's bytes
 * passed through when it was read.
 */
#ifndef WIPE_SSL_H
#define WIPE_SSL_H

/* To be called before anything else of OpenSSL; later it does nothing. */
void wipe_ssl(void);

#endif
