#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_pat: a personal access token in its connection, by jira-token."""

DOCUMENTATION = r'''
module: jira_pat
short_description: Make and rotate a personal access token
version_added: 0.1.0
description:
  - Sees to it that a connection holds a personal access token of Jira Server
    or Data Center, 8.14 or later. It is made where there is none, and rotated
    where it ends soon. Nobody sees it.
  - See jira-token(1).
options:
  into:
    description:
      - The path of the connection on the target that holds the token. It is
        made if it is missing.
    type: path
    required: true
  state:
    description:
      - C(absent) has the server revoke the token, and deletes it from the
        connection, which stays.
    type: str
    choices: [absent, present]
    default: present
  name:
    description:
      - What the token is called. It is needed where one is made.
    type: str
  days:
    description:
      - How many days a new token lives. Without it one that is made never ends,
        if Jira lets it, and a rotated one lives as long as the old one.
    type: int
  within:
    description:
      - Rotate a token that ends within this, a number and C(d), C(h), C(m) or
        C(s).
    type: str
    default: 7d
  replace:
    description: Delete other tokens of that name once a new one is kept.
    type: bool
    default: false
  unsafe_writes:
    description: It is not used.
extends_documentation_fragment:
  - ansible.builtin.files
  - jira.filters.program
  - jira.filters.program.site
  - jira.filters.program.network
attributes:
  check_mode:
    description: Says what would change, and changes nothing.
    support: full
  diff_mode:
    description: Says what is done to the token, and never shows it.
    support: full
'''

EXAMPLES = r'''
- name: A token that never gets older than three months
  jira.filters.jira_pat:
    login:
      url: https://jira.example.com/jira
      username: fred
      password: "{{ fred_password }}"
    into: /etc/ci/pat.json
    name: nightly
    days: 90
    within: 14d
'''

RETURN = r'''
action:
  description: What is done, C(create), C(rotate), C(revoke), or nothing.
  returned: success
  type: str
id:
  description: Jira's name for the token.
  returned: when one was made
  type: str
expiresAt:
  description: When it ends.
  returned: when one was made that ends
  type: str
'''

import os

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, SITE, Program, network, options, settle_file)

OLD = '-%s: its personal access token\n'
NEW = '+%s: a new personal access token\n'
SHOWN = dict(create=[NEW], revoke=[OLD], rotate=[OLD, NEW])


def choose(module, program):
    """What there is to do; the program says how the token stands."""
    params = module.params
    absent = params['state'] == 'absent'
    if not os.path.exists(params['into']):
        return None if absent else 'create'
    token = program.ask(
        ['--json', '--connection=' + params['into'],
         '--within=' + params['within'], 'status'], may_say_no=True)
    if absent:
        return 'revoke' if token['held'] else None
    if not token['held']:
        return 'create'
    return 'rotate' if program.said_no else None


def command(params, program, action):
    args = ['--json'] + network(params)
    if action == 'create':
        args += program.connection(params) + options(params, [
            'days', 'into', 'name', 'replace'])
    else:
        args.append('--connection=' + params['into'])
        if action == 'rotate':
            args += options(params, ['days'])
    return args + [action]


def main():
    module = AnsibleModule(
        argument_spec=dict(
            dict(EXECUTABLE, **SITE),
            into=dict(type='path', required=True),
            state=dict(choices=['absent', 'present'], default='present'),
            name=dict(type='str'),
            days=dict(type='int'),
            within=dict(type='str', default='7d'),
            replace=dict(type='bool', default=False),
        ),
        add_file_common_args=True,
        mutually_exclusive=[('connection', 'login')],
        supports_check_mode=True,
    )
    params = module.params
    program = Program(module, 'jira-token')
    was_there = os.path.exists(params['into'])
    action = choose(module, program)
    result = dict(changed=action is not None)
    if result['changed'] and not module.check_mode:
        result = program.ask(command(params, program, action))
    result['action'] = action
    if result['changed'] and module._diff:
        result['diff'] = [dict(prepared=''.join(
            line % params['into'] for line in SHOWN[action]))]
    if was_there or params['state'] == 'present':
        settle_file(module, params['into'], result, was_there)
    module.exit_json(**result)


if __name__ == '__main__':
    main()
