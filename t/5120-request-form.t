#!/bin/sh
# jira-request sends forms with files, as Jira wants attachments.
. "${0%/*}/lib.sh"

standin
control personal '{"token":"pat-secret","user":"fred"}'
printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}\n' \
    "$JIRA" >ci.json
export JIRA_CONNECTION=./ci.json
jira-request /rest/api/2/issue --input - >../made <<'END'
{"fields":{"project":{"key":"DEMO"},"summary":"One"}}
END
to=/rest/api/2/issue/DEMO-1/attachments

# picks FILTER: what the answer has.
picks() {
	jq -rc "$1" ../out >../picked && mv ../picked ../out
}

mkdir dir
head -c 3000000 /dev/urandom >dir/bytes.bin
printf 'one\n' >'a "b".txt'
run jira-request --form file=@dir/bytes.bin --form 'file=@a "b".txt' \
    --form comment=hello "$to"
it 'attaches files' exits 0
picks '.[] | [.filename, .size]'
it '- by their last names' prints '["bytes.bin",3000000]
["a %22b%22.txt",4]'
run sh -c 'jira-request /secure/attachment/20000/x | cmp - dir/bytes.bin'
it '- with all their bytes' exits 0
run jira-request -X PUT --form a=b -f q=1 /rest/standin/1/echo
picks '[.method, .query, (.headers[] | select(.[0] == "Content-Type")[1] |
    sub("boundary=.*"; ""))]'
it 'leaves fields to the query' prints \
    '["PUT","q=1","multipart/form-data; "]'
control faults '{"match":"attachments","status":429}'
run jira-request --form file=@dir/bytes.bin "$to"
it 'sends a file again' exits 0
picks '.[].size'
it '- whole' prints 3000000

run jira-request --form file=@none "$to"
it 'refuses a file that is not there' exits 66
it '- and says so' complains 'jira-request: --form: none: No such file or directory'
run jira-request --form file=@dir "$to"
it 'or is none' exits 66
it '- printing nothing' prints_nothing
wrong() {
	sentence=$1
	shift
	: >../log
	run jira-request "$@" "$to"
	it "$sentence" exits 64
	it '- having asked nobody' [ ! -s ../log ]
}
wrong 'wants a name' --form =b
wrong 'and a value' --form a
wrong 'takes no standard input, which could not be sent again' --form a=@-
wrong 'no body beside it' --form a=b --input ci.json
wrong 'no GET' --form a=b GET

finish
