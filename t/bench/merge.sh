# shellcheck shell=sh
# jira-cfg-merge against others, in one run and on the same files.

cd "$(mktemp -d)" || exit
trap 'rm -rf "$PWD"' EXIT
/usr/bin/python3 - "${BENCH_MAX:-1024}" <<'PY'
"""Medians of runs that take turns, so that a busy moment hits all alike."""
import os
import shlex
import shutil
import statistics
import sys
import time

RECORD = ('    {"id": %d, "name": "record %d", "url": "https://example.com/%d",'
          ' "on": true, "tags": ["a", "b", "c"], "size": %d.5}')


def make(name, megabytes):
    """A list of records between the member that changes and another one."""
    with open(name, "w") as file:
        file.write('{\n  "first": 1,\n  "records": [\n')
        i = 0
        while file.tell() < megabytes << 20:
            lines = [RECORD % (j, j, j, j) for j in range(i, i + 1000)]
            file.write((",\n" if i else "") + ",\n".join(lines))
            i += 1000
        file.write('\n  ],\n  "last": 1\n}\n')


def once(command):
    """Seconds on the clock, seconds of processor, and the most MiB it had."""
    words, _, output = command.partition(" >")
    words = shlex.split(words)
    actions = [(os.POSIX_SPAWN_OPEN, 1, output or "/dev/null",
                os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    start = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, command
    return (time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024)


def race(runs, *commands):
    seen = [[] for _ in commands]
    for i in range(runs):
        for results, command in zip(seen, commands):
            results.append(once(command.replace("COUNT", str(i))))
    return [(statistics.median(r[0] for r in results),
             statistics.median(r[1] for r in results),
             max(r[2] for r in results)) for results in seen]


OURS = "jira-cfg-merge --no-sync -i FILE -s .last:1COUNT"
FILTER = "sh -c 'jira-cfg-merge -s .last:1COUNT <FILE'"


def compare(title, runs, name, others, ours=OURS):
    """Times, and what part of each other one's processor time ours is."""
    print(title)
    commands = [ours] + [c for c, _ in others if shutil.which(c.split()[0])]
    found = race(runs, *[c.replace("FILE", name) for c in commands])
    bounds = dict(others)
    for command, (clock, cpu, memory) in zip(commands, found):
        print(f"  {command[:48]:<48}{clock * 1000:9.1f} ms{cpu * 1000:9.1f} ms"
              f"{memory:6.0f} MiB{found[0][1] / cpu:8.3f}"
              f" {bounds.get(command, '')}")
    return found


NODE = ('node -p \'JSON.stringify(JSON.parse('
        'require("fs").readFileSync("FILE")))\'')

print(f"{'':<50}{'clock':>12}{'processor':>12}{'memory':>10}{'ours is':>8}")
with open("small.json", "w") as file:
    file.write("{\n" + "".join(
        f'\t"key{i}": "some value of some length, number {i}",\n'
        for i in range(70)) + '\t"last": 1\n}\n')
compare(f"{os.path.getsize('small.json')} bytes, start to exit", 101,
        "small.json", [("jq . FILE", "<= 0.150"), ("jq . FILE >FILE.out", ""),
                       ("true", "")])
make("big.json", 100)
size = os.path.getsize("big.json") / (1 << 20)
found = compare("100 MiB, one member changed", 3, "big.json",
                [("jq . FILE", "<= 0.033"), (NODE, "<= 0.100"),
                 ("cat FILE >FILE.out", ""), ("wc -l FILE", "")])
print(f"  peak memory: {found[0][2] / size:.2f} times the file (<= 1.20)")
compare("the same as a filter, which writes no file", 3, "big.json",
        [("jq .last=1COUNT FILE", "<= 0.033"), (NODE, "<= 0.100")], FILTER)
for name in ("big.json", "big.json.out"):
    os.unlink(name)

print("growth")
megabytes = 1
while megabytes <= int(sys.argv[1]):
    make("big.json", megabytes)
    (_, seconds, memory), = race(5 if megabytes < 100 else 3,
                              OURS.replace("FILE", "big.json"))
    print(f"  {megabytes:5} MiB {seconds * 1000:10.1f} ms"
          f"{seconds * 1000 / megabytes:8.3f} ms/MiB"
          f"{memory / megabytes:7.2f} MiB/MiB")
    megabytes *= 4
PY
