"""ingest: the APIs of Jira Cloud that take builds, deployments, flags, links.

And development information, which has a shape of its own (ingest_devinfo),
and what only an app may send: components, incidents, reviews and
vulnerabilities.  At the gateway they let in "OAuth credentials"; at the site
itself the same tokens stand for an app's.
"""

import urllib.parse
from dataclasses import dataclass

import ingest_devinfo
import ingest_rules as rules
from ingest_frame import SERVICES, body_of, fail, framed, let_in, pairs_of
from ingest_store import Unknown
from web import Reply, json_reply

@dataclass
class Kind:
    """Entities of a service: how they are named, checked and answered."""

    name: str           # of the set in which they are held
    array: str          # in the request
    most: int           # in a request
    rule: object
    key: tuple          # the members that are the key, "pipeline.id"
    accepted: str       # the lists in the answer
    refused: str
    noun: str
    sequence: str = 'updateSequenceNumber'
    labels: tuple = ()  # of the key's parts in the answer; else it is bare
    linked: bool = True  # with no known link it is not stored
    unknown: tuple = ('unknownIssueKeys', 'unknownAssociations')
    more: dict = None   # members of the request, beside those of all

    def key_of(self, record):
        """The key of a record as a tuple; None where it has none."""
        key = []
        for path in self.key:
            value = record
            for name in path.split('.'):
                value = value.get(name) if isinstance(value, dict) else None
            if not isinstance(value, (str, int)) or isinstance(value, bool):
                return None
            key.append(value)
        return tuple(key)

    def show(self, key):
        """A key as the answer has it."""
        return dict(zip(self.labels, key)) if self.labels else key[0]


BUILDS = Kind('builds', 'builds', 100, rules.BUILD,
              ('pipelineId', 'buildNumber'),
              'acceptedBuilds', 'rejectedBuilds', 'build',
              labels=('pipelineId', 'buildNumber'))
DEPLOYMENTS = Kind('deployments', 'deployments', 100, rules.DEPLOYMENT,
                   ('pipeline.id', 'environment.id',
                    'deploymentSequenceNumber'),
                   'acceptedDeployments', 'rejectedDeployments', 'deployment',
                   labels=('pipelineId', 'environmentId',
                           'deploymentSequenceNumber'))
FLAGS = Kind('flags', 'flags', 100, rules.FLAG, ('id',),
             'acceptedFeatureFlags', 'failedFeatureFlags', 'feature flag',
             sequence='updateSequenceId')
LINKS = Kind('links', 'remoteLinks', 100, rules.LINK, ('id',),
             'acceptedRemoteLinks', 'rejectedRemoteLinks', 'remote link',
             unknown=(None, 'unknownAssociations'))
COMPONENTS = Kind('components', 'devopsComponents', 1000, rules.COMPONENT,
                  ('id',), 'acceptedComponents', 'failedComponents',
                  'component', linked=False,
                  unknown=('unknownProjectKeys', None))
INCIDENTS = Kind('incidents', 'incidents', 1000, rules.INCIDENT, ('id',),
                 'acceptedIncidents', 'failedIncidents', 'incident',
                 linked=False, unknown=('unknownProjectKeys', None))
REVIEWS = Kind('reviews', 'reviews', 1000, rules.REVIEW, ('id',),
               'acceptedIncidents', 'failedIncidents', 'review',
               linked=False, unknown=('unknownProjectKeys', None))
VULNERABILITIES = Kind(
    'vulnerabilities', 'vulnerabilities', 1000, rules.VULNERABILITY, ('id',),
    'acceptedVulnerabilities', 'failedVulnerabilities', 'vulnerability',
    linked=False, unknown=(None, 'unknownAssociations'),
    more={'operationType': rules.one_of('NORMAL', 'SCAN', 'BACKFILL')})
KINDS = {'builds': [BUILDS], 'deployments': [DEPLOYMENTS],
         'featureflags': [FLAGS], 'remotelinks': [LINKS],
         'devopscomponents': [COMPONENTS], 'operations': [INCIDENTS, REVIEWS],
         'security': [VULNERABILITIES]}

# GET and DELETE of one entity; the parts of its key, whole numbers as such.
BY_KEY = {
    'builds': {('pipelines', str, 'builds', int): BUILDS},
    'deployments': {('pipelines', str, 'environments', str, 'deployments',
                     int): DEPLOYMENTS},
    'featureflags': {('flag', str): FLAGS},
    'remotelinks': {('remotelink', str): LINKS},
    'devopscomponents': {('devopscomponents', str): COMPONENTS},
    'operations': {('incidents', str): INCIDENTS,
                   ('post-incident-reviews', str): REVIEWS},
    'security': {('vulnerability', str): VULNERABILITIES},
}


def submit(site, request, service):
    """POST bulk: each entity is looked at by itself."""
    body = body_of(site, request, service)
    kind = next((kind for kind in KINDS[service]
                 if isinstance(body, dict) and kind.array in body),
                KINDS[service][0])
    framed(service, rules.root(kind.array, kind.most, **(kind.more or {})),
           body)
    keys = [kind.key_of(record) for record in body[kind.array]]
    if None in keys:
        fail(service, 400, f"'{kind.array}[{keys.index(None)}]' has no key")
    site.held.requests += 1
    site.held.records += len(keys)
    unknown, accepted, refused = Unknown(site.held), [], []
    for key, record in zip(keys, body[kind.array]):
        wrong = []
        kind.rule(record, '', wrong)
        if not wrong:
            accept(site, kind, key, record, body, unknown, accepted, wrong)
        if wrong:
            refused.append((key, [{'message': words} for words in wrong]))
    return answer(request, kind, accepted, refused, unknown)


