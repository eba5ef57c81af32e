/* tool: what every program does first keeps secrets in and losses noticed. */

#include <sys/prctl.h>
#include <sys/resource.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "mem.h"
#include "tap.h"
#include "tool.h"
#include "why.h"

/* What the last write or read to a descriptor that was closed answers. */
static bool
fails(int fd)
{
	char c = 'x';

	return (fd == STDIN_FILENO ? read(fd, &c, 1) : write(fd, &c, 1)) ==
	    -1 &&
	    errno == EBADF;
}

/* Is a descriptor, closed before tool_begin(), there and of no use? */
static bool
fills(int fd)
{
	const int kept = fcntl(fd, F_DUPFD, 3);
	bool there, useless;

	(void)close(fd);
	tool_begin();
	there = fcntl(fd, F_GETFD) != -1;
	useless = fails(fd);
	(void)dup2(kept, fd);
	(void)close(kept);
	return there && useless;
}

int
main(void)
{
	struct sigaction action;
	struct rlimit core;
	struct mem mem = { 0 };
	struct why why = { 0 };

	it("fills in a closed stdin, which cannot be read", fills(0));
	it("a closed stdout, which cannot be written", fills(1));
	it("and a closed stderr", fills(2));

	it("forbids core files",
	    getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0 &&
		core.rlim_max == 0);
#ifndef __SANITIZE_ADDRESS__
	it("and tracing", prctl(PR_GET_DUMPABLE) == 0);
#endif
	it("ignores SIGPIPE",
	    sigaction(SIGPIPE, NULL, &action) == 0 &&
		action.sa_handler == SIG_IGN);

	it("guards no new file",
	    tool_guard_secret("a name that is free", &why) == 0);
	it("but one that exists", tool_guard_secret("/dev/null", &why) == -1);
	it("which cannot be created", why.status == WHY_CREATE);
	it("has a name for standard input",
	    tool_name(NULL) == tool_name("-") &&
		tool_read("/dev/null", 1, &mem, &why) == 0);
	it("and reads files to their end", mem.len == 0);
	mem_release(&mem);
	return finish();
}
