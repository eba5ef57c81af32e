/* conn_change: a connection's file changes as a whole, or not at all. */

#include <sys/stat.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conn.h"
#include "file.h"
#include "mem.h"
#include "tap.h"
#include "why.h"

static const char ours[] = "// Ours: ask Kim.\n"
			   "{\n"
			   "  \"url\": \"https://jira.example.com/jira\",\n"
			   "  \"auth\": {\n"
			   "    \"type\": \"oauth1\", // 1.0a\n"
			   "    \"consumerKey\": \"codestream\",\n"
			   "    \"privateKey\": { \"file\": \"k.pem\" }\n"
			   "  }\n"
			   "}\n";

static const char theirs[] = "// Ours: ask Kim.\n"
			     "{\n"
			     "  \"url\": \"https://jira.example.com/jira\",\n"
			     "  \"auth\": {\n"
			     "    \"type\": \"oauth1\", // 1.0a\n"
			     "    \"consumerKey\": \"codestream\",\n"
			     "    \"privateKey\": { \"file\": \"k.pem\" },\n"
			     "    \"token\": \"sesame\",\n"
			     "    \"expiresAt\": \"2031-11-22T13:45:00Z\"\n"
			     "  }\n"
			     "}\n";

static const struct conn_change token[] = {
	{ "/auth/token", "sesame" },
	{ "/auth/expiresAt", "2031-11-22T13:45:00Z" },
};

static const struct conn_change forget[] = {
	{ "/auth/token", NULL },
	{ "/auth/tokenSecret", NULL },
	{ "/auth/expiresAt", NULL },
};

static void
write_file(const char *path, mode_t mode, const char *bytes)
{
	const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	const size_t len = strlen(bytes);

	if (fd == -1 || write(fd, bytes, len) != (ssize_t)len ||
	    fchmod(fd, mode) == -1)
		abort();
	(void)close(fd);
}

static bool
holds(const char *path, const char *bytes)
{
	struct mem mem = { 0 };
	struct why why = { 0 };
	bool same;

	same = file_read(path, 10000, &mem, &why) == 0 &&
	    strcmp(mem_str(&mem), bytes) == 0;
	if (!same)
		(void)printf("# %s\n", mem_str(&mem));
	mem_release(&mem);
	return same;
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == -1 ? 0 : st.st_mode & 07777;
}

static bool
is_as(const struct conn *conn, const char *pointer, const char *string)
{
	struct mem mem = { 0 };
	const bool same =
	    conn_get(conn, pointer, &mem) && strcmp(mem_str(&mem), string) == 0;

	mem_release(&mem);
	return same;
}

static void
changes(void)
{
	struct conn conn = { 0 };
	struct why why = { 0 };
	struct stat before, after;

	write_file("conn.json", 0644, ours);
	it("opens a connection", conn_open(&conn, "./conn.json", &why) == 0);
	it("changes none without a lock",
	    conn_change(&conn, token, 2, &why) == -1 && why.status == WHY_BUG);
	it("locks it", conn_lock(&conn, 0, &why) == 0);
	it("once", conn_lock(&conn, 0, &why) == 0);
	it("changes it", conn_change(&conn, token, 2, &why) == 0);
	it("where it does", holds("conn.json", theirs));
	it("and what is read of it", is_as(&conn, "/auth/token", "sesame"));
	it("keeping a secret from others", mode_of("conn.json") == 0600);

	(void)stat("conn.json", &before);
	it("changes nothing twice", conn_change(&conn, token, 2, &why) == 0);
	(void)stat("conn.json", &after);
	it("nor writes it", before.st_ino == after.st_ino);

	it("deletes, also what is not there",
	    conn_change(&conn, forget, 3, &why) == 0);
	it("leaving what was", holds("conn.json", ours));
	it("and the mode as it is", mode_of("conn.json") == 0600);
	conn_release(&conn);
}

