"""mutants: good records, spoiled in every place, and who takes them.

    mutants.py KIND RECORDS VERDICTS

writes records of a kind as lines of JSON, and to another file what each is,
valid or invalid, by the stand-in's own rules, which were written from the
specification without a look at the programs.  Left out is what jira-submit
mends, fills in or is stricter about on purpose: an empty key.
"""

import copy
import json
import sys

import ingest_rules as rules
from samples import SAMPLES

FILLED = ('schemaVersion', 'lastUpdated', 'lastUpdate',
          'updateSequenceNumber', 'updateSequenceId')
KINDS = {'builds': ('builds', rules.BUILD),
         'deployments': ('deployments', rules.DEPLOYMENT),
         'flags': ('featureflags', rules.FLAG),
         'links': ('remotelinks', rules.LINK),
         'components': ('devopscomponents', rules.COMPONENT),
         'operations': ('operations', rules.INCIDENT),
         'vulnerabilities': ('security', rules.VULNERABILITY)}
KEYS = ('pipelineId', 'id')
SETS = {'commits': rules.COMMIT, 'branches': rules.BRANCH,
        'pullRequests': rules.PULL_REQUEST}
VALUES = [None, True, 0, 1, -1, 1.5, 101, 1 << 31, 1 << 63, -(1 << 63) - 1,
          '', 'x', 'ABC-1', 'abc_1-12', 'A-1-', '-1', '12', 'é-1', 'a b',
          'https://x.test/', 'mailto:x', 'x' * 255, 'x' * 256, 'é' * 255,
          'x' * 1024, 'x' * 1025, 'x' * 5001,
          'https://x.test/' + 'x' * 1985, 'https://x.test/' + 'x' * 1986,
          '2026-01-15T05:20:00Z', '2026-01-15T05:20:00.5+01:00',
          '2026-01-15T05:20:00', '2026-01-15', '2026-02-30T05:20:00Z',
          [], {}, ['x'], ['ABC-1'], [1], [None], {'x': 1}]
LENGTHS = (0, 2, 3, 4, 5, 6, 10, 11, 100, 101, 400, 401, 500, 501)


def repository(value, path, wrong):
    """A repository with all that is in it."""
    if not isinstance(value, dict):
        wrong.append('no object')
        return
    rules.REPOSITORY({name: part for name, part in value.items()
                      if name not in SETS}, path, wrong)
    total = 0
    for name, rule in SETS.items():
        if name not in value:
            continue
        rules.array(rule, 0, 400)(value[name], name, wrong)
        if isinstance(value[name], list):
            ids = [part.get('id') for part in value[name]
                   if isinstance(part, dict)]
            total += len(ids)
            if len(set(map(repr, ids))) < len(ids):
                wrong.append('an id twice')
            for part in value[name]:
                linked(part, wrong)
    if total > 1000:
        wrong.append('too many')


def linked(value, wrong):
    """What is linked to nothing is not stored."""
    if not isinstance(value, dict) or not (
            'associations' in value or 'issueKeys' in value):
        wrong.append('no issues')


def places(value, path=()):
    """The paths of all values in a value, itself included."""
    yield path
    steps = (value.items() if isinstance(value, dict) else
             enumerate(value) if isinstance(value, list) else ())
    for step, part in steps:
        yield from places(part, path + (step,))


def put(record, path, value):
    """A copy with another value in a place."""
    if not path:
        return value
    record = copy.deepcopy(record)
    where = record
    for step in path[:-1]:
        where = where[step]
    where[path[-1]] = value
    return record


def drop(record, path):
    """A copy without what is in a place."""
    record = copy.deepcopy(record)
    where = record
    for step in path[:-1]:
        where = where[step]
    del where[path[-1]]
    return record


def at(record, path):
    """What is in a place."""
    for step in path:
        record = record[step]
    return record


def mutants(record, kind):
    """The record, and everything that can be made of it in one step."""
    yield record
    yield {**record, 'unheardOf': [1.50]}
    for path in places(record):
        # The specification requires less of these than Jira's words do.
        if kind == 'operations' and 'associations' in path:
            continue
        if path and path[-1] not in FILLED:
            yield drop(record, path)
        for value in VALUES:
            if value == '' and path and path[-1] in KEYS:
                continue
            if path or not isinstance(value, list):  # whose elements count
                yield put(record, path, value)
        value = at(record, path)
        if isinstance(value, list) and value:
            most = 400 if 'associations' in path else 1000  # else they are cut
            for length in LENGTHS:
                if length < most:
                    yield put(record, path, [numbered(value[0], i)
                                             for i in range(length)])


def numbered(value, i):
    """A copy with an id of its own."""
    return {**value, 'id': f'n{i}'} if (
        isinstance(value, dict) and 'id' in value) else value


def sample(kind):
    """A good record, with all that it may have, and its rule."""
    if kind != 'devinfo':
        service, rule = KINDS[kind]
        return SAMPLES[service], rule
    return {**SAMPLES['devinfo'],
            **{name: [SAMPLES[name]] for name in SETS}}, repository


def main():
    """Write the sample, and then them."""
    kind, records, verdicts = sys.argv[1:]
    record, rule = sample(kind)
    with open(records, 'w', encoding='utf-8') as lines, \
            open(verdicts, 'w', encoding='utf-8') as answers:
        for mutant in [record, *mutants(record, kind)]:
            wrong = []
            rule(mutant, '', wrong)
            if kind in ('builds', 'deployments', 'flags', 'links'):
                linked(mutant, wrong)
            lines.write(json.dumps(mutant, ensure_ascii=False) + '\n')
            answers.write('invalid\n' if wrong else 'valid\n')


main()
