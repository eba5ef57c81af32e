#!/bin/sh
# jira-conn composes connections that say all there is to say, and no secret.
. "${0%/*}/lib.sh"

# What is referred to, as one sees it from the connections.
mkdir keys
ln -s home/keys ../keys
touch keys/jira_privatekey.pcks8 k k.pem token

run jira-conn -t oauth1 --url https://jira.example.com/jira \
    --consumer-key codestream --private-key-file keys/jira_privatekey.pcks8
it 'composes a connection for OAuth 1.0a' exits 0
it 'laid out for people' prints '{
  "url": "https://jira.example.com/jira",
  "product": "server",
  "auth": {
    "type": "oauth1",
    "consumerKey": "codestream",
    "privateKey": { "file": "keys/jira_privatekey.pcks8" }
  }
}'
it 'without a word' is_quiet
it 'that others read as JSON' /usr/bin/python3 -m json.tool ../out ../parsed
it 'ending in a line end' [ "$(tail -c 2 ../out)" = '}' ]
cp ../out codestream.json

run jira-conn --check -c codestream.json
it 'finds nothing wrong with it' exits 0
it 'prints nothing when it only checks' prints_nothing
it 'and says nothing' is_quiet

run jira-conn --requestor joe --private-key-file k --consumer-key "q\"'" \
    --type oauth1 --api platform --cloud-id 1-2 --product server \
    -u https://jira.example.com:8443// --name 'ours, too'
it 'takes options in any order' exits 0
it 'and has members in its own, quoted as JSON is' prints '{
  "name": "ours, too",
  "url": "https://jira.example.com:8443",
  "product": "server",
  "cloudId": "1-2",
  "api": "platform",
  "auth": {
    "type": "oauth1",
    "consumerKey": "q\"'\''",
    "privateKey": { "file": "k" },
    "requestor": "joe"
  }
}'

cat >../same.py <<'EOF'
import json, sys
sys.exit(json.load(open(sys.argv[1]))["name"] != sys.argv[2])
EOF
weird='" \ / & < > $ \u0041 é 漢 😀'
run jira-conn -t pat -u https://jira.example.com --token-file t --name "$weird"
it 'quotes whatever there is' exits 0
it 'as others read it' /usr/bin/python3 ../same.py ../out "$weird"

run jira-conn -t basic -u https://acme.atlassian.net/ --username me@acme.com \
    --api-token-file token
it 'composes one for an API token' exits 0
it 'knowing Jira Cloud by its name' prints '{
  "url": "https://acme.atlassian.net",
  "product": "cloud",
  "auth": {
    "type": "basic",
    "username": "me@acme.com",
    "apiToken": { "file": "token" }
  }
}'

run jira-conn -t pat -u http://localhost:2990/jira --secret token=env:JIRA_PAT
it 'composes one for a personal access token' exits 0
it 'kept in a variable' prints '{
  "url": "http://localhost:2990/jira",
  "product": "server",
  "auth": {
    "type": "pat",
    "token": { "env": "JIRA_PAT" }
  }
}'
it 'and says nothing of http to this machine' is_quiet

run jira-conn -t oauth2 -u https://acme.atlassian.net --client-id id \
    --secret 'clientSecret=command:pass  show jira/app' \
    --redirect-uri http://localhost:8080/cb --scopes 'read:me,offline_access '\
'read:jira-work'
it 'composes one for OAuth 2.0' exits 0
it 'whose secret a command prints' prints '{
  "url": "https://acme.atlassian.net",
  "product": "cloud",
  "auth": {
    "type": "oauth2",
    "clientId": "id",
    "clientSecret": { "command": ["pass", "show", "jira/app"] },
    "redirectUri": "http://localhost:8080/cb",
    "scopes": ["read:me", "offline_access", "read:jira-work"]
  }
}'

run jira-conn -t client-credentials -u https://acme.atlassian.net \
    --client-id id --api devops --audience api.atlassian.com \
    --secret clientSecret=env:X --client-secret-file secret
it 'composes one for client credentials' exits 0
it 'where the last word on a member counts' prints '{
  "url": "https://acme.atlassian.net",
  "product": "cloud",
  "api": "devops",
  "auth": {
    "type": "client-credentials",
    "clientId": "id",
    "clientSecret": { "file": "secret" },
    "audience": "api.atlassian.com"
  }
}'

run jira-conn -t basic -u http://jira.example.com --username me \
    --api-token-file token
