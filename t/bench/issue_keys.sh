# shellcheck shell=sh
# jira-issue-keys against grep -oE, in turns, in one run and on the same files:
# a log of commits with few keys, a list that has hardly anything else, and one
# of ten million that all differ.  Then what else it does with the last two, and
# the pipeline that does the same.

cd "$(mktemp -d)" || exit
trap 'rm -rf "$PWD"' EXIT
/usr/bin/python3 - "${ROUNDS:-5}" <<'PY'
"""Medians of the processor's time, of which a busy machine takes nothing."""
import os
import random
import resource
import statistics
import subprocess
import sys

SIZE = 100 << 20
WORDS = ("the quick brown fox jumps over a lazy dog while we merge a branch "
         "fix the reader of long lines well-known re-use and tests").split()
R = random.Random(1)


def words(count):
    return " ".join(R.choices(WORDS, k=count))


def commit():
    key = f"WEB-{R.randint(1, 3000)} " if R.random() < .3 else ""
    body = "".join(f"    {words(12)}\n" for _ in range(R.randint(0, 6)))
    return (f"commit {R.getrandbits(160):040x}\n"
            "Author: Jan Doe <jan@example.com>\n"
            f"Date:   2026-11-{R.randint(10, 28)} 12:{R.randint(10, 59)}:00 "
            f"+0100\n\n    {key}{words(8)}\n\n{body}\n")


def item():
    project = R.choice(("WEB", "API", "CORE", "OPS2", "MY_APP", "DATA"))
    return f"{project}-{R.randint(1, 5000)}{R.choice((', ', ' ', chr(10)))}"


def make(name, piece, count):
    block = "".join(piece() for _ in range(count)).encode()
    with open(name, "wb") as file:
        while file.tell() < SIZE:
            file.write(block)


def once(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Into a pipe: grep stops at the first match if nobody wants to see it.
    with subprocess.Popen("exec " + command, shell=True,
                          stdout=subprocess.PIPE,
                          env=dict(os.environ, LC_ALL="C")) as child:
        while child.stdout.read1(1 << 16):
            pass
    assert child.returncode == 0, command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime -
            before.ru_stime)


def compare(name, *commands):
    print(f"{name}, {os.path.getsize(name) >> 20} MiB")
    commands = [command.replace("<", "<" + name) for command in commands]
    seen = [[] for _ in commands]
    for _ in range(int(sys.argv[1])):
        for times, command in zip(seen, commands):
            times.append(once(command))
    medians = [statistics.median(times) for times in seen]
    for command, seconds in zip(commands, medians):
        print(f"  {command:<67}{os.path.getsize(name) / seconds / 1e9:8.2f} "
              f"GB/s   {seconds / medians[0]:7.2f} times ours")


GREP = "grep -oE '[A-Z][A-Z0-9_]+-[1-9][0-9]*' <"
COUNT = GREP + " | sort | uniq -c"
make("log", commit, 20000)
make("dense", item, 500000)
with open("different", "w") as file:
    file.writelines(f"WEB-{number} " for number in range(1, 10 ** 7 + 1))
for text in "log", "dense", "different":
    compare(text, "jira-issue-keys <", "jira-issue-keys -l <", GREP, "cat <")
compare("dense", "jira-issue-keys --count <", COUNT)
compare("dense", "jira-issue-keys -p WEB <", "grep -oE 'WEB-[1-9][0-9]*' <")
compare("different", "jira-issue-keys --count <", "jira-issue-keys --json <",
        COUNT)
PY
