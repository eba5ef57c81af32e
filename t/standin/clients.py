"""clients: OAuth 2.0 as Jira's authorization servers keep it.

Grants, PKCE, codes and scopes are oauthlib's business; here is what it asks
for: who the clients are, and which codes and tokens there are.  A refresh
token is worth one use.  Cloud forgives a second one for ten minutes, and
takes a later one for a theft: then the whole family of tokens is revoked.
"""

import os
import time
from dataclasses import dataclass, field

from oauthlib.oauth2 import RequestValidator, Server

from kit import random_token

# The stand-in is on loopback, where there is nobody to listen.
os.environ.setdefault('OAUTHLIB_INSECURE_TRANSPORT', '1')

SCOPE_LADDER = ['READ', 'WRITE', 'ADMIN', 'SYSTEM_ADMIN']


@dataclass
class Client:
    """An app, an incoming link, a service account or OAuth credentials."""

    id: str
    secret: str
    realm: str                  # server, cloud or credentials
    grants: list
    redirects: list = field(default_factory=list)
    scopes: list = field(default_factory=list)
    user: str = None            # whom it acts as, without a person
    name: str = None

    @property
    def client_id(self):
        """What oauthlib calls it."""
        return self.id


@dataclass
class Code:
    """An authorization code."""

    client: str
    user: str
    redirect: str
    scopes: list
    challenge: str
    method: str
    expires: float


@dataclass
class Family:
    """What comes of one login: tokens that are revoked together."""

    client: str
    user: str
    scopes: list
    redirect: str = None
    revoked: bool = False


@dataclass
class Token:
    """An access or a refresh token."""

    family: Family
    expires: float
    spent: float = None         # a refresh token, when it was used
    heirs: list = field(default_factory=list)


class Store:
    """Everything that is granted at a site."""

    def __init__(self, site):
        self.site = site
        self.clients = {}
        self.codes = {}
        self.access = {}
        self.refresh = {}
        self.leeway = 600
        self.access_seconds = 3600
        self.credentials_seconds = 900
        self.refresh_seconds = 90 * 86400
        self.refreshes = 0
        self.breaches = 0

    def now(self):
        """The time, as the site has it."""
        return time.time() + self.site.settings.clock

    def register(self, order):
        """Add a client, from its fields by name."""
        client = Client(**order)
        self.clients[client.id] = client

    def seed(self, **login):
        """Tokens as after a login, without one."""
        family = Family(**login)
        access, refresh = random_token(40), random_token(40)
        self.access[access] = Token(family, self.now() + self.access_seconds)
        self.refresh[refresh] = Token(
            family, self.now() + self.refresh_seconds)
        return {'access': access, 'refresh': refresh}

    def lasts(self, *realms):
        """The seconds that an access token of these realms is good for."""
        return (self.credentials_seconds if 'credentials' in realms
                else self.access_seconds)

    def holder(self, value, *realms):
        """The family that an access token lets in as, or None."""
        token = self.access.get(value)
        if token is None or token.family.revoked:
            return None
        if self.clients[token.family.client].realm not in realms:
            return None
        return token.family if token.expires > self.now() else None

    def drop(self, values):
        """Take tokens away."""
        for value in values:
            self.access.pop(value, None)
            self.refresh.pop(value, None)


