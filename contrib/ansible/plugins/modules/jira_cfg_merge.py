#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_cfg_merge: a merge into a JSON config file, by jira-cfg-merge."""

DOCUMENTATION = r'''
module: jira_cfg_merge
short_description: Merge into a JSON config file, changing only what changes
version_added: 0.1.0
description:
  - Merges into a file of JSON, JSON with comments, or Hjson. The bytes that
    nobody asked to change stay as they are, comments included, and a file to
    which nothing happens is not written.
  - I(merge), I(patch), I(set), I(secrets) and I(expression) are applied in this
    order, in one replacement of the file, or none.
  - See jira-cfg-merge(1).
options:
  path:
    description: The file.
    type: path
    required: true
    aliases: [dest]
  application:
    description: Know what an application accepts.
    type: str
    choices: [codestream]
    aliases: [for]
  merge:
    description:
      - What to merge; null deletes a member. A secret belongs into I(secrets),
        for what is merged is shown by C(-vvv).
    type: dict
  patch:
    description: The operations of a JSON patch, RFC 6902.
    type: list
    elements: dict
  set:
    description:
      - Values by their paths, which are written as in jq(1), such as
        C(.servers[0].name).
    type: dict
  secrets:
    description:
      - Strings by their paths, as I(set), that nobody is to see. They are shown
        by no output of the task, and by no list of processes.
    type: dict
  expression:
    description: Programs of jq(1) to apply.
    type: list
    elements: str
  arrays:
    description:
      - What I(merge) does with an array where the file has one, too; C(append),
        C(replace), C(union), or C(by=) and the member that elements have in
        common.
    type: str
  create:
    description: Make the file if it is missing.
    type: bool
    default: false
  backup:
    description: Keep a copy of the file beside it before it changes.
    type: bool
    default: false
  backup_suffix:
    description: What the name of that copy ends in.
    type: str
    default: "~"
  allow_env:
    description:
      - With I(application), let a string be a reference to the environment.
    type: bool
    default: false
  break_links:
    description: Replace a file that has several hard links.
    type: bool
    default: false
  if_match:
    description: Go on only if the file has this SHA-256.
    type: str
  in_place_write:
    description:
      - Write into the file instead of replacing it, which is the only way where
        it is a mount point of its own. A crash leaves a mixture.
    type: bool
    default: false
  syntax:
    description: What the file is, where its bytes do not tell.
    type: str
    choices: [hjson, json, jsonc]
  wait:
    description: How many seconds to wait for a lock. The default is 60.
    type: int
extends_documentation_fragment:
  - ansible.builtin.files
  - jira.filters.program
  - jira.filters.program.file
'''

EXAMPLES = r'''
- name: CodeStream On-Prem with Jira Cloud
  jira.filters.jira_cfg_merge:
    path: /etc/codestream/codestream-services-config.json
    application: codestream
    set:
      .integrations.jira.cloud.appClientId: abc123
    secrets:
      .integrations.jira.cloud.appClientSecret: "{{ jira_client_secret }}"

- name: A config of our own
  jira.filters.jira_cfg_merge:
    path: /etc/ci/pipeline.json
    create: true
    mode: "0640"
    backup: true
    merge:
      timeout: 30
      servers:
        - name: jira
          port: 443
    arrays: by=name
    patch:
      - op: test
        path: /timeout
        value: 30
    expression:
      - .servers[0].user = "ci"
'''

RETURN = r'''
backup_file:
  description: The copy that was kept.
  returned: with backup, when changed
  type: str
  sample: /etc/ci/pipeline.json~
paths:
  description: RFC 6901 pointers of what was set, added or deleted.
  returned: success
  type: list
  elements: str
  sample: [/integrations/jira/cloud/appClientId]
'''

import json
import os

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, Program, judge_mode, conceal, options, settle_file)


def fragments(params, program):
    return [program.file(json.dumps(params[name]), name)
            for name in ('merge', 'patch') if params[name] is not None]


def values(params):
    return ['--set=%s:%s' % (path, json.dumps(value))
            for path, value in sorted((params['set'] or {}).items())]


def secrets(module, program):
    """What no list of processes shows is read from a descriptor."""
    args = []
    for path, value in sorted((module.params['secrets'] or {}).items()):
        if not isinstance(value, str) or value == '':
            module.fail_json(
                msg='secrets: %s: has to be a string, and not empty' % path)
        conceal(module, value)
        args.append('--set=%s@%s' % (
            path, program.file(value, 'secrets: ' + path)))
    return args


def expressions(params):
    return ['--expression=' + text for text in params['expression'] or []]


def how(params):
    args = ['--in-place=' + params['path']] + options(params, [
        'allow_env', 'arrays', 'break_links', 'create', 'if_match',
        'in_place_write', 'syntax', 'wait'])
    if params['application'] is not None:
        args.append('--for=' + params['application'])
    if params['backup']:
        args.append('--backup=' + params['backup_suffix'])
    return args


SPEC = dict(
    path=dict(type='path', required=True, aliases=['dest']),
    application=dict(choices=['codestream'], aliases=['for']),
    merge=dict(type='dict'),
    patch=dict(type='list', elements='dict'),
    set=dict(type='dict'),
    secrets=dict(type='dict', no_log=True),
    expression=dict(type='list', elements='str'),
    arrays=dict(type='str'),
    create=dict(type='bool', default=False),
    backup=dict(type='bool', default=False),
    backup_suffix=dict(type='str', default='~'),
    allow_env=dict(type='bool', default=False),
    break_links=dict(type='bool', default=False),
    if_match=dict(type='str'),
    in_place_write=dict(type='bool', default=False),
    syntax=dict(choices=['hjson', 'json', 'jsonc']),
    wait=dict(type='int'),
)


def main():
    module = AnsibleModule(
        argument_spec=dict(EXECUTABLE, **SPEC),
        add_file_common_args=True,
        required_one_of=[('merge', 'patch', 'set', 'secrets', 'expression')],
        supports_check_mode=True,
    )
    params = module.params
    judge_mode(module, secret=False)
    program = Program(module, 'jira-cfg-merge')
    was_there = os.path.exists(params['path'])
    result = program.change(
        how(params) + values(params) + secrets(module, program) +
        expressions(params) + ['--'] + fragments(params, program),
        diff=True)
    backup = result.pop('backup', None)
    if backup is not None:
        result['backup_file'] = backup
    settle_file(module, params['path'], result, diff=was_there)
    module.exit_json(path=params['path'], **result)


if __name__ == '__main__':
    main()
