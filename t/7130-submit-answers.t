#!/bin/sh
# jira-submit believes no answer that does not name what was sent.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json
export JIRA_CONNECTION=./devops.json
bulk='"match":"/bulk$"'

# builds FROM TO: as lines of JSON, whole.
builds() {
	jq -nc --argjson from "$1" --argjson to "$2" 'range($from; $to + 1) |
	    {pipelineId: "web", buildNumber: ., displayName: "web #\(.)",
	    url: "https://ci/\(.)", state: "successful", issueKeys: ["ABC-1"]}'
}
# faulty FAULT COMMAND ...: with that fault.
faulty() {
	control faults "{$bulk,$1}"
	shift
	run "$@"
	jq -r .verdict ../out | tr '\n' ' ' >../short
	control faults '{"clear":true}'
}
send() { sh -c 'jira-submit "$@" builds <in' - "$@"; }
verdicts() { [ "$(cat ../short)" = "$1 " ]; }
says() { [ "$(jq -r '.errors // [] | .[].message' ../out | sort -u)" = "$1" ]; }
requests() { asked 'select(.target | endswith("/bulk")).target' | wc -l; }
# since COUNT: how many requests came since there were so many.
since() { [ $(($(requests) - $1)) -eq "$2" ]; }
builds 1 4 >in

faulty '"status":202,"body":"<html>Log in</html>","type":"text/html"' send
it 'takes a page with 202 for none' verdicts 'failed failed failed failed'
it 'which is nonsense' exits 76
it 'and says so' complains 'jira-submit: 4 of 4 records not accepted: 4 failed'
it 'of each record' says 'the answer:1:1: not a JSON value'
faulty '"status":202,"body":"[]"' send
it 'nor an array' verdicts 'failed failed failed failed'
it 'which is nonsense' exits 76
faulty '"status":202,"body":{}' send
it 'nor an empty answer' verdicts 'failed failed failed failed'
it 'after which it may be tried again' exits 75
it 'for nobody knows' says \
    'the answer does not name it: whether it was taken is not known'
faulty '"omit":1' send
it 'misses one that the answer misses' \
    verdicts 'failed accepted accepted accepted'
it 'after which it may be tried again' exits 75
faulty '"stranger":{"pipelineId":"else","buildNumber":9}' send
it 'takes no key that was not sent for one that was' exits 0
it 'but tells of it' complains \
    'jira-submit: an answer names 1 key that was not sent'
faulty '"stranger":["odd",7]' send
it 'be it what it may' exits 0
faulty '"truncate":20,"times":9' send --retries 0
it 'takes no half of an answer' verdicts 'failed failed failed failed'
it 'after which it may be tried again' exits 75
faulty '"status":202,"body":{"acceptedBuilds":[{"pipelineId":"web","buildNumber":"1"},{"pipelineId":"web","buildNumber":2}],"rejectedBuilds":[{"key":{"pipelineId":"web","buildNumber":2},"errors":["no\nway"]},{"key":{"pipelineId":"web","buildNumber":3},"errors":[{"message":"broken","errorTraceId":"t1"},{"message":"twice"}]},{"key":7},{}],"unknownIssueKeys":7}' \
    send
it 'reads what is written otherwise' \
    verdicts 'accepted rejected rejected failed'
it 'with all that is said' [ "$(sed -n 3p ../out | jq -c .errors)" = \
    '[{"message":"broken","errorTraceId":"t1"},{"message":"twice"}]' ]

# Refused as a whole.
count=$(requests)
control ingest '{"bytes":700}'
run send
it 'halves what is too large' exits 0
it 'until it is small enough' [ "$(jq -r .verdict ../out | sort | uniq -c |
    tr -d ' ')" = 4accepted ]
it 'each half by itself' since "$count" 3
control ingest '{"bytes":100}'
run send
it 'refuses what is too large alone' exits 1
it 'saying so' says 'The request is too large'
control ingest '{"bytes":null}'
builds 1 64 | jq -c 'if .buildNumber == 23 then .spoiled = 1 else . end' >in
count=$(requests)
control faults '{"match":"/bulk$","holds":"spoiled","status":400,"times":99}'
run send
control faults '{"clear":true}'
it 'finds the one record that spoils a request' \
    [ "$(jq -c 'select(.verdict != "accepted") | [.record, .verdict]' ../out)" = \
    '[23,"rejected"]' ]
it 'in few more' since "$count" 13
builds 1 4 >in
faulty '"status":400,"times":99,"body":[{"message":"no good"}]' send
it 'says of each why all are refused' \
    verdicts 'rejected rejected rejected rejected'
it 'in the words of the server' says 'no good'
it 'which is no' exits 1
builds 1 500 >in
count=$(requests)
faulty '"status":400,"times":9999,"body":{"errorMessages":[{"message":"x"}]}' \
    send --jobs 1 --max-records 50
it 'does not ask for every one of many' \
    sh -c "[ $(($(requests) - count)) -lt 200 ]"
