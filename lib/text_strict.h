/*
 * text_strict: JSON to the letter, checked a block of bytes at a time; for
 * the text modules alone.
 *
 * What is usual goes by rules over the bits of a block: which tokens may
 * follow which others.  What is rarer, or wrong, is left to text_scan.
 */
#ifndef TEXT_STRICT_H
#define TEXT_STRICT_H

struct scan;

/*
 * From a container's opening bracket to the place after its closing one.
 * Returns NULL if it is not JSON, and then text_scan may tell what it is.
 */
const char *strict_container(struct scan *scan, const char *p);

#endif
