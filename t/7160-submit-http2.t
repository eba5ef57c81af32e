#!/bin/sh
# jira-submit has many requests under way over one connection of HTTP/2.
. "${0%/*}/lib.sh"
. "$ROOT/t/front.sh"

standin --client "$devops_client"
front "log_format seen '\$server_protocol \$connection \$request_uri'" \
    'access_log seen seen' 'keepalive_requests 20' 'client_max_body_size 2k'
devops | jq -c --arg url "$front" '.endpoints.ingest =
    "\($url)/cloud/api/jira"' >devops.json
export JIRA_CONNECTION=./devops.json

# send COUNT OPTION ...: so many builds.
send() {
	jq -nc --argjson n "$1" 'range($n) | {pipelineId: "web",
	    buildNumber: ., displayName: "web", url: "https://ci/1",
	    state: "failed", issueKeys: ["ABC-1"]}' >../in
	shift
	: >seen
	run sh -c 'jira-submit --cacert site.pem "$@" builds <../in' - "$@"
	sleep 0.1
}
connections() { cut -d " " -f 2 seen | sort -u | wc -l; }
accepts() {
	[ "$(jq -c '[.key.buildNumber, .verdict]' ../out)" = \
	    "$(jq -nc --argjson n "$1" 'range($n) | [., "accepted"]')" ]
}

control faults '{"match":"/bulk$","delay":0.2,"times":8}'
send 8 --jobs 8 --max-records 1
it 'sends many requests at a time' exits 0
it 'with a verdict for each record, in order' accepts 8
it 'over HTTP/2' [ "$(cut -d ' ' -f 1 seen | sort -u)" = HTTP/2.0 ]
it 'and one connection' [ "$(connections)" -eq 1 ]

# The proxy ends each connection after 20 requests, in the midst of others.
send 120 --jobs 10 --max-records 1
it 'goes on over another connection' exits 0
it 'with a verdict for each record, in order' accepts 120
it 'over few connections' [ "$(connections)" -le 20 ]

# What is too large the proxy answers with 413 before it has read it.
send 64
it 'halves what is too large for a proxy' exits 0
it 'with a verdict for each record, in order' accepts 64
it 'in no more requests than that takes' [ "$(wc -l <seen)" -le 20 ]

finish
