"""client: oauthlib's own client, to hold the stand-in against.

Signs with oauthlib, sends exactly what it is told to send, and looks at all
of the answer.
"""

import http.client
import json
import time
import urllib.parse
from types import SimpleNamespace

from cryptography.hazmat.primitives.serialization import (
    Encoding, PublicFormat, load_pem_private_key)
from oauthlib.oauth1 import Client as Signer
from oauthlib.oauth1.rfc5849 import signature

from kit import random_token
from problem import form

PLUGIN = '/plugins/servlet/oauth'


class Answer:
    """A reply, with the problem in it, if there is one."""

    def __init__(self, reply, body):
        self.status = reply.status
        self.headers = reply.getheaders()
        self.body = body
        self.challenges = [value for name, value in self.headers
                           if name == 'WWW-Authenticate']
        self.fields = dict(urllib.parse.parse_qsl(body))
        self.problem = self.fields.get('oauth_problem')

    def header(self, name):
        """The first header of that name."""
        return dict(reversed(self.headers)).get(name)

    def json(self):
        """The body as JSON."""
        return json.loads(self.body)


class Client:
    """A consumer with a key, and perhaps a token."""

    def __init__(self, base, consumer, key, token=None):
        self.base = base
        self.origin = '/'.join(base.split('/')[:3])
        self.consumer = consumer
        self.key = key
        self.token = token

    def register(self, key, **fields):
        """Another consumer with our public key; returns its client."""
        public = load_pem_private_key(self.key.encode(), None).public_key()
        self.control('consumers', key=key, publicKey=public.public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
            **fields)
        return Client(self.base, key, self.key)

    def send(self, method, url, headers=(), body=None):
        """Send a request as it is."""
        parts = urllib.parse.urlsplit(url)
        wire = http.client.HTTPConnection(parts.netloc, timeout=30)
        target = url.split(parts.netloc, 1)[1] or '/'
        try:
            wire.putrequest(method, target)
            for name, value in headers:
                wire.putheader(name, value)
            if body is not None:
                wire.putheader('Content-Length', str(len(body)))
            wire.endheaders(body)
            reply = wire.getresponse()
            return Answer(reply, reply.read().decode())
        finally:
            wire.close()

    def control(self, name, **order):
        """Give the stand-in an order."""
        answer = self.send('POST', f'{self.origin}/_control/{name}',
                           body=json.dumps(order).encode())
        if answer.status != 200:
            raise ValueError(answer.body)
        return answer.json()

    def parameters(self, **changes):
        """The protocol parameters; None takes one out."""
        params = {
            'oauth_consumer_key': self.consumer,
            'oauth_nonce': random_token(16),
            'oauth_signature_method': 'RSA-SHA1',
            'oauth_timestamp': str(int(time.time())),
            'oauth_version': '1.0',
        }
        if self.token is not None:
            params['oauth_token'] = self.token
        params.update(changes)
        return [(name, value) for name, value in params.items()
                if value is not None]

    def sign(self, method, url, pairs, form_pairs=()):
        """The signature by oauthlib, over a URL's query and pairs."""
        query = urllib.parse.urlsplit(url).query
        params = list(pairs) + list(form_pairs) + urllib.parse.parse_qsl(
            query, keep_blank_values=True)
        base = signature.signature_base_string(
            method, signature.base_string_uri(url),
            signature.normalize_parameters(params))
        return signature.sign_rsa_sha1_with_client(
            base, SimpleNamespace(rsa_key=self.key))

    def call(self, method, path, carrier='header', form_pairs=(), **changes):
        """Sign and send; what does not begin with http lies below base."""
        url = path if path.startswith('http') else self.base + path
        pairs = self.parameters(**changes)
        if 'oauth_signature' not in changes:
            pairs.append(('oauth_signature', self.sign(
                method, url, pairs, form_pairs)))
        headers, body = [], None
        if carrier == 'header':
            headers.append(('Authorization', 'OAuth ' + ', '.join(
                f'{name}="{quote(value)}"' for name, value in pairs)))
            if form_pairs:
                body = form(form_pairs).encode()
        elif carrier == 'query':
            url += ('&' if '?' in url else '?') + form(pairs)
        elif carrier == 'form':
            body = form(list(form_pairs) + pairs).encode()
        if body is not None:
            headers.append(('Content-Type',
                            'application/x-www-form-urlencoded'))
        return self.send(method, url, headers, body)

    def stock(self, method, path, **options):
        """Sign with oauthlib's own Client, whole, and send that."""
        signer = Signer(self.consumer, rsa_key=self.key,
                        signature_method='RSA-SHA1',
                        resource_owner_key=self.token, **options)
        url, headers, body = signer.sign(self.base + path, method)
        return self.send(method, url, headers.items(), body)

    def request_token(self, callback='oob', **changes):
        """The first step."""
        return self.call('POST', PLUGIN + '/request-token',
                         oauth_callback=callback, oauth_token=None, **changes)

    def access_token(self, **changes):
        """The third step, or a renewal."""
        return self.call('POST', PLUGIN + '/access-token', **changes)


def quote(value):
    """Percent-encode as OAuth does."""
    return urllib.parse.quote(value, safe='~')
