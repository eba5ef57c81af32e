#!/bin/sh
# The stand-in's OAuth 2.0 is Jira's: bodies, statuses, rotation, redirects.
. "${0%/*}/lib.sh"

standin --client '{"id":"dc","secret":"dc-secret","realm":"server","grants":["authorization_code","refresh_token"],"redirects":["http://localhost:9/cb"],"scopes":["WRITE"]}' \
    --client '{"id":"bot","secret":"bot-secret","realm":"server","grants":["client_credentials"],"scopes":["WRITE"],"user":"fred"}' \
    --client '{"id":"app","secret":"app-secret","realm":"cloud","grants":["authorization_code","refresh_token"],"redirects":["http://localhost:9/cb"],"scopes":["read:jira-work","offline_access"]}' \
    --client '{"id":"svc","secret":"svc-secret","realm":"cloud","grants":["client_credentials"],"scopes":["read:jira-work"],"user":"fred"}' \
    --client '{"id":"oc","secret":"oc-secret","realm":"credentials","grants":["client_credentials"],"user":"fred"}'
dc=$JIRA/rest/oauth2/latest
auth=$JIRA/cloud/auth
api=$JIRA/cloud/api

# call [curl option ...]: the body, and on a line of its own the status.
call() { run curl -sS --noproxy '*' -w '\n%{http_code}\n' "$@"; }
form() { url=$1; shift; call "$url" --data-raw "$(IFS=\&; echo "$*")"; }
json() { call "$1" -H 'Content-Type: application/json' --data-raw "$2"; }
got() { head -n 1 ../out | jq -r "$1"; }
is() { [ "$(tail -n 1 ../out)" = "$1" ]; }
says() { [ "$(head -n 1 ../out)" = "$1" ]; }

# code URL: log in, accept, and keep the code.
code() {
	"$ROOT/t/standin/person" --seconds 5 "$1" >../page 2>&1
	code=$(sed -n 's/.*[?&]code=\([^&]*\).*/\1/p' ../page)
}
redirect=http%3A%2F%2Flocalhost%3A9%2Fcb
ask="response_type=code&redirect_uri=$redirect"

# Data Center.  The verifier and challenge are those of RFC 7636, appendix B.
verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
code "$dc/authorize?client_id=dc&scope=READ&state=s1&$ask&code_challenge=$challenge&code_challenge_method=S256"
run cat ../page
it 'sends a code to the redirect URI, with the state' \
    prints_like '^http://localhost:9/cb\?.*state=s1'
form "$dc/token" grant_type=authorization_code client_id=dc \
    client_secret=dc-secret "code=$code" "redirect_uri=$redirect" \
    "code_verifier=$verifier-"
it 'refuses another verifier' is 400
it 'as a grant that is none' [ "$(got .error)" = invalid_grant ]
code "$dc/authorize?client_id=dc&scope=READ&state=s1&$ask&code_challenge=$challenge&code_challenge_method=S256"
json "$dc/token" '{"grant_type":"authorization_code"}'
it 'takes no JSON' is 500
form "$dc/token" grant_type=authorization_code client_id=dc \
    client_secret=wrong "code=$code" "redirect_uri=$redirect"
it 'refuses a wrong secret' is 401
it 'by its name' [ "$(got .error)" = invalid_client ]
form "$dc/token" grant_type=authorization_code client_id=dc \
    client_secret=dc-secret "code=$code" "redirect_uri=$redirect" \
    "code_verifier=$verifier"
it 'takes the verifier of RFC 7636' is 200
it 'for a token of an hour' [ "$(got .expires_in)" = 3600 ]
token=$(got .access_token) refresh=$(got .refresh_token)
call "$JIRA/rest/api/2/myself" -H "Authorization: Bearer $token"
it 'which lets in' [ "$(got .name)" = fred ]
form "$dc/token" grant_type=refresh_token client_id=dc \
    client_secret=dc-secret "refresh_token=$refresh"
it 'refreshes nothing without the redirect URI' \
    [ "$(got .error)" = invalid_grant ]
form "$dc/token" grant_type=refresh_token client_id=dc \
    client_secret=dc-secret "refresh_token=$refresh" "redirect_uri=$redirect"
it 'but with it' is 200
new=$(got .access_token) newer=$(got .refresh_token)
it 'to another refresh token' [ "$newer" != "$refresh" ]
call "$JIRA/rest/api/2/myself" -H "Authorization: Bearer $token"
it 'the old access token is void' is 401
form "$dc/token" grant_type=refresh_token client_id=dc \
    client_secret=dc-secret "refresh_token=$refresh" "redirect_uri=$redirect"
it 'and the old refresh token' is 400
form "$dc/revoke" client_id=dc client_secret=dc-secret "token=$newer" \
    token_type_hint=password
