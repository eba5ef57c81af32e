#!/bin/sh
# The stand-in keeps Jira's rules, as oauthlib's own client finds.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null

standin --consumer app=key.pub
/usr/bin/python3 -B "$ROOT/t/standin/check_rules.py" "$JIRA" key.pem
