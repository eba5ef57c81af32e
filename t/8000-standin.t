#!/bin/sh
# The stand-in dances as Jira does, as oauthlib's own client finds.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
openssl genrsa -out other.pem 2048 2>/dev/null
openssl rsa -in other.pem -pubout -out other.pub 2>/dev/null

standin --consumer app=key.pub --consumer other=other.pub
/usr/bin/python3 -B "$ROOT/t/standin/check_dance.py" \
    "$JIRA" key.pem other.pem
