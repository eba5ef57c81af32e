/*
 * line_signer: a line of jira-request(5) in, a signed one out.
 */
#ifndef LINE_SIGNER_H
#define LINE_SIGNER_H

#include <stdbool.h>

#include "crew.h"
#include "oauth1.h"

struct why;

/* What comes out; in the order of their names. */
enum line_form {
	LINE_CURL,   /* a config for curl -K, which begins with "next\n" */
	LINE_FORM,   /* the form, with the parameters of the signature */
	LINE_HEADER, /* "Authorization: OAuth …" */
	LINE_JSON,   /* the line with the header added */
	LINE_URL,    /* the URL, with the parameters of the signature */
	LINE_FORMS   /* how many there are; none of them */
};

/* The form of this name ("curl"), or LINE_FORMS. */
enum line_form line_form_by_name(const char *name);

/* All is borrowed, as long as the signers. */
struct line_options {
	const struct oauth1 *oauth1;
	const struct oauth1_params *protocol; /* NULL: none */
	const char *requestor; /* xoauth_requestor_id, or NULL or "": none */
	const char *name;      /* of the stream, for messages */
	enum line_form form;
	bool explain; /* say each step in talk */
};

/* A worker of a crew, with a key and contexts of its own. */
struct line_signer;

/* Returns it, freed with line_signer_free(); or NULL and why. */
struct line_signer *line_signer_new(
    const struct line_options *options, struct why *why);
void line_signer_free(struct line_signer *signer);

/*
 * Sign a line: worker is a struct line_signer.  Fails with WHY_INPUT and the
 * place for a line that is no request, that cannot be signed, that has a
 * header Authorization already, or that is no POST form while the form asked
 * for is LINE_FORM.
 */
crew_work line_signer_work;

#endif
