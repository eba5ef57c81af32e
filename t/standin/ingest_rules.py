"""ingest_rules: what the DevOps APIs require of a record, member by member.

Written down from the specification that Atlassian publishes, and from nothing
else.  A rule is a function of a value, its path and a list, to which it adds
what is wrong.  A path is as in Jira's answers: pipeline.id, or files[0].url.
"""

import re
from datetime import datetime

INT32, INT64 = 1 << 31, 1 << 63
ASSOCIATIONS_MAX = 500  # values of all of an entity's associations together

STAMP = re.compile(r'\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?'
                   r'([Zz]|[+-]\d\d:\d\d)', re.ASCII)
URL = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]+\S*')
KEY = re.compile(r'\w{1,255}-\d{1,255}', re.ASCII)
ID_OR_KEY = re.compile(r'\w{1,255}-\d{1,255}|\d{1,255}', re.ASCII)
# \p{L}[\p{L}\p{Digit}_]{1,255}-\p{Digit}{1,255}, whose \p{Digit} is ASCII's
DEVINFO_KEY = re.compile(r'[^\W\d_](?:[^\W\d]|[0-9]){1,255}-[0-9]{1,255}')
DEVINFO_ID = re.compile(r'[A-Za-z0-9~.\-_]{1,1024}')
CONTAINER = re.compile(r'[a-zA-Z0-9\-_.~@:{}=]+(/[a-zA-Z0-9\-_.~@:{}=]+)*')


def text(most, pattern=None, empty=True):
    """A string of at most so many characters."""
    def rule(value, path, wrong):
        if not isinstance(value, str):
            wrong.append(f"'{path}' must be a string")
        elif len(value) > most:
            wrong.append(f"'{path}' must have at most {most} characters")
        elif not empty and not value:
            wrong.append(f"'{path}' is required")
        elif pattern is not None and not pattern.fullmatch(value):
            wrong.append(f"'{path}' does not match {pattern.pattern}")
    return rule


def url(most=2000):
    """An absolute URL; an empty one counts as none."""
    return text(most, URL, empty=False)


def one_of(*known):
    """A string of an enumeration."""
    def rule(value, path, wrong):
        if not isinstance(value, str) or value not in known:
            wrong.append(f"'{path}' must be one of {', '.join(known)}")
    return rule


def integer(least=-INT64, most=INT64 - 1):
    """A JSON number without a fraction, in a range."""
    def rule(value, path, wrong):
        if type(value) is not int:
            wrong.append(f"'{path}' must be an integer")
        elif not least <= value <= most:
            wrong.append(f"'{path}' is out of range")
    return rule


def number(least, most):
    """Any JSON number in a range."""
    def rule(value, path, wrong):
        if type(value) not in (int, float):
            wrong.append(f"'{path}' must be a number")
        elif not least <= value <= most:
            wrong.append(f"'{path}' is out of range")
    return rule


def boolean(value, path, wrong):
    """True or false."""
    if not isinstance(value, bool):
        wrong.append(f"'{path}' must be true or false")


def stamp(value, path, wrong):
    """A time as RFC 3339 writes it, that there is."""
    good = isinstance(value, str) and STAMP.fullmatch(value)
    if good:
        try:  # a leap second is a second, too
            datetime.fromisoformat(value[:19].replace('t', 'T')
                                   .replace(':60', ':59'))
        except ValueError:
            good = False
    if not good:
        wrong.append(f"'{path}' must be a time as in RFC 3339")


def shape(members, closed=False):
    """An object; a member whose name ends with an asterisk is required."""
    rules = {name.rstrip('*'): rule for name, rule in members.items()}
    required = [name[:-1] for name in members if name.endswith('*')]

    def rule(value, path, wrong):
        if not isinstance(value, dict):
            wrong.append(f"'{path}' must be an object")
            return
        prefix = path and path + '.'
        for name in required:
            if value.get(name) is None:
                wrong.append(f"'{prefix}{name}' is required")
        for name, part in value.items():
            if name in rules:
                if part is not None or name not in required:
                    rules[name](part, prefix + name, wrong)
            elif closed:
                wrong.append(f"'{prefix}{name}' is not allowed")
    return rule


