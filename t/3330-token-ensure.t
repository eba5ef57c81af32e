#!/bin/sh
# jira-token ensures that a connection holds a personal access token that lets
# in and lasts, whoever else does, and changes nothing else.
. "${0%/*}/lib.sh"

standin
jq -nc --arg url "$JIRA" '{$url, auth: {type: "basic", username: "fred",
    apiToken: "fred-secret"}}' >fred.json

held() {
	control personal '{}' &&
	    jq -r "[.[] | select(.name == \"ci\")] | $1" ../control
}
count() { [ "$(held length)" = "$1" ]; }
member() { jq -r ".auth.$1" ci.json; }
lets_in() {
	[ "$(jira-token -c ./ci.json check)" = 'yes: Fred Normal (fred)' ]
}
is_clean() {
	[ "$(jq -c '.auth | keys_unsorted - ["type", "name", "token", "id",
	    "expiresAt"]' ci.json)" = '[]' ]
}
requests() {
	[ "$(asked '[.method, .path[5:]] | join(" ")')" = "${1-}" ]
}
same() { cmp -s ci.json before.json; }
# ensure ARGS: with all that it takes to make one; own ARGS: with the token.
ensure() {
	: >../log
	run jira-token -c ./fred.json --into ./ci.json --name ci ensure \
	    --retries 0 "$@"
}
own() {
	: >../log
	run jira-token -c ./ci.json ensure --retries 0 "$@"
}
# ends_in DAYS: have the file say that it ends then.
ends_in() {
	jq --arg at "$(date -u -d "$1 days" +%Y-%m-%dT%H:%M:%SZ)" \
	    '.auth.expiresAt = $at' ci.json >x && cat x >ci.json && rm x
}

# From nothing.
ensure -n -j --days 90
it 'would make a token where there is no file' exits 1
it 'and says so' prints '{"changed":true,"action":"create"}'
it 'asking for nothing' requests
it 'and making no file' leaves fred.json
ensure -j --days 90
it 'makes one' exits 0
it 'and says so' prints "{\"changed\":true,\"action\":\"create\",\"id\":\"$(
    member id)\",\"name\":\"ci\",\"expiresAt\":\"$(member expiresAt)\"}"
it 'without a word' is_quiet
it 'that lets in' lets_in
it 'after the days asked for' [ "$(held \
    '.[0] | (.expires - .created) / 86400 | round')" = 90 ]
it 'in a file that nobody else can read' [ -n "$(find ci.json -perm 600)" ]
cp ci.json before.json

# Nothing to do.
ensure -j --days 90
it 'makes no second one' exits 0
it 'and says so' prints '{"changed":false,"action":null}'
it 'having asked whether it lets in' requests 'GET /rest/api/2/myself'
it 'writing nothing' same
ensure -n
it 'would make none' exits 0
it 'saying nothing' prints_nothing
own
it 'takes the word of the token itself' exits 0
it 'which is in order' same
run jira-token -c ./none.json --into ./ci.json ensure
it 'needs no other credential then' exits 0
it 'nor says anything of it' is_quiet

# It ends soon.
for days in 6 8; do
	ends_in $days
	cp ci.json before.json
	[ $days = 6 ] && due=1 || due=0
	own -n
	it "knows whether one is due that ends in $days days" exits "$due"
	it 'without writing anything' same
	own -n --within "$((days + 1))d"
	it 'whatever soon is' exits 1
	own -n --within "$((days - 1))d"
	it 'or is not' exits 0
done
ends_in 6
old=$(member token)
ensure -n -j
it 'would rotate it' exits 1
it 'and says so' prints '{"changed":true,"action":"rotate"}'
it 'asking only whether it lets in' requests 'GET /rest/api/2/myself'
ensure -j
it 'rotates it' exits 0
it 'and says so' prints "{\"changed\":true,\"action\":\"rotate\",\"id\":\"$(
    member id)\",\"name\":\"ci\",\"expiresAt\":\"$(member expiresAt)\"}"
it 'to another' [ "$old" != "$(member token)" ]
it 'that lets in' lets_in
it 'as the only one' count 1
it 'for as many days' [ "$(held \
    '.[0] | (.expires - .created) / 86400 | round')" = 90 ]
it 'saying neither' never_says "$(member token)"
it 'nor' never_says "$old"
ends_in 6
own --days 30
it 'needs nobody else for that' exits 0
it 'and takes other days' [ "$(held \
    '.[0] | (.expires - .created) / 86400 | round')" = 30 ]
it 'in order' is_clean

# It is over, or gone.
ends_in -1
own
it 'cannot rotate one that has ended' exits 77
it 'and says what to do' complains 'jira-token: ./ci.json: its token has ended: with another credential run jira-token -c OTHER create --into ./ci.json'
control personal '{"expire":"ci"}'
ensure -j
it 'but makes another with a password' exits 0
it 'and says so' prints_like '"action":"create"'
it 'that lets in' lets_in
it 'as the only one' count 1
jira-token -c ./fred.json revoke --id "$(member id)"
cp ci.json before.json
own
it 'cannot rotate one that Jira does not know any more' exits 77
it 'and says what to do' complains_like '401 .*: with another credential run jira-token -c OTHER create --into \./ci\.json$'
it 'leaving it' same
ensure -n -j
it 'would make another with a password' exits 1
it 'and says so' prints '{"changed":true,"action":"create"}'
it 'leaving it so far' same
run jira-token -c ./fred.json --into ./ci.json ensure
it 'and makes it, of the same name' exits 0
it 'that lets in' lets_in
it 'as the only one' count 1
jira-token -c ./ci.json revoke
own
it 'cannot do without a token' exits 77
ensure -j --days 90
it 'and makes one where it was revoked' exits 0
it 'that lets in' lets_in
it 'in order' is_clean

