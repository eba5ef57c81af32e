#!/bin/sh
# jira-seal seals the secrets in a document, and touches nothing else.
. "${0%/*}/lib.sh"
unset ANSIBLE_VAULT_IDENTITY_LIST
python=/usr/bin/python3

printf 'sesame\n' >pw
printf 'simsim\n' >new
export ANSIBLE_VAULT_PASSWORD_FILE=pw

cat >plain.json <<'END'
{
	// a connection; tabs, comments and numbers stay
	"name": "ci",
	"url": "https://example.atlassian.net",
	"auth": {
		"type": "oauth2",
		"clientId":"abc123",
		"clientSecret" : "sword\u0066ish" /* old */,
		"accessToken": "\u00e9\ud83d\udd11\"\\\n",
		"refreshToken": { "env": "REFRESH" },
	},
	"more": [1.0, 12345678901234567890, {"password": "open"}],
}
END
# No newline at the end, and line ends of DOS in between.
printf '{"auth":\r\n{"type":"basic","username":"jan","apiToken":"open"}}' \
    >dos.json

# rest file: it without the values of the secrets.
rest() { sed -E 's/("(client|access)[ST].*" ?: ?)"([^"\\]|\\.)*"/\1/' "$1"; }

run jira-seal <plain.json
it 'seals a connection' exits 0
it 'without a word' is_quiet
cp ../out sealed.json
it 'every secret that it holds' \
    [ "$(grep -c 'ANSIBLE_VAULT;1.1;AES256\\n[0-9]' sealed.json)" = 2 ]
it 'and shows none' never_says swordfish
it 'keeping all other bytes' [ "$(rest plain.json)" = "$(rest sealed.json)" ]
run jira-seal <sealed.json
it 'leaves alone what is sealed' cmp -s ../out sealed.json
it 'without a word' is_quiet
run jira-seal --list <sealed.json
it 'names what is sealed' prints '.auth.clientSecret
.auth.accessToken'
run env -u ANSIBLE_VAULT_PASSWORD_FILE jira-seal -l -i sealed.json
it 'without a password' exits 0
run jira-seal --list --json <sealed.json
it 'as JSON, too' prints \
    '{"sealed":["/auth/clientSecret","/auth/accessToken"]}'
run jira-seal --list <plain.json
it 'and nothing where nothing is sealed' prints_nothing

