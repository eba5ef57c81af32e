"""provider2: the OAuth 2.0 provider of Jira Data Center.

Forms only, PKCE, a redirect URI that is registered exactly, and both old
tokens void once there are new ones.
"""

import consent
from clients import endpoint
from web import Refused, Reply

BASE = '/rest/oauth2/latest/'


def server(site):
    """Atlassian's part, which oauthlib plays."""
    return endpoint(site.grants, 'server')


def ask(site, request):
    """GET authorize."""
    return consent.ask(site, request, server(site), request.query)


def decide(site, request):
    """POST authorize."""
    return consent.decide(site, request, server(site))


def form_only(request):
    """RESTEasy looks for its parameters in a form, and finds no other."""
    if request.type() != 'application/x-www-form-urlencoded':
        raise Refused(500, 'No parameter annotated @FormParam was found')


def token(site, request):
    """POST token: for a code, a refresh token, or a client by itself."""
    form_only(request)
    store = site.grants
    spent = store.refresh.get(request.parameter('refresh_token'))
    headers, body, status = server(site).create_token_response(
        site.url + request.path, 'POST', request.body.decode('latin-1'),
        {'Content-Type': request.type()})
    # There is no leeway here, and the old access token goes, too.
    if status == 200 and spent is not None:
        store.drop([value for value, known in store.refresh.items()
                    if known is spent])
        store.drop(value for value in list(store.access)
                   if store.access[value].family is spent.family and
                   value not in body)
    headers.pop('Content-Type', None)
    return Reply(status, body, 'application/json', headers.items())


def revoke(site, request):
    """POST revoke: either token takes both; a wrong hint is an error."""
    form_only(request)
    hint = request.parameter('token_type_hint')
    if hint not in (None, 'access_token', 'refresh_token'):
        return Reply(400, '{"error":"unsupported_token_type"}',
                     'application/json')
    headers, body, status = server(site).create_revocation_response(
        site.url + request.path, 'POST', request.body.decode('latin-1'),
        {'Content-Type': request.type()})
    return Reply(status, body or '', headers=headers.items())


ROUTES = [
    ('GET', BASE + 'authorize', ask),
    ('POST', BASE + 'authorize', decide),
    ('POST', BASE + 'token', token),
    ('POST', BASE + 'revoke', revoke),
]
