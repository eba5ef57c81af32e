"""ingest_frame: a request to the DevOps APIs, around the records in it.

Who may send what, how often and how much; and how a request is refused as a
whole.
"""

import json

import cloud
from web import Answered, Reply, json_reply

# The version at the site, and at the gateway.
SERVICES = {
    'builds': ('0.1', '0.1'),
    'deployments': ('0.1', '0.1'),
    'devinfo': ('0.10', '0.1'),
    'featureflags': ('0.1', '0.1'),
    'remotelinks': ('1.0', '1.0'),
    'devopscomponents': ('1.0', '1.0'),
    'operations': ('1.0', '1.0'),
    'security': ('1.0', '1.0'),
}
FOR_APPS = ('devopscomponents', 'operations', 'security')


def fail(service, status, *messages):
    """End with an error for the request as a whole."""
    errors = [{'message': message} for message in messages]
    raise Answered(json_reply(
        status, {'errorMessages': errors} if service == 'devinfo'
        else errors))


def let_in(site, request, service, version, cloud_id=None):
    """Let a token in that may send this kind, and not too often."""
    family = cloud.bearer(site, request, 'credentials')
    if family is None:
        raise Answered(cloud.unauthorized())
    versions = SERVICES.get(service, (None, None))
    if version != versions[0 if cloud_id is None else 1]:
        fail(service, 404, 'No such service')
    if cloud_id not in [known for known, _, _ in site.tenants] + [None]:
        fail(service, 404, 'No such site')
    ticked = site.grants.clients[family.client].scopes
    if service not in (ticked or SERVICES) or (
            not ticked and service in FOR_APPS):
        fail(service, 403, 'The caller may not use this resource')
    wait = site.held.wait(family.client)
    if wait is not None:
        raise Answered(Reply(429, headers=[('Retry-After', str(wait))]))


def refuse_constant(word):
    """NaN and its like are no JSON."""
    raise ValueError(word)


def body_of(site, request, service):
    """The request's document."""
    most = site.held.settings.bytes
    if most is not None and len(request.body) > most:
        fail(service, 413, 'The request is too large')
    if request.type() != 'application/json':
        fail(service, 415, 'The content has to be application/json')
    try:
        value = json.loads(request.body, parse_constant=refuse_constant)
    except ValueError:
        fail(service, 400, 'The request is no JSON')
    return value


def framed(service, rule, value):
    """A request, if everything around the records is in order."""
    wrong = []
    rule(value, '', wrong)
    if wrong:
        fail(service, 400, *wrong)
    return value


def pairs_of(request, service):
    """The properties in a query; without any it is a mistake."""
    pairs = [pair for pair in request.parameters()
             if not pair[0].startswith('_')]
    if not pairs:
        fail(service, 400, 'At least one property is required')
    if service == 'devinfo' and len(dict(pairs)) < len(pairs):
        fail(service, 400, 'A property is given more than once')
    return dict(pairs)
