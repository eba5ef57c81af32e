"""check_dance: request token, approval, access token, renewal."""

import re
import sys

import person
from check import Tap, approved, danced
from client import PLUGIN, Client

FIVE = ['oauth_token', 'oauth_token_secret', 'oauth_expires_in',
        'oauth_session_handle', 'oauth_authorization_expires_in']


def the_dance(tap, client):
    """The whole way, as oauthlib's stock client goes it."""
    answer = client.stock('POST', PLUGIN + '/request-token',
                          callback_uri='oob')
    tap.it('gives a request token', answer.status == 200 and list(
        answer.fields) == ['oauth_token', 'oauth_token_secret',
                           'oauth_callback_confirmed'], answer)
    tap.it('as plain text', answer.header('Content-Type') == 'text/plain')
    token = answer.fields['oauth_token']
    code = person.answer(
        f'{client.base}{PLUGIN}/authorize?oauth_token={token}')
    tap.it('shows a verifier of six to the person who approves',
           re.fullmatch('[A-Za-z0-9]{6}', code), code)
    client = Client(client.base, client.consumer, client.key, token)
    answer = client.stock('POST', PLUGIN + '/access-token', verifier=code)
    tap.it('which buys an access token', answer.status == 200 and
           list(answer.fields) == FIVE, answer)
    tap.it('for five years and thirty days',
           answer.fields['oauth_expires_in'] == '157680000' and
           answer.fields['oauth_authorization_expires_in'] == '160272000')
    tap.refuses('but once', client.access_token(oauth_verifier=code),
                401, 'token_rejected')
    client.token = answer.fields['oauth_token']
    tap.works('with which one is somebody',
              client.stock('GET', '/rest/api/2/myself'))


def request_tokens(tap, client, other):
    """Section 4.1."""
    answer = client.request_token(None)
    tap.it('gives a plain 1.0 token where no callback is named',
           answer.status == 200 and
           'oauth_callback_confirmed' not in answer.fields, answer)
    for callback in ('/relative', 'ftp://example.com/', 'out of band', ''):
        tap.refuses(f'refuses the callback "{callback}"',
                    client.request_token(callback), 400, 'parameter_rejected',
                    oauth_parameters_rejected='oauth_callback')
    answer = client.call('GET', PLUGIN + '/request-token',
                         oauth_callback='oob')
    tap.it('gives none to a GET', answer.status == 405 and
           answer.problem is None, answer)
    answer = client.call('GET', PLUGIN + '/access-token')
    tap.it('of either kind', answer.status == 405, answer)
    tap.refuses('nor to a stranger',
                client.request_token(oauth_consumer_key='nobody'),
                401, 'consumer_key_unknown')
    tap.refuses('nor to who signs with another key',
                Client(client.base, 'app', other.key).request_token(),
                401, 'signature_invalid')
    for method in ('HMAC-SHA1', 'RSA-SHA256', 'PLAINTEXT', 'rsa-sha1'):
        tap.refuses(f'nor for {method}, whatever else is wrong',
                    client.request_token(oauth_signature_method=method,
                                         oauth_consumer_key='nobody'),
                    400, 'signature_method_rejected')
    tap.refuses('nor without a consumer key and a method',
                client.request_token(oauth_signature_method=None,
                                     oauth_consumer_key=None),
                400, 'parameter_absent', oauth_parameters_absent=(
                    'oauth_consumer_key&oauth_signature_method'))
    tap.refuses('nor where three-legged access is off',
                client.register('off', threeLegged=False).request_token(),
                401, 'permission_denied')


def access_tokens(tap, client, other):
    """Section 4.3, row by row, each with a bad signature beside it."""
    bad = {'oauth_signature': 'bm90aGluZw=='}
    tap.refuses('1: refuses an access token where none is named',
                client.access_token(**bad), 400, 'parameter_absent',
                oauth_parameters_absent='oauth_token')
    tap.refuses('2: where it is unknown',
                client.access_token(oauth_token='lost', **bad),
                401, 'token_rejected')
    token, verifier = approved(client)
    client.control('tokens', expire='request')
    tap.refuses('3: where it has expired', client.access_token(
        oauth_token=token, oauth_verifier=verifier, **bad),
        401, 'token_expired')
    token = client.request_token().fields['oauth_token']
    tap.refuses('4: where nobody has approved yet',
                client.access_token(oauth_token=token, **bad),
                401, 'permission_unknown')
    token, _ = approved(client, approve=False)
    tap.refuses('5: where somebody has refused',
                client.access_token(oauth_token=token, **bad),
                401, 'permission_denied')
    token, verifier = approved(client)
    tap.refuses("6: where it is another consumer's",
                other.access_token(oauth_token=token, oauth_verifier=verifier,
                                   **bad), 401, 'token_rejected')
    tap.refuses('7: where the verifier is missing',
                client.access_token(oauth_token=token, **bad),
                400, 'parameter_absent',
                oauth_parameters_absent='oauth_verifier')
    tap.refuses('8: where it is wrong',
                client.access_token(oauth_token=token, oauth_verifier='wrong',
                                    **bad), 401, 'token_rejected')
    tap.refuses('9: and only then looks at the signature',
                client.access_token(oauth_token=token, oauth_verifier=verifier,
                                    **bad), 401, 'signature_invalid')
    answer = client.access_token(oauth_token=token, oauth_verifier=verifier)
    tap.it('after all of which the token is still good',
           answer.status == 200, answer)
    token = client.request_token(None).fields['oauth_token']
    person.answer(f'{client.base}{PLUGIN}/authorize?oauth_token={token}')
    answer = client.access_token(oauth_token=token)
    tap.it('as is a plain 1.0 token without any verifier',
           answer.status == 200, answer)


