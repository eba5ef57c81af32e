/*
 * near: the name that somebody meant.
 */
#ifndef NEAR_H
#define NEAR_H

enum {
	NEAR_MAX = 96 /* bytes of a name that is looked at */
};

/*
 * The name, of a list up to NULL, that is word but for its case or for a slip
 * or two: a character too many, missing or wrong, or two changed over.
 * Returns it, the first of those as near, or NULL where none is.
 */
const char *near_name(const char *const *names, const char *word);

#endif
