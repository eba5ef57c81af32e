/* keyset: the four files of a key pair, as Jira's guide names them. */

#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "cert.h"
#include "file.h"
#include "key.h"
#include "keyset.h"
#include "kind.h"
#include "mem.h"
#include "why.h"

static const struct form {
	const char *name;
	enum kind kind;
	mode_t mode;
} forms[KEYSET_FILES] = {
	{ "jira_privatekey.pcks8", KIND_PKCS8, 0600 },
	{ "jira_privatekey.pem", KIND_PKCS1, 0600 },
	{ "jira_publickey.cer", KIND_CERTIFICATE, 0644 },
	{ "jira_publickey.pem", KIND_PUBLIC, 0644 },
};

/* Take the first private key, and see that any other is the same one. */
static int
take_key(
    struct keyset *set, const struct mem *text, bool private, struct why *why)
{
	EVP_PKEY *key;
	int rv = 0;

	key = private ? key_private(mem_str(text), text->len, NULL, why)
		      : key_public(mem_str(text), text->len, why);
	if (key == NULL)
		return -1;
	if (set->key == NULL && private) {
		set->key = key;
		return 0;
	}
	if (set->key == NULL)
		rv = why_setx(why, WHY_NO, "its private key is missing");
	else if (EVP_PKEY_eq(set->key, key) != 1)
		rv = why_setx(
		    why, WHY_NO, "it does not belong to the private key");
	EVP_PKEY_free(key);
	return rv;
}

static int
take_text(struct keyset *set, const struct form *form, const struct mem *text,
    struct why *why)
{
	const enum kind kind = kind_first(mem_str(text), text->len);

	if (kind != KIND_NONE && kind != form->kind)
		return why_setx(why, WHY_NO, "it holds %s, not %s",
		    kind_name(kind), kind_name(form->kind));
	if (take_key(set, text, kind_is_private(form->kind), why) == -1)
		return -1;
	if (form->kind != KIND_CERTIFICATE)
		return 0;
	set->cert = cert_read(mem_str(text), text->len, why);
	return set->cert == NULL ? -1 : 0;
}

static int
read_form(struct keyset *set, const struct form *form, const char *path,
    struct why *why)
{
	struct mem text = { 0 };
	struct stat st;
	int rv;

	/* A FIFO would keep us waiting for whoever writes keys into it. */
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
	    !S_ISDIR(st.st_mode))
		return why_setx(
		    why, WHY_OPEN, "%s: it is not a regular file", path);
	if (kind_is_private(form->kind))
		rv = file_read_secret(path, KEY_PEM_MAX, &text, why);
	else
		rv = file_read(path, KEY_PEM_MAX, &text, why);
	if (rv == 0 && (rv = take_text(set, form, &text, why)) == -1)
		why_at(why, "%s", path);
	mem_release(&text);
	return rv;
}

static int
read_file(struct keyset *set, const struct form *form, struct why *why)
{
	struct mem path = { 0 };
	int rv;

	bundle_path(&set->bundle, form->name, &path);
	if ((rv = mem_check(&path, why)) == 0)
		rv = read_form(set, form, path.data, why);
	/* What a file says is a verdict on the set, not on the call. */
	if (rv == -1 && why->status == WHY_INPUT)
		why->status = WHY_NO;
	mem_release(&path);
	return rv;
}

/* What is to be done about a file, once what is pending is done. */
static enum bundle_change
plan_file(const struct keyset *set, const struct form *form, bool rotate,
    unsigned int renew)
{
	if (!bundle_has(&set->bundle, form->name))
		return BUNDLE_MADE;
	if (rotate)
		return BUNDLE_REPLACED;
	if (form->kind == KIND_CERTIFICATE && renew > 0 &&
	    cert_ends_within(set->cert, renew))
		return BUNDLE_REPLACED;
	return BUNDLE_SAME;
}

