"""pats: personal access tokens over REST, from Jira 8.14 on.

Their owner lists, makes and deletes them with a password or with one of them;
a secret is in the answer to its making and nowhere else.
"""

import json

from discovery import since
from people import resource
from rest import stamp
from web import Refused, Reply, json_reply


def fail(status, exception, words):
    """An error as this plugin words it."""
    return json_reply(status, {
        'exception': f'com.atlassian.pats.exception.{exception}',
        'error': words})


def offered(function):
    """Make a resource of the plugin: it is there, and for people alone."""
    @resource
    def wrapped(site, request, *args):
        if not since(site, 8, 14) or not site.settings.pat_plugin:
            raise Refused(404, 'Not Found')
        if request.user is None:
            return fail(401, 'NotAuthenticatedException',
                        'You are not logged in.')
        if request.method != 'GET' and not unforged(request):
            return Reply(403, 'XSRF check failed', 'text/plain')
        return function(site, request, *args)
    return wrapped


def unforged(request):
    """Does the request say that no page made it up?  A bearer need not."""
    return (request.how != 'basic' or
            request.header('X-Atlassian-Token') in ('no-check', 'nocheck'))


def describe(token):
    """A token as Jira tells of it, without its secret."""
    told = {'id': token.id, 'name': token.name,
            'createdAt': stamp(token.created)}
    if token.used is not None:
        told['lastAccessedAt'] = stamp(token.used)
    if token.expires is not None:
        told['expiringAt'] = stamp(token.expires)
    return told


@offered
def index(site, request):
    """GET those of the caller."""
    return json_reply(200, [describe(token) for token in
                            site.personal.of(request.user.name)])


def wrong(settings, order):
    """What is wrong with an order for a token, or None."""
    name, days = order.get('name'), order.get('expirationDuration')
    if not isinstance(name, str) or not name.strip():
        return 'InvalidTokenNameException', 'Token name cannot be blank.'
    if len(name) > settings.pat_name:
        return ('InvalidTokenNameException',
                f'Token name is longer than {settings.pat_name}.')
    if days is None:
        return None if settings.pat_eternal else (
            'ExpirationDurationException', 'An expiry date is required.')
    if (not isinstance(days, int) or isinstance(days, bool) or
            not 1 <= days <= settings.pat_days):
        return ('ExpirationDurationException', 'The expiry has to be '
                f'between 1 and {settings.pat_days} days.')
    return None


@offered
def make(site, request):
    """POST an order for one."""
    settings = site.settings
    if request.type() != 'application/json':
        raise Refused(415, 'Unsupported Media Type')
    try:
        order = json.loads(request.body)
    except ValueError as error:
        raise Refused(400, 'Bad Request') from error
    if not settings.pat_licence:
        return fail(403, 'LicenseException', 'Not licensed.')
    if not settings.pat_feature:
        return fail(400, 'FeatureDisabledException',
                    'Personal access tokens are switched off.')
    if not isinstance(order, dict) or wrong(settings, order):
        return fail(400, *wrong(settings, order if isinstance(order, dict)
                                else {}))
    if len(site.personal.of(request.user.name)) >= settings.pat_limit:
        return fail(403, 'TokenLimitExceededException',
                    'You have reached the maximum number of tokens.')
    token = site.personal.add(request.user.name, order['name'],
                              order.get('expirationDuration'))
    return json_reply(201, {**describe(token), 'rawToken': token.secret})


@offered
def delete(site, request, number):
    """DELETE one of the caller's."""
    if not site.personal.delete(request.user.name, number):
        return fail(404, 'TokenNotFoundException', 'No such token.')
    return Reply(204)


ROUTES = [
    ('GET', '/rest/pat/(?:1.0|latest)/tokens', index),
    ('POST', '/rest/pat/(?:1.0|latest)/tokens', make),
    ('DELETE', '/rest/pat/(?:1.0|latest)/tokens/([^/]+)', delete),
]
