"""check_ingest: the APIs for builds, deployments and the rest, by their rules.

The shapes of the answers are those that were recorded from Jira.  Where the
specification of the APIs is given, what the stand-in refuses is compared with
what a validator of JSON Schema does, member by member.
"""

import copy
import http.client
import json
import sys
import urllib.parse

import ingest
import ingest_devinfo
from check import Tap
from samples import SAMPLES

CLOUD = '11223344-a1b2-3b33-c444-def123456789'


class Caller:
    """Somebody with OAuth credentials."""

    def __init__(self, base, client):
        parts = urllib.parse.urlsplit(base)
        self.wire = http.client.HTTPConnection(parts.hostname, parts.port)
        self.site = parts.path
        self.token = self.send('POST', f'{self.site}/cloud/api/oauth/token', {
            'grant_type': 'client_credentials', 'client_id': client,
            'client_secret': f'{client}-secret'})

    def send(self, method, path, body=None, token=None,
             type='application/json'):
        """One request: the status and the document."""
        headers = {'Content-Type': type}
        if token is not None:
            headers['Authorization'] = f'Bearer {token}'
        if body is not None and not isinstance(body, str):
            body = json.dumps(body)
        try:
            self.wire.request(method, path, body, headers)
            reply = self.wire.getresponse()
            text = reply.read()
        except (http.client.HTTPException, OSError):
            self.wire.close()
            return 0, None
        self.headers = reply.headers
        try:
            return reply.status, json.loads(text or 'null')
        except ValueError:
            return reply.status, text

    def control(self, name, **order):
        """Order something."""
        return self.send('POST', f'/_control/{name}', order)[1]

    def gateway(self, method, service, tail, body=None, version=None,
                cloud=CLOUD, token=None, **more):
        """A call over the gateway."""
        version = version or ingest.SERVICES[service][1]
        return self.send(
            method, f'{self.site}/cloud/api/jira/{service}/{version}/cloud/'
            f'{cloud}/{tail}', body,
            token or self.token[1]['access_token'], **more)

    def held(self, name):
        """What the server holds: keys with their sequences."""
        return {tuple(entity['key']): entity['sequence'] for entity
                in self.control('ingest', show=name)['entities']}


def sample(service, **changes):
    """A record that is in order, with changes."""
    return {**copy.deepcopy(SAMPLES[service]), **changes}


def bulk(service, *records, **more):
    """The request around records."""
    return {ingest.KINDS[service][0].array: list(records), **more}