static void
keeps(void)
{
	static const struct conn_change requestor = { "/auth/requestor",
		"kim" };
	struct conn conn = { 0 };
	struct why why = { 0 };
	struct stat st;

	write_file("conn.json", 0640, ours);
	it("changes what is no secret, through a link",
	    symlink("conn.json", "link.json") == 0 &&
		conn_open(&conn, "link.json", &why) == 0 &&
		conn_lock(&conn, 0, &why) == 0 &&
		conn_change(&conn, &requestor, 1, &why) == 0);
	it("keeping the mode", mode_of("conn.json") == 0640);
	it("and the link", lstat("link.json", &st) == 0 && S_ISLNK(st.st_mode));
	conn_release(&conn);
	(void)unlink("link.json");
}

/* Returns whether one change fails so, with the file as it was. */
static bool
refuses(
    const char *text, const char *pointer, const char *string, const char *msg)
{
	const struct conn_change change = { pointer, string };
	struct conn conn = { 0 };
	struct why why = { 0 };
	bool good;

	write_file("conn.json", 0600, text);
	if (conn_open(&conn, "conn.json", &why) == -1 ||
	    conn_lock(&conn, 0, &why) == -1)
		abort();
	good = conn_change(&conn, &change, 1, &why) == -1 &&
	    why.status == WHY_CONFIG && strcmp(why.msg, msg) == 0 &&
	    holds("conn.json", text) && !is_as(&conn, pointer, string);
	if (!good)
		(void)printf("# %d: %s\n", (int)why.status, why.msg);
	conn_release(&conn);
	return good;
}

static void
refuses_all(void)
{
	static const char sealed[] =
	    "{\"url\": \"https://j\", \"auth\": {\"type\": \"pat\", \"token\": "
	    "\"$ANSIBLE_VAULT;1.1;AES256\\n6162\\n\"}}";

	static const char variable[] =
	    "{\"url\": \"https://j\", \"auth\": {\"type\": \"pat\", \"token\": "
	    "{\"env\": \"T\"}}}";
	static const char itself[] =
	    "{\"url\": \"https://j\", \"auth\": {\"type\": \"pat\", \"token\": "
	    "{\"file\": \"./conn.json\"}}}";

	it("refuses what would be refused the next time",
	    refuses(ours, "/auth/expiresAt", "soon",
		"conn.json: /auth/expiresAt: has to be a time such as "
		"2031-11-22T13:45:00Z"));
	it("a plain secret for a reference",
	    refuses(ours, "/auth/privateKey", "sesame",
		"conn.json: /auth/privateKey: is held as \"file\", apart "
		"from what it belongs to: delete the member to have it kept "
		"in this file"));
	it("for a variable",
	    refuses(variable, "/auth/token", "sesame",
		"conn.json: /auth/token: is held as \"env\", which nobody "
		"can write to: delete the member to have it kept in this "
		"file"));
	it("for itself",
	    refuses(itself, "/auth/token", "sesame",
		"conn.json: /auth/token: leads back to the connection "
		"itself"));
	(void)unsetenv("ANSIBLE_VAULT_PASSWORD_FILE");
	(void)unsetenv("ANSIBLE_VAULT_IDENTITY_LIST");
	(void)unsetenv("CREDENTIALS_DIRECTORY");
	it("and for a sealed one that it cannot seal again",
	    refuses(sealed, "/auth/token", "sesame",
		"conn.json: /auth/token: is sealed: name its password by "
		"$ANSIBLE_VAULT_PASSWORD_FILE"));
}

/* Sealed by ansible-vault of ansible-core 2.14.18, by "sesame". */
static const char sealed[] =
    "{\"url\": \"https://j\", \"auth\": {\"type\": \"pat\", \"token\": \""
    "$ANSIBLE_VAULT;1.2;AES256;dev\\n"
    "636536326461356331653262316137643935636532613338346335343132"
    "35353963383836643030\\n"
    "3234346635323734343961653130363133663035383964640a3961343036"
    "66366130383638633536\\n"
    "623562663463613361393239613131626333626461356236393966313266"
    "66653737323564323031\\n"
    "3131616536626132630a3463396161323766396531656361363232323131"
    "35313438663263333131\\n"
    "6133\\n"
    "\"} /* ours */}\n";

