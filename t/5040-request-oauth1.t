#!/bin/sh
# jira-request signs with OAuth 1.0a so that oauthlib, for Jira, agrees.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
openssl genrsa -out other.pem 2048 2>/dev/null
standin --consumer codestream=key.pub --approve-all
at=${JIRA#http://} at=${at%/jira}
connection() {
	printf '{"url":"%s","auth":{"type":"oauth1","consumerKey":"codestream","privateKey":{"file":"%s"}%s}}\n' \
	    "$JIRA" "$2" "${3-}" >"$1"
}
connection new.json key.pem
cp new.json jira.json
jira-token -c ./jira.json --timeout 9 authorize 2>/dev/null
token=$(jq -r .auth.token jira.json)
echo=/rest/standin/1/echo
export JIRA_CONNECTION=./jira.json

# is_fred: the last answer was for the one who approved.
is_fred() { prints_like '"(user|name)":"fred"'; }

run jira-request /rest/api/2/myself
it 'signs a GET' is_fred
run jira-request "$echo?a=1&a=2&b&c=%2f+%20&d=%C3%BC&~=*"
it 'signs a query of every kind' is_fred
run jira-request "$echo/a%2fb/%E4%BC%8A"
it 'signs a path as it is' is_fred
run jira-request GET -f 'jql=a = "ü" & b+c' -F n=1.0 "$echo"
it 'signs fields in a query' is_fred
run jira-request -f a=b PUT "$echo"
it 'signs a request with a JSON body' is_fred
printf 'a=1&b=x+y%%20z&a=0&c' >form
run jira-request -H 'Content-Type: application/x-www-form-urlencoded' \
    --input form POST "$echo"
it 'signs a form' is_fred
run jira-request -H 'Content-Type: application/x-www-form-urlencoded' \
    --input form PUT "$echo"
it 'but not that of a PUT' is_fred
run jira-request HEAD -i "$echo"
it 'signs a HEAD' prints_like '^X-AUSERNAME: fred'
: >../log
run jira-request "$echo"
run asked '.headers[] | select(.[0] == "Authorization")[1]'
it 'names six parameters and a version' [ "$(grep -o 'oauth_[a-z_]*=' ../out |
    sort -u | wc -l)" -eq 7 ]

run jira-request -v -i "$echo/x"
mv ../out ../echoed
: >../out
it 'never says the token' never_says "$token"
run jira-request "$echo" -c ./new.json
it 'wants a token' exits 77
it 'and says how to get one' complains 'jira-request: ./new.json: holds no token: run jira-token -c ./new.json authorize'

# Redirects are signed anew.
control faults '{"status":302,"match":"/first","headers":{"Location":"/jira/rest/api/2/myself"}}'
run jira-request /first
it 'signs anew for a redirect' is_fred

# Clocks and nonces.
control settings '{"clock":4000}'
: >../log
run jira-request /rest/api/2/myself
it 'learns the clock of Jira' is_fred
it 'in two requests' [ "$(asked .path | wc -l)" -eq 2 ]
it 'without a word' is_quiet
control settings '{"clock":0}'
control faults '{"status":401,"body":"oauth_problem=nonce_used"}'
run jira-request /rest/api/2/myself
it 'signs anew after a nonce that was seen' is_fred

# A signature that does not fit is explained.
control settings '{"connector":"https://'"$at"'"}'
run jira-request /rest/api/2/myself
it 'knows a proxy that hides the scheme' exits 78
it 'printing nothing' prints_nothing
it 'and says so' complains_like \
    ': signature_invalid: scheme differs: http:.* sees https:'
it 'never saying the token' never_says "$token"
control settings '{"connector":null}'
jq -c '.auth.privateKey.file = "other.pem"' jira.json >other.json
run jira-request -c ./other.json /rest/api/2/myself
it 'knows a wrong key' exits 78
it 'and says so' complains_like ': signature_invalid: .* another private key$'
control tokens '{"revoke":"all"}'
run jira-request /rest/api/2/myself
it 'knows a token that was revoked' exits 77
it 'and says what to do' complains_like ': token_rejected: .*authorize again$'

# On behalf of somebody, with no token.
connection for.json key.pem ',"requestor":"jané smith"'
run jira-request -c ./for.json "$echo?x=y"
it 'knows that it may not impersonate' exits 77
it 'and says what to check' complains_like \
    ': 401 Unauthorized: .*two-legged access or impersonation$'
control consumers "$(jq -n --rawfile publicKey key.pub \
    '{key: "codestream", $publicKey, twoLegged: true, impersonation: true}')"
control users '{"name":"jané smith","password":"x"}'
run jira-request -c ./for.json "$echo?x=y"
it 'acts for another' prints_like '"user":"jané smith"'
it 'beside the query' prints_like \
    '"query":"x=y&xoauth_requestor_id=jan%C3%A9%20smith"'
run jira-request -c ./for.json -f a=b "$echo"
it 'also with a body' prints_like '"user":"jané smith"'
run jira-request -c ./for.json "$echo?not_xoauth_requestor_id=fred"
it 'and beside a parameter of a longer name' prints_like '"user":"jané smith"'

# Keys that are none.
: >../log
connection no.json none.pem ',"token":"t"'
run jira-request -c ./no.json /x
it 'wants its key' exits 66
openssl rsa -in key.pem -aes128 -passout pass:x -out locked.pem 2>/dev/null
for key in key.pub locked.pem jira.json; do
	connection no.json "$key" ',"token":"t"'
	chmod 600 key.pub
	run jira-request -c ./no.json /x
	it "refuses $key" exits 78
	it '- and says where it stands' complains_like \
	    '^jira-request: ./no.json: /auth/privateKey: '
done
it 'asking nobody' [ ! -s ../log ]

openssl rsa -in key.pem -aes128 -passout pass:sesame -out locked.pem 2>/dev/null
connection locked.json locked.pem ',"token":"t"'
run jira-request -c ./locked.json /rest/api/2/myself
it 'opens no encrypted key' exits 78
it 'and says what does' complains_like \
    '/auth/privateKey: the key is encrypted, .*: jira-keygen --pkcs8 opens it$'

finish
