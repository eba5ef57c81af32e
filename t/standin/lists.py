"""lists: a list of so many items in every shape that a Jira has for its pages.

GET or POST /rest/standin/1/list/SHAPE with count=N in the query; parameters of
paging are in the query, or in the JSON object of a POST, as Jira takes them.
With fault=NAME the list misbehaves: see FAULTS.
"""

import json

from people import members_only
from web import Reply, json_reply

SIZE = 50        # items on a page unless asked otherwise
SIZE_MAX = 5000  # a larger page is made smaller without a word
BIG = 9007199254740993  # a double has no such number


class Page:
    """What a request asks of a list, and what that has for it."""

    def __init__(self, site, request):
        self.base = f'{site.settings.base_url}{request.path.removeprefix(site.context)}'
        self.request = request
        self.body = request.json() if request.method == 'POST' else {}
        self.count = self.number('count', 0)
        self.fault = request.parameter('fault', '')

    def given(self, name, default=None):
        """A parameter, from wherever it may come."""
        if isinstance(self.body, dict) and name in self.body:
            return self.body[name]
        return self.request.parameter(name, default)

    def number(self, name, default):
        """A parameter that is a number."""
        return int(self.given(name, default))

    def size(self, name='maxResults'):
        """How many items at most go on the page."""
        return min(self.number(name, SIZE), SIZE_MAX)

    def items(self, start, size):
        """Some of the items."""
        if self.fault == 'empty' and start > 0:
            return []
        if self.fault == 'same':
            start = 0
        return [{'id': str(10000 + number), 'key': f'DEMO-{number}',
                 'big': BIG, 'say': 'a "b"\n c'}
                for number in range(start + 1,
                                    min(start + size, self.count) + 1)]

    def link(self, **parameters):
        """A link to a page: of this list, unless a fault says otherwise."""
        query = '&'.join(f'{name}={value}'
                         for name, value in parameters.items())
        if self.fault == 'evil':
            return f'http://evil.example/steal/{self.shape()}?{query}'
        if self.fault == 'elsewhere':
            return f'/jira/rest/api/2/myself?{query}'
        if self.fault == 'noquery':
            return self.base
        return f'{self.base}?{query}'

    def shape(self):
        """The last step of the path."""
        return self.request.path.rpartition('/')[2]


def spoil(page, answer):
    """What a fault does to the page object."""
    return answer | FAULTS.get(page.fault, lambda page, answer: {})(
        page, answer)


FAULTS = {
    'total': lambda page, answer:
        {'total': answer['total'] + answer['startAt']},
    'shrinks': lambda page, answer:
        {'total': answer['total'] - (1 if answer['startAt'] else 0)},
    'negative': lambda page, answer: {'startAt': -50},
    'huge': lambda page, answer: {'total': 10 ** 30},
    'fraction': lambda page, answer: {'startAt': 0.5},
    'empty': lambda page, answer: {},
    'other': lambda page, answer:
        {'startAt': answer['startAt'] + (7 if answer['startAt'] else 0)},
    'token': lambda page, answer: {'nextPageToken': 'the same'},
    'long': lambda page, answer: {'nextPageToken': 'x' * 20000},
    'stuck': lambda page, answer: {'isLast': False, 'nextPageToken': None},
}


def by_offset(name, last, page, start='startAt', size='maxResults'):
    """The styles A, B and H: where a page begins, and how many there are."""
    at, most = page.number(start, 0), page.size(size)
    items = page.items(at, most)
    answer = {start: at, size: most, 'total': page.count}
    if last:
        answer['isLast'] = at + len(items) >= page.count
        if not answer['isLast']:
            answer['nextPage'] = page.link(startAt=at + most)
    return spoil(page, answer | {name: items})


def by_token(name, parameter, answered, end, page):
    """The styles C, D and E: a token that only the server understands."""
    token = page.given(parameter) or 't-0'
    at = int(token[2:]) if token[2:].isdigit() else 0
    items = page.items(at, page.size())
    answer = {name: items}
    if page.fault == 'void':
        return {name: [], answered: f't-{at + 1}'}
    if page.fault == 'circle':
        return {name: page.items(at % 4, 1), answered: f't-{(at + 1) % 4}'}
    more = at + len(items) < page.count
    if more:
        answer[answered] = f't-{at + len(items)}'
    if end:
        answer[end] = not more
    return spoil(page, answer)


def by_link(page):
    """The style J, of Jira Service Management."""
    at, most = page.number('start', 0), page.size('limit')
    items = page.items(at, most)
    last = at + len(items) >= page.count
    links = {'self': page.link(start=at), 'base': page.base, 'context': ''}
    if not last:
        links['next'] = page.link(limit=most, start=at + most)
    return {'size': len(items), 'start': at, 'limit': most,
            'isLastPage': last, '_links': links, 'values': items,
            '_expands': ['one', 'two']}


def by_time(page, parameter='since', link='nextPage', last='lastPage'):
    """The styles F and G: a time, here a number, and a link to the next."""
    at = page.number(parameter, 0)
    items = page.items(at, SIZE)
    answer = {'values': items}
    if at + len(items) < page.count:
        answer[link] = page.link(**{parameter: at + len(items)})
    if last:
        answer |= {'since': at, 'until': at + len(items),
                   last: link not in answer}
    return answer


SHAPES = {
    'values': lambda page: by_offset('values', True, page),
    'issues': lambda page: by_offset('issues', False, page),
    'comments': lambda page: by_offset('comments', False, page),
    'worklogs': lambda page: by_offset('worklogs', False, page),
    'issuetypes': lambda page: {'createMetaIssueType': [1]} | by_offset(
        'issueTypes', False, page),
    'jql': lambda page: by_token(
        'issues', 'nextPageToken', 'nextPageToken', 'isLast', page),
    'changes': lambda page: by_token(
        'issueChangeLogs', 'nextPageToken', 'nextPageToken', None, page),
    'usages': lambda page: {'statusId': '7', 'projects': by_token(
        'values', 'nextPageToken', 'nextPageToken', None, page)},
    'plans': lambda page: {'size': SIZE, 'total': page.count} | by_token(
        'values', 'cursor', 'nextPageCursor', 'last', page),
    'updated': by_time,
    'failed': lambda page: {'maxResults': SIZE} | by_time(
        page, 'after', 'next', None),
    'auditing': lambda page: by_offset(
        'records', False, page, 'offset', 'limit'),
    'users': lambda page: page.items(
        0 if page.fault == 'whole' else page.number('startAt', 0),
        page.count if page.fault == 'whole' else page.size()),
    'desk': by_link,
    'picker': lambda page: {'users': page.items(0, page.size()),
                            'total': page.count, 'header': 'Showing some'},
}


@members_only
def answer(site, request, shape):
    """A page."""
    value = SHAPES[shape](Page(site, request))
    if request.parameter('pretty'):
        return Reply(200, json.dumps(value, indent=4) + '\n',
                     'application/json')
    return json_reply(200, value)


ROUTES = [
    (method, f'/rest/standin/1/list/({"|".join(SHAPES)})', answer)
    for method in ('GET', 'POST')
]
