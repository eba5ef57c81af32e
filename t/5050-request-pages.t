#!/bin/sh
# jira-request reads every page of a list, whatever its shape.
. "${0%/*}/lib.sh"

standin
printf '{"url":"%s","auth":{"type":"pat","token":"fred-token"}}\n' \
    "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
list=/rest/standin/1/list

# holds COUNT: are all of them there, in order, each once?
holds() {
	seq "$1" | sed 's/^/DEMO-/' >../want
	jq -r .key ../out | cmp -s - ../want
}

for shape in values issues comments worklogs issuetypes jql changes usages \
    plans updated failed auditing users desk; do
	for count in 0 1 50 51 230; do
		run jira-request --items "$list/$shape?count=$count"
		it "reads $count items in pages of $shape" exits 0
		it '- each once and in order' holds "$count"
		it '- without a word' is_quiet
	done
done

: >../log
run jira-request --items "$list/values?count=100000&maxResults=5000"
it 'reads 100000 items' exits 0
it '- each once and in order' holds 100000
run asked .target
it '- in 20 requests' [ "$(wc -l <../out)" -eq 20 ]
run jira-request --items "$list/jql?count=100000&maxResults=5000"
it 'and by tokens' exits 0
it '- each once and in order' holds 100000
it 'of numbers that no double holds' prints_like \
    '^\{"id":"10007","key":"DEMO-7","big":9007199254740993,'

# What comes out is what came in.
run jira-request --items "$list/values?count=3&pretty=1"
it 'takes white space out of items' prints '{"id":"10001","key":"DEMO-1","big":9007199254740993,"say":"a \"b\"\n c"}
{"id":"10002","key":"DEMO-2","big":9007199254740993,"say":"a \"b\"\n c"}
{"id":"10003","key":"DEMO-3","big":9007199254740993,"say":"a \"b\"\n c"}'
run jira-request --slurp "$list/values?count=3&maxResults=2"
it 'makes one array of them' prints '[{"id":"10001","key":"DEMO-1","big":9007199254740993,"say":"a \"b\"\n c"},
{"id":"10002","key":"DEMO-2","big":9007199254740993,"say":"a \"b\"\n c"},
{"id":"10003","key":"DEMO-3","big":9007199254740993,"say":"a \"b\"\n c"}]'
run jira-request --slurp "$list/values?count=0"
it 'an empty one of none' prints '[]'
for start in 0 2 4; do
	jira-request "$list/issues?count=5&pretty=1&maxResults=2&startAt=$start"
done >../want
run jira-request --paginate "$list/issues?count=5&pretty=1&maxResults=2"
it 'or leaves pages as they are' cmp -s ../out ../want

# Programs.
run jira-request --items -q .key "$list/values?count=3&maxResults=2"
it 'runs a program on each item' prints 'DEMO-1
DEMO-2
DEMO-3'
run jira-request --items -q 'select(.key == "DEMO-2") | .id, [.key]' \
    "$list/values?count=3&maxResults=2"
it 'which may have any number of results' prints '10002
["DEMO-2"]'
run jira-request --paginate -q '.values | length' \
    "$list/values?count=3&maxResults=2"
it 'or on each page' prints '2
1'
run jira-request --slurp -q 'map(.key), length' \
    "$list/values?count=3&maxResults=2"
it 'or on all of it' prints '["DEMO-1","DEMO-2","DEMO-3"]
3'
run jira-request --slurp -q length "$list/values?count=0"
it 'though it be nothing' prints 0
run jira-request --items -q '.id | ltrimstr("1000") | tonumber | 1 / (. - 2)' \
    "$list/values?count=3"
it 'tells which item a program fails on' exits 65
it '- and why, but no value' complains_like \
    '^jira-request: item 2: <answer>: the program fails'

# Limits.
for limit in 1 2 3 4; do
	run jira-request --items --limit "$limit" \
	    "$list/values?count=9&maxResults=2"
	it "ends after $limit items" holds "$limit"
done
: >../log
run jira-request --items --limit 4 "$list/values?count=9&maxResults=2"
run asked .target
it 'without asking for more' [ "$(wc -l <../out)" -eq 2 ]
run jira-request --limit 3 --slurp -q length \
    "$list/values?count=9&maxResults=2"
it 'of a document, too' prints 3
run jira-request --limit 3 -q '.values | length' \
    "$list/values?count=9&maxResults=2"
it 'and with the page that reaches it' prints '2
2'
run jira-request --items --limit 100 "$list/values?count=9&maxResults=2"
it 'does not mind a list that is shorter' holds 9

# The page after the next is asked for before that is read.
# asks SENTENCE START ...: these pages, in this order.
asks() {
	sentence=$1
	shift
	run asked .query
	it "$sentence" prints "$(printf 'count=230&maxResults=40&startAt=%s\n' \
	    "$@" | sed '1s/&startAt=0//')"
}
short='{"startAt":40,"total":230,"values":[{"key":"DEMO-41"}]}'
end='{"startAt":40,"total":41,"values":[{"key":"DEMO-41"}]}'
: >../log
run jira-request --items "$list/values?count=230&maxResults=40"
it 'asks ahead' holds 230
asks '- for no page twice, and none beyond the last' 0 40 80 120 160 200
control faults "$(jq -n --arg body "$short" \
    '{match: "startAt=40", status: 200, body: $body}')"
