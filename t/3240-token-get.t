#!/bin/sh
# jira-token hands a credential out in many forms, and tells of it in none.
. "${0%/*}/lib.sh"

connection() {
	printf '{"url":"https://jira.example.com/jira","auth":{%s}}\n' "$2" >"$1"
}
connection basic.json \
    '"type":"basic","username":"fred@example.com","apiToken":"it'\''s \"x\" \\ y"'
connection plain.json \
    '"type":"basic","username":"fred","apiToken":"secret"'
connection pat.json \
    '"type":"pat","token":"pat-secret","expiresAt":"2999-12-31T00:00:00Z"'
connection oauth1.json '"type":"oauth1","consumerKey":"codestream",
    "privateKey":{"file":"key.pem"},"token":"tok","tokenSecret":"sec",
    "sessionHandle":"han","expiresAt":"2999-12-31T00:00:00Z",
    "sessionExpiresAt":"2999-12-31T12:00:00Z"'
connection none.json '"type":"oauth1","consumerKey":"codestream",
    "privateKey":{"file":"key.pem"}'

# get FILE [FORM]
get() { run jira-token -c "./$1" ${2:+-o "$2"}; }

get pat.json
it 'prints a token' prints pat-secret
it 'and nothing else' is_quiet
run jira-token -c ./pat.json -o token get
it 'by its long name, too' prints pat-secret
get pat.json header
it 'prints a header' prints 'Authorization: Bearer pat-secret'
get pat.json curl
it 'prints a config for curl' prints \
    'header = "Authorization: Bearer pat-secret"'
get pat.json env
it 'prints variables' prints 'JIRA_URL=https://jira.example.com/jira
JIRA_TOKEN=pat-secret'
get pat.json json
it 'prints JSON' prints '{"type":"pat","url":"https://jira.example.com/jira","token":"pat-secret","expiresAt":"2999-12-31T00:00:00Z"}'
get pat.json conn
cp ../out ../got
it 'prints the connection as it is held' cmp -s ../got pat.json
get pat.json netrc
it 'has no netrc for it' exits 64
it 'printing nothing' prints_nothing
it 'and says why' complains 'jira-token: netrc is for a user name and a password, not for type pat: use -o header, or jira-request'

get plain.json header
it 'prints the header of a password' prints \
    "Authorization: Basic $(printf fred:secret | openssl base64)"
get plain.json netrc
it 'prints a line of netrc' prints \
    'machine jira.example.com login fred password secret'
get basic.json env
it 'quotes variables for sh' exits 0
cp ../out ../env
run sh -c '. ../env; printf %s "$JIRA_API_TOKEN"'
it 'so that it reads them' prints "it's \"x\" \\ y"
get basic.json json
run sh -c 'jira-token -c ./basic.json -o json | jq -r .token'
it 'quotes JSON' prints "it's \"x\" \\ y"
get basic.json netrc
it 'writes no netrc that others read differently' exits 78
it 'printing nothing' prints_nothing
it 'and not the password either' never_says "it's"

get oauth1.json
it 'prints an access token' prints tok
get oauth1.json env
it 'and its variables' prints 'JIRA_URL=https://jira.example.com/jira
JIRA_CONSUMER_KEY=codestream
JIRA_ACCESS_TOKEN=tok
JIRA_ACCESS_TOKEN_SECRET=sec'
openssl genrsa -out key.pem 2048 2>/dev/null
for form in header curl; do
	get oauth1.json "$form"
	it "has no $form of OAuth 1.0a" exits 64
	it '- and says what there is' complains 'jira-token: a header of OAuth 1.0a is good for one request: use jira-request, or jira-oauth1-sign -o curl'
done
get none.json
it 'knows that there is no token' exits 77
it 'printing nothing' prints_nothing

