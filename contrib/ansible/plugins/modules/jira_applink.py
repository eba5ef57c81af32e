#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_applink: an incoming application link, by jira-applink."""

DOCUMENTATION = r'''
module: jira_applink
short_description: Ensure the incoming application link on Jira Server
version_added: 0.1.0
description:
  - Sees to it that an OAuth 1.0a application link of Jira Server or Data Center
    lets the consumer in that has this key and this public key, as an
    administrator would in the browser.
  - The connection, or I(login), is that administrator's.
  - Where a Jira does not let it, the message has the steps by hand, filled in.
  - See jira-applink(1).
options:
  consumer_key:
    description: The key by which the application names itself.
    type: str
    required: true
  state:
    description:
      - C(absent) removes the link, with all the tokens that were handed out for
        it.
    type: str
    choices: [absent, present]
    default: present
  public_key:
    description:
      - The path of the public key on the target, in any form in which
        jira-keygen(1) reads one.
    type: path
  private_key:
    description:
      - The path of the private key on the target. With it the link is proven by
        a request that is signed with it.
      - Without I(public_key) the public key is that of this one.
    type: path
  name:
    description:
      - What the link is called, and what users see when they are asked to
        approve. A new link has the consumer key without it.
    type: str
  url:
    description:
      - The address of the application, which Jira shows but never calls.
    type: str
  two_legged:
    description:
      - Let the application make requests without a token. Otherwise such a
        right is taken away.
    type: bool
    default: false
  execute_as:
    description: The user as whom such requests act.
    type: str
  impersonation:
    description: Let such requests act in the name of any user.
    type: bool
    default: false
extends_documentation_fragment:
  - jira.filters.program
  - jira.filters.program.site
  - jira.filters.program.network
attributes:
  check_mode:
    description:
      - Says what would change, and changes nothing, but that a token of the
        connection that is about to end is renewed.
    support: full
  diff_mode:
    description: Says what differs.
    support: full
'''

EXAMPLES = r'''
- name: The application link of CodeStream
  jira.filters.jira_applink:
    login:
      url: https://jira.example.com/jira
      username: admin
      password: "{{ admin_password }}"
    consumer_key: codestream
    name: CodeStream
    public_key: /etc/codestream/keys/jira_publickey.pem
  register: link
  until: link is success or not link.retriable | default(false)
  retries: 3
  delay: 2
'''

RETURN = r'''
consumerKey:
  description: The consumer key.
  returned: success
  type: str
differs:
  description:
    - What differed, of C(link), C(name), C(consumer), C(consumerName),
      C(publicKey) and C(twoLegged).
  returned: success
  type: list
  elements: str
id:
  description: Jira's name for the link.
  returned: when there is one
  type: str
proven:
  description: Whether Jira took a request that was signed.
  returned: success
  type: bool
'''

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, SITE, Program, network, options)


def wanted(params):
    args = ['--consumer-key=' + params['consumer_key']]
    if params['state'] == 'absent':
        return args + ['--absent']
    return args + options(params, [
        'execute_as', 'impersonation', 'name', 'private_key', 'public_key',
        'two_legged', 'url'])


def main():
    module = AnsibleModule(
        argument_spec=dict(
            dict(EXECUTABLE, **SITE),
            consumer_key=dict(type='str', required=True, no_log=False),
            state=dict(choices=['absent', 'present'], default='present'),
            public_key=dict(type='path', no_log=False),
            private_key=dict(type='path', no_log=False),
            name=dict(type='str'),
            url=dict(type='str'),
            two_legged=dict(type='bool', default=False),
            execute_as=dict(type='str'),
            impersonation=dict(type='bool', default=False),
        ),
        mutually_exclusive=[('connection', 'login')],
        supports_check_mode=True,
    )
    program = Program(module, 'jira-applink')
    module.exit_json(**program.change(
        program.connection(module.params) + network(module.params) +
        wanted(module.params), diff=True))


if __name__ == '__main__':
    main()
