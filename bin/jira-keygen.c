/* jira-keygen: make, check and convert the key pair of an application link. */

#include <sys/stat.h>

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

/* What the command line asks for. */
struct call {
	bool diff, dry, json, quiet;
	const char *dir, *passphrase_file, *subject;
	const struct verb *verb; /* NULL: make a key */
	struct keyset_want want;
};

/*
 * Each is for some forms of the call, which have the names of their options:
 * to make a set in a directory, or to be a filter; "key" has none.
 */
static const struct option_row rows[] = {
	{ 'b', "bits", "bits", "size of a new key, 1024 to 8192; default 2048",
	    OPTION_RANGE(struct call, want.bits, KEY_BITS_MIN, KEY_BITS_MAX),
	    .only = "dir key" },
	{ 0, "certificate", NULL,
	    "print a certificate around the private key read", OPTION_NOWHERE,
	    .only = "certificate" },
	{ 0, "check", NULL, "say what the key or certificate read is, if sound",
	    OPTION_NOWHERE, .only = "check" },
	{ 0, "days", "days", "how long a new certificate is valid; default 365",
	    OPTION_RANGE(struct call, want.days, 1, CERT_DAYS_MAX),
	    .only = "certificate dir" },
	{ 'd', "dir", "dir", "make or complete the set of four files in dir",
	    OPTION_NOWHERE, .only = "dir" },
	{ 'D', "diff", NULL, "with --dir: print a diff of the names",
	    OPTION_TO(struct call, diff), .only = "dir" },
	{ 'n', "dry-run", NULL, "with --dir: only say what would be done",
	    OPTION_TO(struct call, dry), .only = "dir" },
	{ 0, "fingerprint", NULL, "print the SHA-256 of the public key",
	    OPTION_NOWHERE, .only = "fingerprint" },
	{ 0, "jira", NULL, "print the public key as Jira's field takes it",
	    OPTION_NOWHERE, .only = "jira" },
	{ 'j', "json", NULL, "print the result as a line of JSON",
	    OPTION_TO(struct call, json), .only = "check dir" },
	{ 0, "passphrase-file", "file",
	    "read the passphrase of an encrypted key",
	    OPTION_TO(struct call, passphrase_file),
	    .only = "certificate check fingerprint jira pkcs1 pkcs8 public" },
	{ 0, "pkcs1", NULL, "print the private key as PKCS #1", OPTION_NOWHERE,
	    .only = "pkcs1" },
	{ 0, "pkcs8", NULL, "print the private key as PKCS #8", OPTION_NOWHERE,
	    .only = "pkcs8" },
	{ 0, "public", NULL, "print the public key", OPTION_NOWHERE,
	    .only = "public" },
	{ 'q', "quiet", NULL, "print no result", OPTION_TO(struct call, quiet),
	    .only = "check dir" },
	{ 0, "renew-before", "days",
	    "with --dir: replace a certificate that ends so soon",
	    OPTION_RANGE(struct call, want.renew, 1, CERT_DAYS_MAX),
	    .only = "dir" },
	{ 0, "rotate", NULL, "with --dir: make a new set, and keep the old one",
	    OPTION_TO(struct call, want.rotate), .only = "dir" },
	{ 0, "subject", "name",
	    "subject of a new certificate: a common name, or "
	    "/C=SE/O=Example/CN=name; default jira",
	    OPTION_TO(struct call, subject), .only = "certificate dir" },
	OPTION_REFUSED("passphrase", "give --passphrase-file"),
	{ 0 },
};

