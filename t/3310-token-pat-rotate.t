#!/bin/sh
# jira-token rotates a personal access token, whatever Jira answers, and at no
# moment is there none that works.
. "${0%/*}/lib.sh"

standin
jq -nc --arg url "$JIRA" '{$url, auth: {type: "basic", username: "fred",
    apiToken: "fred-secret"}}' >fred.json

held() {
	control personal '{}' &&
	    jq -r "[.[] | select(.secret != \"fred-token\")] | $1" ../control
}
count() { [ "$(held "map(select(.name == \"$1\")) | length")" = "$2" ]; }
member() { jq -r ".auth.$1" "${2-ci.json}"; }
lets_in() {
	printf 'header = "Authorization: Bearer %s"\n' \
	    "$(member token "${1-ci.json}")" |
	    curl -sfK - --noproxy '*' -o ../myself "$JIRA/rest/api/2/myself" &&
	    [ "$(jq -r .name ../myself)" = fred ]
}
is_clean() {
	[ "$(jq -c '.auth | keys_unsorted - ["type", "name", "token", "id",
	    "expiresAt"]' ci.json)" = '[]' ]
}
# seed: a token and its connection, and no other of that name.
seed() {
	control faults '{"clear":true}'
	control settings '{"pat_plugin":true,"pat_limit":10}'
	rm -f ci.json
	jira-token -c ./fred.json create --name ci --replace \
	    --days 90 --into ./ci.json || echo seeding failed >&2
	old=$(member token)
}
rotate() { run jira-token -c ./ci.json rotate --retries 0 "$@"; }

seed
: >../log
jira-token -v -c ./ci.json rotate -j >../out 2>../err
status=$?
it 'rotates a token' exits 0
it 'first noting which there are, and last deleting the old one' [ \
    "$(asked '[.method, .path[5:]] | join(" ")')" = \
    'GET /rest/pat/latest/tokens
POST /rest/pat/latest/tokens
GET /rest/api/2/myself
DELETE /rest/pat/latest/tokens/2' ]
it 'and says which it is' [ "$(jq -c '[.changed, .id, .name]' ../out)" = \
    "[true,\"$(member id)\",\"ci\"]" ]
it 'the new one lets in' lets_in
it 'the old one is another' [ "$old" != "$(member token)" ]
it 'and is gone' count ci 1
it 'with as many days as before' [ "$(held \
    '.[0] | (.expires - .created) / 86400 | round')" = 90 ]
it 'leaving no note' is_clean
it 'saying neither' never_says "$(member token)"
it 'nor' never_says "$old"
rotate --days 7
it 'takes other days' [ "$(held \
    '.[0] | (.expires - .created) / 86400 | round')" = 7 ]
it 'without a word' is_quiet
run jira-token -c ./ci.json refresh
it 'knows a refresh for the same' exits 0
it 'which leaves one' count ci 1
it 'that lets in' lets_in
run sh -c 'jira-token -c - rotate <ci.json >next.json'
it 'rotates what comes from a pipe' exits 0
it 'to what lets in' lets_in next.json
it 'deleting the old one' count ci 1
mv next.json ci.json
rotate
it 'and goes on from there' exits 0
it 'in order' is_clean

# Ten at once.
seed
: >../log
jobs=
while [ "$(echo "$jobs" | wc -w)" -lt 10 ]; do
	jira-token -c ./ci.json rotate >>../crowd 2>&1 &
	jobs="$jobs $!"
done
fails=0
for job in $jobs; do
	wait "$job" || fails=$((fails + 1))
done
it 'ten at once all succeed' [ $fails -eq 0 ]
it 'with one that lets in' lets_in
it 'and no other' count ci 1
it 'in order' is_clean

# Sealed, and in a file.
echo password >password
export ANSIBLE_VAULT_PASSWORD_FILE="$PWD/password"
seed
jira-seal -i ci.json
rotate
it 'rotates one that is sealed' exits 0
it 'to one that is sealed' grep -q 'ANSIBLE_VAULT' ci.json
run sh -c 'jira-token -c ./ci.json check'
it 'and lets in' prints 'yes: Fred Normal (fred)'
unset ANSIBLE_VAULT_PASSWORD_FILE
seed
echo "$old" >token
jq '.auth.token = {file: "token"}' ci.json >x && cat x >ci.json
rotate
it 'rotates one in a file' exits 0
it 'to another there' [ "$(cat token)" != "$old" ]
it 'that lets in' [ "$(jira-token -c ./ci.json check)" = \
    'yes: Fred Normal (fred)' ]
it 'as the only one' count ci 1
# What a crash leaves that came between the two files: the new token in its
# own, and in the other the old id and a note.
control personal '{"token":"written","user":"fred","name":"ci"}'
echo written >token
jq --arg since "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '.auth.rotatingSince = $since |
    .auth.beside = .auth.id' ci.json >x && cat x >ci.json
control faults '{"match":"/tokens","method":"POST","lose":true}'
control faults '{"method":"GET","match":"/tokens"}'
control faults '{"method":"GET","match":"/tokens","status":503}'
rotate
it 'after a crash between two files' exits 75
it 'and another' count ci 3
it 'keeps what is held there' [ "$(jira-token -c ./ci.json check)" = \
    'yes: Fred Normal (fred)' ]
it 'and both in mind' [ "$(member replaces)" = "$(held \
    '.[] | select(.secret == "written").id')" ]
control settings '{"pat_licence":false}'
rotate
it 'through a refusal' exits 77
control settings '{"pat_licence":true}'
rotate
it 'until a new one is held' exits 0
it 'that lets in' [ "$(jira-token -c ./ci.json check)" = \
    'yes: Fred Normal (fred)' ]
it 'as the only one' count ci 1
it 'in order' is_clean
run jira-token -c ./ci.json revoke
it 'revokes one in a file' exits 0
it 'there as well' [ ! -s token ]
it 'leaving none' count ci 0
# After the same crash nobody knows which of two is in the file.
for written in new old; do
	seed
	jq -r .auth.token ci.json >token
	control personal '{"token":"second","user":"fred","name":"ci"}'
	[ $written = old ] || echo second >token
	jq --arg since "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '.auth.beside = .auth.id |
	    .auth.token = {file: "token"} | .auth.rotatingSince = $since' \
	    ci.json >x && cat x >ci.json
	run jira-token -c ./ci.json revoke
	it "revokes both after a crash that left the $written one" exits 0
	it '- there as well' [ ! -s token ]
	it '- leaving none' count ci 0
	it '- nor a note' is_clean
done
seed
old=$(member token)
jq '.auth.token = {env: "TOKEN"}' ci.json >x && cat x >ci.json
TOKEN=$old run jira-token -c ./ci.json rotate
it 'cannot put one into a variable' exits 78
it 'and makes none then' count ci 1

# Which it is.
seed
jq 'del(.auth.id)' ci.json >x && cat x >ci.json
rotate
it 'finds it by its name' exits 0
it 'and keeps its id' [ "$(member id)" = "$(held '.[-1].id')" ]
control personal '{"token":"twin","user":"fred","name":"ci"}'
jq 'del(.auth.id)' ci.json >x && cat x >ci.json
rotate
it 'but not among two of that name' exits 78
it 'which lets both be' count ci 2
seed
control personal '{"token":"twin","user":"fred","name":"ci"}'
rotate
it 'lets another of its name be' exits 0
it 'which nobody noted' count ci 2
seed
jq '.auth.id = "999"' ci.json >x && cat x >ci.json
rotate
it 'refuses an id that is not there' exits 78
it 'and says so' complains 'jira-token: ./ci.json: /auth/id: the server lists no such token: see jira-token list'

# At the limit there is no room for a new one beside the old one.
seed
control settings "{\"pat_limit\":$(($(held length) + 1))}"
rotate
it 'says that the limit is reached' exits 77
it 'and what to do' complains_like ' are the most that a person may have here: then revoke one that is not needed: jira-token -c \./ci\.json list, then revoke --id ID$'
it 'leaving what lets in' lets_in
it 'in order' is_clean

# Answers that are none.  Whatever comes, the old token or a new one is held
# and lets in, the next rotation succeeds, and then there is one.
# spoilt SENTENCE STATUS FAULT
spoilt() {
	# What the one before left is as good as new.
	if [ "$old" != none ] || ! is_clean; then
		seed
	fi
	old=none
	control faults "$3"
	rotate
	it "$1" exits "$2"
	it '- leaving what lets in' lets_in
	it '- and one of that name' count ci 1
	it '- which nobody says' never_says "$(member token)"
	control faults '{"clear":true}'
	rotate
	it '- and goes on' exits 0
	it '- to one that lets in' lets_in
	it '- in order' is_clean
}
post='"method":"POST","match":"/tokens"'
# The id that the next token has.
next() {
	control personal '{}'
	jq 'map(.id) | max + 1' ../control
}
# said MEMBERS: the token is made, and then this is said of it.
said() {
	jq -nc --argjson id "$(next)" '{method: "POST", match: "/tokens",
	    after: true, status: 201, type: "application/json",
	    body: ({$id, name: "ci"} + '"$1"')}'
}
spoilt 'an answer that was lost is tried later' 75 "{$post,\"lose\":true}"
spoilt 'a request that was lost, too' 75 "{$post,\"drop\":true}"
spoilt 'and one that was made, but answered 502' 75 \
    "{$post,\"after\":true,\"status\":502}"
spoilt 'or with a page' 76 "{$post,\"after\":true,\"status\":200,
    \"type\":\"text/html\",\"body\":\"<html><title>Proxy</title></html>\"}"
spoilt 'half an answer is none' 75 "{$post,\"truncate\":20}"
spoilt 'an answer that is no object is refused' 76 \
    "{$post,\"after\":true,\"status\":201,\"body\":\"[]\"}"
spoilt 'one without a token, too' 76 "$(said '{}')"
spoilt 'one with an empty token' 76 "$(said '{rawToken: ""}')"
spoilt 'one with a line feed in the token' 76 \
    "$(said '{rawToken: "a\nHost: evil"}')"
spoilt 'one with NUL in it' 76 "$(said '{rawToken: "a\u0000b"}')"
spoilt 'one with a number for a token' 76 "$(said '{rawToken: 5}')"
spoilt 'one without an id' 76 "$(said '{rawToken: "abc", id: null}')"
spoilt 'one with an id that climbs' 76 \
    "$(said '{rawToken: "abc", id: "../1"}')"
spoilt 'one with a token that does not let in' 77 \
    "$(said '{rawToken: "nonsense"}')"
spoilt 'a redirect is not followed' 78 "{$post,\"status\":302,
    \"headers\":{\"Location\":\"http://evil.example/\"}}"
spoilt 'a server that is busy is tried later' 75 "{$post,\"status\":429}"
spoilt 'a new token that cannot be tried' 75 '{"match":"/myself","status":503}'
spoilt 'a list that is lost' 75 '{"match":"/tokens","method":"GET","drop":true}'
spoilt 'a list that is a page' 76 '{"match":"/tokens","method":"GET",
    "status":200,"body":"<html></html>"}'
spoilt 'a list of nonsense' 76 '{"match":"/tokens","method":"GET",
    "status":200,"body":"[1,2]"}'

head -c 1000000 /dev/zero | tr '\0' a >../long
jq -nc --rawfile token ../long --argjson id "$(next)" '{match: "/tokens",
    method: "POST", after: true, status: 201, body: {$id, name: "ci",
    rawToken: $token}}' >../fault
