#!/bin/sh
# jira-request leaves a list that has no end, and trusts no page.
. "${0%/*}/lib.sh"

standin
printf '{"url":"%s","auth":{"type":"pat","token":"fred-token"}}\n' \
    "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
list=/rest/standin/1/list
at=${JIRA#http://} at=${at%/jira}

# leaves_off SENTENCE SHAPE FAULT LINES MESSAGE
leaves_off() {
	run timeout 20 jira-request --items "$list/$2?count=120&fault=$3"
	it "$1" exits 76
	it '- after what came before' [ "$(wc -l <../out)" -eq "$4" ]
	it '- and says so' complains "jira-request: $at: $5"
}
leaves_off 'an empty page that is not the last' issues empty 50 \
    'page 2: an empty page that is not the last, after 50 of 120 items'
leaves_off 'and one without a total' auditing empty 50 \
    'page 2: an empty page that is not the last, after 50 of 120 items'
leaves_off 'empty pages without end' jql void 0 \
    'page 11: 11 empty pages, none of which is the last, after 0 items'
leaves_off 'the same page again' issues same 50 \
    'page 2: the same page came twice, after 50 items'
leaves_off 'a token that leads to the same page' jql token 50 \
    'page 2: the same page came twice, after 50 items'
leaves_off 'tokens in a circle' jql circle 7 \
    'page 8: the same page came twice, after 7 items'
leaves_off 'another page than was asked for' issues other 50 \
    'page 2: the page from 50 on was asked for, and the one from 57 on came'
leaves_off 'a total that runs away' issues total 120 \
    'page 4: an empty page that is not the last, after 120 of 240 items'
leaves_off 'a negative number' issues negative 0 \
    'page 1: the page'\''s startAt is not a number of items'
leaves_off 'a huge one' issues huge 0 \
    'page 1: the page'\''s total is not a number of items'
leaves_off 'and a fraction' issues fraction 0 \
    'page 1: the page'\''s startAt is not a number of items'
leaves_off 'a token without measure' jql long 0 \
    'page 1: what leads to the next page is longer than 16384 bytes'
leaves_off 'a page that does not tell the next' jql stuck 0 \
    'page 1: a page that is not the last, and does not tell the next'
leaves_off 'a link to another resource' desk elsewhere 0 \
    'page 1: the link to the next page leads to another resource'
leaves_off 'a link that leads nowhere' desk noquery 0 \
    'page 1: the link to the next page has no query'

# A link to another host with this very resource: only its query counts.
: >../log
run jira-request --items "$list/desk?count=120&fault=evil"
it 'asks no host that a page names' exits 0
it '- but its own, for all pages' [ "$(wc -l <../out)" -eq 120 ]
run asked '.headers[] | select(.[0] == "Host")[1]'
it '- each time' prints "$at
$at
$at"

# A document that cannot be ended is not ended.
run jira-request --slurp "$list/issues?count=120&fault=same"
it 'leaves a document without its end' exits 76
it '- so that nobody takes it for one' \
    [ "$(tail -c 1 ../out)" = '}' ]
run jira-request --slurp -q length "$list/issues?count=120&fault=same"
it 'and shows no program half of it' exits 76
it '- printing nothing' prints_nothing
run jira-request --items -o kept "$list/issues?count=120&fault=same"
it 'nor leaves half a file' exits 76
it '- but none' [ ! -e kept ]

# A second page that is no page.
# then SENTENCE STATUS MESSAGE FAULT
then_comes() {
	control faults "$4"
	run jira-request --retries 0 --max-time 2 --items \
	    "$list/issues?count=120"
	control faults '{"clear":true}'
	it "$1" exits "$2"
	it '- after what came before' [ "$(wc -l <../out)" -eq 50 ]
	it '- and says so' complains_like "^jira-request: $at: $3\$"
	it '- but never the token' never_says fred-token
}
then_comes 'a page in HTML' 76 \
    'page 2: the answer is a page in HTML, and no JSON' \
    '{"match":"startAt=50","status":200,"type":"text/html",
      "body":"<html><title>secret"}'
then_comes 'HTML that is called JSON' 76 \
    'page 2: the answer is a page in HTML, and no JSON' \
    '{"match":"startAt=50","status":200,"type":"application/json",
      "body":"  <!doctype html>"}'
then_comes 'JSON that is cut off' 76 \
    'page 2: the answer is no JSON: <answer>:1:[0-9]+: .*' \
    '{"match":"startAt=50","status":200,"body":"{\"issues\":[{\"a\":1}"}'
then_comes 'nothing' 76 'page 2: the answer is no JSON: <answer>:1:1: .*' \
    '{"match":"startAt=50","status":200,"body":""}'
then_comes 'two documents' 76 \
    'page 2: the answer is no JSON: <answer>:1:4: .*' \
    '{"match":"startAt=50","status":200,"body":"{} {}"}'
then_comes 'a page that is no list' 76 \
    'page 2: the answer is a page without a list' \
    '{"match":"startAt=50","status":200,"body":"{\"startAt\":50}"}'
then_comes 'a refusal' 77 '401 Unauthorized: .*' \
    '{"match":"startAt=50","status":401,"body":{"message":"gone"}}'