class Validator(RequestValidator):
    """What oauthlib asks, for the clients of some realms."""

    def __init__(self, store, *realms):
        super().__init__()
        self.store = store
        self.realms = realms

    def client(self, client_id):
        """A client of ours, or None."""
        client = self.store.clients.get(client_id)
        return client if client and client.realm in self.realms else None

    def authenticate_client(self, request, *args, **kwargs):
        """Know a client by its secret."""
        client = self.client(request.client_id)
        if client is None or request.client_secret != client.secret:
            return False
        request.client = client
        return True

    def authenticate_client_id(self, client_id, request, *args, **kwargs):
        """Nobody does without a secret."""
        return False

    def client_authentication_required(self, request, *args, **kwargs):
        return True

    def validate_client_id(self, client_id, request, *args, **kwargs):
        request.client = self.client(client_id)
        return request.client is not None

    def validate_redirect_uri(self, client_id, redirect_uri, request,
                              *args, **kwargs):
        """Exactly as it is registered."""
        return redirect_uri in request.client.redirects

    def get_default_redirect_uri(self, client_id, request, *args, **kwargs):
        return None

    def validate_response_type(self, client_id, response_type, client,
                               request, *args, **kwargs):
        return response_type == 'code'

    def validate_grant_type(self, client_id, grant_type, client, request,
                            *args, **kwargs):
        return grant_type in client.grants

    def get_default_scopes(self, client_id, request, *args, **kwargs):
        client = self.client(client_id or request.client.id)
        return list(client.scopes)

    def validate_scopes(self, client_id, scopes, client, request,
                        *args, **kwargs):
        """Within what is allowed; a scope of Data Center has those below."""
        allowed = set(client.scopes)
        for scope in client.scopes:
            if scope in SCOPE_LADDER:
                allowed.update(
                    SCOPE_LADDER[:SCOPE_LADDER.index(scope) + 1])
        return set(scopes) <= allowed

    def is_pkce_required(self, client_id, request):
        return False

    def save_authorization_code(self, client_id, code, request,
                                *args, **kwargs):
        self.store.codes[code['code']] = Code(
            client_id, request.user, request.redirect_uri,
            list(request.scopes), request.code_challenge,
            request.code_challenge_method, self.store.now() + 60)

    def get_code_challenge(self, code, request):
        return self.store.codes[code].challenge

    def get_code_challenge_method(self, code, request):
        return self.store.codes[code].method

    def validate_code(self, client_id, code, client, request,
                      *args, **kwargs):
        found = self.store.codes.get(code)
        if found is None or found.client != client_id:
            return False
        if found.expires <= self.store.now():
            return False
        request.user, request.scopes = found.user, found.scopes
        request.family = Family(client_id, found.user, found.scopes,
                                found.redirect)
        return True

    def confirm_redirect_uri(self, client_id, code, redirect_uri, client,
                             request, *args, **kwargs):
        return redirect_uri == self.store.codes[code].redirect

    def invalidate_authorization_code(self, client_id, code, request,
                                      *args, **kwargs):
        self.store.codes.pop(code, None)

    def validate_refresh_token(self, refresh_token, client, request,
                               *args, **kwargs):
        """Is it worth a refresh?  A theft costs the family everything."""
        store, token = self.store, self.store.refresh.get(refresh_token)
        if token is None or token.family.client != client.id:
            return False
        if token.family.revoked or token.expires <= store.now():
            return False
        if token.spent is not None and (
                store.now() - token.spent >= store.leeway or
                self.is_passed_on(token)):
            store.breaches += 1
            token.family.revoked = True
            return False
        if 'server' in self.realms and (
                request.redirect_uri != token.family.redirect):
            return False
        request.family, request.spends = token.family, token
        request.user = token.family.user
        return True

    def is_passed_on(self, token):
        """Has what came of a refresh token been used for another?"""
        heirs = [self.store.refresh[heir] for heir in token.heirs
                 if heir in self.store.refresh]
        return any(heir.spent is not None for heir in heirs)

    def get_original_scopes(self, refresh_token, request, *args, **kwargs):
        return self.store.refresh[refresh_token].family.scopes

    def rotate_refresh_token(self, request):
        return True

    def save_bearer_token(self, token, request, *args, **kwargs):
        """Keep what is handed out, and what it comes in the place of."""
        store, family = self.store, getattr(request, 'family', None)
        if family is None:
            family = Family(request.client.id, request.client.user,
                            list(request.scopes))
        spends = getattr(request, 'spends', None)
        if spends is not None:
            store.refreshes += 1
            store.drop(spends.heirs)
            if spends.spent is None:
                spends.spent = store.now()
        if 'cloud' in self.realms and 'offline_access' not in family.scopes:
            token.pop('refresh_token', None)
        expires = store.now() + store.lasts(*self.realms)
        store.access[token['access_token']] = Token(family, expires)
        heirs = [token['access_token']]
        if 'refresh_token' in token:
            store.refresh[token['refresh_token']] = Token(
                family, store.now() + store.refresh_seconds,
                heirs=list(heirs) if 'server' in self.realms else [])
            heirs.append(token['refresh_token'])
        if spends is not None:
            spends.heirs = heirs
        return None

    def revoke_token(self, token, token_type_hint, request, *args, **kwargs):
        """Either token takes the other with it."""
        for kind in (self.store.access, self.store.refresh):
            if token in kind and (
                    kind[token].family.client == request.client.id):
                kind[token].family.revoked = True


def endpoint(store, *realms):
    """oauthlib's server for the clients of some realms."""
    return Server(Validator(store, *realms),
                  token_expires_in=lambda request: store.lasts(*realms),
                  token_generator=lambda request: random_token(40),
                  refresh_token_generator=lambda request: random_token(40))
