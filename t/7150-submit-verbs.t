#!/bin/sh
# jira-submit looks, deletes, and waits for a gate; and has words for people.
. "${0%/*}/lib.sh"

standin --client "$devops_client" --client '{"id":"apps","secret":"apps-secret",
    "realm":"credentials","grants":["client_credentials"],"user":"fred",
    "scopes":["devopscomponents","operations","security"]}'
devops >devops.json
export JIRA_CONNECTION=./devops.json
last() { asked '[.method, .target] | join(" ")' | tail -n 1 |
	sed 's,/jira/cloud/api/jira/,,; s,cloud/[-0-9a-f]*/,,'; }

jq -nc '{pipelineId: "web/main", buildNumber: (1, 2), displayName: "web",
    url: "https://ci/1", state: "failed", issueKeys: ["ABC-1"]}' >two
jira-submit -p source=ci -p 'a b=c&d' builds <two >/dev/null
run jira-submit builds status web/main 1
it 'shows what Jira holds' exits 0
it 'as it is' [ "$(jq -r .pipelineId ../out)" = web/main ]
it 'of a key that has a slash' \
    [ "$(last)" = 'GET builds/0.1/pipelines/web%2Fmain/builds/1' ]
run jira-submit builds status web 1
it 'says that there is nothing' exits 69
it 'printing nothing' prints_nothing
it 'in words' complains 'jira-submit: Jira holds nothing of that key; what was just sent may take a moment'
for words in '' web 'web x' 'web 1 2'; do
	# shellcheck disable=SC2086 # words
	run jira-submit builds status $words
	it "wants a whole key, not '$words'" exits 64
	it 'and says which' complains \
	    'jira-submit: the key of builds is pipelineId buildNumber'
done
run jira-submit -n builds delete web/main 1
it 'says what it would delete' exits 1
it 'and where' prints_like '^DELETE http.*/pipelines/web%2Fmain/builds/1$'
run jira-submit builds delete web/main 1
it 'deletes by key' exits 0
it 'without a word' prints_nothing
run jira-submit builds status web/main 1
it 'so that it is gone' exits 69
run jira-submit -p source=ci -p 'a b=c&d' builds delete
it 'deletes by properties' exits 0
it 'by all of them' [ "$(last)" = \
    'DELETE builds/0.1/bulkByProperties?source=ci&a%20b=c%26d' ]
run jira-submit builds status web/main 2
it 'so that it is gone' exits 69
run jira-submit -p source=ci builds delete web/main 1
it 'takes a key or properties' exits 64
it 'and says so' complains 'jira-submit: a key, or properties: not both'

# Nothing is deleted that was not meant.
last >before
for words in 'builds delete' '-p source= builds delete' 'flags delete .' \
    'flags delete ..' 'devinfo delete r1 commit ..' 'builds delete .. 1' \
    '--check builds delete web/main 2' '--check -p source=ci builds delete' \
    '-p a=1 -p a=2 builds delete' 'devinfo delete r1 tag v1' \
    'devinfo delete r1 commit' 'devinfo delete r1 commit c1 c2' \
    '-p a=1 -p b=1 -p c=1 -p d=1 -p e=1 -p f=1 builds delete' \
    '--api-version ../../x flags delete f1'; do
	# shellcheck disable=SC2086 # words
	run jira-submit $words
	it "does not take '$words'" exits 64
	it 'and says why' complains_like '^jira-submit: '
done
run jira-submit flags delete ''
it 'takes no empty key' exits 64
it 'and says so' complains \
    'jira-submit: no part of a key can be empty, . or ..'
run jira-submit devinfo delete r1 commit ''
it 'nor an empty part of one' exits 64
run jira-submit -p "a=$(printf '\377')" builds delete
it 'nor a property that is no text' exits 64
long=$(printf '%0255d' 0)
for words in '-p source=' '-p source=ci -p name='; do
	run sh -c "jira-submit $words builds <two"
	it 'nor one without a value, by which nothing could be deleted' exits 64
	it 'and says so' complains \
	    'jira-submit: --property: has no value: nothing could be deleted by it'
	it 'printing nothing' prints_nothing
done
for property in "x$long=1" "a=x$long"; do
	run jira-submit -p "$property" builds delete
	it 'nor one that is longer than Jira takes' exits 64
	it 'and says so' complains 'jira-submit: --property: name and value may have 255 characters each'
