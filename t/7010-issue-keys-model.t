#!/bin/sh
# jira-issue-keys finds what Python's re finds, whose Unicode is its own.
. "${0%/*}/lib.sh"

cat >model.py <<'PY'
"""Random texts through the program and through a regular expression."""
import json
import random
import re
import subprocess
import sys
import unicodedata

EDGE = r"[^\W_]"  # no letter or digit of any script may stand beside a key
NUMBER = r"-[1-9][0-9]{0,254}(?!%s)" % EDGE


def expected(data, lower, projects):
    name = r"[A-Z][A-Z0-9_]{1,254}"
    if projects:
        name = "(?:%s)" % "|".join(sorted(projects, key=len, reverse=True))
    # What is not UTF-8 becomes lone surrogates, which are no letters.
    text = data.decode("utf-8", "surrogateescape")
    # re.IGNORECASE would find more than ASCII: the sign of Kelvin is a K.
    if lower and projects:
        name = re.sub("[A-Z]", lambda c: "[%s%s]" % (c[0], c[0].lower()), name)
    elif lower:
        name = name.replace("A-Z", "A-Za-z")
    found = {}
    for key in re.findall("(?<!%s)(%s%s)" % (EDGE, name, NUMBER), text):
        found[key.upper()] = found.get(key.upper(), 0) + 1
    return found


def check(data, lower=False, projects=()):
    command = ["jira-issue-keys", "--json", "--count"]
    command += ["--lower"] * lower + ["-p" + p for p in projects]
    out = subprocess.run(command, input=data, capture_output=True, check=True)
    got = json.loads(out.stdout)
    want = expected(data, lower, projects)
    if list(got.items()) != list(want.items()):
        sys.exit("%r: %r, not %r" % (data[:2000], got, want))
    return len(want)


def ascii_piece(r):
    return r.choice(["A", "AB", "Z9", "ABC", "_", "-", "-", "-1", "-12", "-0",
                     "1", "90", "ab", "x", "Cd", " ", "\n", ".", ",", "/", ":",
                     "[", "@", "`", "{", "AB-1", "MY_APP-7", "\0", "A" * 254,
                     "1" * 254]).encode()


def utf8_piece(r):
    if r.random() < .6:
        return ascii_piece(r)
    return r.choice("éßЖя中文مש٣क०한あ𐐀“”—–…«»\u00a0\u2009€×→🔑、。\u200b"
                    ).encode()


def byte_piece(r):
    if r.random() < .7:
        return utf8_piece(r)
    return r.choice([b"\xff", b"\xc3", b"\xe2\x80", b"\x80", b"\xa9",
                     b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80",
                     b"\xf0\x9f\x94", b"\xe9"])


def random_texts(piece, seed):
    r = random.Random(seed)
    found = 0
    for _ in range(60):
        data = b"".join(piece(r) for _ in range(r.randint(0, 4000)))
        found += check(data, r.random() < .5,
                       r.choice([(), (), ("AB",), ("ABC", "MY_APP", "APP")]))
    return found > 200


def every_character():
    """Letters, digits and punctuation of Unicode 3.2, which never change."""
    old, text, found = unicodedata.ucd_3_2_0, [], 0
    for rune in range(0x80, 0x110000):
        kind, now = old.category(chr(rune)), unicodedata.category(chr(rune))
        if kind == now and (kind[0] in "LPZ" or kind in ("Nd", "Sm", "Sc")):
            text.append("%sAB-%d CD-%d%s" % (chr(rune), rune, rune, chr(rune)))
    return check(" ".join(text).encode())


def large():
    """Blocks end anywhere in 100 MB."""
    r = random.Random(4)
    piece = b"".join(utf8_piece(r) for _ in range(50000))
    with open("large", "wb") as file:
        while file.tell() < 100 << 20:
            file.write(piece + b" ")
    count = (100 << 20) // (len(piece) + 1) + 1
    want = {k: n * count for k, n in expected(piece + b" ", False, ()).items()}
    out = subprocess.run(["jira-issue-keys", "--json", "--count", "large"],
                         capture_output=True, check=True)
    return json.loads(out.stdout) == want


TESTS = {"ascii": lambda: random_texts(ascii_piece, 1),
         "utf8": lambda: random_texts(utf8_piece, 2),
         "bytes": lambda: random_texts(byte_piece, 3),
         "every": every_character, "large": large}
sys.exit(not TESTS[sys.argv[1]]())
PY

model() { run /usr/bin/python3 model.py "$1"; }

model ascii
it 'agrees about texts of ASCII' exits 0
model utf8
it 'of UTF-8' exits 0
model bytes
it 'and of what is neither' exits 0
model every
it 'about what stands beside a key, whatever it is' exits 0
model large
it 'and about 100 MB' exits 0

finish