def doors(tap, caller, apps):
    """Who is let in, and what is refused as a whole."""
    body = bulk('builds', sample('builds'))
    tap.it('has tokens for fifteen minutes',
           caller.token[1]['expires_in'] == 900, caller.token)
    answer = caller.gateway('POST', 'builds', 'bulk', body, token='none')
    tap.it('refuses another token', answer == (
        401, {'code': 401, 'message': 'Unauthorized'}), answer)
    tap.it('another version', caller.gateway(
        'POST', 'devinfo', 'bulk', {}, version='0.10')[0] == 404)
    tap.it('another site', caller.gateway(
        'POST', 'builds', 'bulk', body, cloud='none')[0] == 404)
    tap.it('what only an app may send', caller.gateway(
        'POST', 'operations', 'bulk', {})[0] == 403)
    tap.it('what is not ticked', apps.gateway(
        'POST', 'builds', 'bulk', body)[0] == 403)
    tap.it('a form', caller.gateway(
        'POST', 'builds', 'bulk', 'a=b',
        type='application/x-www-form-urlencoded')[0] == 415)
    answer = caller.gateway('POST', 'builds', 'bulk', '{"builds": [NaN]}')
    tap.it('what is no JSON, in a list of messages', answer == (
        400, [{'message': 'The request is no JSON'}]), answer)
    answer = caller.gateway('POST', 'devinfo', 'bulk', '[]')
    tap.it('or in an object, for development information', answer == (
        400, {'errorMessages': [{'message': "'' must be an object"}]}), answer)
    for words, wrong in (
            ('none', {'builds': []}), ('no list', {'builds': {}}),
            ('101', bulk('builds', *[sample('builds', buildNumber=i)
                                     for i in range(101)])),
            ('one without a key', bulk('builds', {'pipelineId': 'web'})),
            ('six properties', {**body, 'properties': {
                str(i): '' for i in range(6)}}),
            ('a property with a colon', {**body, 'properties': {'a:b': ''}}),
            ('a property that is Jira\'s own', {**body, 'properties': {
                '_a': ''}})):
        tap.it(f'and {words}', caller.gateway(
            'POST', 'builds', 'bulk', wrong)[0] == 400)
    tap.it('holding nothing of it', caller.held('builds') == {})
    caller.control('ingest', bytes=100)
    tap.it('says when a request is too large', caller.gateway(
        'POST', 'builds', 'bulk', body)[0] == 413)
    caller.control('ingest', bytes=None,
                   rate={'requests': 1, 'seconds': 60})
    seen = [caller.gateway('POST', 'builds', 'bulk', body)[0]
            for _ in range(2)]
    tap.it('and when there are too many', seen == [202, 429] and
           int(caller.headers['Retry-After']) > 50, seen)
    caller.control('ingest', rate=None, clear=True)
    caller.control('grants', expire='access')
    tap.it('ends tokens', caller.gateway(
        'POST', 'builds', 'bulk', body)[0] == 401)
    caller.__init__('http://%s:%s%s' % (caller.wire.host, caller.wire.port,
                                        caller.site), 'oc')
    apps.__init__('http://%s:%s%s' % (apps.wire.host, apps.wire.port,
                                      apps.site), 'apps')


def recorded(tap, caller):
    """The samples that were recorded from Jira."""
    record = sample('builds', pipelineId='Test Pipeline Build',
                    buildNumber=35, issueKeys=['TEST-1'])
    del record['associations']
    answer = caller.gateway('POST', 'builds', 'bulk', bulk('builds', record))
    tap.it('accepts a build as Jira did', answer == (202, {
        'acceptedBuilds': [{'pipelineId': 'Test Pipeline Build',
                            'buildNumber': 35}],
        'rejectedBuilds': [], 'unknownIssueKeys': [],
        'unknownAssociations': []}), answer)
    caller.control('ingest', projects=['ABC'])
    record.update(buildNumber=36, issueKeys=['TEST-110'])
    answer = caller.gateway('POST', 'builds', 'bulk', bulk('builds', record))
    tap.it('refuses one without a known issue', answer == (202, {
        'acceptedBuilds': [], 'rejectedBuilds': [{
            'key': {'pipelineId': 'Test Pipeline Build', 'buildNumber': 36},
            'errors': [{'message': 'No valid issues found for build'}]}],
        'unknownIssueKeys': ['TEST-110'], 'unknownAssociations': []}), answer)
    record.update(issueKeys=['ABC-1', 'UTF-8'], url='')
    answer = caller.gateway('POST', 'builds', 'bulk', bulk('builds', record))
    tap.it('and one with an empty URL', answer[1]['rejectedBuilds'] == [{
        'key': {'pipelineId': 'Test Pipeline Build', 'buildNumber': 36},
        'errors': [{'message': "'url' is required"}]}], answer)
    record.update(url='https://ci.example.test/36')
    answer = caller.gateway('POST', 'builds', 'bulk', bulk('builds', record))
    tap.it('takes one key that it knows for enough',
           len(answer[1]['acceptedBuilds']) == 1 and
           answer[1]['unknownIssueKeys'] == ['UTF-8'], answer)
    record.update(buildNumber=37, issueKeys=['UTF-8'])
    caller.control('ingest', unknown='accepted')
    answer = caller.gateway('POST', 'builds', 'bulk', bulk('builds', record))
    tap.it('may call one with none accepted, and yet not store it',
           len(answer[1]['acceptedBuilds']) == 1 and
           ('Test Pipeline Build', 37) not in caller.held('builds'), answer)
    caller.control('ingest', unknown='silent')
    answer = caller.gateway('POST', 'builds', 'bulk', bulk('builds', record))
    tap.it('or say nothing', answer[1]['acceptedBuilds'] == [] and
           answer[1]['rejectedBuilds'] == [], answer)
    caller.control('ingest', unknown='refused', clear=True)
    for found, values in (('Associations must provide at least one value.',
                           []),
                          ('No valid associations found for deployment',
                           [''])):
        answer = caller.gateway('POST', 'deployments', 'bulk', bulk(
            'deployments', sample('deployments', associations=[
                {'associationType': 'serviceIdOrKeys', 'values': values}])))
        tap.it(f'"{found}"', [error['message'] for error in answer[1][
            'rejectedDeployments'][0]['errors']] == [found], answer)
    answer = caller.gateway('POST', 'deployments', 'bulk', bulk(
        'deployments', sample('deployments', associations=[
            {'associationType': kind, 'values': [f'ABC-{i + 1}'
                                                 for i in range(count)]}
            for kind, count in (('issueIdOrKeys', 300),
                                ('serviceIdOrKeys', 201))])))
    tap.it('counts the associations together', 'Found 501' in str(answer),
           answer)


