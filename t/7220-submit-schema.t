#!/bin/sh
# jira-submit sends what Atlassian's own specification allows, and no less.
. "${0%/*}/lib.sh"

specification=$ROOT/../shared/reference/openapi/jira-software-cloud.json
[ -r "$specification" ] || skip "the specification is not at hand: $specification"
/usr/bin/python3 -c 'import jsonschema' 2>/dev/null ||
    skip 'there is no python3-jsonschema'

standin --client "$devops_client" \
    --client '{"id":"apps","secret":"apps-secret","realm":"credentials",
	"grants":["client_credentials"],"user":"fred",
	"scopes":["devopscomponents","operations","security"]}'
devops >devops.json
jq '.auth.clientId = "apps" | .auth.clientSecret = "apps-secret"' \
    devops.json >apps.json
export PYTHONPATH="$ROOT/t/standin" PYTHONDONTWRITEBYTECODE=1

validate() {
	run /usr/bin/python3 "$ROOT/t/submit/validate.py" "$specification" "$@"
}

# Every kind, complete, with less, and with too much.
for kind in builds deployments devinfo flags links components operations \
    vulnerabilities; do
	conn=devops.json
	case $kind in components | operations | vulnerabilities)
		conn=apps.json ;;
	esac
	/usr/bin/python3 "$ROOT/t/submit/variants.py" $kind >records
	run sh -c 'jira-submit -c "$0" --trim -p source=ci -p x=y \
	    --product "check 1" "$1" <records' $conn $kind
	it "sends $kind of all shapes" exits 0
	it 'with a verdict for each' \
	    [ "$(wc -l <../out)" -eq "$(wc -l <records)" ]
	it 'which is the same for all' \
	    [ "$(jq -r .verdict ../out | sort -u)" = accepted ]
done
validate "$top/log"
it 'in requests that the specification allows' exits 0
it 'all of them' prints_like '^[1-9][0-9]* requests, 0 wrong$'

# The validator is not asleep.
asked 'select(.target | endswith("/bulk"))' |
    jq -c 'select(.target | contains("/builds/"))' | head -n 1 >request
validate request
it 'allows a request' exits 0
for wrong in '.builds[0].state = "done"' 'del(.builds[0].url)' \
    '.builds[0].displayName = "x" * 256' '.builds[0].lastUpdated = "now"' \
    '.builds[0].buildNumber = "1"' '.builds[0].buildNumber = 1e30' \
    '.builds[0].issueKeys = ["x"]' '.builds[0].url = "none"' \
    '.properties = {a: 1}' '.builds = []' \
    '.builds[0].associations = [{associationType: "x", values: ["A-1"]}]'; do
	jq -c ".body |= (fromjson | $wrong | tojson)" request >../wrong
	validate ../wrong
	it "would not allow $wrong" exits 1
done

finish
