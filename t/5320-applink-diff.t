#!/bin/sh
# jira-applink -D shows what differs, before and after, and no key.
. "${0%/*}/lib.sh"

standin
printf admin-secret >password
jira-conn -t basic --url "$JIRA" --username admin --api-token-file password \
    >admin.json
export JIRA_CONNECTION=./admin.json
jira-keygen -q -d keys
jira-keygen -q -d other
public=keys/jira_publickey.pem
link() { run jira-applink --consumer-key codestream "$@"; }
print() { jira-keygen --fingerprint <"$1"; }

link -nD --public-key $public
cp ../out ../foretold
it 'shows a link that is to be' prints "--- codestream
+++ codestream
+name: \"codestream\"
+url: \"http://example.com/codestream\"
+consumerKey: \"codestream\"
+consumerName: \"codestream\"
+publicKey: \"$(print $public)\"
+twoLegged: \"no\"
+impersonation: \"no\"
changed: link, consumer"
link -D --public-key $public
it 'and the same when it is made' cmp -s ../out ../foretold
link -D --public-key $public
it 'and then nothing' prints unchanged
link -Dj --public-key $public
it 'in JSON, too' prints_like '"proven":false,"diff":""\}$'

link -nD --public-key other/jira_publickey.pem --name 'Code "Stream"'
it 'shows what differs, and no more' prints "--- codestream
+++ codestream
-name: \"codestream\"
+name: \"Code \\\"Stream\\\"\"
-consumerName: \"codestream\"
+consumerName: \"Code \\\"Stream\\\"\"
-publicKey: \"$(print $public)\"
+publicKey: \"$(print other/jira_publickey.pem)\"
changed: name, consumerName, publicKey"
it 'exiting as without' exits 1
link -nDj --public-key $public --two-legged --execute-as fred
it 'shows rights' [ "$(jq -r .diff ../out)" = '--- codestream
+++ codestream
-twoLegged: "no"
+twoLegged: "yes"
+executeAs: "fred"' ]

link -D --absent
it 'shows what is removed' prints_like "^-publicKey: \"$(print $public)\"$"
it 'and nothing new' [ "$(grep -c '^+' ../out)" = 1 ]
link -D --absent
it 'and then nothing' prints unchanged

# Only looking renews nothing.
jq -nc --arg url "$JIRA" '{$url, auth: {type: "oauth1", consumerKey: "x",
    privateKey: {file: "keys/jira_privatekey.pcks8"}, token: "t",
    tokenSecret: "s", sessionHandle: "h",
    expiresAt: "2020-01-01T00:00:00Z"}}' >ended.json
: >../log
link -n --public-key $public -c ./ended.json
it 'does not renew a token to look' exits 75
it 'and says so' complains_like '^jira-applink: \./ended\.json: its token has ended, and who only looks renews none: '
it 'asking for nothing' [ -z "$(asked .path)" ]
link --public-key $public -c ./ended.json
it 'but to make a link' [ -n "$(asked .path)" ]
finish
