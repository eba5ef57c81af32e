#!/bin/sh
# jira-probe where no Jira is, where it lies, and with credentials that fail.
. "${0%/*}/lib.sh"

standin
printf fred-token >token
printf '{"url":"%s","auth":{"type":"pat","token":{"file":"token"}}}' \
    "$JIRA" >fred.json

fails() { # SENTENCE STATUS WORDS
	it "$1" exits "$2"
	it 'printing nothing' prints_nothing
	it 'and says so' complains_like "$3"
	it 'without a secret' never_says fred-token
}

run jira-probe "$(origin "$JIRA")/elsewhere"
fails 'tells when no Jira answers' 69 ': no Jira answers at this URL: is its context path right\?$'
run jira-probe http://127.0.0.1:1/jira
fails 'or nothing at all' 75 127.0.0.1:1
run jira-probe http://nowhere.invalid/
fails 'or nobody of that name' 75 nowhere.invalid
run jira-probe nonsense
fails 'what is no URL' 64 .

# spoilt SENTENCE STATUS WORDS FAULT ...: as fails, after these faults.
spoilt() {
	sentence=$1 want=$2 words=$3
	control faults '{"clear":true}'
	shift 3
	for fault; do
		control faults "$fault"
	done
	run jira-probe --retries 0 "$JIRA"
	fails "$sentence" "$want" "$words"
	control faults '{"clear":true}'
}
info='"match":"serverInfo","times":9'
json='"status":200,"type":"application/json"'
spoilt 'half a document' 76 'is none that a Jira would say' "{$info,$json,\"body\":\"{\"}"
spoilt 'another document' 76 . "{$info,$json,\"body\":\"{\\\"a\\\":1}\"}"
spoilt 'a page' 69 'no Jira answers' \
    "{$info,\"status\":200,\"body\":\"<html>\",\"type\":\"text/html\"}"
spoilt 'an answer cut short' 75 . "{$info,\"truncate\":9}"
spoilt 'no answer' 75 . "{$info,\"drop\":true}"
spoilt 'what is no HTTP' 76 . "{$info,\"raw\":\"SSH-2.0\\r\\n\"}"
spoilt 'a Jira that is busy' 75 '503.*try again in 7 seconds' \
    "{$info,\"status\":503,\"headers\":{\"Retry-After\":\"7\"}}"
spoilt 'one that hides' 77 '403' "{$info,\"status\":403}"
spoilt 'redirects in a circle' 76 'more than 8 redirects' \
    "{$info,\"times\":99,\"status\":302,
    \"headers\":{\"Location\":\"/jira/rest/api/2/serverInfo\"}}"
jq -nc '{match: "serverInfo", times: 9, status: 200, type: "application/json",
    body: ("{\"version\":\"" + "9" * 1100000 + "\"}")}' >fault
spoilt 'an answer without end' 76 'longer than allowed' @fault
control faults "{$info,\"delay\":3}"
run jira-probe --max-time 1 "$JIRA"
fails 'one that thinks for too long' 75 .
control faults '{"clear":true}'

# With a credential.
printf wrong-token >token
run jira-probe -c ./fred.json
it 'tells a credential that does not let in' exits 77
it 'printing nothing' prints_nothing
it 'and says why' complains_like ': 401'
it 'without saying it' never_says wrong-token
control settings '{"silent":true}'
run jira-probe -c ./fred.json
it 'also where Jira answers as to nobody' exits 77
control settings '{"silent":false,"deployment":"Cloud",
    "version":"1001.0.0-SNAPSHOT"}'
printf wrong-secret >password
printf '{"url":"%s","product":"cloud","auth":{"type":"basic",%s}}' "$JIRA" \
    '"username":"fred","apiToken":{"file":"password"}' >cloud.json
run jira-probe -c ./cloud.json
it 'tells of scoped tokens where that may be the reason' exits 77
it 'and what to do' complains_like 'scoped API token, set /endpoints/api to https://api.atlassian.com/ex/jira/11223344-'
before=$(asked '.headers[] | select(.[0] == "Authorization")' | wc -l)
run jira-probe -c ./fred.json
it 'tells a connection to the wrong product' exits 78
it 'and says so' complains_like '/product: is server, but cloud answers'
it 'before it shows the credential' [ "$(asked \
    '.headers[] | select(.[0] == "Authorization")' | wc -l)" -eq "$before" ]
control settings '{"deployment":"Server","version":"10.3.19"}'

# What is anonymous may be led astray, the credential not.
printf fred-token >token
standin_of_others=$JIRA
top_of_mine=$top/log
mv "$top/log" "$top/first"
standin
other=$JIRA JIRA=$standin_of_others
for path in serverInfo myself; do
	jq -nc --arg to "$other/rest/api/2/$path" --arg match "$path" \
	    '{$match, status: 302, headers: {Location: $to}}' >fault
	control faults @fault
done
run jira-probe -c ./fred.json
it 'follows no redirect with a credential' exits 78
it 'printing nothing' prints_nothing
it 'and says so' complains_like 'the credential does not follow'
run jq -r 'select(.method) | .headers[][0]' "$top_of_mine"
it 'having shown it to nobody else' never_says Authorization
it 'though it looked there without' prints_like User-Agent

run jira-probe "$JIRA" "$JIRA"
it 'takes one URL' exits 64
run jira-probe -c ./fred.json "$JIRA"
it 'or a connection' exits 64
run jira-probe -j --table "$JIRA"
it 'and prints in one way' exits 64
run jira-probe
it 'but wants one of them' exits 64
it 'and says so' complains \
    'jira-probe: the URL is missing, or a connection (-c)'
run jira-probe -c ./nowhere.json
it 'that is there' exits 66

run sh -c 'jira-probe "$JIRA" >/dev/full'
it 'notices a full disk' exits 74
run sh -c 'jira-probe "$JIRA" >&-'
it 'and a closed one' exits 74

finish
