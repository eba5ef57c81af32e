"""check_rules: clock, nonces, duplicates, base strings, 2LO, headers."""

import re
import sys
import time
import urllib.parse

import oauth1
import provider
from check import Tap, danced
from client import Client
from problem import form

MYSELF = '/rest/api/2/myself'
ECHO = '/rest/standin/1/echo'


def anonymity(tap, client):
    """Section 6."""
    for name in provider.ACCESS:
        tap.ignores(f'takes a request without {name} for an anonymous one',
                    client.call('GET', MYSELF, **{name: None}))
    answer = client.call('GET', ECHO, oauth_nonce=None)
    tap.it('with 200 where strangers may come', answer.status == 200 and
           answer.json()['user'] is None, answer)
    tap.works('needs no version', client.call('GET', MYSELF,
                                              oauth_version=None))
    for version in ('1.1', '2', 'one', ''):
        tap.refuses(f'refuses version "{version}"',
                    client.call('GET', MYSELF, oauth_version=version),
                    400, 'version_rejected',
                    oauth_acceptable_versions='1.0-1.0')
    tap.works('finds the parameters in a query',
              client.call('GET', MYSELF, carrier='query'))
    answer = client.call('POST', ECHO, carrier='form')
    tap.it('and in a form', answer.json()['user'] == 'fred', answer)
    pairs = client.parameters()
    url = client.base + MYSELF
    pairs.append(('oauth_signature', client.sign('GET', url, pairs)))
    header = 'OAuth ' + ','.join(f'{name}="{urllib.parse.quote(value)}"'
                                 for name, value in pairs)
    tap.ignores('but not for a WebDAV client', client.send(
        'GET', url, [('Authorization', header), ('User-Agent', 'WebDAVFS/3')]))
    tap.refuses('refuses a request token where an access token is due',
                client.call('GET', MYSELF, oauth_token=client.request_token()
                            .fields['oauth_token']), 401, 'token_rejected')


def two_legged(tap, client):
    """Section 7."""
    two = client.register('two', twoLegged=True, executeAs='admin')
    whom = client.register('whom', impersonation=True)
    requestor = '?xoauth_requestor_id='
    tap.works('lets a consumer in without a token, as the user it executes as',
              two.call('GET', MYSELF, oauth_token=''), 'admin')
    tap.ignores('as nobody where there is none', client.register(
        'none', twoLegged=True).call('GET', MYSELF, oauth_token=''))
    tap.works('lets a consumer impersonate somebody', whom.call(
        'GET', MYSELF + requestor + 'fred', oauth_token=''))
    tap.works('by the old name, too', whom.call(
        'GET', MYSELF + '?user_id=fred', oauth_token=''))
    tap.ignores('or nobody', whom.call(
        'GET', MYSELF + requestor + 'jan%C3%A9', oauth_token=''))
    for sentence, who, path in (
            ('refuses both where it is not allowed', client, MYSELF),
            ('and one where only the other is', whom, MYSELF),
            ('whichever it is', two, MYSELF + requestor + 'fred')):
        answer = who.call('GET', path, oauth_token='')
        tap.it(sentence, answer.status == 401 and answer.body == '' and
               'oauth_problem' not in str(answer.headers) and
               'oauth_nonce=' in answer.challenges[0], answer)


def clock(tap, client):
    """Section 8: time."""
    client.control('settings', clock=100000)
    answer = client.call('GET', MYSELF)
    tap.refuses('refuses a wrong time', answer, 400, 'timestamp_refused')
    least, most = answer.fields['oauth_acceptable_timestamps'].split('-')
    middle = (int(least) + int(most)) // 2
    tap.it('and tells the right one', int(most) - int(least) == 600 and
           abs(middle - time.time() - 100000) < 20, least, most)
    tap.works('which then does', client.call('GET', MYSELF,
                                             oauth_timestamp=str(middle)))
    for edge, good in ((280, True), (-280, True), (320, False), (-320, False)):
        answer = client.call('GET', MYSELF, oauth_timestamp=str(middle + edge))
        tap.it(f'at {edge} seconds from it, {"too" if good else "no more"}',
               answer.status == (200 if good else 400), answer)
    client.control('settings', milliseconds=True)
    answer = client.call('GET', MYSELF)
    tap.it('or tells it in milliseconds, as old builds do', re.fullmatch(
        r'\d{13}-\d{13}', answer.fields['oauth_acceptable_timestamps']))
    client.control('settings', milliseconds=False, clock=0)
    for timestamp in ('soon', '', '1.5', '9' * 30):
        answer = client.call('GET', MYSELF, oauth_timestamp=timestamp)
        tap.it(f'breaks down over "{timestamp}"', answer.status == 500 and
               answer.problem is None, answer)


