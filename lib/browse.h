/*
 * browse: have a browser open a URL.
 */
#ifndef BROWSE_H
#define BROWSE_H

struct mem;
struct why;

/*
 * Start what $BROWSER names (several, parted by colons, are tried in turn),
 * or else xdg-open or open, with the URL as its only argument, no shell
 * between, and nothing of ours to read from or write to, nor the variables
 * whose names are in hidden, each ended by NUL.  Does not wait.
 * Returns 0, or -1 and why (WHY_OPEN) when none can be started.
 */
int browse(const char *url, const struct mem *hidden, struct why *why);

#endif
