"""Random documents and merges: what jira-cfg-merge makes of them is read by
Python, and compared with the merge done on data; then to the byte.

    oracle.py runs seed [readers.mjs]

prints the first case that fails, and nothing when none does.  With the
readers, npm's jsonc-parser and hjson read the results as well.
"""

import json
import random
import re
import shutil
import subprocess
import sys
from decimal import Decimal

NUMBERS = ["0", "-0", "1", "1.0", "12345678901234567890", "1e400", "0.10",
           "-1.5E+3", "9007199254740993"]
STRINGS = ['""', '"a"', '"\\u00e9"', '"\\/"', '"é"', '"// no"', '"/* no */"',
           '"a,}"', '"\\ud83d\\ude00"', '"\\\\\\""', '"x: y"']
NAMES = ["a", "b", "c", "d", "e", "f g", "a/b", "m~n", "é", "0", ""]


class Writer:
    """A document in some style, and where its members stand."""

    def __init__(self, rng):
        self.rng = rng
        self.eol = rng.choice(["\n", "\n", "\r\n"])
        self.unit = rng.choice(["\t", "  ", "    ", " " * 8])
        self.colon = rng.choice([": ", ":", " : "])
        self.comments = rng.random() < 0.5
        self.trailing = self.comments and rng.random() < 0.3
        self.text = ""
        self.spans = {}

    def comment(self, own_line):
        if not self.comments or self.rng.random() < 0.7:
            return ""
        if own_line:
            return self.rng.choice(["// note", "/* note */", "// \"a\": 1,"])
        return self.rng.choice([" // note", " /* note */"])

    def scalar(self):
        kind = self.rng.randrange(5)
        if kind < 2:
            return self.rng.choice(STRINGS)
        if kind < 4:
            return self.rng.choice(NUMBERS)
        return self.rng.choice(["true", "false", "null"])

    def value(self, path, depth, wide):
        start = len(self.text.encode())
        kind = self.rng.random()
        if depth == 0 or (path and kind < 0.5):
            self.text += self.scalar()
        elif path and kind < 0.65:
            self.array(path, depth, wide)
        else:
            self.object(path, depth, wide and self.rng.random() < 0.7)
        self.spans[path] = (start, len(self.text.encode()))

    def array(self, path, depth, wide):
        count = self.rng.randrange(4)
        self.text += "["
        for i in range(count):
            self.text += ", " if i else ""
            self.value(path + (i,), depth - 1, False)
        self.text += "]"

    def object(self, path, depth, wide):
        names = self.rng.sample(NAMES, self.rng.randrange(5))
        if self.rng.random() < 0.4:
            names.sort(key=str.encode)
        indent = self.eol + self.unit * (6 - depth)
        self.text += "{"
        if not names:
            self.text += "}"
            return
        for i, name in enumerate(names):
            last = i == len(names) - 1
            if wide:
                above = self.comment(True)
                self.text += indent + above if above else ""
                self.text += indent
            else:
                self.text += " "
            self.text += json.dumps(name, ensure_ascii=False) + self.colon
            self.value(path + (name,), depth - 1, wide)
            if not last or (wide and self.trailing):
                self.text += ","
            if wide:
                self.text += self.comment(False)
        self.text += self.eol + self.unit * (5 - depth) if wide else " "
        self.text += "}"


def strip(text):
    """Comments and trailing commas out of JSONC, strings left alone."""
    token = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])|.',
                       re.S)
    bare = "".join("" if t.group().startswith("/") else t.group()
                   for t in token.finditer(text))
    return "".join("" if t.group() == "," and
                   re.match(r"\s*[}\]]", bare[t.end():]) else t.group()
                   for t in token.finditer(bare))


class Number(Decimal):
    """1 and 1.0 are the same, and neither is true."""


def read(text):
    return json.loads(strip(text.lstrip("\ufeff")), parse_int=Number,
                      parse_float=Number, object_pairs_hook=unique)


