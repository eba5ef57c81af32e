#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_token_info: what a connection holds, by jira-token."""

DOCUMENTATION = r'''
module: jira_token_info
short_description: Say what a connection holds, and when it ends
version_added: 0.1.0
description:
  - Says which token a connection holds, when it ends and how it is renewed,
    without showing it and, but for I(list), without asking the server.
  - See jira-token(1).
options:
  connection:
    description:
      - The connection on the target, a path or a name; see
        jira-connection(5).
      - Without it the program takes C(JIRA_CONNECTION).
    type: path
  within:
    description:
      - Let I(lasts) say whether it will let in for longer than this, a number
        and C(d), C(h), C(m) or C(s), renewed as it can be.
    type: str
  list:
    description:
      - Ask Jira which personal access tokens the connection's owner has.
    type: bool
    default: false
extends_documentation_fragment:
  - jira.filters.program
  - jira.filters.program.network
attributes:
  check_mode:
    description: Changes nothing in any mode.
    support: full
  diff_mode:
    description: There is never a difference.
    support: none
'''

EXAMPLES = r'''
- name: Will somebody have to authorize within a week?
  jira.filters.jira_token_info:
    connection: codestream
    within: 7d
  register: codestream

- name: Say so
  ansible.builtin.debug:
    msg: "run jira-token -c codestream authorize"
  when: not codestream.lasts
'''

RETURN = r'''
lasts:
  description: Whether it lets in for longer than I(within).
  returned: with within
  type: bool
listed:
  description:
    - The personal access tokens of the owner; C(id), C(name), C(expiresAt) and
      more, as jira-token(1) lists them.
  returned: with list
  type: list
  elements: dict
token:
  description:
    - What is held; C(url), C(type), C(held), C(form), C(expiresAt),
      C(renewable) and more, as jira-token(1) has them.
  returned: success
  type: dict
'''

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, NETWORK, Program, network, options)


def personal(module, program):
    args = network(module.params) + options(module.params, ['connection'])
    status, tokens, err = program.lines(['--json'] + args + ['list'])
    if status != 0:
        program.fail(status, err)
    return tokens


def main():
    module = AnsibleModule(
        argument_spec=dict(
            dict(EXECUTABLE, **NETWORK),
            connection=dict(type='path'),
            within=dict(type='str'),
            list=dict(type='bool', default=False),
        ),
        supports_check_mode=True,
    )
    program = Program(module, 'jira-token')
    within = module.params['within']
    args = options(module.params, ['connection', 'within'])
    token = program.ask(
        ['--json'] + args + ['status'], may_say_no=within is not None)
    result = dict(changed=False, token=token)
    if within is not None:
        result['lasts'] = not program.said_no
    if module.params['list']:
        result['listed'] = personal(module, program)
    module.exit_json(**result)


if __name__ == '__main__':
    main()
