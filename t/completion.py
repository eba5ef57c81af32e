"""What a shell completes: type a line and tabs, and print what appears.

    completion.py setup line tabs shell [argument ...]

The setup is a command for the shell, tabs a number.  Prints the line as it was completed, or
what was offered, one a line and sorted.
"""
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time


def read(fd, until, seconds):
    """Read until the bytes have come, or for so long; or, None, something."""
    out = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([fd], [], [], 0.05)[0]:
            continue
        try:
            out += os.read(fd, 65536)
        except OSError:
            break
        if until is None or until in out:
            break
    return out


def plain(out):
    """Take away what moves the cursor: bells, escapes, cleared lines."""
    out = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out)
    rows = [row.split("\r")[-1] for row in out.split("\r\n")]
    return [re.sub(r"[\x00-\x1f]", "", row) for row in rows]


def main(setup, line, tabs, *shell):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", COLUMNS="100")
        os.execvp(shell[0], shell)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 400, 100, 0, 0))
    # The prompt is set last, so that it is there when the shell is ready.
    os.write(fd, f"{setup}; PS1=rea''dy'> '\n".encode())
    read(fd, b"ready> ", 20)
    os.write(fd, line.encode() + b"\t" * int(tabs))
    # What is typed meanwhile would keep zsh from listing.
    out = b""
    while more := read(fd, None, 0.3 if len(out) > len(line) else 5):
        out += more
    # A comment's end tells that the shell has done what it wanted to.
    os.write(fd, b"\x05 #end#")
    out += read(fd, b"#end#", 20)
    lines = plain(out.decode())
    os.close(fd)
    os.waitpid(pid, 0)
    offered = [word for row in lines[1:-1] for word in row.split()]
    last = lines[-1].removesuffix("#end#").removeprefix("ready> ")
    print("\n".join(sorted(offered)) if offered else last.strip())


main(*sys.argv[1:])
