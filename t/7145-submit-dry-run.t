#!/bin/sh
# jira-submit -n foretells what would be sent, also from a journal.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json
cp devops.json ../kept
build() {
	jq -nc --argjson number "$1" '{pipelineId: "web",
	    buildNumber: $number, displayName: "web", state: "successful",
	    url: "https://ci.example.com/web", issueKeys: ["DEMO-1"]}'
}
submit() { run jira-submit -c ./devops.json --journal sent "$@"; }

build 1 >records
submit -n builds <records
it 'would send a build' exits 1
it 'and says so' prints_like '^\{"record":1,"verdict":"valid"'
it 'without a word' is_quiet
it 'asking nobody' [ -z "$(asked .path)" ]
it 'fetching no token' cmp -s devops.json ../kept
it 'and makes no journal' [ ! -e sent ]

submit builds <records
it 'sends it' exits 0
cp sent ../journal
cp "$top/log" ../before
submit -n builds <records
it 'would not send it again' exits 0
it 'by its journal' prints_like '"verdict":"accepted".*"journal":true'
build 2 >>records
submit -n builds <records
it 'but would the next one' exits 1
it 'that alone' [ "$(grep -c '"valid"' ../out)" = 1 ]
it 'and changes no journal' cmp -s sent ../journal
it 'and asks nobody' cmp -s "$top/log" ../before

echo '{"pipelineId":"web"}' >bad
submit -n builds <bad
it 'says what is invalid' exits 1
it 'and what is wrong' prints_like '"verdict":"invalid"'
printf 'no journal\n' >sent
submit -n builds <records
it 'reads no file that is no journal' exits 65
rm sent && mkdir sent
submit -n builds <records
it 'nor what is no file' exits 66
it 'and says so' complains 'jira-submit: sent: not a regular file'
rmdir sent && mkfifo sent
run timeout 9 jira-submit -c ./devops.json --journal sent -n builds <records
it 'and waits for no other end of a FIFO' exits 66
rm sent
cp ../kept devops.json
run jira-submit -c ./devops.json -n builds status web 1
it 'lets verbs that only look do so' exits 0
finish
