#!/bin/sh
# jira-keygen -D shows which files change, before and after, and no key.
. "${0%/*}/lib.sh"

run jira-keygen -nD -d keys
cp ../out ../foretold
it 'shows what would be made' prints '--- keys
+++ keys
+jira_privatekey.pcks8
+jira_privatekey.pem
+jira_publickey.cer
+jira_publickey.pem'
it 'exiting as without' exits 1
run jira-keygen -D -d keys
it 'and the same when it is made' cmp -s ../out ../foretold
run jira-keygen -D -d keys
it 'and then nothing' prints_nothing
it 'exiting with success' exits 0
rm keys/jira_publickey.pem
run jira-keygen -jD -d keys --renew-before 366
it 'shows what is replaced' [ "$(jq -r .diff ../out)" = '--- keys
+++ keys
-jira_publickey.cer
+jira_publickey.cer
+jira_publickey.pem' ]
run jira-keygen -jD -d keys
it 'in JSON, too' prints '{"changed":false,"files":[],"diff":""}'
run jira-keygen -D
it 'wants a directory' exits 64
finish
