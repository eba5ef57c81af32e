"""Sign lines of JSON with oauthlib and HMAC-SHA1: t/bench/sign.sh's rival."""

import json
import sys

from oauthlib.oauth1 import Client

client = Client(
    "dpf43f3p2l4k3l03",
    client_secret="kd94hf93k423kf44",
    resource_owner_key="nnch734d00sl2jdk",
    resource_owner_secret="pfkkdhi9sl3r4s00",
)
for line in sys.stdin:
    request = json.loads(line)
    _, headers, _ = client.sign(request["url"], http_method=request["method"])
    sys.stdout.write("Authorization: " + headers["Authorization"] + "\n")
