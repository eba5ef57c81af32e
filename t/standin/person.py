#!/usr/bin/python3
"""person: somebody with a browser, who logs in and allows or denies.

usage: person [--deny] [--seconds N] [--user NAME] [FILE | URL]

Waits for a program to print an authorization URL into a file, a pipe or
standard input, opens it, logs in, answers, and follows the redirect to the
callback.  With oob, prints the verification code that the page shows.
"""

import argparse
import html
import html.parser
import http.cookiejar
import os
import re
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

AUTHORIZATION = re.compile(
    r'https?://[^\s<>"\']+/plugins/servlet/oauth/authorize\?[^\s<>"\']+')


class Form(html.parser.HTMLParser):
    """The first form of a page: where it goes and what it carries."""

    def __init__(self, text):
        super().__init__()
        self.action = None
        self.fields = {}
        self.buttons = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Collect the fields."""
        attrs = dict(attrs)
        if tag == 'form' and self.action is None:
            self.action = attrs['action']
        elif tag == 'input':
            self.fields[attrs['name']] = attrs.get('value', '')
        elif tag == 'button':
            self.buttons[attrs['name']] = attrs['value']


class Browser:
    """A page, cookies, and forms to send."""

    def __init__(self):
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.url = None
        self.text = ''

    def open(self, url, fields=None):
        """Get a page, or send a form; redirects are followed."""
        data = fields and urllib.parse.urlencode(fields).encode()
        with self.opener.open(url, data, timeout=30) as reply:
            self.url = reply.geturl()
            self.text = reply.read().decode()

    def submit(self, button, **fields):
        """Press a button of the page's form."""
        form = Form(self.text)
        self.open(urllib.parse.urljoin(self.url, form.action),
                  {**form.fields, button: form.buttons[button], **fields})


def answer(url, approve=True, user='fred', password='fred-secret'):
    """Log in and answer; returns the verification code of an oob dance."""
    browser = Browser()
    browser.open(url)
    if 'os_username' in Form(browser.text).fields:
        browser.submit('login', os_username=user, os_password=password)
    browser.submit('approve' if approve else 'deny')
    code = re.search('id="verifier">([^<]*)<', browser.text)
    return code and html.unescape(code[1])


def answer_later(authorize, token):
    """Approve a request token soon, while its reply is on the way."""
    def approve():
        time.sleep(0.1)
        try:
            answer(f'{authorize}?oauth_token={token}')
        except OSError as error:
            print(f'person: {error}', file=sys.stderr)
    threading.Thread(target=approve, daemon=True).start()


def find_url(source, seconds):
    """The authorization URL: the source itself, or printed into it."""
    if AUTHORIZATION.fullmatch(source):
        return source
    end = time.monotonic() + seconds
    while source != '-' and not os.path.exists(source):
        if time.monotonic() > end:
            sys.exit(f'person: {source} was not made')
        time.sleep(0.05)
    if source == '-':
        return read_url(sys.stdin, end)
    with open(source, encoding='utf-8') as file:
        return read_url(file, end)


def read_url(file, end):
    """The first authorization URL in a file that may still grow."""
    text = ''
    while time.monotonic() < end:
        piece = file.readline()
        text += piece
        match = AUTHORIZATION.search(text)
        if match and match.end() < len(text):
            return match[0]
        if not piece:
            time.sleep(0.05)
    sys.exit('person: no authorization URL was printed')


def main():
    """Play the person."""
    parser = argparse.ArgumentParser(prog='person')
    parser.add_argument('--deny', action='store_true')
    parser.add_argument('--seconds', type=float, default=30)
    parser.add_argument('--user', default='fred')
    parser.add_argument('source', nargs='?', default='-')
    args = parser.parse_args()
    url = find_url(args.source, args.seconds)
    try:
        code = answer(url, not args.deny, args.user, args.user + '-secret')
    except (OSError, KeyError, AttributeError) as error:
        sys.exit(f'person: {error}')
    if code:
        print(code)


if __name__ == '__main__':
    main()