it 'composes one over plain http' exits 0
it 'but warns of it' complains 'jira-conn: <options>: /url: http shows the '\
'credential to everybody on the way: use https'
run jira-conn -t oauth1 -u http://jira.example.com --consumer-key k \
    --private-key-file k
it 'as it does not where nothing secret is sent' is_quiet

# What is there is kept, byte for byte.
cat >ours.json <<'EOF'
// Ours: ask Kim before you change it.
{
    "url" : "https://jira.example.com/jira",   // the new one
    "team": ["a",
             "b"],
    "auth": {
        "type": "oauth1",
        "consumerKey": "codestream",
        "privateKey": {"file": "k.pem"},
        "token": "\u0073esame",   // by Kim
    },
}
EOF
run jira-conn -c - <ours.json
it 'reads a connection' exits 0
it 'and prints it as it is' cmp -s ../out ours.json
run jira-conn -c ours.json --consumer-key codestream
it 'changes nothing that is so already' cmp -s ../out ours.json
run jira-conn -c - --consumer-key other --requestor joe <ours.json
it 'changes what is not' exits 0
sed -e 's/"codestream"/"other"/' \
    -e 's|// by Kim|&\n        "requestor": "joe",|' ours.json >../want
it 'and no other byte' cmp -s ../out ../want
run sh -c 'jira-conn -c ours.json --requestor joe | jira-conn -c - --check'
it 'makes what it takes again' exits 0
run jira-conn -c ours.json --url https://jira.example.com/
it 'adds the product with another URL' prints_like '"product": "server"'

printf '{"auth":{"type":"pat"}}' >half.json
run jira-conn -c half.json --url https://jira.example.com --token-file t
it 'completes a half' exits 0
it 'in its own style' prints \
    '{"auth":{"type":"pat","token":{"file":"t"}},'\
'"url":"https://jira.example.com","product":"server"}'

# Where connections are found.
mkdir -p .config/jira/connections elsewhere
cp codestream.json .config/jira/connections/acme.json
cp ours.json elsewhere/acme.json
run jira-conn -c acme
it 'finds a connection by its name' cmp -s ../out codestream.json
run env JIRA_CONNECTIONS=elsewhere jira-conn -c acme
it 'wherever they are kept' cmp -s ../out ours.json
run env XDG_CONFIG_HOME="$HOME/.config" jira-conn -c acme
it 'also by the base directory specification' cmp -s ../out codestream.json
fed codestream.json jira-conn --check -c
it 'reads one from a FIFO' exits 0
it 'without a word' is_quiet
run jira-conn -c nobody
it 'says which file it looked for' complains \
    "jira-conn: $HOME/.config/jira/connections/nobody.json: No such file or \
directory"
it 'and that it is not there' exits 66
run env JIRA_CONNECTION=acme jira-conn
it 'starts from none unless told to' exits 64
it 'and says how' complains_like '^usage: jira-conn '

# A plain secret goes nowhere that others can read.
run sh -c 'umask 022; jira-conn -c ours.json >../shared'
it 'refuses to print a secret for others to read' exits 73
it 'and says what to do' complains \
    'jira-conn: <stdout>: others can read it: set umask 077'
it 'leaving nothing there' [ ! -s ../shared ]
rm -f ../shared
run sh -c 'umask 022; jira-conn -c codestream.json >../shared'
it 'but prints what holds none' exits 0
chmod 644 ours.json codestream.json
run jira-conn -c ours.json
it 'refuses a file with a secret that others can read' exits 66
it 'and says what to do' complains \
    'jira-conn: ours.json: others can read it: run chmod 600 on it'
it 'printing nothing' prints_nothing
run jira-conn -c codestream.json
it 'but reads one without' exits 0

# Two secrets that are none: references stay what they are.
run jira-conn -c codestream.json --private-key-file sesame.pem
it 'never looks into what it refers to' exits 0

run sh -c 'jira-conn -c codestream.json >/dev/full'
it 'notices a full disk' exits 74
it 'and says so' complains 'jira-conn: <stdout>: No space left on device'
run sh -c 'jira-conn -c codestream.json >&-'
it 'notices a closed stdout' exits 74
it 'and says so' complains 'jira-conn: <stdout>: Bad file descriptor'
run sh -c 'jira-conn -c - <&-'
it 'notices a closed stdin' exits 74
it 'and says so' complains 'jira-conn: <stdin>: Bad file descriptor'

finish