# What is not known now is not decided.
cp ci.json before.json
for status in 429 503; do
	control faults "{\"match\":\"/myself\",\"status\":$status}"
	ensure
	it "decides nothing at a $status" exits 75
	it 'leaving what is there' same
	control faults '{"clear":true}'
done
control faults '{"match":"/myself","status":200,"body":"<html></html>"}'
ensure
it 'nor by a page' exits 76
it 'leaving what is there' same
control faults '{"clear":true}'

# What a rotation has left over.
ends_in 6
control faults '{"method":"POST","match":"/tokens","lose":true}'
control faults '{"method":"GET","match":"/tokens"}'
control faults '{"method":"GET","match":"/tokens","status":503}'
own
it 'an answer that is lost is tried later' exits 75
it '- leaving what lets in' lets_in
it '- and one that nobody has' count 2
control faults '{"clear":true}'
ends_in 90
own -n
it '- which the next run sees' exits 1
own
it '- and puts in order' exits 0
it '- whenever it ends' count 1
it '- with one that lets in' lets_in
it '- and no note' is_clean
ends_in 6
control faults '{"method":"DELETE","status":503}'
own
it 'an old one that cannot be deleted' exits 75
it '- is left' count 2
own -j
it '- until the next run' prints_like '"action":"rotate"'
it '- which leaves one' count 1
it '- in order' is_clean
rm ci.json
jira-token -c ./fred.json revoke --id "$(held '.[0].id')"
control faults '{"method":"POST","match":"/tokens","lose":true}'
control faults '{"method":"GET","match":"/tokens"}'
control faults '{"method":"GET","match":"/tokens","status":503}'
ensure
it 'an answer to the first one that is lost, too' exits 75
control faults '{"clear":true}'
ensure --days 90
it '- which the next run makes up for' exits 0
it '- with one' count 1
it '- that lets in' lets_in
it '- in order' is_clean

# Ten at once: into no file, into one whose token is gone, and near its end.
crowd() {
	jobs=
	fails=0
	: >../crowd
	while [ "$(echo "$jobs" | wc -w)" -lt 10 ]; do
		jira-token -c ./fred.json --into ./ci.json --name ci -j \
		    ensure >>../crowd 2>&1 &
		jobs="$jobs $!"
	done
	for job in $jobs; do
		wait "$job" || fails=$((fails + 1))
	done
	cp ../crowd ../out
	it "ten at once succeed $1" [ $fails -eq 0 ]
	it '- of which one does it' [ "$(grep -c '"changed":true' ../out)" = 1 ]
	it '- with one that lets in' lets_in
	it '- and no other' count 1
	it '- in order' is_clean
}
jira-token -c ./fred.json revoke --id "$(member id)"
crowd 'with one that is gone'
jira-token -c ./fred.json revoke --id "$(member id)"
rm ci.json
crowd 'with none'
ends_in 6
crowd 'with one that ends soon'

# Another program rotates it between two looks.
: >../log
control faults '{"match":"/myself","delay":1}'
jira-token -c ./ci.json ensure -j >../out 2>../err &
while [ "$(asked '.path' | grep -c /myself)" -lt 1 ]; do
	sleep 0.05
done
old=$(member token)
jira-token -c ./ci.json rotate
status=0
wait $! || status=$?
it 'finds that another program has rotated it' exits 0
it 'and lets that be' prints '{"changed":false,"action":null}'
it 'which was not what it knew' [ "$old" != "$(member token)" ]

# What is in the way.
jira-token -c ./ci.json revoke
control personal '{"token":"other","user":"fred","name":"ci"}'
cp ci.json before.json
ensure
it 'takes no name that another token has' exits 73
it 'and says what to do' complains_like ' with --replace, or revoke it with --id [0-9]+$'
it 'leaving what is there' same
ensure --replace
it 'unless it is told to' exits 0
it 'as the only one' count 1
jq '.url = "http://127.0.0.1:9/"' fred.json >far.json
jira-token -c ./ci.json revoke
cp ci.json before.json
for n in '' -n; do
	run jira-token -c ./far.json --into ./ci.json ensure $n
	it "makes none of another Jira${n:+, with -n, too}" exits 73
	it 'and says so' complains_like '^jira-token: \./ci\.json: /url: is not that of \./far\.json, which asks for the token$'
	run jira-token -c ./none.json --into ./ci.json ensure $n
	it 'nor with nobody' exits 66
	run jira-token -c ./fred.json --into ./new.json ensure $n
	it 'nor without a name' exits 64
	it 'and says so' complains 'jira-token: what shall the token be called: --name'
	run jira-token -c ./fred.json --into ./fred.json ensure $n
	it 'nor where another credential is' exits 73
	run jira-token -c ./fred.json ensure $n
	it 'nor rotates what is none' exits 64
	run sh -c "jira-token -c - ensure $n <ci.json"
	it 'nor what is in no file' exits 64
	run jira-token -c ./fred.json --into - ensure --name ci $n
	it 'nor makes one into none' exits 64
	run jira-token -c ./ci.json ensure --days 7 $n
	it 'nor makes one anew at each run' exits 64
	run jira-token -c ./ci.json ensure --within 7 $n
	it 'nor guesses how long that is' exits 64
	it 'leaving all' same
	it 'and making nothing' [ ! -e new.json ]
done
for verb in check create forget get list refresh revoke rotate status; do
	run jira-token -c ./ci.json $verb -n
	it "has no -n for $verb" exits 64
done
ensure --days 90 -j >/dev/null
run sh -c 'jira-token -c ./ci.json ensure -j >/dev/full'
it 'notices a full disk' exits 74

finish
