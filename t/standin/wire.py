"""wire: HTTP/1.1 as a servlet container speaks it, and how it goes wrong.

A reply is composed whole and then sent, or spoilt on its way by a fault that
was ordered.
"""

import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from faults import fault_reply
from web import Refused, Request

BODY_MAX = 1 << 28  # bytes

# What Tomcat takes in a request target, as Jira's server.xml relaxes it.
TARGET = re.compile(r"[!$-;=@-Z_a-z~\[\]|]*"
                    r"(\?[!-\"$-~]*)?")


class Server(ThreadingHTTPServer):
    """A thread for every connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address):
        self.connections = 0
        self.site = None
        super().__init__(address, Handler)

    def server_bind(self):
        """Bind without asking a name server for our own name."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def count(self):
        """A number for a new connection."""
        self.connections += 1
        return self.connections

    def handle_error(self, request, client_address):
        """A client that goes away is no news."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


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
            fault = request.fault = site.faults.next(request)
        site.recorder.begin(request)
        time.sleep(fault.get('delay', 0))
        if fault.get('drop'):
            self.close_connection = True
        elif 'raw' in fault:
            self.wfile.write(fault['raw'].encode())
            self.close_connection = True
        else:
            if fault.get('after'):
                site.handle(request)
            reply = fault_reply(fault) or site.handle(request)
            site.recorder.end(request, reply)
            if fault.get('lose'):
                self.close_connection = True
            else:
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
