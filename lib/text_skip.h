/*
 * text_skip: past a value in a text that was read before, and fast: nothing
 * is checked a second time.
 */
#ifndef TEXT_SKIP_H
#define TEXT_SKIP_H

struct scan;

/* From the first byte of a value, but no Hjson, to the place after it. */
const char *text_skip(struct scan *scan, const char *p);

#endif
