/* signing: who signs with OAuth 1.0a, from a connection or from files. */

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "conn.h"
#include "file.h"
#include "key.h"
#include "signing.h"
#include "text.h"
#include "why.h"

int
signing_read_secret(const char *path, struct mem *mem, struct why *why)
{
	const size_t start = mem->len;

	if (file_read_secret(path, SIGNING_SECRET_MAX, mem, why) == -1)
		return -1;
	if (mem->len > start && mem->data[mem->len - 1] == '\n')
		mem_cut(mem, mem->len - 1);
	if (mem->len == start ||
	    strcspn(mem_str(mem) + start, "\r\n") != mem->len - start)
		return why_setx(
		    why, WHY_INPUT, "%s: not one line of text", path);
	return 0;
}

static int
read_key_file(struct signing *signing, const char *path, struct why *why)
{
	struct mem pem = { 0 };
	int rv = -1;

	if (file_read_secret(path, KEY_PEM_MAX, &pem, why) == -1)
		goto out;
	signing->key = key_private(pem.data, pem.len, NULL, why);
	if (signing->key == NULL) {
		why_at(why, "%s", path);
		goto out;
	}
	rv = 0;
out:
	mem_release(&pem);
	return rv;
}

EVP_PKEY *
signing_key(const struct conn *conn, struct why *why)
{
	struct mem pem = { 0 };
	EVP_PKEY *key = NULL;

	if (conn_secret(conn, "/auth/privateKey", &pem, why) == -1)
		goto out;
	if ((key = key_private(mem_str(&pem), pem.len, NULL, why)) == NULL) {
		if (why->status == WHY_INPUT)
			why->status = WHY_CONFIG;
		why_at(why, "%s: /auth/privateKey", conn->name);
	}
out:
	mem_release(&pem);
	return key;
}

static bool
has(const struct conn *conn, const char *pointer)
{
	return text_at(&conn->text, pointer).kind != TEXT_NONE;
}

/* Take from the connection what was not given. */
static int
read_conn(struct signing *signing, const struct signing_from *from,
    const struct conn *conn, struct why *why)
{
	const bool rsa = signature_is_rsa(from->method);

	if (conn->auth != CONN_OAUTH1)
		return why_setx(why, WHY_CONFIG,
		    "%s: auth: type %s, where oauth1 is needed", conn->name,
		    conn_auth_name(conn->auth));
	if (from->consumer_key == NULL &&
	    conn_need(conn, "/auth/consumerKey", &signing->consumer_key, why) ==
		-1)
		return -1;
	if (rsa && from->private_key_file == NULL &&
	    (signing->key = signing_key(conn, why)) == NULL)
		return -1;
	if (from->token != NULL || from->requestor != NULL || from->two_legged)
		return 0;
	if (conn_get(conn, "/auth/requestor", &signing->requestor))
		return 0;
	if (!has(conn, "/auth/token"))
		return why_setx(why, WHY_REFUSED,
		    "%s: holds no token yet: run jira-token -c %s authorize",
		    conn->name, conn->name);
	if (!text_is(&conn->text, text_at(&conn->text, "/auth/token"), "") &&
	    conn_secret(conn, "/auth/token", &signing->token, why) == -1)
		return -1;
	if (!rsa && from->token_secret_file == NULL &&
	    has(conn, "/auth/tokenSecret"))
		return conn_secret(
		    conn, "/auth/tokenSecret", &signing->token_secret, why);
	return 0;
}

static int
read_files(
    struct signing *signing, const struct signing_from *from, struct why *why)
{
	if (from->private_key_file != NULL &&
	    read_key_file(signing, from->private_key_file, why) == -1)
		return -1;
	if (from->consumer_secret_file != NULL &&
	    signing_read_secret(from->consumer_secret_file,
		&signing->consumer_secret, why) == -1)
		return -1;
	if (from->token_secret_file != NULL &&
	    signing_read_secret(
		from->token_secret_file, &signing->token_secret, why) == -1)
		return -1;
	return 0;
}

/* As every program does, fall back on $JIRA_CONNECTION. */
static bool
wants_connection(const struct signing_from *from)
{
	return from->connection != NULL ||
	    (from->consumer_key == NULL && getenv("JIRA_CONNECTION") != NULL);
}

/* What can be told before anything is read. */
static int
check(const struct signing_from *from, struct why *why)
{
	const bool rsa = signature_is_rsa(from->method);

	if (from->token != NULL && (from->two_legged || from->requestor))
		return why_setx(why, WHY_USAGE,
		    "a two-legged request has no token: leave --token out");
	if (rsa && from->consumer_secret_file != NULL)
		return why_setx(why, WHY_USAGE,
		    "%s takes a key, not a consumer secret",
		    signature_name(from->method));
	if (!rsa && from->private_key_file != NULL)
		return why_setx(why, WHY_USAGE,
		    "%s takes secrets, not a private key",
		    signature_name(from->method));
	if (wants_connection(from))
		return 0;
	if (from->consumer_key == NULL)
		return why_setx(why, WHY_USAGE,
		    "who signs? name a --connection, or a --consumer-key");
	if (rsa && from->private_key_file == NULL)
		return why_setx(why, WHY_USAGE, "%s needs a --private-key-file",
		    signature_name(from->method));
	return 0;
}

/* Gather what was read; a token that is there and empty is two-legged. */
static void
fill(struct signing *signing, const struct signing_from *from)
{
	struct oauth1 *const oauth1 = &signing->oauth1;

	if (from->consumer_key != NULL)
		mem_puts(&signing->consumer_key, from->consumer_key);
	if (from->requestor != NULL)
		mem_puts(&signing->requestor, from->requestor);
	oauth1->method = from->method;
	oauth1->key = signing->key;
	oauth1->consumer_key = mem_str(&signing->consumer_key);
	oauth1->consumer_secret = mem_str(&signing->consumer_secret);
	oauth1->token_secret = mem_str(&signing->token_secret);
	if (from->token != NULL)
		oauth1->token = from->token;
	else if (wants_connection(from) || from->two_legged ||
	    signing->requestor.len > 0)
		oauth1->token = mem_str(&signing->token);
}

int
signing_open(
    struct signing *signing, const struct signing_from *from, struct why *why)
{
	struct conn conn = { 0 };
	int rv = -1;

	if (check(from, why) == -1)
		return -1;
	if (wants_connection(from) &&
	    (conn_open(&conn, from->connection, why) == -1 ||
		read_conn(signing, from, &conn, why) == -1))
		goto out;
	if (read_files(signing, from, why) == -1)
		goto out;
	fill(signing, from);
	if (mem_check(&signing->consumer_key, why) == -1 ||
	    mem_check(&signing->requestor, why) == -1)
		goto out;
	rv = 0;
out:
	conn_release(&conn);
	return rv;
}

void
signing_release(struct signing *signing)
{
	EVP_PKEY_free(signing->key);
	mem_release(&signing->consumer_key);
	mem_release(&signing->token);
	mem_release(&signing->consumer_secret);
	mem_release(&signing->token_secret);
	mem_release(&signing->requestor);
	*signing = (struct signing){ 0 };
}
