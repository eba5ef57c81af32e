#!/bin/sh
# jira-request writes files that are whole, filters, and fetches what is new.
. "${0%/*}/lib.sh"

standin
printf '{"url":"%s","auth":{"type":"pat","token":"fred-token"}}\n' \
    "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
at=${JIRA#http://} at=${at%/jira}
answer=/rest/standin/1/answer

jira-request /rest/api/2/myself >../want
run /usr/bin/python3 -c 'import pty, sys
sys.exit(pty.spawn(["jira-request", "/rest/api/2/myself"]))' </dev/null
it 'ends the line on a terminal' [ "$(tr -d '\r' <../out | wc -l)" -eq 1 ]
it 'and nowhere else' [ "$(wc -l <../want)" -eq 0 ]
umask 027
run jira-request -o file /rest/api/2/myself
it 'writes a file' exits 0
it '- printing nothing' prints_nothing
it '- with what it would print' cmp -s file ../want
it '- and the mode that is usual' [ -n "$(find file -perm 640)" ]
umask 077
echo old >file
chmod 604 file
ln -s file link
run jira-request -o link /rest/api/2/myself
it 'replaces one' cmp -s file ../want
it '- behind its symbolic link' [ -L link ]
it '- which keeps its mode' [ -n "$(find file -perm 604)" ]
run jira-request -o large /rest/standin/1/bytes/300000000
it 'writes what is larger than memory is given for' exits 0
it '- whole' [ "$(wc -c <large)" -eq 300000000 ]
rm large
cat >../most <<'PY'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PY
small=$(/usr/bin/python3 ../most jira-request -o file /rest/standin/1/bytes/9)
large=$(/usr/bin/python3 ../most jira-request -o file \
    /rest/standin/1/bytes/100000000)
it '- in no more memory' [ "$large" -lt "$((small + 20000))" ]
run jira-request -o /dev/null /rest/api/2/myself
it 'writes what is no file as it is' exits 0
it '- which stays' [ -c /dev/null ]

# What goes wrong leaves what was there.
echo old >file
# keeps SENTENCE STATUS FAULT
keeps() {
	control faults "$3"
	run jira-request --retries 0 --max-time 2 -o file /x
	control faults '{"clear":true}'
	it "$1" exits "$2"
	it '- printing nothing' prints_nothing
	it '- and keeps the file' [ "$(cat file)" = old ]
	it '- leaving nothing else' leaves 'ci.json file link'
}
keeps 'a thing that is not there' 69 '{"status":404,"body":{"message":"no"}}'
it '- and says so' complains "jira-request: $at: 404 Not Found: no"
keeps 'an answer that is cut short' 75 \
    '{"status":200,"body":"0123456789","truncate":5}'
keeps 'an answer that does not end' 75 \
    '{"status":200,"body":"0123456789","trickle":1}'
keeps 'an answer to nobody' 77 '{"status":200,"body":"public",
    "headers":{"X-Seraph-LoginReason":"AUTHENTICATED_FAILED"}}'
control faults '{"status":200,"body":"0123456789","truncate":5}'
run jira-request -o file "$answer?body=new"
it 'begins anew when an answer is cut short' exits 0
it '- and has nothing of that' [ "$(cat file)" = new ]
control faults '{"status":200,"body":"0123456789","truncate":5}'
run jira-request -o file "$answer"
it 'also when the whole answer is nothing' exits 0
it '- and has nothing of that' [ ! -s file ]
run jira-request -o none/file /rest/api/2/myself
it 'refuses a directory that is not there' exits 73
it '- and says so' complains 'jira-request: none/file: No such file or directory'
chmod 444 file
run jira-request -o file /rest/api/2/myself
it 'refuses a file that is write-protected' exits 73
it '- and says so' complains 'jira-request: file: it is write-protected'
chmod 644 file
run jira-request -o /dev/full "$answer?body=new"
it 'notices a full device' exits 74
it '- and says so' complains 'jira-request: /dev/full: No space left on device'
echo old >file
for call in write fsync rename; do
	failing "$call" 1 ENOSPC jira-request -o file "$answer?body=new"
	it "notices a $call that fails" [ "$status" -eq 73 -o "$status" -eq 74 ]
	it '- and keeps the file' [ "$(cat file)" = old ]
	it '- leaving nothing else' leaves 'ci.json file link'
done
run jira-request --items -o file "/rest/standin/1/list/values?count=120"
it 'writes pages to a file' exits 0
it '- all of them' [ "$(wc -l <file)" -eq 120 ]

