#!/bin/sh
# jira-token says whether a credential lets in, and as whom, or why not.
. "${0%/*}/lib.sh"

jira-keygen -d keys >/dev/null
here=http://localhost:9/cb
standin --consumer app=keys/jira_publickey.pem --approve-all --client '{
    "id":"bot","secret":"bot-secret","realm":"server",
    "grants":["client_credentials"],"scopes":["WRITE"],"user":"fred"}' \
    --client '{"id":"oc","secret":"oc-secret","realm":"credentials",
    "grants":["client_credentials"],"user":"fred"}' --client '{"id":"3lo",
    "secret":"3lo-secret","realm":"cloud","grants":["authorization_code",
    "refresh_token"],"redirects":["'$here'"],
    "scopes":["read:jira-work","offline_access"]}' --client '{"id":"dc",
    "secret":"dc-secret","realm":"server","grants":["authorization_code",
    "refresh_token"],"redirects":["'$here'"],"scopes":["WRITE"]}'
id=11223344-a1b2-3b33-c444-def123456789
where=${JIRA#http://} where=${where%/jira}

# connection FILE AUTH [MEMBERS]
connection() {
	jq -nc --arg url "$JIRA" "{\$url, auth: {$2}} + {${3-}}" >"$1.json"
}
check() {
	file=$1
	shift
	run jira-token -c "./$file.json" check "$@"
}
# refuses FILE SENTENCE STATUS WORDS
refuses() {
	check "$1" --retries 0
	it "$2" exits "$3"
	it '- and why' prints "no: $4"
	it '- once' is_quiet
}

connection basic 'type: "basic", username: "fred", apiToken: "fred-secret"'
check basic
it 'says whom a password lets in' exits 0
it 'by name' prints 'yes: Fred Normal (fred)'
it 'without a word' is_quiet
it 'that is a secret' never_says fred-secret
check basic -j
it 'in JSON' prints "{\"accepted\":true,\"url\":\"$JIRA\",\"type\":\"basic\",\"authorized\":true,\"user\":\"fred\",\"displayName\":\"Fred Normal\"}"
: >../log
check basic
it 'with one question' [ "$(asked .path)" = /jira/rest/api/2/myself ]
connection pat 'type: "pat", token: "fred-token"'
check pat
it 'says whom a token lets in' prints 'yes: Fred Normal (fred)'
connection oauth1 'type: "oauth1", consumerKey: "app",
    privateKey: {file: "keys/jira_privatekey.pcks8"}'
connection lost '"type": "basic", "username": "fred",
    "apiToken": {"file": "nosuch"}'
check lost
it 'says which file of a password is missing' complains \
    'jira-token: ./lost.json: /auth/apiToken: ./nosuch: No such file or directory'
it 'as an input that is' exits 66
connection mislaid '"type": "pat", "token": {"file": "nosuch"}'
refuses mislaid 'says which of a token' 77 './mislaid.json: holds no token, as nosuch is not there: with another credential run jira-token -c OTHER create --into ./mislaid.json'
refuses oauth1 'knows that nobody has authorized' 77 './oauth1.json: holds no token: run jira-token -c ./oauth1.json authorize'
jira-token -c ./oauth1.json --callback oob authorize 2>/dev/null </dev/null
jira-token -c ./oauth1.json authorize 2>../url &
"$ROOT/t/standin/person" ../url >../person 2>&1
wait $!
check oauth1
it 'says whom an application link lets in' prints_like '^yes: '
connection bot 'type: "client-credentials", clientId: "bot",
    clientSecret: "bot-secret", scopes: ["WRITE"]'
check bot
it 'says as whom a service account acts' prints 'yes: Fred Normal (fred)'
connection oc 'type: "client-credentials", clientId: "oc",
    clientSecret: "oc-secret"' 'product: "cloud", api: "devops",
    endpoints: {token: "'"$JIRA"'/cloud/api/oauth/token"}'
check oc
it 'says that an integration acts as nobody' \
    prints 'yes: an integration, as no person'
check oc -j
it 'in JSON' [ "$(jq -c '[.accepted, .user]' ../out)" = '[true,null]' ]
check basic -o json
it 'has no forms' exits 64
run sh -c 'jira-token -c - check <pat.json'
it 'reads a connection from a pipe' exits 0
run sh -c 'jira-token -c ./pat.json check >/dev/full'
it 'notices a full disk' exits 74

# Refused.
connection wrong 'type: "basic", username: "fred", apiToken: "wr0ng"'
refuses wrong 'refuses a wrong password' 77 "$where: 401 Unauthorized: a page, \"Unauthorized\": check the user name and the password or API token"
it 'never saying it' never_says wr0ng
check wrong -j
it 'in JSON' exits 77
it '- with the status' [ "$(jq -c '[.accepted, .type, .status]' ../out)" = \
    '[false,"basic",77]' ]
it '- and the reason' [ "$(jq -r .reason ../out | cut -c 1-10)" = \
    "$(echo "$where" | cut -c 1-10)" ]
control settings '{"silent":true}'
refuses wrong 'is not deceived when everybody is let in' 77 "$where: 401 Unauthorized: You are not authenticated. Authentication required to perform this operation.: check the user name and the password or API token"
check basic
refuses basic 'knows a CAPTCHA' 77 "$where: 403: Jira asks for a CAPTCHA after failed logins: log in once with a browser"
control users '{"name":"fred","password":"fred-secret",
    "display":"Fred Normal"}'
