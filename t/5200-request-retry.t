#!/bin/sh
# jira-request tries again what is safe, no sooner than it may, and no more.
. "${0%/*}/lib.sh"

standin
control personal '{"token":"pat-secret","user":"fred"}'
connect() {
	printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}\n' "$1"
}
connect "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
at=${JIRA#http://} at=${at%/jira}
echo=/rest/standin/1/echo

# meets FAULT method [option ...]: a request that meets it.
meets() {
	control faults '{"clear":true}'
	control faults "$1"
	shift
	: >../log
	run jira-request "$@" "$echo"
}
# has_asked COUNT: so many requests came.
has_asked() { [ "$(asked .method | wc -l)" -eq "$1" ]; }
# took LEAST MOST: milliseconds passed from the first request to the last.
took() {
	asked .time | jq -s --argjson least "$1" --argjson most "$2" \
	    '(max - min) * 1000 | . >= $least and . <= $most' | grep -q true
}

# What was lost.
for method in GET HEAD PUT DELETE; do
	meets '{"drop":true}' -X $method
	it "tries $method again" exits 0
	it '- once' has_asked 2
done
meets '{"truncate":5}' GET
it 'tries what was cut short again' exits 0
it 'and has it whole' prints_like '"user": *"fred"'
it 'once' has_asked 2
meets '{"drop":true,"times":99}' GET --retries 2
it 'gives up in the end' exits 75
it '- saying why' complains_like "^jira-request: $at: the connection (ended before|broke before the end of) "
it '- after as many tries as it may' has_asked 3
meets '{"drop":true}' GET --retries 0
it 'does not try again when told so' has_asked 1
it '- and fails' exits 75
for method in POST PATCH; do
	meets '{"lose":true}' -X $method
	it "tries $method no second time" exits 75
	it '- which might be done twice' has_asked 1
done
meets '{"lose":true}' POST --retry-unsafe
it 'unless it is told to' exits 0
it '- and then does' has_asked 2
meets '{"truncate":5}' POST
it 'nor a POST whose answer was cut short' exits 75
it '- once is enough' has_asked 1
meets '{"raw":"220 ESMTP\r\n"}' GET
it 'tries no nonsense again' exits 76
it '- once is enough' has_asked 1

# What was answered.
control faults '{"clear":true}'
: >../in
: >../log
for status in 408 425 429 502 503 504 400 401 403 404 409 500; do
	control faults "{\"status\":$status,\"match\":\"n=$status\"}"
	printf '{"url":"%s?n=%d"}\n' "$echo" $status >>../in
done
run jira-request --batch --jobs 12 <../in
jq .status ../out >../picked
mv ../picked ../out
it 'tries again what is not now, and takes the rest for answers' prints '200
200
200
200
200
200
400
401
403
404
409
500'
it '- once each' has_asked 18
meets '{"status":503}' POST
it 'tries no POST again that may have been done' exits 75
it '- once is enough' has_asked 1
meets '{"status":429}' POST
it 'but one that was refused for its number' exits 0
it '- a second later' took 990 4500
meets '{"status":502,"headers":{"Retry-After":"2"}}' GET -v
it 'waits as long as the server asks it to' took 1990 3000
it '- and says so' complains_like '^jira-request: \* again in 2\.[0-9] s$'
: >../out
it '- and no secret' never_says pat-secret
then=$(LC_ALL=C date -u -d '+2 seconds' '+%a, %d %b %Y %H:%M:%S GMT')
meets "{\"status\":429,\"headers\":{\"Retry-After\":\"$then\"}}" GET
it 'by date, too' took 990 4000
meets '{"status":429,"headers":{"Retry-After":"0"}}' GET
it 'but does not spin' took 990 4500
meets '{"status":429,"headers":{"Retry-After":"30"}}' GET --max-time 20
it 'waits for nothing beyond its time' exits 75
it '- and says how long it would be' complains "jira-request: $at: 429 Too Many Requests: try again in 30 seconds"
it '- at once' has_asked 1
meets '{"status":503,"times":99}' GET --max-time 2 --retries 99
it 'ends with its time' exits 75
it '- saying what was the matter' complains "jira-request: $at: 503 Service Unavailable"
it '- and not after it' took 0 2100

# What was never sent: a server that comes a little later.
port=$(/usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
front=$JIRA
connect "http://127.0.0.1:$port/jira" >later.json
{
	sleep 0.3
	exec /usr/bin/python3 -B "$ROOT/t/standin/jira.py" --port "$port" \
	    --log "$top/later" >../ready2
} &
background="$background $!"
run jira-request -c ./later.json --retries 12 -X POST /rest/standin/1/echo
it 'tries a POST again that was never sent' exits 77
it '- and sends it once' [ "$(grep -c '"method"' "$top/later")" -eq 1 ]
JIRA=$front

# A connection that was kept, and dies under a POST.
batch() { run jira-request --batch --jobs 1 "$@" <../in; }
control faults '{"clear":true}'
jq -nc --arg url "$echo" 'range(4) | {method: "POST", url: "\($url)?n=\(.)"}' \
    >../in
control faults '{"match":"n=2","drop":true}'
: >../log
batch
it 'repeats no POST over a connection that was kept' exits 75
run asked .query
it '- each was sent once' prints 'n=0
n=1
n=2
n=3'
control faults '{"match":"n=2","drop":true}'
: >../log
batch --retry-unsafe
it 'but when it is told to' exits 0
it '- and that one alone' has_asked 5
sed -i 's/POST/PUT/' ../in
control faults '{"match":"n=2","drop":true}'
: >../log
batch --retries 0
it 'but PUT, where libcurl sees to it' exits 0
it '- at once' has_asked 5

# A batch waits together.
numbered() {
	jq -nc --arg url "$echo" --argjson n "$1" \
	    'range($n) | {url: "\($url)?n=\(.)"}'
}
many() { run jira-request --batch --jobs 4 <../in; }
numbered 40 >../in
control faults '{"match":"n=5","status":429,"headers":{"Retry-After":"1"}}'
: >../log
many
it 'has a whole batch wait for one limit' exits 0
run asked .time
it '- to the end of it' [ "$(jq -s 'sort | . as $t |
    [range(1; length) | $t[.] - $t[. - 1]] | max > 0.9' ../out)" = true ]
: >../log
control faults '{"match":"n=5","status":429,"headers":{"Retry-After":"1","RateLimit-Reason":"jira-per-issue-on-write"}}'
many
it 'but not for the limit of one issue' exits 0
it '- which alone is late' [ "$(asked 'select(.query != "n=5").time' |
    jq -s 'max - min < 0.9')" = true ]
control faults '{"match":"n=5","status":429,"headers":{"Retry-After":"900"}}'
: >../log
many
it 'does not wait for an hour' exits 75
it '- nor ask in vain' [ "$(asked .method | wc -l)" -lt 20 ]
it '- but says so, of each' [ "$(grep -c "not sent: the server has asked to be left alone for 900 seconds more" ../out)" -gt 20 ]
it '- which all have a line' [ "$(wc -l <../out)" -eq 40 ]

# Limits that are kept before anybody has to refuse.
refused() { control limits '{}' && jq -r .refused "$top/control"; }
control limits '{"kind":"bucket","size":20,"fill":20,"interval":1}'
: >../log
many
it 'keeps to the bucket of Data Center' exits 0
it '- without a refusal' [ "$(refused)" -eq 0 ]
it '- at its own pace' took 800 4000
control limits '{"kind":"cloud","size":20,"interval":1}'
: >../log
many
it 'keeps to what Jira Cloud warns of' exits 0
it '- without a refusal' [ "$(refused)" -eq 0 ]
control limits '{"kind":"bucket","size":10,"fill":10,"interval":1,"silent":true}'
numbered 14 >../in
run jira-request --batch --jobs 14 <../in
it 'makes good what was refused to too many at a time' exits 0
it '- as some were' [ "$(refused)" -gt 0 ]
control limits '{"clear":true}'

# OAuth 1.0a: another try is another request.
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
control faults '{"lose":true}'
: >../log
run jira-request -c ./signed.json /rest/api/2/myself
it 'signs anew for each try' exits 0
run asked '.headers[] | select(.[0] == "Authorization")[1] |
    capture("nonce=\"(?<n>[^\"]*)").n'
it '- with another nonce' [ "$(sort -u ../out | wc -l)" -eq 2 ]

# The others try again, too.
control faults '{"match":"serverInfo","drop":true}'
run jira-probe "$JIRA"
it 'has jira-probe try again' exits 0
printf admin-secret >password
jira-conn -t basic -u "$JIRA" --username admin \
    --api-token-file password >admin.json
control faults '{"match":"applinks","drop":true}'
run jira-applink -c ./admin.json --consumer-key another \
    --public-key keys/jira_publickey.pem
it 'and jira-applink' exits 0

# Wrong calls.
for number in -1 100 x; do
	run jira-request --retries $number /x
	it "refuses $number for a number of tries" exits 64
done

finish
