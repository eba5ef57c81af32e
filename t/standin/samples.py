"""samples: one good record of each kind that the DevOps APIs take."""

ISSUES = [{'associationType': 'issueIdOrKeys', 'values': ['ABC-1']}]
TIME = '2026-01-15T05:20:00Z'
STATUS = {'enabled': True, 'defaultValue': 'off',
          'rollout': {'percentage': 80, 'text': 'most', 'rules': 2}}
COMMIT = {
    'id': 'c1', 'issueKeys': ['ABC-1'], 'updateSequenceId': 1700000000123,
    'hash': '1a2b3c4d', 'flags': ['MERGE_COMMIT'], 'message': 'ABC-1 fix',
    'author': {'name': 'Ann', 'email': 'ann@example.test'}, 'fileCount': 1,
    'url': 'https://git.example.test/r/c', 'displayId': '1a2b3c4',
    'authorTimestamp': TIME,
    'files': [{'path': 'a.c', 'url': 'https://git.example.test/r/a.c',
               'changeType': 'MODIFIED', 'linesAdded': 1,
               'linesRemoved': 0}]}

SAMPLES = {
    'builds': {
        'schemaVersion': '1.0', 'pipelineId': 'web/main', 'buildNumber': 42,
        'updateSequenceNumber': 1700000000123, 'displayName': 'web #42',
        'description': 'main', 'label': '1.2',
        'url': 'https://ci.example.test/42', 'state': 'successful',
        'lastUpdated': TIME, 'associations': ISSUES,
        'testInfo': {'totalNumber': 3, 'numberPassed': 2, 'numberFailed': 1,
                     'numberSkipped': 0},
        'references': [{
            'commit': {'id': '1a2b3c4d',
                       'repositoryUri': 'https://git.example.test/r'},
            'ref': {'name': 'main',
                    'uri': 'https://git.example.test/r/main'}}]},
    'deployments': {
        'deploymentSequenceNumber': 42, 'updateSequenceNumber': 1,
        'associations': ISSUES + [
            {'associationType': 'serviceIdOrKeys', 'values': ['svc']},
            {'associationType': 'commit', 'values': [
                {'commitHash': '1a2b3c4d', 'repositoryId': 'r1'}]}],
        'displayName': 'web #42 to prod', 'url': 'https://ci.example.test/42',
        'description': 'release 1.2', 'label': '1.2', 'duration': 80,
        'lastUpdated': TIME, 'state': 'successful',
        'pipeline': {'id': 'web', 'displayName': 'web',
                     'url': 'https://ci.example.test/web'},
        'environment': {'id': 'prod', 'displayName': 'Production',
                        'type': 'production'},
        'commands': [{'command': 'initiate_deployment_gating'}]},
    'devinfo': {
        'id': 'r1', 'name': 'r', 'description': 'all of it', 'forkOf': 'r0',
        'url': 'https://git.example.test/r', 'updateSequenceId': 1,
        'avatar': 'https://git.example.test/r.png',
        'avatarDescription': 'a tree'},
    'commits': COMMIT,
    'branches': {
        'id': 'b1', 'issueKeys': ['ABC-1'], 'updateSequenceId': 1,
        'name': 'ABC-1-fix', 'lastCommit': COMMIT,
        'createPullRequestUrl': 'https://git.example.test/r/new',
        'url': 'https://git.example.test/r/ABC-1-fix'},
    'pullRequests': {
        'id': 'p1', 'issueKeys': ['ABC-1'], 'updateSequenceId': 1,
        'status': 'OPEN', 'title': 'ABC-1', 'author': {'name': 'Ann'},
        'commentCount': 0, 'sourceBranch': 'ABC-1-fix',
        'sourceBranchUrl': 'https://git.example.test/r/ABC-1-fix',
        'lastUpdate': TIME, 'destinationBranch': 'main',
        'destinationBranchUrl': 'https://git.example.test/r/main',
        'reviewers': [{'name': 'Ben', 'approvalStatus': 'APPROVED',
                       'url': 'https://git.example.test/ben',
                       'avatar': 'https://git.example.test/ben.png',
                       'email': 'ben@example.test', 'accountId': 'b'}],
        'url': 'https://git.example.test/r/1', 'displayId': '1'},
    'featureflags': {
        'schemaVersion': '1.0', 'id': 'f1', 'key': 'new-ui',
        'updateSequenceId': 1, 'displayName': 'The new one',
        'associations': ISSUES,
        'summary': {'url': 'https://ff.example.test/f1', 'status': STATUS,
                    'lastUpdated': TIME},
        'details': [{'url': 'https://ff.example.test/f1/prod',
                     'lastUpdated': TIME, 'status': STATUS,
                     'environment': {'name': 'prod',
                                     'type': 'production'}}]},
    'remotelinks': {
        'schemaVersion': '1.0', 'id': 'l1', 'updateSequenceNumber': 1,
        'displayName': 'Test run', 'url': 'https://t.example.test/1',
        'type': 'test', 'description': 'nightly', 'lastUpdated': TIME,
        'associations': ISSUES,
        'status': {'appearance': 'success', 'label': 'PASSED'},
        'actionIds': ['again'], 'attributeMap': {'run': '1'}},
    'devopscomponents': {
        'schemaVersion': '1.0', 'id': 'c1', 'updateSequenceNumber': 1,
        'name': 'web', 'providerName': 'us', 'description': 'the site',
        'url': 'https://c.example.test/1',
        'avatarUrl': 'https://c.example.test/1.png', 'tier': 'Tier 1',
        'componentType': 'Service', 'lastUpdated': TIME},
    'operations': {
        'schemaVersion': '1.0', 'id': 'i1', 'updateSequenceNumber': 1,
        'affectedComponents': ['c1'], 'summary': 'down',
        'description': 'all of it', 'url': 'https://i.example.test/1',
        'createdDate': TIME, 'lastUpdated': TIME,
        'severity': {'level': 'P1'}, 'status': 'open',
        'associations': ISSUES},
    'security': {
        'schemaVersion': '1.0', 'id': 'v1', 'updateSequenceNumber': 1,
        'containerId': 'web/app', 'displayName': 'CVE', 'url':
        'https://v.example.test/1', 'description': 'a hole', 'type': 'sca',
        'introducedDate': TIME, 'lastUpdated': TIME,
        'severity': {'level': 'high'}, 'status': 'open',
        'identifiers': [{'displayName': 'CWE-1',
                         'url': 'https://v.example.test/cwe/1'}],
        'additionalInfo': {'content': 'more',
                           'url': 'https://v.example.test/more'},
        'addAssociations': ISSUES, 'associationsLastUpdated': TIME,
        'associationsUpdateSequenceNumber': 1},
}
