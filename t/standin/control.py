"""control: how a test plays administrator, clock, proxy and bad luck.

Every path is POST /_control/NAME with a JSON object, answered by JSON.
"""

import dataclasses
import json

from ingest_store import Held
from web import Refused, Reply, json_reply


def consumers(site, request):
    """Register a consumer: {key, publicKey, name?, callback?, …}."""
    order = request.json()
    renamed = {'threeLegged': 'three_legged', 'twoLegged': 'two_legged',
               'executeAs': 'execute_as'}
    fields = {renamed.get(name, name): value for name, value in order.items()}
    site.key_files.pop(order['key'], None)
    site.register(fields.pop('key'), fields.pop('publicKey'), **fields)
    return json_reply(200, {'registered': order['key']})


def users(site, request):
    """Add or change a user: {name, password, display?}."""
    order = request.json()
    site.add_user(order['name'], order['password'], order.get('display'))
    return json_reply(200, {'user': order['name']})


def personal(site, request):
    """Give a user a personal access token: {token, user, name?, days?}.

    {expire: name} ends those of that name.  Answers with all that are there.
    """
    order = request.json() or {}
    if 'token' in order:
        site.personal.add(order['user'], order.get('name', order['token']),
                          order.get('days'), order['token'])
    for token in site.personal.tokens:
        if token.name == order.get('expire'):
            token.expires = site.now()
    return json_reply(200, [dataclasses.asdict(token) for token in
                            site.personal.tokens if token.deleted is None])


def settings(site, request):
    """Change settings, by the names of site.Settings."""
    known = {field.name for field in dataclasses.fields(site.settings)}
    for name, value in request.json().items():
        if name not in known:
            raise Refused(400, f'no setting {name}')
        setattr(site.settings, name, value)
    return json_reply(200, dataclasses.asdict(site.settings))


def tokens(site, request):
    """Show the tokens; or {expire: KIND} or {revoke: KIND} first.

    A kind is request, access or all; renewal expires, handle is revoked.
    """
    order = request.json() or {}
    for token in list(site.tokens.values()):
        kinds = ('all', 'access' if token.access else 'request')
        if order.get('revoke') in kinds:
            del site.tokens[token.value]
        if order.get('expire') in kinds:
            token.expires = 0
        if order.get('revoke') == 'handle':
            token.handle = None
        if token.access and order.get('expire') in ('all', 'renewal'):
            token.renewable_until = 0
    return json_reply(200, [dataclasses.asdict(token)
                            for token in site.tokens.values()])


def faults(site, request):
    """Order faults for requests to come; {clear: true} takes all back.

    {times?, match?, method?, holds?, chance?} chooses: how many, a regular
    expression that the target has to match, a method, what the body has in it;
    and with which chance each of them, from then on unless times says
    otherwise.  What happens: {delay: SECONDS};
    {drop: true} before the request is looked at; {lose: true} after it was
    carried out; {truncate: BYTES} of the body, or {trickle: SECONDS} between
    its bytes; {status, headers?, body?, type?} in the place of the answer,
    and with {after: true} of one that was carried out; or {raw: TEXT} in the
    place of HTTP.  Of a bulk submission: {omit: COUNT} of the keys that are
    accepted, or {stranger: KEY}, which was never sent.
    """
    order = request.json()
    if order.get('clear'):
        site.faults.orders.clear()
    else:
        site.faults.orders.append(order)
    return json_reply(200, {'faults': len(site.faults.orders)})


def limits(site, request):
    """Limit the rate of requests, or {clear: true}; how many were refused.

    {kind: bucket, size, fill, interval} is Data Center's: so many requests,
    and so many more each interval of seconds; {kind: cloud, size, interval}
    Jira Cloud's.  {silent: true} has no Retry-After.
    """
    order, refused = request.json() or {}, site.limits.refused
    if order:
        site.limits.set({} if order.get('clear') else order)
    return json_reply(200, {'refused': refused})


def nonces(site, request):
    """Forget every nonce, as a restarted node does."""
    site.nonces.clear()
    return Reply(200, json.dumps({}), 'application/json')


def clients(site, request):
    """Register a client of OAuth 2.0, by the names of clients.Client."""
    site.grants.register(request.json())
    return json_reply(200, {})


def grants(site, request):
    """Change grants, and count them.

    {expire: access|refresh} and {revoke: true} are for all; a number by the
    name of clients.Store, as leeway or access_seconds, sets that.  {seed:
    {client, user, scopes, redirect}} answers with tokens as after a login.
    """
    order, store = request.json() or {}, site.grants
    for name in ('leeway', 'access_seconds', 'credentials_seconds',
                 'refresh_seconds', 'refreshes', 'breaches'):
        setattr(store, name, order.get(name, getattr(store, name)))
    for token in (store.access if order.get('expire') == 'access' else
                  store.refresh if order.get('expire') == 'refresh' else
                  {}).values():
        token.expires = 0
    if order.get('revoke'):
        for token in store.refresh.values():
            token.family.revoked = True
    if 'seed' in order:
        return json_reply(200, store.seed(**order['seed']))
    return json_reply(200, {'refreshes': store.refreshes,
                            'breaches': store.breaches})


def ingest(site, request):
    """Say what the DevOps APIs hold; {clear: true} forgets it first.

    {show: SET, records?: true} adds a set: builds, deployments, devinfo,
    flags, links, components, incidents, reviews or vulnerabilities.  The rest
    are settings, by the names of ingest_store.Settings.
    """
    order = request.json() or {}
    if order.pop('clear', False):
        settings, site.held = site.held.settings, Held()
        site.held.settings = settings
    held, show = site.held, order.pop('show', None)
    records = order.pop('records', False)
    known = {field.name for field in dataclasses.fields(held.settings)}
    for name, value in order.items():
        if name not in known:
            raise Refused(400, f'no setting {name}')
        setattr(held.settings, name, value)
    reply = {'requests': held.requests, 'records': held.records,
             'held': {name: len(entities)
                      for name, entities in held.entities.items()}}
    if show is not None:
        reply['entities'] = [
            {'key': list(key), 'sequence': entity.sequence,
             'times': entity.times, 'properties': entity.properties,
             **({'record': entity.record} if records else {})}
            for key, entity in held.of(show).items()]
    return json_reply(200, reply)


def tenants(site, request):
    """Say which sites of Cloud there are: a list of [id, name, url]."""
    site.tenants = [tuple(tenant) for tenant in request.json()]
    return json_reply(200, site.tenants)


ROUTES = [
    ('POST', '/_control/consumers', consumers),
    ('POST', '/_control/users', users),
    ('POST', '/_control/personal', personal),
    ('POST', '/_control/settings', settings),
    ('POST', '/_control/tokens', tokens),
    ('POST', '/_control/faults', faults),
    ('POST', '/_control/limits', limits),
    ('POST', '/_control/nonces', nonces),
    ('POST', '/_control/clients', clients),
    ('POST', '/_control/grants', grants),
    ('POST', '/_control/tenants', tenants),
    ('POST', '/_control/ingest', ingest),
]
