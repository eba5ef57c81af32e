/* secret: what is referred to is found, and nothing else is let in. */

#include <sys/stat.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "mem.h"
#include "sealed.h"
#include "secret.h"
#include "tap.h"
#include "why.h"

/* Every document is {"s": VALUE}; the files are made by main. */
static const struct {
	const char *sentence, *value;
	enum secret_form form;
	const char *secret; /* or NULL: it fails */
	enum status status;
	const char *msg;
} cases[] = {
	{ "takes a plain secret", "\"sesame\"", SECRET_PLAIN, "sesame", WHY_OK,
	    NULL },
	{ "as it is", "\"-----BEGIN\\nEND\\u002d\\n\"", SECRET_PLAIN,
	    "-----BEGIN\nEND-\n", WHY_OK, NULL },
	{ "refuses an empty one", "\"\"", SECRET_PLAIN, NULL, WHY_CONFIG,
	    "doc: /s: is empty" },
	{ "and one with a NUL", "\"a\\u0000\"", SECRET_PLAIN, NULL, WHY_CONFIG,
	    "doc: /s: has a NUL in it" },
	{ "refuses a number", "5", SECRET_NONE, NULL, WHY_CONFIG,
	    "doc: /s: has to be a string or a reference: {\"file\": …}, "
	    "{\"env\": …} or {\"command\": […]}" },
	{ "knows a sealed one", "\"$ANSIBLE_VAULT;1.1;AES256\\n6162\\n\"",
	    SECRET_SEALED, NULL, WHY_CONFIG,
	    "doc: /s: is sealed: name its password by "
	    "$ANSIBLE_VAULT_PASSWORD_FILE" },

	{ "reads a file", "{\"file\": \"line\"}", SECRET_FILE, "sesame", WHY_OK,
	    NULL },
	{ "of one line without its end", "{\"file\": \"bare\"}", SECRET_FILE,
	    "sesame", WHY_OK, NULL },
	{ "and one of DOS", "{\"file\": \"dos\"}", SECRET_FILE, "sesame",
	    WHY_OK, NULL },
	{ "cutting only the last line end", "{\"file\": \"lines\"}",
	    SECRET_FILE, "open\nsesame\n", WHY_OK, NULL },
	{ "or none", "{\"trim\": false, \"file\": \"line\"}", SECRET_FILE,
	    "sesame\n", WHY_OK, NULL },
	{ "refuses one that others can read", "{\"file\": \"shared\"}",
	    SECRET_FILE, NULL, WHY_OPEN,
	    "doc: /s: ./shared: others can read it: run chmod 600 on it" },
	{ "one that is missing", "{\"file\": \"none\"}", SECRET_FILE, NULL,
	    WHY_OPEN, "doc: /s: ./none: No such file or directory" },
	{ "a directory", "{\"file\": \"/\"}", SECRET_FILE, NULL, WHY_OPEN,
	    "doc: /s: /: Is a directory" },
	{ "an empty one", "{\"file\": \"empty\"}", SECRET_FILE, NULL,
	    WHY_CONFIG, "doc: /s: is empty" },
	{ "one of a line end only", "{\"file\": \"newline\"}", SECRET_FILE,
	    NULL, WHY_CONFIG, "doc: /s: is empty" },
	{ "one with a NUL", "{\"file\": \"nul\"}", SECRET_FILE, NULL,
	    WHY_CONFIG, "doc: /s: has a NUL in it" },
	{ "one without end", "{\"file\": \"/dev/zero\"}", SECRET_FILE, NULL,
	    WHY_INPUT, "doc: /s: /dev/zero: more than 1048576 bytes" },
	{ "takes what looks like a reference literally", "{\"file\": \"ref\"}",
	    SECRET_FILE, "{\"file\": \"ref\"}", WHY_OK, NULL },
	{ "refuses a number for a path", "{\"file\": 1}", SECRET_FILE, NULL,
	    WHY_CONFIG, "doc: /s: \"file\" has to be the path of a file" },
	{ "and an empty path", "{\"file\": \"\"}", SECRET_FILE, NULL,
	    WHY_CONFIG, "doc: /s: \"file\" has to be the path of a file" },

	{ "reads a variable", "{\"env\": \"SESAME\"}", SECRET_ENV, "open \n",
	    WHY_OK, NULL },
	{ "refuses one that is not set", "{\"env\": \"NO_SESAME\"}", SECRET_ENV,
	    NULL, WHY_CONFIG,
	    "doc: /s: there is no variable NO_SESAME in the environment" },
	{ "an empty one", "{\"env\": \"EMPTY\"}", SECRET_ENV, NULL, WHY_CONFIG,
	    "doc: /s: is empty" },
	{ "and no name of one", "{\"env\": \"SESAME=\"}", SECRET_ENV, NULL,
	    WHY_CONFIG, "doc: /s: \"env\" has to be the name of a variable" },

	{ "runs a command", "{\"command\": [\"echo\", \"sesame\"]}",
	    SECRET_COMMAND, "sesame", WHY_OK, NULL },
	{ "without a shell", "{\"command\": [\"echo\", \"$HOME;\", \"\"]}",
	    SECRET_COMMAND, "$HOME; ", WHY_OK, NULL },
	{ "and takes its first line", "{\"command\": [\"cat\", \"lines\"]}",
	    SECRET_COMMAND, "open", WHY_OK, NULL },
	{ "or all", "{\"command\": [\"cat\", \"lines\"], \"trim\": false}",
	    SECRET_COMMAND, "open\nsesame\n\n", WHY_OK, NULL },
	{ "giving it nothing to read",
	    "{\"command\": [\"sh\", \"-c\", "
	    "\"cat; echo end\"]}",
	    SECRET_COMMAND, "end", WHY_OK, NULL },
	{ "and SIGPIPE",
	    "{\"command\": [\"sh\", \"-c\", "
	    "\"(yes 2>&1; echo $? >code) | head -n 1; cat code\"], "
	    "\"trim\": false}",
	    SECRET_COMMAND, "y\n141\n", WHY_OK, NULL },
	{ "and no terminal",
	    "{\"command\": [\"sh\", \"-c\", "
	    "\"(: </dev/tty) 2>/dev/null || echo none\"]}",
	    SECRET_COMMAND, "none", WHY_OK, NULL },
	{ "refuses one that is not there", "{\"command\": [\"./none\"]}",
	    SECRET_COMMAND, NULL, WHY_LATER,
	    "doc: /s: ./none: No such file or directory" },
	{ "one that may not be run", "{\"command\": [\"./line\"]}",
	    SECRET_COMMAND, NULL, WHY_LATER,
	    "doc: /s: ./line: Permission denied" },
	{ "one that fails, after whatever it printed",
	    "{\"command\": [\"sh\", \"-c\", "
	    "\"echo sesame; echo sesame >&2; exit 3\"]}",
	    SECRET_COMMAND, NULL, WHY_LATER,
	    "doc: /s: sh: failed with exit status 3: run it by hand to see "
	    "why" },
	{ "one that is killed",
	    "{\"command\": [\"sh\", \"-c\", "
	    "\"kill -9 $$\"]}",
	    SECRET_COMMAND, NULL, WHY_LATER,
	    "doc: /s: sh: was killed by signal 9" },
	{ "one that prints nothing", "{\"command\": [\"true\"]}",
	    SECRET_COMMAND, NULL, WHY_CONFIG, "doc: /s: is empty" },
	{ "one that prints an empty line", "{\"command\": [\"echo\"]}",
	    SECRET_COMMAND, NULL, WHY_CONFIG, "doc: /s: is empty" },
	{ "one that prints without end", "{\"command\": [\"yes\"]}",
	    SECRET_COMMAND, NULL, WHY_LATER,
	    "doc: /s: yes: printed more than 1048576 bytes" },
	{ "a command as one string", "{\"command\": \"echo sesame\"}",
	    SECRET_COMMAND, NULL, WHY_CONFIG,
	    "doc: /s: \"command\" has to be an array of strings: a program "
	    "and its arguments" },
	{ "an empty one", "{\"command\": []}", SECRET_COMMAND, NULL, WHY_CONFIG,
	    "doc: /s: \"command\" has to be an array of strings: a program "
	    "and its arguments" },
	{ "one without a name", "{\"command\": [\"\"]}", SECRET_COMMAND, NULL,
	    WHY_CONFIG,
	    "doc: /s: \"command\" has to be an array of strings: a program "
	    "and its arguments" },
	{ "one with a number", "{\"command\": [\"echo\", 1]}", SECRET_COMMAND,
	    NULL, WHY_CONFIG,
	    "doc: /s: \"command\" has to be an array of strings: a program "
	    "and its arguments" },

	{ "refuses two references", "{\"env\": \"HOME\", \"file\": \"line\"}",
	    SECRET_NONE, NULL, WHY_CONFIG,
	    "doc: /s: has to have one of \"file\", \"env\" and \"command\"" },
	{ "and none", "{}", SECRET_NONE, NULL, WHY_CONFIG,
	    "doc: /s: has to have one of \"file\", \"env\" and \"command\"" },
	{ "and trim that is no truth", "{\"env\": \"HOME\", \"trim\": 0}",
	    SECRET_ENV, NULL, WHY_CONFIG,
	    "doc: /s: \"trim\" has to be true or false" },
};