def array(item, least=0, most=None, unique=False):
    """An array, each item of which follows a rule."""
    def rule(value, path, wrong):
        if not isinstance(value, list):
            wrong.append(f"'{path}' must be an array")
            return
        if len(value) < least:
            wrong.append(f"'{path}' must have at least {least} items")
        if most is not None and len(value) > most:
            wrong.append(f"'{path}' must have at most {most} items")
        if unique and len(set(map(repr, value))) < len(value):
            wrong.append(f"'{path}' must not have an item twice")
        for i, part in enumerate(value):
            item(part, f'{path}[{i}]', wrong)
    return rule


def mapping(item):
    """An object whose members, of any name, all follow a rule."""
    def rule(value, path, wrong):
        if not isinstance(value, dict):
            wrong.append(f"'{path}' must be an object")
            return
        for name, part in value.items():
            item(part, f'{path}.{name}', wrong)
    return rule


ISSUES = text(511, ID_OR_KEY)
KINDS = {
    'issueKeys': ISSUES,
    'issueIdOrKeys': ISSUES,
    'serviceIdOrKeys': text(255),
    'commit': shape({'commitHash*': text(255), 'repositoryId*': text(255)}),
    'repository': shape({'repositoryId*': text(255)}),
    'ati:cloud:compass:event-source': text(255),
}
ANY_ISSUE = {'issueIdOrKeys': text(255)}


def association(value, path, wrong, kinds):
    """One association, of one of these kinds."""
    if not isinstance(value, dict):
        wrong.append(f"'{path}' must be an object")
        return
    kind, values = value.get('associationType'), value.get('values')
    if not isinstance(kind, str) or kind not in kinds:
        wrong.append(f"'{path}.associationType' must be one of "
                     f"{', '.join(kinds)}")
    elif not isinstance(values, list):
        wrong.append(f"'{path}.values' is required")
    elif not values:
        wrong.append('Associations must provide at least one value.')
    else:
        array(kinds[kind], 1, ASSOCIATIONS_MAX)(
            values, f'{path}.values', wrong)


def associations(*names, least=0, most=None, kinds=None):
    """Associations of these kinds, with so many values in all."""
    kinds = kinds or {name: KINDS[name] for name in names}

    def item(value, path, wrong):
        association(value, path, wrong, kinds)

    def rule(value, path, wrong):
        before = len(wrong)
        array(item, least, most)(value, path, wrong)
        if len(wrong) == before:
            found = sum(len(part['values']) for part in value)
            if found > ASSOCIATIONS_MAX:
                wrong.append('Sum of Association values across all '
                             'association types can have a maximum of '
                             f'{ASSOCIATIONS_MAX} elements. Found {found}')
    return rule


KEYS = array(text(511, KEY), 1, 100)
DEVINFO_KEYS = array(text(512, DEVINFO_KEY), 1, 500)
ONE_ZERO = one_of('1.0')
WORDS = text(1 << 30)  # as many as one likes
ISSUE = associations('issueKeys', 'issueIdOrKeys')

BUILD = shape({
    'schemaVersion': ONE_ZERO,
    'pipelineId*': text(255),
    'buildNumber*': integer(),
    'updateSequenceNumber*': integer(),
    'displayName*': text(255),
    'description': text(255),
    'label': text(255),
    'url*': url(),
    'state*': one_of('pending', 'in_progress', 'successful', 'failed',
                     'cancelled', 'unknown'),
    'lastUpdated*': stamp,
    'issueKeys': KEYS,
    'associations': ISSUE,
    'testInfo': shape({
        'totalNumber*': integer(), 'numberPassed*': integer(),
        'numberFailed*': integer(), 'numberSkipped': integer()}),
    'references': array(shape({
        'commit': shape({'id*': text(255), 'repositoryUri*': text(2000)}),
        'ref': shape({'name*': text(255), 'uri*': text(2000)})}), 1, 5),
})

