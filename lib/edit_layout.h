/*
 * edit_layout: from values as they are after changes to bytes that replace
 * others in the text.
 */
#ifndef EDIT_LAYOUT_H
#define EDIT_LAYOUT_H

#include <stddef.h>

#include "edit_style.h"
#include "edit_tree.h"

/* Bytes of the text that give way to len new ones. */
struct splice {
	size_t at, end;
	size_t seq;
	size_t new, len; /* in the edit's bytes */
};

/* A container in the text, in those that it is in. */
struct frame {
	struct frame *outer;
	const struct node *node;
	struct style style; /* if styled */
	bool styled;
};

/* The style of a frame, which is looked at only if something is new there. */
const struct style *layout_style(struct edit *edit, struct frame *frame);

/*
 * Put what the edit's bytes got since start in the place of the text from at
 * to end.
 */
void layout_splice(struct edit *edit, size_t at, size_t end, size_t start);

/* Add and delete members of a container in the text. */
void layout_members(struct edit *edit, struct frame *frame);

/* Lay all changes out, unless that was done; failures are the bytes'. */
void layout(struct edit *edit);

#endif
