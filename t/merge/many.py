"""A document and a patch of many changes to it, what that makes of it, and
whether a result is the same.

    many.py make kind count     writes doc.json, patch.json and expected.json
    many.py same result.json    is that what is expected?
"""

import json
import random
import sys


def elements(count):
    return [{"id": i, "name": f"record {i}"} for i in range(count)]


def touch(rng, count):
    """Elements of an array, each once, in no order."""
    doc = elements(count)
    patch = []
    for i in rng.sample(range(count), count // 2):
        patch.append({"op": "replace", "path": f"/{i}/name", "value": "new"})
        doc[i]["name"] = "new"
    return elements(count), patch, doc


def come_and_go(rng, count):
    """Elements that are added, removed and moved, anywhere."""
    doc = elements(count)
    patch = []
    for i in range(count // 6):
        at = rng.randrange(len(doc))
        patch.append({"op": "remove", "path": f"/{at}"})
        del doc[at]
        at = rng.randrange(len(doc) + 1)
        patch.append({"op": "add", "path": f"/{at}", "value": {"new": i}})
        doc.insert(at, {"new": i})
        source, at = rng.randrange(len(doc)), rng.randrange(len(doc))
        patch.append({"op": "move", "from": f"/{source}", "path": f"/{at}"})
        doc.insert(at, doc.pop(source))
    return elements(count), patch, doc


def backwards(_, count):
    """Every other element removed, the last one first."""
    doc = elements(count)
    patch = [{"op": "remove", "path": f"/{i}"}
             for i in range(count - 1, -1, -2)]
    return elements(count), patch, doc[count % 2::2]


def members(rng, count):
    """Members that change, come and go, and are objects by then."""
    names = [f"member {i}" for i in range(count)]
    doc = {name: i for i, name in enumerate(names)}
    rng.shuffle(names)
    patch = {}
    for i, name in enumerate(names):
        patch[name] = [{"now": i}, None, i][i % 3]
        patch[f"new {i}"] = [1, {"object": i}, [i]][i % 3]
    expected = {**doc, **patch}
    return doc, patch, {n: v for n, v in expected.items() if v is not None}


def write(name, value):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=0)


def read(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


if sys.argv[1] == "make":
    made = globals()[sys.argv[2]](random.Random(6902), int(sys.argv[3]))
    for name, value in zip(("doc", "patch", "expected"), made):
        write(f"{name}.json", value)
else:
    sys.exit(read(sys.argv[2]) != read("expected.json"))
