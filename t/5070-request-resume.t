#!/bin/sh
# jira-request goes on with a list where it was interrupted.
. "${0%/*}/lib.sh"

standin
printf '{"url":"%s","auth":{"type":"pat","token":"fred-token"}}\n' \
    "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
list=/rest/standin/1/list

# holds COUNT FILE: are all of them there, in order, each once?
holds() {
	seq "$1" | sed 's/^/DEMO-/' >../want
	jq -r .key "$2" | cmp -s - ../want
}

run sh -c "jira-request --items --resume state '$list/values?count=120' >all"
it 'needs no state for a list that is not interrupted' exits 0
it '- which is whole' holds 120 all
it '- and leaves none' [ ! -e state ]

control faults '{"match":"startAt=100","status":404}'
run sh -c "jira-request --items --resume state '$list/values?count=120' >all"
it 'fails when a page cannot be had' exits 69
it '- having written those before' holds 100 all
it '- and noted how far it got' [ "$(jq .items state)" -eq 100 ]
it '- for nobody else to read' [ -n "$(find state -perm 600)" ]
it '- without a secret' sh -c '! grep -q fred-token state'
cp state all ../
: >../log
run sh -c "jira-request --items --resume state '$list/values?count=120' >>all"
it 'goes on from there' exits 0
it '- so that each is there once' holds 120 all
it '- and leaves no state' [ ! -e state ]
run asked .query
it '- having asked for what was missing' prints 'count=120&startAt=100'

# What was written after the last note, by a run that died.
cp ../state ../all .
sed "s/\"output\":\"[^\"]*\"/\"output\":\"$(stat -c %d:%i all)\"/" ../state >state
chmod 600 state
jira-request --items --limit 3 "$list/values?count=120&startAt=100" >>all
run sh -c "jira-request --items --resume state '$list/values?count=120' >>all"
it 'cuts off what came after the last note' exits 0
it '- so that each is there once' holds 120 all
cp ../state state
sed "s/\"output\":\"[^\"]*\"/\"output\":\"$(stat -c %d:%i all)\"/" ../state >state
run sh -c "jira-request --items --resume state '$list/values?count=120' >all"
it 'refuses a file that was emptied' exits 74
it '- and says what to do' complains 'jira-request: <stdout>: is shorter than the interrupted run left it: add to it with >>'
it '- keeping what it knows' [ "$(jq .items state)" -eq 100 ]

cp ../state state
run sh -c "jira-request --items --resume state '$list/values?count=120' >rest"
it 'writes the rest to another file' exits 0
it '- and nothing else' [ "$(jq -r .key rest | head -n 1)" = DEMO-101 ]
cp ../state state
run sh -c "jira-request --items --resume state '$list/values?count=120' | cat"
it 'and to a pipe' [ "$(wc -l <../out)" -eq 20 ]

# A limit counts what came before.
cp ../state state
run sh -c "jira-request --items --limit 110 --resume state \\
    '$list/values?count=120'"
it 'ends at the same limit' [ "$(wc -l <../out)" -eq 10 ]

# Killed at every turn, a little later each time.
rm -f all state
tries=0
while [ "$tries" -lt 60 ]; do
	tries=$((tries + 1))
	status=0
	timeout -s KILL "$(printf '%d.%03d' $((tries / 20)) \
	    $((tries % 20 * 50)))" jira-request --items \
	    --resume state "$list/jql?count=4000&maxResults=10" >>all ||
	    status=$?
	[ "$status" -ne 0 ] || break
done 2>../killed
it 'is killed again and again' [ "$tries" -gt 1 ]
it '- and comes to an end' [ "$status" -eq 0 ]
it '- with each item once' holds 4000 all
it '- and no state left' leaves 'all ci.json rest'

# Another request, another run, and what is none.
cp ../state state
run jira-request --items --resume state "$list/values?count=121"
it 'refuses the state of another request' exits 65
it '- printing nothing' prints_nothing
it '- and says so' complains \
    'jira-request: state: was left by another request: remove it, or repeat that'
run jira-request --items -q .key --resume state "$list/values?count=120"
it 'also of another program' exits 65
for none in '' '[]' 'x' '{"request":1}' '{"a":'; do
	echo "$none" >state
	run jira-request --items --resume state "$list/values?count=120"
	it "refuses '$none' for a state" exits 65
	it '- printing nothing' prints_nothing
done
jq -c '.url = "http://evil.example/x"' ../state >state
: >../log
run jira-request --items --resume state "$list/values?count=120"
it 'asks no other host for a state' exits 65
it '- printing nothing' prints_nothing
it '- nor sends anything' [ ! -s ../log ]
rm state
control faults '{"delay":2,"match":"startAt=50"}'
jira-request --items --resume state "$list/values?count=120" >first &
sleep 1
run jira-request --items --resume state "$list/values?count=120"
it 'refuses a state that another run is at' exits 75
it '- and says so' complains_like '^jira-request: state: another program keeps it locked$'
wait $!
it '- which is not disturbed' holds 120 first
run jira-request --items --resume none/state "$list/values?count=120"
it 'refuses a state that cannot be written' exits 73
it '- printing nothing' prints_nothing

failing fsync 3 EIO jira-request --items --resume state \
    "$list/values?count=120"
it 'notices a failing disk' exits 74
it '- with the items of a page at most' [ "$(wc -l <../out)" -le 50 ]

finish