DEPLOYMENT = shape({
    'schemaVersion': ONE_ZERO,
    'deploymentSequenceNumber*': integer(),
    'updateSequenceNumber*': integer(),
    'issueKeys': KEYS,
    'associations': associations('issueKeys', 'issueIdOrKeys',
                                 'serviceIdOrKeys', 'commit', 'repository',
                                 least=1, most=3),
    'displayName*': text(255),
    'url*': url(),
    'description*': text(255),
    'lastUpdated*': stamp,
    'label': text(255),
    'duration': integer(),
    'state*': one_of('unknown', 'pending', 'in_progress', 'cancelled',
                     'failed', 'rolled_back', 'successful'),
    'pipeline*': shape({'id*': text(255), 'displayName*': text(255),
                        'url*': url()}),
    'environment*': shape({
        'id*': text(255), 'displayName*': text(255),
        'type*': one_of('unmapped', 'development', 'testing', 'staging',
                        'production')}),
    'commands': array(shape({'command': WORDS})),
})

AUTHOR = shape({'name': text(255), 'email': text(255), 'username': text(255),
                'url': text(2000), 'avatar': text(2000)})
COMMIT_MEMBERS = {
    'id*': text(1024, DEVINFO_ID),
    'updateSequenceId*': integer(),
    'hash': text(255),
    'flags': array(one_of('MERGE_COMMIT'), unique=True),
    'message*': text(1024),
    'author*': AUTHOR,
    'fileCount*': integer(0, INT32 - 1),
    'url*': url(),
    'files': array(shape({
        'path*': text(1024), 'url*': url(),
        'changeType*': one_of('ADDED', 'COPIED', 'DELETED', 'MODIFIED',
                              'MOVED', 'UNKNOWN'),
        'linesAdded*': integer(0, INT32 - 1),
        'linesRemoved*': integer(0, INT32 - 1)}), 0, 10),
    'authorTimestamp*': stamp,
    'displayId*': text(255),
}
LINKED = {'issueKeys': DEVINFO_KEYS, 'associations': ISSUE}
COMMIT = shape({**COMMIT_MEMBERS, **LINKED})
BRANCH = shape({
    'id*': text(1024, DEVINFO_ID),
    'updateSequenceId*': integer(),
    'name*': text(512),
    'lastCommit*': shape({**COMMIT_MEMBERS, 'issueKeys*': DEVINFO_KEYS}),
    'createPullRequestUrl': text(2000),
    'url*': text(2000, empty=False),
    **LINKED,
})
PULL_REQUEST = shape({
    'id*': text(1024, DEVINFO_ID),
    'updateSequenceId*': integer(),
    'status*': one_of('OPEN', 'MERGED', 'DECLINED', 'UNKNOWN'),
    'title*': text(1024),
    'author*': AUTHOR,
    'commentCount*': integer(-INT32, INT32 - 1),
    'sourceBranch*': text(255),
    'sourceBranchUrl': url(),
    'lastUpdate*': stamp,
    'destinationBranch': text(255),
    'destinationBranchUrl': url(),
    'reviewers': array(shape({
        'name': text(255),
        'approvalStatus': one_of('APPROVED', 'UNAPPROVED'),
        'url': url(), 'avatar': url(), 'email': text(254),
        'accountId': text(128)})),
    'url*': url(),
    'displayId*': text(255),
    **LINKED,
})
REPOSITORY = shape({
    'id*': text(1024, DEVINFO_ID),
    'name*': text(255),
    'description': text(1024),
    'forkOf': text(1024),
    'url*': url(),
    'avatar': url(),
    'avatarDescription': text(1024),
    'updateSequenceId*': integer(),
})

STATUS = shape({
    'enabled*': boolean,
    'defaultValue': text(255),
    'rollout': shape({'percentage': number(0, 100), 'text': text(255),
                      'rules': integer(0)}),
})
FLAG = shape({
    'schemaVersion': ONE_ZERO,
    'id*': text(255),
    'key*': text(255),
    'updateSequenceId*': integer(),
    'displayName': text(255),
    'issueKeys': KEYS,
    'associations': ISSUE,
    'summary*': shape({'url': url(), 'status*': STATUS,
                       'lastUpdated*': stamp}),
    'details*': array(shape({
        'url*': url(), 'lastUpdated*': stamp,
        'environment*': shape({
            'name*': text(255),
            'type': one_of('development', 'testing', 'staging',
                           'production')}),
        'status*': STATUS}), 1),
})

