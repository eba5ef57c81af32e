#!/bin/sh
# jira-token fetches and refreshes tokens of OAuth 2.0, and loses none of them.
. "${0%/*}/lib.sh"

# shellcheck source=t/standin/oauth2.sh
. "$ROOT/t/standin/oauth2.sh"

standin2
cloud='"endpoints":{"token":"'$JIRA/cloud/auth/oauth/token'"}'

# Client credentials.
printf '{"url":"%s","auth":{"type":"client-credentials","clientId":"bot","clientSecret":"bot-secret","scopes":["READ","WRITE"]}}\n' \
    "$JIRA" >jira.json
run jira-token -c ./jira.json status
it 'says that there is no token yet' prints_like '^token: none$'
it 'but that one can be had' prints_like '^renewable: yes$'
run jira-token -c ./jira.json status --within 1d
it 'so that nobody has to act' exits 0
get
it 'fetches a token for a service account' exits 0
it 'printing it' prints "$(member accessToken)"
it 'without a word' is_quiet
it 'in a file for its owner alone' [ -n "$(find jira.json -perm 600)" ]
run asked 'select(.path | endswith("/token")) | .body'
it 'asked for in a form' prints 'grant_type=client_credentials&client_id=bot&client_secret=bot-secret&scope=READ%20WRITE'
it 'that lets in' lets_in
: >../log
get
it 'keeps it' prints "$(member accessToken)"
it 'asking nobody' [ ! -s ../log ]
old=$(member accessToken)
due -1
get
it 'until it ends' [ "$(member accessToken)" != "$old" ]
run jira-token -c ./jira.json forget
it 'forgets it' [ "$(member accessToken)" = null ]
it 'and not what was given' [ "$(member clientSecret)" = bot-secret ]
run sh -c 'jira-token -c - <jira.json | cat'
it 'fetches one for a connection from standard input' prints_like '^[A-Za-z0-9]{40}$'
jq -c '.auth.clientSecret = "wrong-secret"' jira.json >wrong.json
run sh -c 'jira-token -c ./wrong.json >../got'
it 'knows a secret that is wrong' exits 78
it 'saying so' complains_like '401: invalid_client: the server does not take the client id and secret'
it 'and not which' never_says wrong-secret

printf '{"url":"%s","product":"cloud",%s,"auth":{"type":"client-credentials","clientId":"svc","clientSecret":"svc-secret"}}\n' \
    "$JIRA" "$cloud" >jira.json
: >../log
get
it 'fetches a token on Cloud' prints "$(member accessToken)"
it 'and the id of the site' [ "$(jq -r .cloudId jira.json)" = "$id" ]
run asked 'select(.method == "POST") | .body'
it 'asked for in JSON' prints '{"grant_type":"client_credentials","client_id":"svc","client_secret":"svc-secret"}'
jq -c --arg api "$JIRA/cloud/api/ex/jira/$id" '.endpoints.api = $api' jira.json >x
cat x >jira.json
it 'that lets in at the gateway' lets_in
printf '{"url":"%s","product":"cloud","api":"devops","endpoints":{"token":"%s"},"auth":{"type":"client-credentials","clientId":"oc","clientSecret":"oc-secret"}}\n' \
    "$JIRA" "$JIRA/cloud/api/oauth/token" >jira.json
: >../log
get
it 'fetches one for OAuth credentials' prints "$(member accessToken)"
run asked 'select(.method == "POST") | .body'
it 'with the audience' prints '{"grant_type":"client_credentials","client_id":"oc","client_secret":"oc-secret","audience":"api.atlassian.com"}'
due -1
: >../log
control faults '{"match":"oauth/token","status":400,"type":"application/json","body":{"error":"invalid_request","error_description":"Incorrect request parameters"}}'
get
it 'asks in a form where JSON is not read' prints "$(member accessToken)"
run asked 'select(.method == "POST") | .body'
it '- with the same words' prints_like '^grant_type=client_credentials&client_id=oc&client_secret=oc-secret&audience=api.atlassian.com$'
printf '{"url":"%s","product":"cloud","auth":{"type":"client-credentials","clientId":"oc","clientSecret":"oc-secret"}}\n' \
    "$JIRA" >jira.json
control faults '{"match":"tenant_info","status":404,"type":"text/html","body":"<html>"}'
quiet_get
it 'knows what is no site of Cloud' exits 69

# Refresh, on both products.
for product in dc cloud; do
	"seed_$product"
	: >../log
	control grants '{"refreshes":0}'
	get
	it "$product: refreshes a token that has ended" exits 0
	it '- printing the new one' prints "$(member accessToken)"
	it '- without a word' is_quiet
	it '- and another refresh token' [ "$(member refreshToken)" != "$refresh" ]
	it '- with no note left' [ "$(member refreshingSince)" = null ]
	it '- saying when it ends if nobody uses it' \
	    [ "$(member refreshExpiresAt | cut -c 1-10)" = "$(date -u -d '90 days' +%Y-%m-%d)" ]
	it '- once' [ "$(refreshes)" = 1 ]
	it '- that lets in' lets_in
	run jira-token -c ./jira.json -v refresh
	it '- refreshes when told to' exits 0
	it '- telling of the request' complains_like '^jira-token: > POST .*/token$'
	it '- but not of a token' never_says "$(member refreshToken)"
	it '- nor the secret' never_says -secret
	it '- that lets in again' lets_in
