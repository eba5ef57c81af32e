/* jira-keygen: make, check and convert the key pair of an application link. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "cert.h"
#include "inspect.h"
#include "key.h"
#include "keyset.h"
#include "keyset_report.h"
#include "kind.h"
#include "mem.h"
#include "option.h"
#include "tool.h"
#include "why.h"
#include "wipe_ssl.h"

static const char usage[] =
    "usage: jira-keygen [-hV] [-b bits]\n"
    "       jira-keygen -d dir [-Djnq] [-b bits] [--days days]\n"
    "                   [--renew-before days] [--rotate] [--subject name]\n"
    "       jira-keygen --certificate [--days days]\n"
    "                   [--passphrase-file file] [--subject name]\n"
    "       jira-keygen --check [-jq] [--passphrase-file file]\n"
    "       jira-keygen --fingerprint | --jira | --pkcs1 | --pkcs8 | "
    "--public\n"
    "                   [--passphrase-file file]\n";

/* Long options without a letter, beyond ASCII. */
enum {
	OPT_CERTIFICATE = OPTION_NO_LETTER,
	OPT_CHECK,
	OPT_DAYS,
	OPT_FINGERPRINT,
	OPT_JIRA,
	OPT_PASSPHRASE_FILE,
	OPT_PKCS1,
	OPT_PKCS8,
	OPT_PUBLIC,
	OPT_RENEW_BEFORE,
	OPT_ROTATE,
	OPT_SUBJECT,
	OPTIONS
};

struct call {
	bool given[OPTIONS]; /* by option */
	const char *dir, *passphrase_file, *subject;
	const struct verb *verb; /* NULL: make a key */
	struct keyset_want want;
};

/* What is read from standard input. */
struct input {
	struct mem text;
	enum kind kind;
	EVP_PKEY *key;
};

static void
warn_weak(unsigned int bits)
{
	if (bits < KEY_BITS_SOUND)
		warnx("a key of %u bits is weak: use %d or more", bits,
		    KEY_BITS_SOUND);
}

static int
print_certificate(const struct call *call, const struct input *input,
    struct mem *out, struct why *why)
{
	X509 *cert;
	int rv;

	cert = cert_make(input->key, call->want.subject, call->want.days, why);
	if (cert == NULL)
		return -1;
	rv = cert_add(cert, out, why);
	X509_free(cert);
	return rv;
}

static int
print_check(const struct call *call, const struct input *input, struct mem *out,
    struct why *why)
{
	const bool json = call->given['j'];

	if (inspect(&input->text, input->key, json, out, why) == -1)
		return -1;
	warn_weak((unsigned int)EVP_PKEY_get_bits(input->key));
	return 0;
}

/* What can be done with a key, by the option that asks for it. */
static const struct verb {
	unsigned char option;
	bool private;           /* needs a private key */
	bool secret;            /* and prints it */
	unsigned char takes[2]; /* other options */
	int (*add)(const EVP_PKEY *key, struct mem *out, struct why *why);
	int (*print)(const struct call *call, const struct input *input,
	    struct mem *out, struct why *why); /* where that is not enough */
} verbs[] = {
	{ OPT_CERTIFICATE, true, false, { OPT_DAYS, OPT_SUBJECT }, NULL,
	    print_certificate },
	{ OPT_CHECK, false, false, { 'j', 'q' }, NULL, print_check },
	{ OPT_FINGERPRINT, false, false, { 0 }, key_fingerprint, NULL },
	{ OPT_JIRA, false, false, { 0 }, key_add_jira, NULL },
	{ OPT_PKCS1, true, true, { 0 }, key_add_pkcs1, NULL },
	{ OPT_PKCS8, true, true, { 0 }, key_add_pkcs8, NULL },
	{ OPT_PUBLIC, false, false, { 0 }, key_add_public, NULL },
};

