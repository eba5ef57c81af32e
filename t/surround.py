"""surround: run a command in surroundings that a shell cannot make.

surround HOW COMMAND ... passes on what it prints and its status, which is 128
and the signal when that has killed it.  HOW is one of:

blocked      every signal is blocked
full         no file may grow
heedless     the end of a child is ignored
nonblocking  its ends of the pipes do not block, and hold 4096 bytes
"""

import fcntl
import os
import resource
import signal
import subprocess
import sys
import threading
import time

PAUSE = .02  # seconds, in which a program comes to read what is not there yet


def blocked():
    """In the child: have it block all signals."""
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())


def full():
    """In the child: have no file grow."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def heedless():
    """In the child: have the kernel forget who ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def nonblocking():
    """In the child: let 0 and 1 not block."""
    for fd in 0, 1:
        fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, 4096)
        os.set_blocking(fd, False)


def feed(pipe, data):
    """In two parts, and late."""
    try:
        for part in data[:9], data[9:]:
            time.sleep(PAUSE)
            pipe.write(part)
        pipe.close()
    except BrokenPipeError:
        pass


def main():
    """surround HOW COMMAND ..."""
    how = {f.__name__: f for f in (blocked, full, heedless, nonblocking)}
    with subprocess.Popen(
            sys.argv[2:], bufsize=0, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=how[sys.argv[1]]) as child:
        threading.Thread(
            target=feed, args=(child.stdin, sys.stdin.buffer.read())).start()
        # It comes to write when nobody reads.
        time.sleep(3 * PAUSE)
        sys.stdout.buffer.write(child.stdout.read())
        sys.stderr.buffer.write(child.stderr.read())
        status = child.wait()
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == '__main__':
    main()