def sequences(tap, caller):
    """Older news are accepted, and ignored."""
    for number, label, wanted in ((5, 'a', 'a'), (5, 'b', 'a'), (4, 'c', 'a'),
                                  (6, 'd', 'd')):
        answer = caller.gateway('POST', 'builds', 'bulk', bulk(
            'builds', sample('builds', updateSequenceNumber=number,
                             label=label)))
        got = caller.gateway('GET', 'builds', 'pipelines/web%2Fmain/builds/42')
        tap.it(f'accepts number {number}, and has what {wanted} said',
               len(answer[1]['acceptedBuilds']) == 1 and got[0] == 200 and
               got[1]['label'] == wanted, answer, got)
    caller.control('ingest', lag=1)
    caller.gateway('POST', 'builds', 'bulk', bulk(
        'builds', sample('builds', updateSequenceNumber=7)))
    seen = [caller.gateway('GET', 'builds',
                           'pipelines/web%2Fmain/builds/42')[0]
            for _ in range(2)]
    tap.it('may need a moment', seen == [404, 200], seen)
    caller.control('ingest', lag=0, clear=True)


# The service, how its answers call what is taken and what is not, and where
# the one record of the sample is.
ALL = (
    ('builds', 'acceptedBuilds', 'rejectedBuilds',
     'pipelines/web%2Fmain/builds/42'),
    ('deployments', 'acceptedDeployments', 'rejectedDeployments',
     'pipelines/web/environments/prod/deployments/42'),
    ('featureflags', 'acceptedFeatureFlags', 'failedFeatureFlags', 'flag/f1'),
    ('remotelinks', 'acceptedRemoteLinks', 'rejectedRemoteLinks',
     'remotelink/l1'),
    ('devopscomponents', 'acceptedComponents', 'failedComponents',
     'devopscomponents/c1'),
    ('operations', 'acceptedIncidents', 'failedIncidents', 'incidents/i1'),
    ('security', 'acceptedVulnerabilities', 'failedVulnerabilities',
     'vulnerability/v1'),
)


