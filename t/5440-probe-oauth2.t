#!/bin/sh
# jira-probe looks with OAuth 1.0a and OAuth 2.0 as with any other credential.
. "${0%/*}/lib.sh"

jira-keygen -d keys >/dev/null
standin --consumer app=keys/jira_publickey.pem --client '{"id":"bot",
    "secret":"bot-secret","realm":"server","grants":["client_credentials"],
    "scopes":["WRITE"],"user":"fred"}' --client '{"id":"svc",
    "secret":"svc-secret","realm":"cloud","grants":["client_credentials"],
    "scopes":["read:jira-work"],"user":"fred"}' --client '{"id":"oc",
    "secret":"oc-secret","realm":"credentials",
    "grants":["client_credentials"],"user":"fred"}'
id=11223344-a1b2-3b33-c444-def123456789

# probe FILTER ...: run it, and leave what jq makes of its answer.
probe() {
	filter=$1
	shift
	run jira-probe "$@"
	jq -c "$filter" ../out >../picked
	mv ../picked ../out
}
# client NAME MEMBERS API: a connection by client credentials.
client() {
	jq -nc --arg url "$JIRA" --arg id "$1" --arg api "$3" "{\$url, $2
	    endpoints: {token: \"$JIRA\(\$api)\"}, auth: {
	    type: \"client-credentials\", clientId: \$id,
	    clientSecret: \"\(\$id)-secret\"}}" >"$1.json"
}

client bot '' /rest/oauth2/latest/token
jq -c 'del(.endpoints) | .auth.scopes = ["WRITE"]' bot.json >x &&
    cat x >bot.json
probe '.credential | [.type, .user, .calls.platform]' -c ./bot.json
it 'looks with OAuth 2.0' exits 0
it 'as whom it belongs to' prints '["client-credentials","fred",true]'
it 'without a word' is_quiet
it 'or a secret' never_says bot-secret
it 'keeping no token' [ "$(jq .auth.accessToken bot.json)" = null ]

control settings '{"deployment":"Cloud","version":"1001.0.0-SNAPSHOT"}'
client svc "product: \"cloud\", cloudId: \"$id\"," /cloud/auth/oauth/token
jq -c --arg api "$JIRA/cloud/api/ex/jira/$id" '.endpoints.api = $api' \
    svc.json >x && cat x >svc.json
probe '.credential | [.displayName, .calls.platform]' -c ./svc.json
it 'looks through the gateway of the cloud' exits 0
it 'which alone it asks' [ "$(asked \
    'select(.path | endswith("/myself")).path' | tail -n 1)" = \
    "/jira/cloud/api/ex/jira/$id/rest/api/2/myself" ]
it 'as whom it belongs to' prints '["Fred Normal",true]'

client oc 'product: "cloud", api: "devops",' /cloud/api/oauth/token
probe '.credential.calls | map(. == null) | all' -c ./oc.json
it 'looks with what can be asked nothing' exits 0
it 'and tells nothing of it' prints true
control settings '{"deployment":"Server","version":"10.3.19"}'

jq -nc --arg url "$JIRA" '{$url, auth: {type: "oauth1", consumerKey: "app",
    privateKey: {file: "keys/jira_privatekey.pcks8"}}}' >app.json
run jira-probe -c ./app.json
it 'wants somebody to authorize first' exits 77
it 'printing nothing' prints_nothing
jira-token -c ./app.json authorize 2>../url &
background="$background $!"
for _ in 1 2 3 4 5 6 7 8 9 10; do
	url=$(sed -n 's/.*to approve, open //p' ../url)
	[ -z "$url" ] || break
	sleep 0.1
done
approve "$url" >/dev/null
wait $!
probe '.credential | [.type, .user]' -c ./app.json
it 'and then looks with OAuth 1.0a' prints '["oauth1","fred"]'

# ends_in SECONDS: have the connection say that its token ends then.
ends_in() {
	jq --argjson in "$1" '.auth.expiresAt = (now + $in | floor | todate)' \
	    app.json >x && cat x >app.json && cp app.json ../before
	: >../log
}
has_renewed() { asked '.path' | grep -q access-token; }
ends_in 30
probe .credential.user -c ./app.json
it 'takes a token that is about to end' prints '"fred"'
it 'as it is' eval '! has_renewed'
it 'leaving the file' cmp -s app.json ../before
ends_in -30
run jira-probe -c ./app.json
it 'takes none that has ended' exits 75
it 'and says what to do' complains 'jira-probe: ./app.json: its token has ended, and who only looks renews none: run jira-token -c ./app.json refresh'
it 'asking for nothing' [ -z "$(asked .path)" ]
it 'leaving the file' cmp -s app.json ../before
jira-token -c ./app.json refresh
: >../log
probe .credential.user -c ./app.json
it 'but the one that takes its place' prints '"fred"'
jq 'del(.auth.sessionHandle) | .auth.expiresAt = "2020-01-01T00:00:00Z"' \
    app.json >ended.json
run jira-probe -c ./ended.json
it 'and knows whom only a person can help' exits 77

finish
