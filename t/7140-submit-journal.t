#!/bin/sh
# jira-submit keeps what became of each record, and sends none twice.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json
export JIRA_CONNECTION=./devops.json

# builds FROM TO [FILTER]: as lines of JSON, changed by a program of jq.
builds() {
	jq -nc --argjson from "$1" --argjson to "$2" 'range($from; $to + 1) |
	    {pipelineId: "web", buildNumber: ., displayName: "web #\(.)",
	    url: "https://ci/\(.)", state: "successful",
	    issueKeys: ["ABC-1"]}'" | ${3:-.}"
}
send() { sh -c 'jira-submit --journal sent "$@" builds <in' - "$@"; }
verdicts() {
	[ "$(jq -c '[.verdict, .journal // false]' ../out | sort | uniq -c |
	    tr -s ' \n' ' ')" = " $1 " ]
}
requests() { asked 'select(.target | endswith("/bulk")).target' | wc -l; }
# held FILTER: what the server holds.
held() {
	control ingest '{"show":"builds","records":true}' &&
	    jq -c "$1" "$top/control"
}

builds 1 5 'if .buildNumber == 3 then .issueKeys = ["UTF-8"]
    elif .buildNumber == 4 then .state = "odd" else . end' >in
run send
it 'says what became of each' verdicts '3 ["accepted",false] 1 ["invalid",false] 1 ["unknown",false]'
it 'and keeps it' [ "$(jq -r '.verdict // empty' sent | sort | uniq -c |
    tr -s ' \n' ' ')" = ' 3 accepted 1 invalid 1 unknown ' ]
it 'for nobody else' [ -n "$(find sent -perm 600)" ]
before=$(requests)
run send
it 'sends again what was not accepted, alone' verdicts \
    '3 ["accepted",true] 1 ["invalid",false] 1 ["unknown",false]'
it 'and nothing else' [ "$(asked \
    'select(.target | endswith("/bulk")).body | fromjson? // . | .builds | map(.buildNumber)' | tail -n 1)" = '[3]' ]
it 'in one request' [ $(($(requests) - before)) -eq 1 ]
builds 1 2 '.label = "new"' >in
run send
it 'sends what is new of a key' verdicts '2 ["accepted",false]'
held '[.entities[] | select(.key[1] < 3).record.label]' >../out
it 'which Jira takes' prints '["new","new"]'

# An older record is not sent after the newer one.
{
	builds 6 6 '.label = "old"'
	builds 6 6 '.label = "new"'
} >in
run send
it 'sends the last of a key' verdicts \
    '1 ["accepted",false] 1 ["superseded",false]'
run send
it 'and in another run neither' verdicts \
    '1 ["accepted",true] 1 ["superseded",true]'
held '.entities[] | select(.key[1] == 6) | [.times, .record.label]' >../out
it 'so that Jira keeps it' prints '[1,"new"]'

# What may have arrived is sent with the number that it had.
builds 7 7 >in
control faults '{"match":"/bulk$","lose":true,"times":9}'
run send --retries 0
control faults '{"clear":true}'
it 'does not know what became of it' verdicts '1 ["failed",false]'
it 'so that it may be tried again' exits 75
held '.entities[] | select(.key[1] == 7).record.updateSequenceNumber' >number
run send
it 'sends it again' verdicts '1 ["accepted",false]'
held '.entities[] | select(.key[1] == 7).record.updateSequenceNumber' >../out
it 'as the same update, which Jira takes once' cmp -s ../out number

# Another kind, or another site, has nothing to do with it.
jq -nc '{id: "x", displayName: "x", url: "https://x/", type: "other",
    associations: [{associationType: "issueIdOrKeys", values: ["ABC-1"]}]}' \
    >a-link
run sh -c 'jira-submit --journal sent links <a-link'
it 'keeps links in the same file' verdicts '1 ["accepted",false]'
run sh -c 'jira-submit --journal sent links <a-link'
it 'and finds them there' verdicts '1 ["accepted",true]'

