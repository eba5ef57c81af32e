"""violations: records that Atlassian's own specification refuses.

violations SPECIFICATION KIND prints, as lines of JSON, the complete record of
that kind, spoiled in one place after the other: without each member, with
something of every other type, with words, lengths, numbers and counts beside
those that are allowed.  What the validator allows all the same is left out,
and so is what jira-submit fills in, or cuts and says so.
"""

import copy
import json
import sys

import jsonschema

import validate
from samples import SAMPLES

ROOTS = {'builds': ('builds', 'builds'),
         'components': ('devopscomponents', 'devopsComponents'),
         'deployments': ('deployments', 'deployments'),
         'devinfo': ('devinfo', 'repositories'),
         'flags': ('featureflags', 'flags'),
         'links': ('remotelinks', 'remoteLinks'),
         'operations': ('operations', 'incidents'),
         'reviews': ('operations', 'reviews'),
         'vulnerabilities': ('security', 'vulnerabilities')}
FILLED = {'schemaVersion', 'lastUpdated', 'lastUpdate',
          'updateSequenceNumber', 'updateSequenceId'}
OTHERS = [None, True, -1, 1.5, 1 << 63, '', 'x', 'a b', [], {}, ['x'], [1],
          {'x': 1}, 'mailto:x', '2026-02-30T05:20:00Z']


def sample(kind):
    """The complete record of a kind."""
    if kind == 'devinfo':
        return {**SAMPLES[kind], **{name: [SAMPLES[name]] for name in (
            'commits', 'branches', 'pullRequests')}}
    if kind != 'reviews':
        return SAMPLES[kind if kind in SAMPLES else ROOTS[kind][0]]
    incident = {name: part for name, part in SAMPLES['operations'].items()
                if name not in ('affectedComponents', 'severity')}
    return {**incident, 'id': 'p1', 'reviews': ['i1'], 'status': 'completed'}


def parts(schema, resolver):
    """A schema with those that it refers to, or is made of."""
    if '$ref' in schema:
        schema = resolver.resolve(schema['$ref'])[1]
    yield schema
    for name in ('allOf', 'anyOf', 'oneOf'):
        for part in schema.get(name, ()):
            yield from parts(part, resolver)


def places(value, schemas, resolver, path=()):
    """The path of each value in a value, with the schemas that it is under."""
    schemas = [part for schema in schemas
               for part in parts(schema, resolver)]
    yield path, schemas
    steps = (value.items() if isinstance(value, dict) else
             enumerate(value) if isinstance(value, list) else ())
    for step, part in steps:
        under = [schema['properties'][step] if isinstance(step, str)
                 else schema['items'] for schema in schemas
                 if step in schema.get('properties', ())
                 or isinstance(step, int) and 'items' in schema]
        yield from places(part, under, resolver, path + (step,))


def beside(value, schema):
    """What is just not, or just, what a schema says of a value."""
    for word in schema.get('enum', ()):
        yield from (f'{word}x', f'{word}'.swapcase())
    for name, more in (('maxLength', 1), ('minLength', -1)):
        if isinstance(value, str) and schema.get(name, 0) > 0:
            size = schema[name] + more
            yield (value[:15] + 'x' * size)[:size]
    for name, more in (('maximum', 1), ('minimum', -1)):
        if name in schema and isinstance(value, (int, float)):
            yield schema[name] + more
    for name, more in (('maxItems', 1), ('minItems', -1)):
        if name in schema and value and isinstance(value, list):
            first = value[0]
            yield [{**first, 'id': f'{number}'} if 'id' in first else first
                   for number in range(schema[name] + more)]


def put(record, path, part):
    """A copy of a record with another part in that place."""
    copied = [copy.deepcopy(record)]
    inner = copied
    for before, step in zip((0, *path), path):
        inner = inner[before]
    inner[path[-1] if path else 0] = part
    return copied[0]


def without(record, path):
    """A copy of a record without the member of that path."""
    holder = record
    for step in path[:-1]:
        holder = holder[step]
    return put(record, path[:-1], {name: part for name, part in
                                   holder.items() if name != path[-1]})


def spoiled(record, schema, resolver):
    """The record, spoiled in all places."""
    for path, schemas in places(record, [schema], resolver):
        value = record
        for step in path:
            value = value[step]
        if path and isinstance(path[-1], str) and path[-1] not in FILLED:
            yield without(record, path)
        if isinstance(value, dict):
            yield put(record, (*path, 'strangeMember'), 1)
        for part in OTHERS + [part for schema in schemas
                              for part in beside(value, schema)]:
            # An array is records, and of too many associations some are cut.
            if not isinstance(part, list) or path and (
                    path[-1] != 'values' or len(part) <= 500):
                yield put(record, path, part)


def main():
    """violations SPECIFICATION KIND"""
    kind = sys.argv[2]
    service, root = ROOTS[kind]
    request = validate.Specification(sys.argv[1]).validators[service]
    for part in parts(request.schema, request.resolver):
        if root in part.get('properties', ()):
            schema = part['properties'][root]['items']
    # By itself: a request of operations may have anything beside either.
    validator = jsonschema.Draft4Validator(
        schema, resolver=request.resolver, format_checker=validate.FORMATS)
    validator.validate(sample(kind))
    for record in spoiled(sample(kind), schema, request.resolver):
        if not validator.is_valid(record):
            print(json.dumps(record))


if __name__ == '__main__':
    main()
