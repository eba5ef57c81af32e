/*
 * text_skip: past a value in a text that was read before, and fast: nothing
 * is checked a second time.
 */
#ifndef TEXT_SKIP_H
#define TEXT_SKIP_H

struct scan;
struct text;

/*
 * While a text is read: note where a container begins and ends, if it is big.
 */
void skip_note(struct scan *scan, const char *from, const char *to);

/* From the first byte of a value to the place after it. */
const char *text_skip(
    const struct text *text, struct scan *scan, const char *p);

#endif