it 'does not know every hint' [ "$(got .error)" = unsupported_token_type ]
form "$dc/revoke" client_id=dc client_secret=dc-secret "token=$newer"
it 'revokes' is 200
call "$JIRA/rest/api/2/myself" -H "Authorization: Bearer $new"
it 'both tokens' is 401
form "$dc/token" grant_type=client_credentials client_id=bot \
    client_secret=bot-secret scope=READ%20WRITE
it 'lets a service account in by itself' is 200
it 'without a refresh token' [ "$(got .refresh_token)" = null ]
form "$dc/token" grant_type=client_credentials client_id=bot \
    client_secret=bot-secret scope=ADMIN
it 'but not as an administrator' [ "$(got .error)" = invalid_scope ]
"$ROOT/t/standin/person" --seconds 5 \
    "$dc/authorize?client_id=dc&scope=READ&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb" \
    >../page 2>../err
it 'asks nobody for the sake of another redirect URI' \
    complains_like 'no button to approve'

# Cloud.
code "$auth/authorize?audience=api.atlassian.com&client_id=app&scope=read%3Ajira-work%20offline_access&state=s2&prompt=consent&$ask"
json "$auth/oauth/token" "{\"grant_type\":\"authorization_code\",\"client_id\":\"app\",\"client_secret\":\"app-secret\",\"code\":\"$code\",\"redirect_uri\":\"http://localhost:9/cb\"}"
it 'takes JSON on Cloud' is 200
token=$(got .access_token) refresh=$(got .refresh_token)
call "$api/oauth/token/accessible-resources" -H "Authorization: Bearer $token"
it 'tells the sites' [ "$(got '.[0].url')" = "$JIRA" ]
id=$(got '.[0].id')
call "$JIRA/_edge/tenant_info"
it 'as the site itself does' [ "$(got .cloudId)" = "$id" ]
call "$api/ex/jira/$id/rest/api/3/myself" -H "Authorization: Bearer $token"
it 'lets in at the gateway' [ "$(got .name)" = fred ]
call "$JIRA/rest/api/2/myself" -H "Authorization: Bearer $token"
it 'and not at the site' is 401
call "$api/ex/jira/none/rest/api/3/myself" -H "Authorization: Bearer $token"
it 'knows no other site' is 404
call "$api/ex/jira/$id/rest/api/3/myself" -H 'Authorization: Bearer x'
it 'and no other token' says '{"code":401,"message":"Unauthorized"}'

# cloud_refresh TOKEN: exchange it.
cloud_refresh() {
	json "$auth/oauth/token" "{\"grant_type\":\"refresh_token\",\"client_id\":\"app\",\"client_secret\":\"${2-app-secret}\",\"refresh_token\":\"$1\"}"
}
cloud_refresh "$refresh" wrong
it 'refuses a wrong secret in its own words' \
    says '{"error":"access_denied","error_description":"Unauthorized"}'
it 'with 401' is 401
cloud_refresh none
it 'and an unknown token' says '{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}'
it 'with 403' is 403
cloud_refresh "$refresh"
it 'rotates' is 200
first=$(got .refresh_token)
cloud_refresh "$refresh"
it 'forgives a second use at once' is 200
second=$(got .refresh_token)
cloud_refresh "$first"
it 'which takes what the first one got' is 403
cloud_refresh "$second"
it 'and gives another' is 200
last=$(got .refresh_token)
control grants '{"leeway":0}'
cloud_refresh "$second"
it 'takes a later use for a theft' is 403
cloud_refresh "$last"
it 'that costs the whole family' is 403
json "$auth/oauth/token" '{"grant_type":"password"}'
it 'names the grants it has' says '{"error":"invalid_request","error_description":"grant_type must be one of [authorization_code|refresh_token|client_credentials]"}'
json "$auth/oauth/token" '{'
it 'does not read half a document' says '{"error":"invalid_request","error_description":"Incorrect request parameters"}'
json "$auth/oauth/token" '{"grant_type":"client_credentials","client_id":"svc","client_secret":"svc-secret"}'
it 'lets a service account in by itself' is 200
json "$api/oauth/token" '{"audience":"api.atlassian.com","grant_type":"client_credentials","client_id":"oc","client_secret":"oc-secret"}'
it 'and an OAuth credential, elsewhere' is 200
token=$(got .access_token)
form "$api/oauth/token" client_id=oc client_secret=oc-secret \
    grant_type=client_credentials
it 'by a form, too' is 200
json "$auth/oauth/token" '{"grant_type":"client_credentials","client_id":"oc","client_secret":"oc-secret"}'
it 'which the other endpoint does not know' is 401
call "$api/jira/devinfo/0.1/cloud/$id/bulk" -d '{"repositories":[]}' \
    -H "Content-Type: application/json" \
    -H "Authorization: Bearer $token"
it 'and which is for ingestion' is 202
call "$api/ex/jira/$id/rest/api/3/myself" -H "Authorization: Bearer $token"
it 'alone' is 401

finish
