#!/bin/sh
# jira-request tells what a refusal means: a status for scripts, words for us.
. "${0%/*}/lib.sh"

standin
control personal '{"token":"pat-secret","user":"fred"}'
control users '{"name":"fred","password":"right"}'
printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}\n' \
    "$JIRA" >ci.json
printf '{"url":"%s","auth":{"type":"basic","username":"fred","apiToken":"%s"}}' \
    "$JIRA" wrong-secret >wrong.json
at=${JIRA#http://} at=${at%/jira}

# says SENTENCE STATUS MESSAGE FAULT: what becomes of an answer.
says() {
	control faults "$4"
	run jira-request --retries 0 -c ./ci.json /rest/api/2/issue/X-1
	it "$1" exits "$2"
	it '- printing nothing' prints_nothing
	it '- and says' complains "jira-request: $at: $3"
}

says 'tells Jira'\''s own words' 1 \
    '400 Bad Request: Field priority is wrong; summary: is missing' \
    '{"status":400,"body":{"errorMessages":["Field priority is wrong"],
      "errors":{"summary":"is missing"}}}'
says 'of a thing that is not there' 69 \
    '404 Not Found: Issue Does Not Exist' \
    '{"status":404,"body":{"errorMessages":["Issue Does Not Exist"],"errors":{}}}'
says 'of one that is gone' 69 '410 Gone: use search/jql' \
    '{"status":410,"body":{"errorMessages":["use search/jql"]}}'
says 'of a refusal' 77 '403 Forbidden: You may not' \
    '{"status":403,"body":{"message":"You may not"}}'
says 'of a problem' 69 '404 Not Found: No endpoint GET /x' \
    '{"status":404,"type":"application/problem+json","body":
      {"type":"about:blank","title":"Not Found","detail":"No endpoint GET /x"}}'
says 'of a plugin' 1 '400 Bad Request: the name is too long' \
    '{"status":400,"body":{"exception":"x.Y","error":"the name is too long"}}'
says 'of the gateway' 77 \
    '401 Unauthorized: scope does not match: the token is wrong, has ended or was revoked' \
    '{"status":401,"body":{"code":401,"message":"scope does not match"}}'
says 'of a list of errors' 1 '409 Conflict: first' \
    '{"status":409,"body":[{"message":"first"},{"message":"second"}]}'
says 'of plain text, on one line' 1 '415 Unsupported Media Type: not that' \
    '{"status":415,"body":"\n  not\tthat \nnor more"}'
says 'of a page, its title' 75 \
    '502 Bad Gateway: a page, "Proxy error & more"' \
    '{"status":502,"type":"text/html",
      "body":"<html><TITLE lang=en>Proxy\n error & more</TITLE>secret"}'
says 'or that it is one' 75 '503 Service Unavailable: a page in HTML' \
    '{"status":503,"type":"text/html","body":"<html>secret"}'
says 'of a document that is cut off, nothing' 75 '500 Internal Server Error' \
    '{"status":500,"type":"application/json","body":"{\"message\":\"secr"}'
says 'of nothing, the status' 1 '418' '{"status":418,"body":""}'
says 'with nothing that a terminal obeys' 1 '400 Bad Request: a?[2Jb' \
    '{"status":400,"body":{"message":"a\u001b[2Jb"}}'
says 'nor turns around' 1 '400 Bad Request: a???b' \
    '{"status":400,"body":{"message":"a\u202eb"}}'
says 'with when to try again' 75 \
    '429 Too Many Requests: slow down: try again in 30 seconds' \
    '{"status":429,"headers":{"Retry-After":"30"},"body":{"message":"slow down"}}'
says 'by date, too' 75 \
    '503 Service Unavailable: try again after Fri, 31 Dec 2027 23:59:59 GMT' \
    '{"status":503,"headers":{"Retry-After":"Fri, 31 Dec 2027 23:59:59 GMT"}}'
says 'takes a request that was too slow for one to repeat' 75 '408' \
    '{"status":408}'
says 'takes a status that is none for nonsense' 76 '999' '{"status":999}'
says 'takes an empty redirect for nonsense' 76 '302' '{"status":302}'

long=$(printf '%3000s' x | tr ' ' y)
control faults '{"status":400,"body":{"message":"'"$long"'"}}'
run jira-request -c ./ci.json /x
it 'cuts what is too long' [ "$(wc -c <../err)" -lt 800 ]

control faults '{"status":200,"headers":{"X-Seraph-LoginReason":
    "AUTHENTICATED_FAILED"},"body":"public"}'
run jira-request -c ./ci.json /x
it 'takes an answer to nobody for a refusal' exits 77
it '- printing nothing' prints_nothing
it '- and says so' complains "jira-request: $at: 200: Jira does not take this credential, and answered as to anybody"
control faults '{"status":200,"headers":{"x-seraph-loginreason": "ok"}}'
run jira-request -c ./ci.json /x
it 'but not one to somebody' exits 0

control faults '{"status":404,"body":{"message":"no"}}'
run jira-request -i -c ./ci.json /x
it 'prints a refusal, too, when it is asked to' prints_like '^HTTP/1.1 404 '
it 'with its body' prints_like '^\{"message": ?"no"}'
it 'and fails all the same' exits 69
control faults '{"status":304}'
run jira-request -i -c ./ci.json /x
it 'takes an answer that nothing has changed' exits 0

run jira-request -c ./wrong.json /rest/api/2/myself
it 'knows a wrong password' exits 77
it 'and says what to check' complains_like \
    ': check the user name and the password or API token$'
for _ in 2 3; do
	run jira-request -c ./wrong.json /rest/api/2/myself
done
run jira-request -c ./wrong.json /rest/api/2/myself
it 'knows a CAPTCHA' exits 77
it 'and says what to do about it' complains_like \
    ': Jira asks for a CAPTCHA after failed logins: log in once with a browser$'
it 'and never says the password' never_says wrong-secret

control settings '{"silent":true}'
run jira-request -c ./wrong.json /rest/api/2/serverInfo
it 'sees through a 200 for nobody' exits 77
it '- printing nothing' prints_nothing

finish