def services(tap, caller, apps):
    """Each of them: taken, refused, shown, deleted by key and by property."""
    for service, taken, refused, path in ALL:
        who = apps if service in ('devopscomponents', 'operations',
                                  'security') else caller
        kind, record = ingest.KINDS[service][0], sample(service)
        key = kind.show(kind.key_of(record))
        answer = who.gateway('POST', service, 'bulk', bulk(
            service, record, properties={'a': '1', 'b': '2'},
            providerMetadata={'product': 'check 1'}))
        tap.it(f'{service}: takes one',
               answer[0] == 202 and answer[1][taken] == [key], answer)
        answer = who.gateway('POST', service, 'bulk', bulk(
            service, {**record, 'lastUpdated': 'yesterday'}))
        wrong = [{'message': "'lastUpdated' must be a time as in RFC 3339"}]
        if service == 'featureflags':
            tap.it('and has no such member', len(answer[1][taken]) == 1)
        else:
            tap.it('refuses one', answer[1][taken] == [] and
                   answer[1][refused] == (
                       [{'key': key, 'errors': wrong}] if kind.labels
                       else {key: wrong}), answer)
        tap.it('shows it', who.gateway('GET', service, path) ==
               (200, record))
        who.gateway('DELETE', service, 'bulkByProperties?a=1&b=3')
        tap.it('deletes by all of the properties',
               len(who.held(kind.name)) == 1)
        answer = who.gateway('DELETE', service, 'bulkByProperties?a=1&b=2')
        tap.it('without a word', answer == (202, None) and
               who.held(kind.name) == {}, answer)
        who.gateway('POST', service, 'bulk', bulk(service, record))
        seen = [who.gateway(method, service, path)[0]
                for method in ('DELETE', 'DELETE', 'GET')]
        tap.it('and by key, whether it is there or not',
               seen == [202, 202, 404], seen)
        answer = who.send(
            'POST', f'{who.site}/rest/{service}/'
            f'{ingest.SERVICES[service][0]}/bulk', bulk(service, record),
            who.token[1]['access_token'])
        tap.it('is at the site, too', answer[0] == 202 and
               answer[1][taken] == [key], answer)


def gating(tap, caller):
    """A deployment waits for its gate."""
    path = 'pipelines/web/environments/prod/deployments/42/gating-status'
    caller.control('ingest', clear=True)
    tap.it('knows no gate of what is not there',
           caller.gateway('GET', 'deployments', path)[0] == 404)
    caller.gateway('POST', 'deployments', 'bulk', bulk(
        'deployments', sample('deployments', commands=[])))
    answer = caller.gateway('GET', 'deployments', path)
    tap.it('nor of what did not ask for one',
           answer[1]['gatingStatus'] == 'invalid', answer)
    caller.control('ingest', gating=[404, 'awaiting', 'prevented'])
    caller.gateway('POST', 'deployments', 'bulk', bulk(
        'deployments', sample('deployments', updateSequenceNumber=9)))
    seen = [caller.gateway('GET', 'deployments', path) for _ in range(4)]
    tap.it('takes its time to decide', [
        answer[1]['gatingStatus'] if answer[0] == 200 else answer[0]
        for answer in seen] == [404, 'awaiting', 'prevented', 'prevented'],
           seen)
    tap.it('and says whom to ask',
           seen[1][1]['details'][0]['issueKey'] == 'ABC-1', seen)


