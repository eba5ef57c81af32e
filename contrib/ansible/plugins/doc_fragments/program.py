# SPDX-License-Identifier: ISC
"""program: what the pages of all modules say."""


class ModuleDocFragment:

    # What every module has.
    DOCUMENTATION = r'''
options:
  executable:
    description:
      - The program on the target.
      - Without it the program is looked for in C(PATH), the system's
        directories and C(/usr/local/bin).
    type: path
requirements:
  - jira-filters 0.1.0 or newer on the target
  - Python 3.6 or newer on the target
author:
  - the authors of jira-filters (@jira-filters)
notes:
  - A failure says C(retriable=true) when the same may go well in a moment, the
    program's exit status 75, so that C(until), with C(retries) and C(delay),
    can wait for it; and C(needs_person=true) when somebody has to log in or to
    authorize again, 77.
    The message says what to do.
attributes:
  platform:
    description: The systems that the module runs on.
    support: full
    platforms: posix
'''

    # What those have that change a file of JSON.
    FILE = r'''
options:
  unsafe_writes:
    description: It is not used; the program never leaves half a file.
attributes:
  check_mode:
    description: Says what would change, and changes nothing.
    support: full
  diff_mode:
    description: Shows a unified diff, in which secrets are stars.
    support: full
'''

    # What those have that are let in.
    SITE = r'''
options:
  connection:
    description:
      - The connection on the target, a path or a name; see
        jira-connection(5).
      - Without it and I(login) the program takes C(JIRA_CONNECTION).
    type: path
  login:
    description:
      - Instead of a connection on the target, how to be let in. It is kept
        nowhere.
    type: dict
    suboptions:
      url:
        description: Where Jira is, with its context path.
        type: str
        required: true
      username:
        description: The name of a user; on Jira Cloud the e-mail address.
        type: str
      password:
        description: The password, or an API token of Jira Cloud.
        type: str
      token:
        description: A personal access token, instead of name and password.
        type: str
'''

    # What those have that talk to Jira.
    NETWORK = r'''
options:
  allow_http:
    description:
      - Let a secret travel over plain http, where anybody on the way can read
        it.
    type: bool
    default: false
  cacert:
    description:
      - A file of the certificates to trust, in place of the system's.
    type: path
  cert:
    description: The client certificate, in PEM form.
    type: path
  key:
    description: The private key of the client certificate, in PEM form.
    type: path
  max_time:
    description:
      - Give up after so many seconds on each request. The program's default
        is 300.
    type: int
'''
