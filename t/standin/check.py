"""check: hold the stand-in against Jira's rules; prints TAP."""

import re
import sys
import time

import person
from client import PLUGIN, Client

count = 0


def it(sentence, good, *seen):
    """Print one TAP line."""
    global count
    count += 1
    print(f"{'' if good else 'not '}ok {count} - {sentence}")
    if not good:
        for value in seen:
            print('#', vars(value) if hasattr(value, 'body') else value)


def refuses(sentence, answer, status, problem, **fields):
    """Check that an answer reports a problem, in the body and the header."""
    seen = {name: answer.fields.get(name) for name in fields}
    header = f'oauth_problem="{problem}"'
    it(sentence, answer.status == status and answer.problem == problem and
       header in answer.challenges[-1] and seen == fields, answer)


def approved(client, callback='oob', approve=True):
    """A request token that somebody has answered, and the verifier."""
    token = client.request_token(callback).fields['oauth_token']
    return token, person.answer(
        f'{client.base}{PLUGIN}/authorize?oauth_token={token}', approve)


def danced(client):
    """A client with an access token."""
    token, verifier = approved(client)
    fields = client.access_token(
        oauth_token=token, oauth_verifier=verifier).fields
    return Client(client.base, client.consumer, client.key,
                  fields['oauth_token']), fields


def the_dance(client):
    """The whole way, as oauthlib's stock client goes it."""
    answer = client.stock('POST', PLUGIN + '/request-token',
                          callback_uri='oob')
    it('gives a request token', answer.status == 200 and list(
        answer.fields) == ['oauth_token', 'oauth_token_secret',
                           'oauth_callback_confirmed'], answer)
    it('as plain text', answer.header('Content-Type') == 'text/plain')
    token = answer.fields['oauth_token']
    refuses('which is worth nothing before somebody approves',
            client.access_token(oauth_token=token, oauth_verifier='x'),
            401, 'permission_unknown')
    code = person.answer(
        f'{client.base}{PLUGIN}/authorize?oauth_token={token}')
    it('shows a verifier of six', re.fullmatch('[A-Za-z0-9]{6}', code), code)
    client = Client(client.base, client.consumer, client.key, token)
    answer = client.stock('POST', PLUGIN + '/access-token', verifier=code)
    it('which buys an access token', answer.status == 200 and list(
        answer.fields) == ['oauth_token', 'oauth_token_secret',
                           'oauth_expires_in', 'oauth_session_handle',
                           'oauth_authorization_expires_in'], answer)
    it('for five years', answer.fields['oauth_expires_in'] == '157680000')
    refuses('but once', client.access_token(oauth_verifier=code),
            401, 'token_rejected')
    client.token = answer.fields['oauth_token']
    answer = client.stock('GET', '/rest/api/2/myself')
    it('with which one is somebody',
       answer.status == 200 and answer.json()['name'] == 'fred', answer)


def main():
    """Everything."""
    base, key, other = sys.argv[1], *(
        open(path, encoding='ascii').read() for path in sys.argv[2:4])
    client = Client(base, 'app', key)
    the_dance(client)
    print(f'1..{count}')


if __name__ == '__main__':
    main()
