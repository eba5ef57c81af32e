#!/usr/bin/python3
"""chromium: the person of person.py, with a real browser.

usage: chromium.py [--deny] [--seconds N] [--shots PREFIX] [--user NAME]
                   [FILE | URL]

Drives a headless Chromium through chromedriver's plain HTTP (W3C WebDriver).
With --shots, leaves a picture of each page: PREFIX-login.png, PREFIX-ask.png
and PREFIX-end.png.  Prints the verification code, or the title of the page
one ends on.
"""

import argparse
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import person

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
         '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync',
         '--no-proxy-server', '--disable-dev-shm-usage',
         '--window-size=1000,700']


class Chromium:
    """A browser with an empty profile, for the length of a with."""

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(
            ['chromedriver', '--port=0'], text=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={
                **os.environ, 'TMPDIR': self.scratch.name,
                'HOME': self.scratch.name})
        for line in self.driver.stdout:
            if match := re.search('successfully on port ([0-9]+)', line):
                break
        self.url = f'http://127.0.0.1:{match[1]}/session'
        flags = FLAGS + [f'--user-data-dir={self.scratch.name}/profile']
        session = self.ask('', {'capabilities': {'alwaysMatch': {
            'browserName': 'chrome', 'goog:chromeOptions': {
                'binary': '/usr/bin/chromium', 'args': flags}}}})
        self.url += '/' + session['sessionId']
        return self

    def __exit__(self, *_):
        try:
            self.ask('', method='DELETE')
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.scratch.cleanup()

    def ask(self, path, value=None, method=None):
        """Send the driver a command; returns the value of its answer."""
        request = urllib.request.Request(
            self.url + path,
            None if value is None else json.dumps(value).encode(),
            {'Content-Type': 'application/json'}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as reply:
            return json.load(reply)['value']

    def open(self, url):
        """Go to a page."""
        self.ask('/url', {'url': url})

    def find(self, selector):
        """The one element that a CSS selector names; waits for it."""
        for _ in range(200):
            try:
                element = self.ask('/element', {'using': 'css selector',
                                                'value': selector})
                return '/element/' + next(iter(element.values()))
            except urllib.error.HTTPError:
                time.sleep(0.1)
        sys.exit(f'chromium: no {selector} on the page')

    def type(self, selector, text):
        """Type into a field."""
        self.ask(self.find(selector) + '/value', {'text': text})

    def click(self, selector):
        """Click, and wait until another page is there."""
        before = self.find('html')
        self.ask(self.find(selector) + '/click', {})
        for _ in range(200):
            if self.find('html') != before:
                return
            time.sleep(0.1)

    def text(self, selector):
        """What an element says."""
        return self.ask(self.find(selector) + '/text')

    def shoot(self, name):
        """Take a picture, where a name is given."""
        if name is not None:
            with open(name, 'wb') as file:
                file.write(base64.b64decode(self.ask('/screenshot')))


def answer(url, args):
    """Log in and answer, as a person does; returns what the end says."""
    def shot(page):
        return args.shots and f'{args.shots}-{page}.png'

    with Chromium() as browser:
        browser.open(url)
        browser.type('[name=os_username]', args.user)
        browser.type('[name=os_password]', args.user + '-secret')
        browser.shoot(shot('login'))
        browser.click('[name=login]')
        browser.find('#approve')
        browser.shoot(shot('ask'))
        browser.click('#deny' if args.deny else '#approve')
        browser.shoot(shot('end'))
        if '/oauth/authorize' in browser.ask('/url') and not args.deny:
            return browser.text('#verifier')
        return browser.ask('/title')


def main():
    """Play the person."""
    parser = argparse.ArgumentParser(prog='chromium')
    parser.add_argument('--deny', action='store_true')
    parser.add_argument('--seconds', type=float, default=30)
    parser.add_argument('--shots', metavar='PREFIX')
    parser.add_argument('--user', default='fred')
    parser.add_argument('source', nargs='?', default='-')
    args = parser.parse_args()
    print(answer(person.find_url(args.source, args.seconds), args))


if __name__ == '__main__':
    main()
