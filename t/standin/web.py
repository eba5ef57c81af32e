"""web: requests and replies, and forms as a servlet container reads them.

A request is kept as it came, because a signature covers the raw path and
because tests look at every byte.
"""

import json
import re
import urllib.parse


class Refused(Exception):
    """A request that the container answers before anybody else sees it."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


class Answered(Exception):
    """A reply that cuts the handling of a request short."""

    def __init__(self, reply):
        super().__init__(reply.status)
        self.reply = reply


class Request:
    """One request, as it came."""

    def __init__(self, method, target, headers, body, connection=0):
        self.method = method
        self.target = target
        self.path, _, self.query = target.partition('?')
        self.headers = headers
        self.body = body
        self.connection = connection
        self.user = None
        self.how = None
        self.reason = None
        self.fault = {}

    def header(self, name, default=None):
        """The first header of that name, whatever its case."""
        return next(iter(self.all_headers(name)), default)

    def all_headers(self, name):
        """Every header of that name, whatever its case."""
        return [value for known, value in self.headers
                if known.lower() == name.lower()]

    def type(self):
        """The media type of the body, without its parameters."""
        value = self.header('Content-Type', '')
        return value.partition(';')[0].strip().lower()

    def parameters(self):
        """The servlet's parameters: the query's, and a POSTed form's.

        A PUT or PATCH form is no parameter to a servlet container.
        """
        pairs = decode_form(self.query)
        if (self.method == 'POST' and
                self.type() == 'application/x-www-form-urlencoded'):
            pairs += decode_form(self.body.decode('latin-1'))
        return pairs

    def parameter(self, name, default=None):
        """The first parameter of that name."""
        return next((value for known, value in self.parameters()
                     if known == name), default)

    def json(self):
        """The body as JSON; what is none is refused."""
        try:
            return json.loads(self.body or b'null')
        except ValueError as error:
            raise Refused(400, f'no JSON: {error}') from error

    def cookie(self, name):
        """The value of a cookie."""
        for header in self.all_headers('Cookie'):
            for part in header.split(';'):
                known, _, value = part.strip().partition('=')
                if known == name:
                    return value
        return None

    def record(self):
        """The request as a value that JSON can carry."""
        record = {'method': self.method, 'target': self.target,
                  'path': self.path, 'query': self.query,
                  'headers': self.headers, 'connection': self.connection}
        try:
            record['body'] = self.body.decode()
        except UnicodeDecodeError:
            record['bodyHex'] = self.body.hex()
        return record


class Reply:
    """An answer: a status, headers in order, and a whole body."""

    def __init__(self, status, body=b'', type=None, headers=()):
        self.status = status
        self.body = body.encode() if isinstance(body, str) else body
        self.headers = list(headers)
        if type is not None:
            self.headers.insert(0, ('Content-Type', type))

    def add(self, name, value):
        """Add a header and return the reply."""
        self.headers.append((name, value))
        return self


def json_reply(status, value):
    """An answer of JSON, as Jira's REST plugin types it."""
    return Reply(status, json.dumps(value, ensure_ascii=False,
                                    separators=(',', ':')),
                 'application/json;charset=UTF-8')


def redirect(location):
    """A 302 to that location."""
    return Reply(302, headers=[('Location', location)])


def decode_form(text):
    """The pairs of a query or form, as Tomcat parses them.

    A plus sign is a space, a name without a value has an empty one, and a
    pair with no name or with a broken escape is dropped without a word.
    """
    pairs = []
    for part in text.split('&'):
        name, _, value = part.partition('=')
        try:
            name, value = decode(name), decode(value)
        except ValueError:
            continue
        if name:
            pairs.append((name, value))
    return pairs


def decode(text):
    """Decode as java.net.URLDecoder does: a broken escape is an error."""
    if re.search('%(?![0-9A-Fa-f]{2})', text):
        raise ValueError('a broken escape')
    return urllib.parse.unquote_to_bytes(
        text.replace('+', ' ').encode('latin-1')).decode(errors='replace')
