"""applinks: application links over REST, and the form behind Jira's page.

Nobody promised these resources: they are as Jira's own pages use them.  The
consumer that a link gets is one of the site's, as the dance knows it.
"""

import hashlib
import re
import uuid
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from people import identify
from web import Answered, Refused, Reply, json_reply, redirect

LINK = '/rest/applinks/(?:2.0|3.0|latest)/applicationlink'
CONSUMER = '/rest/applinks-oauth/(?:1.0|latest)/applicationlink'
OLD_CONSUMER = '/rest/applinks/2.0/applicationlink'
FORM = '/plugins/servlet/applinks/auth/conf/oauth/add-consumer-manually'


@dataclass
class Link:
    """An application link; consumer is the key of its incoming half."""

    id: str
    name: str
    url: str
    display: str
    type: str = 'generic'
    consumer: str = None

    def entity(self, site):
        """The link as Jira describes it."""
        href = f'{site.settings.base_url}/rest/applinks/3.0/applicationlink'
        return {'id': self.id, 'typeId': self.type, 'name': self.name,
                'displayUrl': self.display, 'rpcUrl': self.url,
                'isPrimary': False, 'isSystem': False,
                'link': [{'href': f'{href}/{self.id}', 'rel': 'self'}]}


def link_id(url):
    """What java.util.UUID.nameUUIDFromBytes makes of a URL."""
    digest = hashlib.md5(url.rstrip('/').encode()).digest()
    return str(uuid.UUID(bytes=digest, version=3))


def say(status, message):
    """An answer that is a status and a sentence."""
    return json_reply(status, {'status-code': status, 'message': message})


def created(site, path):
    """The 201 that refers to what was made."""
    href = f'{site.settings.base_url}/rest/applinks/3.0/{path}'
    return json_reply(201, {
        'resources-created': [{'href': href, 'rel': 'self'}],
        'status-code': 201})


def administrator(function):
    """Make a resource that only an administrator may use."""
    def wrapped(site, request, *args):
        if site.settings.applinks == 'absent':
            raise Refused(404, 'Not Found')
        # Applinks before 5 has its consumers elsewhere.
        old = request.path.startswith(site.context + OLD_CONSUMER)
        if (request.path.endswith('/consumer') and
                old != (site.settings.applinks == 'old')):
            raise Refused(404, 'Not Found')
        identify(site, request)
        if request.user is None:
            return say(401, 'Client must be authenticated to access this '
                            'resource.')
        if (request.user.name != 'admin' or
                site.settings.applinks == 'refused'):
            return say(403, 'Client must be authenticated as an '
                            'administrator to access this resource.')
        return function(site, request, *args)
    return wrapped


def resource(function):
    """The same for REST: JSON in, and JSON out only if it is asked for."""
    def wrapped(site, request, *args):
        agent = request.header('User-Agent', '')
        if 'Mozilla' in agent and request.header('Origin') is None:
            return say(403, 'XSRF check failed')
        if request.body and request.type() != 'application/json':
            return Reply(415)
        reply = function(site, request, *args)
        if 'application/json' not in request.header('Accept', ''):
            value = quoteattr(reply.body.decode())
            return Reply(reply.status, f'<answer value={value}/>',
                         'application/xml')
        return reply
    return administrator(wrapped)


def link_of(site, identity):
    """The link of that id."""
    if identity not in site.applinks:
        raise Answered(say(404, f'No application link {identity}'))
    return site.applinks[identity]


@resource
def links(site, request):
    """GET every link."""
    return json_reply(200, {'applicationLinks': [
        link.entity(site) for link in site.applinks.values()]})


@resource
def show(site, request, identity):
    """GET one link."""
    return json_reply(200, link_of(site, identity).entity(site))


@resource
def create(site, request):
    """PUT a new link."""
    order = request.json()
    if not all(order.get(name) for name in ('name', 'rpcUrl', 'typeId')):
        return say(400, 'A name, an rpcUrl and a typeId are needed')
    url = order['rpcUrl'].rstrip('/')
    if url in [link.url.rstrip('/') for link in site.applinks.values()]:
        return say(400, 'An application link with this URL exists already '
                        '(applinks.error.duplicate.url)')
    link = Link(link_id(url), order['name'], url,
                order.get('displayUrl') or url, order['typeId'])
    site.applinks[link.id] = link
    return created(site, f'applicationlink/{link.id}')


