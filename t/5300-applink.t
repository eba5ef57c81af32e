#!/bin/sh
# jira-applink ensures the link: made, changed, proven, removed, and no more.
. "${0%/*}/lib.sh"

standin
printf admin-secret >password
printf '{"url":"%s","auth":{"type":"basic","username":"admin",%s}}' \
    "$JIRA" '"apiToken":{"file":"password"}' >admin.json
jira-keygen -d keys >/dev/null
jira-keygen -d other >/dev/null
export JIRA_CONNECTION=./admin.json
public=keys/jira_publickey.pem

link() { run jira-applink --consumer-key codestream "$@"; }
# has_asked N: so many requests so far would change something.
has_asked() {
	[ "$(asked 'select(.method != "GET").method' | wc -l)" -eq "$1" ]
}

link --public-key $public --name CodeStream -n
it 'says that it would make a link' exits 1
it 'and all of it' prints 'changed: link, consumer'
it 'without a word' is_quiet
it 'changing nothing' has_asked 0

link --public-key $public --name CodeStream
it 'makes a link' exits 0
it 'and says so' prints 'changed: link, consumer'
it 'without a word' is_quiet
it 'in two steps' has_asked 2
asked 'select(.method == "PUT").body' >../bodies
run jq -s -c '.[0], (.[1] | del(.publicKey))' ../bodies
it 'saying what Jira has to know' prints \
    '{"name":"CodeStream","rpcUrl":"http://example.com/codestream","displayUrl":"http://example.com/codestream","typeId":"generic"}
{"key":"codestream","name":"CodeStream","description":"","outgoing":false,"twoLOAllowed":false,"executingTwoLOUser":null,"twoLOImpersonationAllowed":false,"sharedSecret":null}'
run jq -s -j '.[1].publicKey' ../bodies
it 'and the public key in the one form that every Jira takes' \
    prints "$(cat $public)"

link --public-key $public --name CodeStream
it 'finds the link the second time' exits 0
it 'as it was' prints unchanged
it 'changing nothing' has_asked 2
link --public-key $public -n -j
it 'and with -n, too' exits 0
it 'in JSON' prints '{"changed":false,"consumerKey":"codestream","id":"7277cd51-7e2c-3563-8135-ba5edc4e3ad7","differs":[],"proven":false}'

link --private-key keys/jira_privatekey.pcks8 -j
it 'proves it with a request token' exits 0
it 'and says so' prints_like '"differs":\[\],"proven":true'
it 'asking Jira for one' [ "$(asked '.path' | tail -n 1)" = \
    /jira/plugins/servlet/oauth/request-token ]
it 'without the credential of the administrator' \
    [ "$(asked '.headers[] | select(.[0] == "Authorization")[1][:6]' |
	tail -n 1)" = 'OAuth ' ]

control settings '{"applinks_bare":true}'
link --public-key $public
it 'knows the key without its header lines' prints unchanged
control settings '{"applinks_bare":false}'
link --public-key keys/jira_publickey.cer
it 'and takes it from a certificate' prints unchanged
run sh -c "jira-applink --consumer-key codestream --public-key - <$public"
it 'or from standard input' prints unchanged
fed $public jira-applink --consumer-key codestream --public-key
it 'or a FIFO' prints unchanged

before=$(asked 'select(.method != "GET").method' | wc -l)
link --public-key other/jira_publickey.pem
it 'changes the key' prints 'changed: publicKey'
it 'in one step' has_asked $((before + 1))
link --private-key keys/jira_privatekey.pcks8 \
    --public-key other/jira_publickey.pem
it 'refuses keys that do not belong together' exits 65
it 'and says so' complains 'jira-applink: keys/jira_privatekey.pcks8: is not the private key of that public key'
link --public-key $public --name 'Code "Stream" ü'
it 'changes key and names' prints 'changed: name, consumerName, publicKey'
link --public-key $public --name 'Code "Stream" ü'
it 'which stay' prints unchanged
link --public-key $public
it 'and are kept where none is asked for' prints unchanged

link --public-key $public --two-legged --execute-as fred
it 'gives rights' exits 0
it 'and says so' prints 'changed: twoLegged'
it 'by the form' [ "$(asked 'select(.method == "POST").path' |
    grep -c add-consumer-manually)" -eq 1 ]
link --public-key $public --two-legged --execute-as fred
it 'which stay' prints unchanged
printf '{"url":"%s","auth":{"type":"oauth1","consumerKey":"codestream",%s}}' \
    "$JIRA" '"privateKey":{"file":"keys/jira_privatekey.pcks8"},"token":""' \
    >two.json
link --public-key $public --impersonation --two-legged
it 'changes rights' prints 'changed: twoLegged'
sed 's/"token":""/"requestor":"fred"/' two.json >fred.json
run jira-request -c ./fred.json /rest/api/2/myself
it 'that work' prints_like '"name":"fred"'
link --public-key other/jira_publickey.pem --impersonation --two-legged
it 'keeps them when it changes the key' prints 'changed: publicKey'
link --public-key other/jira_publickey.pem --impersonation --two-legged
it 'as one sees' prints unchanged
link --public-key $public
it 'and takes them away' prints 'changed: publicKey, twoLegged'
run jira-request -c ./fred.json /rest/api/2/myself
it 'so that they work no more' exits 77

control personal '{"token":"admin-token","user":"admin"}'
printf '{"url":"%s","auth":{"type":"pat","token":"admin-token"}}' "$JIRA" \
    >pat.json
link -c ./pat.json --public-key $public
it 'takes a personal access token' prints unchanged

link --absent -n
it 'would remove the link' exits 1
it 'and says so' prints changed
link --absent -j
it 'removes it' exits 0
it 'and says so' prints '{"changed":true,"consumerKey":"codestream","id":"7277cd51-7e2c-3563-8135-ba5edc4e3ad7","differs":[],"proven":false}'
link --absent
it 'once' prints unchanged

control faults '{"match":"authentication/consumer","method":"PUT","drop":true,"times":2}'
link --retries 0 --public-key $public
it 'may be cut short' exits 75
it 'and then has printed nothing' prints_nothing
link --public-key $public
it 'and goes on where it was' prints 'changed: consumer'
link --absent
it 'for nothing' prints changed

control applinks '{"name":"Other","url":"http://example.com/codestream"}'
link --public-key $public
it 'leaves a link alone that has the URL' exits 73
it 'naming it' complains 'jira-applink: another application link, Other (http://example.com/codestream), has the URL already'
it 'printing nothing' prints_nothing
link --public-key $public --url http://example.com/CodeStream/
it 'and makes another' prints 'changed: link, consumer'
link --public-key $public --url http://example.com/CodeStream
it 'knowing its URL without the slash' prints unchanged
link --public-key $public --url http://example.com/new
it 'but does not move it' exits 73
it 'naming the one that is there' complains 'jira-applink: another application link, codestream (http://example.com/CodeStream), has the consumer key already'
link --public-key $public
it 'and finds it by its key alone' prints unchanged

control settings '{"applinks":"old"}'
link --absent
it 'removes the link of an old Jira' prints changed
link --public-key $public --url http://example.com/old
it 'and makes it, where that has its consumers' prints 'changed: link, consumer'
link --public-key $public
it 'and finds them' prints unchanged
run jira-applink --consumer-key codestream \
    --private-key keys/jira_privatekey.pcks8 -j
it 'which are good' prints_like '"proven":true'

finish
