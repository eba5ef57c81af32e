#!/bin/sh
# jira-submit sends every kind of record, looks at it, and deletes it.
. "${0%/*}/lib.sh"

standin --client "$devops_client" --client '{"id":"apps","secret":"apps-secret",
    "realm":"credentials","grants":["client_credentials"],"user":"fred",
    "scopes":["devopscomponents","operations","security"]}'
devops >devops.json
devops | sed 's/"oc/"apps/g' >apps.json

# sample KIND: one record of it.
sample() {
	PYTHONPATH=$ROOT/t/standin /usr/bin/python3 -B -c '
import json, sys
from samples import SAMPLES as s
names = {"flags": "featureflags", "links": "remotelinks",
         "components": "devopscomponents", "vulnerabilities": "security"}
kind = sys.argv[1]
if kind == "reviews":
    print(json.dumps({**{name: value for name, value in
        s["operations"].items() if name not in
        ("affectedComponents", "severity")},
        "id": "p1", "reviews": ["i1"], "status": "completed"}))
else:
    print(json.dumps(s[names.get(kind, kind)]))' "$1"
}
last() { asked '[.method, .target] | join(" ")' | tail -n 1 |
	sed 's,/jira/cloud/api/jira/,,; s,cloud/[-0-9a-f]*/,,'; }

# holds KIND PATH KEY ...: the words of a key, and where Jira has what is its.
holds() {
	kind=$1 path=$2
	shift 2
	conn=devops.json
	case $kind in components | operations | reviews | vulnerabilities)
		conn=apps.json ;;
	esac
	export JIRA_CONNECTION="./$conn"
	sample "$kind" >record
	for way in key property; do
		run sh -c 'jira-submit -p source=ci "$0" <record' "$kind"
		it "$kind: sends one" exits 0
		it 'which Jira takes' prints_like '"verdict":"accepted"'
		run jira-submit "$kind" status "$@"
		it 'finds it' exits 0
		it 'by its key' [ "$(last)" = "GET $path" ]
		if [ $way = key ]; then
			run jira-submit "$kind" delete "$@"
			path_deleted=$path
		else
			run jira-submit -p source=ci "$kind" delete
			path_deleted=${path%%/*}
			path_deleted=$path_deleted/$(echo "$path" |
			    cut -d / -f 2)/bulkByProperties'?source=ci'
		fi
		it "deletes it by $way" exits 0
		it 'where it is' [ "$(last)" = "DELETE $path_deleted" ]
		it 'printing nothing' prints_nothing
		run jira-submit "$kind" status "$@"
		it 'so that it is gone' exits 69
	done
}

holds builds builds/0.1/pipelines/web%2Fmain/builds/42 web/main 42
holds components devopscomponents/1.0/devopscomponents/c1 c1
holds deployments deployments/0.1/pipelines/web/environments/prod/deployments/42 \
    web prod 42
holds devinfo devinfo/0.1/repository/r1 r1
holds flags featureflags/0.1/flag/f1 f1
holds links remotelinks/1.0/remotelink/l1 l1
holds operations operations/1.0/incidents/i1 i1
holds reviews operations/1.0/post-incident-reviews/p1 p1
holds vulnerabilities security/1.0/vulnerability/v1 v1

it 'in requests that the specification allows' specified

finish