def unique(pairs):
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def merge(target, patch):
    """RFC 7396, 2."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge(result.get(name), value)
    return result


def random_patch(rng, data, depth):
    """A merge patch that often meets what is there."""
    patch = {}
    names = list(data) if isinstance(data, dict) else []
    for name in rng.sample(names, min(len(names), rng.randrange(3))) + \
            rng.sample(NAMES, rng.randrange(2)):
        below = data.get(name) if isinstance(data, dict) else None
        kind = rng.random()
        if kind < 0.25:
            patch[name] = None
        elif kind < 0.5 and depth:
            patch[name] = random_patch(rng, below, depth - 1)
        else:
            patch[name] = rng.choice([1, "x", True, [1, {"y": None}],
                                      {"z": [2]}, -0.5, "é\"\\", {}])
    return patch


def run(args, text):
    return subprocess.run(["jira-cfg-merge", *args], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)


def fail(what, text, patch, result):
    print(f"{what}\n--- document\n{text}\n--- patch\n{patch}\n--- result")
    print(result.stdout.decode(), result.stderr.decode())
    sys.exit(1)


class Readers:
    """npm's, in one process that answers line by line."""

    def __init__(self, script):
        self.process = script and subprocess.Popen(
            ["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, syntax, text):
        line = json.dumps({"syntax": syntax, "text": text.lstrip("\ufeff")})
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return read(self.process.stdout.readline().decode())


def check_merge(text, data, rng, readers):
    patch = random_patch(rng, data, 2)
    with open("patch", "w", encoding="utf-8") as file:
        json.dump(patch, file)
    result = run(["--arrays", "replace", "patch"], text)
    if result.returncode != 0:
        fail("refused", text, patch, result)
    want = merge(data, read(json.dumps(patch)))
    out = result.stdout.decode()
    try:
        good = same(read(out), want)
    except (ValueError, AssertionError):
        good = False
    if not good:
        fail("wrong data", text, patch, result)
    if readers.process and not same(readers.read("jsonc", out), want):
        fail("wrong data for jsonc-parser", text, patch, result)
    if same(want, data) and out != text:
        fail("changed without need", text, patch, result)
    if run(["-n", "--arrays", "replace", "patch"], out).returncode != 0:
        fail("not in sync after a merge", text, patch, result)


def check_diff(text, rng, data):
    """What --diff prints is what patch(1) takes."""
    patch = random_patch(rng, data, 2)
    with open("patch", "w", encoding="utf-8") as file:
        json.dump(patch, file)
    with open("document", "wb") as file:
        file.write(text.encode())
    args = ["--arrays", "replace", "patch"]
    result = run(["-n", "-D", *args, "-i", "document"], "")
    want = run(args, text)
    with open("diff", "wb") as file:
        file.write(result.stdout)
    if result.returncode == 1:
        subprocess.run(["patch", "-s", "--binary", "document", "diff"],
                       check=True)
    with open("document", "rb") as file:
        if file.read() != want.stdout:
            fail("not what patch makes of it", text, patch, result)


def pointer(path):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1")
                   for step in path)


def neighbours(spans, path):
    """From the end of what stands before a member to what is after it."""
    at, end = spans[path]
    before = max([e for p, (_, e) in spans.items() if e <= at] +
                 [s + 1 for p, (s, _) in spans.items()
                  if p == path[:len(p)] and p != path])
    after = min([e for p, (_, e) in spans.items()
                 if p == path[:len(p)] and p != path] +
                [s for p, (s, _) in spans.items() if s >= end])
    return before, after


def check_bytes(text, writer, rng):
    """One edit: no byte changes but those of the member."""
    paths = [p for p in writer.spans if p]
    if not paths:
        return
    path = rng.choice(paths)
    at, end = writer.spans[path]
    if rng.random() < 0.6:
        value = '"quite new"'
        operation = {"op": "replace", "path": pointer(path),
                     "value": "quite new"}
        allowed = at, end
    else:
        value = None
        operation = {"op": "remove", "path": pointer(path)}
        allowed = neighbours(writer.spans, path)
    with open("patch", "w", encoding="utf-8") as file:
        json.dump([operation], file)
    result = run(["patch"], text)
    if result.returncode != 0:
        fail("refused", text, operation, result)
    bom = len(text.encode()) - len(writer.text.encode()) - writer.tail
    old, new = text.encode(), result.stdout
    if value is not None:
        if new != old[:bom + at] + value.encode() + old[bom + end:]:
            fail("more than the value", text, operation, result)
    elif not (new.startswith(old[:bom + allowed[0]]) and
              new.endswith(old[bom + allowed[1]:]) and
              len(new) >= len(old) - allowed[1] + allowed[0]):
        fail("more than the member", text, operation, result)


def hjson(rng, depth, indent):
    """The members of an object in Hjson, one a line."""
    text = ""
    for name in rng.sample(["a", "b", "c", "d1", "e f", "{x"],
                           rng.randrange(1, 5)):
        if rng.random() < 0.2:
            text += indent + rng.choice(["# note\n", "// note\n", "\n",
                                         "/* a: 1\n*/\n"])
        text += indent + (name if name.isalnum() else json.dumps(name)) + ": "
        kind = rng.randrange(7)
        if kind == 0 and depth:
            text += "{\n" + hjson(rng, depth - 1, indent + "  ") + indent + "}"
        elif kind == 1:
            text += "[\n" + indent + "  x y\n" + indent + "  2\n" + indent + "]"
        elif kind < 4:
            text += rng.choice(["one, two", "tr ue", "1 2", "a: b # c",
                                "C:\\\\dir", "it's"])
        else:
            text += rng.choice(['"x"', "true", "null", "12", "-1.5", '""'])
            text += rng.choice(["", "", ",", " # note", ", // note"])
        text += "\n"
    return text


def read_hjson(text, readers):
    """What an implementation of others' reads."""
    if readers.process:
        return readers.read("hjson", text)
    result = subprocess.run(["hjson-cli", "-j"], input=text.encode(),
                            stdout=subprocess.PIPE, check=True)
    return read(result.stdout.decode())


def check_hjson(rng, readers):
    text = hjson(rng, 2, "  " * (braces := rng.randrange(2)))
    if braces:
        text = "{\n" + text + "}\n"
    data = read_hjson(text, readers)
    patch = random_patch(rng, data, 2)
    with open("patch", "w", encoding="utf-8") as file:
        json.dump(patch, file)
    result = run(["--syntax", "hjson", "--arrays", "replace", "patch"], text)
    if result.returncode != 0:
        fail("refused", text, patch, result)
    want = merge(data, read(json.dumps(patch)))
    try:
        good = same(read_hjson(result.stdout.decode(), readers), want)
    except (ValueError, AssertionError, subprocess.CalledProcessError):
        good = False
    if not good:
        fail("wrong data", text, patch, result)


def main():
    runs, seed = int(sys.argv[1]), int(sys.argv[2])
    readers = Readers(sys.argv[3] if len(sys.argv) > 3 else None)
    hjson_too = readers.process or shutil.which("hjson-cli")
    for i in range(runs):
        rng = random.Random(seed + i)
        if i % 3 == 2 and hjson_too:
            check_hjson(rng, readers)
            continue
        writer = Writer(rng)
        writer.value((), 5, True)
        end = rng.choice(["", writer.eol])
        writer.tail = len(end)
        text = ("\ufeff" if rng.random() < 0.1 else "") + writer.text + end
        data = read(text)
        if i % 10 == 0 and shutil.which("patch"):
            check_diff(text, rng, data)
        elif i % 2:
            check_bytes(text, writer, rng)
        else:
            check_merge(text, data, rng, readers)
    if readers.process:
        readers.process.stdin.close()
        readers.process.wait()


if __name__ == "__main__":
    main()
