/* The same without vectors. */

#define TEXT_PLAIN

#include "text_bits.c"
