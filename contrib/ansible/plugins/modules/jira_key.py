#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_key: the key set of an application link, by jira-keygen."""

DOCUMENTATION = r'''
module: jira_key
short_description: Make and renew the key set of an application link
version_added: 0.1.0
description:
  - Makes the RSA key and the certificate that an OAuth 1.0a application link of
    Jira Server or Data Center needs, or completes a set with a file missing.
  - A key is never overwritten. A directory with a key that belongs to another
    set is refused.
  - See jira-keygen(1).
options:
  path:
    description: The directory of the set. It is made if it is missing.
    type: path
    required: true
    aliases: [dir]
  bits:
    description:
      - The size of a new key. The program's default is 2048.
      - A key that is there is not replaced for its size.
    type: int
  days:
    description: How long a new certificate is valid. The default is 365.
    type: int
  renew_before:
    description:
      - Replace a certificate that ends within so many days by a new one around
        the same key.
    type: int
  rotate:
    description:
      - Make a new set, and keep the old one in a directory within I(path).
      - Each run does so again, and Jira refuses signatures until it has the new
        public key.
    type: bool
    default: false
  subject:
    description:
      - The subject of a new certificate, a common name or attributes as in
        C(/C=SE/O=Example/CN=codestream). The default is C(jira).
    type: str
  owner:
    description: Who the directory and the files of the set belong to.
  group:
    description: The group of the directory and the files of the set.
  mode:
    description:
      - The permissions of the two private files, which nobody but their owner
        may be able to read.
extends_documentation_fragment:
  - ansible.builtin.files
  - jira.filters.program
attributes:
  check_mode:
    description: Says what would change, and changes nothing.
    support: full
  diff_mode:
    description: Names the files; no key is ever shown.
    support: full
'''

EXAMPLES = r'''
- name: The keys of CodeStream's application link
  jira.filters.jira_key:
    path: /etc/codestream/keys
    owner: codestream
    renew_before: 30
'''

RETURN = r'''
files:
  description: The files that were made or replaced.
  returned: success
  type: list
  elements: str
  sample: [/etc/codestream/keys/jira_publickey.pem]
kept:
  description: Where the old set is.
  returned: after rotate
  type: str
  sample: /etc/codestream/keys/2026-11-22
private_key:
  description: The path of the private key as PKCS 8.
  returned: success
  type: str
  sample: /etc/codestream/keys/jira_privatekey.pcks8
public_key:
  description: The path of the public key.
  returned: success
  type: str
  sample: /etc/codestream/keys/jira_publickey.pem
'''

import os

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, Program, judge_mode, options, settle_file)

# Whether each file is private.
SET = {
    'jira_privatekey.pcks8': True,
    'jira_privatekey.pem': True,
    'jira_publickey.cer': False,
    'jira_publickey.pem': False,
}


def settle(module, path, mode, result, diff):
    """Owner and group go to each, and the mode where it is meant."""
    params = module.params
    module.params = dict(params, mode=mode)
    settle_file(module, path, result, diff)
    module.params = params


def settle_set(module, path, result, was_there):
    settle(module, path, None, result, was_there)
    for name in sorted(SET):
        file = os.path.join(path, name)
        settle(module, file, module.params['mode'] if SET[name] else None,
               result, file not in result['files'])


def main():
    module = AnsibleModule(
        argument_spec=dict(
            EXECUTABLE,
            path=dict(type='path', required=True, aliases=['dir']),
            bits=dict(type='int'),
            days=dict(type='int'),
            renew_before=dict(type='int'),
            rotate=dict(type='bool', default=False),
            subject=dict(type='str'),
        ),
        add_file_common_args=True,
        supports_check_mode=True,
    )
    judge_mode(module)
    path = module.params['path']
    was_there = os.path.isdir(path)
    result = Program(module, 'jira-keygen').change(
        ['--dir=' + path] + options(module.params, [
            'bits', 'days', 'renew_before', 'rotate', 'subject']), diff=True)
    settle_set(module, path, result, was_there)
    result['private_key'] = os.path.join(path, 'jira_privatekey.pcks8')
    result['public_key'] = os.path.join(path, 'jira_publickey.pem')
    module.exit_json(**result)


if __name__ == '__main__':
    main()
