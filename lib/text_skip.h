/* text_skip: past a container in a text that was read before, and fast. */
#ifndef TEXT_SKIP_H
#define TEXT_SKIP_H

struct scan;

/* From a container's opening bracket to the place after its closing one. */
const char *text_skip(struct scan *scan, const char *p);

#endif
