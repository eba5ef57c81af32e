/* file: what is made or replaced is whole, and keeps what belongs to it. */

#include <sys/xattr.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "mem.h"
#include "tap.h"
#include "why.h"

static const char label[] = "user.label";

static bool
holds(const char *path, const char *bytes)
{
	struct mem mem = { 0 };
	struct why why = { 0 };
	bool same;

	same = file_read(path, 1000, &mem, &why) == 0 &&
	    strcmp(mem_str(&mem), bytes) == 0;
	mem_release(&mem);
	return same;
}

static bool
has_mode(const char *path, mode_t mode)
{
	struct stat st;

	return stat(path, &st) == 0 && (st.st_mode & 07777) == mode;
}

static bool
is_labelled(const char *path)
{
	char value[16];

	return getxattr(path, label, value, sizeof value) == 5 &&
	    memcmp(value, "mine!", 5) == 0;
}

static int
replace(
    const char *path, unsigned int flags, const char *bytes, struct why *why)
{
	const struct iovec parts[] = { { (char *)"<", 1 },
		{ (void *)(size_t)bytes, strlen(bytes) }, { (char *)">", 1 } };
	struct file file;
	int rv = -1;

	*why = (struct why){ 0 };
	if (file_lock(&file, path, 0, why) == 0) {
		file.flags = flags;
		rv = file_replace(&file, parts, 3, 07777, why);
	}
	file_unlock(&file);
	return rv;
}

static void
creates(void)
{
	struct why why = { 0 };

	(void)umask(0777);
	it("makes a file",
	    file_create("new", 0640, "one", 3, &why) == 0 &&
		holds("new", "one"));
	(void)umask(077);
	it("of the mode asked for", has_mode("new", 0640));
	it("never replaces one", file_create("new", 0600, "2", 1, &why) == -1);
	it("and says which",
	    why.status == WHY_CREATE &&
		strcmp(why.msg, "new: File exists") == 0);
	it("leaving it as it was", holds("new", "one"));
}

static void
replaces(void)
{
	const bool labels = setxattr("new", label, "mine!", 5, 0) == 0;
	struct why why;

	it("replaces a file",
	    replace("new", 0, "two", &why) == 0 && holds("new", "<two>"));
	it("keeping its mode", has_mode("new", 0640));
	it("and its attributes", !labels || is_labelled("new"));
	(void)symlink("new", "way");
	it("follows a symbolic link",
	    replace("way", 0, "three", &why) == 0 && holds("new", "<three>"));
	it("which stays one", readlink("way", (char[8]){ 0 }, 8) == 3);

	(void)link("new", "twin");
	it("parts no hard links",
	    replace("new", 0, "four", &why) == -1 && why.status == WHY_CREATE);
	it("until it may",
	    replace("new", FILE_BREAK_LINKS, "4", &why) == 0 &&
		holds("new", "<4>") && holds("twin", "<three>"));
	(void)unlink("twin");
	(void)link("new", "twin");
	it("or writes in place",
	    replace("new", FILE_IN_PLACE, "", &why) == 0 &&
		holds("new", "<>") && holds("twin", "<>"));
	(void)unlink("twin");

	(void)chmod("new", 0400);
	it("leaves a write-protected file alone",
	    replace("new", 0, "five", &why) == -1 && why.status == WHY_CREATE &&
		holds("new", "<>"));
	(void)chmod("new", 0600);
	it("and a directory",
	    replace(".", 0, "", &why) == -1 &&
		strcmp(why.msg, ".: Is a directory") == 0 &&
		why.status == WHY_OPEN);
}

static void
locks(void)
{
	const struct iovec part = { (char *)"x", 1 };
	struct file file, other;
	struct why why = { 0 };

	it("locks a file", file_lock(&file, "new", 0, &why) == 0);
	it("against others",
	    file_lock(&other, "new", 0, &why) == -1 && why.status == WHY_LATER);
	it("and what replaces it, too",
	    file_replace(&file, &part, 1, 0600, &why) == 0 &&
		file_lock(&other, "new", 0, &why) == -1);
	it("copies what it has locked",
	    file_backup(&file, "new~", "old", 3, &why) == 0 &&
		holds("new~", "old") &&
		is_labelled("new~") == is_labelled("new"));
	(void)truncate("new", 0);
	it("sees that somebody else wrote it",
	    file_replace(&file, &part, 1, 0600, &why) == -1 &&
		why.status == WHY_LATER);
	file_unlock(&file);
	it("lets go", file_lock(&other, "new", 0, &why) == 0);
	file_unlock(&other);
	file_unlock(&other);
}

int
main(void)
{
	char dir[] = "/tmp/file.XXXXXX";

	if (mkdtemp(dir) == NULL || chdir(dir) == -1)
		return 1;
	creates();
	replaces();
	locks();
	it("leaves nothing else",
	    unlink("new") == 0 && unlink("new~") == 0 && unlink("way") == 0 &&
		chdir("/") == 0 && rmdir(dir) == 0);
	return finish();
}
