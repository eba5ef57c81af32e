#!/bin/sh
# Whatever answers jira-token in place of a token, no token is lost, and no
# secret is seen.
. "${0%/*}/lib.sh"
# shellcheck source=t/standin/oauth2.sh
. "$ROOT/t/standin/oauth2.sh"

# The certificate is for the address, and not for the name.
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
    -days 30 -subj '/CN=127.0.0.1' -addext 'subjectAltName=IP:127.0.0.1' \
    2>/dev/null
cat key.pem cert.pem >both.pem
standin --tls both.pem
at=localhost:${JIRA##*:} at=${at%/jira}
printf '{"url":"%s","endpoints":{"token":"https://%s/token"},"auth":{"type":"oauth2","clientId":"dc","clientSecret":"dc-secret","redirectUri":"http://localhost:9/cb","accessToken":"old-access","refreshToken":"old-refresh","expiresAt":"2020-01-01T00:00:00Z"}}\n' \
    "$JIRA" "$at" >jira.json
# Does it say a secret?
never_tells() {
	for secret in "$refresh" "$access" -secret sesame; do
		never_says "$secret" || return 1
	done
}
access=old-access refresh=old-refresh
quiet_get -v --cacert cert.pem
it 'refuses a certificate that is for another host' exits 78
it '- printing nothing' [ ! -s ../got ]
it '- and says so' complains_like "^jira-token: $at: .*certificate"
it '- without a secret' never_tells
it '- keeping the refresh token' [ "$(member refreshToken)" = old-refresh ]
quiet_get -v
it 'and one that nobody vouches for' exits 78
it '- and says so' complains_like "^jira-token: $at: .*certificate"
it '- without a secret' never_tells
it '- having asked for nothing' [ ! -s ../log ]

# Every answer that is none, and then the plain one.
standin2
at=${JIRA#http://} at=${at%/jira}
try() { # SENTENCE STATUS MESSAGE FAULT
	seed_cloud
	case $4 in
	@*) control faults "$4" ;;
	*) control faults "{\"match\":\"oauth/token\",$4}" ;;
	esac
	quiet_get -v
	it "$1" exits "$2"
	it '- and says so' complains_like "^jira-token: $at: $3"
	it '- printing nothing' [ ! -s ../got ]
	it '- without a secret' never_tells
	jq -r '.auth | .refreshToken, .refreshingSince' jira.json >../held
	it '- keeping the refresh token, with a note' [ "$(sed \
	    's/^....-..-..T..:..:..Z$/noted/' ../held)" = "$refresh
noted" ]
	get
	jq -r '.auth | .accessToken, .refreshingSince' jira.json >../held
	it '- and the next one gets a token, and leaves no note' [ "$(cat \
	    ../out; echo null)" = "$(cat ../held)" ]
}
json='"status":200,"type":"application/json","body"'
try 'survives a lost reply' 75 'the connection ended' '"lose":true'
try 'a connection that ends' 75 'the connection ended' '"drop":true'
try 'half an answer' 75 'the connection ended within' '"truncate":20'
try 'a server that has no time' 75 '503 Service Unavailable$' '"status":503'
try 'and one that has failed' 75 '500: server_error: ' \
    '"status":500,"type":"application/json","body":{"error":"server_error"}'
try 'a limit' 75 '429 Too Many Requests: try again in 7 seconds$' \
    '"status":429,"headers":{"Retry-After":"7"}'
try 'the page of a proxy' 75 '200: a page in HTML in the place of a token' \
    '"status":200,"type":"text/html","body":"<html>login</html>"'
try 'and its refusal' 75 '403 Forbidden: a page in HTML$' \
    '"status":403,"type":"text/html","body":"<html>blocked</html>"'
try 'half a document' 76 'the answer is no JSON object$' \
    "$json:\"{\\\"access_token\\\":\\\"sesame\\\"\""
try 'a token with a line feed' 76 \
    "the answer's access_token holds a blank or a control character$" \
    "$json:{\"access_token\":\"sesame\\nx\",\"expires_in\":3600}"
try 'a refresh token with one' 76 \
    "the answer's refresh_token holds a blank or a control character$" \
    "$json:{\"access_token\":\"sesame\",\"refresh_token\":\"sesame\\r\\n\"}"
try 'a redirect to another host' 78 \
    '307: sends to https://evil.example/token, where the credential does not follow' \
    '"status":307,"headers":{"Location":"https://evil.example/token"}'
{
	printf '{"match":"oauth/token",%s:{"access_token":"' "$json"
	head -c 1000000 /dev/zero | tr '\0' a
	printf '"}}'
} >../long
try 'and a token of 1 MB' 76 'the body of the answer is longer than allowed$' \
    @../long
seed_cloud
control faults "{\"match\":\"oauth/token\",$json:{\"access_token\":\"other\"}}"
get
it 'takes a token whose end is not told' prints other
it '- keeping no end of it' [ "$(member expiresAt)" = null ]
: >../log
get
it '- and keeps it' prints other
it '- asking nobody' [ ! -s ../log ]

# A refresh token that has been handed out is not thrown away with it.
for lifetime in -1 0 1e30 '"long"' null; do
	seed_cloud
	control faults "$(jq -nc --argjson lifetime "$lifetime" '{status: 200,
	    match: "oauth/token", type: "application/json", body:
	    {access_token: "other", refresh_token: "next",
	    expires_in: $lifetime}}')"
	get
	it "takes a lifetime of $lifetime for none" prints other
	it '- and keeps both tokens' [ "$(member refreshToken) $(member \
	    expiresAt)" = 'next null' ]
done
seed_cloud
control faults "{\"match\":\"oauth/token\",\"status\":400,$(jq -nc \
    --arg said "$refresh app-secret" '{type: "application/json",
    body: {error: "invalid_client", error_description: $said}}' | cut -c 2-)"
