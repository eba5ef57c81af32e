#!/usr/bin/python
# SPDX-License-Identifier: ISC
"""jira_connection: a connection in its file, by jira-conn."""

DOCUMENTATION = r'''
module: jira_connection
short_description: Make or change a connection in its file
version_added: 0.1.0
description:
  - Ensures the members of a connection that are given, checks it, and keeps
    every other byte of it, such as comments and the tokens that
    jira-token(1) has renewed meanwhile.
  - A change of its type is refused; delete the file first.
  - See jira-conn(1) and jira-connection(5).
options:
  connection:
    description:
      - A path on the target, or a name, which is looked up as C(NAME.json) in
        the directory of connections. That directory has to be there.
    type: path
    required: true
    aliases: [path]
  type:
    description: How to be let in.
    type: str
    choices: [basic, client-credentials, oauth1, oauth2, pat]
  url:
    description: Where Jira is, with its context path.
    type: str
  subdomain:
    description:
      - The name of a site of Jira Cloud, C(acme) for
        C(https://acme.atlassian.net), instead of I(url).
    type: str
  product:
    description: What is there. It follows from the URL.
    type: str
    choices: [cloud, server]
  name:
    description: What people call the connection.
    type: str
  api:
    description: Which API of Jira Cloud.
    type: str
    choices: [csm, devops, platform]
  cloud_id:
    description: The id of the site of Jira Cloud.
    type: str
  username:
    description: The user of C(basic).
    type: str
  api_token:
    description:
      - The API token, or the password, of C(basic). As the other secrets here
        it is kept in the connection as it is, or sealed if it was sealed
        before.
    type: str
  api_token_file:
    description: The file that holds it, which the connection refers to.
    type: str
  token:
    description: The token of C(pat).
    type: str
  token_file:
    description: The file that holds it.
    type: str
  consumer_key:
    description: The consumer key of C(oauth1).
    type: str
  private_key:
    description: The private key of C(oauth1), in PEM form.
    type: str
  private_key_file:
    description: The file that holds it.
    type: str
  requestor:
    description: The user whom C(oauth1) acts for.
    type: str
  client_id:
    description: The client of OAuth 2.0.
    type: str
  client_secret:
    description: The secret of that client.
    type: str
  client_secret_file:
    description: The file that holds it.
    type: str
  redirect_uri:
    description: Where the browser brings back the answer of C(oauth2).
    type: str
  scopes:
    description: What to ask for in OAuth 2.0.
    type: list
    elements: str
  refresh:
    description:
      - Add the scope C(offline_access) where there is no refresh token without
        it.
    type: bool
    default: true
  audience:
    description: Whom the token of C(client-credentials) is for.
    type: str
  refer:
    description:
      - References to secrets, by the name of the member, such as C(apiToken);
        C(env:VARIABLE), C(file:PATH), or C(command:PROGRAM ARGUMENT ...).
    type: dict
  server_base_url:
    description: The address of the tool, for the OAuth credentials of a site.
    type: str
  logo_url:
    description: Its logo.
    type: str
  permissions:
    description: What it may send.
    type: list
    elements: str
    choices: [builds, deployments, development-information, feature-flags,
      remote-links]
  branch_template:
    description: The URL that creates a branch for an issue.
    type: str
  mode:
    description:
      - The permissions of the file. With a secret in it nobody but its owner
        may be able to read it.
extends_documentation_fragment:
  - ansible.builtin.files
  - jira.filters.program
  - jira.filters.program.file
'''

EXAMPLES = r'''
- name: Jira Server with an application link
  jira.filters.jira_connection:
    connection: /etc/codestream/jira.json
    type: oauth1
    url: https://jira.example.com/jira
    consumer_key: codestream
    private_key_file: keys/jira_privatekey.pcks8

- name: Jira Server with a personal access token from the vault
  jira.filters.jira_connection:
    connection: /etc/ci/jira.json
    type: pat
    url: https://jira.example.com/jira
    token: "{{ jira_token }}"
    owner: ci
'''

RETURN = r'''
created:
  description: Whether the file was missing.
  returned: success
  type: bool
path:
  description: The file.
  returned: success
  type: str
  sample: /etc/ci/jira.json
'''

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.jira.filters.plugins.module_utils.program import (
    EXECUTABLE, Program, judge_mode, conceal, options, settle_file)

# Options of the program that take a text, a list of words, or a secret.
TEXTS = [
    'api', 'api_token_file', 'audience', 'branch_template', 'client_id',
    'client_secret_file', 'cloud_id', 'consumer_key', 'logo_url', 'name',
    'private_key_file', 'product', 'redirect_uri', 'requestor',
    'server_base_url', 'subdomain', 'token_file', 'type', 'url', 'username']
WORDS = ['permissions', 'scopes']
SECRETS = dict(
    api_token='apiToken', client_secret='clientSecret',
    private_key='privateKey', token='token')

CHOICES = dict(
    api=['csm', 'devops', 'platform'],
    product=['cloud', 'server'],
    type=['basic', 'client-credentials', 'oauth1', 'oauth2', 'pat'],
    permissions=[
        'builds', 'deployments', 'development-information', 'feature-flags',
        'remote-links'])


def specify():
    spec = dict(
        EXECUTABLE,
        connection=dict(type='path', required=True, aliases=['path']),
        refer=dict(type='dict'),
        refresh=dict(type='bool', default=True))
    for name in TEXTS:
        spec[name] = dict(type='str', no_log=False)
    for name in WORDS:
        spec[name] = dict(type='list', elements='str')
    for name in SECRETS:
        spec[name] = dict(type='str', no_log=True)
    for name, choices in CHOICES.items():
        spec[name]['choices'] = choices
    return spec


def words(params):
    return ['--%s=%s' % (name, ' '.join(params[name]))
            for name in WORDS if params[name] is not None]


def secrets(module, program):
    args = ['--secret=%s=%s' % (member, reference) for member, reference
            in sorted((module.params['refer'] or {}).items())]
    for name, member in sorted(SECRETS.items()):
        value = module.params[name]
        if value is not None:
            conceal(module, value)
            args.append('--secret=%s=read:%s' % (
                member, program.file(value, name)))
    return args


def main():
    module = AnsibleModule(
        argument_spec=specify(),
        add_file_common_args=True,
        mutually_exclusive=[('url', 'subdomain')] + [
            (name, name + '_file') for name in sorted(SECRETS)],
        supports_check_mode=True,
    )
    params = module.params
    judge_mode(module, any(params[name] is not None for name in SECRETS))
    program = Program(module, 'jira-conn')
    args = ['--in-place=' + params['connection']]
    if not params['refresh']:
        args.append('--no-refresh')
    result = program.change(
        args + options(params, TEXTS) + words(params) +
        secrets(module, program), diff=True)
    settle_file(module, result['path'], result, not result['created'])
    module.exit_json(**result)


if __name__ == '__main__':
    main()