# Refusals.
get pat.json nonsense
it 'refuses another form' exits 64
it 'and names them all' complains 'jira-token: --output: not one of conn curl env header json netrc token'
run jira-token -c ./pat.json nonsense
it 'refuses another verb' exits 64
it 'and says so' complains 'jira-token: nonsense: no such verb: see --help'
run jira-token --help
it 'which lists them' prints_like '^  authorize  +have somebody approve it in a browser$'
run jira-token -c ./pat.json stauts
it 'refuses a slip' exits 64
it 'and says what may be meant' complains 'jira-token: stauts: no such verb: did you mean status?'
run jira-token -c ./pat.json get status
it 'and two' exits 64
it 'and says where a connection goes' complains 'jira-token: get: takes no operand: -c names a connection'
run jira-token get --help
it 'tells what a verb does' prints_like '^get: print the credential; the default$'
it 'and the options that it has' prints_like '^      --margin seconds    renew what ends sooner; default 60$'
it 'but no other' never_says --paste
run jira-token --help --margin -1 authorize
it 'wherever the verb stands' prints_like '^authorize: have somebody approve it in a browser$'
run jira-token -c ./pat.json status -o token
it 'refuses an option of another verb' exits 64
it 'and names it' complains 'jira-token: status: --output is for another verb'
run jira-token -c ./pat.json -j --paste status
it 'or the one of several that is' complains 'jira-token: status: --paste is for another verb'
run jira-token -c ./pat.json --margin -1
it 'refuses a margin before now' exits 64
run jira-token -c ./pat.json status --within soon
it 'refuses a time that is none' exits 64
run jira-token -c ./pat.json status --within 7
it 'or does not say what it counts' exits 64
it 'and says how to' complains 'jira-token: --within: not a time as in 7d, 12h, 30m or 45s'
run sh -c 'umask 022; jira-token -c ./pat.json >../shared'
it 'refuses an output that others can read' exits 73
it 'and says what to do' complains_like 'set umask 077$'
it 'leaving nothing in it' [ ! -s ../shared ]
run sh -c 'jira-token -c ./pat.json >/dev/full'
it 'notices a full disk' exits 74
run sh -c 'jira-token -c ./pat.json >&-'
it 'notices a closed stdout' exits 74
chmod 644 pat.json
get pat.json
it 'refuses a connection that others can read' exits 66
it 'printing nothing' prints_nothing
chmod 600 pat.json

# Status.
run jira-token -c ./oauth1.json status
it 'tells what is held' exits 0
it 'and until when' prints_like '^ends: 2999-12-31T00:00:00Z, in [0-9]+ days$'
it 'and how long it can be renewed' prints_like \
    '^renewable: until 2999-12-31T12:00:00Z, in [0-9]+ days$'
for secret in tok\$ sec han; do
	it "without showing it ($secret)" \
	    sh -c "! grep -v '^token: ' ../out | grep -q '$secret'"
done
run jira-token -c ./oauth1.json status --json
it 'tells it in JSON' prints '{"url":"https://jira.example.com/jira","type":"oauth1","held":true,"form":"plain","expiresAt":"2999-12-31T00:00:00Z","renewable":true,"renewableUntil":"2999-12-31T12:00:00Z"}'
run jira-token -c ./plain.json status
it 'tells of a password that it is held' prints 'url: https://jira.example.com/jira
type: basic
token: held (plain)'
run jira-token -c ./none.json status -j
it 'or that there is none' prints '{"url":"https://jira.example.com/jira","type":"oauth1","held":false,"renewable":false}'
# ends NAME SECONDS RENEWABLE: a connection whose parts end so soon.
at() { date -u -d "+$1 seconds" +%Y-%m-%dT%H:%M:%SZ; }
connection soon.json "$(printf '"type":"oauth1","consumerKey":"c",
    "privateKey":{"file":"key.pem"},"token":"tok","sessionHandle":"han",
    "expiresAt":"%s","sessionExpiresAt":"%s"' "$(at 3600)" "$(at 864000)")"
run jira-token -c ./soon.json status --within 9d
it 'counts what can be renewed as lasting' exits 0
run jira-token -c ./soon.json status --within 11d
it 'until it cannot' exits 1
it 'saying so on standard output alone' is_quiet
jq -c 'del(.auth.sessionHandle)' soon.json >once.json
run jira-token -c ./once.json status --within 2h
it 'but not what cannot' exits 1
run jira-token -c ./once.json status --within 30m
it 'counting in minutes' exits 0
run jira-token -c ./plain.json status --within 9999d
it 'nor does what has no end' exits 0
run jira-token -c ./none.json status --within 1s
it 'takes nothing for ended' exits 1

# Forget.
sed 's|"tok"|& /* mine */|' oauth1.json >forget.json
run jira-token -c ./forget.json forget -j
it 'forgets' exits 0
it 'and says so' prints '{"changed":true}'
run jq -c .auth forget.json
it 'all that was obtained, and no more' prints '{"type":"oauth1","consumerKey":"codestream","privateKey":{"file":"key.pem"}}'
cp forget.json before.json
run jira-token -c ./forget.json forget -j
it 'once' prints '{"changed":false}'
it 'writing nothing' cmp -s forget.json before.json
run sh -c 'jira-token -c - forget <oauth1.json >../forgot; cat ../forgot | jq -c .auth.token'
it 'hands on what came from standard input' prints null
run jira-token -c ./pat.json forget
it 'forgets nothing that was given' exits 64
it 'and says so' complains 'jira-token: ./pat.json: a credential of type pat is given, not obtained: take it out of the connection'

# Neither needs the network.
if command -v strace >/dev/null && strace -o ../trace true 2>/dev/null; then
	for call in get status forget; do
		run env ASAN_OPTIONS=detect_leaks=0 strace -f -o ../trace -e trace=network \
		    jira-token -c ./oauth1.json "$call"
		it "$call opens no socket" exits 0
		it '- at all' sh -c '! grep -q "socket(" ../trace'
	done
fi

finish