def nonces(tap, client):
    """Section 8: nonces."""
    now = int(time.time())
    again = {'oauth_nonce': 'once', 'oauth_timestamp': str(now)}
    later = {'oauth_nonce': 'once', 'oauth_timestamp': str(now + 61)}
    tap.works('takes a nonce', client.call('GET', MYSELF, **again))
    tap.refuses('but once', client.call('GET', MYSELF, **again),
                401, 'nonce_used')
    tap.refuses('whatever the time', client.call('GET', MYSELF, **later),
                401, 'nonce_used')
    tap.refuses('burns it over a bad signature', client.call(
        'GET', MYSELF, oauth_nonce='burnt', oauth_signature='bm8='),
        401, 'signature_invalid')
    tap.refuses('for good', client.call('GET', MYSELF, oauth_nonce='burnt'),
                401, 'nonce_used')
    client.control('settings', clock=61)
    tap.refuses('and a minute later only as part of the same request',
                client.call('GET', MYSELF, **again), 401, 'nonce_used')
    tap.works('no more as such', client.call('GET', MYSELF, **later))
    client.control('settings', clock=0)


def duplicates(tap, client):
    """Section 8: what must not repeat."""
    once = dict(client.parameters(), oauth_token_secret='s',
                oauth_callback='oob', oauth_signature='c2ln')
    for name in oauth1.SINGLE:
        pair = (name, once[name])
        answer = client.call('GET', f'{MYSELF}?{form([pair])}',
                             **dict([pair]))
        tap.refuses(f'refuses a second {name}', answer,
                    400, 'parameter_rejected',
                    oauth_parameters_rejected=form([pair, pair]))
    answer = client.call('GET', f'{ECHO}?a=1&a=2&a=1')
    tap.it('but nothing else', answer.json()['user'] == 'fred', answer)


def base_strings(tap, client):
    """Section 10: what the server makes of a URL, a query and a body."""
    for path in ('/a%2Fb', '/a%2fb', '/%7Ea', '/a;b=c', '//a', '/a+b@c',
                 '?expand', '?expand=', '?a=+&b=%20&c=~', '?x!y=a&x=a',
                 '?a=x!y&a=x+y', '?j=%C3%A9%E2%82%AC', '?&&a=b&'):
        answer = client.call('GET', ECHO + path)
        tap.it(f'agrees with oauthlib about {path}',
               answer.json()['user'] == 'fred' and
               answer.json()['target'] == '/jira' + ECHO + path, answer)
    pairs = [('a', 'b c'), ('d', 'é+&='), ('d', '')]
    answer = client.call('POST', ECHO, form_pairs=pairs)
    tap.it('counts a POSTed form', answer.json()['user'] == 'fred' and
           answer.json()['parameters'] == [list(pair) for pair in pairs],
           answer)
    for method in ('PUT', 'PATCH', 'DELETE'):
        tap.refuses(f'but no form of a {method}',
                    client.call(method, ECHO, form_pairs=pairs),
                    401, 'signature_invalid')
    proxied(tap, client)


def proxied(tap, client):
    """Section 9.2: the base string that comes with a bad signature."""
    client.control('settings', connector='https://jira.example.com:8443')
    answer = client.call('GET', MYSELF + '?a=%20')
    tap.refuses('behind a proxy it was not told of, refuses', answer,
                401, 'signature_invalid', oauth_signature_method='RSA-SHA1')
    base = answer.fields['oauth_signature_base_string']
    tap.it('and shows the base string it took', base.startswith(
        'GET&https%3A%2F%2Fjira.example.com%3A8443%2Fjira%2Frest%2Fapi%2F2'
        '%2Fmyself&a%3D%2520%26oauth_consumer_key%3Dapp%26oauth_nonce'), base)
    tap.it('in the order of hashes, percent-encoded twice', re.match(
        'oauth_problem=signature_invalid&oauth_signature=[^&]*%3D&'
        'oauth_signature_base_string=GET%26https%253A%252F%252F[^&]*%26a%253D'
        '%252520%2526oauth_[^&]*&oauth_signature_method=RSA-SHA1$',
        answer.body), answer.body)
    tap.it('as a form', answer.header('Content-Type') ==
           'application/x-www-form-urlencoded;charset=UTF-8')
    client.control('settings', connector=None)