static const struct options options = {
	.usage =
	    "usage: jira-keygen [-hV] [-b bits]\n"
	    "       jira-keygen -d dir [-Djnq] [-b bits] [--days days]\n"
	    "                   [--renew-before days] [--rotate] [--subject "
	    "name]\n"
	    "       jira-keygen --certificate [--days days]\n"
	    "                   [--passphrase-file file] [--subject name]\n"
	    "       jira-keygen --check [-jq] [--passphrase-file file]\n"
	    "       jira-keygen --fingerprint | --jira | --pkcs1 | --pkcs8 | "
	    "--public\n"
	    "                   [--passphrase-file file]\n",
	.rows = rows,
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
	if (inspect(&input->text, input->key, call->json, out, why) == -1)
		return -1;
	warn_weak((unsigned int)EVP_PKEY_get_bits(input->key));
	return 0;
}

/* What can be done with a key, by the option that asks for it. */
static const struct verb {
	const char *name;
	bool private; /* needs a private key */
	bool secret;  /* and prints it */
	int (*add)(const EVP_PKEY *key, struct mem *out, struct why *why);
	int (*print)(const struct call *call, const struct input *input,
	    struct mem *out, struct why *why); /* where that is not enough */
} verbs[] = {
	{ "certificate", true, false, NULL, print_certificate },
	{ "check", false, false, NULL, print_check },
	{ "fingerprint", false, false, key_fingerprint, NULL },
	{ "jira", false, false, key_add_jira, NULL },
	{ "pkcs1", true, true, key_add_pkcs1, NULL },
	{ "pkcs8", true, true, key_add_pkcs8, NULL },
	{ "public", false, false, key_add_public, NULL },
	{ 0 },
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
	if (!call->quiet)
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

/* Who can put another key in the place of one may be taken for its owner. */
static void
warn_open(const char *dir)
{
	struct stat st;

	if (stat(dir, &st) == 0 && (st.st_mode & S_IWOTH) != 0 &&
	    (st.st_mode & S_ISVTX) == 0)
		tool_warn("%s: others can replace what is in it: run chmod o-w "
			  "on it",
		    dir);
}

/* Make or complete the set of the guide. */
static void
ensure(const struct call *call, struct why *why)
{
	const bool dry = call->dry;
	struct keyset set = { 0 };
	struct mem out = { 0 };

	if (keyset_read(&set, call->dir, !dry, &call->want, why) == -1)
		goto out;
	if (set.key == NULL || set.rotate)
		warn_weak(call->want.bits);
	warn_open(call->dir);
	if (!dry && keyset_write(&set, &call->want, why) == -1)
		goto out;
	if (call->json)
		keyset_report_json(&set, call->diff, &out);
	else if (call->diff)
		keyset_report_diff(&set, &out);
	else
		keyset_report(&set, &out);
	if (!call->quiet && tool_write(&out, why) == -1)
		goto out;
	if (dry && set.changed)
		why->status = WHY_NO;
out:
	mem_release(&out);
	keyset_release(&set);
}

/* A directory as the shell completes it, without the slash at its end. */
static const char *
trim(char *dir)
{
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		dir[--len] = '\0';
	return dir;
}

/* The verb that an option asks for, or NULL. */
static const struct verb *
find_verb(const struct option_row *option)
{
	const struct verb *verb = verbs;

	while (verb->name != NULL && strcmp(verb->name, option->name) != 0)
		verb++;
	return verb->name != NULL ? verb : NULL;
}

static void
read_options(struct call *call, int argc, char *argv[])
{
	const struct option_row *option;
	const struct verb *verb;
	const char *form = "key";

	while ((option = tool_option(argc, argv, &options, call)) != NULL) {
		if ((verb = find_verb(option)) != NULL)
			call->verb = verb;
		if (option->letter == 'd')
			call->dir = trim(optarg);
	}
	if (call->verb != NULL)
		form = call->verb->name;
	else if (call->dir != NULL)
		form = "dir";
	if (optind != argc || tool_misfit(form) != NULL)
		tool_usage(&options);
}

int
main(int argc, char *argv[])
{
	struct call call = { .want.bits = KEY_BITS_SOUND,
		.want.days = CERT_DAYS };
	struct why why = { 0 };
	X509_NAME *subject = NULL;

	tool_begin();
	wipe_ssl();
	read_options(&call, argc, argv);

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
