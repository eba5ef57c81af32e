"""kit: random values and public keys, as Jira makes and reads them."""

import base64
import re
import secrets

from cryptography.hazmat.primitives.serialization import (
    Encoding, PublicFormat, load_der_public_key)

from web import Refused


def random_token(length=32):
    """So many random alphanumerics, as Jira's tokens are."""
    alphabet = ('ABCDEFGHIJKLMNOPQRSTUVWXYZ'
                'abcdefghijklmnopqrstuvwxyz0123456789')
    return ''.join(secrets.choice(alphabet) for _ in range(length))


def read_public_key(text):
    """The PEM of a key given as Jira takes it: SPKI, PEM or bare base64.

    Lines of dashes are stripped and the rest has to be a DER
    SubjectPublicKeyInfo, so that PKCS#1 and certificates are refused.
    """
    bare = re.sub('-----[^-]*-----|\n', '', text)
    try:
        key = load_der_public_key(base64.b64decode(bare, validate=True))
    except ValueError as error:
        raise Refused(400, 'not a public key that Jira takes') from error
    if '-----BEGIN' in text and '-----BEGIN PUBLIC KEY-----' not in text:
        raise Refused(400, 'not a public key that Jira takes')
    return key.public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