def errors(tap, client):
    """Section 9: where a problem is said."""
    realm = urllib.parse.quote(client.base, safe='')
    bare = f'OAuth realm="{realm}"'
    answer = client.call('GET', MYSELF, oauth_token='lost')
    tap.it('names the problem after a bare challenge', answer.challenges == [
        bare, bare + ', oauth_problem="token_rejected"'], answer)
    answer = client.call('GET', MYSELF, oauth_version='2')
    tap.it('which only a 401 has', answer.challenges == [
        bare + ', oauth_problem="version_rejected", '
        'oauth_acceptable_versions="1.0-1.0"'], answer)
    answer = client.send('GET', client.base + MYSELF)
    tap.it('though nobody spoke of OAuth', answer.challenges == [bare])
    client.control('settings', body=False, bare=False)
    answer = client.call('GET', MYSELF, oauth_token='lost')
    tap.it('or in the header alone', answer.body == '' and answer.challenges
           == [bare + ', oauth_problem="token_rejected"'], answer)
    client.control('settings', body=True, header=False)
    answer = client.call('GET', MYSELF, oauth_token='lost')
    tap.it('or in the body alone', answer.challenges == [] and
           answer.body == 'oauth_problem=token_rejected', answer)
    client.control('settings', header=True, bare=True)
    answer = client.call('GET', MYSELF, oauth_signature_method='HMAC-SHA1')
    methods = answer.fields['oauth_acceptable_signature_methods'].split('&')
    tap.it("lists the library's methods, not Jira's", sorted(methods) == [
        'HMAC-SHA1', 'HMAC-SHA1-Accessor', 'PLAINTEXT', 'PLAINTEXT-Accessor',
        'RSA-SHA1'], answer)


def headers(tap, client):
    """Section 11: what a header may look like."""
    def sent(make, **changes):
        url = client.base + MYSELF
        pairs = client.parameters(**changes)
        pairs.append(('oauth_signature', client.sign('GET', url, pairs)))
        return client.send('GET', url, [('Authorization', make(pairs))])

    def joined(pairs, comma=',', quote='"', start='OAuth '):
        return start + comma.join(
            f'{name}={quote}{urllib.parse.quote(value, safe="")}{quote}'
            for name, value in pairs)

    tap.works('takes commas without spaces', sent(joined))
    tap.works('with spaces around', sent(lambda p: joined(p, ' , ')))
    tap.works('a scheme in any case', sent(
        lambda p: joined(p, start='oAUTH  ')))
    tap.works('and a realm, which is not signed', sent(
        lambda p: joined(p, start='OAuth realm="x%20y", ')))
    tap.ignores('but drops what is not quoted', sent(
        lambda p: joined(p, quote='')))
    tap.works('takes a literal space', sent(
        lambda p: joined(p).replace('%20', ' '), oauth_nonce='a space'))
    tap.refuses('and a literal plus sign for one', sent(
        lambda p: joined(p).replace('a%2Bplus', 'a+plus'),
        oauth_nonce='a+plus'), 401, 'signature_invalid')
    tap.refuses('splits at a literal comma', sent(
        lambda p: joined(p).replace('%2C', ','), oauth_extra='a,b'),
        401, 'signature_invalid')
    answer = sent(lambda p: joined(p).replace('%20', '%2'), oauth_nonce='a z')
    tap.it('breaks down over a broken escape', answer.status == 500, answer)
    pairs = client.parameters()
    url = client.base + MYSELF
    pairs.append(('oauth_signature', client.sign('GET', url, pairs)))
    value = joined(pairs)
    tap.refuses('and joins several headers', client.send('GET', url, [
        ('Authorization', value), ('Authorization', value)]),
        400, 'parameter_rejected')


def main():
    """Everything."""
    tap = Tap()
    with open(sys.argv[2], encoding='ascii') as file:
        client, _ = danced(Client(sys.argv[1], 'app', file.read()))
    for check in (anonymity, two_legged, clock, nonces, duplicates,
                  base_strings, errors, headers):
        check(tap, client)
    tap.finish()


if __name__ == '__main__':
    main()