control settings '{"silent":false}'
control faults '{"match":"myself","status":200,"type":"application/json",
    "headers":{"x-seraph-loginreason":"authenticated_failed"},
    "body":{"name":"anonymous"}}'
refuses pat 'is not deceived by a 200' 77 "$where: 200: Jira does not take this credential, and answered as to anybody"
control faults '{"match":"myself","status":200,"type":"application/json",
    "headers":{"X-Authentication-Denied-Reason":"CAPTCHA_CHALLENGE; x"},
    "body":{"name":"anonymous"}}'
refuses pat 'nor by one with a CAPTCHA' 77 "$where: 200: Jira asks for a CAPTCHA after failed logins: log in once with a browser"
control settings '{"silent":true,"nobody":400}'
connection ended 'type: "pat", token: "ended"'
refuses ended 'knows an ended token that shows as 400' 77 "$where: 400 Bad Request: This resource is not available for anonymous users.: the token is wrong, has ended or was revoked"
run jira-request -c ./ended.json '/rest/api/2/mypermissions'
it 'as every program does' exits 77
control settings '{"silent":false,"nobody":401}'
connection over 'type: "pat", token: "t", expiresAt: "2020-01-01T00:00:00Z"'
: >../log
refuses over 'knows one that has ended' 77 './over.json: its token has ended: with another credential run jira-token -c OTHER create --into ./over.json'
it 'asking nobody' [ -z "$(asked .path)" ]
control faults '{"match":"myself","status":302,
    "headers":{"Location":"/login.jsp"}}'
refuses pat 'is not deceived by a login page' 77 "$where: 302: sends to a login page: the credential does not let in"

# A scoped token at the site, and where it belongs.
control settings '{"deployment":"Cloud","scoped":true,
    "version":"1001.0.0-SNAPSHOT"}'
connection scoped 'type: "basic", username: "fred", apiToken: "fred-secret"' \
    'product: "cloud"'
refuses scoped 'guesses at a scoped token' 77 "$where: 401 Unauthorized: a page, \"Unauthorized\": check the user name and the password or API token; if it is a scoped API token, set /endpoints/api to https://api.atlassian.com/ex/jira/$id"
jq -c --arg api "$JIRA/cloud/api/ex/jira/$id" '.endpoints = {$api}' \
    scoped.json >gate.json
check gate
it 'which the gateway lets in' prints_like '^yes: Fred Normal '
jq -c '.auth.apiToken = "wr0ng"' gate.json >x && cat x >gate.json
refuses gate 'and guesses nothing there' 77 "$where: 401 Unauthorized: Unauthorized: check the user name and the password or API token"
control settings '{"deployment":"Server","scoped":false,"version":"10.3.19"}'

# A client without a grant.
connection 3lo 'type: "oauth2", clientId: "3lo", clientSecret: "3lo-secret",
    redirectUri: "'$here'", scopes: ["read:jira-work"]' \
    'product: "cloud", endpoints: {token: "'"$JIRA"'/cloud/auth/oauth/token"}'
connection dc 'type: "oauth2", clientId: "dc", clientSecret: "dc-secret",
    redirectUri: "'$here'", scopes: ["WRITE"]'
