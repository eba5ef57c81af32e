"""check_vectors: base strings against those that others have published.

The URLs and parameters are those of OAuthSignatureMethodTest.java of the
net.oauth library, with which Jira verifies.
"""

import oauth1
from check import Tap
from state import Site
from web import Request

URLS = {
    'HTTP://Example.com:80/foo': 'http%3A%2F%2Fexample.com%2Ffoo',
    'HTTPS://Example.com:443/foo': 'https%3A%2F%2Fexample.com%2Ffoo',
    'http://Example.com:443/foo': 'http%3A%2F%2Fexample.com%3A443%2Ffoo',
    'https://Example.com:80/foo': 'https%3A%2F%2Fexample.com%3A80%2Ffoo',
    'hTtp://Example.com/Foo': 'http%3A%2F%2Fexample.com%2FFoo',
    'http://Example.com/email+with+plus@example.com':
        'http%3A%2F%2Fexample.com%2Femail%2Bwith%2Bplus%40example.com',
    'http://Example.com/email%2Bwith%2Bplus%40example.com':
        'http%3A%2F%2Fexample.com%2Femail%252Bwith%252Bplus%2540example.com',
}

QUERIES = {
    'name': 'name%3D',
    'x!y=a&x=a': 'x%3Da%26x%2521y%3Da',
    'a=x!y&a=x+y': 'a%3Dx%2520y%26a%3Dx%2521y',
}

# Requests to Jira, in whole; (method, origin, target, header, base string).
WHOLE = [
    ('POST', 'https://jira.example.test:8443',
     '/jira/plugins/servlet/oauth/request-token', 'oauth_callback="oob"',
     'POST&https%3A%2F%2Fjira.example.test%3A8443%2Fjira%2Fplugins%2Fservlet'
     '%2Foauth%2Frequest-token&oauth_callback%3Doob%26oauth_consumer_key'
     '%3DOauthKey%26oauth_nonce%3D8Zt2kq0fW1x7aB3c%26oauth_signature_method'
     '%3DRSA-SHA1%26oauth_timestamp%3D1700000000%26oauth_version%3D1.0'),
    ('GET', 'HTTPS://Jira.Example.test:443',
     '/jira/rest/api/2/search?jql=project+%3D+%22AB+C%22+%26+x~1&expand'
     '&fields=summary,status', 'oauth_token="ACCESStoken123"',
     'GET&https%3A%2F%2Fjira.example.test%2Fjira%2Frest%2Fapi%2F2%2Fsearch'
     '&expand%3D%26fields%3Dsummary%252Cstatus%26jql%3Dproject%2520%253D%2520'
     '%2522AB%2520C%2522%2520%2526%2520x~1%26oauth_consumer_key%3DOauthKey%26'
     'oauth_nonce%3D8Zt2kq0fW1x7aB3c%26oauth_signature_method%3DRSA-SHA1%26'
     'oauth_timestamp%3D1700000000%26oauth_token%3DACCESStoken123%26'
     'oauth_version%3D1.0'),
    ('GET', 'https://jira.example.test',
     '/rest/api/2/myself?xoauth_requestor_id=jan%C3%A9', 'oauth_token=""',
     'GET&https%3A%2F%2Fjira.example.test%2Frest%2Fapi%2F2%2Fmyself&'
     'oauth_consumer_key%3DOauthKey%26oauth_nonce%3D8Zt2kq0fW1x7aB3c%26'
     'oauth_signature_method%3DRSA-SHA1%26oauth_timestamp%3D1700000000%26'
     'oauth_token%3D%26oauth_version%3D1.0%26xoauth_requestor_id'
     '%3Djan%25C3%25A9'),
]

COMMON = ('oauth_consumer_key="OauthKey", oauth_nonce="8Zt2kq0fW1x7aB3c", '
          'oauth_signature_method="RSA-SHA1", oauth_timestamp="1700000000", '
          'oauth_version="1.0", oauth_signature="eA%3D%3D", ')


def base_string(method, origin, target, header=None):
    """The base string of a request that comes in on such a connector."""
    site = Site('http://127.0.0.1', '/jira', [])
    site.settings.connector = origin
    headers = [('Authorization', 'OAuth ' + header)] if header else []
    request = Request(method, target, headers, b'')
    return oauth1.base_string(oauth1.signed(site, oauth1.Message(request)))


def main():
    """Everything."""
    tap = Tap()
    for url, normal in URLS.items():
        parts = url.split('/', 3)
        seen = base_string('GET', '/'.join(parts[:3]), '/' + parts[3])
        tap.it(f'normalises {url}', seen == f'GET&{normal}&', seen)
    for query, normal in QUERIES.items():
        seen = base_string('GET', 'http://a', '/?' + query)
        tap.it(f'normalises ?{query}',
               seen == f'GET&http%3A%2F%2Fa%2F&{normal}', seen)
    for method, origin, target, header, expected in WHOLE:
        seen = base_string(method, origin, target, COMMON + header)
        tap.it(f'builds the base string of {target}', seen == expected, seen)
    tap.finish()


if __name__ == '__main__':
    main()
