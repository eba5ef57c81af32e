"""web: HTTP as a servlet container does it: requests, replies, faults.

A request is kept as it came, because a signature covers the raw path and
because tests look at every byte.  A reply is composed whole and then sent,
or spoilt on its way by a fault that the control interface has ordered.
"""

import json
import re
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler

BODY_MAX = 1 << 28  # bytes

# What Tomcat takes in a request target, as Jira's server.xml relaxes it.
TARGET = re.compile(r"[!$-;=@-Z_a-z~\[\]|]*"
                    r"(\?[!-\"$-~]*)?")


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
    return Reply(status, json.dumps(value, ensure_ascii=False),
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


class Handler(BaseHTTPRequestHandler):
    """Reads requests, has the site answer them, and writes the answers."""

    protocol_version = 'HTTP/1.1'
    server_version = 'standin'
    sys_version = ''
    wbufsize = -1
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        self.connection_number = self.server.count()

    def log_message(self, format, *args):
        """Say nothing: the record has everything."""

    def handle_expect_100(self):
        """Tell a client that waits to send its body, and at once."""
        super().handle_expect_100()
        self.wfile.flush()
        return True

    def answer(self):
        """Answer one request."""
        site = self.server.site
        try:
            request = self.read_request()
        except Refused as refused:
            self.close_connection = True
            self.send(site.refusal(refused))
            return
        with site.lock:
            fault = site.faults.next(request)
        site.recorder.begin(request)
        if fault.get('drop'):
            self.close_connection = True
            return
        time.sleep(fault.get('delay', 0))
        reply = fault_reply(fault) or site.handle(request)
        site.recorder.end(request, reply)
        if fault.get('lose'):
            self.close_connection = True
            return
        self.send(reply, fault.get('truncate'), fault.get('trickle'))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer
    do_OPTIONS = answer

    def read_request(self):
        """The request, refused where Tomcat would refuse it."""
        target = self.requestline.split()[1]
        if re.match('https?://', target):
            target = '/' + target.split('/', 3)[3]
        if not target.startswith('/') or not TARGET.fullmatch(target):
            raise Refused(400, 'Invalid character found in the request target')
        if self.headers.get('Host') is None:
            raise Refused(400, 'The host is missing')
        return Request(self.command, target, list(self.headers.items()),
                       self.read_body(), self.connection_number)

    def read_body(self):
        """The body, by its length or in chunks."""
        if 'chunked' in self.headers.get('Transfer-Encoding', '').lower():
            return self.read_chunks()
        length = self.headers.get('Content-Length', '0')
        if not length.isdigit() or int(length) > BODY_MAX:
            raise Refused(400, 'A wrong Content-Length')
        body = self.rfile.read(int(length))
        if len(body) != int(length):
            raise Refused(400, 'The body is cut short')
        return body

    def read_chunks(self):
        """A body in chunks (RFC 9112, 7.1); trailers are dropped."""
        body = b''
        while True:
            line = self.rfile.readline()
            match = re.match(rb'([0-9A-Fa-f]{1,8})[;\r]', line)
            if not match or len(body) > BODY_MAX:
                raise Refused(400, 'A broken chunk')
            size = int(match[1], 16)
            if size == 0:
                break
            body += self.rfile.read(size)
            if self.rfile.readline() != b'\r\n':
                raise Refused(400, 'A broken chunk')
        while self.rfile.readline() not in (b'\r\n', b''):
            pass
        return body

    def send(self, reply, truncate=None, trickle=None):
        """Send a reply: whole, cut after so many bytes, or in drops."""
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status not in (204, 304):
            self.send_header('Content-Length', str(len(reply.body)))
        self.end_headers()
        body = b'' if self.command == 'HEAD' else reply.body
        try:
            if truncate is not None:
                self.wfile.write(body[:truncate])
                self.wfile.flush()
                self.close_connection = True
            elif trickle is not None:
                for i in range(len(body)):
                    self.wfile.write(body[i:i + 1])
                    self.wfile.flush()
                    time.sleep(trickle)
            else:
                self.wfile.write(body)
                self.wfile.flush()
        except OSError:
            self.close_connection = True


def fault_reply(fault):
    """The reply that a fault puts in the place of the real one, if any."""
    if 'status' not in fault:
        return None
    body = fault.get('body', '')
    if not isinstance(body, str):
        body = json.dumps(body)
    return Reply(fault['status'], body, fault.get('type', 'text/plain'),
                 list(fault.get('headers', {}).items()))
