#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_pat: a personal access token in its connection, by jira-token."""

DOCUMENTATION = r'''
module: jira_pat
short_description: Make and rotate a personal access token
version_added: 0.1.0
description:
  - Sees to it that a connection holds a personal access token of Jira Server
    or Data Center, 8.14 or later, that lets in. It is made where there is none,
    or Jira does not know it any more, and rotated where it ends soon. Nobody
    sees it.
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
      - What the token is called. It is needed where one is made for a
        connection that has none from before.
    type: str
  days:
    description:
      - How many days a new token lives. Without it one that is made never ends,
        if Jira lets it, and a rotated one lives as long as the old one.
    type: int
  within:
    description:
      - Rotate a token that ends within this, a number and C(d), C(h), C(m) or
        C(s). The program's default is 7d.
    type: str
  replace:
    description: Delete other tokens of that name once a new one is kept.
    type: bool
    default: false
  mode:
    description:
      - The permissions of the connection, which nobody but its owner may be
        able to read.
extends_documentation_fragment:
  - ansible.builtin.files
  - jira.filters.program
  - jira.filters.program.file
  - jira.filters.program.site
  - jira.filters.program.network
attributes:
  check_mode:
    description: Asks Jira, says what would change, and changes nothing.
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
    EXECUTABLE, SITE, Program, judge_mode, network, options, settle_file)

OLD = '-%s: its personal access token\n'
NEW = '+%s: a new personal access token\n'
SHOWN = dict(create=[NEW], revoke=[OLD], rotate=[OLD, NEW])


def ensure(params, program):
    return program.change(
        network(params) + program.connection(params) +
        options(params, ['days', 'into', 'name', 'replace', 'within']) +
        ['ensure'])


def revoke(params, program):
    """Where none is held there is nothing to do."""
    connection = ['--json', '--connection=' + params['into']]
    held = os.path.exists(params['into']) and program.ask(
        connection + ['status'])['held']
    result = dict(changed=held)
    if held and not program.module.check_mode:
        result = program.ask(connection + network(params) + ['revoke'])
    return dict(result, action='revoke' if held else None)


def show(result, path):
    return ''.join(line % path for line in SHOWN[result['action']])


def main():
    module = AnsibleModule(
        argument_spec=dict(
            dict(EXECUTABLE, **SITE),
            into=dict(type='path', required=True),
            state=dict(choices=['absent', 'present'], default='present'),
            name=dict(type='str'),
            days=dict(type='int'),
            within=dict(type='str'),
            replace=dict(type='bool', default=False),
        ),
        add_file_common_args=True,
        mutually_exclusive=[('connection', 'login')],
        supports_check_mode=True,
    )
    judge_mode(module)
    present = module.params['state'] == 'present'
    path = module.params['into'] = os.path.abspath(module.params['into'])
    program = Program(module, 'jira-token')
    was_there = os.path.exists(path)
    result = (ensure if present else revoke)(module.params, program)
    if result['changed'] and module._diff:
        result['diff'] = [dict(prepared=show(result, path))]
    if was_there or present:
        settle_file(module, path, result, was_there)
    module.exit_json(**result)


if __name__ == '__main__':
    main()
