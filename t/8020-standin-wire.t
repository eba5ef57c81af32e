#!/bin/sh
# The stand-in speaks HTTP as Jira's container does; and badly, when told to.
. "${0%/*}/lib.sh"

standin
origin=$(origin "$JIRA")
echo=$JIRA/rest/standin/1/echo

# get [option ...] url: the status goes to ../out, the body to ../body.
get() {
	run curl -sS -m 10 --noproxy '*' -D ../head -o ../body \
	    -w '%{http_code}\n' "$@"
}
body() { jq -e "$1" ../body >/dev/null; }
says() { grep -qi "^$1$(printf '\r')\$" ../head; }

get "$JIRA/rest/api/2/serverInfo"
it 'tells strangers what it is' prints 200
it 'a server' body '.deploymentType == "Server" and .versionNumbers[0] == 10'
it 'under its context path' body ".baseUrl == \"$JIRA\""
get "$origin/rest/api/2/serverInfo"
it 'and under no other' prints 404
get "$JIRA/rest/api/2/nothing"
it 'knows what it has not' prints 404
it 'in HTML' says 'Content-Type: text/html;charset=utf-8'

get "$JIRA/rest/api/2/myself"
it 'has nobody be anonymous there' prints 401
it 'saying so' body '.errorMessages[0] | contains("not authenticated")'
get -u fred:fred-secret "$JIRA/rest/api/2/myself"
it 'knows a password' prints 200
it 'and whose it is' body '.name == "fred"'
it 'saying OK' says 'X-Seraph-LoginReason: OK'
get -u fred:wrong "$JIRA/rest/api/2/serverInfo"
it 'refuses another' prints 401
it 'saying why' says 'X-Seraph-LoginReason: AUTHENTICATED_FAILED'
control settings '{"silent": true}'
get -u fred:wrong "$JIRA/rest/api/2/serverInfo"
it 'or lets it pass as nobody' prints 200
it 'with a word in the head' says 'X-Seraph-LoginReason: AUTHENTICATED_FAILED'
get -u fred:wrong "$echo"
it 'three times' body '.user == null'
get -u fred:fred-secret "$JIRA/rest/api/2/myself"
it 'then wants a person, even for the right one' prints 403
it 'naming the CAPTCHA' says 'X-Authentication-Denied-Reason: CAPTCHA_CHALL.*'
control settings '{"silent": false}'
control users '{"name": "jané", "password": "a:b"}'
get -u 'jané:a:b' "$JIRA/rest/api/2/myself"
it 'knows names beyond ASCII, and passwords with a colon' prints 200
get -H 'Authorization: Bearer fred-token' "$JIRA/rest/api/2/myself"
it 'knows a personal access token' body '.name == "fred"'
get -H 'Authorization: Bearer nonsense' "$JIRA/rest/api/2/myself"
it 'and none else' prints 401

get --path-as-is -X PATCH -H 'X-A: b' -H 'x-a: c' -d '{"q": "é"}' \
    "$echo/a%2Fb/../c;d?e=f+g&%zz=1&h"
it 'shows what arrived' prints 200
it 'as it came' body '.target == "/jira/rest/standin/1/echo" +
    "/a%2Fb/../c;d?e=f+g&%zz=1&h" and .body == "{\"q\": \"é\"}" and
    .method == "PATCH"'
it 'with every header' body '[.headers[] | select(.[0] == "X-A" or
    .[0] == "x-a") | .[1]] == ["b", "c"]'
it 'and what a servlet makes of it' body '.parameters ==
    [["e", "f g"], ["h", ""]]'
it 'and writes it down' [ "$(asked 'select(.method == "PATCH") | .query')" \
    = 'e=f+g&%zz=1&h' ]
get -X PUT -d 'a=b' "$echo"
it 'takes no form of a PUT for parameters' body '.parameters == []'
head -c 3000000 /dev/zero >big
get -H 'Transfer-Encoding: chunked' -H 'Expect: 100-continue' -T big "$echo"
it 'takes a body in chunks' body '.body | length == 3000000'
get -g "$echo?{\"a\":[1]}"
it 'takes in a query what Jira takes' prints 200
get -g "$JIRA/rest/a{b}"
it 'and in a path no more' prints 400
get -H 'Host:' "$echo"
it 'wants a Host' prints 400
get -H 'Content-Length: 1x' -d a "$echo"
it 'and a length that is one' prints 400
run control settings '{"weather": "fine"}'
it 'takes orders that mean something, and no others' exits 22
run curl -sS --noproxy '*' -o /dev/null "$echo?first" -o /dev/null "$echo?again"
it 'keeps a connection' [ "$(asked 'select(.query == "first" or
    .query == "again") | .connection' | uniq | wc -l)" -eq 1 ]

