#!/usr/bin/python3
"""person: somebody with a browser, who logs in and allows or denies.

usage: person [--deny] [--seconds N] [--user NAME] [FILE | URL]

Waits for a program to print an authorization URL into a file, a pipe or
standard input, opens it, logs in, answers, and follows the redirect to the
callback.  Prints the verification code that a page shows, or else the URL
that the browser ended on, whether anything answers there or not.
"""

import argparse
import html
import html.parser
import http.client
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
    r'https?://[^\s<>"\']+/(?:plugins/servlet/oauth|rest/oauth2/latest|auth)/'
    r'authorize\?[^\s<>"\']+')


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


class Browser(urllib.request.HTTPRedirectHandler):
    """A page, cookies, and forms to send; redirects are followed."""

    def __init__(self):
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), self,
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.url = None
        self.text = ''

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """Show where one is sent, before anything is there."""
        self.url = newurl
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def open(self, url, fields=None):
        """Get a page, or send a form; a page that fails is empty."""
        data = fields and urllib.parse.urlencode(fields).encode()
        self.url, self.text, self.status = url, '', None
        try:
            with self.opener.open(url, data, timeout=30) as reply:
                self.status = reply.status
                self.text = reply.read().decode()
        except urllib.error.HTTPError as error:
            self.status = error.code
        except (OSError, http.client.HTTPException):
            pass

    def submit(self, button, **fields):
        """Press a button of the page's form."""
        form = Form(self.text)
        if button not in form.buttons:
            sys.exit(f'person: no button to {button} at {self.url}')
        self.open(urllib.parse.urljoin(self.url, form.action),
                  {**form.fields, button: form.buttons[button], **fields})


def answer(url, approve=True, user='fred', password='fred-secret'):
    """Log in and answer; returns the verification code, or the last URL."""
    browser = Browser()
    browser.open(url)
    if 'os_username' in Form(browser.text).fields:
        browser.submit('login', os_username=user, os_password=password)
    browser.submit('approve' if approve else 'deny')
    code = re.search('id="verifier">([^<]*)<', browser.text)
    return html.unescape(code[1]) if code else browser.url


def answer_later(authorize, token):
    """Approve a request token soon, while its reply is on the way."""
    def approve():
        time.sleep(0.1)
        answer(f'{authorize}?oauth_token={token}')
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
    print(answer(url, not args.deny, args.user, args.user + '-secret'))


if __name__ == '__main__':
    main()