spoilt 'one with a token of a megabyte' 76 @../fault

# Nothing can be tidied at once: the note does it later.
seed
control faults "{$post,\"lose\":true}"
control faults '{"method":"GET","match":"/tokens"}'
control faults '{"method":"GET","match":"/tokens","status":503}'
rotate
it 'what cannot be tidied now' exits 75
it '- stays for a while' count ci 2
it '- with a note' [ "$(member rotatingSince)" != null ]
it '- that is no secret' [ "$(member beside)" = "$(member id)" ]
run jira-token -c ./ci.json status
it '- which is shown' prints_like '^rotating: since .*, without an answer$'
run jira-token -c ./ci.json status -j
it '- in JSON, too' [ "$(jq -r .rotatingSince ../out)" = \
    "$(member rotatingSince)" ]
it '- and the old one lets in' lets_in
rotate
it '- until the next rotation' exits 0
it '- which leaves one' count ci 1
it '- in order' is_clean

seed
control faults "{$post,\"lose\":true}"
control faults '{"method":"GET","match":"/tokens"}'
control faults '{"method":"GET","match":"/tokens","status":503}'
rotate
it 'a note' [ "$(member rotatingSince)" != null ]
control personal '{"token":"mine","user":"fred","name":"ci"}'
jq '.auth.rotatingSince = "2026-01-01T00:00:00Z"' ci.json >x && cat x >ci.json
control faults '{"clear":true}'
rotate
it 'of long ago' exits 0
it 'does not cost a token of today' [ "$(held \
    'map(select(.secret == "mine")) | length')" = 1 ]

# The old one cannot be deleted.
seed
control faults '{"method":"DELETE","status":503}'
rotate
it 'says that an old one is left' exits 75
it '- and that the new one is kept' complains_like '^jira-token: the new token is kept, but an old one is not deleted: .*503'
it '- which lets in' lets_in
it '- and is new' [ "$(member token)" != "$old" ]
it '- naming the old one' [ "$(member replaces)" = "$(held '.[-2].id')" ]
rotate
it '- until the next rotation' exits 0
it '- which leaves one' count ci 1
it '- in order' is_clean
seed
control faults '{"method":"DELETE","status":503}'
rotate
run jira-token -c ./ci.json revoke
it 'or until it is revoked' exits 0
it '- which leaves none' count ci 0
seed
control settings '{"pat_cache":600}'
rotate
it 'a deleted one that is still taken is no trouble' exits 0
control settings '{"pat_cache":0}'

finish
