"""provider: Jira's OAuth 1.0a provider, around the library's checks.

A request token, an access token for it, a renewal, and whom an API request
comes from.  What a token is like is looked at before the signature is.
"""

import re
from dataclasses import dataclass

from kit import random_token
from oauth1 import METHOD, Message, validate
from problem import Problem, challenge, form, hash_order
from web import Answered, Reply

REQUEST_TOKEN = '/plugins/servlet/oauth/request-token'
AUTHORIZE = '/plugins/servlet/oauth/authorize'
ACCESS_TOKEN = '/plugins/servlet/oauth/access-token'

# The library knows more than Jira takes, and says so.
LIBRARY_METHODS = {'HMAC-SHA1': '', 'PLAINTEXT': '', 'RSA-SHA1': '',
                   'HMAC-SHA1-Accessor': '', 'PLAINTEXT-Accessor': ''}

ACCESS = ('oauth_consumer_key', 'oauth_token', 'oauth_signature_method',
          'oauth_signature', 'oauth_timestamp', 'oauth_nonce')

NO_OAUTH_AGENTS = ('WebDAVFS/', 'WebDAVLib/', 'Microsoft-WebDAV-MiniRedir/')


@dataclass
class Token:
    """A request token, or the access token that it became."""

    value: str
    secret: str
    consumer: str
    expires: float
    access: bool = False
    callback: str = None        # None: the token is a plain 1.0 one
    user: str = None
    denied: bool = False
    verifier: str = None
    handle: str = None
    renewable_until: float = 0


def consumer_of(site, message):
    """The consumer that a message names, once its method is the right one."""
    message.require('oauth_consumer_key', 'oauth_signature_method')
    require_method(message)
    consumer = site.consumer(message.get('oauth_consumer_key'))
    if consumer is None:
        raise Problem('consumer_key_unknown')
    return consumer


def require_method(message):
    """Object to any method but RSA-SHA1, compared exactly."""
    if message.get('oauth_signature_method') != METHOD:
        raise Problem(
            'signature_method_rejected',
            oauth_acceptable_signature_methods='&'.join(
                name for name, _ in hash_order(LIBRARY_METHODS)))


def request_token(site, request):
    """POST request-token: begin the dance."""
    message = Message(request)
    consumer = consumer_of(site, message)
    if not consumer.three_legged:
        raise Problem('permission_denied')
    validate(site, message, consumer)
    callback = message.get('oauth_callback')
    if callback not in (None, 'oob') and not re.match(
            'https?://[^/?#]', callback, re.I):
        raise Problem('parameter_rejected',
                      oauth_parameters_rejected='oauth_callback',
                      oauth_problem_advice='The callback must be oob or an '
                      'absolute http or https URI.')
    token = Token(random_token(), random_token(), consumer.key,
                  site.now() + site.settings.request_seconds,
                  callback=callback)
    site.tokens[token.value] = token
    pairs = [('oauth_token', token.value), ('oauth_token_secret', token.secret)]
    if callback is not None:
        pairs.append(('oauth_callback_confirmed', 'true'))
        if site.person is not None and callback != 'oob':
            site.person(site.url + site.context + AUTHORIZE, token.value)
    return Reply(200, form(pairs), 'text/plain')


def access_token(site, request):
    """POST access-token: change a request token, or renew an access token."""
    message = Message(request)
    message.require('oauth_consumer_key', 'oauth_signature_method')
    require_method(message)
    message.require('oauth_token')
    token = site.tokens.get(message.get('oauth_token'))
    if token is None:
        raise Problem('token_rejected')
    if token.access:
        check_renewal(site, message, token)
    else:
        check_exchange(site, message, token)
    validate(site, message, consumer_of(site, message))
    return renew(site, token) if token.access else exchange(site, token)


def check_exchange(site, message, token):
    """What must be true of a request token, before its signature."""
    if token.expires <= site.now():
        raise Problem('token_expired')
    if token.denied:
        raise Problem('permission_denied')
    if token.user is None:
        raise Problem('permission_unknown')
    if token.consumer != message.get('oauth_consumer_key'):
        raise Problem('token_rejected')
    if token.callback is not None:
        message.require('oauth_verifier')
        if message.get('oauth_verifier') != token.verifier:
            raise Problem('token_rejected')


def check_renewal(site, message, token):
    """What must be true of an access token that asks to be renewed."""
    if (token.handle is None or
            token.consumer != message.get('oauth_consumer_key')):
        raise Problem('token_rejected')
    message.require('oauth_session_handle')
    if message.get('oauth_session_handle') != token.handle:
        raise Problem('token_rejected')
    if token.renewable_until <= site.now():
        raise Problem('permission_denied')


def exchange(site, token):
    """A new access token for a request token, which is used up."""
    del site.tokens[token.value]
    return grant(site, Token(random_token(), random_token(), token.consumer, 0,
                             access=True, user=token.user))


def renew(site, token):
    """The access token under a new value, with the secret it had."""
    del site.tokens[token.value]
    return grant(site, Token(random_token(), token.secret, token.consumer, 0,
                             access=True, user=token.user))


def grant(site, token):
    """Keep a new access token, and say what the client has to know."""
    settings = site.settings
    session = settings.access_seconds + settings.renew_seconds
    token.expires = site.now() + settings.access_seconds
    token.renewable_until = site.now() + session
    token.handle = random_token()
    site.tokens[token.value] = token
    return Reply(200, form([
        ('oauth_token', token.value),
        ('oauth_token_secret', token.secret),
        ('oauth_expires_in', str(settings.access_seconds)),
        ('oauth_session_handle', token.handle),
        ('oauth_authorization_expires_in', str(session)),
    ]), 'text/plain')


def authenticate(site, request):
    """Who an API request comes from: a user's name, or None.

    A request that lacks one of the six parameters is no OAuth request at
    all, and goes on as an anonymous one.
    """
    if request.header('User-Agent', '').startswith(NO_OAUTH_AGENTS):
        return None
    message = Message(request)
    if any(name not in message.values for name in ACCESS):
        return None
    request.how = 'oauth1'
    require_method(message)
    if message.get('oauth_token') == '':
        return two_legged(site, request, message)
    token = site.tokens.get(message.get('oauth_token'))
    if (token is None or not token.access or
            token.consumer != message.get('oauth_consumer_key')):
        raise Problem('token_rejected')
    if token.expires <= site.now():
        raise Problem('token_expired')
    validate(site, message, consumer_of(site, message))
    return token.user


def unwelcome(site, message):
    """The refusal of two-legged access: the request's own parameters."""
    pairs = [pair for pair in message.pairs if pair[0].startswith('oauth_')]
    return Answered(Reply(401, headers=[
        ('WWW-Authenticate', challenge(site.settings.base_url, pairs))]))


def two_legged(site, request, message):
    """Who a request without a token comes from."""
    consumer = consumer_of(site, message)
    parameters = dict(reversed(request.parameters()))
    requestor = parameters.get(
        'xoauth_requestor_id', parameters.get('user_id'))
    allowed = (consumer.two_legged if requestor is None
               else consumer.impersonation)
    if not allowed:
        raise unwelcome(site, message)
    validate(site, message, consumer)
    return consumer.execute_as if requestor is None else requestor


# The paths are known by their ends, whatever stands before them.
ROUTES = [
    ('POST', f'.*{REQUEST_TOKEN}', request_token),
    ('POST', f'.*{ACCESS_TOKEN}', access_token),
]
