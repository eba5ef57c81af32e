"""ingest_devinfo: repositories with their commits, branches, pull requests."""

import ingest_rules as rules
from ingest_frame import body_of, fail, framed, pairs_of
from ingest_store import Unknown
from web import Reply, json_reply

ENTITIES_MAX = 1000  # in a request
NEWEST = 400         # entities of a repository that a GET shows
SETS = {'commits': rules.COMMIT, 'branches': rules.BRANCH,
        'pullRequests': rules.PULL_REQUEST}
SINGULAR = {'commit': 'commits', 'branch': 'branches',
            'pull_request': 'pullRequests'}
ROOT = rules.shape({
    'repositories*': rules.array(lambda *_: None, 0, 100),
    'preventTransitions': rules.boolean,
    'operationType': rules.one_of('NORMAL', 'BACKFILL'),
    **rules.FRAME})


def has_id(value):
    """Can it be named in an answer?"""
    return isinstance(value, dict) and isinstance(value.get('id'), str)


def refuse_whole(body):
    """Refuse what makes no sense as a whole: ids twice, or far too many."""
    total, repositories = 0, body['repositories']
    for where, values in [('repositories', repositories)] + [
            (f'repositories[{i}].{name}', repository.get(name, []))
            for i, repository in enumerate(repositories)
            if isinstance(repository, dict) for name in SETS]:
        if not isinstance(values, list) or not all(map(has_id, values)):
            fail('devinfo', 400, f"'{where}' has an item without id")
        if len({value['id'] for value in values}) < len(values):
            fail('devinfo', 400, f"'{where}' has an id twice")
        if where != 'repositories':
            if len(values) > 400:
                fail('devinfo', 400,
                     f"'{where}' must have at most 400 items")
            total += len(values)
    if total > ENTITIES_MAX:
        fail('devinfo', 400,
             f'The request has more than {ENTITIES_MAX} entities')


def submit(site, request):
    """POST bulk."""
    body = framed('devinfo', ROOT, body_of(site, request, 'devinfo'))
    refuse_whole(body)
    site.held.requests += 1
    unknown, accepted, failed = Unknown(site.held), {}, {}
    for repository in body['repositories']:
        good, bad = store(site, repository, body.get('properties', {}),
                          unknown)
        if good is not None:
            accepted[repository['id']] = good
        if bad:
            failed[repository['id']] = bad
    for sets in accepted.values():
        for name in sets:
            del sets[name][:request.fault.get('omit', 0)]
    if 'stranger' in request.fault:
        accepted[request.fault['stranger']] = {'commits': ['stranger']}
    keys, associations = unknown.lists()
    return json_reply(202, {
        'acceptedDevinfoEntities': accepted, 'failedDevinfoEntities': failed,
        'unknownIssueKeys': keys, 'unknownAssociations': associations})


def store(site, repository, properties, unknown):
    """Store one repository: what was accepted of it, and what was not."""
    wrong = []
    plain = {name: value for name, value in repository.items()
                if name not in SETS}
    rules.REPOSITORY(plain, '', wrong)
    if wrong:
        return None, {'errorMessages': messages(wrong)}
    name = repository['id']
    site.held.put('devinfo', (name,), plain,
                  repository['updateSequenceId'], properties)
    good, bad = {kind: [] for kind in SETS}, {}
    for kind, rule in SETS.items():
        for entity in repository.get(kind, []):
            site.held.records += 1
            wrong = []
            rule(entity, '', wrong)
            if not wrong and keep(site, (name, kind, entity['id']), entity,
                                  unknown, wrong):
                good[kind].append(entity['id'])
            if wrong:
                bad.setdefault(kind, []).append(
                    {'id': entity['id'], 'errorMessages': messages(wrong)})
    return good, bad


def keep(site, key, entity, unknown, wrong):
    """Store an entity that is linked to something; is it in the answer?"""
    found, good = unknown.look(entity)
    if good == 0:
        fate = site.held.settings.unknown if found > 0 else 'refused'
        if fate == 'refused':
            wrong.append('No valid issues found for entity')
        return fate == 'accepted'
    site.held.put('devinfo', key, entity, entity['updateSequenceId'], {})
    return True


def messages(wrong):
    """Error items."""
    return [{'message': words} for words in wrong]


def drop(site, name, kind=None, which=None, newest=None):
    """Delete a repository, or an entity of it, that is not newer."""
    held = site.held.of('devinfo')
    for key in [key for key in held if key[0] == name]:
        if kind is not None and key != (name, kind, which):
            continue
        if newest is None or held[key].sequence <= newest:
            del held[key]
    return Reply(202)


def show(site, name):
    """GET a repository with its newest entities."""
    repository = site.held.get('devinfo', (name,))
    if repository is None:
        return json_reply(404, {'errorMessages': messages(
            ['No such repository'])})
    entities = sorted(((entity.sequence, key) for key, entity
                       in site.held.of('devinfo').items()
                       if key[0] == name and len(key) == 3), reverse=True)
    reply = {**repository.record, **{kind: [] for kind in SETS}}
    for _, key in entities[:NEWEST]:
        reply[key[1]].append(site.held.of('devinfo')[key].record)
    return json_reply(200, reply)


def newest(request):
    """The sequence up to which a request is meant, or None."""
    given = request.parameter('_updateSequenceId')
    if given is not None and not given.lstrip('-').isdigit():
        fail('devinfo', 400, '_updateSequenceId is no number')
    return None if given is None else int(given)


def by_properties(site, request, parts):
    """GET existsByProperties and DELETE bulkByProperties."""
    pairs, limit = pairs_of(request, 'devinfo'), newest(request)
    names = [key[0] for key in site.held.matching('devinfo', pairs)
             if len(key) == 1]
    if parts == ['existsByProperties']:
        held = site.held.of('devinfo')
        return json_reply(200, {'hasDataMatchingProperties': any(
            limit is None or held[(name,)].sequence <= limit
            for name in names)})
    for name in names:
        drop(site, name)
    return Reply(202)


def follow(site, request, parts):
    """Find what a path means."""
    way = request.method, parts
    if way == ('POST', ['bulk']):
        return submit(site, request)
    if way in (('GET', ['existsByProperties']),
               ('DELETE', ['bulkByProperties'])):
        return by_properties(site, request, parts)
    if parts[0] == 'repository' and len(parts) == 2:
        if request.method == 'GET':
            return show(site, parts[1])
        if request.method == 'DELETE':
            return drop(site, parts[1], newest=newest(request))
    if parts[0] == 'repository' and len(parts) == 4 and (
            request.method == 'DELETE'):
        if parts[2] not in SINGULAR:
            fail('devinfo', 400, 'No such type of entity')
        return drop(site, parts[1], SINGULAR[parts[2]], parts[3],
                    newest(request))
    return fail('devinfo', 404, 'No such thing')
