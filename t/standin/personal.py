"""personal: the personal access tokens that there are, as Jira keeps them.

A token is known by its secret until it ends, is listed for a month after
that, and counts against what its owner may have.
"""

from dataclasses import dataclass

from kit import random_token

DAY = 86400
PRUNED_AFTER = 30 * DAY


@dataclass
class Token:
    """A personal access token."""

    id: int
    name: str
    user: str
    secret: str
    created: float
    expires: float = None       # None: never
    used: float = None
    deleted: float = None       # it may be taken for a while after that


class Store:
    """All of them."""

    def __init__(self, site):
        self.site = site
        self.tokens = []
        self.last = 0

    def add(self, user, name, days=None, secret=None):
        """Make one, which lives for so many days."""
        self.last += 1
        now = self.site.now()
        token = Token(self.last, name, user, secret or random_token(44), now,
                      None if days is None else now + days * DAY)
        self.tokens.append(token)
        return token

    def of(self, user):
        """Those of a person that are there; what ended long ago is not."""
        now = self.site.now()
        self.tokens = [token for token in self.tokens
                       if token.expires is None or
                       token.expires + PRUNED_AFTER > now]
        return [token for token in self.tokens
                if token.user == user and token.deleted is None]

    def holder(self, secret):
        """The name behind a secret, or None."""
        now = self.site.now()
        for token in self.tokens:
            gone = (token.deleted is not None and
                    token.deleted + self.site.settings.pat_cache <= now)
            ended = token.expires is not None and token.expires <= now
            if token.secret == secret and not gone and not ended:
                token.used = now - now % 60
                return token.user
        return None

    def delete(self, user, number):
        """Delete one of a person's; was it there?"""
        for token in self.of(user):
            if str(token.id) == number:
                token.deleted = self.site.now()
                return True
        return False
