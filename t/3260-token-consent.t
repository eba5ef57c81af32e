#!/bin/sh
# jira-token has somebody grant what OAuth 2.0 asks for, and knows the answer.
. "${0%/*}/lib.sh"

# A port that is free now.
port=$(/usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
here=http://localhost:$port/callback
standin --client '{"id":"dc","secret":"dc-secret","realm":"server","grants":["authorization_code","refresh_token"],"redirects":["'"$here"'","https://hooks.example.com/jira"],"scopes":["WRITE"]}' \
    --client '{"id":"app","secret":"app-secret","realm":"cloud","grants":["authorization_code","refresh_token"],"redirects":["'"$here"'"],"scopes":["read:jira-work","offline_access"]}'
id=11223344-a1b2-3b33-c444-def123456789
printf '{"url":"%s","auth":{"type":"oauth2","clientId":"dc","clientSecret":"dc-secret","redirectUri":"%s","scopes":["WRITE"]}}\n' \
    "$JIRA" "$here" >dc.json
printf '{"url":"%s","product":"cloud","endpoints":{"authorize":"%s","token":"%s","resources":"%s"},"auth":{"type":"oauth2","clientId":"app","clientSecret":"app-secret","redirectUri":"%s","scopes":["read:jira-work","offline_access"]}}\n' \
    "$JIRA" "$JIRA/cloud/auth/authorize" "$JIRA/cloud/auth/oauth/token" \
    "$JIRA/cloud/api/oauth/token/accessible-resources" "$here" >cloud.json
member() { jq -r ".auth.$1" jira.json; }

# authorize FILE [PERSON'S OPTION ...] -- [OPTION ...]
authorize() {
	cp "$1" jira.json
	shift
	: >../log
	: >../err
	who=
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		who="$who $1"
		shift
	done
	[ $# -eq 0 ] || shift
	# shellcheck disable=SC2086 # options are words
	"$ROOT/t/standin/person" --seconds 9 $who ../err >../page 2>&1 &
	person=$!
	status=0
	jira-token -c ./jira.json --timeout 9 "$@" authorize \
	    >../out 2>../err || status=$?
	wait $person
}
lets_in() {
	run jira-request -c ./jira.json "$1"
	prints_like '"name":"fred"'
}

# Data Center.
authorize dc.json -- -v
it 'has a grant of Data Center' exits 0
it 'printing nothing' prints_nothing
it 'after telling what to open' complains_like \
    "^jira-token: to approve, open $JIRA/rest/oauth2/latest/authorize[?]response_type=code&client_id=dc&redirect_uri=http%3A%2F%2Flocalhost%3A$port%2Fcallback&scope=WRITE&state=[A-Za-z0-9_-]{43}&code_challenge=[A-Za-z0-9_-]{43}&code_challenge_method=S256$"
it 'but no secret' never_says dc-secret
it 'nor a token' never_says "$(member accessToken)"
it 'in a file for its owner alone' [ -n "$(find jira.json -perm 600)" ]
it 'that lets in' lets_in /rest/api/2/myself
run asked 'select(.path | endswith("/token")) | .body'
it 'for a code with its verifier' prints_like \
    '^grant_type=authorization_code&client_id=dc&client_secret=dc-secret&code=[A-Za-z0-9]*&redirect_uri=http%3A%2F%2Flocalhost%3A[0-9]*%2Fcallback&code_verifier=[A-Za-z0-9_-]{43}$'
it 'with no end of the grant itself' [ "$(member grantExpiresAt)" = null ]
run jira-token -c ./jira.json status
it 'tells the scopes' prints_like '^scopes: WRITE$'
it 'and the end of the refresh token' prints_like \
    '^renewable: until .*, in (89|90) days$'
run jira-token -c ./jira.json refresh
it 'can be refreshed' exits 0
token=$(member accessToken)
: >../log
run jira-token -c ./jira.json --json revoke
it 'and revoked' prints '{"changed":true}'
run asked .body
it 'by the refresh token, which takes the other with it' prints_like \
    'token=[A-Za-z0-9]*&token_type_hint=refresh_token$'
it 'so that nothing is held' [ "$(member 'accessToken, .auth.refreshToken' | sort -u)" = null ]
run curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" \
    "$JIRA/rest/api/2/myself"
it 'and nothing lets in' prints 401
run jira-token -c ./jira.json --json revoke
it 'which needs no second time' prints '{"changed":false}'
authorize dc.json
cp jira.json before.json
control faults '{"match":"revoke","status":503}'
run jira-token -c ./jira.json revoke
it 'keeps what the server has not revoked' exits 75
it '- as it was' cmp -s jira.json before.json

# Cloud.
authorize cloud.json
it 'has a grant of Cloud' exits 0
it 'asked for as Cloud documents' complains_like \
    'authorize[?]response_type=code&client_id=app&redirect_uri=[^&]*&scope=read%3Ajira-work%20offline_access&state=[A-Za-z0-9_-]{43}&audience=api.atlassian.com&prompt=consent$'
it 'and keeps the id of the site' [ "$(jq -r .cloudId jira.json)" = $id ]
it 'and the end of the grant' [ "$(member grantExpiresAt | cut -c 1-10)" = \
    "$(date -u -d '365 days' +%Y-%m-%d)" ]
run jira-token -c ./jira.json status
it 'both of which it tells' prints_like '^grant ends: .*, in (364|365) days$'
it 'beside the end of what nobody uses' prints_like \
    '^renewable: until .*, in (89|90) days$'
run jira-token -c ./jira.json status --within 89d
it 'and has monitoring know of' exits 0
run jira-token -c ./jira.json status --within 91d
it 'in time' exits 1
jq -c --arg at "$(date -u -d '+5 days' +%Y-%m-%dT%H:%M:%SZ)" \
    '.auth.grantExpiresAt = $at' jira.json >soon.json
run jira-token -c ./soon.json status --within 6d
it 'whichever comes first' exits 1
run asked 'select(.path | endswith("/token")) | .body'
it 'for a code in JSON' prints_like \
    '^\{"grant_type":"authorization_code","client_id":"app","client_secret":"app-secret","code":"[A-Za-z0-9]*","redirect_uri":"http://localhost:[0-9]*/callback"\}$'
jq -c --arg api "$JIRA/cloud/api/ex/jira/$id" '.endpoints.api = $api' \
    jira.json >x && cat x >jira.json && rm x
it 'that lets in at the gateway' lets_in /rest/api/3/myself
cp jira.json before.json
run jira-token -c ./jira.json revoke
it 'has no call to revoke it' exits 69
it 'and says what there is' complains_like 'id.atlassian.com/manage-profile/apps, then run jira-token -c \./jira\.json forget$'
it 'leaving all as it was' cmp -s jira.json before.json
control tenants "[[\"aaaa-1\",\"one\",\"https://one.atlassian.net\"],[\"bbbb-2\",\"two\",\"https://two.atlassian.net\"]]"
authorize cloud.json
it 'takes no site by guess' exits 78
it 'but lists them' complains_like '^aaaa-1 https://one.atlassian.net$'
it 'all' complains_like '^bbbb-2 https://two.atlassian.net$'
it 'and keeps the grant' [ "$(member refreshToken)" != null ]
it 'without a site' [ "$(jq -r .cloudId jira.json)" = null ]
control tenants "[[\"aaaa-1\",\"one\",\"https://one.atlassian.net\"],[\"$id\",\"x\",\"$JIRA/\"],[\"$id\",\"x\",\"$JIRA\"]]"
authorize cloud.json
it 'knows its site among others, even twice' [ "$(jq -r .cloudId jira.json)" = $id ]
for site in "$id" cccc-3; do
	jq -c --arg id "$site" '.cloudId = $id' cloud.json >"$site.json"
done
authorize $id.json
it 'asks whether the grant is for a site that is written down' exits 0
it '- whose it is' [ "$(jq -r .cloudId jira.json)" = $id ]
authorize cccc-3.json
it '- and says when it is for others' exits 78
it '- for which' complains_like '^aaaa-1 https://one.atlassian.net$'
it '- keeping the grant' [ "$(member refreshToken)" != null ]
it '- and what was written' [ "$(jq -r .cloudId jira.json)" = cccc-3 ]
control faults '{"match":"accessible-resources","status":503}'
authorize $id.json -- --retries 0
it '- but needs no answer to that' exits 0
control faults '{"match":"accessible-resources","status":503}'
authorize cloud.json -- --retries 0
it '- where nothing is written it does' exits 75
it '- and says what of it' complains_like ': 503 Service Unavailable$'
it '- keeping the grant' [ "$(member refreshToken)" != null ]

# No.
authorize dc.json --deny
it 'hears a no' exits 77
it 'and says so' complains_like '^jira-token: access was denied in the browser$'
it 'leaving the connection as it was' cmp -s jira.json dc.json
jq -c '.auth.scopes = ["ADMIN"]' dc.json >admin.json
cp admin.json jira.json
: >../said
jira-token -c ./jira.json --timeout 9 authorize 2>../said &
token=$!
while ! grep -q 'S256$' ../said; do sleep 0.05; done
state=$(sed -n 's/.*state=\([^&]*\).*/\1/p' ../said)
reply() { run curl -s -o /dev/null -w '%{http_code}' "$here?$1"; }
reply "code=x&state=${state}x"
it 'does not know another state' prints 404
reply "code=x"
it 'nor none' prints 404
reply "state=$state&state=$state&code=x"
it 'nor two' prints 404
reply "error=invalid_scope&error_description=no%20such%20scope&state=$state"
it 'hears an error' prints 200
status=0
wait $token || status=$?
it 'of its own status' exits 78
it 'and says it' grep -q 'invalid_scope: .* it says "no such scope"' ../said

# The callback twice, at once, and after a stranger who says nothing.
cp dc.json jira.json
: >../log
: >../said
jira-token -c ./jira.json --timeout 9 authorize 2>../said &
token=$!
while ! grep -q 'S256$' ../said; do sleep 0.05; done
/usr/bin/python3 - "$port" \
    "$(sed -n 's/.*state=\([^&]*\).*/\1/p' ../said)" >../out <<-'PY'
	import socket, sys
	port, state = sys.argv[1:]
	ask = f"GET /callback?code=sesame&state={state} HTTP/1.1\r\n\r\n"
	stranger, *twice = (socket.create_connection(("127.0.0.1", int(port)))
	                    for _ in range(3))
	for visitor in twice:
	    visitor.sendall(ask.encode())
	for visitor in twice:
	    try:
	        print(visitor.recv(4096).decode().split("\r\n")[0])
	    except ConnectionError:
	        print("gone")
PY
status=0
wait $token || status=$?
cp ../said ../err
it 'takes a callback once' [ "$(grep -c '^HTTP/1.1 200 OK' ../out)" -eq 1 ]
it 'whose code here is none' exits 77
it 'as it says' complains_like '400: invalid_grant: '
it 'having asked once' [ "$(asked 'select(.path |
    endswith("/token")) | .method')" = POST ]
it 'and the code is not told' never_says sesame

# What the token endpoint answers is looked at as on a refresh.
# garbles SENTENCE STATUS FAULT
garbles() {
	control faults "{\"match\":\"latest/token\",$3}"
	authorize dc.json -- -v
	it "$1" exits "$2"
	it '- leaving the connection as it was' cmp -s jira.json dc.json
	it '- without the secret' never_says dc-secret
	it '- or a token' never_says sesame
}
json='"status":200,"type":"application/json","body"'
garbles 'survives a lost reply to a code' 75 '"lose":true'
garbles 'a redirect to another host' 78 \
    '"status":307,"headers":{"Location":"https://evil.example/"}'
garbles 'a token with a line feed' 76 "$json:{\"access_token\":\"sesame\\nx\"}"
garbles 'a token that is no text' 76 "$json:{\"access_token\":1}"

# Pasted.
jq -c '.auth.redirectUri = "https://hooks.example.com/jira"' dc.json >far.json
# authorize_pasted FILE SED [OPTION ...]: the URL it ended on, through sed.
authorize_pasted() {
	cp "$1" jira.json
	edit=$2
	shift 2
	: >../err
	rm -f ../typed
	mkfifo ../typed
	("$ROOT/t/standin/person" --seconds 9 ../err | sed "$edit" >../typed) &
	person=$!
	status=0
	jira-token -c ./jira.json --timeout 9 "$@" authorize \
	    <>../typed >../out 2>../err || status=$?
	wait $person
}
authorize_pasted far.json ''
it 'takes the URL that another service was sent' exits 0
it 'which lets in' lets_in /rest/api/2/myself
authorize_pasted dc.json '' --paste
it 'or that a browser ended on elsewhere' exits 0
it 'which lets in, too' lets_in /rest/api/2/myself
authorize_pasted far.json 's/state=[^&]*/state=x/'
it 'but not with another state' exits 64
it 'which it says' complains_like 'no answer to this request'
it 'leaving the connection as it was' cmp -s jira.json far.json
authorize_pasted far.json 's/.*code=\([^&]*\).*/\1/'
it 'nor a code alone' exits 64
authorize_pasted far.json 's/code=[^&]*/code=sesame/'
it 'and no code that was not given' exits 77
it 'saying so' complains_like '400: invalid_grant: '
it 'but not what it was' never_says sesame

# What cannot begin.
jq -c 'del(.auth.redirectUri)' dc.json >none.json
run jira-token -c ./none.json authorize
it 'wants a redirect URI' exits 78
it 'and says so' complains_like '/auth/redirectUri: is missing'
run jira-token -c ./dc.json --callback oob authorize
it 'takes no other' exits 64
printf '{"url":"%s","auth":{"type":"client-credentials","clientId":"c","clientSecret":"s"}}' \
    "$JIRA" >client.json
run jira-token -c ./client.json authorize
it 'has nobody authorize a client by itself' exits 64

finish