/* A new token is sealed like the old one. */
static void
seals(void)
{
	static const struct conn_change change = { "/auth/token", "new" };
	static const char id[] = "\"$ANSIBLE_VAULT;1.2;AES256;dev\\n";
	struct mem secret = { 0 }, bytes = { 0 };
	struct conn conn = { 0 };
	struct why why = { 0 };

	write_file("pw", 0600, "sesame\n");
	(void)setenv("ANSIBLE_VAULT_PASSWORD_FILE", "pw", 1);
	write_file("conn.json", 0644, sealed);
	it("changes a sealed secret",
	    conn_open(&conn, "conn.json", &why) == 0 &&
		conn_lock(&conn, 0, &why) == 0 &&
		conn_can_keep(&conn, "/auth/token", &why) == 0 &&
		conn_change(&conn, &change, 1, &why) == 0);
	it("into one that opens",
	    conn_secret(&conn, "/auth/token", &secret, &why) == 0 &&
		strcmp(mem_str(&secret), "new") == 0);
	it("is sealed under the same id",
	    file_read("conn.json", 10000, &bytes, &why) == 0 &&
		strstr(mem_str(&bytes), id) != NULL &&
		strstr(mem_str(&bytes), "new") == NULL);
	it("and keeps all else", strstr(mem_str(&bytes), "/* ours */") != NULL);
	it("and who may read it", mode_of("conn.json") == 0644);
	conn_release(&conn);
	mem_release(&secret);
	mem_release(&bytes);
	(void)unlink("pw");
}

static const char outside[] =
    "{\n"
    "  \"url\": \"https://acme.atlassian.net\", // ours\n"
    "  \"auth\": {\n"
    "    \"type\": \"oauth2\",\n"
    "    \"clientId\": \"id\",\n"
    "    \"clientSecret\": { \"env\": \"S\" },\n"
    "    \"refreshToken\": { \"file\": \"refresh\" },\n"
    "    \"accessToken\": { \"file\": \"access\", \"trim\": false },\n"
    "    \"expiresAt\": \"2031-11-22T13:45:00Z\"\n"
    "  }\n"
    "}\n";

static const struct conn_change renewed[] = {
	{ "/auth/accessToken", "new access" },
	{ "/auth/refreshToken", "new refresh" },
	{ "/auth/expiresAt", "2031-11-22T13:46:00Z" },
};

/* What is a reference to a file stays one, and the file changes. */
static void
keeps_files(void)
{
	struct conn conn = { 0 };
	struct why why = { 0 };
	struct mem secret = { 0 };
	struct stat before, after;

	write_file("conn.json", 0644, outside);
	write_file("refresh", 0600, "old refresh\n");
	if (conn_open(&conn, "./conn.json", &why) == -1 ||
	    conn_lock(&conn, 0, &why) == -1)
		abort();
	it("could keep a token in its file",
	    conn_can_keep(&conn, "/auth/refreshToken", &why) == 0);
	it("also in one that is not there",
	    conn_can_keep(&conn, "/auth/accessToken", &why) == 0);
	it("touching nothing",
	    holds("refresh", "old refresh\n") && access("access", F_OK) == -1);
	it("keeps both", conn_change(&conn, renewed, 3, &why) == 0);
	it("where they belong",
	    holds("refresh", "new refresh\n") && holds("access", "new access"));
	it("for the owner only",
	    mode_of("refresh") == 0600 && mode_of("access") == 0600);
	it("as what is read",
	    conn_secret(&conn, "/auth/accessToken", &secret, &why) == 0 &&
		strcmp(mem_str(&secret), "new access") == 0);
	it("changing the document but for them",
	    is_as(&conn, "/auth/expiresAt", "2031-11-22T13:46:00Z") &&
		mode_of("conn.json") == 0644 &&
		strstr(mem_str(&conn.bytes), "{ \"file\": \"refresh\" }") !=
		    NULL);
	(void)stat("refresh", &before);
	it("writes nothing twice", conn_change(&conn, renewed, 3, &why) == 0);
	(void)stat("refresh", &after);
	it("not even the file", before.st_ino == after.st_ino);
	conn_release(&conn);
	mem_release(&secret);
}

