# SPDX-License-Identifier: ISC
"""program: run a program of jira-filters, and read its line of JSON.

The program decides; a module says what is wanted, and passes on the answer.
"""

import json
import os
import re
import threading
import types

# What these modules were written for.
NEEDED = '0.1.0'

# Exit statuses, as jira-filters(7) lists them.
NO = 1
LATER = 75
REFUSED = 77

# What a symbolic mode begins with: a file that its owner alone can read.
MADE = types.SimpleNamespace(st_mode=0o100600)

# Arguments that modules share.
EXECUTABLE = dict(executable=dict(type='path'))

LOGIN = dict(
    url=dict(type='str', required=True),
    username=dict(type='str'),
    password=dict(type='str', no_log=True),
    token=dict(type='str', no_log=True),
)

NETWORK = dict(
    allow_http=dict(type='bool', default=False),
    cacert=dict(type='path'),
    cert=dict(type='path'),
    key=dict(type='path', no_log=False),
    max_time=dict(type='int'),
)

SITE = dict(
    connection=dict(type='path'),
    login=dict(
        type='dict', options=LOGIN,
        required_one_of=[('password', 'token')],
        mutually_exclusive=[('password', 'token'), ('username', 'token')],
        required_by=dict(password='username')),
    **NETWORK
)


def options(params, names):
    """The options of the command line that these parameters are."""
    args = []
    for name in names:
        option = '--' + name.replace('_', '-')
        value = params[name]
        if value is True:
            args.append(option)
        elif value is not None and value is not False:
            args.append('%s=%s' % (option, value))
    return args


def network(params):
    return options(params, sorted(NETWORK))


def conceal(module, secret):
    """Leave a secret out of what is returned as JSON writes it, too."""
    for ascii_only in False, True:
        written = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        if written != '':
            module.no_log_values.add(written)


class Program:
    """A program on the target; what it needs to read has no name on disk."""

    def __init__(self, module, name):
        self.module = module
        self.name = name
        self.pipes = {}
        self.names = {}
        self.said_no = False
        self.path = self.find()
        self.check_version()

    def find(self):
        given = self.module.params.get('executable')
        path = given or self.module.get_bin_path(
            self.name, opt_dirs=['/usr/local/bin'])
        if path is None or not os.access(path, os.X_OK):
            self.module.fail_json(
                msg='%s is not there: install jira-filters %s or newer on '
                    'the target, or let executable be its path'
                    % (given or self.name, NEEDED))
        return path

    def check_version(self):
        status, out, _err = self.start(['--version'])
        found = re.match(r'(jira-[a-z0-9-]+) ([0-9]+(?:\.[0-9]+)*)', out)
        if status != 0 or found is None or found.group(1) != self.name:
            self.module.fail_json(
                msg='%s is not %s of jira-filters' % (self.path, self.name))
        if numbers(found.group(2)) < numbers(NEEDED):
            self.module.fail_json(
                msg='%s is of jira-filters %s, and %s or newer is needed'
                    % (self.path, found.group(2), NEEDED))

    def file(self, text, name):
        """A path that only the program can open, to read this text.

        The name is what stands for the path in what the program says.
        """
        if re.search('[\ud800-\udfff]', text):
            self.module.fail_json(msg='%s: it is no UTF-8' % name)
        ours, theirs = os.pipe()
        path = '/dev/fd/%d' % ours
        self.pipes[ours] = theirs, text.encode('utf-8')
        self.names[path] = name
        return path

    def connection(self, params):
        """The options that say which connection."""
        if params['connection'] is not None:
            return ['--connection=' + params['connection']]
        if params['login'] is not None:
            return ['--connection=' + self.file(
                log_in(params['login']), 'login')]
        return []

    def start(self, args, data=None):
        if any('\0' in arg for arg in args):
            self.module.fail_json(msg='%s: no value may hold NUL' % self.name)
        for theirs, text in self.pipes.values():
            threading.Thread(
                target=feed, args=(theirs, text), daemon=True).start()
        result = self.module.run_command(
            [self.path] + args, data=data, binary_data=True,
            pass_fds=list(self.pipes), expand_user_and_vars=False)
        for ours in self.pipes:
            os.close(ours)
        self.pipes = {}
        return result

    def ask(self, args, may_say_no=False):
        """What it says, as data; anything but yes and no ends the module."""
        status, out, err = self.start(args)
        if status != 0 and not (status == NO and may_say_no):
            self.fail(status, err)
        self.warn(err)
        self.said_no = status == NO
        return self.read(out)

    def read(self, text):
        try:
            return json.loads(text)
        except ValueError:
            self.module.fail_json(msg='%s: no JSON came' % self.path)

    def lines(self, args, data=None):
        """Its status, all that it says as data, and what it complains of."""
        status, out, err = self.start(args, data)
        return status, [self.read(line) for line in out.splitlines()], err

    def warn(self, err):
        for line in self.said(err):
            self.module.warn(line)

    def change(self, args, diff=False):
        """Have it change something, or in check mode say what it would."""
        look = self.module.check_mode
        words = ['--json'] + ['--dry-run'] * look
        if diff and self.module._diff:
            words.append('--diff')
        result = self.ask(words + args, may_say_no=look)
        text = result.pop('diff', '')
        if text != '':
            result['diff'] = [dict(prepared=text)]
        return result

    def said(self, err):
        prefix = os.path.basename(self.path) + ': '
        return [re.sub('/dev/fd/[0-9]+', self.name_of,
                       line[len(prefix):] if line.startswith(prefix) else line)
                for line in err.splitlines()]

    def name_of(self, match):
        return self.names.get(match.group(), match.group())

    def fail(self, status, err, **more):
        message = '\n'.join(self.said(err)) or 'it says nothing'
        self.module.fail_json(
            msg='%s: %s' % (self.name, message), rc=status,
            retriable=(status == LATER), needs_person=(status == REFUSED),
            **more)


def numbers(version):
    return [int(number) for number in version.split('.')]


def feed(descriptor, text):
    try:
        with os.fdopen(descriptor, 'wb') as file:
            file.write(text)
    except BrokenPipeError:
        pass  # who did not read it has said why


def log_in(login):
    """A connection that is nowhere kept."""
    if login['token'] is not None:
        auth = dict(type='pat', token=login['token'])
    else:
        auth = dict(type='basic', username=login['username'],
                    apiToken=login['password'])
    return json.dumps(dict(url=login['url'], auth=auth))


def judge_mode(module, secret=True):
    """Refuse a mode that is none, or lets others read a secret, at once."""
    mode = to_octal(module, module.params['mode'])
    if mode is None:
        module.fail_json(msg='mode: it is neither octal nor symbolic')
    if secret and mode & 0o77:
        module.fail_json(
            msg='mode: nobody but its owner may read what holds a secret')


def to_octal(module, mode):
    if mode is None or isinstance(mode, int):
        return mode or MADE.st_mode
    if re.match('[0-7]+$', mode):
        return int(mode, 8)
    try:
        return module._symbolic_mode_to_octal(MADE, mode)
    except ValueError:
        return None


def settle_file(module, path, result, diff=True):
    """Give a file the owner, group, mode and so on that were asked for."""
    wanted = module.load_file_common_arguments(
        module.params, path=os.path.realpath(path))
    differs = {}
    result['changed'] = module.set_fs_attributes_if_different(
        wanted, result['changed'], differs)
    if differs and diff:
        for side in 'before', 'after':
            differs[side]['path'] = path
        result.setdefault('diff', []).append(differs)
