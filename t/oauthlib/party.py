"""The other party to t/2200-oauthlib.t: makes, signs and checks requests.

    party.py make COUNT SEED        lines of random requests
    party.py check METHOD KEY       check signed lines, with a public key or
                                    two secrets ("one two") in a file
    party.py sign METHOD KEY        sign lines, with a private key or secrets

oauthlib and Jira differ in one thing: oauthlib signs the form of any method,
while Jira's servlet container sees that of a POST alone.  Jira wins, so a form
is kept from oauthlib for other methods.
"""

import json
import random
import sys
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

from oauthlib.oauth1 import Client
from oauthlib.oauth1.rfc5849 import signature

FORM = "application/x-www-form-urlencoded"
PIECES = [
    "a", "B", "7", "-", "_", ".", "~", " ", "+", "%", "&", "=", "/", "?", "#",
    '"', "'", "\\", "!", "*", "(", ")", ",", ";", ":", "@", "$", "[", "]",
    "%2F", "%2f", "é", "ß", "Ω", "日本", "\U0001f600", "\u00a0", "x y", "",
]
HOSTS = [
    "jira.example.com", "JIRA.Example.COM", "localhost", "127.0.0.1",
    "[::1]", "[2001:DB8::a]", "xn--bcher-kva.example",
]
PORTS = ["", "", "", ":80", ":443", ":8080", ":8443", ":1", ":65535"]
PATHS = [
    "", "/", "/jira/rest/api/2/search", "/a%2Fb", "/a%2fb", "/a+b", "/%C3%A9",
    "/a;b=c", "/a//b", "/a/./b/../c", "/email@example.com", "/~me", "/a%20b",
    "/(1)/'2'/!*",
]


def word(most=6):
    return "".join(random.choices(PIECES, k=random.randrange(most + 1)))


def encoded(text):
    """As the one or the other client would, for all mean the same."""
    return random.choice([
        quote(text, safe=""),
        quote(text, safe="").replace("%20", "+"),
        quote(text, safe="-._~!*'(),:@/?"),
        quote(text, safe="").lower() if text.isascii() and text.islower()
        else quote(text, safe=""),
    ])


def query():
    names = [word(3) or "n" for _ in range(random.randrange(6))]
    names += random.choices(names, k=random.randrange(3)) if names else []
    return "&".join(
        encoded(name) + random.choice(["", "=", "=" + encoded(word())])
        for name in names)


def pairs():
    names = [word(3) or "n" for _ in range(random.randrange(1, 5))]
    return [[name, word()] for name in names + names[:random.randrange(2)]]


def make(count, seed):
    random.seed(seed)
    for _ in range(count):
        method = random.choice(["GET", "POST", "PUT", "DELETE", "PATCH"])
        url = random.choice(["http", "https", "HTTPS"]) + "://" + \
            random.choice(HOSTS) + random.choice(PORTS) + random.choice(PATHS)
        if random.random() < 0.7:
            url += "?" + query()
        request = {"method": method, "url": url}
        if random.random() < 0.3:
            request["query"] = pairs()
        if method != "GET" and random.random() < 0.5:
            request["form"] = pairs()
        elif method != "GET" and random.random() < 0.3:
            request["body"] = word()
        print(json.dumps(request, ensure_ascii=random.random() < 0.5))


def join(items):
    return "&".join(
        quote(name, safe="") + "=" + quote(value, safe="")
        for name, value in items)


def whole_url(request):
    url = request["url"]
    if request.get("query"):
        url += ("&" if "?" in url else "?") + join(request["query"])
    return url


def check(method, key):
    for number, line in enumerate(sys.stdin, 1):
        request = json.loads(line)
        url = whole_url(request)
        headers = {"Authorization": request["headers"]["Authorization"]}
        body = []
        if "form" in request and request["method"] == "POST":
            body = [tuple(pair) for pair in request["form"]]
        params = signature.collect_parameters(
            uri_query=urlsplit(url).query, body=body, headers=headers,
            exclude_oauth_signature=False)
        seen = SimpleNamespace(
            uri=url, http_method=request["method"],
            signature=dict(params)["oauth_signature"],
            params=[p for p in params if p[0] != "oauth_signature"])
        if method == "RSA-SHA1":
            good = signature.verify_rsa_sha1(seen, key)
        else:
            good = signature.verify_hmac_sha1(seen, *key.split())
        print("valid" if good else "invalid %d: %s" % (number, line))


def sign(method, key):
    if method == "RSA-SHA1":
        client = Client("dpf43f3p2l4k3l03", signature_method=method,
                        rsa_key=key, resource_owner_key="tok en")
    else:
        one, two = key.split()
        client = Client("dpf43f3p2l4k3l03", client_secret=one,
                        resource_owner_key="tok en", signature_method=method,
                        resource_owner_secret=two)
    for line in sys.stdin:
        request = json.loads(line)
        body = headers = None
        if "form" in request and request["method"] == "POST":
            body, headers = join(request["form"]), {"Content-Type": FORM}
        _, signed, _ = client.sign(
            whole_url(request), http_method=request["method"], body=body,
            headers=headers)
        request["headers"] = {"Authorization": signed["Authorization"]}
        print(json.dumps(request))


if sys.argv[1] == "make":
    make(int(sys.argv[2]), sys.argv[3])
else:
    with open(sys.argv[3], encoding="ascii") as key_file:
        {"check": check, "sign": sign}[sys.argv[1]](
            sys.argv[2], key_file.read())
