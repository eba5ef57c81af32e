#!/bin/sh
# jira-token renews a token once, whoever asks, and loses none of them.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
standin --consumer codestream=key.pub
printf '{"url":"%s","auth":{"type":"oauth1","consumerKey":"codestream","privateKey":{"file":"key.pem"}}}\n' \
    "$JIRA" >new.json

authorize() {
	cp new.json jira.json
	: >../err
	"$ROOT/t/standin/person" --seconds 10 ../err >../page 2>&1 &
	jira-token -c ./jira.json --timeout 9 authorize 2>../err
	wait $!
}
token() { jq -r .auth.token jira.json; }
handle() { jq -r .auth.sessionHandle jira.json; }
renewals() { asked 'select(.path | endswith("access-token")) | .method'; }
lets_in() {
	run jira-request -c ./jira.json /rest/api/2/myself
	prints_like '"name":"fred"'
}
# The margin that makes a token of five years due.
due=86400
soon() { # the connection ends soon, as its file says
	jq -c --arg at "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)" \
	    '.auth.expiresAt = $at' jira.json >edited.json
	cat edited.json >jira.json
	rm edited.json
}

authorize
old=$(token) oldhandle=$(handle) oldsecret=$(jq -r .auth.tokenSecret jira.json)
run jira-token -c ./jira.json renew
it 'renews' exits 0
it 'printing nothing' prints_nothing
it 'without a word' is_quiet
it 'to another token' [ "$(token)" != "$old" ]
it 'and another handle' [ "$(handle)" != "$oldhandle" ]
it 'of the same secret' [ "$(jq -r .auth.tokenSecret jira.json)" = "$oldsecret" ]
it 'in a file for its owner alone' [ -n "$(find jira.json -perm 600)" ]
it 'that lets in' lets_in
run jira-token -c ./jira.json --json refresh
it 'says so in JSON' prints '{"changed":true}'
it 'with no secret in it' never_says "$(token)"
run jira-token -v -c ./jira.json refresh
it 'tells of the request' complains_like '> POST .*/access-token$'
it 'but no token' never_says "$(token)"
it 'nor a handle' never_says "$(handle)"

cp jira.json before.json
: >../log
run sh -c 'jira-token -c ./jira.json | cat'
it 'renews nothing that is not due' prints "$(token)"
it 'asking nobody' [ ! -s ../log ]
it 'leaving the file as it is' cmp -s jira.json before.json
soon
old=$(token)
run sh -c 'jira-token -c ./jira.json | cat'
it 'nor what ends in an hour' prints "$old"
run sh -c "jira-token -c ./jira.json --margin $due | cat"
it 'but what ends within the margin' prints "$(token)"
it 'which is another token' [ "$(token)" != "$old" ]
it 'without a word' is_quiet
it 'and lets in' lets_in

# A crowd.
soon
: >../log
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	jira-token -c ./jira.json --margin "$due" >"got.$i" 2>>crowd.err &
	crowd="${crowd-} $!"
done
failed=0
for pid in $crowd; do
	wait "$pid" || failed=$((failed + 1))
done
it 'serves a crowd' [ "$failed" -eq 0 ]
run renewals
it 'with one renewal' prints POST
it 'and one token' [ "$(cat got.* | sort -u)" = "$(token)" ]
it 'that lets in' lets_in
rm -f got.* crowd.err

# jira-request renews, too.
jq -c '.auth.expiresAt = "2020-01-01T00:00:00Z"' jira.json >x && cat x >jira.json
rm x
old=$(token)
it 'renews a token that has ended, for a request' lets_in
it 'and keeps the new one' [ "$(token)" != "$old" ]

# Nothing is spent that cannot be kept, and nothing is erased on doubt.
# spares SENTENCE STATUS COMMAND ...: it fails, and the old token lets in.
spares() {
	sentence=$1 want=$2
	shift 2
	cp jira.json before.json
	: >../log
	"$@" jira-token -c ./jira.json refresh
	it "$sentence" exits "$want"
	it '- printing nothing' prints_nothing
	it '- leaving the file as it was' cmp -s jira.json before.json
	it '- asking nobody for a new one' [ -z "$(renewals)" ]
	it '- and the old one lets in' lets_in
}
spares 'notices a full disk' 74 failing fallocate 1 ENOSPC
spares 'notices a full quota' 74 failing fallocate 1 EDQUOT
chmod 400 jira.json
spares 'notices a file that is write-protected' 73 run
chmod 600 jira.json
(
	flock -x 9
	touch ../locked
	exec sleep 60
) 9<jira.json &
holder=$!
background="$background $holder"
while [ ! -e ../locked ]; do sleep 0.1; done
run timeout 1 jira-token -c ./jira.json refresh
it 'waits for a lock' exits 124
run timeout 5 jira-token -c ./jira.json
it 'but not to hand out what is good' exits 0
kill "$holder"
pkill -P "$holder" 2>/dev/null
wait "$holder" 2>/dev/null

