#!/bin/sh
# jira-token makes, lists and revokes personal access tokens, and keeps them.
. "${0%/*}/lib.sh"

standin
jq -nc --arg url "$JIRA" '{$url, auth: {type: "basic", username: "fred",
    apiToken: "fred-secret"}}' >fred.json

# held FILTER: what the server has, but the token that is always there.
held() {
	control personal '{}' &&
	    jq -r "[.[] | select(.secret != \"fred-token\")] | $1" ../control
}
member() { jq -r ".auth.$1" "$2"; }
# lets_in FILE: does its token?
lets_in() {
	printf 'header = "Authorization: Bearer %s"\n' "$(member token "$1")" |
	    curl -sfK - --noproxy '*' -o ../myself "$JIRA/rest/api/2/myself" &&
	    [ "$(jq -r .name ../myself)" = fred ]
}
shut_out() { ! lets_in "$1"; }

run sh -c 'jira-token -v -c ./fred.json create --name ci --days 90 >ci.json'
it 'makes a token' exits 0
it 'having tried it before' [ "$(asked '[.method, .path[5:]] | join(" ")')" = 'GET /rest/pat/latest/tokens
POST /rest/pat/latest/tokens
GET /rest/api/2/myself' ]
it 'and it lets in' lets_in ci.json
it 'and prints a connection that has it' [ "$(jq -c \
    '[.url, .product, .auth.type, .auth.name]' ci.json)" = \
    "[\"$JIRA\",\"server\",\"pat\",\"ci\"]" ]
it 'with its id' [ "$(member id ci.json)" = "$(held '.[0].id')" ]
it 'and its end' [ "$(member expiresAt ci.json)" = \
    "$(held '.[0].expires | floor | todate')" ]
it 'after the days asked for' [ "$(held \
    '.[0] | (.expires - .created) / 86400 | round')" = 90 ]
it 'as the program reads it' jira-conn --check -c ./ci.json
it 'saying it nowhere else' never_says "$(member token ci.json)"
it 'nor the password' never_says fred-secret
it 'says that no page made the request up' [ "$(asked \
    'select(.method == "POST").headers[] | select(.[0] ==
    "X-Atlassian-Token")[1]')" = no-check ]

run jira-token -c ./fred.json create --name ci
it 'makes no second one of a name' exits 73
it 'printing nothing' prints_nothing
it 'and says what to do' complains "jira-token: a token of that name is there already, with the id $(member id ci.json): take another name, have it replaced with --replace, or revoke it with --id $(member id ci.json)"
it 'leaving one' [ "$(held length)" = 1 ]
run sh -c 'jira-token -c ./fred.json create --name ci --replace >again.json'
it 'replaces it when told to' exits 0
it 'by one that lets in' lets_in again.json
it 'and is the only one' [ "$(held length)" = 1 ]
it 'which never ends' [ "$(member expiresAt again.json)" = null ]
run jira-token -c ./fred.json create --name plain -o token
it 'prints the token alone' [ "$(cat ../out)" = "$(held '.[1].secret')" ]
run sh -c 'jira-token -c - create --name piped -o header <fred.json'
it 'takes the credential from a pipe' \
    [ "$(cat ../out)" = "Authorization: Bearer $(held '.[2].secret')" ]
run sh -c 'jira-token -c ./again.json create --name child >child.json'
it 'asks with another token as well' exits 0
it 'for one that lets in' lets_in child.json

# Into a file.
run jira-token -c ./fred.json create --name app --days 30 --into ./app.json -j
it 'makes one into a file' exits 0
it 'and says so' [ "$(jq -c '[.changed, .id, .name]' ../out)" = \
    "[true,\"$(member id app.json)\",\"app\"]" ]
it 'with its end' [ "$(jq -r .expiresAt ../out)" = \
    "$(member expiresAt app.json)" ]
it 'and nothing of the token' never_says "$(member token app.json)"
it 'that nobody else can read' [ -n "$(find app.json -perm 600)" ]
it 'and lets in' lets_in app.json
cp app.json before.json
run jira-token -c ./fred.json create --name app --into ./app.json
it 'puts no living one away' exits 73
it 'and says what does' complains 'jira-token: ./app.json: holds a token already: to get a new one run jira-token -c ./app.json rotate'
it 'leaving the file' cmp -s app.json before.json
run jira-token -c ./fred.json create --name x --into ./fred.json
it 'nor another credential' exits 73
it 'leaving it' [ "$(member type fred.json)" = basic ]

run jira-token -c ./app.json revoke -j
it 'revokes a token' exits 0
it 'and says so' prints '{"changed":true}'
it 'at the server' [ "$(held 'map(select(.name == "app")) | length')" = 0 ]
it 'and in the file' [ "$(jq -c .auth app.json)" = \
    '{"type":"pat","name":"app"}' ]
run jira-token -c ./app.json revoke -j
it 'once' prints '{"changed":false}'
run jira-token -c ./app.json
it 'and knows that there is none' exits 77
it 'saying what to do' complains 'jira-token: ./app.json: holds no token: with another credential run jira-token -c OTHER create --into ./app.json'
sed -i 's|"product"|// ours\n  "product"|' app.json
run jira-token -c ./fred.json create --into ./app.json
it 'makes another there, of the same name' exits 0
it 'without a word' is_quiet
it 'keeping the comments' grep -q '// ours' app.json
sed -i '/ours/d' app.json
it 'and it lets in' lets_in app.json
control personal '{"expire":"app"}'
jq '.auth.expiresAt = "2020-01-01T00:00:00Z"' app.json >x && cat x >app.json
run jira-token -c ./app.json
it 'knows that it has ended' exits 77
it 'saying what to do' complains 'jira-token: ./app.json: its token has ended: with another credential run jira-token -c OTHER create --into ./app.json'
run jira-token -c ./fred.json create --into ./app.json --days 1
it 'makes one in its place' exits 0
it 'and puts the old one away' [ \
    "$(held 'map(select(.name == "app")) | length')" = 1 ]
it 'leaving no note' [ "$(jq -c '.auth | keys_unsorted - ["type", "name",
    "token", "id", "expiresAt"]' app.json)" = '[]' ]

jira-token -c ./fred.json revoke --id "$(member id app.json)"
run jira-token -c ./app.json rotate
it 'cannot rotate one that was revoked elsewhere' exits 77
it 'and says what to do' complains_like ': with another credential run jira-token -c OTHER create --into \./app\.json$'
run jira-token -c ./app.json revoke
it 'nor revoke it' exits 77
it 'and says what to do' complains_like ': if it is revoked already, run jira-token -c \./app\.json forget$'
run jira-token -c ./fred.json create --into ./app.json
it 'but makes another in its place' exits 0
it 'that lets in' lets_in app.json

# Named by hand, and by nobody.
control personal '{"token":"by-hand","user":"fred","name":"made by hand"}'
jq -nc --arg url "$JIRA" '{$url, auth: {type: "pat", token: "by-hand"}}' \
    >hand.json
run jira-token -c ./hand.json forget
it 'forgets nothing that was given' exits 64
run jira-token -c ./hand.json revoke
it 'cannot tell which of many it is' exits 78
it 'and says what would' complains_like '/auth/id: which of the [0-9]+ tokens that the server lists this is, nothing says: write its id there, as jira-token list shows it$'
id=$(held '.[] | select(.secret == "by-hand").id')
jq -c --argjson id "$id" '.auth.id = $id' hand.json >x && cat x >hand.json
run jira-token -c ./hand.json revoke
it 'revokes it by its id' exits 0
it 'and keeps its name' [ "$(jq -c .auth hand.json)" = \
    '{"type":"pat","name":"made by hand"}' ]

# What is there.
control personal '{"token":"z","user":"fred","name":"\u001b[2Jbad\u0085name\u202eé"}'
run jira-token -c ./fred.json list
it 'lists all' [ "$(tail -n +2 ../out | wc -l)" = "$(($(held length) + 1))" ]
it 'under a head' prints_like \
    '^ID        CREATED               ENDS                  LAST USED             NAME$'
it 'with their names' prints_like '  ci$'
it 'that steer no terminal' prints_like '  \?\[2Jbad\?name\?é$'
it 'showing none' never_says "$(member token again.json)"
run jira-token -c ./fred.json list -j
it 'or as lines of JSON' [ "$(jq -r 'select(.name == "ci") | keys_unsorted |
    join(" ")' ../out)" = 'id name createdAt expiresAt lastUsedAt' ]
it 'with every name as it is' [ "$(jq -s '[.[] | select(.name |
    startswith("\u001b"))] | length' ../out)" = 1 ]
it 'and when they were used' [ "$(jq -r 'select(.name == "ci").lastUsedAt |
    fromdate' ../out)" -gt 1700000000 ]
it 'showing none' never_says "$(member token again.json)"

run jira-token -c ./fred.json revoke --id "$(member id child.json)"
it 'revokes one by its id' exits 0
it 'without a word' is_quiet
it 'so that it lets nobody in' shut_out child.json
run jira-token -c ./fred.json revoke -j --id "$(member id child.json)"
it 'once' exits 69
it 'and says so' complains 'jira-token: there is no token with that id'
run jira-token -c ./fred.json revoke
it 'revokes no password' exits 69

# What Jira refuses.
cp ../control ../before
# makes ARGS: try to make one.
makes() { run jira-token -c ./fred.json create "$@"; }
for days in 366 3650; do
	makes --name long --days $days
	it "hears that $days days are too many" exits 1
	it '- and says so' complains_like ': 400 Bad Request: The expiry has to be between 1 and 365 days\.: the name or the days do not suit this Jira$'
done
makes --name "$(printf '%050d' 1)"
it 'hears that a name is too long' exits 1
control settings '{"pat_eternal":false}'
makes --name eternal
it 'hears that every token has to end' exits 1
control settings '{"pat_eternal":true,"pat_licence":false}'
makes --name none
it 'hears that the licence is without them' exits 77
it '- and says so' complains_like ': 403 Forbidden: Not licensed\.: the licence is without them, or [0-9]+ are the most that a person may have here: '
control settings '{"pat_licence":true,"pat_feature":false}'
makes --name none
it 'hears that they are switched off' exits 1
control settings '{"pat_feature":true}'
n=$(held length)
while [ "$n" -lt 9 ]; do
	control personal "{\"token\":\"t$n\",\"user\":\"fred\"}"
	n=$((n + 1))
done
makes --name more
it 'hears that there are as many as may be' exits 77
it '- and says what to do' complains_like ': there are 10 tokens, Jira lets a person have 10 unless it is told otherwise, and a new one is made before an old one goes: revoke one that is not needed: jira-token -c \./fred\.json list, then revoke --id ID$'
it '- printing nothing' prints_nothing
makes --name more --into ./more.json
it '- and leaves no file without a token' [ ! -e more.json ]
control settings '{"version":"8.13.20"}'
for verb in 'create --name x' list 'revoke --id 1' 'create --name x --into ./x.json'; do
	# shellcheck disable=SC2086 # several words
	run jira-token -c ./fred.json $verb
	it "knows that Jira 8.13 has none ($verb)" exits 69
done
run jira-token -c ./fred.json list
it '- and says so' complains 'jira-token: ./fred.json: Jira 8.13 has no personal access tokens: they came with 8.14; use an application link or a password'
control settings '{"version":"10.3.19","pat_plugin":false}'
run jira-token -c ./fred.json list
it 'knows that the app is away' exits 69
it '- and says so' complains 'jira-token: ./fred.json: there are no personal access tokens: the app that has them is disabled, or Jira is older than 8.14'
control settings '{"pat_plugin":true}'
jq -nc '{url: "https://acme.atlassian.net", auth: {type: "basic",
    username: "f", apiToken: "s"}}' >cloud.json
