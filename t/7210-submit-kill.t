#!/bin/sh
# jira-submit loses no record, and sends none twice, when it is killed.
# SOAK=1 sends 100,000 records, and kills 50 times in the place of 5.
. "${0%/*}/lib.sh"
# shellcheck source=t/submit/credentials.sh
. "$ROOT/t/submit/credentials.sh"

count=5000 kills=5
[ -z "${SOAK-}" ] || count=100000 kills=50
/usr/bin/python3 -B "$ROOT/t/submit/storm.py" "$JIRA" devops.json kill \
    $count $kills
