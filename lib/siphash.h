/*
 * siphash: SipHash-2-4, a hash that nobody can make collide who does not know
 * its key (Aumasson and Bernstein, "SipHash: a fast short-input PRF").
 */
#ifndef SIPHASH_H
#define SIPHASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of len bytes under a key of 128 bits. */
uint64_t siphash(const uint64_t key[static 2], const void *data, size_t len);

#endif
