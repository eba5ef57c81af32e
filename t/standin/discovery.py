"""discovery: what a Jira lets one find out about it: features, and rights.

What there is goes by the version and the deployment that the settings name.
"""

import provider2
from people import members_only, nobody, resource
from web import Refused, Reply, json_reply, redirect


def since(site, major, minor):
    """Is it a Jira Server of this version, or later?"""
    numbers = [int(part) for part in site.settings.version.split('.')[:2]]
    return (site.settings.deployment == 'Server' and
            numbers >= [major, minor])


def authorize(site, request):
    """GET authorize of the OAuth 2.0 provider, from 8.22 on."""
    if not since(site, 8, 22):
        raise Refused(404, 'Not Found')
    return provider2.ask(site, request)


def service_info(site, request):
    """GET the info of Jira Service Management, which is open."""
    if not site.settings.service_management:
        raise Refused(404, 'Not Found')
    return json_reply(200, {'version': '5.12.19', 'isLicensedForUse': True})


@members_only
def service_desks(site, request):
    """GET the service desks that the caller sees; only an agent may."""
    if not site.settings.service_management:
        raise Refused(404, 'Not Found')
    if request.user.name != 'admin':
        return json_reply(403, {'errorMessage': 'You are no agent.'})
    return json_reply(200, {'size': 0, 'isLastPage': True, 'values': []})


@members_only
def boards(site, request):
    """GET the boards."""
    return json_reply(200, {'total': 0, 'isLast': True, 'values': []})


@resource
def permissions(site, request):
    """GET what the caller may do."""
    if request.user is None and site.settings.nobody == 400:
        return nobody(site)
    have = request.user is not None and request.user.name == 'admin'
    return json_reply(200, {'permissions': {'ADMINISTER': {
        'key': 'ADMINISTER', 'havePermission': have}}})


def dashboard(site, request):
    """GET the front page."""
    return Reply(200, '<html><title>System Dashboard</title></html>',
                 'text/html;charset=UTF-8')


def front(site, request):
    """GET the root of the context: on to the front page."""
    return redirect(f'{site.context}/secure/Dashboard.jspa')


ROUTES = [
    ('GET', '/', front),
    ('GET', r'/secure/Dashboard\.jspa', dashboard),
    ('GET', '/rest/oauth2/latest/authorize', authorize),
    ('GET', '/rest/servicedeskapi/info', service_info),
    ('GET', '/rest/servicedeskapi/servicedesk', service_desks),
    ('GET', '/rest/agile/1.0/board', boards),
    ('GET', '/rest/api/(?:2|latest)/mypermissions', permissions),
]
