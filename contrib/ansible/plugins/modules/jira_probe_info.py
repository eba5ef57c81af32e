#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_probe_info: what answers at a URL, by jira-probe."""

DOCUMENTATION = r'''
module: jira_probe_info
short_description: Tell what answers at a URL, and what a credential may do
version_added: 0.1.0
description:
  - Looks at the Jira at a URL without a credential, or at that of a connection
    with its credential, too.
  - See jira-probe(1).
options:
  url:
    description:
      - Where Jira is, or any page in it; instead of a connection.
    type: str
extends_documentation_fragment:
  - jira.filters.program
  - jira.filters.program.site
  - jira.filters.program.network
attributes:
  check_mode:
    description:
      - Changes nothing in any mode, but that a token of the connection that is
        about to end is renewed.
    support: full
  diff_mode:
    description: There is never a difference.
    support: none
'''

EXAMPLES = r'''
- name: What is there?
  jira.filters.jira_probe_info:
    url: https://jira.example.com/jira
  register: probe

- name: Stop where signatures could not fit
  ansible.builtin.assert:
    that:
      - probe.site.baseUrlDiffers is none
      - probe.site.clock.ahead | abs < 300
'''

RETURN = r'''
site:
  description:
    - What was found; C(url), C(product), C(version), C(baseUrlDiffers),
      C(clock), C(waysIn), C(credential) and more, as jira-probe(1) lists them.
      What could not be found out is null.
  returned: success
  type: dict
'''

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, SITE, Program, network)


def main():
    module = AnsibleModule(
        argument_spec=dict(
            dict(EXECUTABLE, **SITE),
            url=dict(type='str'),
        ),
        mutually_exclusive=[('connection', 'login', 'url')],
        supports_check_mode=True,
    )
    program = Program(module, 'jira-probe')
    args = program.connection(module.params) + network(module.params)
    if module.params['url'] is not None:
        args += ['--', module.params['url']]
    module.exit_json(changed=False, site=program.ask(['--json'] + args))


if __name__ == '__main__':
    main()