done
run jira-submit -n -p "$long=$(printf '%0254dé' 0)" builds delete
it 'but one that is as long' exits 1
run jira-submit --api-version '' flags delete f1
it 'nor an empty version' exits 64
run jira-submit --product "$(printf '\377')" builds <two
it 'nor a product that is no text' exits 64
last >after
it 'and asks Jira for nothing' cmp -s before after
run jira-submit -n -p ab=1 -p b=2 -p 'b=c=3' builds delete
it 'tells names apart' complains 'jira-submit: --property: a name is given twice'
run jira-submit -n -p ab=1 -p b=2 -p a=3 builds delete
it 'one that ends like another is another' \
    prints_like '/bulkByProperties\?ab=1&b=2&a=3$'

# What nobody knows, and what is another's.
# refuses WORDS SAYING
refuses() {
	# shellcheck disable=SC2086 # words
	run jira-submit $1 <two
	it "does not take '$1'" exits 64
	it 'printing nothing' prints_nothing
	it 'saying so' complains "jira-submit: $2"
}
refuses 'biulds' 'biulds: no such kind: did you mean builds?'
refuses 'issues' 'issues: no such kind: see --help'
refuses 'builds stauts web 1' 'stauts: no such verb: did you mean status?'
refuses 'builds web 1' 'web: no such verb: see --help'
refuses 'builds two' 'two: no such verb: the records come from standard input'
refuses 'builds gate web 1' 'gate: deployments alone have one'
refuses 'builds send web 1' 'send: the records come from standard input'
refuses '--journal sent builds status web 1' \
    'status: --journal is for another verb'
refuses '-p a=1 builds status web 1' 'status: --property is for another verb'
refuses '--trim builds delete web 1' 'delete: --trim is for another verb'
refuses '--timeout 1 builds' 'send: --timeout is for another verb'
refuses '--operation-type backfil devinfo' \
    '--operation-type: did you mean BACKFILL?'
refuses '--operation-type ALL devinfo' \
    '--operation-type: not one of NORMAL SCAN BACKFILL'
refuses '--jobs 0 builds' '--jobs: too small'
refuses '-c - builds' '--connection: standard input holds the records'
JIRA_CONNECTION=- refuses 'builds' \
    '--connection: standard input holds the records'
run sh -c 'jira-submit -c - builds status web/main 2 <devops.json'
it 'takes a connection from there beside a verb' exits 69
run sh -c 'head -n 1 two | JIRA_CONNECTION=- jira-submit --check builds send'
it 'and needs none to check' prints_like '"valid"'

# What --help lists after a verb is what that verb takes.
for verb in delete gate send status; do
	run jira-submit deployments $verb --help
	it "shows the options of $verb" exits 0
	for option in --allow-unknown --check --interval=1 --jobs=1 \
	    --journal=j --linger=1 --max-bytes=9999 --max-records=1 -pa=b \
	    --product=x --sequence=1 --timeout=1 --trim --url=https://x; do
		name=$(echo "$option" | sed 's/^-p.*/--property/; s/=.*//')
		grep -q -e "$name" ../out || refused="${refused-} $option"
	done
	for option in ${refused-}; do
		run jira-submit "$option" deployments $verb web prod 1 </dev/null
		it "which refuses $option, and so does not show it" \
		    complains_like "^jira-submit: $verb: --.* is for another verb\$"
	done
	unset refused
done
run jira-submit deployments --help
it 'shows those of send where none is given' prints_like '^ *--trim '
it 'and the verbs that there are' prints_like '^  gate  '

# Development information, of which parts can be deleted.
PYTHONPATH=$ROOT/t/standin /usr/bin/python3 -B -c '
import json
from samples import SAMPLES as s
print(json.dumps({**s["devinfo"], "commits": [s["commits"]],
    "pullRequests": [s["pullRequests"]]}))
for name in "featureflags", "remotelinks":
    print(json.dumps(s[name]))
print(json.dumps([s["operations"], {**{name: value for name, value in
    s["operations"].items() if name not in ("affectedComponents", "severity")},
    "id": "p1", "reviews": ["i1"], "status": "completed"}]))' >samples
run sh -c 'sed -n 1p samples | jira-submit devinfo --prevent-transitions \
    --operation-type BACKFILL'
it 'sends development information' exits 0
it 'as it is told' [ "$(asked .body | tail -n 1 |
    jq -c '[.preventTransitions, .operationType]')" = '[true,"BACKFILL"]' ]
