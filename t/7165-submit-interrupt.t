#!/bin/sh
# jira-submit says what became of each record before a signal ends it.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json
export JIRA_CONNECTION=./devops.json
jira-submit builds </dev/null || exit
mkfifo ../pipe

# records FROM TO
records() {
	jq -nc --argjson from "$1" --argjson to "$2" 'range($from; $to + 1) |
	    {pipelineId: "web", buildNumber: ., displayName: "web",
	    url: "https://ci/1", state: "failed", issueKeys: ["ABC-1"]}'
}
# started SIGNAL OPTION ...: it reads from a pipe that nobody closes.  A shell
# has what is behind it ignore SIGINT.
started() {
	default=$1
	shift
	: >../out
	env --default-signal="$default" jira-submit "$@" builds \
	    <../pipe >../out 2>../err &
	pid=$!
	background="$background $pid"
	exec 7>../pipe
}
# until_asked: a request is under way, or was.
until_asked() {
	for _ in $(seq 100); do
		! asked .target | grep -q '/bulk$' || return
		sleep 0.1
	done
}
ended() {
	wait "$pid" 2>/dev/null
	status=$?
	exec 7>&-
	: >"$top/log"
}
verdicts() { jq -rc '[.verdict, .errors[0].message // empty] | join(": ")' ../out; }
says() { [ "$(verdicts | uniq -c | sed 's/^ *//')" = "$1" ]; }
held() {
	control ingest '{"show":"builds"}' &&
	    [ "$(jq -c '[.entities[].key[1]]' "$top/control")" = "$1" ]
}

control faults '{"match":"/bulk$","delay":9,"times":99}'
started INT --max-records 1 --jobs 1
records 1 5 >&7
until_asked
kill -s INT "$pid"
began=$(date +%s)
ended
it 'dies by the signal' exits 130
it 'soon, though Jira does not answer' [ $(($(date +%s) - began)) -lt 8 ]
it 'when it has said what became of each record' \
    says '1 failed: interrupted; it may have been sent
4 failed: interrupted; it was not sent'
it 'and sums up' complains \
    'jira-submit: interrupted: 5 of 5 records failed, and no more is read'
started TERM
records 1 2 >&7
until_asked
kill "$pid"
sleep 0.5
began=$(date +%s)
kill "$pid"
ended
it 'dies at once by a second signal' exits 143
it 'without waiting' [ $(($(date +%s) - began)) -lt 2 ]
it 'printing nothing' prints_nothing
control faults '{"clear":true}'
control ingest '{"clear":true}'

control faults '{"match":"/bulk$","delay":1,"times":1}'
started TERM --max-records 2 --jobs 1
records 1 5 >&7
until_asked
kill "$pid"
ended
it 'waits a moment for an answer' says '2 accepted
3 failed: interrupted; it was not sent'
it 'and sends nothing more' held '[1,2]'
for signal in INT:130 TERM:143 HUP:129; do
	started "${signal%:*}" --max-records 2 --linger 60
	records 6 8 >&7
	until_asked
	kill -s "${signal%:*}" "$pid"
	ended
	it "dies by SIG${signal%:*}" exits "${signal#*:}"
	it 'without sending what waits for more' \
	    says '2 accepted
1 failed: interrupted; it was not sent'
done
# With a journal, the next run goes on where this one was interrupted.
control ingest '{"clear":true}'
records 1 5 >in
control faults '{"match":"/bulk$","delay":1,"times":1}'
started TERM --max-records 2 --jobs 1 --journal journal
cat in >&7
until_asked
kill "$pid"
ended
it 'keeps a journal to the end' exits 143
run sh -c 'jira-submit --journal journal builds <in'
it 'of which the next run goes on' exits 0
it 'with what was not accepted' [ "$(jq -c .journal ../out |
    tr '\n' ' ')" = 'true true null null null ' ]
it 'so that Jira has each' held '[1,2,3,4,5]'
control ingest '{"show":"builds","records":true}'
it 'once' [ "$(jq '[.entities[].times] | max' "$top/control")" = 1 ]

started TERM --check
records 1 3 >&7
for _ in $(seq 50); do
	[ ! -s ../out ] || break
	sleep 0.1
done
kill "$pid"
ended
it 'stops looking, too' exits 143
it 'with what it has found' says '3 valid'
it 'and sums up' complains \
    'jira-submit: interrupted: 0 of 3 records failed, and no more is read'

# What is told not to mind a signal does not.
records 1 1 >in
control faults '{"match":"/bulk$","delay":1,"times":1}'
run sh -c 'trap "" INT HUP; jira-submit builds <in & pid=$!
    sleep 0.3; kill -s INT $pid; kill -s HUP $pid; wait $pid'
it 'minds no signal that is ignored' exits 0
it 'and sends all' says '1 accepted'

# The words of the last try count where there is no time for another.
control faults '{"match":"/bulk$","holds":"\"buildNumber\":1,","status":503,
    "times":9}'
control faults '{"match":"/bulk$","holds":"\"buildNumber\":2,","status":429,
    "headers":{"Retry-After":"60"},"delay":0.2,"times":9}'
records 1 2 >in
run sh -c 'jira-submit --max-time 10 --max-records 1 --jobs 2 builds <in'
it 'says why it failed where the server wants too long a pause' exits 75
it 'of each' [ "$(jq -c 'select(.errors[0].message | length == 0)' \
    ../out)" = '' ]

it 'in requests that the specification allows' specified

finish
