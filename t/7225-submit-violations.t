#!/bin/sh
# jira-submit refuses whatever Atlassian's own specification refuses.
. "${0%/*}/lib.sh"

specification=$ROOT/../shared/reference/openapi/jira-software-cloud.json
[ -r "$specification" ] || skip "the specification is not at hand: $specification"
/usr/bin/python3 -c 'import jsonschema' 2>/dev/null ||
    skip 'there is no python3-jsonschema'
export PYTHONPATH="$ROOT/t/standin" PYTHONDONTWRITEBYTECODE=1

# Every rule of the schemas, broken alone, as another validator finds it.
for kind in builds components deployments devinfo flags links operations \
    reviews vulnerabilities; do
	run /usr/bin/python3 "$ROOT/t/submit/violations.py" "$specification" \
	    $kind
	it "$kind: has rules to break" [ "$(wc -l <../out)" -gt 100 ]
	cp ../out records
	run sh -c 'jira-submit --check "$0" <records' $kind
	it 'finds that each is broken' exits 1
	jq -c 'select(.verdict != "invalid")' ../out >taken
	it 'in every record' cmp -s taken /dev/null
	it 'of which there are as many' \
	    [ "$(wc -l <../out)" -eq "$(wc -l <records)" ]
done

finish
