"""dialog: the pages a person sees: log in, then allow or deny."""

import re
import urllib.parse

import pages
from kit import random_token
from provider import AUTHORIZE
from web import Answered, Reply, redirect

COOKIE = 'JSESSIONID'


def page(text, status=200):
    """A page that nobody else may frame or keep."""
    return Reply(status, text, 'text/html;charset=utf-8', [
        ('Cache-Control', 'no-store'), ('X-Frame-Options', 'SAMEORIGIN')])


def trouble(status, message):
    """A page that says why there is no other."""
    return Answered(page(pages.trouble(message), status))


def login_form(site, request):
    """GET login.jsp."""
    return page(pages.login(site.context,
                            request.parameter('os_destination', '/')))


def login(site, request):
    """POST login.jsp: begin a session, and go where one wanted to go."""
    user = site.users.get(request.parameter('os_username'))
    destination = request.parameter('os_destination', '/')
    if user is None or user.password != request.parameter('os_password'):
        return page(pages.login(site.context, destination, failed=True))
    user.failures = 0
    if not re.match('/(?!/)', destination):
        destination = '/'
    session = random_token()
    site.sessions[session] = user.name
    return redirect(site.context + destination).add(
        'Set-Cookie', f'{COOKIE}={session}; Path={site.context or "/"}; '
        'HttpOnly; SameSite=Lax')


def person_of(site, request):
    """The user whose session a request belongs to, or None."""
    return site.users.get(site.sessions.get(request.cookie(COOKIE)))


def token_of(site, request):
    """The request token that a page is about."""
    token = site.tokens.get(request.parameter('oauth_token'))
    if token is None or token.access or token.expires <= site.now():
        raise trouble(400, 'This request token is unknown or has expired.')
    if token.user is not None or token.denied:
        raise trouble(400, 'This request was answered before.')
    return token


def ask(site, request):
    """GET authorize: the question, once one has logged in."""
    user = person_of(site, request)
    if user is None:
        back = request.path[len(site.context):] + '?' + request.query
        return redirect(f'{site.context}/login.jsp?permissionViolation=true'
                        f'&os_destination={urllib.parse.quote(back, safe="")}')
    token = token_of(site, request)
    consumer = site.consumer(token.consumer)
    return page(pages.authorize(
        site.context + AUTHORIZE, consumer.name, user.display, token.value,
        callback_of(site, request, token), request.cookie(COOKIE)))


def callback_of(site, request, token):
    """Where the answer goes: a URL, or None for a page with the verifier.

    A callback on the consumer's own record counts even for oob.
    """
    if token.callback not in (None, 'oob'):
        return token.callback
    callback = site.consumer(token.consumer).callback
    if token.callback is None:
        callback = request.parameter('oauth_callback', callback)
    return callback


def decide(site, request):
    """POST authorize: the answer, from the page itself and no other."""
    user = person_of(site, request)
    if user is None or (
            request.parameter('atl_token') != request.cookie(COOKIE)):
        raise trouble(403, 'XSRF Security Token Missing')
    token = token_of(site, request)
    callback = callback_of(site, request, token)
    if request.parameter('approve') is not None:
        token.user = user.name
        token.verifier = random_token(6)
    else:
        token.denied = True
        token.verifier = 'denied'
    if callback is not None:
        return redirect(answer_url(callback, token))
    if token.denied:
        return page(pages.denied(site.consumer(token.consumer).name))
    return page(pages.verifier(
        site.consumer(token.consumer).name, token.verifier))


def answer_url(callback, token):
    """The callback with the answer; a plain 1.0 token has no verifier."""
    pairs = [('oauth_token', token.value)]
    if token.callback is not None:
        pairs.append(('oauth_verifier', token.verifier))
    return (callback + ('&' if '?' in callback else '?') +
            urllib.parse.urlencode(pairs))


ROUTES = [
    ('GET', '/login.jsp', login_form),
    ('POST', '/login.jsp', login),
    ('GET', AUTHORIZE, ask),
    ('POST', AUTHORIZE, decide),
]