run jira-token -c ./cloud.json create --name x
it 'knows that Jira Cloud has none' exits 69
it '- and says what it has' complains 'jira-token: ./cloud.json: Jira Cloud has no personal access tokens: make an API token at https://id.atlassian.com/manage-profile/security/api-tokens'

run jira-token -c ./fred.json rotate
it 'knows that a password is not rotated' complains 'jira-token: ./fred.json: a credential of type basic is given, not rotated'

# Calls that are wrong.
for call in 'create' 'create --name' 'create --name x -j' \
    'create --name x --into ./y.json -o token' 'create --name x --days 0' \
    'create --name x --days 4000' 'create --into -' 'list --name x' \
    'revoke --id ../../x' 'revoke --id' 'rotate --name x' 'get --days 3' \
    'rotate' 'create --name x -o netrc' 'create --name x --into ./nodir/none.json -q'; do
	# shellcheck disable=SC2086 # several words
	run jira-token -c ./fred.json $call
	it "refuses: $call" exits 64
done
makes --name "$(printf 'a\nb')"
it 'refuses a name of two lines' exits 64
makes --name "$(printf 'a\377b')"
it 'refuses a name that is no UTF-8' exits 64
makes --name x --into ./nodir/none.json
it 'refuses a file that cannot be made' exits 73
mkfifo pipe
run timeout 10 jira-token -c ./fred.json create --name x --into ./pipe
it 'or is none' exits 73
it 'and says so' complains 'jira-token: ./pipe: is no file that can keep a token'
makes --name x --into .
it 'nor a directory' exits 73
it 'before anything is asked for' [ "$(held \
    'map(select(.name == "x")) | length')" = 0 ]

