"""issues: the project DEMO, just enough of it for requests to act upon."""

from people import members_only
from rest import describe, stamp
from web import Reply, json_reply

PROJECT = 'DEMO'
PAGE = 50       # issues on a page unless asked otherwise
PAGE_MAX = 100  # a larger page is made smaller without a word


def errors(status, *messages, **fields):
    """The shape of Jira's complaints: for everything, and per field."""
    return json_reply(status, {
        'errorMessages': list(messages), 'errors': fields})


def link(site, number):
    """An issue's id, key and address."""
    return {'id': str(10000 + number), 'key': f'{PROJECT}-{number}',
            'self': f'{site.settings.base_url}/rest/api/2/issue/'
                    f'{10000 + number}'}


def show(site, number):
    """An issue, whole."""
    return {**link(site, number), 'fields': site.issues[number]}


def number_of(site, key):
    """The number behind a key or an id, or None."""
    project, _, number = key.rpartition('-')
    if not number.isdigit() or project not in ('', PROJECT):
        return None
    number = int(number) - (0 if project else 10000)
    return number if number in site.issues else None


@members_only
def create(site, request):
    """POST issue: {fields: {summary, …}}."""
    fields = (request.json() or {}).get('fields', {})
    if not fields.get('summary'):
        return errors(400, summary='You must specify a summary of the issue.')
    if fields.get('project', {}).get('key') != PROJECT:
        return errors(400, project='project is required')
    number = max(site.issues, default=0) + 1
    site.issues[number] = {**fields, 'created': stamp(site.now()),
                           'creator': describe(site, request.user)}
    return json_reply(201, link(site, number))


@members_only
def issue(site, request, key):
    """GET, PUT or DELETE an issue."""
    number = number_of(site, key)
    if number is None:
        return errors(404, 'Issue Does Not Exist')
    if request.method == 'GET':
        return json_reply(200, show(site, number))
    if request.method == 'PUT':
        site.issues[number].update((request.json() or {}).get('fields', {}))
        return Reply(204)
    del site.issues[number]
    return Reply(204)


@members_only
def search(site, request):
    """GET search: every issue, whatever the JQL, a page at a time."""
    start = int(request.parameter('startAt', '0'))
    size = min(int(request.parameter('maxResults', str(PAGE))), PAGE_MAX)
    numbers = sorted(site.issues)
    return json_reply(200, {
        'expand': 'schema,names', 'startAt': start, 'maxResults': size,
        'total': len(numbers),
        'issues': [show(site, number)
                   for number in numbers[start:start + size]]})


ROUTES = [
    ('POST', '/rest/api/(?:2|latest)/issue', create),
    ('GET', '/rest/api/(?:2|latest)/issue/([^/]+)', issue),
    ('PUT', '/rest/api/(?:2|latest)/issue/([^/]+)', issue),
    ('DELETE', '/rest/api/(?:2|latest)/issue/([^/]+)', issue),
    ('GET', '/rest/api/(?:2|latest)/search', search),
]
