/*
 * edit_seam: members of the text, what is between them, and what happens
 * there when members come and go.
 */
#ifndef EDIT_SEAM_H
#define EDIT_SEAM_H

#include "edit_gap.h"
#include "edit_layout.h"

/* A member in the text, or its end: then it is none, and begins there. */
struct slot {
	size_t at, end;
	bool deleted;
	bool first, last;
	bool bare;       /* a comma would become part of its value */
	bool after_bare; /* or of the value in front of it */
	struct gap before, after;
};

/* A new member, and the place of the one in the text that it goes before. */
struct addition {
	const struct node *node;
	size_t before;
};

struct seam {
	struct edit *edit;
	const struct style *style;
	struct value container;
	bool root; /* without braces */
	const struct addition *additions;
	size_t count;     /* that are not placed yet */
	struct slot left; /* the last that stays, */
	bool has_left;    /* if there is any */
	bool ate_comma;   /* the next one's, with what was deleted */
	bool trailing;    /* the last gap in the text has a comma */
	size_t splices;   /* before the first of this container */
};

/* Take a member out, with its part of the gaps on both sides. */
void seam_cut(struct seam *seam, const struct slot *slot);

/* Join what stays to the next that does, with the additions before that. */
void seam_join(struct seam *seam, const struct slot *right);

/* At the end: no member is left, or none follows. */
void seam_end(struct seam *seam, const struct gap *last);

#endif
