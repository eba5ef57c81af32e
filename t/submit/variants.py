"""variants: the records of a kind that ought to be taken, as lines of JSON.

variants KIND prints the sample of that kind; the same without each member
that it may lack, one after the other, or that is filled in; with texts of
every length; and with far too many links.  Each has a key of its own.
"""

import copy
import json
import sys

import ingest
import ingest_devinfo
from samples import SAMPLES

SERVICES = {'builds': 'builds', 'deployments': 'deployments',
            'flags': 'featureflags', 'links': 'remotelinks',
            'components': 'devopscomponents', 'operations': 'operations',
            'vulnerabilities': 'security'}
FILLED = {'schemaVersion', 'lastUpdated', 'updateSequenceNumber',
          'updateSequenceId'}
TEXTS = ('displayName', 'description', 'label', 'name', 'summary', 'message',
         'title')


def without(record, path):
    """A copy that lacks what the path leads to."""
    copied = copy.deepcopy(record)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return copied


def places(value, path=()):
    """The paths of all members, at any depth."""
    items = (value.items() if isinstance(value, dict) else
             enumerate(value) if isinstance(value, list) else ())
    for step, part in items:
        if isinstance(step, str):
            yield (*path, step)
        yield from places(part, (*path, step))


def variants(record, rule, linked=True):
    """The record, and what is made of it."""
    yield record
    for path in places(record):
        spoilt, wrong = without(record, path), []
        rule(spoilt, '', wrong)
        if linked and path[0] in ('associations', 'issueKeys'):
            continue  # nobody would see it
        if path[-1] in FILLED or not wrong:
            yield spoilt
    for name in TEXTS:
        # The name of a branch is what it is, and not cut.
        if isinstance(record.get(name), str) and 'lastCommit' not in record:
            for size in (254, 255, 256, 6000):
                yield {**copy.deepcopy(record), name: 'é\U0001f511 "\\' * size}
    for name, kind in (('associations', 'issueIdOrKeys'),
                       ('issueKeys', None)):
        if name in record and linked:
            keys = [f'ABC-{i + 1}' for i in range(600)]
            yield {**copy.deepcopy(record), name: keys if kind is None else [
                {'associationType': kind, 'values': keys}]}


def renumber(records, key):
    """Give each a key of its own."""
    for number, record in enumerate(records, 1):
        inner, last = record, None
        for name in key.split('.'):
            last, inner = inner, inner.get(name) if isinstance(
                inner, dict) else None
        name = key.rpartition('.')[2]
        if isinstance(last, dict) and name in last:
            last[name] = number if isinstance(last[name], int) else (
                f'{last[name]}-{number}')
            yield record


def main():
    """variants KIND"""
    kind = sys.argv[1]
    if kind == 'devinfo':
        for number, (name, record) in enumerate(
                (name, record) for name, rule in ingest_devinfo.SETS.items()
                for record in variants(SAMPLES[name], rule)):
            print(json.dumps({**SAMPLES['devinfo'], 'id': f'r{number}',
                              name: [record]}))
        return
    service = ingest.KINDS[SERVICES[kind]][0]
    for record in renumber(variants(
            SAMPLES[SERVICES[kind]], service.rule, service.linked),
            service.key[-1]):
        print(json.dumps(record))


if __name__ == '__main__':
    main()