def repositories(tap, caller):
    """Development information has a shape of its own."""
    repository = sample('devinfo')
    for name in ingest_devinfo.SETS:
        repository[name] = [sample(name)]
    answer = caller.gateway('POST', 'devinfo', 'bulk', {
        'repositories': [repository], 'properties': {'a': '1'}})
    good = {'commits': ['c1'], 'branches': ['b1'], 'pullRequests': ['p1']}
    tap.it('takes a repository with one of each', answer == (202, {
        'acceptedDevinfoEntities': {'r1': good}, 'failedDevinfoEntities': {},
        'unknownIssueKeys': [], 'unknownAssociations': []}), answer)
    tap.it('and shows it', caller.gateway(
        'GET', 'devinfo', 'repository/r1') == (200, repository))
    answer = caller.gateway('POST', 'devinfo', 'bulk', {'repositories': [
        {**sample('devinfo'), 'commits': [
            sample('commits', id='c2', issueKeys=['UTF-8', 'ABC-1']),
            sample('commits', id='c3', message='x' * 1025),
            sample('commits', id='c4', issueKeys=['UTF-8'])]},
        {**sample('devinfo'), 'id': 'r2', 'name': 'x' * 256}]})
    failed = answer[1]['failedDevinfoEntities']
    tap.it('looks at each by itself',
           answer[1]['acceptedDevinfoEntities']['r1']['commits'] == ['c2'] and
           failed['r2'] == {'errorMessages': [
               {'message': "'name' must have at most 255 characters"}]} and
           failed['r1'] == {'commits': [
               {'id': 'c3', 'errorMessages': [
                   {'message': "'message' must have at most 1024 "
                               'characters'}]},
               {'id': 'c4', 'errorMessages': [
                   {'message': 'No valid issues found for entity'}]}]} and
           answer[1]['unknownIssueKeys'] == ['UTF-8'], answer)
    for words, wrong in (
            ('an id twice', [{**repository, 'commits': [sample('commits')] *
                              2}]),
            ('a repository twice', [repository] * 2),
            ('401 commits', [{**repository, 'commits': [
                sample('commits', id=f'd{i}') for i in range(401)]}]),
            ('1001 in all', [{**repository, 'id': f'r{r}', 'commits': [
                sample('commits', id=f'd{i}') for i in range(334)],
                'branches': [], 'pullRequests': []} for r in range(3)])):
        answer = caller.gateway('POST', 'devinfo', 'bulk',
                                {'repositories': wrong})
        tap.it(f'refuses {words}', answer[0] == 400 and
               'errorMessages' in answer[1], answer)
    seen = [caller.gateway('GET', 'devinfo', f'existsByProperties?{query}')
            for query in ('a=1', 'a=2', 'a=1&_updateSequenceId=0', 'a=1&a=2')]
    tap.it('knows what has a property', [
        answer[1].get('hasDataMatchingProperties', answer[0])
        for answer in seen] == [True, False, False, 400], seen)
    caller.gateway('DELETE', 'devinfo',
                   'repository/r1/commit/c1?_updateSequenceId=0')
    tap.it('deletes nothing newer than it is told',
           ('r1', 'commits', 'c1') in caller.held('devinfo'))
    caller.gateway('DELETE', 'devinfo', 'repository/r1/commit/c1')
    tap.it('deletes an entity',
           ('r1', 'commits', 'c1') not in caller.held('devinfo'))
    caller.gateway('DELETE', 'devinfo', 'bulkByProperties?a=1')
    tap.it('and repositories with all that is in them',
           caller.held('devinfo') == {}, caller.held('devinfo'))


def luck(tap, caller):
    """What may go wrong, when it is ordered."""
    caller.control('ingest', clear=True)
    records = [sample('builds', buildNumber=i) for i in range(3)]
    caller.control('faults', match='/bulk', omit=1, stranger='x')
    answer = caller.gateway('POST', 'builds', 'bulk', bulk('builds', *records))
    tap.it('leaves out a key, and names a strange one', [
        key if isinstance(key, str) else key['buildNumber']
        for key in answer[1]['acceptedBuilds']] == [1, 2, 'x'] and
        len(caller.held('builds')) == 3, answer)
    caller.control('ingest', clear=True)
    for fault in ({'lose': True}, {'drop': True}, {'status': 503}):
        caller.control('faults', chance=.2, match='/bulk', **fault)
    seen = [caller.gateway('POST', 'builds', 'bulk', bulk(
        'builds', sample('builds', buildNumber=i)))[0] for i in range(200)]
    tap.it('fails now and then, in every way that was ordered',
           min(seen.count(0), seen.count(503), seen.count(202)) > 20 and
           seen.count(202) < len(caller.held('builds')) < 200, seen)
    caller.control('faults', clear=True)


def spoilt(record):
    """Copies of a record with one thing changed: its path, and the copy."""
    def places(value, path):
        if isinstance(value, dict):
            for name in value:
                yield from places(value[name], path + [name])
        elif isinstance(value, list):
            for i, part in enumerate(value):
                yield from places(part, path + [i])
        if path:
            yield path

    def changed(path, change):
        spoiled = copy.deepcopy(record)
        inner = spoiled
        for step in path[:-1]:
            inner = inner[step]
        change(inner, path[-1])
        return spoiled

    def become(new):
        return lambda inner, step: inner.__setitem__(step, new)

    for path in places(record, []):
        yield path, 'gone', changed(
            path, lambda inner, step: inner.__delitem__(step))
        for new in (None, True, 7.5, -1, 1 << 31, {}, [], 'x' * 256,
                    'x' * 1025, 'x' * 2001, 'x' * 5001):
            yield path, repr(new)[:20], changed(path, become(new))
        yield path, 'many', changed(path, lambda inner, step: become(
            (inner[step] if isinstance(inner[step], list) else [inner[step]])
            * 501)(inner, step))