then_comes 'a list that is gone' 69 '404 Not Found: no' \
    '{"match":"startAt=50","status":404,"body":{"message":"no"}}'
then_comes 'an answer that is cut short' 75 \
    'the connection ended within the answer' \
    '{"match":"startAt=50","truncate":100}'
then_comes 'an answer that does not come' 75 \
    'no whole answer within [0-9.]+ seconds' \
    '{"match":"startAt=50","delay":4}'
then_comes 'a redirect to another host' 78 \
    '302: sends to http://evil.example/, where .*' \
    '{"match":"startAt=50","status":302,
      "headers":{"Location":"http://evil.example/?secret"}}'
then_comes 'a redirect to a login page' 77 '302: sends to a login page: .*' \
    '{"match":"startAt=50","status":302,
      "headers":{"Location":"/jira/login.jsp"}}'
control faults '{"match":"startAt=50","status":503,"headers":{"Retry-After":"1"}}'
run jira-request --items "$list/issues?count=120"
it 'tries a page again that may come yet' exits 0
it '- and goes on' [ "$(wc -l <../out)" -eq 120 ]

# A server of somebody's own, for what no Jira would say.
# serves FILE: answer every request with these bytes.
serves() {
	: >../port
	/usr/bin/python3 - "$1" >../port 2>/dev/null <<-'PY' &
		import socket, sys
		answer = open(sys.argv[1], "rb").read()
		server = socket.create_server(("127.0.0.1", 0))
		print(server.getsockname()[1], flush=True)
		while True:
		    client, _ = server.accept()
		    client.recv(65536)
		    try:
		        client.sendall(answer)
		        client.close()
		    except OSError:
		        pass
	PY
	background="$background $!"
	while [ ! -s ../port ]; do sleep 0.1; done
	printf '{"url":"http://127.0.0.1:%s","auth":{"type":"pat","token":"x"}}' \
	    "$(cat ../port)" >own.json
}
/usr/bin/python3 - >../bomb <<'PY'
import gzip, sys
body = gzip.compress(b"[" + b" " * (300 << 20) + b"]", 1)
sys.stdout.buffer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
    b"Content-Length: %d\r\n\r\n" % len(body) + body)
PY
serves ../bomb
run jira-request -c ./own.json --items /list
it 'leaves a bomb' exits 76
it '- printing nothing' prints_nothing
it '- and says so' complains_like 'the body of the answer is longer than allowed$'
/usr/bin/python3 - >../deep <<'PY'
body = "[" * 100000
print("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body),
      end="")
PY
serves ../deep
run jira-request -c ./own.json --items /list
it 'leaves what is too deep' exits 76
it '- printing nothing' prints_nothing
/usr/bin/python3 - >../wide <<'PY'
body = "{" + ",".join('"a%d":[]' % n for n in range(300000)) + "}"
print("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body),
      end="")
PY
serves ../wide
run timeout 10 jira-request -c ./own.json --items /list
it 'leaves what has too many lists' exits 76
it '- printing nothing' prints_nothing

# What cannot be had at once, before anything is sent.
: >../log
# refuses SENTENCE MESSAGE ARGUMENT ...
refuses() {
	sentence=$1 message=$2
	shift 2
	run jira-request "$@"
	it "$sentence" exits 64
	it '- printing nothing' prints_nothing
	it '- and says why' complains "jira-request: $message"
}
refuses 'refuses both items and a document' \
    '--items and --slurp: choose one of them' --items --slurp /x
refuses 'refuses the head of many' \
    '--include: only of one answer, on standard output' -i --paginate /x
refuses 'refuses a head for a program' \
    '--include: only of one answer, on standard output' -i -q . /x
refuses 'refuses a limit of nothing' '--limit: too small' --limit 0 /x
refuses 'refuses a limit that is none' '--limit: invalid' --limit many /x
refuses 'refuses pages of a DELETE' '--paginate: DELETE has no pages' \
    --paginate DELETE /x
refuses 'refuses to go on with a document' '--resume: neither a document nor a file of -o can be gone on with: use --items, and >>' \
    --slurp --resume state /x
run jira-request --items -q '.[' /x
it 'refuses a program that is none' exits 64
it '- printing nothing' prints_nothing
it '- and says why' complains_like '^jira-request: --jq: syntax error'
it 'sends nothing of these' [ ! -s ../log ]
echo '[1]' >body
run jira-request --items --input body POST "$list/issues?count=120"
it 'refuses a body that has no place for a page' exits 64
it '- and says so' complains_like \
    ': the body is no JSON object, in which pages could be asked for$'

run sh -c "jira-request --items '$list/values?count=100' >/dev/full"
it 'notices a full disk' exits 74
it '- and says so' complains \
    'jira-request: <stdout>: No space left on device'
run sh -c "jira-request --items '$list/values?count=100' >&-"
it 'notices a closed stdout' exits 74
: >../log
run sh -c "jira-request --items '$list/values?count=100000' | head -n 1 |
    grep -c DEMO-1; sleep 0.5"
it 'stops when nobody reads any more' prints 1
run asked .target
it '- and asks no further' [ "$(wc -l <../out)" -lt 200 ]

finish
