"""attachments: files of an issue, taken as Jira takes them and no other way."""

import email.parser
import email.policy

from issues import errors, number_of
from people import members_only
from web import Reply, json_reply


def parts(request):
    """The parts of a multipart form: name, file name, type and bytes."""
    head = f"Content-Type: {request.header('Content-Type')}\r\n\r\n"
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
        head.encode() + request.body)
    for part in message.iter_parts():
        yield (part.get_param('name', header='content-disposition'),
               part.get_filename(), part.get_content_type(),
               part.get_payload(decode=True))


def show(site, number, file):
    """An attachment, as Jira describes it."""
    name, kind, body = file
    address = f'{site.settings.base_url}/secure/attachment/{number}/{name}'
    return {'id': str(number), 'filename': name, 'mimeType': kind,
            'size': len(body), 'content': address}


@members_only
def attach(site, request, key):
    """POST issue/KEY/attachments: the files of each part named file."""
    if request.header('X-Atlassian-Token') not in ('no-check', 'nocheck'):
        return Reply(403, 'XSRF check failed', 'text/html')
    if request.type() != 'multipart/form-data':
        return Reply(415, '')
    if number_of(site, key) is None:
        return errors(404, 'Issue Does Not Exist')
    made = []
    for field, name, kind, body in parts(request):
        if field == 'file' and name:
            number = 20000 + len(site.attachments)
            site.attachments[number] = (name, kind, body)
            made.append(show(site, number, site.attachments[number]))
    return json_reply(200, made)


@members_only
def content(site, _, number):
    """GET the bytes of an attachment."""
    if int(number) not in site.attachments:
        return errors(404, 'The attachment does not exist')
    _, kind, body = site.attachments[int(number)]
    return Reply(200, body, kind)


ROUTES = [
    ('POST', '/rest/api/(?:2|latest)/issue/([^/]+)/attachments', attach),
    ('GET', '/secure/attachment/([0-9]+)/[^/]*', content),
]
