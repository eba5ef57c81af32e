"""oauth1: Jira's OAuth 1.0a provider.

The checks, their order and their words are those of the net.oauth library
and of Atlassian's code around it.  Base strings are built and signatures
verified by oauthlib, never by jira-filters' own code.
"""

import binascii
import re
from dataclasses import dataclass
from types import SimpleNamespace

from oauthlib.oauth1.rfc5849 import signature as oauthlib_signature
from oauthlib.oauth1.rfc5849.utils import escape

from kit import random_token
from problem import Problem, challenge, form, hash_order
from web import Answered, Refused, Reply, decode

METHOD = 'RSA-SHA1'
WINDOW = 300      # seconds either side of the server's time
NONCE_LIFE = 60   # seconds that Atlassian's own layer remembers a nonce

# The library knows more than Jira takes, and says so.
LIBRARY_METHODS = {'HMAC-SHA1': '', 'PLAINTEXT': '', 'RSA-SHA1': '',
                   'HMAC-SHA1-Accessor': '', 'PLAINTEXT-Accessor': ''}

SINGLE = ('oauth_consumer_key', 'oauth_token', 'oauth_token_secret',
          'oauth_callback', 'oauth_signature_method', 'oauth_signature',
          'oauth_timestamp', 'oauth_nonce', 'oauth_version')

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


class Message:
    """The parameters of a request, with the header's before the others."""

    def __init__(self, request):
        self.request = request
        self.pairs = []
        for header in request.all_headers('Authorization'):
            self.pairs += decode_header(header)
        self.pairs += request.parameters()
        self.values = dict(self.pairs)

    def get(self, name):
        """The value of a parameter; None when it is absent."""
        return self.values.get(name)

    def require(self, *names):
        """Object to parameters that are absent."""
        absent = [name for name in names if name not in self.values]
        if absent:
            raise Problem('parameter_absent', oauth_parameters_absent='&'.join(
                escape(name) for name in absent))


def decode_header(header):
    """The parameters of an Authorization header.

    What is not name="value" is dropped without a word; a literal comma
    splits, and a literal plus sign is a space.
    """
    match = re.fullmatch(r'\s*(\w*)\s+(.*)', header)
    if not match or match[1].lower() != 'oauth':
        return []
    pairs = []
    for piece in re.split(r'\s*,\s*', match[2]):
        pair = re.fullmatch(r'(\S*)\s*=\s*"([^"]*)"', piece)
        if pair and decode(pair[1]).lower() != 'realm':
            pairs.append((decode(pair[1]), decode(pair[2])))
    return pairs


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


def validate(site, message, consumer):
    """The library's own checks, in its order."""
    check_single(message)
    check_version(message)
    check_timestamp(site, message)
    check_nonce(site, message)
    check_signature(site, message, consumer)


def check_single(message):
    """Object to parameters that occur twice, wherever they stand."""
    names = [name for name, _ in message.pairs]
    rejected = [pair for pair in message.pairs
                if pair[0] in SINGLE and names.count(pair[0]) > 1]
    if rejected:
        rejected.sort(key=lambda pair: names.index(pair[0]))
        raise Problem('parameter_rejected',
                      oauth_parameters_rejected=form(rejected))


def check_version(message):
    """Object to a version, if there is one, that is not 1.0."""
    version = message.get('oauth_version')
    if version is None:
        return
    try:
        good = float(version) == 1.0
    except ValueError:
        good = False
    if not good:
        raise Problem('version_rejected', oauth_acceptable_versions='1.0-1.0')


def check_timestamp(site, message):
    """Object to a time outside the window; what is no number is a crash."""
    message.require('oauth_timestamp', 'oauth_nonce')
    text = message.get('oauth_timestamp')
    if not re.fullmatch('[+-]?[0-9]{1,18}', text):
        raise Refused(500, 'java.lang.NumberFormatException')
    now = site.now()
    least, most = int(now - WINDOW + 0.5), int(now + WINDOW + 0.5)
    if not least <= int(text) <= most:
        unit = 1000 if site.settings.milliseconds else 1
        raise Problem('timestamp_refused', oauth_acceptable_timestamps=(
            f'{least * unit}-{most * unit}'))


def check_nonce(site, message):
    """Consume a nonce, whatever the signature turns out to be.

    The library wants (time, nonce, consumer, token) to be new within the
    window; Atlassian's layer (consumer, nonce) for a minute.
    """
    now = site.now()
    site.nonces = {key: until for key, until in site.nonces.items()
                   if until > now}
    consumer, nonce = (message.get('oauth_consumer_key'),
                       message.get('oauth_nonce'))
    timestamp = int(message.get('oauth_timestamp'))
    keys = {(consumer, nonce): now + NONCE_LIFE,
            (timestamp, nonce, consumer, message.get('oauth_token')):
            timestamp + WINDOW}
    if not site.nonces.keys().isdisjoint(keys):
        raise Problem('nonce_used')
    site.nonces.update(keys)


def check_signature(site, message, consumer):
    """Have oauthlib verify the signature; show our base string if it is bad."""
    message.require('oauth_signature')
    request = signed(site, message)
    try:
        good = oauthlib_signature.verify_rsa_sha1(request, consumer.public_key)
    except binascii.Error:
        good = False
    if not good:
        raise Problem('signature_invalid',
                      oauth_signature=message.get('oauth_signature'),
                      oauth_signature_base_string=base_string(request),
                      oauth_signature_method=METHOD)


def signed(site, message):
    """A message as oauthlib takes one; base64 is padded leniently."""
    signature = (message.get('oauth_signature') or '').rstrip('=')
    return SimpleNamespace(
        http_method=message.request.method,
        uri=request_url(site, message.request),
        params=[pair for pair in message.pairs if pair[0] != 'oauth_signature'],
        signature=signature + '=' * (-len(signature) % 4))


def base_string(request):
    """The base string, as oauthlib builds it."""
    return oauthlib_signature.signature_base_string(
        request.http_method, oauthlib_signature.base_string_uri(request.uri),
        oauthlib_signature.normalize_parameters(request.params))


def request_url(site, request):
    """The URL as the container sees it, with the path as it came.

    That is the Host header's, unless the connector was told of a proxy.
    """
    origin = site.settings.connector
    if origin is None:
        scheme = site.url.partition('://')[0]
        origin = f"{scheme}://{request.header('Host')}"
    return origin + request.path


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
    if token.consumer != message.get('oauth_consumer_key'):
        raise Problem('token_rejected')
    if token.handle is None:
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


AUTHORIZE = '/plugins/servlet/oauth/authorize'

ROUTES = [
    ('POST', '.*/plugins/servlet/oauth/request-token', request_token),
    ('POST', '.*/plugins/servlet/oauth/access-token', access_token),
]
