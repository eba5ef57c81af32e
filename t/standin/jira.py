#!/usr/bin/python3
"""jira: a Jira Server on loopback, for tests and the demo.

It is as strict as the real one, answers on a free port, prints its base URL
when it is ready, and ends with the process that started it.  Two people may
log in, admin and fred, with their name and "-secret" as password; fred has
the personal access token "fred-token".
"""

import argparse
import json
import os
import pathlib
import socket
import ssl
import threading
import time

import applinks
import attachments
import cloud
import control
import dialog
import discovery
import ingest
import issues
import lists
import pats
import person
import provider
import provider2
import rest
from state import Site
from wire import Server

ROUTES = (provider.ROUTES + dialog.ROUTES + rest.ROUTES + issues.ROUTES +
          attachments.ROUTES + applinks.ROUTES + discovery.ROUTES +
          provider2.ROUTES + cloud.ROUTES + ingest.ROUTES + pats.ROUTES +
          lists.ROUTES + control.ROUTES)


def options():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition('.')[0])
    parser.add_argument('--approve-all', action='store_true',
                        help='approve every request token, as a person would')
    parser.add_argument('--client', action='append', default=[],
                        metavar='JSON', help='a client of OAuth 2.0')
    parser.add_argument('--consumer', action='append', default=[],
                        metavar='KEY=FILE', help='a consumer, and where '
                        'its public key is, or will be')
    parser.add_argument('--context', default='/jira',
                        help='the context path; /jira')
    parser.add_argument('--host', default='127.0.0.1',
                        help='the address to answer on; 127.0.0.1')
    parser.add_argument('--log', metavar='FILE',
                        help='write requests down, as lines of JSON')
    parser.add_argument('--minutes', type=float, default=60,
                        help='end after so many minutes; 60')
    parser.add_argument('--port', type=int, default=0,
                        help='the port to answer on; a free one')
    parser.add_argument('--tls', metavar='FILE',
                        help='speak https, with this certificate and key')
    return parser.parse_args()


def start(args):
    """A server that is bound, with its site."""
    if ':' in args.host:
        Server.address_family = socket.AF_INET6
    server = Server((args.host, args.port))
    scheme = 'http'
    if args.tls:
        scheme = 'https'
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(args.tls)
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False)
    host = f'[{args.host}]' if ':' in args.host else args.host
    server.site = Site(f'{scheme}://{host}:{server.server_address[1]}',
                       args.context, ROUTES, args.log)
    for consumer in args.consumer:
        key, _, path = consumer.partition('=')
        server.site.key_files[key] = pathlib.Path(path)
    server.site.tenants.append((cloud.CLOUD_ID, 'standin',
                                server.site.url + args.context))
    for client in args.client:
        server.site.grants.register(json.loads(client))
    if args.approve_all:
        server.site.person = person.answer_later
    return server


def watch(minutes):
    """End with the parent, or when the time is over."""
    parent, end = os.getppid(), time.monotonic() + 60 * minutes
    while os.getppid() == parent and time.monotonic() < end:
        time.sleep(0.5)
    os._exit(0)


def main():
    """Answer until the end."""
    args = options()
    server = start(args)
    threading.Thread(target=watch, args=(args.minutes,), daemon=True).start()
    print(server.site.url + args.context, flush=True)
    # Whoever waits for that line shall not wait for another.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    server.serve_forever()


if __name__ == '__main__':
    main()
