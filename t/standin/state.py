"""state: everything the stand-in knows: people, consumers, tokens, the clock.

The modules that answer requests (oauth1, dialog, rest, control, …) each list
their routes; the site finds the one that fits and lets it answer.
"""

import re
import threading
import time
from dataclasses import dataclass

import clients
import pages
from faults import Faults, Recorder
from ingest_store import Held
from kit import read_public_key
from limits import Limits
from personal import Store
from problem import Problem, challenge
from web import Answered, Refused, Reply, redirect


@dataclass
class User:
    """Somebody who may log in."""

    name: str
    display: str
    password: str
    failures: int = 0


@dataclass
class Consumer:
    """The incoming half of an application link."""

    key: str
    public_key: str
    name: str
    callback: str = None
    three_legged: bool = True
    two_legged: bool = False
    execute_as: str = None
    impersonation: bool = False


@dataclass
class Settings:
    """What an administrator, or a proxy in between, may have changed."""

    base_url: str = None        # as configured; shown, and used as realm
    connector: str = None       # scheme, host and port as Tomcat has them
    clock: float = 0            # seconds that the server is ahead
    milliseconds: bool = False  # old builds' acceptable timestamps
    body: bool = True           # problems in the body, too
    header: bool = True         # problems in WWW-Authenticate
    bare: bool = True           # the bare challenge before it on a 401
    silent: bool = False        # a bad credential is an anonymous 200
    nobody: int = 401           # to an anonymous caller; or 400
    captcha: int = 3            # failed logins before the CAPTCHA
    scoped: bool = False        # passwords are scoped tokens of the gateway
    pat_plugin: bool = True     # personal access tokens: the app is enabled,
    pat_feature: bool = True    # they may be made,
    pat_licence: bool = True    # and the licence has them
    pat_limit: int = 10         # tokens of one person
    pat_name: int = 40          # characters of a name
    pat_days: int = 365         # that one may live,
    pat_eternal: bool = True    # or for ever
    pat_cache: float = 0        # seconds that a deleted one is still taken
    request_seconds: int = 600
    access_seconds: int = 157680000
    renew_seconds: int = 2592000  # beyond the life of the access token
    applinks: str = 'offered'   # or absent, old, or refused
    applinks_bare: bool = False   # public keys are shown as base64 alone
    applinks_stuck: bool = False  # a link that was deleted stays
    applinks_unread: bool = False  # no consumer is shown
    websudo: bool = False       # an administrator has to confirm
    deployment: str = 'Server'  # or Cloud
    version: str = '10.3.19'
    title: str = 'Stand-in'
    service_management: bool = True
    front: str = None           # where the host's own root leads
    rate: dict = None           # headers that say what is left


class Site:
    """A Jira."""

    def __init__(self, url, context, routes, log=None):
        self.url = url
        self.context = context
        self.routes = [(method, re.compile(pattern), function)
                       for method, pattern, function in routes]
        self.settings = Settings(base_url=url + context)
        self.users = {}
        self.consumers = {}
        self.key_files = {}
        self.tokens = {}
        self.personal = Store(self)
        self.nonces = {}
        self.sessions = {}
        self.issues = {}
        self.attachments = {}
        self.grants = clients.Store(self)
        self.held = Held()
        self.tenants = []
        self.applinks = {}
        self.faults = Faults()
        self.limits = Limits()
        self.recorder = Recorder(log)
        self.lock = threading.RLock()
        self.person = None
        self.add_user('admin', 'admin-secret', 'Ada Admin')
        self.add_user('fred', 'fred-secret', 'Fred Normal')
        self.personal.add('fred', 'fred-token', secret='fred-token')

    def now(self):
        """The server's idea of the time, in seconds."""
        return time.time() + self.settings.clock

    def add_user(self, name, password, display=None):
        """Add somebody, or change who is there."""
        self.users[name] = User(name, display or name, password)

    def register(self, key, public_key, name=None, **fields):
        """Add a consumer; the key is read as strictly as Jira reads it."""
        pem = read_public_key(public_key)
        self.consumers[key] = Consumer(key, pem, name or key, **fields)

    def consumer(self, key):
        """A consumer, or None; a key in a file may come and change."""
        path = self.key_files.get(key)
        if path is not None and path.exists():
            self.register(key, path.read_text(encoding='ascii'))
        return self.consumers.get(key)

    def handle(self, request):
        """Answer a request."""
        try:
            with self.lock:
                reply = self.limits.refuse(request)
                if reply is None:
                    reply = self.dispatch(request)
                    self.limits.mark(request, reply)
                return reply
        except Problem as problem:
            return self.problem(problem)
        except Answered as answered:
            return answered.reply
        except Refused as refused:
            return self.refusal(refused)
        except Exception as error:  # as the container: a page, and no more
            return self.refusal(Refused(500, repr(error)))

    def dispatch(self, request):
        """Find the route for a request, and follow it."""
        path = request.path
        if not path.startswith('/_control/'):
            if path == '/' and self.settings.front is not None:
                return redirect(self.settings.front)
            if not path.startswith(self.context + '/'):
                raise Refused(404, 'Not Found')
            path = path[len(self.context):]
        known = [(method, function, match)
                 for method, pattern, function in self.routes
                 if (match := pattern.fullmatch(path))]
        for method, function, match in known:
            if method in (request.method, 'ANY') or (
                    method == 'GET' and request.method == 'HEAD'):
                return function(self, request, *match.groups())
        raise Refused(405 if known else 404,
                      'Method Not Allowed' if known else 'Not Found')

    def problem(self, problem):
        """The reply that reports an OAuth problem, wherever it is said."""
        reply = Reply(problem.status)
        settings = self.settings
        if problem.status == 401 and settings.bare:
            reply.add('WWW-Authenticate', challenge(settings.base_url, []))
        if settings.header:
            reply.add('WWW-Authenticate',
                      problem.challenge(settings.base_url))
        if settings.body:
            reply.body = problem.body().encode()
            reply.add('Content-Type',
                      'application/x-www-form-urlencoded;charset=UTF-8')
        return reply

    def refusal(self, refused):
        """The container's own error page."""
        return Reply(refused.status,
                     pages.error(refused.status, refused.message),
                     'text/html;charset=utf-8')