quiet_get -v
it 'hears a server that repeats secrets' exits 78
it '- but repeats none itself' never_tells

# Where nothing is forgiven, a lost reply costs the grant.
seed_dc
control faults '{"match":"token","lose":true}'
quiet_get
it 'survives a lost reply of Data Center' exits 75
it '- with a note' [ "$(member refreshingSince)" != null ]
quiet_get
it '- but not with the old token' exits 77
it '- and says what to do' complains_like \
    '400: invalid_grant: .*: run jira-token -c ./jira.json authorize$'
it '- keeping it all the same' [ "$(member refreshToken)" = "$refresh" ]

# Somebody who has the lock and has been stopped.
seed_cloud
control faults '{"match":"oauth/token","delay":1}'
: >../log
jira-token -c ./jira.json >../holder 2>&1 &
holder=$!
while [ ! -s ../log ]; do sleep 0.05; done
kill -STOP $holder
run env HURRY=100 LD_PRELOAD="$BUILD/t/fault.so" \
    ASAN_OPTIONS=verify_asan_link_order=0 timeout 30 \
    jira-token -c ./jira.json refresh
it 'waits for a lock no longer than it may' exits 75
it '- and says so' complains \
    'jira-token: ./jira.json: another program keeps it locked'
kill -CONT $holder
status=0
wait $holder || status=$?
it '- leaving all to who has it' exits 0
it '- whose token is kept' [ "$(member accessToken)" = "$(cat ../holder)" ]
due 20
(
	flock -x 9
	touch ../locked
	exec sleep 60
) 9<jira.json &
background="$background $!"
while [ ! -e ../locked ]; do sleep 0.05; done
before=$(date +%s)
run env HURRY=10 LD_PRELOAD="$BUILD/t/fault.so" \
    ASAN_OPTIONS=verify_asan_link_order=0 \
    jira-token -c ./jira.json -o token
it 'waits less with a token at hand' [ $(($(date +%s) - before)) -le 6 ]
it '- which it hands out' prints "$(member accessToken)"
it '- saying why it is the old one' complains 'jira-token: not renewed: ./jira.json: another program keeps it locked'
rm jira.json

# What others see of it: its arguments and its environment.
seen() { # PID
	tr '\0' '\n' <"/proc/$1/cmdline" >../out
	tr '\0' '\n' <"/proc/$1/environ" >../err
}
seed_cloud
control faults '{"match":"oauth/token","delay":1}'
: >../log
jira-token -v -c ./jira.json >../got 2>../said &
while [ ! -s ../log ]; do sleep 0.05; done
seen $!
it 'shows its arguments' prints_like '^jira-token$'
it '- and its environment' complains_like '^HOME='
it '- without a secret' never_tells
wait $!
cp ../said ../err
it '- nor tells one of its requests' never_tells
it '- but for where they go' complains_like '> POST .*/oauth/token$'

# And its children: a program that tells a secret, one that tells a password,
# and a browser.
cat >child <<'SH'
#!/bin/sh
tr '\0' '\n' <"/proc/$PPID/cmdline" >>"$HOME/../children"
{ printf '%s\n' "$@"; env; } >>"$HOME/../children"
SH
{ cat child; echo 'echo app-secret'; } >tell
{ cat child; echo 'echo "pass""word"'; } >ask
chmod +x child tell ask
: >../children
seed_cloud
jq -c '.auth.clientSecret = {command: ["./tell", "me"]}' jira.json >x
mv x jira.json
export ANSIBLE_VAULT_PASSWORD_FILE="$PWD/ask"
jira-seal -i jira.json -p .auth.accessToken -p .auth.refreshToken
quiet_get
it 'has others tell the secret and the password' exits 0
cp ../children ../out
it '- which are run' prints_like '^me$'
it '- and know of no other' never_tells
it '- nor of the password' never_says password
unset ANSIBLE_VAULT_PASSWORD_FILE
: >../children
seed_dc
jq -c '.auth.clientSecret = {env: "CLIENT"}' jira.json >x
mv x jira.json
run env CLIENT=dc-secret BROWSER="$PWD/child" \
    jira-token -c ./jira.json --browser --timeout 1 --paste authorize
while ! grep -q ^HOME= ../children; do sleep 0.05; done
cp ../children ../out
it 'opens a browser' prints_like '^http:.*/authorize[?]'
it '- with the environment' prints_like '^HOME='
it '- but for what holds a secret' sh -c '! grep ^CLIENT= ../out'
it '- and without any' never_tells
rm -f child tell ask jira.json

# A connection that cannot be written has a token all the same, where one can
# be had at any time.
printf '{"url":"%s","auth":{"type":"client-credentials","clientId":"bot","clientSecret":"bot-secret"}}\n' \
    "$JIRA" >jira.json
cp jira.json before.json
chmod 400 jira.json
access=none refresh=none
get
it 'has a token where none can be kept' prints_like '^[A-Za-z0-9]{40}$'
it '- and says so' complains \
    'jira-token: not renewed: ./jira.json: it is write-protected'
it '- that lets in' lets_in
it '- leaving the file as it was' cmp -s jira.json before.json
control grants '{"expire":"access"}'
it '- however often one is wanted' lets_in
run jira-token -c ./jira.json refresh
it '- but none for keeps' exits 73
chmod 600 jira.json
failing fallocate 1 ENOSPC sh -c 'jira-token -c ./jira.json | cat'
it 'nor is a full disk in the way' prints_like '^[A-Za-z0-9]{40}$'
it '- of which it tells' complains 'jira-token: not renewed: ./jira.json: No space left on device'

finish
