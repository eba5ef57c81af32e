#!/bin/sh
# jira-request makes many requests at once, and answers in their order.
. "${0%/*}/lib.sh"

# shellcheck source=t/standin/oauth2.sh
. "$ROOT/t/standin/oauth2.sh"

standin2
control personal '{"token":"pat-secret","user":"fred"}'
printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}\n' \
    "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
at=${JIRA#http://} at=${at%/jira}
echo=/rest/standin/1/echo

# batch [option ...]: the requests of ../in.
batch() { run jira-request --batch "$@" <../in; }
# numbered COUNT: so many requests, each with its number.
numbered() {
	jq -nc --arg url "$echo" --argjson n "$1" \
	    'range($n) | {url: "\($url)?n=\(.)"}'
}
# picks FILTER: what the lines of output have.
picks() {
	jq -rc "$1" ../out >../picked && mv ../picked ../out
}

cat >../in <<'END'
{"url":"/rest/api/2/myself"}

{"url":"/rest/api/2/issue","body":{"fields":{"project":{"key":"DEMO"},"summary":"One"}}}
{"url":"/rest/api/2/search","query":{"jql":"project = DEMO"}}
{"method":"PUT","url":"/rest/api/2/issue/DEMO-1","body":{"fields":{"summary":"Two"}}}
END
batch --jobs 1
it 'makes one request after the other' exits 0
it 'without a word' is_quiet
it 'a line for each' [ "$(wc -l <../out)" -eq 4 ]
picks '[.status, .body.name // .body.key // .body.total]'
it 'in their order' prints '[200,"fred"]
[201,"DEMO-1"]
[200,1]
[204,null]'
run asked 'select(.method == "POST") | [.headers[] | select(.[0] | test("^(Accept|Content-Type|X-Atlassian-Token)$"))]'
it 'with what Jira wants of a request' prints \
    '[["Content-Type","application/json"],["Accept","application/json, */*;q=0.5"],["X-Atlassian-Token","no-check"]]'

: >../in
batch
it 'makes nothing of nothing' exits 0
it '- printing nothing' prints_nothing
printf '\n \n{"url":"/rest/api/2/myself"}' >../in
batch
it 'takes a last line without its end' prints_like '"status":200'

# Bodies.
: >../in
body() { # FAULT: an answer, to the next request of ../in.
	control faults "{\"match\":\"n=$n\\\\b\",\"status\":200,$1}"
	printf '{"url":"%s?n=%d"}\n' "$echo" "$n" >>../in
	n=$((n + 1))
}
n=100
json='"type":"application/json"'
body "$json,\"body\":\"{\\\"a\\\" :\\n 1.00,\\r\\n\\\"b\\\":\\\"\\\\u00e9\\\\n\\\"}\\n\""
body "$json,\"body\":\"12345678901234567890\""
body "$json,\"body\":\"null\""
body "$json,\"body\":\"{\\\"a\\\":\""
body "$json,\"body\":\"<html>\""
body '"body":"12"'
body '"body":"[12]"'
body '"body":"a\"\nb\u0001"'
body '"body":""'
batch
it 'takes every body' exits 0
it 'as JSON in its own bytes, as text, or not at all' prints '{"status":200,"body":{"a" :  1.00,  "b":"\u00e9\n"}}
{"status":200,"body":12345678901234567890}
{"status":200,"body":null}
{"status":200,"text":"{\"a\":"}
{"status":200,"text":"<html>"}
{"status":200,"text":"12"}
{"status":200,"body":[12]}
{"status":200,"text":"a\"\nb\u0001"}
{"status":200}'
it 'each line of it JSON' jq . ../out
printf '\377\000x' >bytes
jira-request --form file=@bytes /rest/api/2/issue/DEMO-1/attachments >attached
printf '{"url":"/secure/attachment/20000/bytes"}\n' >../in
batch
it 'and what is no text in base64' prints '{"status":200,"base64":"/wB4"}'
control faults '{"status":200,"body":"{}","headers":{"X-A":"\u00fcb","X-B":""}}'
batch -i
picks '[.headers[] | select(.[0] | test("^X-[AB]$"))]'
it 'tells of headers' prints '[["X-A","üb"],["X-B",""]]'

# Failures stop nothing.
cat >../in <<END
{"url":"/rest/api/2/issue/DEMO-9"}
{"url":"/rest/api/2/myself"
{"url":"http://other.example/x"}
{"url":"/rest/api/2/myself","headers":{"Authorization":"Basic sesame"}}
{"url":"/rest/api/2/../x"}
{"url":"/rest/api/2/myself","headers":{"Cookie":"sesame"}}
{"url":"/rest/api/2/myself","headers":{"X":"sesame\\n"}}
{"url":"/rest/api/2/myself","method":"get"}
{"url":"/rest/api/2/myself"}
END
: >../log
batch -v
it 'goes on after failures' exits 1
it 'and says how many there were' complains_like "^jira-request: 8 of 9 requests failed, the first on line 1: $at: 404 Not Found: Issue Does Not Exist\$"
it 'and nothing of what might be a secret' never_says sesame
it 'nor the token' never_says pat-secret
picks '[.status, .exit, .error]'
it 'each with its reason' prints "[404,69,\"$at: 404 Not Found: Issue Does Not Exist\"]
[null,65,\"<stdin>:2:28: an object has no end\"]
[null,65,\"<stdin>:3: the URL is not below $JIRA, where the connection leads\"]
[null,65,\"<stdin>:4: header Authorization: comes from the connection alone\"]
[null,65,\"<stdin>:5: the URL has a . or .. in its path: write it out\"]
[null,65,\"<stdin>:6: header Cookie: comes from the connection alone\"]
[null,65,\"<stdin>:7:44: headers: a value holds a control character\"]
[null,65,\"<stdin>:8: the method is not a word of capital letters\"]
[200,null,null]"
run asked .path
sort -o ../out ../out
it 'having asked for what can be asked for' prints '/jira/rest/api/2/issue/DEMO-9
/jira/rest/api/2/myself'
printf '{"url":"/a"}\n{"url":"/b"}\n{"url":"/rest/api/2/myself"}\n' >../in
batch
it 'fails as all failed that did' exits 69
sed -i 3d ../in
printf '{"url":"http://127.0.0.1:1/jira","auth":{"type":"pat","token":"x"}}' \
    >no.json
batch --retries 0 -c ./no.json
it 'of the network, too' exits 75
picks '[.exit, .error]'
it '- and says so' prints \
    '[75,"127.0.0.1:1: no connection: Connection refused"]
[75,"127.0.0.1:1: no connection: Connection refused"]'
control faults '{"status":200,"body":"ok","headers":{"X-Seraph-LoginReason":"AUTHENTICATED_FAILED"}}'
echo '{"url":"/x"}' >../in
batch
it 'takes an answer to nobody for a refusal' exits 77
control faults '{"status":302,"headers":{"Location":"http://other.example/x"}}'
batch
it 'follows no redirect elsewhere' exits 78
control faults '{"status":302,"headers":{"Location":"/jira/rest/api/2/myself"}}'
batch
it 'but one within the origin' prints_like '"name":"fred"'

# Many at once.
numbered 300 >../in
control faults '{"match":"n=(0|7|150)$","times":3,"delay":0.3}'
: >../log
batch --jobs 8
it 'makes many at a time' exits 0
picks '.body.query'
it 'with the answers in order, whatever comes first' \
    [ "$(cat ../out)" = "$(seq -f n=%g 0 299)" ]
run asked .connection
it 'over few connections' [ "$(sort -u ../out | wc -l)" -le 8 ]
it 'all of which are in use' [ "$(sort -u ../out | wc -l)" -ge 4 ]
: >../log
batch --jobs 1
run asked .connection
it 'or over one' [ "$(sort -u ../out | wc -l)" -eq 1 ]
jq -nc --arg url "$echo" 'range(40) | {url: $url, method: "POST", body: {}}' \
    >../in
: >../log
batch --jobs 2
it 'keeps connections for POST, too' exits 0
run asked .connection
it '- two of them' [ "$(sort -u ../out | wc -l)" -le 2 ]
batch -H 'X-More: yes' -H 'Accept: text/x'
it 'adds headers to each' [ "$(asked '.headers[] | select(.[0] == "X-More")[1]' | wc -l)" -eq 40 ]
jq -nc --arg url "$echo" '"one", "one", "two", "", "one" |
    {url: $url, headers: (if . == "" then {} else {"X-Own": .} end)}' >../in
: >../log
batch --jobs 1
run asked '[.headers[] | select(.[0] == "X-Own")[1]]'
it 'and its own to one alone' prints '["one"]
["one"]
["two"]
[]
["one"]'

# As it comes.
mkfifo lines
rm ../out
jira-request --batch <lines >../out 2>../half &
exec 9>lines
printf '{"url":"/rest/api/2/myself"}\n{"url":' >&9
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ -s ../out ] && break
	sleep 0.2
done
picks .status
it 'answers before the next line is whole' prints 200
exec 9>&-
wait $!
it 'and fails for the half that is left' [ $? -eq 65 ]

# Outputs that fail.
numbered 50 >../in
run sh -c 'jira-request --batch <../in >/dev/full'
it 'notices a full disk' exits 74
it '- and says so' complains \
    'jira-request: <stdout>: No space left on device'
: >../log
numbered 3000 >../in
run sh -c '{ jira-request --batch <../in; echo $? >../got; } | head -n 1'
it 'notices that nobody reads any more' [ "$(cat ../got)" -eq 74 ]
it '- and stops' [ "$(asked .method | wc -l)" -lt 3000 ]
run sh -c 'jira-request --batch <&-'
it 'notices a closed stdin' exits 74
run sh -c 'head -c 17000000 /dev/zero | tr "\0" x | jira-request --batch'
it 'takes no line without end' exits 65
it '- and says so' complains \
    'jira-request: <stdin>:1: a line of more than 16777216 bytes'

# Wrong calls.
wrong() {
	sentence=$1
	shift
	run jira-request --batch "$@" </dev/null
	it "$sentence" exits 64
	it '- printing nothing' prints_nothing
}
wrong 'takes no path beside it' /rest/api/2/myself
wrong 'no method' -X POST
wrong 'no field' -f a=b
wrong 'no body' --input ci.json
wrong 'no form' --form a=b
wrong 'no file for the output' -o out
wrong 'no program' -q .
wrong 'no pages' --paginate
wrong 'not none at a time' --jobs 0
wrong 'nor too many' --jobs 101
wrong 'no connection from the same place' -c -
run jira-request --jobs 2 /x
it 'wants more than one request for more than one at a time' exits 64

# What cannot be sent has ended before any connection is made.
jq '.url = "http://jira.example.com"' ci.json >far.json
echo '{"url":"/rest/api/2/myself"}' >../in
run timeout 30 jira-request -c ./far.json --batch <../in
it 'does not wait for what cannot be sent' exits 78
it '- and says why' complains_like 'would travel readable over http'

# OAuth 1.0a: each with a nonce of its own, which oauthlib looks at.
jira-keygen -b 2048 -d keys >key
consumer codestream keys/jira_publickey.pem
jira-conn -t oauth1 -u "$JIRA" --consumer-key codestream \
    --private-key-file keys/jira_privatekey.pcks8 >signed.json
jira-token -c ./signed.json authorize >/dev/null 2>../url &
for _ in 1 2 3 4 5 6 7 8 9 10; do
	url=$(grep -o 'http[^ ]*oauth_token=[^ ]*' ../url) && break
	sleep 0.2
done
approve "$url" >../page
wait $!
numbered 60 >../in
batch --jobs 8 -c ./signed.json
it 'signs each' exits 0
picks .body.user
it 'for the one who approved' [ "$(sort -u ../out)" = fred ]

# OAuth 2.0: a token that has lost its worth is renewed once for all.
printf '{"url":"%s","auth":{"type":"client-credentials","clientId":"bot","clientSecret":"bot-secret","scopes":["READ","WRITE"]}}\n' \
    "$JIRA" >bot.json
jira-token -c ./bot.json >../got
control grants '{"expire":"access"}'
: >../log
batch --jobs 8 -c ./bot.json
it 'renews a token that is worth nothing' exits 0
run asked 'select(.path | endswith("/token")).method'
it 'once for all' prints POST
control faults '{"match":"echo","status":401,"times":999}'
: >../log
batch --jobs 8 -c ./bot.json
it 'gives up when that does not help' exits 77
run asked 'select(.path | endswith("/token")).method'
it 'at once' prints POST
control faults '{"clear":true}'

finish