static int
plan(struct keyset *set, const struct keyset_want *want, struct why *why)
{
	const bool keeps = bundle_keeps(&set->bundle);
	size_t i;

	/* A rotation that was killed has only to be finished. */
	set->rotate = want->rotate && set->key != NULL && !keeps;
	for (i = 0; i < KEYSET_FILES; i++) {
		struct keyset_file *file = &set->files[i];

		file->name = forms[i].name;
		file->todo =
		    plan_file(set, &forms[i], set->rotate, want->renew);
		file->change = bundle_pending(&set->bundle, file->name);
		if (file->change == BUNDLE_SAME)
			file->change = file->todo;
		set->todo = set->todo || file->todo != BUNDLE_SAME;
		set->changed = set->changed || file->change != BUNDLE_SAME;
	}
	if (set->rotate || keeps)
		bundle_kept(&set->bundle, &set->kept);
	return mem_check(&set->kept, why);
}

int
keyset_read(struct keyset *set, const char *dir, bool make,
    const struct keyset_want *want, struct why *why)
{
	size_t i;

	set->open = true;
	if (bundle_open(&set->bundle, dir, make, KEYSET_WAIT, why) == -1)
		return -1;
	for (i = 0; i < KEYSET_FILES; i++)
		if (bundle_has(&set->bundle, forms[i].name) &&
		    read_file(set, &forms[i], why) == -1)
			return -1;
	if (plan(set, want, why) == -1)
		return -1;
	/* Nothing is derived from a key that does not work. */
	if (set->todo && set->key != NULL && !set->rotate &&
	    key_check(set->key, why) == -1)
		return why_at(why, "%s", dir);
	return 0;
}

/* The certificate that is to be written: the subject stays as it was. */
static int
add_cert(struct keyset *set, const struct keyset_want *want, struct mem *text,
    struct why *why)
{
	const X509_NAME *subject = want->subject;
	X509 *cert;
	int rv;

	if (subject == NULL && set->cert != NULL)
		subject = X509_get_subject_name(set->cert);
	if ((cert = cert_make(set->key, subject, want->days, why)) == NULL)
		return -1;
	rv = cert_add(cert, text, why);
	X509_free(cert);
	return rv;
}

static int
compose(struct keyset *set, enum kind kind, const struct keyset_want *want,
    struct mem *text, struct why *why)
{
	if (kind == KIND_PKCS8)
		return key_add_pkcs8(set->key, text, why);
	if (kind == KIND_PKCS1)
		return key_add_pkcs1(set->key, text, why);
	if (kind == KIND_CERTIFICATE)
		return add_cert(set, want, text, why);
	return key_add_public(set->key, text, why);
}

static int
write_file(struct keyset *set, size_t i, const struct keyset_want *want,
    struct why *why)
{
	const struct form *form = &forms[i];
	struct mem text = { 0 };
	int rv = -1;

	if (set->files[i].todo == BUNDLE_SAME)
		return 0;
	if (compose(set, form->kind, want, &text, why) == -1)
		goto out;
	if (set->files[i].todo == BUNDLE_MADE)
		rv = bundle_add(
		    &set->bundle, form->name, form->mode, &text, why);
	else if (!set->rotate ||
	    bundle_keep(&set->bundle, form->name, why) == 0)
		rv = bundle_replace(&set->bundle, form->name, &text, why);
out:
	mem_release(&text);
	return rv;
}

int
keyset_write(
    struct keyset *set, const struct keyset_want *want, struct why *why)
{
	size_t i;

	if (bundle_finish(&set->bundle, why) == -1)
		return -1;
	if (!set->todo)
		return 0;
	if (set->key == NULL || set->rotate) {
		EVP_PKEY_free(set->key);
		if ((set->key = key_generate(want->bits, why)) == NULL)
			goto fail;
	}
	if (bundle_begin(&set->bundle, why) == -1)
		goto fail;
	for (i = 0; i < KEYSET_FILES; i++)
		if (write_file(set, i, want, why) == -1)
			goto fail;
	if (bundle_commit(&set->bundle, why) == 0)
		return 0;
fail:
	bundle_abort(&set->bundle);
	return -1;
}

void
keyset_release(struct keyset *set)
{
	if (set->open)
		bundle_close(&set->bundle);
	EVP_PKEY_free(set->key);
	X509_free(set->cert);
	mem_release(&set->kept);
	*set = (struct keyset){ 0 };
}
