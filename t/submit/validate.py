"""validate: hold requests that were sent against Atlassian's specification.

validate SPECIFICATION LOG ... prints one line for each request to the DevOps
APIs, in the logs of the stand-in, that a validator of JSON Schema finds wrong,
and at the end how many there were.

The specification is OpenAPI 3.0, whose schemas are JSON Schema (draft 4) but
for three things: "nullable", "example" and formats of its own.  The first is
turned into a type; the second means nothing to a validator; of the third
date-time, uri and url are checked, and int32 and int64 become ranges.
"""

import json
import re
import sys
from datetime import datetime
from urllib.parse import urlsplit

import jsonschema

RANGES = {'int32': 31, 'int64': 63}
# The version at the gateway stands for that at the site.
GATEWAY = re.compile(r'/jira/([a-z]+)/[0-9.]+/cloud/[^/]+/bulk$')
SITE = re.compile(r'/rest/([a-z]+)/[0-9.]+/bulk$')


def converted(schema):
    """A schema of OpenAPI as one of draft 4."""
    if isinstance(schema, list):
        return [converted(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {name: converted(part) for name, part in schema.items()}
    if schema.pop('nullable', False) is True and 'type' in schema:
        schema['type'] = [schema['type'], 'null']
    bits = RANGES.get(schema.get('format'))
    if bits is not None and schema.get('type') == 'integer':
        schema.setdefault('minimum', -(1 << bits))
        schema.setdefault('maximum', (1 << bits) - 1)
    if isinstance(schema.get('pattern'), str):
        schema['pattern'] = (schema['pattern']
                             .replace(r'\p{L}', r'[^\W\d_]', 1)
                             .replace(r'[\p{L}\p{Digit}_]', r'\w')
                             .replace(r'\p{Digit}', '[0-9]'))
        # The specification hangs that of devinfo's keys on their array.
        if schema.get('type') == 'array':
            schema['items'] = {**schema.get('items', {}),
                               'pattern': schema.pop('pattern')}
    return schema


FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks('date-time', raises=ValueError)
def is_time(value):
    """RFC 3339, section 5.6."""
    if isinstance(value, str):
        if not re.fullmatch(r'\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?'
                            r'([Zz]|[+-]\d\d:\d\d)', value, re.ASCII):
            return False
        datetime.fromisoformat(value[:19])
    return True


def is_url(value):
    """A scheme, and a host."""
    return not isinstance(value, str) or bool(
        urlsplit(value).scheme and urlsplit(value).netloc)


for name in ('uri', 'url', 'URL'):
    FORMATS.checks(name, raises=ValueError)(is_url)


class Specification:
    """The schemas of the requests."""

    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            document = json.load(file)
        self.validators = {}
        resolver = jsonschema.RefResolver('', converted(document))
        for way, calls in document['paths'].items():
            match = SITE.search(way)
            if match and 'post' in calls:
                schema = converted(calls['post']['requestBody']['content'][
                    'application/json']['schema'])
                self.validators[match[1]] = jsonschema.Draft4Validator(
                    schema, resolver=resolver, format_checker=FORMATS)

    def wrong(self, service, body):
        """What is wrong with a request's body; and how deep it was."""
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
                for error in self.validators[service].iter_errors(body)]


def requests(path):
    """The requests in a log: service and body."""
    with open(path, encoding='utf-8') as file:
        for line in file:
            record = json.loads(line)
            target = record.get('target', '').partition('?')[0]
            match = GATEWAY.search(target) or SITE.search(target)
            if match and record.get('method') == 'POST':
                yield match[1], json.loads(record['body'])


def main():
    """validate SPECIFICATION LOG ..."""
    specification, count, bad = Specification(sys.argv[1]), 0, 0
    for path in sys.argv[2:]:
        for service, body in requests(path):
            count += 1
            wrong = specification.wrong(service, body)
            bad += bool(wrong)
            for words in wrong[:5]:
                print(f'{service}: {words[:300]}')
    print(f'{count} requests, {bad} wrong')
    return 1 if bad or not count else 0


if __name__ == '__main__':
    sys.exit(main())
