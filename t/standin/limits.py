"""limits: so many requests and no more, as either Jira counts them.

Data Center has a bucket that is filled each interval, and tells with every
answer what is left in it.  Jira Cloud counts in windows, warns when the end is
near, and gives its reasons.
"""

import math
import time
from datetime import datetime, timezone

from web import json_reply


class Limits:
    """What the administrator has set; nothing at first."""

    def __init__(self):
        self.kind = None
        self.size = self.left = self.fill = self.refused = 0
        self.interval = 1
        self.begun = time.monotonic()
        self.silent = False  # refuse without a word about when

    def set(self, order):
        """Take an order of control.limits()."""
        self.__init__()
        for name, value in order.items():
            setattr(self, name, value)
        self.fill = self.fill or self.size
        self.left = self.size

    def pour(self):
        """Fill up for the intervals that have passed."""
        passed = int((time.monotonic() - self.begun) // self.interval)
        self.begun += passed * self.interval
        self.left = min(self.size, self.left + passed * self.fill)

    def refuse(self, request):
        """Count a request; the answer if it is one too many, or None."""
        if self.kind is None or request.path.startswith('/_control/'):
            return None
        self.pour()
        if self.left > 0:
            self.left -= 1
            return None
        self.refused += 1
        reply = json_reply(429, {'message': 'Rate limit exceeded.'})
        if not self.silent:
            reply.add('Retry-After', str(self.rest()))
        if self.kind == 'cloud':
            reply.add('RateLimit-Reason', 'jira-burst-based')
            reply.add('X-RateLimit-Reset', datetime.fromtimestamp(
                time.time() + self.rest(), timezone.utc).isoformat())
        self.mark(request, reply)
        return reply

    def rest(self):
        """Whole seconds until there is more."""
        return math.ceil(self.begun + self.interval - time.monotonic())

    def mark(self, request, reply):
        """Say on an answer what is left."""
        if self.kind is None or request.path.startswith('/_control/'):
            return
        reply.add('X-RateLimit-Limit', str(self.size))
        reply.add('X-RateLimit-Remaining', str(self.left))
        if self.kind == 'cloud':
            if self.left * 5 < self.size:
                reply.add('X-RateLimit-NearLimit', 'true')
            return
        reply.add('X-RateLimit-FillRate', str(self.fill))
        reply.add('X-RateLimit-Interval-Seconds', str(self.interval))
        if reply.status != 429:
            reply.add('retry-after', '0' if self.left else str(self.rest()))
