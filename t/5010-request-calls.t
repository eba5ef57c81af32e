#!/bin/sh
# jira-request refuses what it must not send, before anything is sent.
. "${0%/*}/lib.sh"

standin
printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}\n' \
    "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
: >../log

# refuses SENTENCE STATUS MESSAGE ARGUMENT ...
refuses() {
	sentence=$1 want=$2 message=$3
	shift 3
	run jira-request "$@"
	it "$sentence" exits "$want"
	it '- printing nothing' prints_nothing
	it '- and says why' complains "jira-request: $message"
}

run jira-request
it 'wants a path' exits 64
it 'and says how it is called' complains_like '^usage: jira-request '
run jira-request GET POST /x
it 'wants no more than a method and a path' exits 64
run jira-request -X GET POST /x
it 'wants one method' exits 64
run jira-request --input ci.json
it 'wants a path, whatever else there is' exits 64

refuses 'refuses a path that does not begin with a slash' 64 \
    'the path has to begin with a slash, or be a whole URL' \
    rest/api/2/myself
for path in /rest/../../x /rest/./x /rest/%2e%2e/x '/a b' /a%zz '/ü'; do
	run jira-request "$path"
	it "refuses $path" exits 64
	it '- printing nothing' prints_nothing
done
for url in http://evil.example/jira/x "${JIRA%/jira}/other" \
    https://127.0.0.1/jira/x "http://user@${JIRA#http://}/x" ftp://x/y; do
	run jira-request "$url"
	it "refuses $url" exits 64
	it '- printing nothing' prints_nothing
done
run jira-request "/x
y"
it 'refuses a line feed in a path' exits 64

run jira-request get /x
it 'refuses a method in small letters' complains_like \
    'the method is not a word of capital letters$'
run jira-request 'GET /x HTTP/1.1' /y
it 'refuses one that is a line' exits 64

refuses 'refuses a header that is none' 64 \
    '--header: a header is not of the form Name: value' -H secret /x
refuses 'refuses one with a blank in its name' 64 \
    '--header: a header is not of the form Name: value' -H 'A b: c' /x
refuses 'refuses one that would inject another' 64 \
    '--header: header X-A: a control character in it' -H 'X-A: b
X-B: c' /x
refuses 'also by a carriage return' 64 \
    '--header: header X-A: a control character in it' -H "X-A: b$(printf '\r')X" /x
for name in Authorization authorization Cookie Proxy-Authorization; do
	run jira-request -H "$name: secret" /x
	it "refuses $name" exits 64
	it '- and says where it comes from' complains_like \
	    ': comes from the connection alone$'
	it '- without its value' never_says secret
done
for name in Host Content-Length Transfer-Encoding Connection Expect; do
	run jira-request -H "$name: 1" /x
	it "refuses $name" exits 64
done

refuses 'refuses a field without a value' 64 \
    '--raw-field: a field is not of the form name=value' -f secret /x
refuses 'refuses one without a name' 64 \
    '--raw-field: a field has no name' -f =x /x
for name in 'a[b' 'a[b]c' 'a]' 'a[[]' 'a[b]]' 'a[][]'; do
	refuses "refuses the name $name" 64 \
	    "--raw-field: field $name: its name is not of the form a[b][]" \
	    -f "$name=1" /x
done
refuses 'refuses a name that begins with a bracket' 64 \
    '--raw-field: a field has no name' -f '[]=1' /x
refuses 'refuses an object that was a value' 64 \
    'field a: is no object in another field' -f a=1 -f 'a[b]=2' /x
refuses 'refuses an array that was an object' 64 \
    'field a: is no array in another field' -f 'a[b]=1' -f 'a[]=2' /x
refuses 'refuses a nested member twice' 64 \
    'a field'\''s name occurs twice, which a JSON object has no place for' \
    -f 'a[b]=1' -f 'a[b]=2' /x
refuses 'refuses what begins like JSON and is none' 64 \
    '--field: field a: its value begins like JSON, but is none: use -f for a string' \
    -F 'a={"b":secret' /x
refuses 'refuses a member twice' 64 \
    'a field'\''s name occurs twice, which a JSON object has no place for' \
    -f a=1 -f a=2 /x
refuses 'refuses a field that is no UTF-8' 64 \
    '--raw-field: a: not a text in UTF-8' -f "a=$(printf '\377')" /x
refuses 'refuses a file that is not there' 66 \
    '--field: none: No such file or directory' -F a=@none /x
printf 'a\0b' >nul
refuses 'refuses a field with NUL' 64 \
    '--field: a: not a text in UTF-8' -F a=@nul /x
refuses 'refuses a body that is not there' 66 \
    'none: No such file or directory' --input none /x
refuses 'refuses a body for GET' 64 '--input: GET takes no body' \
    --input ci.json GET /x
refuses 'refuses to read standard input twice' 64 \
    'standard input can be read only once' -c - --input - POST /x
JIRA_CONNECTION=- refuses 'wherever it says so' 64 \
    'standard input can be read only once' --input - POST /x
JIRA_CONNECTION=- refuses 'and for many requests' 64 \
    'standard input can be read only once' --batch
refuses 'also for fields' 64 \
    '--field: standard input can be read only once' -F a=@- -F b=@- /x
refuses 'refuses a time limit of nothing' 64 '--max-time: too small' \
    --max-time 0 /x
refuses 'refuses certificates that are not there' 66 \
    'none: No such file or directory' --cacert none /x

refuses 'wants a connection that is there' 66 \
    './none.json: No such file or directory' -c ./none.json /x
run env -u JIRA_CONNECTION jira-request /x
it 'wants a connection' exits 64

head -c 100000000 /dev/zero | tr '\0' ' ' >large
run sh -c 'jira-request -c - /x <large'
it 'refuses 100 MB as a connection' exits 65
it '- and says so' complains 'jira-request: <stdin>: more than 1048576 bytes'
rm large
chmod 644 ci.json
refuses 'refuses a connection that others can read' 66 \
    './ci.json: others can read it: run chmod 600 on it' /rest/api/2/myself
chmod 600 ci.json

printf '{"url":"http://jira.example","auth":{"type":"pat","token":"s"}}' \
    >clear.json
refuses 'refuses to send a token in the clear' 78 \
    'jira.example:80: the credential would travel readable over http: use an https url, or --allow-http' \
    -c ./clear.json /x
printf '{"url":"https://jira.example","auth":{"type":"pat","token":"a b\\u0001"}}' \
    >blank.json
run jira-request -c ./blank.json /x
it 'refuses a token with a blank' exits 78
it '- printing nothing' prints_nothing

it 'has sent nothing at all' [ ! -s ../log ]

finish
