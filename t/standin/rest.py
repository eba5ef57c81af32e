"""rest: what Jira says about itself and about the caller; and test resources.

Under /rest/standin/1 are resources that no Jira has: an echo of the request
that arrived, and answers of any kind.
"""

import time
import urllib.parse

from people import members_only, resource
from web import Reply, json_reply

BUILD = 10030019


@resource
def server_info(site, request):
    """GET serverInfo, which needs no authentication."""
    version = site.settings.version
    return json_reply(200, {
        'baseUrl': site.settings.base_url,
        'version': version,
        'versionNumbers': [int(part) for part in
                           version.partition('-')[0].split('.')],
        'deploymentType': site.settings.deployment,
        'buildNumber': BUILD,
        'buildDate': '2026-04-03T00:00:00.000+0000',
        'databaseBuildNumber': BUILD,
        'serverTime': stamp(site.now()),
        'scmInfo': '0' * 40,
        'serverTitle': site.settings.title,
    })


def stamp(seconds):
    """A time as Jira writes it."""
    return time.strftime('%Y-%m-%dT%H:%M:%S.000+0000', time.gmtime(seconds))


def describe(site, user):
    """A user as Jira describes one; on Cloud there are no names."""
    if site.settings.deployment == 'Cloud':
        return {'accountId': f'5b10a2844c20165700ede21g:{user.name}',
                'displayName': user.display, 'active': True}
    name = urllib.parse.quote(user.name)
    return {
        'self': f'{site.settings.base_url}/rest/api/2/user?username={name}',
        'key': user.name,
        'name': user.name,
        'emailAddress': f'{user.name}@example.com',
        'displayName': user.display,
        'active': True,
        'timeZone': 'UTC',
        'locale': 'en_US',
    }


@members_only
def myself(site, request):
    """GET myself: the caller, or 401."""
    return json_reply(200, describe(site, request.user))


@members_only
def session(site, request):
    """GET the session: a shorter word on the caller."""
    return json_reply(200, {
        'self': describe(site, request.user)['self'],
        'name': request.user.name,
        'loginInfo': {'loginCount': 1, 'failedLoginCount': 0},
    })


@resource
def echo(site, request, *_):
    """ANY: the request, as it arrived, and who the caller was taken for."""
    record = request.record()
    record['user'] = request.user and request.user.name
    record['authentication'] = request.how
    record['parameters'] = request.parameters()
    return json_reply(200, record)


@resource
def answer(site, request):
    """ANY: the status, type, body and headers that the query asks for."""
    reply = Reply(int(request.parameter('status', '200')),
                  request.parameter('body', ''),
                  request.parameter('type', 'text/plain'))
    for name, value in request.parameters():
        if name == 'header':
            reply.add(*value.split(': ', 1))
    return reply


@resource
def bulk(site, request, size):
    """GET so many bytes, the same at every call."""
    line = b'0123456789abcdef' * 4096
    size = int(size)
    return Reply(200, (line * (size // len(line) + 1))[:size],
                 'application/octet-stream')


ROUTES = [
    ('GET', '/rest/api/(?:2|latest)/serverInfo', server_info),
    ('GET', '/rest/api/(?:2|latest)/myself', myself),
    ('GET', '/rest/auth/(?:1|latest)/session', session),
    ('ANY', '/rest/standin/1/echo(?:/.*)?', echo),
    ('ANY', '/rest/standin/1/answer', answer),
    ('GET', '/rest/standin/1/bytes/([0-9]{1,9})', bulk),
]
