#!/bin/sh
# jira-submit loses no record, and sends none twice, when it is killed.
# SOAK=1 sends 100,000 records, and kills 50 times in the place of 5.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json

count=5000 kills=5
[ -z "${SOAK-}" ] || count=100000 kills=50
/usr/bin/python3 -B "$ROOT/t/submit/storm.py" "$JIRA" devops.json kill \
    $count $kills