: >../log
run jira-request --items "$list/values?count=230&maxResults=40"
it 'takes a page that is shorter for what it is' holds 230
it '- without a word' is_quiet
asks '- and guesses no more' 0 40 80 41 81 121 161 201
control faults "$(jq -n --arg body "$end" \
    '{match: "startAt=40", status: 200, body: $body}')"
run jira-request --items "$list/values?count=230&maxResults=40"
it 'ends with a page that is the last after all' holds 41
it '- and tells of the total' complains_like '^jira-request: the list changed'
control faults '{"match":"startAt=40","status":401,"body":{"message":"gone"}}'
: >../log
run jira-request --items "$list/values?count=230&maxResults=40"
it 'leaves off where it is refused' exits 77
asks '- and asks for nothing more' 0 40
: >../log
run jira-request --items --limit 81 \
    "$list/values?count=230&maxResults=40"
it 'asks ahead up to a limit' holds 81
asks '- and not beyond' 0 40 80
control faults "$(jq -n --arg body "$short" \
    '{match: "startAt=40", status: 200, body: $body}')"
control faults '{"match":"startAt=80","status":500,"body":"no"}'
: >../log
run jira-request --retries 0 --items "$list/values?count=230&maxResults=40"
it 'does not mind a failure of what it need not have asked' holds 230
asks '- but goes on' 0 40 80 41 81 121 161 201

# The next page is asked for where the first was.
: >../log
run jira-request --items -F maxResults=40 -F startAt=30 -f 'x=a "b"' \
    POST "$list/issues?count=120"
it 'posts for pages' exits 0
it '- from where it was told on' [ "$(jq -r .key ../out | head -1)" = DEMO-31 ]
run asked '[.query, .body]'
it '- with a number in the body' prints \
'["count=120","{\"maxResults\":40,\"startAt\":30,\"x\":\"a \\\"b\\\"\"}"]
["count=120","{\"maxResults\":40,\"startAt\":70,\"x\":\"a \\\"b\\\"\"}"]
["count=120","{\"maxResults\":40,\"startAt\":110,\"x\":\"a \\\"b\\\"\"}"]'
: >../log
echo '{ "maxResults" : 10, "n": 12345678901234567890 }' >body
: >../log
run jira-request --items --input body "$list/jql?count=21"
it 'or for tokens' holds 21
run asked .body
it '- and changes nothing else' prints '{ "maxResults" : 10, "n": 12345678901234567890 }

{ "maxResults" : 10, "n": 12345678901234567890, "nextPageToken": "t-10" }

{ "maxResults" : 10, "n": 12345678901234567890, "nextPageToken": "t-20" }'
: >../log
run jira-request --items GET -f 'jql=a = "ü" & c' \
    "$list/jql?count=60&next%50ageToken=t-0"
it 'replaces a parameter, however it is written' holds 60
run asked .query
it '- and leaves the others as they are' prints \
'count=60&next%50ageToken=t-0&jql=a%20%3D%20%22%C3%BC%22%20%26%20c
count=60&jql=a%20%3D%20%22%C3%BC%22%20%26%20c&nextPageToken=t-50'
: >../log
run jira-request --items GET -f x=1 "$list/desk?count=60&limit=40"
it 'follows a link' holds 60
run asked .query
it '- in its query alone, and keeps what that lacks' prints \
'count=60&limit=40&x=1
count=60&x=1&limit=40&start=40'

# What is no list, and what has no pages.
run jira-request --paginate /rest/api/2/myself
it 'takes an answer without pages for the only one' exits 0
it '- as it is' prints_like '^\{"self"'
run jira-request --items /rest/api/2/myself
it 'but wants a list for items' exits 76
it '- and says so' complains_like 'the answer holds no list, or more than one$'
run jira-request --items "$list/users?count=20&fault=whole"
it 'takes an array that has no pages for whole' exits 0
it '- each item once' holds 20
run jira-request --items "$list/users?count=20&fault=whole&maxResults=20"
it 'but not one that is as long as was asked for' exits 76
run jira-request --items "$list/picker?count=60"
it 'tells when the rest cannot be asked for' exits 0
it '- and how much it is' complains \
    'jira-request: 50 of 60 items: the rest cannot be asked for'
run jira-request --items "$list/issues?count=120&fault=shrinks"
it 'tells when the list changes on the way' exits 0
it '- having all that there is' holds 120
it '- and what it means' complains 'jira-request: the list changed while it was read, and has 119 items now: some may be missing, or there twice'

# A person who waits.
cat >../terminal <<'PY'
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.dup2(os.open("items", os.O_WRONLY | os.O_CREAT, 0o600), 1)
    os.execvp(sys.argv[1], sys.argv[1:])
said = b""
try:
    while part := os.read(terminal, 4096):
        said += part
except OSError:
    pass
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
for _ in 1 2 3; do
	control faults '{"delay":0.6,"match":"list"}'
done
run /usr/bin/python3 ../terminal jira-request --items "$list/values?count=120"
it 'works on a terminal' exits 0
tr '\r' '\n' <../out | sed "s/$(printf '\033')\[K//" >../said
run cat ../said
it 'where it tells how far it has got' prints_like \
    '^100 of 120 items, [0-9]+/s, 0:0[0-9] left$'
it 'and takes that away' [ -z "$(tail -n 1 ../said)" ]
it 'writing the same' [ "$(wc -l <items)" -eq 120 ]
control faults '{"delay":1.2,"match":"list"}'
run /usr/bin/python3 ../terminal jira-request -v --items "$list/values?count=2"
it 'but not between what -v tells' never_says '0:0'

finish
