"""storm: jira-submit against a server that fails, and a killer that does not.

storm BASE CONNECTION storm|kill COUNT KILLS prints TAP.  The builds it sends
are of every kind: most are good, some name issues that nobody knows, some are
not what the API takes.
"""

import json
import os
import random
import subprocess
import sys
import time
import urllib.request

R = random.Random(7)


class Server:
    """The stand-in, and what it holds."""

    def __init__(self, base):
        self.origin = '/'.join(base.split('/')[:3])

    def control(self, name, **order):
        """Order something."""
        with urllib.request.urlopen(
                f'{self.origin}/_control/{name}',
                json.dumps(order).encode()) as reply:
            return json.load(reply)

    def held(self):
        """How often each build came that is held, by its number."""
        return {entity['key'][1]: entity['times'] for entity in
                self.control('ingest', show='builds')['entities']}


def record(number):
    """A build, and what ought to become of it."""
    build = {'pipelineId': 'storm', 'buildNumber': number,
             'displayName': f'storm #{number}', 'state': 'successful',
             'url': f'https://ci.example.com/{number}',
             'updateSequenceNumber': 1700000000000 + number,
             'issueKeys': [f'ABC-{1 + number % 999}']}
    if number % 97 == 0:
        build['issueKeys'] = ['UTF-8', f'NONE-{number}']
        return build, 'unknown'
    if number % 101 == 0:
        del build['displayName']
        return build, 'invalid'
    return build, 'accepted'


def write(count):
    """The file of all builds; returns the fates by number."""
    fates = {}
    with open('builds', 'w', encoding='ascii') as file:
        for number in range(1, count + 1):
            build, fates[number] = record(number)
            file.write(json.dumps(build) + '\n')
    return fates


def submit(connection, *options):
    """A run that reads the file and leaves its verdicts in another."""
    # pylint: disable=consider-using-with # the caller waits, or kills
    with open('builds', 'rb') as builds, open('verdicts', 'wb') as verdicts:
        return subprocess.Popen(
            ['jira-submit', '-c', connection, '--retries', '30', *options,
             'builds'], stdin=builds, stdout=verdicts,
            stderr=subprocess.DEVNULL)


def until_told(run):
    """Wait until there is a verdict, or an end."""
    while run.poll() is None and os.path.getsize('verdicts') == 0:
        time.sleep(.01)


def verdicts():
    """The verdicts on whole lines."""
    with open('verdicts', encoding='ascii') as file:
        lines = file.read().split('\n')
    return [json.loads(line) for line in lines[:-1]], lines[-1]


def it(sentence, good, *seen):
    """A line of TAP."""
    it.count += 1
    print(f"{'' if good else 'not '}ok {it.count} - {sentence}", flush=True)
    for value in () if good else seen:
        print('#', str(value)[:2000])


it.count = 0


def judge(server, fates, status):
    """Look at a run that came to its end."""
    lines, rest = verdicts()
    it('has a verdict for each record, in order',
       [line['record'] for line in lines] == list(fates) and rest == '',
       len(lines), rest)
    got = {line['record']: line['verdict'] for line in lines}
    wrong = {number: got.get(number) for number in fates
             if got.get(number) != fates[number]}
    it('that is the right one', not wrong, wrong)
    it('and exits as the worst of them', status == 1, status)
    accepted = {number for number in got if got[number] == 'accepted'}
    held = server.held()
    it('and Jira holds what it accepted', set(held) == accepted,
       set(held) ^ accepted)
    return held


def storm(server, connection, count):
    """Drops, lost answers, 429, 503 and delays at random."""
    fates = write(count)
    for fault in ({'drop': True}, {'lose': True}, {'delay': .05},
                  {'status': 429, 'headers': {'Retry-After': '0'}},
                  {'status': 503}):
        server.control('faults', chance=.05, match='/bulk', **fault)
    run = submit(connection, '--jobs', '16', '--max-records', '50')
    status = run.wait()
    server.control('faults', clear=True)
    held = judge(server, fates, status)
    again = sum(times > 1 for times in held.values())
    it('of which some came more than once', again > 0)
    told = server.control('ingest')
    print(f'# {count} records in {told["requests"]} requests;'
          f' {again} came again')


def kill(server, connection, count, kills):
    """kill -9 at random moments; the journal is what remains.

    The first is at any moment, the others when something is under way, which
    on a slow machine may not be soon.
    """
    fates = write(count)
    server.control('faults', chance=1, match='/bulk', delay=.02)
    accepted, broken = {}, 0
    for turn in range(kills):
        run = submit(connection, '--journal', 'journal', '--jobs', '4',
                     '--max-records', '20', '--linger', '0')
        if turn > 0:
            until_told(run)
        time.sleep(R.uniform(.02, max(.5, count / kills / 2000)))
        run.kill()
        if run.wait() != -9:
            break
        time.sleep(.1)  # what was on its way arrives
        lines, rest = verdicts()
        broken += rest != ''
        held = server.held()
        for line in lines:
            if line['verdict'] == 'accepted':
                number = line['record']
                if number not in held:
                    it('tells of nothing that Jira has not', False, line)
                accepted.setdefault(number, held.get(number))
    server.control('faults', clear=True)
    size = os.path.getsize('journal')
    run = submit(connection, '--journal', 'journal')
    held = judge(server, fates, run.wait())
    twice = {number: held.get(number) for number, times in accepted.items()
             if held.get(number) != times}
    it(f'and sent nothing again that had been accepted '
       f'before the last of {kills} kills', not twice, twice)
    it('of which there was something', 0 < len(accepted) < count,
       len(accepted))
    requests = server.control('ingest')['requests']
    run = submit(connection, '--journal', 'journal')
    held = judge(server, fates, run.wait())
    it('and another run sends only what is no success',
       server.control('ingest')['requests'] - requests <=
       sum(fate == 'unknown' for fate in fates.values()) / 100 * 3 + 2,
       requests, server.control('ingest')['requests'])
    print(f'# {kills} kills; {len(accepted)} of {count} were accepted before '
          f'the last; {broken} verdicts were cut; {size} bytes of journal')


def main():
    """storm BASE CONNECTION storm|kill COUNT KILLS"""
    _, base, connection, what, count, kills = sys.argv
    server = Server(base)
    if what == 'storm':
        storm(server, connection, int(count))
    else:
        kill(server, connection, int(count), int(kills))
    print(f'1..{it.count}')


if __name__ == '__main__':
    main()
