#!/bin/sh
# jira-submit has one verdict for each record, whatever the network does.
# SOAK=1 sends 100,000 records in the place of 5,000.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json

count=5000
[ -z "${SOAK-}" ] || count=100000
/usr/bin/python3 -B "$ROOT/t/submit/storm.py" "$JIRA" devops.json storm \
    $count 0
