"""ingest_store: what the DevOps APIs were told, and which issues there are."""

import re
import time
from dataclasses import dataclass, field


@dataclass
class Settings:
    """What a test may change, over POST /_control/ingest."""

    projects: list = field(default_factory=lambda: [
        'ABC', 'API', 'CORE', 'DEMO', 'OPS', 'TEST', 'WEB'])
    services: list = None    # that there are; None for any but an empty one
    unknown: str = 'refused'  # of an entity with unknown keys alone: it is
    #                          refused, accepted or, in no list, silent
    bytes: int = None        # of a body, before it is a 413
    rate: dict = None        # {requests, seconds, after?}, before it is a 429
    gating: list = field(default_factory=lambda: ['awaiting', 'allowed'])
    lag: int = 0             # a GET by key is a 404 so often after a POST


@dataclass
class Entity:
    """Something that is stored, or was sent and is not."""

    record: dict = None
    sequence: int = None
    properties: dict = field(default_factory=dict)
    times: int = 0           # that it was sent, and not refused
    lag: int = 0
    gating: list = None      # answers to come; the last one stays


class Held:
    """Entities by service and key; a key is a tuple."""

    def __init__(self):
        self.settings = Settings()
        self.entities = {}
        self.requests = 0
        self.records = 0
        self.window = {}

    def of(self, service):
        """The entities of a service."""
        return self.entities.setdefault(service, {})

    def put(self, service, key, record, sequence, properties):
        """Store a record, unless what is stored is as new or newer."""
        entity = self.of(service).setdefault(key, Entity())
        entity.times += 1
        if entity.sequence is None or sequence > entity.sequence:
            entity.record, entity.sequence = record, sequence
            entity.properties, entity.lag = properties, self.settings.lag
        return entity

    def get(self, service, key):
        """An entity, once it has been worked on; else None."""
        entity = self.of(service).get(key)
        if entity is not None and entity.lag > 0:
            entity.lag -= 1
            return None
        return entity

    def matching(self, service, pairs):
        """The keys of the entities that have all these properties."""
        return [key for key, entity in self.of(service).items()
                if pairs.items() <= entity.properties.items()]

    def knows(self, kind, value):
        """Is there an issue or a service by that name?"""
        if kind == 'serviceIdOrKeys':
            known = self.settings.services
            return value in known if known is not None else bool(value)
        if kind not in ('issueKeys', 'issueIdOrKeys'):
            return True
        if value.isdigit():
            return 10000 <= int(value) < 100000
        project, _, number = value.rpartition('-')
        return project in self.settings.projects and bool(
            re.fullmatch('[1-9][0-9]{0,8}', number))

    def wait(self, client):
        """The seconds after which a client may ask again, or None for now."""
        rate, now = self.settings.rate, time.monotonic()
        if rate is None:
            return None
        begin, count = self.window.get(client, (now, 0))
        if now - begin >= rate['seconds']:
            begin, count = now, 0
        self.window[client] = begin, count + 1
        if count < rate['requests']:
            return None
        return rate.get('after', max(1, round(begin + rate['seconds'] - now)))


def links(record):
    """What an entity is linked to: pairs of a kind and a value."""
    for key in record.get('issueKeys', ()):
        yield 'legacy', key
    for name in ('associations', 'addAssociations'):
        for part in record.get(name, ()):
            for value in part['values']:
                yield part['associationType'], value


class Unknown:
    """The keys and associations of one request that lead nowhere."""

    def __init__(self, held):
        self.held = held
        self.keys = {}
        self.associations = {}

    def look(self, record):
        """Look at an entity: how many links it has, how many lead anywhere."""
        found = good = 0
        for kind, value in links(record):
            found += 1
            if self.held.knows('issueKeys' if kind == 'legacy' else kind,
                               value):
                good += 1
            elif kind == 'legacy':
                self.keys[value] = True
            else:
                self.associations.setdefault(kind, {})[value] = True
        return found, good

    def lists(self):
        """Both lists, as an answer has them."""
        return list(self.keys), [
            {'associationType': kind, 'values': list(values)}
            for kind, values in self.associations.items()]
