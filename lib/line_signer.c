/* line_signer: a line of jira-request(5) in, a signed one out. */

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "key.h"
#include "line_signer.h"
#include "mem.h"
#include "oauth1_difference.h"
#include "request.h"
#include "request_write.h"
#include "url.h"
#include "why.h"
#include "why_ssl.h"

static const char *const form_names[LINE_FORMS] = { "curl", "form", "header",
	"json", "url" };

struct line_signer {
	const struct line_options *options;
	EVP_PKEY *key;
	struct oauth1_signer *signer;
	struct request request;
	struct mem more;        /* xoauth_requestor_id=… */
	struct mem header;      /* the value of Authorization */
	struct mem fingerprint; /* of the key, for explanations */
};

enum line_form
line_form_by_name(const char *name)
{
	unsigned int i;

	for (i = 0; i < LINE_FORMS; i++)
		if (strcmp(form_names[i], name) == 0)
			break;
	return (enum line_form)i;
}

static int
prepare(struct line_signer *signer, struct why *why)
{
	const struct line_options *const options = signer->options;
	struct oauth1 oauth1 = *options->oauth1;

	/* Threads that share a key wait for each other's locks. */
	if (oauth1.key != NULL) {
		if ((signer->key = EVP_PKEY_dup(oauth1.key)) == NULL)
			return why_ssl(why, WHY_BUG, "cannot copy the key");
		oauth1.key = signer->key;
		if (options->explain &&
		    key_fingerprint(signer->key, &signer->fingerprint, why) ==
			-1)
			return -1;
	}
	if (options->requestor != NULL && *options->requestor != '\0') {
		mem_puts(&signer->more, "xoauth_requestor_id=");
		url_encode(&signer->more, options->requestor,
		    strlen(options->requestor));
		if (mem_check(&signer->more, why) == -1)
			return -1;
		if (options->form == LINE_FORM)
			signer->request.form_more = mem_str(&signer->more);
		else
			signer->request.query_more = mem_str(&signer->more);
	}
	signer->signer = oauth1_signer_new(&oauth1, why);
	return signer->signer == NULL ? -1 : 0;
}

struct line_signer *
line_signer_new(const struct line_options *options, struct why *why)
{
	struct line_signer *signer;

	if ((signer = calloc(1, sizeof *signer)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	signer->options = options;
	if (prepare(signer, why) == -1) {
		line_signer_free(signer);
		return NULL;
	}
	return signer;
}

void
line_signer_free(struct line_signer *signer)
{
	if (signer == NULL)
		return;
	oauth1_signer_free(signer->signer);
	EVP_PKEY_free(signer->key);
	request_release(&signer->request);
	mem_release(&signer->more);
	mem_release(&signer->header);
	mem_release(&signer->fingerprint);
	free(signer);
}

/* What is refused of a request that is well formed. */
static int
check(const struct line_signer *signer, struct why *why)
{
	const struct request *const request = &signer->request;

	if (request->has_authorization)
		return why_setx(why, WHY_INPUT,
		    "the request has a header Authorization already");
	if (signer->options->form == LINE_FORM &&
	    (!oauth1_signs_form(mem_str(&request->method)) ||
		(request->has_body && !request->has_form)))
		return why_setx(why, WHY_INPUT,
		    "the output is a form, but the request is no POST of one");
	return 0;
}

static int
sign(struct line_signer *signer, struct why *why)
{
	const struct request *const request = &signer->request;
	struct oauth1_request signable = { 0 };

	/* A C string ends too early where there is a NUL. */
	if (strlen(mem_str(&request->url)) != request->url.len)
		return why_setx(why, WHY_INPUT, "the URL holds NUL");
	signable.method = mem_str(&request->method);
	signable.url = mem_str(&request->url);
	signable.protocol = signer->options->protocol;
	if (request->has_form) {
		signable.form = mem_str(&request->body);
		signable.form_len = request->body.len;
	} else {
		signable.body = mem_str(&request->body);
		signable.body_len = request->body.len;
	}
	return oauth1_signer_sign(signer->signer, &signable, why);
}

static void
put_url(const struct line_signer *signer, struct mem *out)
{
	const struct mem *const url = &signer->request.url;

	mem_add(out, url->data, url->len);
	mem_putc(out, memchr(url->data, '?', url->len) == NULL ? '?' : '&');
	oauth1_signer_query(signer->signer, out);
	mem_putc(out, '\n');
}

static void
put_form(const struct line_signer *signer, struct mem *out)
{
	const struct mem *const body = &signer->request.body;

	mem_add(out, body->data, body->len);
	if (body->len > 0)
		mem_putc(out, '&');
	oauth1_signer_query(signer->signer, out);
	mem_putc(out, '\n');
}

static void
put_json(const struct line_signer *signer, struct mem *out)
{
	request_write_json(&signer->request, &signer->header, out);
	mem_putc(out, '\n');
}

static void
put(struct line_signer *signer, struct mem *out)
{
	struct mem *const header = &signer->header;

	switch (signer->options->form) {
	case LINE_FORM:
		put_form(signer, out);
		return;
	case LINE_HEADER:
		mem_puts(out, "Authorization: ");
		oauth1_signer_header(signer->signer, out);
		mem_putc(out, '\n');
		return;
	case LINE_URL:
		put_url(signer, out);
		return;
	default:
		mem_cut(header, 0);
		oauth1_signer_header(signer->signer, header);
		out->failed = out->failed || header->failed;
	}
	if (signer->options->form == LINE_CURL)
		request_write_curl(&signer->request, header, out);
	else
		put_json(signer, out);
}

static void
explain(const struct line_signer *signer, struct mem *talk)
{
	const enum signature_method method = signer->options->oauth1->method;

	oauth1_explain(mem_str(oauth1_signer_base(signer->signer)), talk);
	mem_printf(talk, "signed with: %s, ", signature_name(method));
	if (signer->key != NULL)
		mem_printf(talk, "key %s\n", mem_str(&signer->fingerprint));
	else
		mem_puts(talk, "shared secrets\n");
}

int
line_signer_work(void *worker, const char *line, size_t len, size_t number,
    struct mem *out, struct mem *talk, struct why *why)
{
	struct line_signer *const signer = worker;
	const char *const name = signer->options->name;

	if (request_read(&signer->request, name, number, line, len, why) == -1)
		return -1;
	if (check(signer, why) == -1 || sign(signer, why) == -1) {
		if (why->status == WHY_USAGE)
			why->status = WHY_INPUT;
		return why_at(why, "%s:%zu", name, number);
	}
	put(signer, out);
	if (signer->options->explain)
		explain(signer, talk);
	return mem_check(out, why);
}
