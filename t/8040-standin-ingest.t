#!/bin/sh
# The stand-in takes builds, deployments and the rest as Jira Cloud does.
. "${0%/*}/lib.sh"

standin --client '{"id":"oc","secret":"oc-secret","realm":"credentials","grants":["client_credentials"],"user":"fred"}' \
    --client '{"id":"apps","secret":"apps-secret","realm":"credentials","grants":["client_credentials"],"scopes":["devopscomponents","operations","security"],"user":"fred"}'
specification=$ROOT/../shared/reference/openapi/jira-software-cloud.json
/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || specification=none
if [ ! -r "$specification" ]; then
	echo '# the specification, or python3-jsonschema, is not at hand:' \
	    'the stand-in is not compared with it'
	specification=
fi
/usr/bin/python3 -B "$ROOT/t/standin/check_ingest.py" "$JIRA" \
    ${specification:+"$specification"}