done
run asked 'select(.body | contains("refresh_token")) | .body'
it 'asks in JSON on Cloud' prints_like '^\{"grant_type":"refresh_token","client_id":"app","client_secret":"app-secret","refresh_token":"[A-Za-z0-9]*"\}$'
seed_dc
: >../log
get
run asked 'select(.method == "POST") | .body'
it 'and in a form, with the redirect URI, on Data Center' prints \
    "grant_type=refresh_token&client_id=dc&client_secret=dc-secret&refresh_token=$refresh&redirect_uri=http%3A%2F%2Flocalhost%3A9%2Fcb"

# What is good still is handed out meanwhile.
seed_cloud
due 30
control faults '{"match":"oauth/token","lose":true}'
get
it 'hands out what is good still' prints "$access"
it 'saying that it is not renewed' complains_like '^jira-token: not renewed: '
it 'with a note' [ "$(member refreshingSince)" != null ]
due 3000
get
it 'and soon tries again, due or not' [ "$(member accessToken)" != "$access" ]

# The server's no is final.
seed_cloud
control grants '{"revoke":true}'
quiet_get
it 'hears a no' exits 77
it 'saying what, and what to do' complains_like "403: invalid_grant: .* \"Unknown or invalid refresh token.\": run jira-token -c ./jira.json authorize$"
it 'keeping the token' [ "$(member refreshToken)" = "$refresh" ]
it 'with a mark' [ "$(member refusedAt | cut -c 1-4)" = "$(date -u +%Y)" ]
: >../log
quiet_get
it 'asks no more' [ ! -s ../log ]
it 'but says what to do' exits 77
run jira-token -c ./jira.json status
it 'status says so, too' prints_like '^refused: at .*: authorize again$'
run jira-token -c ./jira.json forget
it 'forgets it all' [ "$(member 'refreshToken, .auth.refusedAt' | sort -u)" = null ]
seed_cloud
control faults '{"match":"oauth/token","status":403,"type":"application/json","body":{"error":"unauthorized_client","error_description":"refresh_token is invalid"}}'
quiet_get
it 'knows the words of older builds' exits 77

# A token that is worth nothing before its end.
for product in dc cloud; do
	"seed_$product"
	get
	control grants '{"expire":"access","refreshes":0}'
	it "$product: asks for another when one is refused" lets_in
	it '- once' [ "$(refreshes)" = 1 ]
	control grants '{"expire":"access","revoke":true}'
	run jira-request -c ./jira.json /rest/api/2/myself
	it '- and gives up when there is none' exits 77
	it '- for good' [ "$(member refusedAt)" != null ]
done

# From standard input.
seed_cloud
run sh -c 'jira-token -c - <jira.json | cat'
it 'refreshes nothing that it cannot keep' complains_like 'use jira-token -c - -o conn$'
run sh -c 'jira-token -c - -o conn <jira.json | cat >next.json'
mv next.json jira.json
chmod 600 jira.json
it 'but hands on the connection' [ "$(member accessToken)" != "$access" ]
it 'which lets in' lets_in

# Tokens in files of their own.
seed_cloud
echo "$access" >access
echo "$refresh" >refresh
jq -c '.auth.accessToken = {file: "access"} |
    .auth.refreshToken = {file: "refresh"}' jira.json >x
mv x jira.json
control grants '{"refreshes":0}'
: >../crowd.out
pids=
for i in 1 2 3 4 5 6 7 8 9 10; do
	(jira-token -c ./jira.json | cat >>../crowd.out) &
	pids="$pids $!"
done
for pid in $pids; do wait "$pid"; done
it 'serves a crowd whose token is in a file' \
    [ "$(wc -l <../crowd.out)" -eq 10 ]
it 'with one refresh' [ "$(refreshes)" = 1 ]
it 'and one token' [ "$(sort -u ../crowd.out)" = "$(cat access)" ]
run jira-token -c ./jira.json forget --json
it 'forgets them' prints '{"changed":true}'
it 'with their files' sh -c '! ls access refresh 2>/dev/null'
run jira-token -c ./jira.json status
it 'so that none is held' prints_like '^token: none$'
it 'nor can be renewed' never_says renewable
it 'but where they belong' [ "$(member accessToken.file)" = access ]
run jira-token -c ./jira.json forget --json
it 'which is done once' prints '{"changed":false}'
printf '{"url":"%s","auth":{"type":"client-credentials","clientId":"bot","clientSecret":"bot-secret","accessToken":{"file":"access"}}}\n' \
    "$JIRA" >jira.json
get
it 'fetches a token into a file that is not there yet' prints "$(cat access)"
rm access

# A crowd.
seed_cloud
control grants '{"refreshes":0,"breaches":0,"leeway":0}'
: >../crowd.out
count=200 pids=
i=0
while [ $i -lt $count ]; do
	(jira-token -c ./jira.json | cat >>../crowd.out) 2>>../crowd.err &
	pids="$pids $!"
	i=$((i + 1))
done
for pid in $pids; do wait "$pid"; done
it "serves a crowd of $count at once" [ "$(wc -l <../crowd.out)" -eq $count ]
it 'with one refresh' [ "$(refreshes)" = 1 ]
it 'and one token' [ "$(sort -u ../crowd.out)" = "$(member accessToken)" ]
it 'without a word' [ ! -s ../crowd.err ]
it 'that lets in' lets_in

finish
