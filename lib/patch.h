/*
 * patch: JSON patches (RFC 6902).
 */
#ifndef PATCH_H
#define PATCH_H

struct edit;
struct text;
struct why;

/*
 * Apply a patch, a text that the caller keeps until edit_free().  All of its
 * operations apply or the edit is not to be used.  Returns 0, or -1 and why:
 * WHY_NO when a test fails, WHY_INPUT for what is no patch or a place that
 * does not exist, with the place in the patch.
 */
int patch_apply(struct edit *edit, const struct text *patch, struct why *why);

#endif
