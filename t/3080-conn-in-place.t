#!/bin/sh
# jira-conn -i makes or changes a connection in its file.
. "${0%/*}/lib.sh"

url=https://jira.example.com/jira
echo sesame >token

# Look, do, and do again.
run jira-conn -i ci.json -njD -t pat -u $url --secret token=read:token
it 'would make a connection' exits 1
it 'and says so' prints_like \
    '^\{"changed":true,"created":true,"path":"ci.json","diff":"---'
it 'showing no secret' never_says sesame
it 'without a word' is_quiet
it 'and makes none' leaves token
cp ../out ../foretold

run jira-conn -i ci.json -jD -t pat -u $url --secret token=read:token
it 'makes it' exits 0
it 'saying the same' cmp -s ../out ../foretold
run cat ci.json
it 'as it would print it' prints "{
  \"url\": \"$url\",
  \"product\": \"server\",
  \"auth\": {
    \"type\": \"pat\",
    \"token\": \"sesame\"
  }
}"
it 'for its owner only' [ "$(find ci.json -perm 600)" ]

touch -t 200001010000 ci.json
run jira-conn -i ci.json -njD -t pat -u $url --secret token=read:token
it 'has nothing to do then' exits 0
it 'and says so' prints \
    '{"changed":false,"created":false,"path":"ci.json","diff":""}'
run jira-conn -i ci.json -t pat -u $url --secret token=read:token
it 'and does nothing' exits 0
it 'printing nothing' prints_nothing
it 'without a write' [ -z "$(find ci.json -newer token)" ]

# A file of somebody's.
printf '{ // ours\n  "url": "%s",\n  "auth": {"type": "oauth1",
    "consumerKey": "x", "privateKey": {"file": "k"}},\n}\n' $url >own.json
chmod 644 own.json
sed 's/"x"/"y"/' own.json >../wanted
ln -s own.json link.json
run jira-conn -i link.json -D --product server --consumer-key y
it 'changes a file' exits 0
it 'showing the difference' prints_like '^-    "consumerKey": "x"'
it 'and no other' [ "$(grep -c '^[+-] ' ../out)" = 3 ]
run jira-conn -i own.json --consumer-key y
it 'keeping every other byte' grep -q '^{ // ours$' own.json
it 'and the link' [ -h link.json ]
it 'and the mode' [ "$(find own.json -perm 644)" ]
run jira-conn -i own.json --secret privateKey=read:token
it 'takes the place of a reference' grep -q '"privateKey": "sesame"' own.json
it 'and then is for its owner only' [ "$(find own.json -perm 600)" ]

# Sealed ones.
echo pw >password
export ANSIBLE_VAULT_PASSWORD_FILE=password
jira-seal -i ci.json
cp ci.json ../sealed
run jira-conn -i ci.json --secret token=read:token
it 'knows a sealed secret again' exits 0
it 'and leaves it' cmp -s ci.json ../sealed
echo open | jira-conn -i ci.json --secret token=read:-
it 'seals another like it' grep -q 'ANSIBLE_VAULT' ci.json
run jira-conn -c ci.json --as curl
it 'which can be opened' prints_like 'Bearer open"'
unset ANSIBLE_VAULT_PASSWORD_FILE
cp ci.json ../sealed
run jira-conn -i ci.json --secret token=read:token
it 'wants the password for that' exits 78
it 'saying which' complains_like '^jira-conn: ci.json: /auth/token: '
it 'and writes nothing plain' cmp -s ci.json ../sealed

# By its name.
mkdir -p .config/jira/connections
run jira-conn -i jan -j -t pat -u $url --token-file x
it 'finds a connection by its name' prints "{\"changed\":true,\
\"created\":true,\"path\":\"$HOME/.config/jira/connections/jan.json\"}"
run jira-conn -i nowhere/x.json -t pat -u $url --token-file x
it 'makes no directory' exits 73

# What is wrong.
cp own.json ../kept
run jira-conn -i own.json -t basic
it 'writes nothing that is wrong' exits 78
it 'saying all of it' complains_like '/auth/username: is missing'
it 'printing nothing' prints_nothing
it 'leaving the file' cmp -s own.json ../kept
run jira-conn -i new.json -t basic
it 'nor what is not enough' exits 78
it 'leaving no file' [ ! -e new.json ]
chmod 644 own.json
run jira-conn -i own.json --consumer-key z
it 'refuses a secret that others can read' exits 66
chmod 644 token
run jira-conn -i new.json -t pat -u $url --secret token=read:token
it 'also where it is read from' exits 66
it 'without a word of it' never_says sesame
chmod 600 token
: >empty
run jira-conn -t pat -u $url --secret token=read:empty
it 'refuses an empty secret' exits 65
it 'saying where' complains 'jira-conn: empty: holds no secret'
printf 'se\0same' >nul
run jira-conn -t pat -u $url --secret token=read:nul
it 'refuses a NUL' exits 65
it 'without a word of the secret' never_says same
printf 'open\r\n' | jira-conn -t pat -u $url --secret token=read:- >dos.json
it 'cuts the line end of DOS' grep -q '"open"' dos.json
run jira-conn -i - -t pat
it 'cannot change standard input' exits 64
for option in -n -D; do
	run jira-conn -t pat -u $url --token-file x $option
	it "wants -i for $option" exits 64
done
run jira-conn -i ci.json -c ci.json -t pat
it 'starts from one connection' exits 64
run jira-conn -i ci.json
it 'and wants something to change' exits 64

# A name stands for a file in the directory of connections.
rm -rf .config
run jira-conn -i fresh -n -t pat -u $url --token-file x
it 'would make one there' exits 1
it 'without the directory' [ ! -e .config ]
run jira-conn -i fresh -t pat -u $url --token-file x
it 'makes the directory of connections' exits 0
it 'for its owner only' [ -z "$(find .config -type d ! -perm 700)" ]
it 'with the connection' [ -e .config/jira/connections/fresh.json ]
rm -r .config
: >.config
run jira-conn -i fresh -t pat -u $url --token-file x
it 'cannot where there is a file' exits 66
it 'and says so' complains "jira-conn: \
$HOME/.config/jira/connections/fresh.json: Not a directory"
rm .config
run jira-conn -c ci
it 'says which file it looked for' exits 66
it 'and that another is here' complains \
    "jira-conn: $HOME/.config/jira/connections/ci.json: No such file or \
directory: use -c ci.json for the one here"
mkdir -p mine
run env JIRA_CONNECTIONS=mine/of/them jira-conn -i fresh -t pat -u $url \
    --token-file x
it 'makes the one that is named' [ -e mine/of/them/fresh.json ]
run jira-conn -i nowhere/fresh.json -t pat -u $url --token-file x
it 'but no other' exits 73

run sh -c "jira-conn -i full.json -j -t pat -u $url --token-file x >/dev/full"
it 'notices a full disk' exits 74
failing fsync 1 EIO jira-conn -i new.json -t pat -u $url --token-file x
it 'notices a failing disk' exits 74
it 'leaving no half of a file' [ ! -e new.json ]

finish