# Torn, broken, locked, full.
cp sent whole
printf '{"verdict":"acc' >>sent
builds 1 8 >in
run send
it 'takes a line that was cut off for none' exits 0
run jq -c . sent
it 'and away' exits 0
cp whole sent
sed -i '2s/.*/nonsense/' sent
cp sent before
run send
it 'refuses a journal that is none' exits 65
it 'printing nothing' prints_nothing
it 'saying where' complains_like '^jira-submit: sent:2:1: '
it 'leaving it as it was' cmp -s sent before
for text in 'my notes' '{"pipelineId":"web"}' '{"key' '{"verdict":"acc'; do
	printf %s "$text" >sent
	cp sent before
	run send
	case $text in
	'{"key' | '{"verdict"'*)
		it "takes '$text' for a first line that was cut off" exits 0
		;;
	*)
		it "takes no file that says '$text' for a journal" exits 65
		it 'and says so' complains \
		    'jira-submit: sent: this is no journal'
		it 'leaving it as it was' cmp -s sent before
		;;
	esac
done
cp whole sent
run sh -c 'timeout 9 jira-submit --journal sent builds <sent'
it 'does not read what it writes' exits 64
it 'and says so' complains 'jira-submit: --journal: is the input, or the output'
run sh -c 'jira-submit --journal sent builds <in >>sent'
it 'nor write verdicts into it' exits 64
it 'leaving it as it was' cmp -s sent whole
run sh -c 'jira-submit -c - builds <devops.json'
it 'wants no connection where the records are' exits 64
it 'and says so' complains \
    'jira-submit: --connection: standard input holds the records'
cp whole sent
sh -c 'exec 9<>sent; flock 9; exec sleep 9' &
holder=$!
sleep 0.3
run send
it 'waits for nobody' exits 75
it 'printing nothing' prints_nothing
it 'but says who is at it' complains 'jira-submit: sent: another run has it'
kill "$holder" 2>/dev/null
wait "$holder" 2>/dev/null
builds 9 9 >in
failing fsync 1 EIO sh -c 'exec jira-submit --journal sent builds <in'
it 'notices a disk that fails' exits 74
it 'printing nothing that is not kept' prints_nothing
it 'and says so' complains 'jira-submit: sent: Input/output error'
run sh -c 'jira-submit --journal /dev/full builds <in'
it 'wants a file' exits 73
it 'and says so' complains 'jira-submit: /dev/full: not a regular file'
run sh -c 'jira-submit --journal none/sent builds <in'
it 'makes no directory' exits 73

# Who reads the verdicts may go away.
rm -f sent
builds 1 300 >in
control faults '{"match":"/bulk$","holds":"\"buildNumber\":300,","delay":1}'
run sh -c '{ jira-submit --journal sent --max-records 7 builds <in
    echo $? >../status; } | head -n 1'
it 'notices that nobody reads on' [ "$(cat ../status)" -eq 74 ]
it 'and says so' complains 'jira-submit: <stdout>: Broken pipe'
run send
it 'has kept what was told' \
    [ "$(head -n 1 ../out | jq -c '[.record, .verdict, .journal]')" = \
    '[1,"accepted",true]' ]
it 'and goes on from there' exits 0

# Killed at some moment and started again until it is done: nothing is lost,
# nothing that was told is sent again, and Jira has all of it.
control ingest '{"clear":true}'
builds 1 300 >in
rm -f sent all
for _ in 1 2 3 4 5 6 7 8; do
	jira-submit --journal sent --max-records 7 --jobs 2 builds <in >part &
	pid=$!
	sleep "0.0$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')"
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	cat part >>all
done
run send --max-records 7
it 'comes to its end' exits 0
it 'with a verdict for each' [ "$(jq -r .verdict ../out | sort | uniq -c |
    tr -d ' ')" = 300accepted ]
held '[.entities[] | select(.record != null)] | length' >../out
it 'and Jira has them all' prints 300
held '[.entities[].record.updateSequenceNumber] | unique | length > 0' >../out
it 'with their numbers' prints true

it 'in requests that the specification allows' specified

finish