def approval(tap, client):
    """Section 4.2: the way back to the callback."""
    seen = []
    for query, sign in (('', '?'), ('?a=b', '&')):
        callback = f'{client.base}/rest/standin/1/echo{query}'
        token = client.request_token(callback).fields['oauth_token']
        browser = person.Browser()
        url = f'{client.base}{PLUGIN}/authorize?oauth_token={token}'
        browser.open(url)
        tap.it('asks people to log in first',
               'os_username' in person.Form(browser.text).fields)
        browser.submit('login', os_username='fred', os_password='guess')
        tap.it('with the right password', 'incorrect' in browser.text)
        browser.submit('login', os_username='fred', os_password='fred-secret')
        form = person.Form(browser.text)
        browser.open(url, {**form.fields, 'approve': '', 'atl_token': 'x'})
        tap.it('takes no answer but from its own page', browser.status == 403)
        browser.open(url)
        browser.submit('approve' if not query else 'deny')
        seen.append(browser.url.startswith(
            f'{callback}{sign}oauth_token={token}&oauth_verifier='))
    tap.it('comes back to the callback, with or without a query', all(seen))
    tap.it('and says "denied" there',
           browser.url.endswith('oauth_verifier=denied'), browser.url)
    for again in (url, url + 'lost'):
        browser.open(again)
        tap.it('asks nothing about a token answered before, or unknown',
               browser.status == 400, browser.status)
    callback = f'{client.base}/rest/standin/1/echo'
    back = client.register('back', callback=callback)
    token = back.request_token('oob').fields['oauth_token']
    browser.open(f'{client.base}{PLUGIN}/authorize?oauth_token={token}')
    browser.submit('approve')
    tap.it("goes to the consumer's own callback even for oob",
           browser.url.startswith(callback), browser.url)


def renewal(tap, client, other):
    """Section 5."""
    client, had = danced(client)
    old, handle = had['oauth_token'], had['oauth_session_handle']
    tap.refuses('renews nothing without a handle', client.access_token(),
                400, 'parameter_absent',
                oauth_parameters_absent='oauth_session_handle')
    tap.refuses('nor with a wrong one',
                client.access_token(oauth_session_handle='wrong'),
                401, 'token_rejected')
    tap.refuses('nor for another consumer', other.access_token(
        oauth_token=old, oauth_session_handle=handle), 401, 'token_rejected')
    client.control('tokens', expire='access')
    tap.refuses('lets nobody in with an expired token',
                client.call('GET', '/rest/api/2/myself'),
                401, 'token_expired')
    answer = client.access_token(oauth_session_handle=handle)
    tap.it('but renews it', answer.status == 200 and
           list(answer.fields) == FIVE, answer)
    tap.it('with the same secret', answer.fields['oauth_token_secret'] ==
           had['oauth_token_secret'])
    tap.it('another value and another handle',
           answer.fields['oauth_token'] != old and
           answer.fields['oauth_session_handle'] != handle)
    tap.refuses('and the old one is dead at once',
                client.access_token(oauth_session_handle=handle),
                401, 'token_rejected')
    client.token = answer.fields['oauth_token']
    tap.works('while the new one lives',
              client.call('GET', '/rest/api/2/myself'))
    client.control('tokens', expire='renewal')
    tap.refuses('until the right to renew is over', client.access_token(
        oauth_session_handle=answer.fields['oauth_session_handle']),
        401, 'permission_denied')
    client.control('tokens', revoke='handle')
    tap.refuses('or was never given', client.access_token(
        oauth_session_handle='any'), 401, 'token_rejected')
    client.control('tokens', revoke='access')
    tap.refuses('or somebody revokes it',
                client.call('GET', '/rest/api/2/myself'),
                401, 'token_rejected')


def main():
    """Everything."""
    tap = Tap()
    base, key, other = sys.argv[1], *(
        open(path, encoding='ascii').read() for path in sys.argv[2:4])
    client, other = Client(base, 'app', key), Client(base, 'other', other)
    the_dance(tap, client)
    request_tokens(tap, client, other)
    access_tokens(tap, client, other)
    approval(tap, client)
    renewal(tap, client, other)
    tap.finish()


if __name__ == '__main__':
    main()
