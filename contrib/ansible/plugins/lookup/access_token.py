# SPDX-License-Identifier: ISC
"""access_token: a valid access token of a connection, by jira-token."""

DOCUMENTATION = r'''
name: access_token
short_description: A valid access token of a connection
version_added: 0.1.0
author:
  - the authors of jira-filters (@jira-filters)
description:
  - Hands out the token of a connection on the controller. One that is about to
    end is renewed first, and the connection keeps the new one; in check mode,
    too.
  - It is handed out anew wherever its expression is evaluated, and kept
    nowhere. A task that uses it wants C(no_log).
  - See jira-token(1).
options:
  _terms:
    description: The connections, by path or name; see jira-connection(5).
    required: true
  executable:
    description: The program on the controller.
    type: str
    default: jira-token
  margin:
    description: Renew a token that ends within so many seconds.
    type: int
    default: 60
  output:
    description:
      - What to hand out; the token alone, or the value of the header
        C(Authorization).
    type: str
    choices: [header, token]
    default: token
'''

EXAMPLES = r'''
- name: Who am I?
  ansible.builtin.uri:
    url: https://jira.example.com/jira/rest/api/2/myself
    headers:
      Authorization: "Bearer {{ lookup('jira.filters.access_token', 'ci') }}"
  no_log: true
'''

RETURN = r'''
_raw:
  description: The tokens.
  type: list
  elements: str
'''

import os
import subprocess

from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase


class LookupModule(LookupBase):

    def run(self, terms, variables=None, **kwargs):
        self.set_options(var_options=variables, direct=kwargs)
        return [self.token(term) for term in terms]

    def token(self, connection):
        command = [
            self.get_option('executable'),
            '--connection=' + os.path.expanduser(str(connection)),
            '--margin=%d' % self.get_option('margin'),
            '--output=' + self.get_option('output'), 'get']
        try:
            got = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, universal_newlines=True, check=False)
        except OSError as error:
            raise AnsibleError('%s: %s: install jira-filters here' % (
                command[0], error.strerror)) from error
        if got.returncode != 0:
            raise AnsibleError(got.stderr.strip())
        prefix = 'Authorization: '
        token = got.stdout.rstrip('\n')
        return token[len(prefix):] if token.startswith(prefix) else token
