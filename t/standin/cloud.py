"""cloud: Jira Cloud's authorization server, gateway and tenant.

auth.atlassian.com is at /cloud/auth and api.atlassian.com at /cloud/api of
the same port.  Errors have the bodies and the statuses that Atlassian's have.
"""

import base64
import json

import consent
import rest
from clients import endpoint
from web import Reply, json_reply

CLOUD_ID = '11223344-a1b2-3b33-c444-def123456789'
KINDS = ('authorization_code', 'refresh_token', 'client_credentials')


def ask(site, request):
    """GET authorize; PKCE is not looked at."""
    return consent.ask(site, request, endpoint(site.grants, 'cloud'),
                       without_pkce(request.query))


def without_pkce(query):
    """A query without what Cloud does not know."""
    return '&'.join(pair for pair in query.split('&')
                    if not pair.startswith('code_challenge'))


def decide(site, request):
    """POST authorize."""
    return consent.decide(site, request, endpoint(site.grants, 'cloud'))


def body_of(request):
    """The parameters of a JSON document or a form; None for neither."""
    if request.type() == 'application/json':
        try:
            value = json.loads(request.body)
        except ValueError:
            return None
        good = isinstance(value, dict) and all(
            isinstance(part, str) for part in value.values())
        return value if good else None
    if request.type() == 'application/x-www-form-urlencoded':
        return dict(request.parameters())
    return None


def fail(status, error, description):
    """An error as auth.atlassian.com words it."""
    return json_reply(status, {'error': error,
                               'error_description': description})


def exchange(site, request, realm):
    """POST a token endpoint, for the clients of a realm."""
    given = body_of(request)
    if given is None:
        return fail(400, 'invalid_request', 'Incorrect request parameters')
    if given.get('grant_type') not in KINDS:
        return fail(400, 'invalid_request', 'grant_type must be one of '
                    f"[{'|'.join(KINDS)}]")
    _, body, status = endpoint(site.grants, realm).create_token_response(
        site.url + request.path, 'POST', list(given.items()),
        {'Content-Type': 'application/x-www-form-urlencoded'})
    error = json.loads(body).get('error')
    if error == 'invalid_grant' and given['grant_type'] == 'refresh_token':
        return fail(403, error, 'Unknown or invalid refresh token.')
    if error == 'invalid_grant':
        return fail(403, error, 'Invalid authorization code')
    if error == 'invalid_client':
        return fail(401, 'access_denied', 'Unauthorized')
    return Reply(status, body, 'application/json')


def token(site, request):
    """POST auth.atlassian.com/oauth/token."""
    return exchange(site, request, 'cloud')


def credentials_token(site, request):
    """POST api.atlassian.com/oauth/token, for "OAuth credentials"."""
    return exchange(site, request, 'credentials')


def bearer(site, request, *realms):
    """Whose token is on a request, or None."""
    scheme, _, value = request.header('Authorization', '').partition(' ')
    if scheme.lower() != 'bearer':
        return None
    return site.grants.holder(value.strip(), *realms)


def unauthorized(words='Unauthorized'):
    """A 401 as api.atlassian.com has it."""
    return json_reply(401, {'code': 401, 'message': words})


def resources(site, request):
    """GET accessible-resources: the sites of the grant."""
    family = bearer(site, request, 'cloud')
    if family is None:
        return unauthorized()
    return json_reply(200, [
        {'id': cloud_id, 'name': name, 'url': url, 'scopes': family.scopes,
         'avatarUrl': f'{url}/avatar.png'}
        for cloud_id, name, url in site.tenants])


def tenant_info(site, request):
    """GET the id of the site, which anybody may know."""
    return json_reply(200, {'cloudId': CLOUD_ID})


def scoped(site, request):
    """The name behind e-mail and scoped API token, or None."""
    scheme, _, value = request.header('Authorization', '').partition(' ')
    if scheme.lower() != 'basic' or not site.settings.scoped:
        return None
    name, _, secret = base64.b64decode(value).decode().partition(':')
    user = site.users.get(name)
    return name if user is not None and user.password == secret else None


def gateway(site, request, cloud_id, path):
    """ANY /ex/jira/{cloudId}/…: myself, and an echo."""
    name = scoped(site, request)
    family = bearer(site, request, 'cloud')
    if family is None and name is None:
        return unauthorized()
    if cloud_id not in [known for known, _, _ in site.tenants]:
        return json_reply(404, {
            'timestamp': rest.stamp(site.now()), 'status': 404,
            'error': 'Not Found', 'message': 'No message available',
            'path': request.path}).add(
                'X-Failure-Category', 'FAILURE_CLIENT_CLOUD_ID_NOT_FOUND')
    if family is not None and not any(
            scope.startswith('read:') for scope in family.scopes):
        return unauthorized('Unauthorized; scope does not match')
    request.user = site.users[name or family.user]
    if path.endswith('/myself'):
        return json_reply(200, rest.describe(site, request.user))
    return json_reply(200, request.record())


ROUTES = [
    ('GET', '/cloud/auth/authorize', ask),
    ('POST', '/cloud/auth/authorize', decide),
    ('POST', '/cloud/auth/oauth/token', token),
    ('POST', '/cloud/api/oauth/token', credentials_token),
    ('GET', '/cloud/api/oauth/token/accessible-resources', resources),
    ('ANY', '/cloud/api/ex/jira/([^/]+)(/rest/.*)', gateway),
    ('GET', '/_edge/tenant_info', tenant_info),
]