get -G "$JIRA/rest/standin/1/answer" -d status=418 -d type=text/html \
    --data-urlencode 'body=<p>Tea?' --data-urlencode 'header=X-Pot: a b'
it 'answers what it is told to' prints 418
it 'with that body' [ "$(cat ../body)" = '<p>Tea?' ]
it 'and that header' says 'X-Pot: a b'
get "$JIRA/rest/standin/1/bytes/1000001"
it 'sends as many bytes as one likes' [ "$(wc -c <../body)" -eq 1000001 ]

control faults '{"times": 2, "match": "echo", "status": 429,
    "headers": {"Retry-After": "1"}, "body": {"message": "slow down"}}'
get "$JIRA/rest/api/2/serverInfo"
it 'fails where it is told to, and nowhere else' prints 200
get "$echo"
it 'with what it is told' prints 429
it 'in the head' says 'Retry-After: 1'
it 'and the body' body '.message == "slow down"'
get "$echo"
it 'as often' prints 429
get "$echo"
it 'and no more' prints 200
control faults '{"drop": true}'
get "$echo"
it 'drops a connection' exits 52
control faults '{"method": "POST", "lose": true}'
get -d kept=1 "$echo"
it 'or drops it only after doing its work' exits 52
it 'which is then done' [ "$(answered 'select(.target |
    contains("echo")) | .status' | tail -n 1)" = 200 ]
control faults '{"truncate": 5}'
get "$echo"
it 'cuts a body' exits 18
control faults '{"delay": 0.6}'
get -m 0.3 "$echo"
it 'is late' exits 28
control faults '{"trickle": 0.2}'
get -m 0.5 "$echo"
it 'or dribbles' exits 28
control faults '{"raw": "220 mail.example.com\r\n"}'
get "$echo"
it 'talks nonsense' exits 1
control faults '{"drop": true}'
control faults '{"clear": true}'
get "$echo"
it 'until it is told to stop' prints 200
control faults "{\"status\": 302, \"headers\": {\"Location\": \"$echo?there\"}}"
get -L "$echo?here"
it 'sends one elsewhere' body '.query == "there"'

get -u admin:admin-secret -H 'Content-Type: application/json' \
    -d '{"fields": {}}' "$JIRA/rest/api/2/issue"
it 'takes no issue without a summary' prints 400
it 'and says so at the field' body '.errors.summary | startswith("You must")'
get -u admin:admin-secret -H 'Content-Type: application/json' \
    -d '{"fields": {"project": {"key": "DEMO"}, "summary": "Tea"}}' \
    "$JIRA/rest/api/2/issue"
it 'takes one with' prints 201
get -u admin:admin-secret "$JIRA/rest/api/2/issue/DEMO-1"
it 'and keeps it' body '.fields.summary == "Tea"'
get -u admin:admin-secret "$JIRA/rest/api/2/search?maxResults=1000"
it 'finds it' body '.total == 1 and .maxResults == 100'
get -u admin:admin-secret -X DELETE "$JIRA/rest/api/2/issue/DEMO-1"
it 'until it is deleted' prints 204
get -u admin:admin-secret "$JIRA/rest/api/2/issue/DEMO-1"
it 'for good' prints 404

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out spki.pem 2>/dev/null
openssl rsa -in key.pem -RSAPublicKey_out -out pkcs1.pem 2>/dev/null
openssl req -x509 -key key.pem -subj /CN=a -out certificate.pem
grep -v -e - spki.pem | tr -d '\n' >bare
run consumer app spki.pem
it 'takes a public key' exits 0
run consumer app bare
it 'or its bare base64' exits 0
for other in pkcs1 certificate key; do
	run consumer app "$other.pem"
	it "but not $other.pem" exits 22
done

sh -c 'ulimit -c 0; . "$ROOT/t/standin/standin.sh"
    top=$(pwd); standin; echo $! >../pid; kill -9 $$' 2>../err
for _ in $(seq 100); do
	kill -0 "$(cat ../pid)" 2>../err || break
	sleep 0.1
done
run kill -0 "$(cat ../pid)"
it 'ends with the shell that started it, however that ends' exits 1

openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout tls.pem -out cert.pem 2>/dev/null
cat cert.pem >>tls.pem
standin --tls tls.pem --context ''
get --cacert cert.pem "$JIRA/rest/api/2/serverInfo"
it 'speaks TLS, with no context path' prints 200
get "$JIRA/rest/api/2/serverInfo"
it 'to those who trust it' exits 60

finish
