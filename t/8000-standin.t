#!/bin/sh
# The stand-in is as strict as Jira is, as oauthlib's own client finds.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl genrsa -out other.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null

standin --consumer app=key.pub
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$ROOT/t/standin/check.py" \
    "$JIRA" key.pem other.pem
