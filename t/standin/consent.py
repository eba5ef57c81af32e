"""consent: the page of OAuth 2.0 on which a person says yes or no."""

import urllib.parse

from oauthlib.oauth2 import OAuth2Error
from oauthlib.oauth2.rfc6749.errors import FatalClientError

import pages
from dialog import COOKIE, page, person_of, trouble
from web import Reply, redirect


def ask(site, request, server, query):
    """GET: the question, once one has logged in."""
    user = person_of(site, request)
    if user is None:
        back = request.path[len(site.context):] + '?' + request.query
        return redirect(f'{site.context}/login.jsp?permissionViolation=true'
                        f'&os_destination={urllib.parse.quote(back, safe="")}')
    uri = f'{site.url}{request.path}?{query}'
    try:
        scopes, info = server.validate_authorization_request(uri)
    except FatalClientError as error:
        raise trouble(400, error.description or error.error) from error
    except OAuth2Error as error:
        return redirect(error.in_uri(info_of(query).get('redirect_uri')))
    client = site.grants.clients[info['client_id']]
    return page(pages.consent(
        request.path, client.name or client.id, user.display, scopes, query,
        info['redirect_uri'], request.cookie(COOKIE)))


def info_of(query):
    """The parameters of a query."""
    return dict(urllib.parse.parse_qsl(query))


def decide(site, request, server):
    """POST: the answer, from the page itself and no other."""
    user = person_of(site, request)
    if user is None or (
            request.parameter('atl_token') != request.cookie(COOKIE)):
        raise trouble(403, 'XSRF Security Token Missing')
    query = request.parameter('query', '')
    given = info_of(query)
    if request.parameter('approve') is None:
        pairs = {'error': 'access_denied', 'error_description':
                 'The user denied the request', 'state': given.get('state')}
        return redirect(given['redirect_uri'] + '?' + urllib.parse.urlencode(
            {name: value for name, value in pairs.items() if value}))
    headers, body, status = server.create_authorization_response(
        f'{site.url}{request.path}?{query}',
        scopes=given.get('scope', '').split(),
        credentials={'user': user.name})
    return Reply(status, body or '', headers=headers.items())
