"""faults: what is ordered to go wrong, and the record of what came."""

import json
import math
import random
import re
import threading
import time

from web import Reply


class Faults:
    """What is ordered to go wrong, for the next so many requests."""

    def __init__(self):
        self.orders = []
        self.random = random.Random(1)

    def next(self, request):
        """The fault for this request, {} for none; control is spared."""
        if request.path.startswith('/_control/'):
            return {}
        for order in self.orders:
            if (re.search(order.get('match', ''), request.target) and
                    order.get('method', request.method) == request.method and
                    order.get('holds', '').encode() in request.body and
                    self.random.random() < order.get('chance', 1)):
                order['times'] = order.get(
                    'times', math.inf if 'chance' in order else 1) - 1
                if order['times'] <= 0:
                    self.orders.remove(order)
                return order
        return {}


def fault_reply(fault):
    """The reply that a fault puts in the place of the real one, if any."""
    if 'status' not in fault:
        return None
    body = fault.get('body', '')
    if not isinstance(body, str):
        body = json.dumps(body)
    return Reply(fault['status'], body, fault.get('type', 'text/plain'),
                 list(fault.get('headers', {}).items()))


class Recorder:
    """Writes each request down, and what became of it, as lines of JSON."""

    def __init__(self, path):
        self.file = open(path, 'a', encoding='utf-8') if path else None
        self.lock = threading.Lock()

    def write(self, record):
        """Add a line, whole and at once."""
        if self.file is not None:
            with self.lock:
                self.file.write(json.dumps(record) + '\n')
                self.file.flush()

    def begin(self, request):
        """A request came; control's own are not written down."""
        if not request.path.startswith('/_control/'):
            self.write({'time': time.time(), **request.record()})

    def end(self, request, reply):
        """An answer is about to leave."""
        if not request.path.startswith('/_control/'):
            self.write({'status': reply.status, 'target': request.target,
                        'user': request.user and request.user.name})
