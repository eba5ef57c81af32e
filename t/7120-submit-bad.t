#!/bin/sh
# jira-submit goes on after bad input, and says what was bad about it.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json
export JIRA_CONNECTION=./devops.json
good='{"pipelineId":"w","buildNumber":1,"displayName":"d","state":"failed","url":"https://ci/1","issueKeys":["ABC-1"]}'
next='{"pipelineId":"w","buildNumber":2,"displayName":"d","state":"failed","url":"https://ci/1","issueKeys":["ABC-1"]}'

# send FORMAT: what printf makes of it, with a good record for each %s.
send() {
	# shellcheck disable=SC2059 # it is a format
	printf "$1" "$good" "$next" >in
	run sh -c 'jira-submit builds <in'
}
# verdicts WORDS: of all records.
verdicts() { [ "$(jq -r .verdict ../out | tr '\n' ' ')" = "$1 " ]; }
says() { [ "$(jq -r '.errors[0].message // empty' ../out)" = "$1" ]; }

send ''
it 'takes nothing for nothing' exits 0
it 'printing nothing' prints_nothing
it 'asking for nothing' [ -z "$(asked 'select(.target | endswith("/bulk"))')" ]
send ' \n\t[]\r\n{"builds":[]} \n'
it 'takes an empty array, too' exits 0
it 'printing nothing' prints_nothing

send '%s\n7 "text" null [1]\n%s\n'
it 'goes on after what is no object' \
    verdicts 'accepted invalid invalid invalid invalid accepted'
it 'which is no' exits 1
send '%s\n{"pipelineId": }\n%s\n'
it 'goes on after what is no JSON' verdicts 'accepted invalid accepted'
it 'which is malformed' exits 65
it 'saying where' says '<stdin>:2:16: a value is missing'
it 'and sums up' complains 'jira-submit: 1 of 3 records not accepted: 1 invalid'
send '%s\n{"a":"\000"}\n%s\n'
it 'goes on after NUL' verdicts 'accepted invalid accepted'
it 'saying where' says '<stdin>:2:7: a NUL byte'
send '%s\n\000\n%s\n'
it 'between records, too' verdicts 'accepted invalid accepted'
it 'saying where' says '<stdin>:2: a NUL byte'
send '%s\n{"a":"\377"}\n%s\n'
it 'goes on after bytes that are not UTF-8' \
    verdicts 'accepted invalid accepted'
send '%s\n{"a":1,"a":1}\n%s\n'
it 'goes on after a name that is there twice' \
    verdicts 'accepted invalid accepted'
it 'saying where' \
    says '<stdin>:2:8: a name for the second time; <stdin>:2:2: first'
it 'which is no' exits 1
send '%s\nnonsense and more\n%s\n'
it 'goes on after words' verdicts 'accepted invalid invalid invalid accepted'
send '%s\n} , ]\n%s\n'
it 'goes on after stray brackets' verdicts 'accepted invalid accepted'
send '%s\n{"a":{"b":[1}}\n%s\n'
it 'goes on after a bracket of the wrong kind' \
    verdicts 'accepted invalid accepted'
send '%s\n{"pipelineId":"half of a li\n%s\n'
it 'loses one line to half a line' verdicts 'accepted invalid accepted'
it 'saying where' says '<stdin>:2: a string has no end on its line'
send '%s\n{"pipelineId":"w",\n%s\n'
it 'even if it seems to go on' verdicts 'accepted invalid accepted'
send '[%s,{"a":{},\n%s,\n]'
it 'in an array, too' verdicts 'accepted invalid accepted invalid'
send '[%s %s'
it 'says what an array lacks' verdicts 'accepted invalid accepted'
send '[%s,,%s'
it 'or has too much' verdicts 'accepted invalid accepted'
send '[%s,%s'
it 'takes what is in an array that has no end' \
    verdicts 'accepted accepted invalid'
it 'saying that' says '<stdin>:1: an array has no end'
send '%s\n%s\n{"pipelineId":"w"'
it 'says that the input ends in the middle' \
    verdicts 'accepted accepted invalid'
it 'and where that begins' says '<stdin>:3: the input ends in the middle'
it 'which is malformed' exits 65
send '\357\273\277%s\r\n%s'
it 'takes a byte order mark, and a last line without its end' \
    verdicts 'accepted accepted'

{
	echo "$good"
	jq -nc '{pipelineId: "w", buildNumber: 9, big: ("x" * 10000000)}'
	jq -nc '{pipelineId: "w", buildNumber: 9, big: ("x" * 20000000)}'
	echo "$next"
} >in
run sh -c 'jira-submit builds <in'
it 'goes on after records of 10 and of 20 million bytes' \
    verdicts 'accepted invalid invalid accepted'
it 'saying how long they may be' [ "$(jq -c '.errors // [] | .[].message' \
    ../out)" = '"is longer than 8388608 bytes"
"<stdin>:3: is longer than 16777216 bytes"' ]
it 'and which they are, if that is known' \
    [ "$(sed -n 2p ../out | jq .key.buildNumber)" = 9 ]

yes '[' | tr -d '\n' | head -c 100000 >in
run sh -c 'jira-submit builds <in'
it 'survives any depth' verdicts invalid
it 'which is malformed' exits 65

run sh -c 'jira-submit builds <.'
it 'cannot read a directory' exits 66
it 'printing nothing' prints_nothing
it 'and says so' complains 'jira-submit: <stdin>: Is a directory'
run sh -c 'jira-submit builds <&-'
it 'cannot read what is closed' exits 74
it 'printing nothing' prints_nothing
it 'and says so' complains 'jira-submit: <stdin>: Bad file descriptor'
echo "$good" >in
run sh -c 'jira-submit builds <in >/dev/full'
it 'notices a full disk' exits 74
it 'and says so' complains 'jira-submit: <stdout>: No space left on device'
run sh -c 'jira-submit builds <in >&-'
it 'notices a closed stdout' exits 74

run jira-submit
it 'wants a kind' exits 64
it 'printing nothing' prints_nothing
run jira-submit builds gate w 1
it 'knows gates of deployments alone' exits 64
run jira-submit --url 'https://{x' builds
it 'wants a template that can be filled in' exits 64
it 'and says why' complains \
    'jira-submit: --url: a brace has no end, or nothing in it'
run jira-submit --url '' builds
it 'and is not empty, as a variable that is not set' exits 64
it 'and says so' complains 'jira-submit: --url: is empty'
run jira-submit -p hunter2 builds
it 'wants a property with a name' exits 64
it 'and says so' complains_like '^jira-submit: --property: '
it 'without quoting it' never_says hunter2
run sh -c 'jira-submit --sequence 9223372036854775808 builds <in'
it 'wants a number of 64 bits' exits 64

# A stream that stalls is sent as far as it came.
mkfifo ../pipe
jira-submit --linger 0 builds <../pipe >../stalled &
pid=$!
background="$background $pid"
exec 7>../pipe
echo "$good" >&7
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	[ -s ../stalled ] || sleep 0.2
done
run cat ../stalled
it 'sends what came before stdin stalled' verdicts accepted
echo "$next" >&7
exec 7>&-
wait "$pid"
status=$?
cp ../stalled ../out
it 'and the rest when it goes on' verdicts 'accepted accepted'
it 'to its end' exits 0

it 'in requests that the specification allows' specified

finish