it 'but has a verdict for each' \
    [ "$(jq -r .verdict ../out | sort | uniq -c | tr -d ' ')" = 500rejected ]
builds 1 4 >in

# Refused for good, or for now.
faulty '"status":403,"times":9' send
it 'ends where it may not send' exits 77
it 'saying what it knows' verdicts 'failed failed failed failed'
it 'and why' complains_like '^jira-submit: 127\.0\.0\.1:.*403'
faulty '"status":404,"times":9' send
it 'ends where there is no such thing' exits 69
it 'saying what it knows' verdicts 'failed failed failed failed'
faulty '"status":302,"times":9,"headers":{"Location":"https://else.example/"}' \
    send
it 'follows no redirect' verdicts 'failed failed failed failed'
it 'as nobody knows where that leads' [ "$status" -ne 0 ]
faulty '"status":503,"times":1,"headers":{"Retry-After":"1"}' send
it 'tries again what is busy' exits 0
faulty '"status":429,"times":1,"headers":{"Retry-After":"1"}' send
it 'or too much' exits 0
faulty '"status":429,"times":9,"headers":{"Retry-After":"600"}' \
    send --max-time 30
it 'but waits for nothing that is beyond its time' exits 75
it 'saying how long it would be' \
    prints_like '429 Too Many Requests: try again in 600 seconds"'
faulty '"drop":true,"times":1' send
it 'tries again what was dropped' exits 0
faulty '"lose":true,"times":1' send
it 'or may have arrived' exits 0
faulty '"status":500,"times":9' send
it 'fails where the server does' verdicts 'failed failed failed failed'
it 'after which it may be tried again' exits 75
builds 1 500 >in
count=$(requests)
faulty '"status":503,"times":9999' send --retries 0 --max-records 1 --jobs 2
it 'gives up when nothing is answered' exits 75
it 'after a few' sh -c "[ $(($(requests) - count)) -lt 20 ]"
it 'with a verdict for all that was read' \
    [ "$(jq -r .verdict ../out | sort -u)" = failed ]

# A token that ends on the way is renewed once for all of them.
builds 1 200 >in
before=$(asked 'select(.target | endswith("/oauth/token")).target' | wc -l)
mkfifo ../slow
{
	head -n 100 in
	sleep 1.5
	control grants '{"expire":"access"}'
	tail -n 100 in
} >../slow &
writer=$!
run sh -c 'jira-submit --linger 0 --max-records 10 --jobs 8 builds <../slow'
wait "$writer"
it 'goes on when its token ends' exits 0
it 'with a verdict for each' [ "$(jq -r .verdict ../out | sort | uniq -c |
    tr -d ' ')" = 200accepted ]
after=$(asked 'select(.target | endswith("/oauth/token")).target' | wc -l)
it 'and one new token' [ $((after - before)) -eq 1 ]
it 'that nobody sees' never_says oc-secret

# Development information is judged by all that is in it.
PYTHONPATH=$ROOT/t/standin /usr/bin/python3 -B -c '
import json
from samples import SAMPLES as s
def repo(name, **more):
    print(json.dumps({**s["devinfo"], "id": name, **more}))
def commit(i, key):
    return {**s["commits"], "id": i, "issueKeys": [key]}
repo("r1", commits=[commit("c1", "ABC-1"), commit("c2", "ABC-2")],
     branches=[s["branches"]], pullRequests=[s["pullRequests"]])
repo("r2", commits=[commit("c1", "UTF-8"), commit("c2", "ABC-2")])
repo("r3")
repo("r1", commits=[commit("c3", "ABC-3")])' >in
run sh -c 'jira-submit devinfo <in'
it 'says what is unknown in a repository' [ "$(jq -c '[.verdict, .unknown,
    .errors]' ../out)" = '["accepted",null,null]
["unknown",["UTF-8"],[{"path":"/commits/0","message":"No valid issues found for entity"}]]
["accepted",null,null]
["accepted",null,null]' ]
it 'which is no' exits 1
it 'sends one repository once in a request' [ "$(asked \
    'select(.target | endswith("/devinfo/0.1/cloud/11223344-a1b2-3b33-c444-def123456789/bulk")).body | fromjson? // . | .repositories | length' |
    tr '\n' ' ')" = '3 1 ' ]
control faults "{$bulk,\"omit\":1}"
run sh -c 'head -n 1 in | jira-submit devinfo'
it 'misses each entity that the answer misses' [ "$(jq -c '[.verdict,
    (.errors | map(.path))]' ../out)" = \
    '["failed",["/commits/0","/branches/0","/pullRequests/0"]]' ]
control faults "{$bulk,\"stranger\":\"r9\"}"
run sh -c 'head -n 1 in | jira-submit devinfo'
it 'takes no other repository for it' exits 0
it 'but tells of it' complains \
    'jira-submit: an answer names 1 key that was not sent'

it 'in requests that the specification allows' specified

finish