# Programs.
run jira-request -q .name /rest/api/2/myself
it 'prints a string as it is' prints fred
run jira-request -q '[.name], .active, (.name | tojson), "a\nb", empty' \
    /rest/api/2/myself
it 'and all else as JSON, a line for each result' prints '["fred"]
true
"fred"
a
b'
run jira-request -q .name -o file /rest/api/2/myself
it 'also to a file' [ "$(cat file)" = fred ]
run jira-request -q '.none.none' /rest/api/2/myself
it 'finds nothing where nothing is' prints null
run jira-request -q '.name | error' /rest/api/2/myself
it 'tells that a program fails' exits 65
it '- printing nothing' prints_nothing
it '- but not the words it chose' complains \
    'jira-request: <answer>: the program fails'
run jira-request -q . "$answer?body=9007199254740993"
it 'knows no number that a double does not' prints 9007199254740992
run jira-request -q . "$answer?body=%3Chtml%3E"
it 'wants JSON for a program' exits 76
it '- and says so' complains_like 'the answer is no JSON: '
run jira-request -q . -o file "$answer?body=%7B%22a%22"
it 'whole JSON' exits 76
it '- keeping the file' [ "$(cat file)" = fred ]
run jira-request -q '.[' "$answer"
it 'refuses a program that is none' exits 64
run jira-request -q 'import "x" as x; .' "$answer?body=1"
it 'and modules that are not there' exits 64
run jira-request -q 'input' "$answer?body=1"
it 'has no further input' exits 65
for program in 'halt' '"x" | halt_error'; do
	run jira-request -q "$program" "$answer?body=1"
	it "ends with $program" [ "$status" -lt 128 ]
	it '- printing nothing' prints_nothing
done

# What is new.
tagged="$answer?body=one&header=ETag:%20W%2F%22v1%22"
rm -f file
run jira-request --etag -o copy "$tagged"
it 'fetches what it has not' exits 0
it '- whole' [ "$(cat copy)" = one ]
it '- and notes its ETag beside it' [ "$(jq -r .etag copy.etag)" = 'W/"v1"' ]
: >../log
control faults '{"status":304,"headers":{"ETag":"W/\"v1\""}}'
run jira-request --etag -o copy "$tagged"
it 'asks whether there is anything new' exits 0
it '- printing nothing' prints_nothing
it '- keeping what it has' [ "$(cat copy)" = one ]
run asked '.headers[] | select(.[0] == "If-None-Match")[1]'
it '- by that' prints 'W/"v1"'
run jira-request --etag -o copy "$tagged"
it 'takes what is new' exits 0
it '- whole' [ "$(cat copy)" = one ]
# asks_anew SENTENCE ARGUMENT ...
asks_anew() {
	sentence=$1
	shift
	: >../log
	run jira-request --etag "$@"
	it "$sentence" exits 0
	run asked '.headers[] | select(.[0] == "If-None-Match")[1]'
	it '- without a condition' prints_nothing
}
cp copy ../copy
echo two >copy
asks_anew 'fetches anew what somebody changed' -o copy "$tagged"
it '- so that it is right again' [ "$(cat copy)" = one ]
asks_anew 'fetches anew what another request had brought' -o copy "$tagged&x"
jira-request --etag -o copy "$tagged"
asks_anew 'and what another program is made of' -q . -o copy \
    "$answer?body=1&header=ETag:%20%22v1%22"
jira-request --etag -o copy "$tagged"
rm copy
asks_anew 'and what was removed' -o copy "$tagged"
printf '{"etag":"W/\\"v1\\"\\r\\nX: y"' >copy.etag
asks_anew 'whatever lies beside it' -o copy "$tagged"
jq -c '.etag = "a\r\nX-Injected: b"' copy.etag >etag
cat etag >copy.etag
asks_anew 'also if it would be a header' -o copy "$tagged"
run jira-request --etag -o copy "$answer?body=none"
it 'notes nothing of what has no ETag' exits 0
asks_anew '- and asks for it as it is' -o copy "$answer?body=none"
control faults '{"status":500,"times":9}'
cp copy ../copy
run jira-request --retries 0 --etag -o copy "$answer?body=none"
it 'keeps what it has when Jira fails' exits 75
it '- as it is' cmp -s copy ../copy
control faults '{"clear":true}'

for arguments in '--etag /x' '--etag -o copy --items /x' \
    '--etag -o copy POST /x' '-i -o copy /x'; do
	# shellcheck disable=SC2086 # they are words
	run jira-request $arguments
	it "refuses $arguments" exits 64
	it '- printing nothing' prints_nothing
done

finish
