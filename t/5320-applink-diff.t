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
finish
