#!/bin/sh
# jira-applink and a Jira that refuses, lacks or lies, and calls that are wrong.
. "${0%/*}/lib.sh"

standin
printf admin-secret >password
for who in admin fred; do
	printf '{"url":"%s","auth":{"type":"basic","username":"%s",%s}}' \
	    "$JIRA" $who '"apiToken":{"file":"password"}' >$who.json
done
control users '{"name":"fred","password":"admin-secret"}'
jira-keygen -d keys >/dev/null
export JIRA_CONNECTION=./admin.json
public=keys/jira_publickey.pem
links=/rest/applinks/3.0/applicationlink

link() {
	run jira-applink --consumer-key codestream --public-key $public "$@"
}
# has_steps: the steps by hand are told, filled in.
has_steps() {
	grep -qF "$JIRA/plugins/servlet/applinks/listApplicationLinks" ../err &&
	    grep -q 'Consumer key: codestream$' ../err &&
	    grep -q 'Application URL: http://example.com/codestream$' ../err &&
	    grep -qF "$(sed -n 2p $public)" ../err
}
fault() { control faults "$1"; }

link -c ./fred.json
it 'needs an administrator' exits 77
it 'printing nothing' prints_nothing
it 'telling the steps by hand' has_steps
it 'and why' complains_like ': 403 Forbidden: .* administrator'
link -c ./fred.json --two-legged --execute-as fred
it 'also those that give rights' complains_like 'execute as: fred;'
link -c ./fred.json --absent
it 'and those that remove it' complains_like 'Delete .* key codestream\.$'

control settings '{"applinks":"absent"}'
link
it 'says when Jira has no such resource' exits 69
it 'printing nothing' prints_nothing
it 'telling the steps by hand' has_steps
it 'with the name of the program once' \
    [ "$(grep -c ^jira-applink: ../err)" -eq 2 ]
control settings '{"applinks":"offered"}'

printf wrong-secret >password
link
it 'tells a wrong password' exits 77
it 'first of all' [ "$(sed -n '1s/.*: 401 .*/401/p' ../err)" = 401 ]
it 'and then the steps by hand' has_steps
it 'without saying it' never_says wrong-secret
control settings '{"silent":true}'
link
it 'also where Jira answers as to nobody' exits 77
control settings '{"silent":false,"captcha":99}'
printf admin-secret >password

control settings '{"websudo":true}'
link --two-legged
it 'tells when an administrator has to confirm' exits 77
it 'printing nothing' prints_nothing
it 'and says so' complains_like 'wants a system administrator to log in'
it 'with the steps by hand' complains_like 'allow 2-legged OAuth: yes;'
link
it 'having made the consumer all the same' prints unchanged
control settings '{"websudo":false}'
link --two-legged --execute-as nobody
it 'tells when Jira takes no rights' exits 1
it 'printing nothing' prints_nothing
it 'and says so' complains_like 'shows the form of the consumer again'

control settings '{"applinks_stuck":true}'
link --absent
it 'looks whether a link is gone' exits 76
it 'and says so' complains_like 'shows the application link still'
control settings '{"applinks_stuck":false}'
link --absent
it 'when it is' prints changed

control settings '{"applinks_unread":true}'
link
it 'notices when no consumer is shown' exits 76
it 'printing nothing' prints_nothing
it 'and says what to do' complains_like 'prove it with --private-key'
link --private-key keys/jira_privatekey.pcks8
it 'which then is enough' exits 0
it 'and says what it did' prints 'changed: consumer'
control settings '{"applinks_unread":false}'
link
it 'and was good' prints unchanged
link --absent

# What differs once Jira has taken it.
printf '{"consumers":[{"key":"codestream","name":"x","publicKey":"MIIB"}]}' \
    >lie
jq -Rs '{match: "authentication/consumer", method: "GET", status: 200,
    type: "application/json", body: .}' lie >fault
control faults @fault
link
it 'believes what it reads back' exits 76
it 'printing nothing' prints_nothing
it 'and says what is wrong' complains_like 'shows another publicKey'
link --absent

