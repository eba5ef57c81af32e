/*
 * text_note: JSON read with a note of where each value is; for the text
 * modules alone.
 */
#ifndef TEXT_NOTE_H
#define TEXT_NOTE_H

struct scan;

/*
 * From a container's opening bracket to the place after its closing one, all
 * noted in the index of the scan's text.  Returns NULL if it is not JSON, and
 * then text_scan may tell what it is; or if it has too many values.
 */
const char *note_container(struct scan *scan, const char *p);

#endif