for client in 3lo dc; do
	check "$client"
	it "checks a client alone ($client)" exits 0
	it '- and says so' prints 'yes: the client id and secret are right, and nobody has authorized them yet'
	it '- without a word' is_quiet
	check "$client" -j
	it '- in JSON' [ "$(jq -c '[.accepted, .authorized]' ../out)" = \
	    '[true,false]' ]
	cp "$client.json" before
	jq -c '.auth.clientSecret = "wr0ng"' "$client.json" >"wrong-$client.json"
	check "wrong-$client"
	it '- and refuses another secret' exits 78
	it '- saying why' prints_like '^no: .*: 401: (access_denied|invalid_client): the server does not take the client id and secret'
	it '- never saying it' never_says wr0ng
	jq -c '.auth.clientId = "who"' "$client.json" >"who-$client.json"
	check "who-$client"
	it '- or another id' exits 78
	it '- leaving the connection' cmp -s "$client.json" before
done
control grants '{}'
it 'spending no grant' [ "$(jq -c '[.refreshes, .breaches]' ../control)" = \
    '[0,0]' ]
for body in '{"error":"unauthorized_client","error_description":"refresh_token is invalid"}' \
    '{"error":"invalid_grant"}'; do
	control faults "{\"match\":\"token\",\"status\":403,\"body\":$body,
	    \"type\":\"application/json\"}"
	check 3lo
	it "takes other words for it: $body" exits 0
done
# A grant of Jira Cloud, asked about at the gateway.
control grants '{"seed":{"client":"3lo","user":"fred",
    "scopes":["read:jira-work","offline_access"],"redirect":"'$here'"}}'
jq -c --slurpfile got ../control --arg api "$JIRA/cloud/api/ex/jira/$id" \
    '.endpoints.api = $api | .auth.accessToken = $got[0].access |
    .auth.refreshToken = $got[0].refresh' 3lo.json >granted.json
check granted
it 'says whom a grant lets in' prints 'yes: Fred Normal (fred)'
control grants '{"revoke":true,"expire":"access"}'
jq -c '.auth.expiresAt = "2020-01-01T00:00:00Z"' granted.json >x &&
    cat x >granted.json
check granted
it 'and that it was revoked' exits 77
it '- and why' prints_like '^no: .*invalid_grant: .*: run jira-token -c \./granted\.json authorize$'
it '- once' is_quiet

connection app 'type: "client-credentials", clientId: "bot",
    clientSecret: "wr0ng"'
check app
it 'refuses a wrong secret of a service account' exits 78
it '- saying why' prints_like '^no: .*: 401: invalid_client: the server does not take the client id and secret'
it '- never saying it' never_says wr0ng

# What leaves the question open.
open() {
	it "$1" exits "$2"
	it '- printing nothing' prints_nothing
	it '- but why' complains_like "$3"
}
control faults '{"match":"myself","status":503}'
check pat --retries 0
open 'leaves it open when the server is busy' 75 ': 503 Service Unavailable$'
control faults '{"match":"myself","drop":true}'
check pat --retries 0
open 'or an answer is lost' 75 'the connection ended'
control faults '{"match":"myself","status":200,"body":"<html>hello</html>"}'
check pat -j
open 'or is none' 76 'the answer is no JSON'
control faults '{"match":"myself","status":200,"body":"{}"}'
check pat
open 'or does not say who' 76 'does not say who it is$'
control faults '{"match":"oauth/token","status":503}'
check 3lo --retries 0
open 'or a token endpoint is busy' 75 ': 503'
control faults '{"match":"oauth/token","status":200,"type":"text/html",
    "body":"<html><title>Proxy</title>"}'
check 3lo
open 'or a proxy answers in its place' 75 'is there a proxy in between'
control faults '{"match":"oauth/token","status":200,
    "type":"application/json","body":"{\"access_token\":\"x\"}"}'
check 3lo
open 'or it takes what nobody has' 76 'takes a refresh token that nobody has$'
control faults '{"match":"myself","status":404}'
check pat
open 'or there is no Jira' 69 ': 404'
printf '{"url":"http://127.0.0.1:1","auth":{"type":"pat","token":"x"}}' >no.json
check no --retries 0
open 'or nobody at all' 75 '127.0.0.1:1'

finish