run jira-seal -u <sealed.json
it 'unseals it' exits 0
it 'without a word' is_quiet
it 'to the same values' [ "$(sed 's/\\u0066/f/
    s/\\u00e9\\ud83d\\udd11/é🔑/' plain.json)" = "$(cat ../out)" ]
cp ../out opened.json
run jira-seal -u <opened.json
it 'leaves alone what is not' cmp -s ../out opened.json
it 'and says so' complains 'jira-seal: <stdin>: nothing in it is sealed'
it 'as no failure' exits 0
run jira-seal -R --new-vault-password-file new <opened.json
it 'so with another password' complains_like ': nothing in it is sealed$'
echo '{"auth": {"type": "pat", "token": {"env": "X"}}}' >bare.json
run jira-seal -i bare.json
it 'says when there is nothing to seal' complains \
    'jira-seal: bare.json: there is nothing to seal: it holds no secret'
it 'as no failure, either' exits 0
run jira-seal <dos.json
cp ../out sealed
run jira-seal -u <sealed
it 'keeps the line ends of DOS, and a last line without one' \
    cmp -s ../out dos.json

run jira-seal -p .more[2].password -p '."auth"."clientSecret"' <plain.json
it 'seals what it is told to' exits 0
cp ../out some.json
run jira-seal -l <some.json
it 'and nothing else' prints '.auth.clientSecret
.more[2].password'
run jira-seal -u -p .more[2].password <some.json
cp ../out some.json
run jira-seal -l <some.json
it 'unseals what it is told to' prints .auth.clientSecret
echo '{"a b": ["x", {"": "y", "~/": "z"}]}' >names.json
run jira-seal -p '."a b"[0]' -p '."a b"[1].""' -p '."a b"[1]."~/"' <names.json
cp ../out odd.json
run jira-seal -l <odd.json
it 'names paths as it takes them' prints '."a b"[0]
."a b"[1].""
."a b"[1]."~/"'
run jira-seal -lj <odd.json
it 'and as RFC 6901 does' prints \
    '{"sealed":["/a b/0","/a b/1/","/a b/1/~0~1"]}'
echo '"open"' >scalar.json
run jira-seal -p . <scalar.json
cp ../out scalar
run jira-seal -l <scalar
it 'seals a document that is a string' prints .
run jira-seal -u <scalar
it 'and opens it' cmp -s ../out scalar.json

# In place.
both='["/auth/clientSecret","/auth/accessToken"]'
cp plain.json conn.json
chmod 640 conn.json
ln -s conn.json link.json
run jira-seal -n -i link.json
it 'says that it would seal a file' exits 1
it 'printing nothing' prints_nothing
it 'changing nothing' cmp -s conn.json plain.json
run jira-seal -nj -i link.json
it 'says what it would seal' prints "{\"changed\":true,\"paths\":$both}"
run jira-seal -j -i link.json
it 'seals a file' exits 0
it 'says what' prints "{\"changed\":true,\"paths\":$both}"
it 'keeping the symbolic link' [ -L link.json ]
it 'and its mode' [ -n "$(find conn.json -perm 640)" ]
it 'and all other bytes' [ "$(rest conn.json)" = "$(rest plain.json)" ]
touch -d 2001-01-01 conn.json
run jira-seal -j -i conn.json
it 'once' prints '{"changed":false,"paths":[]}'
it 'with no need to write' [ -n "$(find conn.json ! -newermt 2001-01-02)" ]
run jira-seal -n -i conn.json
it 'and says that it is in sync' exits 0

run jira-seal --rekey --new-vault-id dev@new -j -i conn.json
it 'changes the password in one pass' exits 0
it 'of all that is sealed' prints "{\"changed\":true,\"paths\":$both}"
it 'and the id' [ "$(grep -c 'ANSIBLE_VAULT;1.2;AES256;dev\\n' conn.json)" = 2 ]
run jira-seal -u -i conn.json
it 'so that the old one opens nothing' exits 77
it 'and says so' complains \
    "jira-seal: conn.json:8:20: /auth/clientSecret: the vault password is \
wrong, or the text was changed"
it 'leaving the file alone' \
    [ "$(grep -c 'ANSIBLE_VAULT;1.2;AES256;dev\\n' conn.json)" = 2 ]
run jira-seal --vault-password-file new -u -j -i conn.json
it 'and the new one all' exits 0
it 'to the same values' cmp -s conn.json opened.json
it 'keeping others from reading them' [ -n "$(find conn.json -perm 600)" ]

# Many values, and threads.
$python -c '
import json
print(json.dumps({"auth": {"type": "basic", "username": "jan"},
    "list": [f"secret {i}" for i in range(30)]}))' >many.json
paths=$($python -c 'print(*(f"-p.list[{i}]" for i in range(30)))')
# shellcheck disable=SC2086 # there are thirty of them
run jira-seal $paths --jobs 8 <many.json
cp ../out sealed
it 'seals many values, by many threads' \
    [ "$(grep -o 'ANSIBLE_VAULT' sealed | wc -l)" = 30 ]
run jira-seal -u -J 3 <sealed
it 'and opens them, in their order' cmp -s ../out many.json
# A digit of a digit of the last byte, which stays one.
$python -c '
import json, sys
doc = json.load(sys.stdin)
text = doc["list"][3]
last = "1" if text[-2] != "1" else "2"
doc["list"][3] = text[:-2] + last + text[-1]
json.dump(doc, sys.stdout)' <sealed >wrong
run jira-seal -u -J 3 <wrong
it 'tells one that was changed from a wrong password' exits 77
it 'and says so' complains_like \
    "jira-seal: <stdin>:1:[0-9]*: /list/3: the text was changed, or has \
another password than the 29 here that could be opened$"
it 'printing nothing' prints_nothing

# What it refuses.
echo '{"a": 5}' >number.json
run jira-seal -p .a <number.json
it 'refuses to seal a number' exits 65
it 'and says so' complains \
    'jira-seal: <stdin>:1:7: /a: only a string can be sealed'
run jira-seal -p .b <number.json
it 'refuses a value that is not there' exits 65
it 'and says so' complains \
    'jira-seal: <stdin>:1:1: /b: there is no such value'
run jira-seal <number.json
it 'wants to know what to seal of no connection' exits 78
it 'and says how' complains \
    "jira-seal: <stdin>:1:1: no connection: name the values to seal by --path"
echo '{"a": "open"}' >string.json
run jira-seal -R --new-vault-password-file new -p .a <string.json
it 'refuses to rekey what is not sealed' exits 65
it 'and says so' complains 'jira-seal: <stdin>:1:7: /a: is not sealed'
it 'without showing it' never_says open
echo '{"a": "open", "a": "sesame"}' >twice.json
run jira-seal -p .a <twice.json
it 'refuses a name that occurs twice' exits 65
it 'without showing what it names' never_says sesame
echo '{"a": "open" "b": 1}' >broken.json
run jira-seal -p .a <broken.json
it 'refuses what is no JSON' exits 65
it 'and says where' complains_like '^jira-seal: <stdin>:1:14: '
printf '\377\376' | jira-seal -r | $python -c '
import json, sys; print(json.dumps({"a": sys.stdin.read()}))' >bytes.json
run jira-seal -u <bytes.json
it 'refuses to make a string of what is no UTF-8' exits 65
it 'and says so' complains \
    "jira-seal: <stdin>:1:7: /a: what is sealed is not UTF-8, and no string \
can hold it"
cut -c 1-300 bytes.json | sed 's/$/"}/' >cut.json
run jira-seal -u <cut.json
it 'refuses a sealed string that is cut short' exits 65
it 'and says so' complains \
    "jira-seal: <stdin>:1:7: /a: the vault is damaged or cut short: it is \
not a salt, an HMAC and a ciphertext"
for wrong in '-lu' '-uR' '-ln' '-l -p .a' '--name x' '-r -p .a' '-j' \
    '--new-vault-id x' '-r --name x -i string.json' 'string.json'; do
	# shellcheck disable=SC2086 # several words
	run jira-seal $wrong <string.json
	it "refuses a call with $wrong" exits 64
	it 'and says how to call it' complains_like '^usage: jira-seal '
done
run jira-seal -p 'a' <string.json
it 'refuses a path without its dot' exits 64
it 'and says so' complains \
    'jira-seal: --path: a path begins with a dot'
run jira-seal -p '.a b' <string.json
it 'and one with more behind it' complains \
    'jira-seal: --path: something follows the path'

umask 022
run sh -c 'jira-seal -u <sealed.json >../shared'
it 'lays no secret bare in a file that others can read' exits 73
it 'leaving nothing in it' [ ! -s ../shared ]
umask 077
for call in '' '-u' '-l'; do
	# shellcheck disable=SC2086 # may be none
	run sh -c "jira-seal $call <sealed.json >/dev/full"
	it "notices a full disk ($call)" exits 74
	run sh -c "jira-seal $call <sealed.json >&-"
	it 'and a closed output' exits 74
done
cp plain.json conn.json
run sh -c 'jira-seal -j -i conn.json >/dev/full'
it 'even when the file is sealed already' exits 74
cp plain.json conn.json
for call in fsync rename; do
	failing $call 1 EIO jira-seal -i conn.json
	it "notices that $call fails" exits "$([ $call = fsync ] && echo 74 ||
	    echo 73)"
	it 'and leaves the file as it was' cmp -s conn.json plain.json
done
ln conn.json hard.json
run jira-seal -i conn.json
it 'refuses a file with two names' exits 73
run jira-seal --break-links -i conn.json
it 'unless it may part them' exits 0
it 'leaving the other' cmp -s hard.json plain.json
(flock 9 && echo >../locked && exec sleep 5) 9<hard.json >/dev/null &
background=$!
while [ ! -e ../locked ]; do sleep 0.01; done
run jira-seal --wait 0 -i hard.json
it 'waits for no lock' exits 75
kill $background

finish