for words in '--prevent-transitions builds' '--operation-type SCAN devinfo' \
    '--operation-type BACKFILL links'; do
	# shellcheck disable=SC2086 # words
	run jira-submit $words <two
	it "does not pass over '$words'" exits 64
	it 'printing nothing' prints_nothing
done
run jira-submit devinfo delete r1 commit c1
it 'deletes a commit' exits 0
it 'of its repository' [ "$(last)" = 'DELETE devinfo/0.1/repository/r1/commit/c1' ]
run sh -c 'jira-submit devinfo status r1 | jq -c "[(.commits, .pullRequests) | length]"'
it 'leaving the rest' prints '[0,1]'
run jira-submit devinfo delete r1
it 'deletes a repository' exits 0
run jira-submit devinfo status r1 commit c1
it 'cannot look at a commit' exits 64
it 'and says so' complains 'jira-submit: the key of devinfo is repositoryId'
run sh -c 'sed -n 2p samples | jira-submit flags && jira-submit flags status f1'
it 'sends a flag, and finds it' exits 0
run sh -c 'sed -n 3p samples | jira-submit links && jira-submit links status l1'
it 'sends a link, and finds it' exits 0
devops | sed 's/"oc/"apps/g' >apps.json
run sh -c 'umask 077; sed -n 4p samples | jira-submit -c ./apps.json operations'
it 'sends incidents and reviews' exits 0
it 'in a request each' [ "$(asked 'select(.target | endswith("/operations/1.0/cloud/11223344-a1b2-3b33-c444-def123456789/bulk")).body | fromjson? // . | keys | join(" ")' | tr '\n' ' ')" = 'incidents reviews ' ]
run sh -c 'sed -n 4p samples | jq -c ".[].id = \"same\" | .[]" |
    jira-submit -c ./apps.json operations'
it 'whose ids may be the same' [ "$(jq -c '[.verdict, .key]' ../out)" = \
    '["accepted",{"id":"same"}]
["accepted",{"reviewId":"same"}]' ]
run jira-submit -c ./apps.json reviews status p1
it 'and finds them' exits 0
for kind in operations reviews; do
	run jira-submit -c ./apps.json -n -p source=ci $kind delete
	it "deletes $kind with those of the other kind" prints_like \
	    '/operations/1\.0/cloud/[-0-9a-f]*/bulkByProperties\?source=ci$'
done
run sh -c 'sed -n 4p samples | jira-submit operations'
it 'is told where it may not' exits 77

# Gates.
jq -nc '{deploymentSequenceNumber: 1, displayName: "d", description: "d",
    url: "https://ci/1", state: "pending", issueKeys: ["ABC-1"],
    pipeline: {id: "web", displayName: "web", url: "https://ci"},
    environment: {id: "prod", displayName: "Prod", type: "production"},
    commands: [{command: "initiate_deployment_gating"}]}' >deployment
# gated STATUSES OPTION ...: a deployment whose gate answers those in turn.
gated() {
	control ingest "{\"gating\":$1}"
	shift
	jira-submit deployments <deployment >/dev/null
	jira-submit deployments delete web prod 1
	jira-submit deployments <deployment >/dev/null
	run jira-submit --interval 1 "$@" deployments gate web prod 1
}
gated '[404,"awaiting","allowed"]'
it 'waits for a gate' exits 0
it 'printing the last answer' [ "$(jq -r .gatingStatus ../out)" = allowed ]
it 'and telling whom to ask' complains_like \
    '^jira-submit: the gate is waiting for http.*/browse/ABC-1$'
for fate in prevented expired; do
	gated "[\"$fate\"]"
	it "is told when it is $fate" exits 1
	it 'in words' complains 'jira-submit: the gate is closed'
done
gated '["awaiting"]' --timeout 1
it 'waits no longer than it is told' exits 75
it 'printing the last answer' [ "$(jq -r .gatingStatus ../out)" = awaiting ]
gated '["awaiting"]' --timeout 0
it 'or not at all' exits 75
gated '[404]' --timeout 0
it 'does not know of one that is not there yet' exits 75
for fault in '"delay":8' '"status":503,"headers":{"Retry-After":"7"}'; do
	control faults "{\"match\":\"gating-status\",\"times\":9,$fault}"
	run timeout 5 jira-submit --timeout 1 deployments gate web prod 1
	it "waits no longer for a server with $fault" exits 75
	it 'printing nothing' prints_nothing
	control faults '{"clear":true}'