jq -n --arg m "$links\$" '{match: $m, method: "PUT", status: 400,
    body: "{\"message\":\"duplicate\"}", type: "application/json"}' >fault
control faults @fault
link
it 'tells what Jira rejects' exits 1
it 'in its words' complains_like ': 400 Bad Request: duplicate$'
it 'printing nothing' prints_nothing

hostile() { # SENTENCE STATUS FAULT
	sentence=$1 want=$2
	fault "$3"
	link --retries 0
	it "$sentence" exits "$want"
	it 'printing nothing' prints_nothing
	it 'saying something' complains_like .
	it 'but no secret' never_says admin-secret
}
hostile 'refuses a page' 76 \
    '{"match":"applinks","status":200,"body":"<html>","type":"text/html"}'
hostile 'and a list of nothing' 76 \
    '{"match":"applinks","status":200,"body":"[]","type":"application/json"}'
hostile 'and an id that climbs' 76 '{"match":"applinks","status":200,
    "body":{"applicationLinks":[{"id":"../../../x"}]}}'
hostile 'and a new link without an id' 76 '{"match":"applinks","method":"PUT",
    "status":201,"body":{"resources-created":[{"href":"http://h/../x"}]}}'
hostile 'and half an answer' 75 '{"match":"applinks","truncate":7}'
hostile 'and no answer' 75 '{"match":"applinks","drop":true}'
hostile 'waits for a busy Jira another time' 75 '{"match":"applinks",
    "status":503}'
hostile 'and goes to no other host' 78 '{"match":"applinks","status":302,
    "headers":{"Location":"http://127.0.0.2:1/"}}'
hostile 'nor to a login page' 77 '{"match":"applinks","status":302,
    "headers":{"Location":"/jira/login.jsp"}}'

printf '{"url":"https://x.atlassian.net","auth":{%s}}' \
    '"type":"basic","username":"a","apiToken":{"file":"password"}' >cloud.json
link -c ./cloud.json
it 'knows that Jira Cloud has none' exits 69
it 'and says so' complains_like 'Jira Cloud takes no application link'

wrong() { # SENTENCE WORDS ARGUMENT...
	sentence=$1 words=$2
	shift 2
	run jira-applink "$@"
	it "$sentence" exits 64
	it 'printing nothing' prints_nothing
	it 'and says so' complains_like "$words"
}
wrong 'wants a consumer key' 'consumer-key: is missing' --public-key $public
wrong 'and a public one' 'public-key: is missing' --consumer-key k
wrong 'takes no operand' '^usage' --consumer-key k --public-key $public x
wrong 'no empty name' 'name: empty' --consumer-key k --public-key $public \
    --name ''
wrong 'no name of two lines' 'name: not one line' --consumer-key k \
    --public-key $public --name 'a
b'
wrong 'no URL with a query' 'query' --consumer-key k --public-key $public \
    --url 'http://example.com/?x'
wrong 'nobody to act as without the right' 'for --two-legged' \
    --consumer-key k --public-key $public --execute-as fred
wrong 'no time that is none' 'max-time' --consumer-key k --max-time 0
wrong 'not everything from standard input' 'cannot both' \
    --consumer-key k --public-key - -c -

run jira-applink --consumer-key k --public-key none
it 'tells a key that is not there' exits 66
echo nonsense >none
run jira-applink --consumer-key k --public-key none
it 'and one that is none' exits 65
it 'naming its file' complains_like '^jira-applink: none'
chmod 644 keys/jira_privatekey.pcks8
run jira-applink --consumer-key k --private-key keys/jira_privatekey.pcks8
it 'and a private one that others can read' exits 66
run jira-applink -c ./nowhere.json --consumer-key k --public-key $public
it 'and a connection that is not there' exits 66

link
run sh -c "jira-applink --consumer-key codestream --public-key $public \
    >/dev/full"
it 'notices a full disk' exits 74
run sh -c "jira-applink --consumer-key codestream --public-key $public >&-"
it 'and a closed one' exits 74

finish
