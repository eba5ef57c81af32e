#!/bin/sh
# jira-token gets on with a certified server of OAuth 2.0, one that has PKCE
# verified and punishes whoever uses a refresh token twice.
. "${0%/*}/lib.sh"

command -v node >/dev/null || skip 'node is not installed'
[ -e "$ROOT/t/node/node_modules/oidc-provider" ] ||
    skip 'oidc-provider is not installed: run sh t/deps.sh all'

# A port that is free now.
port=$(/usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
here=http://localhost:$port/callback
code='"grant_types":["authorization_code","refresh_token"],"redirect_uris":["'$here'"]'
alone='"grant_types":["client_credentials"],"response_types":[],"redirect_uris":[]'
node "$ROOT/t/node/provider.mjs" \
    '{"client_id":"dc","client_secret":"dc-secret","scope":"READ WRITE",'"$code"'}' \
    '{"client_id":"bot","client_secret":"bot-secret","scope":"READ WRITE",'"$alone"'}' \
    >../record 2>../server &
background="${background-} $!"
while [ ! -s ../record ] && kill -0 $!; do sleep 0.1; done
read -r server <../record
endpoints='"endpoints":{"authorize":"'$server'/auth","token":"'$server'/token","revoke":"'$server'/token/revocation"}'

# connection FILE MEMBERS: one to that server, by its own paths.
connection() { printf '{"url":"%s",%s,%s}\n' "$server" "$endpoints" "$2" >"$1"; }
connection dc.json '"auth":{"type":"oauth2","clientId":"dc","clientSecret":"dc-secret","redirectUri":"'"$here"'","scopes":["WRITE"]}'
connection bot.json '"auth":{"type":"client-credentials","clientId":"bot","clientSecret":"bot-secret","scopes":["READ","WRITE"]}'

browse() {
	curl -sS -L --noproxy '*' -b ../cookies -c ../cookies -o ../page \
	    -w '%{url_effective}\n' "$@" 2>/dev/null
}
press() {
	browse "$(sed -n 's/.* action="\([^"]*\)".*/\1/p' ../page)" "$@"
}
# person URL [no]: log in and consent, or not; prints where one ends.
person() {
	rm -f ../cookies
	browse "$1" >../where
	grep -q 'name="login"' ../page &&
	    press -d prompt=login -d login=fred -d password=any >../where
	if [ $# -gt 1 ]; then
		browse "$(sed -n 's/.*href="\([^"]*abort\)".*/\1/p' ../page)"
	elif grep -q value=\"consent\" ../page; then
		press -d prompt=consent
	else
		cat ../where
	fi
}

# authorize FILE [no]: with a person who consents or does not, once the URL has
# gone through $tamper, a script for sed.
tamper=
authorize() {
	cp "$1" jira.json
	: >../err
	jira-token -c ./jira.json --timeout 9 authorize >../out 2>../err &
	asking=$!
	while ! grep -q ' open ' ../err && kill -0 $asking 2>/dev/null; do
		sleep 0.05
	done
	person "$(sed -n 's/.* open //p' ../err | sed "$tamper")" \
	    ${2+"$2"} >../ended
	status=0
	wait $asking || status=$?
}
member() { jq -r ".auth.$1" jira.json; }
get() { run sh -c 'jira-token -c ./jira.json | cat'; }
due() {
	jq -c '.auth.expiresAt = "2020-01-01T00:00:00Z"' jira.json >edited.json
	cat edited.json >jira.json
	rm edited.json
}

# What the server itself says of a token.
introspect() {
	curl -sS --noproxy '*' -d client_id=dc -d client_secret=dc-secret \
	    -d "token=$1" "$server/token/introspection" >../said
}
good() { introspect "$1" && [ "$(jq .active ../said)" = true ]; }
bad() { introspect "$1" && [ "$(jq .active ../said)" = false ]; }
# The same to the second, or to the next.
ends_then() {
	ends=$(date -u -d "$(member expiresAt)" +%s)
	[ $((ends - $(jq .exp ../said) + 1)) -ge 0 ] &&
	    [ $((ends - $(jq .exp ../said))) -le 1 ]
}

# The code flow, with PKCE.
authorize dc.json
it 'has a grant' exits 0
it 'printing nothing' prints_nothing
it 'in a file for its owner alone' [ -n "$(find jira.json -perm 600)" ]
it 'and the server takes its token for good' good "$(member accessToken)"
it 'for who consented' [ "$(jq -r .sub ../said)" = fred ]
it 'and for the scope' [ "$(jq -r .scope ../said)" = WRITE ]
it 'until when the connection says' ends_then
it 'the refresh token as well' good "$(member refreshToken)"
tamper="s/code_challenge=[^&]*/code_challenge=$(printf %043d 0)/"
authorize dc.json
it 'has its verifier looked at' exits 77
it 'and says what the server does' complains_like '400: invalid_grant: '
it 'leaving the connection as it was' cmp -s jira.json dc.json
tamper=
jq -c '.auth.clientSecret = "wrong-secret"' dc.json >wrong.json
authorize wrong.json
it 'hears that a secret is wrong' exits 78
it 'and says so' complains_like '401: invalid_client: '
it 'but not which' never_says wrong-secret
jq -c '.auth.scopes = ["READ", "read:jira-work"]' dc.json >wrong.json
authorize wrong.json
it 'hears that a scope is not for it' exits 78
it 'and says so' complains_like 'the answer is invalid_scope: '
authorize dc.json no
it 'hears a no' exits 77
it 'and says so' complains_like ': access was denied in the browser$'
it 'which names the server, too (RFC 9207)' grep -q \
    "^${here}[?]error=access_denied&.*&iss=http" ../ended

# Pasted.
cp dc.json jira.json
: >../err
mkfifo ../typed
jira-token -c ./jira.json --timeout 9 --paste authorize \
    <>../typed >../out 2>../err &
asking=$!
while ! grep -q ' open ' ../err; do sleep 0.05; done
person "$(sed -n 's/.* open //p' ../err)" >../typed
status=0
wait $asking || status=$?
it 'takes what is pasted' exits 0
it 'for a token that the server takes for good' good "$(member accessToken)"

# Rotation.
authorize dc.json
cp jira.json thief.json
old=$(member accessToken) spent=$(member refreshToken)
due
get
it 'refreshes a token that has ended' exits 0
it 'printing the new one' prints "$(member accessToken)"
it 'without a word' is_quiet
it 'which is another' [ "$(member accessToken)" != "$old" ]
it 'that the server takes for good' good "$(member accessToken)"
it 'with another refresh token' [ "$(member refreshToken)" != "$spent" ]
it 'and no note left' [ "$(member refreshingSince)" = null ]
: >../record
due
count=100 pids=
i=0
while [ $i -lt $count ]; do
	(jira-token -c ./jira.json | cat >>../crowd.out) 2>>../crowd.err &
	pids="$pids $!"
	i=$((i + 1))
done
for pid in $pids; do wait "$pid"; done
it "serves a crowd of $count at once" [ "$(wc -l <../crowd.out)" -eq $count ]
it 'with one refresh' [ "$(cat ../record)" = '200 refresh_token ' ]
it 'and one token' [ "$(sort -u ../crowd.out)" = "$(member accessToken)" ]
it 'without a word' [ ! -s ../crowd.err ]
it 'that the server takes for good' good "$(member accessToken)"

# Reuse is found out, and ends it all.
run jira-token -c ./thief.json refresh
it 'hears that a refresh token was used before' exits 77
it 'saying so' complains_like '400: invalid_grant: .*: run jira-token -c ./thief.json authorize$'
it 'keeping it' [ "$(jq -r .auth.refreshToken thief.json)" = "$spent" ]
it 'with a mark' [ "$(jq -r .auth.refusedAt thief.json)" != null ]
it 'with which everybody'\''s are over' bad "$(member accessToken)"
: >../record
run jira-token -c ./jira.json refresh
it 'so that nobody has one' exits 77
run jira-token -c ./jira.json refresh
it 'nor asks again' [ "$(cat ../record)" = '400 refresh_token invalid_grant' ]

# Revocation.
authorize dc.json
access=$(member accessToken) refresh=$(member refreshToken)
jq -c '.auth.clientSecret = "wrong-secret"' jira.json >wrong.json
run jira-token -c ./wrong.json revoke
it 'revokes nothing with a wrong secret' exits 78
it 'keeping what is held' [ "$(jq -r .auth.refreshToken wrong.json)" = "$refresh" ]
run jira-token -c ./jira.json revoke
it 'has a grant revoked' exits 0
it 'printing nothing' prints_nothing
it 'so that the server takes neither token' bad "$access"
it 'nor the other' bad "$refresh"
it 'and neither is held' [ "$(member 'accessToken, .auth.refreshToken' | sort -u)" = null ]

# Client credentials.
cp bot.json jira.json
get
it 'fetches a token for client credentials' exits 0
it 'printing it' prints "$(member accessToken)"
it 'which the server takes for good' good "$(member accessToken)"
it 'for both scopes' [ "$(jq -r .scope ../said)" = 'READ WRITE' ]
it 'until when the connection says' ends_then
: >../record
get
it 'and keeps it' [ ! -s ../record ]
access=$(member accessToken)
run jira-token -c ./jira.json revoke
it 'has it revoked' exits 0
it 'so that the server does not take it' bad "$access"
jq -c '.product = "cloud" | .cloudId = "x"' bot.json >jira.json
: >../record
get
it 'asks in a form where JSON is not read' good "$(member accessToken)"
it 'after JSON' [ "$(head -n 1 ../record | cut -d ' ' -f 1)" = 400 ]
jq -c '.auth.scopes = ["read:jira-work"]' bot.json >jira.json
get
it 'hears that a scope is not for it' complains_like '400: invalid_scope: '
it 'printing nothing' prints_nothing
jq -c '.auth.clientSecret = "wrong-secret"' bot.json >jira.json
get
it 'hears that a secret is wrong' complains_like '401: invalid_client: '
it 'printing nothing' prints_nothing

finish
