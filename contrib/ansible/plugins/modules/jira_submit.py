#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_submit: builds, deployments and the rest to Jira, by jira-submit."""

DOCUMENTATION = r'''
module: jira_submit
short_description: Tell Jira about builds, deployments, code and flags
version_added: 0.1.0
description:
  - Sends records to Jira Cloud, and says of each what became of it. A record
    that is rejected fails the task.
  - Each run sends them again, unless there is a I(journal). Jira takes the
    same record twice without harm.
  - See jira-submit(1).
options:
  connection:
    description:
      - The connection on the target, a path or a name; see
        jira-connection(5). It is one of OAuth credentials, with the api
        C(devops).
      - Without it the program takes C(JIRA_CONNECTION).
    type: path
  kind:
    description: What all records are.
    type: str
    required: true
    choices: [builds, components, deployments, devinfo, flags, links,
      operations, reviews, vulnerabilities]
  records:
    description: The records, as the interface of Jira has them.
    type: list
    elements: dict
    required: true
  journal:
    description:
      - Keep what becomes of each record in this file on the target, and send
        only what it does not have as accepted.
    type: path
  properties:
    description: Properties of all records, by which they can be deleted.
    type: dict
  url:
    description:
      - The url of records that have none, where C({pipelineId}) is a member of
        the record.
    type: str
  product:
    description: The name and version of what the records come from.
    type: str
  sequence:
    description: The number of the update for records that have none.
    type: int
  allow_unknown:
    description: Records whose issues are all unknown are no failure.
    type: bool
    default: false
  operation_type:
    description: C(BACKFILL) for what is not new, or C(SCAN).
    type: str
  prevent_transitions:
    description: Move no issues, and obey no smart commits.
    type: bool
    default: false
  trim:
    description: Cut what is longer than it may be.
    type: bool
    default: false
extends_documentation_fragment:
  - jira.filters.program
  - jira.filters.program.network
attributes:
  check_mode:
    description:
      - Says of each record whether it can be sent, and sends nothing.
    support: full
  diff_mode:
    description: Shows what is sent.
    support: full
'''

EXAMPLES = r'''
- name: A build that was successful
  jira.filters.jira_submit:
    connection: devops
    kind: builds
    url: https://ci.example.com/{pipelineId}/{buildNumber}
    records:
      - pipelineId: web
        buildNumber: 42
        displayName: "web #42"
        state: successful
        issueKeys: [DEMO-1]
  register: sent
  until: sent is success or not sent.retriable | default(false)
  retries: 3
  delay: 2
'''

RETURN = r'''
verdicts:
  description:
    - What became of each record; C(record), its number from 1, C(verdict), and
      perhaps C(key), C(errors), C(notes) and C(unknown), as jira-submit(1)
      lists them.
  returned: always
  type: list
  elements: dict
'''

import json

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, NETWORK, NO, Program, network, options)

KINDS = ['builds', 'components', 'deployments', 'devinfo', 'flags', 'links',
         'operations', 'reviews', 'vulnerabilities']


def wanted(params):
    args = options(params, [
        'allow_unknown', 'connection', 'journal', 'operation_type',
        'prevent_transitions', 'product', 'sequence', 'trim', 'url'])
    for name, value in sorted((params['properties'] or {}).items()):
        args.append('--property=%s=%s' % (name, value))
    return args + [params['kind']]


def is_news(verdict):
    """Is it something that Jira does not have already?"""
    return (verdict['verdict'] in ('accepted', 'unknown', 'valid') and
            not verdict.get('journal'))


def show(records, verdicts):
    return ''.join(
        '+%s\n' % json.dumps(records[verdict['record'] - 1], sort_keys=True)
        for verdict in verdicts if is_news(verdict))


def main():
    module = AnsibleModule(
        argument_spec=dict(
            dict(EXECUTABLE, **NETWORK),
            connection=dict(type='path'),
            kind=dict(choices=KINDS, required=True),
            records=dict(type='list', elements='dict', required=True),
            journal=dict(type='path'),
            properties=dict(type='dict'),
            url=dict(type='str'),
            product=dict(type='str'),
            sequence=dict(type='int'),
            allow_unknown=dict(type='bool', default=False),
            operation_type=dict(type='str'),
            prevent_transitions=dict(type='bool', default=False),
            trim=dict(type='bool', default=False),
        ),
        supports_check_mode=True,
    )
    look = module.check_mode
    records = module.params['records']
    program = Program(module, 'jira-submit')
    status, verdicts, err = program.lines(
        ['--json'] + ['--dry-run'] * look + network(module.params) +
        wanted(module.params),
        '\n'.join(json.dumps(record) for record in records) + '\n')
    result = dict(
        changed=any(is_news(verdict) for verdict in verdicts),
        verdicts=verdicts)
    # What would be sent is a no of its own, and is no complaint.
    if status != 0 and not (look and status == NO and err == ''):
        program.fail(status, err, **result)
    program.warn(err)
    if module._diff and result['changed']:
        result['diff'] = [dict(prepared=show(records, verdicts))]
    module.exit_json(**result)


if __name__ == '__main__':
    main()
