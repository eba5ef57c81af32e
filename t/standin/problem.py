"""problem: an OAuth problem, as the net.oauth library reports it.

The library keeps a problem's parameters in a java.util.HashMap, so they
arrive in the order of Java's string hashes and not in one that means
anything; a client must not match on position.  That order is made here too.
"""

from oauthlib.oauth1.rfc5849.utils import escape

STATUS = {
    'version_rejected': 400,
    'parameter_absent': 400,
    'parameter_rejected': 400,
    'timestamp_refused': 400,
    'signature_method_rejected': 400,
    'nonce_used': 401,
    'token_used': 401,
    'token_expired': 401,
    'token_revoked': 401,
    'token_rejected': 401,
    'token_not_authorized': 401,
    'signature_invalid': 401,
    'consumer_key_unknown': 401,
    'consumer_key_rejected': 401,
    'additional_authorization_required': 401,
    'permission_unknown': 401,
    'permission_denied': 401,
    'user_refused': 503,
    'consumer_key_refused': 503,
}


class Problem(Exception):
    """What the provider objects to, with the side parameters it adds."""

    def __init__(self, problem, **parameters):
        super().__init__(problem)
        self.problem = problem
        self.parameters = hash_order(
            {'oauth_problem': problem, **parameters})

    @property
    def status(self):
        """The HTTP status; what the library does not know is 403."""
        return STATUS.get(self.problem, 403)

    def body(self):
        """The problem as a form."""
        return form(self.parameters)

    def challenge(self, realm):
        """The problem as the value of WWW-Authenticate."""
        return challenge(realm, self.parameters)


def form(pairs):
    """Encode pairs as net.oauth does: never a plus sign for a space."""
    return '&'.join(f'{escape(name)}={escape(value)}'
                    for name, value in pairs)


def challenge(realm, pairs):
    """The value of WWW-Authenticate: a realm, and what begins oauth_."""
    parts = [f'OAuth realm="{escape(realm)}"']
    parts += [f'{escape(name)}="{escape(value)}"'
              for name, value in pairs if name.startswith('oauth_')]
    return ', '.join(parts)


def hash_order(parameters):
    """The pairs in the order of a java.util.HashMap of 16 buckets."""
    return sorted(parameters.items(), key=lambda pair: bucket(pair[0]))


def bucket(name):
    """Where Java's HashMap puts a string: String.hashCode(), spread."""
    code = 0
    for char in name:
        code = (31 * code + ord(char)) & 0xffffffff
    return (code ^ code >> 16) & 15