def specified(tap, path):
    """Our rules against the schema, over samples with one thing spoilt."""
    import jsonschema
    with open(path, encoding='utf-8') as file:
        document = json.load(file)
    resolver = jsonschema.RefResolver('', document)
    cases = [(service, kind.array, kind.rule, sample(service)) for service, (
        kind, *_) in ingest.KINDS.items()]
    cases += [('devinfo', name, rule, sample(name))
              for name, rule in ingest_devinfo.SETS.items()]
    for service, array, rule, record in cases:
        schema = document['paths'][
            f'/rest/{service}/{ingest.SERVICES[service][0]}/bulk']['post'][
                'requestBody']['content']['application/json']['schema']
        schema = schema.get('anyOf', [schema])[0]
        if service == 'devinfo':
            schema = schema['properties']['repositories']['items']
        schema = schema['properties'][array]['items']
        validator = jsonschema.Draft4Validator(schema, resolver=resolver)
        lenient, stricter, same = [], set(), 0
        for where, what, value in spoilt(record):
            wrong = []
            rule(value, '', wrong)
            bad = not validator.is_valid(value)
            same += bad == bool(wrong)
            if bad and not wrong:
                lenient.append((where, what))
            elif wrong and not bad:
                stricter.add(str(where[-1]) if isinstance(where[-1], str)
                             else str(where[-2]))
        tap.it(f'{array}: refuses what the schema refuses ({same} the same)',
               not lenient and same > 50 and validator.is_valid(record),
               lenient)
        tap.it('and more of what the schema only says in words: ' +
               ' '.join(sorted(stricter)), stricter <= IN_WORDS[array],
               stricter - IN_WORDS[array])


# Formats, lengths of ids and keys, and objects that the schema calls so in
# words alone.
WORDS = {'url', 'lastUpdated', 'updateSequenceNumber', 'updateSequenceId',
         'values', 'associations', 'associationType', 'buildNumber',
         'deploymentSequenceNumber', 'commands', 'command', 'issueKeys', 'id'}
IN_WORDS = {
    'builds': WORDS,
    'deployments': WORDS | {'pipeline', 'environment', 'commitHash'},
    'flags': WORDS | {'summary', 'details', 'environment', 'status',
                      'rollout', 'rules'},
    'remoteLinks': WORDS | {'actionIds', 'run'},
    'devopsComponents': WORDS | {'avatarUrl'},
    'incidents': WORDS | {'createdDate', 'severity', 'affectedComponents'},
    'vulnerabilities': WORDS | {'introducedDate', 'severity', 'identifiers',
                                'containerId', 'addAssociations',
                                'associationsLastUpdated'},
    'commits': WORDS | {'authorTimestamp', 'fileCount', 'linesAdded',
                        'linesRemoved'},
    'branches': WORDS | {'authorTimestamp', 'lastCommit', 'fileCount',
                         'linesAdded', 'linesRemoved'},
    'pullRequests': WORDS | {'lastUpdate', 'sourceBranchUrl', 'commentCount',
                             'destinationBranchUrl', 'avatar'},
}


def main():
    """check_ingest BASE [SPECIFICATION]"""
    tap = Tap()
    caller, apps = Caller(sys.argv[1], 'oc'), Caller(sys.argv[1], 'apps')
    doors(tap, caller, apps)
    recorded(tap, caller)
    sequences(tap, caller)
    services(tap, caller, apps)
    gating(tap, caller)
    repositories(tap, caller)
    luck(tap, caller)
    if len(sys.argv) > 2:
        specified(tap, sys.argv[2])
    tap.finish()


if __name__ == '__main__':
    main()