@resource
def update(site, request, identity):
    """POST a link: all but its URL may change."""
    link, order = link_of(site, identity), request.json()
    if order.get('rpcUrl', link.url).rstrip('/') != link.url:
        return say(400, 'The rpcUrl cannot be changed')
    link.name = order.get('name') or link.name
    link.display = order.get('displayUrl') or link.display
    return created(site, f'applicationlink/{link.id}')


@resource
def delete(site, request, identity):
    """DELETE a link with its consumer."""
    link = link_of(site, identity)
    site.consumers.pop(link.consumer, None)
    if not site.settings.applinks_stuck:
        del site.applinks[identity]
    return say(200, f'Application link {identity} deleted')


def attach(site, link, key, public_key, name, **fields):
    """Make a consumer the incoming half of a link, in the place of another."""
    for other in site.applinks.values():
        if other is not link and other.consumer == key:
            raise Refused(400, f'The consumer key {key} is in use')
    site.key_files.pop(key, None)
    site.consumers.pop(link.consumer, None)
    site.register(key, public_key, name=name, **fields)
    link.consumer = key


@resource
def put_consumer(site, request, identity):
    """PUT the incoming consumer; on a generic link it has no other rights."""
    link, order = link_of(site, identity), request.json()
    if not order.get('key') or not order.get('publicKey'):
        return say(400, 'A key and a public key are needed')
    if order.get('name') is None:
        raise Refused(500, 'java.lang.NullPointerException: name')
    try:
        attach(site, link, order['key'], order['publicKey'], order['name'])
    except Refused as refused:
        return say(400, str(refused))
    return created(site, f'applicationlink/{identity}/authentication/consumer')


@resource
def get_consumer(site, request, identity):
    """GET the consumers of a link; 404 when it has none."""
    link = link_of(site, identity)
    consumer = site.consumers.get(link.consumer)
    if consumer is None or site.settings.applinks_unread:
        return say(404, f'No consumer for {identity}')
    public_key = consumer.public_key
    if site.settings.applinks_bare:
        public_key = re.sub('-----[^-]*-----|\n', '', public_key)
    return json_reply(200, {'consumers': [{
        'key': consumer.key, 'name': consumer.name, 'description': '',
        'signatureMethod': 'RSA_SHA1', 'publicKey': public_key,
        'outgoing': False, 'twoLOAllowed': consumer.two_legged,
        'executingTwoLOUser': consumer.execute_as,
        'twoLOImpersonationAllowed': consumer.impersonation}]})


@administrator
def form(site, request, identity):
    """POST the form of the page, which sets two-legged access, too."""
    if request.header('X-Atlassian-Token', '') not in ('no-check', 'nocheck'):
        raise Refused(403, 'XSRF Security Token Missing')
    if site.settings.websudo:
        return redirect(f'{site.context}/secure/admin/'
                        'WebSudoAuthenticate!default.jspa')
    link = link_of(site, identity)
    fields = dict(request.parameters())
    if fields.get('oauth-incoming-enabled') != 'true':
        site.consumers.pop(link.consumer, None)
        link.consumer = None
        return redirect(request.path)
    executing = fields.get('two-lo-execute-as') or None
    try:
        if executing is not None and executing not in site.users:
            raise Refused(400, 'no such user')
        attach(site, link, fields['key'], fields['publicKey'],
               fields['consumerName'],
               callback=fields.get('callback') or None,
               two_legged=fields.get('two-lo-enabled') == 'true',
               execute_as=executing,
               impersonation=fields.get(
                   'two-lo-impersonation-enabled') == 'true')
    except (KeyError, Refused):
        return Reply(200, '<html><title>Configure</title></html>',
                     'text/html')
    return redirect(request.path)


def add_links(site, request):
    """POST /_control/applinks: links that others made, {id?, name, url, …}."""
    order = request.json()
    url = order['url']
    link = Link(order.get('id', link_id(url)), order['name'], url, url,
                order.get('type', 'generic'), order.get('consumer'))
    site.applinks[link.id] = link
    return json_reply(200, {'id': link.id})


ROUTES = [
    ('GET', LINK, links),
    ('PUT', LINK, create),
    ('GET', f'{LINK}/([^/]+)', show),
    ('POST', f'{LINK}/([^/]+)', update),
    ('DELETE', f'{LINK}/([^/]+)', delete),
    ('GET', f'(?:{CONSUMER}|{OLD_CONSUMER})/([^/]+)/authentication/consumer',
     get_consumer),
    ('PUT', f'(?:{CONSUMER}|{OLD_CONSUMER})/([^/]+)/authentication/consumer',
     put_consumer),
    ('POST', f'{FORM}/([^/]+)', form),
    ('POST', '/_control/applinks', add_links),
]