LINK = shape({
    'schemaVersion': ONE_ZERO,
    'id*': text(255),
    'updateSequenceNumber*': integer(),
    'displayName*': text(255),
    'url*': url(),
    'type*': one_of('document', 'alert', 'test', 'security', 'logFile',
                    'prototype', 'coverage', 'bugReport', 'other'),
    'description': text(255),
    'lastUpdated*': stamp,
    'associations': associations('issueKeys', 'issueIdOrKeys',
                                 'serviceIdOrKeys', least=1, most=2),
    'status': shape({
        'appearance*': one_of('default', 'inprogress', 'moved', 'new',
                              'removed', 'prototype', 'success'),
        'label*': text(255)}),
    'actionIds': array(WORDS, 0, 10),
    'attributeMap': mapping(WORDS),
})

COMPONENT = shape({
    'schemaVersion*': ONE_ZERO,
    'id*': text(255),
    'updateSequenceNumber*': integer(),
    'name*': text(255),
    'providerName': text(255),
    'description*': text(5000),
    'url*': url(),
    'avatarUrl*': url(),
    'tier*': one_of('Tier 1', 'Tier 2', 'Tier 3', 'Tier 4'),
    'componentType*': one_of(
        'Service', 'Application', 'Library', 'Capability', 'Cloud resource',
        'Data pipeline', 'Machine learning model', 'UI element', 'Website',
        'Other'),
    'lastUpdated*': stamp,
}, closed=True)

HAPPENED = {
    'schemaVersion*': ONE_ZERO,
    'id*': text(255),
    'updateSequenceNumber*': integer(),
    'summary*': text(255),
    'description*': text(5000),
    'url*': url(),
    'createdDate*': stamp,
    'lastUpdated*': stamp,
    'associations': associations(
        'issueIdOrKeys', 'serviceIdOrKeys', 'ati:cloud:compass:event-source',
        least=1, most=100),
}
INCIDENT = shape({
    **HAPPENED,
    'affectedComponents*': array(WORDS, 1, 100),
    'severity': shape({'level*': one_of('P1', 'P2', 'P3', 'P4', 'P5',
                                        'unknown')}),
    'status*': one_of('open', 'resolved', 'unknown'),
}, closed=True)
REVIEW = shape({
    **HAPPENED,
    'reviews*': array(WORDS, 1, 100),
    'status*': one_of('in progress', 'outstanding actions', 'completed',
                      'unknown'),
}, closed=True)

VULNERABILITY = shape({
    'schemaVersion*': ONE_ZERO,
    'id*': text(255),
    'updateSequenceNumber*': integer(),
    'containerId*': text(255, CONTAINER),
    'displayName*': text(255),
    'description*': text(5000),
    'url*': url(),
    'type*': one_of('sca', 'sast', 'dast', 'unknown'),
    'introducedDate*': stamp,
    'lastUpdated*': stamp,
    'severity*': shape({'level*': one_of('critical', 'high', 'medium', 'low',
                                         'unknown')}),
    'identifiers': array(shape({'displayName*': text(255), 'url*': url()}),
                         1, 100),
    'status*': one_of('open', 'closed', 'ignored', 'unknown'),
    'additionalInfo': shape({'content*': text(255), 'url': url()}),
    'addAssociations': associations(most=1, kinds=ANY_ISSUE),
    'removeAssociations': associations(most=1, kinds=ANY_ISSUE),
    'associationsLastUpdated': stamp,
    'associationsUpdateSequenceNumber': integer(),
}, closed=True)

# Of the request around the records.
PROPERTY = re.compile(r'(?!_)[^:]{1,255}')


def properties(value, path, wrong):
    """At most five pairs of strings, to delete by."""
    if not isinstance(value, dict):
        wrong.append(f"'{path}' must be an object")
        return
    if len(value) > 5:
        wrong.append(f"'{path}' must have at most 5 items")
    for name, part in value.items():
        if not PROPERTY.fullmatch(name):
            wrong.append(f"'{path}' has a name that is not allowed")
        text(255)(part, f'{path}.{name}', wrong)


FRAME = {'properties': properties,
         'providerMetadata': shape({'product': text(255)})}


def root(name, most, **more):
    """What a request is, around an array of that name."""
    return shape({f'{name}*': array(lambda *_: None, 1, most),
                  **FRAME, **more})