/* When the document cannot be written, the token that counts is kept. */
static void
loses_nothing(void)
{
	struct conn conn = { 0 };
	struct why why = { 0 };

	write_file("conn.json", 0600, outside);
	write_file("refresh", 0600, "old refresh\n");
	write_file("access", 0600, "old access");
	if (conn_open(&conn, "conn.json", &why) == -1 ||
	    conn_lock(&conn, 0, &why) == -1)
		abort();
	(void)rename("conn.json", "moved.json");
	write_file("conn.json", 0600, outside);
	it("notices what becomes of the document",
	    conn_change(&conn, renewed, 3, &why) == -1);
	it("which is as it was", holds("conn.json", outside));
	it("but loses no refresh token", holds("refresh", "new refresh\n"));
	(void)rename("moved.json", "conn.json");
	(void)chmod("access", 0644);
	write_file("refresh", 0600, "old refresh\n");
	it("refuses a file that others can read",
	    conn_change(&conn, renewed, 3, &why) == -1 &&
		why.status == WHY_OPEN);
	it("before it writes another", holds("refresh", "old refresh\n"));
	(void)unlink("access");
	(void)mkdir("access", 0700);
	it("and what is no file",
	    conn_can_keep(&conn, "/auth/accessToken", &why) == -1 &&
		why.status == WHY_OPEN);
	(void)rmdir("access");
	(void)unlink("refresh");
	conn_release(&conn);
}

static void
locks(void)
{
	struct conn conn = { 0 }, other = { 0 };
	struct why why = { 0 };

	write_file("conn.json", 0600, ours);
	if (conn_open(&conn, "conn.json", &why) == -1 ||
	    conn_open(&other, "conn.json", &why) == -1)
		abort();
	it("locks one of two",
	    conn_lock(&conn, 0, &why) == 0 &&
		conn_change(&conn, token, 2, &why) == 0);
	it("and lets the other wait",
	    conn_lock(&other, 0, &why) == -1 && why.status == WHY_LATER);
	it("saying for what",
	    strcmp(why.msg, "conn.json: another program keeps it locked") == 0);
	conn_unlock(&conn);
	it("who then sees what the first one did",
	    conn_lock(&other, 0, &why) == 0 &&
		is_as(&other, "/auth/token", "sesame"));
	conn_release(&other);
	conn_release(&conn);

	if (conn_open(&conn, "conn.json", &why) == -1)
		abort();
	write_file("conn.json", 0644, theirs);
	it("refuses one that was opened to others meanwhile",
	    conn_lock(&conn, 0, &why) == -1 && why.status == WHY_OPEN);
	write_file("conn.json", 0600, "{");
	it("or broken",
	    conn_lock(&conn, 0, &why) == -1 && why.status == WHY_INPUT);
	write_file("conn.json", 0600, ours);
	it("or that has another name, too",
	    link("conn.json", "hard.json") == 0 &&
		conn_lock(&conn, 0, &why) == -1 && why.status == WHY_CREATE);
	(void)unlink("hard.json");
	conn_release(&conn);
}

/* From standard input there is no file: the document alone changes. */
static void
changes_input(void)
{
	struct conn conn = { .name = "<stdin>" };
	struct mem bytes = { 0 };
	struct why why = { 0 };

	mem_puts(&bytes, ours);
	it("changes what has no file",
	    conn_adopt(&conn, &bytes, &why) == 0 &&
		conn_lock(&conn, 0, &why) == 0 &&
		conn_change(&conn, token, 2, &why) == 0);
	it("in memory", strcmp(mem_str(&conn.bytes), theirs) == 0);
	conn_release(&conn);
}

int
main(void)
{
	char dir[] = "/tmp/conn_change.XXXXXX";

	(void)umask(077);
	if (mkdtemp(dir) == NULL || chdir(dir) == -1)
		abort();
	changes();
	keeps();
	refuses_all();
	seals();
	keeps_files();
	loses_nothing();
	locks();
	changes_input();
	it("leaves nothing else",
	    unlink("conn.json") == 0 && chdir("/") == 0 && rmdir(dir) == 0);
	return finish();
}