def accept(site, kind, key, record, body, unknown, accepted, wrong):
    """Store an entity that is linked to something, or say that it is not."""
    found, good = unknown.look(record)
    if good == 0 and (kind.linked or found > 0):
        fate = site.held.settings.unknown if found > 0 else 'refused'
        if fate == 'refused':
            words = 'issues' if kind is BUILDS else 'associations'
            wrong.append(f'No valid {words} found for {kind.noun}')
        elif fate == 'accepted':
            accepted.append(key)
        return
    accepted.append(key)
    entity = site.held.put(kind.name, key, record, record[kind.sequence],
                           body.get('properties', {}))
    if {'command': 'initiate_deployment_gating'} in record.get('commands', ()):
        entity.gating = list(site.held.settings.gating)


def answer(request, kind, accepted, refused, unknown):
    """A 202; a fault may have it {omit} a key, or name a {stranger}."""
    shown = [kind.show(key) for key in accepted]
    del shown[:request.fault.get('omit', 0)]
    if 'stranger' in request.fault:
        shown.append(request.fault['stranger'])
    reply = {kind.accepted: shown}
    if kind.labels:
        reply[kind.refused] = [{'key': kind.show(key), 'errors': errors}
                               for key, errors in refused]
    else:
        reply[kind.refused] = {kind.show(key): errors
                               for key, errors in refused}
    for name, values in zip(kind.unknown, unknown.lists()):
        if name is not None:
            reply[name] = values
    return json_reply(202, reply)


def delete_by_properties(site, request, service):
    """DELETE bulkByProperties: there is no word on what went."""
    pairs = pairs_of(request, service)
    for kind in KINDS[service]:
        for key in site.held.matching(kind.name, pairs):
            del site.held.of(kind.name)[key]
    return Reply(202)


def key_in(pattern, parts):
    """The key in the parts of a path that fits; None where it does not."""
    if len(pattern) != len(parts):
        return None
    key = []
    for wanted, part in zip(pattern, parts):
        if wanted is int:
            if not part.lstrip('-').isdigit():
                return None
            key.append(int(part))
        elif wanted is str:
            key.append(part)
        elif wanted != part:
            return None
    return tuple(key)


def one(site, request, kind, key):
    """GET or DELETE one entity, as it is stored."""
    if request.method == 'DELETE':
        site.held.of(kind.name).pop(key, None)
        return Reply(202)
    entity = site.held.get(kind.name, key)
    if entity is None:
        return json_reply(404, [{'message': 'No such entity'}])
    return json_reply(200, entity.record)


def issues_of(record):
    """The issue keys of a record."""
    yield from record.get('issueKeys', ())
    for part in record.get('associations', ()):
        if part['associationType'] in ('issueKeys', 'issueIdOrKeys'):
            yield from part['values']


def gate(site, key):
    """GET the gating status: the next of those that were ordered."""
    entity = site.held.get(DEPLOYMENTS.name, key)
    if entity is None:
        return json_reply(404, [{'message': 'No such deployment'}])
    status = 'invalid'
    if entity.gating:
        status = (entity.gating.pop(0) if len(entity.gating) > 1
                  else entity.gating[0])
    if isinstance(status, int):
        return json_reply(status, [{'message': 'Not yet'}])
    issue = next(issues_of(entity.record), None)
    return json_reply(200, {
        **DEPLOYMENTS.show(key), 'gatingStatus': status,
        'updatedTimestamp': '2026-01-16T16:08:13.814+00:00',
        'details': [] if issue is None else [
            {'type': 'issue', 'issueKey': issue,
             'issueLink': f'{site.url}/browse/{issue}'}]})


def follow(site, request, service, tail):
    """Find what a path means in a service."""
    parts = [urllib.parse.unquote(part) for part in tail.split('/')]
    if service == 'devinfo':
        return ingest_devinfo.follow(site, request, parts)
    if parts == ['bulk'] and request.method == 'POST':
        return submit(site, request, service)
    if parts == ['bulkByProperties'] and request.method == 'DELETE':
        return delete_by_properties(site, request, service)
    if parts[-1] == 'gating-status' and request.method == 'GET' and (
            service == 'deployments'):
        pattern = next(iter(BY_KEY[service]))
        key = key_in(pattern, parts[:-1])
        return fail(service, 404, 'No such thing') if key is None else (
            gate(site, key))
    for pattern, kind in BY_KEY[service].items():
        key = key_in(pattern, parts)
        if key is not None and request.method in ('GET', 'DELETE'):
            return one(site, request, kind, key)
    return fail(service, 404, 'No such thing')


def at_gateway(site, request, service, version, cloud_id, tail):
    """ANY /jira/{service}/{version}/cloud/{cloudId}/…: the gateway's way."""
    let_in(site, request, service, version, cloud_id)
    return follow(site, request, service, tail)


def at_site(site, request, service, version, tail):
    """ANY /rest/{service}/{version}/…: an app's way."""
    let_in(site, request, service, version)
    return follow(site, request, service, tail)


ROUTES = [
    ('ANY', '/cloud/api/jira/([^/]+)/([^/]+)/cloud/([^/]+)/(.*)', at_gateway),
    ('ANY', f"/rest/({'|'.join(SERVICES)})/([^/]+)/(.*)", at_site),
]
