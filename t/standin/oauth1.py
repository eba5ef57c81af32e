"""oauth1: an OAuth 1.0a message, and the checks of the net.oauth library.

The order of the checks and their words are the library's, with which Jira
verifies.  Base strings are built and signatures verified by oauthlib, never
by jira-filters' own code.
"""

import binascii
import re
from types import SimpleNamespace

from oauthlib.oauth1.rfc5849 import signature as oauthlib_signature
from oauthlib.oauth1.rfc5849.utils import escape

from problem import Problem, form
from web import Refused, decode

METHOD = 'RSA-SHA1'
WINDOW = 300      # seconds either side of the server's time
NONCE_LIFE = 60   # seconds that Atlassian's own layer remembers a nonce

SINGLE = ('oauth_consumer_key', 'oauth_token', 'oauth_token_secret',
          'oauth_callback', 'oauth_signature_method', 'oauth_signature',
          'oauth_timestamp', 'oauth_nonce', 'oauth_version')


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
    """A message as oauthlib takes one; base64 is padded leniently.

    The path is taken as it came, but that oauthlib drops an empty parameter,
    the semicolon at the very end of a path.
    """
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
