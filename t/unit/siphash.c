/* SipHash is that of its authors. */

#include <stdint.h>

#include "siphash.h"
#include "tap.h"

int
main(void)
{
	/* Of the key 00 01 … 0f, as two numbers of little end. */
	const uint64_t key[2] = { UINT64_C(0x0706050403020100),
		UINT64_C(0x0f0e0d0c0b0a0908) };
	unsigned char in[64];
	size_t i;

	for (i = 0; i < sizeof in; i++)
		in[i] = (unsigned char)i;
	/* "SipHash: a fast short-input PRF", appendix A. */
	it("has the hash of the paper",
	    siphash(key, in, 15) == UINT64_C(0xa129ca6149be45e5));
	/* vectors.h of the authors' implementation: 31 0e 0e dd 47 db 6f 72 */
	it("has that of nothing",
	    siphash(key, in, 0) == UINT64_C(0x726fdb47dd0e0e31));
	it("depends on the key",
	    siphash((uint64_t[2]){ 0 }, in, 15) != siphash(key, in, 15));
	return finish();
}