static void
check(size_t i)
{
	struct mem doc = { 0 }, secret = { 0 };
	struct text text = { .name = "doc" };
	struct why why = { 0 };
	struct value value;
	bool good;
	int rv;

	mem_printf(&doc, "{\"s\": %s}", cases[i].value);
	if (text_read(&text, doc.data, doc.len, &why) == -1)
		abort();
	value = text_at(&text, "/s");
	mem_puts(&secret, "before ");
	rv = secret_resolve(&text, value, "/s", ".", &secret, &why);
	if (cases[i].secret != NULL)
		good = rv == 0 && strcmp(secret.data + 7, cases[i].secret) == 0;
	else
		good = rv == -1 && why.status == cases[i].status &&
		    strcmp(why.msg, cases[i].msg) == 0 && secret.len == 7;
	it(cases[i].sentence, good);
	if (!good)
		(void)printf("# %d: %s\n", (int)why.status, why.msg);
	if (secret_form(&text, value) != cases[i].form)
		it("knowing its form", false);
	mem_release(&doc);
	mem_release(&secret);
}

static void
write_file(const char *path, mode_t mode, const char *bytes, size_t len)
{
	const int fd = open(path, O_WRONLY | O_CREAT, 0600);

	if (fd == -1 || write(fd, bytes, len) != (ssize_t)len ||
	    fchmod(fd, mode) == -1)
		abort();
	(void)close(fd);
}