static int
read_key(const struct call *call, struct input *input, struct why *why)
{
	const bool private =
	    call->verb->private || kind_is_private(input->kind);
	struct mem passphrase = { 0 };
	const char *text = mem_str(&input->text);
	const size_t len = input->text.len;
	const bool encrypted = private && kind_holds(text, len, KIND_ENCRYPTED);

	if (encrypted &&
	    tool_passphrase(call->passphrase_file,
		"Passphrase of the key: ", &passphrase, why) == -1) {
		if (call->passphrase_file == NULL)
			why_at(
			    why, "%s: the key is encrypted", tool_name(NULL));
		goto out;
	}
	input->key = private
	    ? key_private(text, len, encrypted ? &passphrase : NULL, why)
	    : key_public(text, len, why);
	if (input->key == NULL)
		why_at(why, "%s", tool_name(NULL));
out:
	mem_release(&passphrase);
	return input->key == NULL ? -1 : 0;
}

/* Be a filter: a key or certificate in, something about it out. */
static void
convert(const struct call *call, struct why *why)
{
	const struct verb *verb = call->verb;
	struct input input = { 0 };
	struct mem out = { 0 };
	int rv;

	if (verb->secret && tool_guard_secret(NULL, why) == -1)
		goto out;
	if (tool_read(NULL, KEY_PEM_MAX, &input.text, why) == -1)
		goto out;
	input.kind = kind_first(mem_str(&input.text), input.text.len);
	if (read_key(call, &input, why) == -1)
		goto out;
	rv = verb->add != NULL ? verb->add(input.key, &out, why)
			       : verb->print(call, &input, &out, why);
	if (rv == -1) {
		why_at(why, "%s", tool_name(NULL));
		goto out;
	}
	if (out.len > 0 && out.data[out.len - 1] != '\n')
		mem_putc(&out, '\n');
	if (!call->given['q'])
		tool_write(&out, why);
out:
	EVP_PKEY_free(input.key);
	mem_release(&out);
	mem_release(&input.text);
}

/* Alone: a new key on standard output. */
static void
make(const struct call *call, struct why *why)
{
	struct mem pem = { 0 };
	EVP_PKEY *key = NULL;

	/* Refuse before the slow part, so that a mistake costs nothing. */
	if (tool_guard_secret(NULL, why) == 0 &&
	    (key = key_generate(call->want.bits, why)) != NULL &&
	    key_add_pkcs8(key, &pem, why) == 0) {
		warn_weak(call->want.bits);
		tool_write(&pem, why);
	}
	mem_release(&pem);
	EVP_PKEY_free(key);
}

/* Make or complete the set of the guide. */
static void
ensure(const struct call *call, struct why *why)
{
	const bool dry = call->given['n'];
	struct keyset set = { 0 };
	struct mem out = { 0 };

	if (keyset_read(&set, call->dir, !dry, &call->want, why) == -1)
		goto out;
	if (set.key == NULL || set.rotate)
		warn_weak(call->want.bits);
	if (!dry && keyset_write(&set, &call->want, why) == -1)
		goto out;
	if (call->given['j'])
		keyset_report_json(&set, call->given['D'], &out);
	else if (call->given['D'])
		keyset_report_diff(&set, &out);
	else
		keyset_report(&set, &out);
	if (!call->given['q'] && tool_write(&out, why) == -1)
		goto out;
	if (dry && set.changed)
		why->status = WHY_NO;
out:
	mem_release(&out);
	keyset_release(&set);
}

