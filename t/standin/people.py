"""people: who a request comes from: OAuth, Basic, a token, a session, nobody.

Jira lets strangers in, so a credential that is missing or wrong may end in
an anonymous answer with a status of 200.
"""

import base64
import binascii

import provider
from problem import challenge
from web import Answered, Reply, json_reply


def identify(site, request):
    """Set request.user; None is an anonymous one."""
    name = provider.authenticate(site, request)
    if request.how is None:
        scheme, _, value = request.header('Authorization', '').partition(' ')
        if scheme.lower() == 'basic':
            name = basic(site, request, value.strip())
        elif scheme.lower() == 'bearer':
            name = bearer(site, request, value.strip())
        else:
            name = site.sessions.get(request.cookie('JSESSIONID'))
    request.user = site.users.get(name)
    if request.user is not None:
        request.reason = request.reason or 'OK'


def basic(site, request, value):
    """The name behind user:password; a colon is part of the password."""
    request.how = 'basic'
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ''
    name, _, password = text.partition(':')
    user = site.users.get(name)
    if user is not None and user.failures >= site.settings.captcha:
        raise denied(site, request)
    if (user is not None and password == user.password and
            not site.settings.scoped):
        user.failures = 0
        return name
    if user is not None:
        user.failures += 1
    return failed(site, request)


def bearer(site, request, value):
    """The name behind a token of OAuth 2.0, or a personal access token."""
    request.how = 'pat'
    family = site.grants.holder(value, 'server')
    if family is not None:
        request.how = 'oauth2'
        return family.user
    return site.personal.holder(value) or failed(site, request)


def failed(site, request):
    """A credential that does not resolve: anonymous, or refused."""
    request.reason = 'AUTHENTICATED_FAILED'
    if site.settings.silent:
        return None
    raise Answered(dress(site, request, Reply(
        401, login_failure(request.reason), 'text/html;charset=utf-8')))


def denied(site, request):
    """The refusal before the password is looked at: a CAPTCHA is due."""
    request.reason = 'AUTHENTICATION_DENIED'
    reply = Reply(403, login_failure(request.reason), 'text/html;charset=utf-8')
    reply.add('X-Authentication-Denied-Reason', 'CAPTCHA_CHALLENGE; '
              f'login-url={site.settings.base_url}/login.jsp')
    return Answered(dress(site, request, reply))


def login_failure(reason):
    """The page that comes with a failed Basic login."""
    return ('<html><head><title>Unauthorized</title></head><body>'
            f'<h1>Basic Authentication Failure - Reason : {reason}</h1>'
            '</body></html>\n')


def dress(site, request, reply):
    """Add the headers by which Jira tells whom it saw."""
    if request.reason is not None:
        reply.add('X-Seraph-LoginReason', request.reason)
    reply.add('X-AUSERNAME',
              request.user.name if request.user else 'anonymous')
    if request.user is not None:
        reply.headers.extend((site.settings.rate or {}).items())
    if reply.status == 401 and site.settings.bare:
        reply.add('WWW-Authenticate', challenge(site.settings.base_url, []))
    return reply


def resource(function):
    """Make a REST resource of a function: identify first, dress last."""
    def wrapped(site, request, *args):
        identify(site, request)
        return dress(site, request, function(site, request, *args))
    return wrapped


def nobody(site):
    """The answer to an anonymous caller: 401, or a 400 that has been seen."""
    words = ('You are not authenticated. Authentication required to perform '
             'this operation.')
    if site.settings.nobody == 400:
        words = 'This resource is not available for anonymous users.'
    return json_reply(site.settings.nobody,
                      {'errorMessages': [words], 'errors': {}})


def members_only(function):
    """Make a REST resource that turns anonymous callers away."""
    @resource
    def wrapped(site, request, *args):
        if request.user is None:
            return nobody(site)
        return function(site, request, *args)
    return wrapped
