/*
 * text_layout: objects that are laid out as one before them; for the text
 * modules alone.
 *
 * What is between the scalars of such an object is the same, byte for byte:
 * brackets, names, commas, white space.  So only its scalars have to be read.
 */
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

struct scan;
struct text;
struct text_layout;

/*
 * From an object's brace, with which the scan's text begins, to the place
 * after the object, noted in the index, if that remembers such a layout; or
 * NULL, also for any other p.
 */
const char *layout_read(struct scan *scan, const char *p);

/* Remember how a text that was read is laid out, if it is worth it. */
void layout_note(const struct text *text);

void layout_free(struct text_layout *layouts);

#endif