for fault in '{"drop":true}|75' '{"status":503}|75' '{"status":200}|76' \
    '{"status":502,"type":"text/html","body":"<html>"}|75' \
    '{"status":200,"body":"oauth_token=a%0Ab"}|76'; do
	cp jira.json before.json
	control faults "$(echo "${fault%|*}" | jq '.match = "access-token"')"
	run jira-token -c ./jira.json refresh
	it "survives ${fault%|*}" exits "${fault#*|}"
	it '- leaving the file as it was' cmp -s jira.json before.json
done
it 'and the old token lets in' lets_in
soon
control faults '{"status":503,"match":"access-token"}'
run sh -c "jira-token -c ./jira.json --margin $due | cat"
it 'hands out a token that is good still' prints "$(token)"
it 'saying that it is not renewed' complains_like \
    '^jira-token: not renewed: .*: 503 Service Unavailable$'

cp jira.json before.json
failing fsync 1 EIO jira-token -c ./jira.json refresh
it 'notices a disk that fails with the new token in hand' exits 74
it 'and says so' complains 'jira-token: ./jira.json: Input/output error'
it 'leaving the file as it was' cmp -s jira.json before.json
authorize

# Killed between any two steps it leaves the old file or the new one.
cp jira.json before.json
control faults '{"delay":1,"match":"access-token"}'
jira-token -c ./jira.json refresh 2>/dev/null &
sleep 0.5
kill -9 $!
wait $! 2>/dev/null
it 'killed in a renewal, leaves the file as it was' cmp -s jira.json before.json
it 'and nothing beside it' leaves 'before.json jira.json key.pem key.pub new.json'

# When only a person can help.
authorize
control tokens '{"expire":"access"}'
run jira-token -c ./jira.json refresh
it 'renews what has expired at Jira' exits 0
control tokens '{"expire":"renewal"}'
cp jira.json before.json
run jira-token -c ./jira.json refresh
it 'knows that the right to renew is over' exits 77
it 'and says what to do' complains_like ': authorize again$'
it 'leaving the file as it was' cmp -s jira.json before.json
control tokens '{"revoke":"all"}'
run jira-token -c ./jira.json refresh
it 'knows a token that was revoked' exits 77
jq -c 'del(.auth.sessionHandle)' before.json >jira.json
run jira-token -c ./jira.json refresh
it 'knows that there is nothing to renew with' exits 77
it 'and says what to do' complains 'jira-token: ./jira.json: holds nothing to renew its token with: run jira-token -c ./jira.json authorize'
jq -c '.auth.expiresAt = "2020-01-01T00:00:00Z"' jira.json >ended.json
run sh -c 'jira-token -c ./ended.json | cat; exit 0'
it 'hands out no token that has ended' prints_nothing
it 'and says what to do' complains 'jira-token: ./ended.json: its token has ended: run jira-token -c ./ended.json authorize'
run jira-token -c ./new.json refresh
it 'knows that there is no token' exits 77
it 'and says what to do' complains 'jira-token: ./new.json: holds no token: run jira-token -c ./new.json authorize'

# From standard input the caller keeps the new one.
authorize
soon
run sh -c "jira-token -c - --margin $due <jira.json | cat"
it 'renews nothing that it cannot keep' complains_like \
    'no file to keep the new one in: use jira-token -c - -o conn$'
it 'printing nothing' prints_nothing
run sh -c "jira-token -c - -o conn --margin $due <jira.json >next.json"
it 'but hands on the connection with a new token' exits 0
old=$(token)
mv next.json jira.json
it 'which is another' [ "$(token)" != "$old" ]
it 'and lets in' lets_in

# What is sealed stays so.
echo password >password
export ANSIBLE_VAULT_PASSWORD_FILE="$PWD/password"
run jira-seal -i jira.json
old=$(token)
run jira-token -c ./jira.json refresh
it 'renews what is sealed' exits 0
it 'to something else' [ "$(token)" != "$old" ]
it 'that is sealed as well' sh -c \
    'jq -r .auth.token jira.json | grep -q "^.ANSIBLE_VAULT;"'
it 'and lets in' lets_in
rm password

printf '{"url":"%s","auth":{"type":"basic","username":"fred","apiToken":"x"}}' \
    "$JIRA" >basic.json
run jira-token -c ./basic.json refresh
it 'renews no credential that was given' exits 77
it 'and says so' complains 'jira-token: ./basic.json: holds nothing to renew its token with: put a new one into the connection'

finish