# What cannot be kept is not made, or not for long.
n=$(held length)
jira-token -c ./fred.json revoke --id "$(held '.[-1].id')"
run sh -c 'umask 022; jira-token -c ./fred.json create --name x >../shared'
it 'refuses an output that others can read' exits 73
run sh -c 'jira-token -c ./fred.json create --name x >/dev/full'
it 'notices a full disk' exits 74
run sh -c 'jira-token -c ./fred.json create --name x >&-'
it 'notices a closed stdout' exits 74
run sh -c 'jira-token -c ./fred.json create --name x | :'
it 'leaving no token behind that nobody has' [ "$(held \
    'map(select(.name == "x")) | length')" = 0 ]
control settings '{"websudo":false,"version":"10.3.19"}'
control faults '{"match":"/myself","status":503}'
run jira-token -c ./fred.json create --name x --retries 0
it 'nor one that does not let in' exits 75
it 'which it says' complains_like '^jira-token: the new token does not let in: .*503'
it 'leaving none' [ "$(held 'map(select(.name == "x")) | length')" = 0 ]
it 'and no secret was said' never_says fred-secret

# An answer that is lost, and a server that is lost with it.
control settings '{"pat_limit":30}'
lose() {
	control faults '{"method":"POST","match":"/tokens","lose":true}'
	control faults '{"method":"GET","match":"/tokens"}'
	[ $# -eq 0 ] || control faults \
	    '{"method":"GET","match":"/tokens","status":503}'
}
lose
run jira-token -c ./fred.json create --name x --retries 0
it 'tells of an answer that was lost' exits 75
it 'printing nothing' prints_nothing
it 'and deletes what may have been made' [ "$(held \
    'map(select(.name == "x")) | length')" = 0 ]
control faults '{"clear":true}'
lose for-good
run jira-token -c ./fred.json create --name x --retries 0
it 'or cannot' exits 75
it 'which leaves one' [ "$(held \
    'map(select(.name == "x")) | length')" = 1 ]
control faults '{"clear":true}'
run jira-token -c ./fred.json create --name x
it 'that the next run finds' exits 73
run sh -c 'jira-token -c ./fred.json create --name x --replace >x.json'
it 'and replaces when told to' exits 0
it 'as the only one' [ "$(held 'map(select(.name == "x")) | length')" = 1 ]
jira-token -c ./x.json revoke
rm -f y.json
lose for-good
run jira-token -c ./fred.json create --name y --into ./y.json --retries 0
it 'leaves a note in a file that was meant for it' exits 75
it 'without a token' [ "$(jq -c '.auth | keys' y.json)" = \
    '["name","rotatingSince","type"]' ]
control faults '{"clear":true}'
run jira-token -c ./fred.json create --into ./y.json
it 'by which the next run goes on' exits 0
it 'to a token that lets in' lets_in y.json
it 'as the only one' [ "$(held 'map(select(.name == "y")) | length')" = 1 ]
it 'in order' [ "$(jq -c '.auth | keys' y.json)" = \
    '["id","name","token","type"]' ]

finish