/* A second is what a test can wait for; what it started goes along. */
static void
ends_in_time(void)
{
	static char *const argv[] = { (char *)(size_t) "sh",
		(char *)(size_t) "-c",
		(char *)(size_t) "echo sesame; sleep 60 & echo $! >pid; wait",
		NULL };
	const time_t start = time(NULL);
	struct mem mem = { 0 };
	struct why why = { 0 };
	int tries = 100;
	char line[32] = "";
	FILE *pid;

	it("kills a command that does not end",
	    command_read(argv, 1, 100, &mem, &why) == -1 &&
		why.status == WHY_LATER);
	it("saying so",
	    strcmp(why.msg, "sh: did not end in time, and was killed") == 0);
	it("in time", time(NULL) - start < 30);
	if ((pid = fopen("pid", "r")) != NULL) {
		(void)fgets(line, sizeof line, pid);
		(void)fclose(pid);
	}
	/* An orphan is a zombie until init has looked at it. */
	mem_cut(&mem, 0);
	mem_printf(&mem,
	    "kill -0 %.*s 2>/dev/null && "
	    "! grep -q 'State:.Z' /proc/%.*s/status",
	    (int)strcspn(line, "\n"), line, (int)strcspn(line, "\n"), line);
	while (tries-- > 0 && system(mem.data) == 0)
		(void)usleep(10000);
	it("with what it started", line[0] != '\0' && tries > 0);
	mem_release(&mem);
}

/* Sealed by ansible-vault of ansible-core 2.14.18: "open, sesame!\n". */
static const char sealed[] =
    "$ANSIBLE_VAULT;1.2;AES256;dev\n"
    "636536326461356331653262316137643935636532613338346335343132"
    "35353963383836643030\n"
    "3234346635323734343961653130363133663035383964640a3961343036"
    "66366130383638633536\n"
    "623562663463613361393239613131626333626461356236393966313266"
    "66653737323564323031\n"
    "3131616536626132630a3463396161323766396531656361363232323131"
    "35313438663263333131\n"
    "6133\n";

static void
opens_sealed(void)
{
	struct mem doc = { 0 }, secret = { 0 }, again = { 0 };
	struct text text = { .name = "doc" };
	struct why why = { 0 };
	struct value value;

	mem_puts(&doc, "{\"s\": ");
	text_quote(&doc, sealed, sizeof sealed - 1);
	mem_putc(&doc, '}');
	if (text_read(&text, doc.data, doc.len, &why) == -1)
		abort();
	value = text_at(&text, "/s");

	(void)setenv("ANSIBLE_VAULT_IDENTITY_LIST", "dev@line, prod@none", 1);
	it("opens a sealed secret",
	    secret_resolve(&text, value, "/s", ".", &secret, &why) == 0 &&
		strcmp(mem_str(&secret), "open, sesame!") == 0);
	it("seals another as it is sealed",
	    sealed_again(&text, value, "new", &again, &why) == 0 &&
		strncmp(mem_str(&again), sealed, 30) == 0 &&
		strcmp(mem_str(&again), sealed) != 0);
	mem_cut(&again, 0);
	it("and the same not at all",
	    sealed_again(&text, value, "open, sesame!\n", &again, &why) == 0 &&
		strcmp(mem_str(&again), sealed) == 0);
	mem_release(&doc);
	mem_release(&secret);
	mem_release(&again);
}

int
main(void)
{
	char dir[] = "/tmp/secret.XXXXXX";
	size_t i;

	if (mkdtemp(dir) == NULL || chdir(dir) == -1)
		abort();
	write_file("line", 0600, "sesame\n", 7);
	write_file("bare", 0400, "sesame", 6);
	write_file("dos", 0600, "sesame\r\n", 8);
	write_file("lines", 0600, "open\nsesame\n\n", 13);
	write_file("shared", 0640, "sesame\n", 7);
	write_file("empty", 0600, "", 0);
	write_file("newline", 0600, "\n", 1);
	write_file("nul", 0600, "open\0sesame\n", 12);
	write_file("ref", 0600, "{\"file\": \"ref\"}\n", 16);
	/* As every program here does. */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)setenv("SESAME", "open \n", 1);
	(void)setenv("EMPTY", "", 1);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check(i);
	ends_in_time();
	opens_sealed();
	it("leaves nothing",
	    setenv("dir", dir, 1) == 0 && chdir("/") == 0 &&
		system("rm -r \"$dir\"") == 0);
	return finish();
}