done
gated '["invalid"]'
it 'finds no gate' exits 76
it 'and says what to do' complains_like 'initiate_deployment_gating\?$'

# A page with a status that looks well is no answer.
control faults '{"match":"/pipelines/","status":200,"body":"<html>","times":9}'
for words in 'builds status web 1' 'builds delete web 1' \
    'deployments gate web prod 1'; do
	# shellcheck disable=SC2086 # words
	run jira-submit $words
	it "takes no page for an answer: '$words'" exits 76
	it 'printing nothing' prints_nothing
	it 'and says so' complains 'jira-submit: the answer:1:1: not a JSON value'
done
control faults '{"clear":true}'

# The versions in the paths.
run jira-submit --api-version 0.10 -n devinfo delete r1
it 'takes a version' prints_like '/devinfo/0\.10/cloud/[-0-9a-f]*/repository/r1$'
jq -c --arg url "$JIRA" '.endpoints.ingest = "\($url)/rest"' devops.json >x
cat x >site.json
run jira-submit -c ./site.json -n devinfo delete r1
it 'knows the one of a site' prints "DELETE $JIRA/rest/devinfo/0.10/repository/r1"

# On a terminal people read it.
cat >../terminal.py <<-'PY'
	import os, pty, sys
	data = b""
	stdin = os.open(sys.argv[1], os.O_RDONLY)
	pid, fd = pty.fork()
	if pid == 0:
	    os.dup2(stdin, 0)
	    os.execvp(sys.argv[2], sys.argv[2:])
	while True:
	    try:
	        chunk = os.read(fd, 65536)
	    except OSError:
	        break
	    if not chunk:
	        break
	    data += chunk
	sys.stdout.write(data.decode().replace("\r\n", "\n"))
	sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
{
	jq -nc '{pipelineId: "web", buildNumber: 1, displayName: "web",
	    url: "https://ci/1", state: "failed", issueKeys: ["ABC-1"]}'
	jq -nc '{pipelineId: "web\u001b[2J", buildNumber: 2, displayName: "web",
	    url: "https://ci/1", state: "failed", issueKeys: ["UTF-8"]}'
	echo '{"buildNumber":'
} >in
run /usr/bin/python3 ../terminal.py in jira-submit builds
it 'says the same in words' prints 'accepted    web 1
unknown     web?[2J 2: Jira does not know UTF-8
            No valid issues found for build
invalid     record 3
            <stdin>:3: the input ends in the middle
jira-submit: 2 of 3 records not accepted: 1 invalid, 1 unknown'
it 'with the same meaning' exits 65
run /usr/bin/python3 ../terminal.py in jira-submit -j builds
it 'or in JSON where it is told' prints_like '^{"record":1,"verdict":"accepted"'

# How far it is shows on a terminal that nothing else is written on.
jq -nc 'range(1; 6) | {pipelineId: "web", buildNumber: ., displayName: "web",
    url: "https://ci/1", state: "failed",
    issueKeys: [if . == 1 then "UTF-8" else "ABC-1" end]}' >five
control faults '{"match":"/bulk$","delay":0.5,"times":5}'
run /usr/bin/python3 ../terminal.py five sh -c 'jira-submit --jobs 1 \
    --max-records 1 --allow-unknown builds >../verdicts'
it 'shows how far it is' prints_like \
    '[1-4] of 5 records, [0-9.]+/s, 1 not accepted, 0:0[0-9] left'
it 'and takes it away' [ "$(tail -c 4 ../out | od -An -c | tr -d ' ')" = \
    '033[K\r' ]
it 'leaving the verdicts' [ "$(wc -l <../verdicts)" -eq 5 ]
jq -nc 'range(10; 50) | {pipelineId: "web", buildNumber: ., displayName: "web",
    url: "https://ci/1", state: "failed", issueKeys: ["ABC-1"]}' >forty
control faults '{"match":"/bulk$","delay":0.3,"times":6}'
run /usr/bin/python3 ../terminal.py forty sh -c 'jira-submit --jobs 1 \
    --max-records 1 builds >../verdicts'
tr '\r' '\n' <../out | grep -o 'of [0-9]* records' | sort -u >short
it 'and knows how many there are before it has read them' \
    [ "$(cat short)" = 'of 40 records' ]

finish
