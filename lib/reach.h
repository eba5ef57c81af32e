/* reach: the options, the same everywhere, of how to reach a server. */
#ifndef REACH_H
#define REACH_H

struct option_row;

enum {
	REACH_SECONDS_MAX = 86400 /* of any time limit */
};

/* They go into a struct http_options, whose trace is for the program to set. */
extern const struct option_row reach_options[];

#endif
