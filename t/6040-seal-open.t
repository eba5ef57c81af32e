#!/bin/sh
# Every program opens what is sealed, and shows none of it.
. "${0%/*}/lib.sh"
unset ANSIBLE_VAULT_IDENTITY_LIST

printf 'sesame\n' >pw
jira-keygen -b 2048 >key.pem
/usr/bin/python3 -c '
import json
print(json.dumps({"url": "https://jira.example.com/jira", "auth": {
    "type": "oauth1", "consumerKey": "codestream",
    "privateKey": open("key.pem").read(), "token": "a token",
    "tokenSecret": "open"}}, indent=1))' >plain.json
jira-seal --vault-id dev@pw <plain.json >sealed.json
set -- --timestamp 1320000000 --nonce 7 \
    https://jira.example.com/jira/rest/api/2/myself

run jira-seal -l <sealed.json
it 'a key, a token and its secret are sealed' prints '.auth.privateKey
.auth.token
.auth.tokenSecret'
jira-oauth1-sign -c plain.json "$@" >signed
run env ANSIBLE_VAULT_PASSWORD_FILE=pw jira-oauth1-sign -c sealed.json "$@"
it 'jira-oauth1-sign signs with them' exits 0
it 'as with what they say' cmp -s ../out signed
it 'without a word' is_quiet
chmod 644 sealed.json
run env ANSIBLE_VAULT_IDENTITY_LIST=dev@pw jira-oauth1-sign \
    -c sealed.json "$@"
it 'also out of a file that others can read' cmp -s ../out signed

run jira-oauth1-sign -c sealed.json "$@"
it 'it says when no password is named' exits 78
it 'where and what to do' complains_like \
    "^jira-oauth1-sign: sealed.json: /auth/privateKey: is sealed: name its \
password by [\$]ANSIBLE_VAULT_PASSWORD_FILE$"
it 'printing nothing' prints_nothing
echo wrong >other
run env ANSIBLE_VAULT_PASSWORD_FILE=other jira-oauth1-sign -c sealed.json "$@"
it 'and when the password is wrong' exits 78
it 'where' complains_like \
    "^jira-oauth1-sign: sealed.json: /auth/privateKey: the vault password \
is wrong, or the text was changed$"
it 'without showing it' never_says sesame
chmod 644 pw
run env ANSIBLE_VAULT_PASSWORD_FILE=pw jira-oauth1-sign -c sealed.json "$@"
it 'and when others can read it' exits 66
chmod 600 pw

# Renewed at a server, what was sealed is sealed again.
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
standin --consumer codestream=key.pub --approve-all
cat >conn.json <<-JSON
	// ours
	{
	  "url": "$JIRA",
	  "auth": {
	    "type": "oauth1", "consumerKey": "codestream",
	    "privateKey": { "file": "key.pem" }
	  }
	}
JSON
ANSIBLE_VAULT_IDENTITY_LIST=dev@pw
export ANSIBLE_VAULT_IDENTITY_LIST
: >../address
"$ROOT/t/standin/person" --seconds 10 ../address >../page 2>&1 &
jira-token -c ./conn.json --timeout 9 authorize 2>../address
wait $!
jira-seal -i conn.json
jira-seal -u <conn.json >before
run jira-token -c ./conn.json refresh
it 'jira-token renews a sealed token' exits 0
jira-seal -u <conn.json >after
it 'into another' sh -c '! cmp -s before after'
run jira-seal -l <conn.json
it 'and seals it again' prints '.auth.token
.auth.tokenSecret
.auth.sessionHandle'
it 'under the same id' \
    [ "$(grep -o 'AES256;dev' conn.json | wc -l)" -eq 3 ]
it 'leaving references and comments' \
    [ "$(grep -c '// ours\|"file"' conn.json)" -eq 2 ]
run jira-request -c ./conn.json /rest/api/2/myself
it 'and jira-request uses it' exits 0
cp conn.json locked.json
run env -u ANSIBLE_VAULT_IDENTITY_LIST jira-token -c ./locked.json refresh
it 'without its password nothing is renewed' exits 78
it 'nor changed' cmp -s conn.json locked.json

finish