static const struct option_row rows[] = {
	{ 'b', "bits", "bits", "size of a new key, 1024 to 8192; default 2048",
	    NULL },
	{ OPT_CERTIFICATE, "certificate", NULL,
	    "print a certificate around the private key read", NULL },
	{ OPT_CHECK, "check", NULL,
	    "say what the key or certificate read is, if sound", NULL },
	{ OPT_DAYS, "days", "days",
	    "how long a new certificate is valid; default 365", NULL },
	{ 'd', "dir", "dir", "make or complete the set of four files in dir",
	    NULL },
	{ 'D', "diff", NULL, "with --dir: print a diff of the names", NULL },
	{ 'n', "dry-run", NULL, "with --dir: only say what would be done",
	    NULL },
	{ OPT_FINGERPRINT, "fingerprint", NULL,
	    "print the SHA-256 of the public key", NULL },
	{ OPT_JIRA, "jira", NULL,
	    "print the public key as Jira's field takes it", NULL },
	{ 'j', "json", NULL, "print the result as a line of JSON", NULL },
	{ OPT_PASSPHRASE_FILE, "passphrase-file", "file",
	    "read the passphrase of an encrypted key", NULL },
	{ OPT_PKCS1, "pkcs1", NULL, "print the private key as PKCS #1", NULL },
	{ OPT_PKCS8, "pkcs8", NULL, "print the private key as PKCS #8", NULL },
	{ OPT_PUBLIC, "public", NULL, "print the public key", NULL },
	{ 'q', "quiet", NULL, "print no result", NULL },
	{ OPT_RENEW_BEFORE, "renew-before", "days",
	    "with --dir: replace a certificate that ends so soon", NULL },
	{ OPT_ROTATE, "rotate", NULL,
	    "with --dir: make a new set, and keep the old one", NULL },
	{ OPT_SUBJECT, "subject", "name",
	    "subject of a new certificate: a common name, or "
	    "/C=SE/O=Example/CN=name; default jira",
	    NULL },
	{ OPTION_SECRET, "passphrase", "text", NULL, "give --passphrase-file" },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
};

/* A directory as the shell completes it, without the slash at its end. */
static const char *
trim(char *dir)
{
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		dir[--len] = '\0';
	return dir;
}

/* Does the form of the call that was chosen take the option? */
static bool
takes(const struct call *call, unsigned char option)
{
	static const unsigned char dir[] = { 'b', 'D', 'd', 'j', 'n', 'q',
		OPT_DAYS, OPT_RENEW_BEFORE, OPT_ROTATE, OPT_SUBJECT };

	if (call->verb != NULL)
		return option == call->verb->option ||
		    option == OPT_PASSPHRASE_FILE ||
		    memchr(call->verb->takes, option,
			sizeof call->verb->takes) != NULL;
	if (call->dir != NULL)
		return memchr(dir, option, sizeof dir) != NULL;
	return option == 'b';
}

/* Find the form of the call; false if its options do not go together. */
static bool
choose(struct call *call)
{
	unsigned char option;
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (call->given[verbs[i].option])
			call->verb = &verbs[i];
	for (option = 0; option < OPTIONS; option++)
		if (call->given[option] && !takes(call, option))
			return false;
	return true;
}

/* Returns the status to exit with, or -1 to go on. */
static int
read_options(struct call *call, int argc, char *argv[])
{
	struct keyset_want *want = &call->want;
	const struct option_row *option;

	while ((option = tool_option(argc, argv, &options)) != NULL) {
		switch (option->code) {
		case 'b':
			want->bits =
			    tool_number(option, KEY_BITS_MIN, KEY_BITS_MAX);
			break;
		case OPT_DAYS:
			want->days = tool_number(option, 1, CERT_DAYS_MAX);
			break;
		case 'd':
			call->dir = trim(optarg);
			break;
		case OPT_PASSPHRASE_FILE:
			call->passphrase_file = optarg;
			break;
		case OPT_RENEW_BEFORE:
			want->renew = tool_number(option, 1, CERT_DAYS_MAX);
			break;
		case OPT_SUBJECT:
			call->subject = optarg;
			break;
		}
		call->given[option->code] = true;
	}
	want->rotate = call->given[OPT_ROTATE];
	return optind == argc && choose(call) ? -1 : tool_usage(&options);
}

int
main(int argc, char *argv[])
{
	struct call call = { .want.bits = KEY_BITS_SOUND,
		.want.days = CERT_DAYS };
	struct why why = { 0 };
	X509_NAME *subject = NULL;
	int rv;

	tool_begin();
	wipe_ssl();
	if ((rv = read_options(&call, argc, argv)) != -1)
		return rv;

	if (call.subject != NULL &&
	    (subject = cert_subject(call.subject, &why)) == NULL) {
		why_at(&why, "--subject");
		goto out;
	}
	call.want.subject = subject;

	if (call.verb != NULL)
		convert(&call, &why);
	else if (call.dir != NULL)
		ensure(&call, &why);
	else
		make(&call, &why);
out:
	X509_NAME_free(subject);
	return tool_finish(&why);
}
