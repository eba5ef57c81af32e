#!/bin/sh
# The JSON Schema of a connection says what jira-conn says.
. "${0%/*}/lib.sh"

/usr/bin/python3 -c 'import jsonschema' 2>/dev/null ||
    skip 'python3-jsonschema is not installed'

# verdicts file: a line for each line of JSON, good or bad.
cat >../verdicts.py <<'PY'
import json, os, sys
from jsonschema import Draft202012Validator as Validator
path = os.environ["ROOT"] + "/share/jira-connection.schema.json"
schema = json.load(open(path))
Validator.check_schema(schema)
judge = Validator(schema)
for line in open(sys.argv[1], encoding="utf-8"):
    print("good" if judge.is_valid(json.loads(line)) else "bad")
PY

# The examples of the manual are its documents from brace to brace.
sed -n '/^\.Sh EXAMPLES/,$p' "$ROOT/man/jira-connection.5" |
    sed -n '/^{/,/^}/p' | jq -c . >../examples
it 'there are examples' [ "$(wc -l <../examples)" -ge 5 ]
run /usr/bin/python3 ../verdicts.py ../examples
it 'knows JSON Schema' exits 0
it 'and finds each of them good' \
    [ "$(sort ../out | uniq -c | tr -d ' ')" = \
    "$(wc -l <../examples)good" ]

# a connection that is good, with changes in the language of jq.
cat >../changes <<'EOT'
.
.name = ""
.name = 5
.url = "jira.example.com"
.url = "ftp://jira.example.com"
.url = "HTTPS://jira.example.com:8443/a/b/"
.url = "https://me:x@jira.example.com"
.url = "https://jira.example.com?a"
.url = "https://jira.example.com/#a"
.url = "https://jira example.com"
.url = "https://[::1]:8080/jira"
del(.url)
del(.auth)
del(.auth.type)
.auth = []
.auth.type = "oauth"
.auth.type = "oauth2"
.auth.type = "oauth1"
.auth.username = "a:b"
.auth.username = "a\tb"
.auth.username = null
.auth.apiToken = ""
.auth.apiToken = ["x"]
.auth.apiToken = "a\nb"
.auth.apiToken = "$ANSIBLE_VAULT;1.1;AES256\n3132\n"
.auth.apiToken = {"file": "x"}
.auth.apiToken = {"file": ""}
.auth.apiToken = {"file": "x", "env": "X"}
.auth.apiToken = {"file": "x", "trim": false}
.auth.apiToken = {"file": "x", "trim": "no"}
.auth.apiToken = {"env": "A_1"}
.auth.apiToken = {"env": "1A"}
.auth.apiToken = {"command": ["pass", "", "jira"]}
.auth.apiToken = {"command": []}
.auth.apiToken = {"command": ["", "x"]}
.auth.apiToken = {"command": "pass jira"}
.auth.apiToken = {"command": [range(64) | "x"]}
.auth.apiToken = {"command": [range(65) | "x"]}
.auth.apiToken = {"command": ["pass"], "timeout": 1}
.auth.apiToken = {"command": ["pass"], "timeout": 600}
.auth.apiToken = {"command": ["pass"], "timeout": 601}
.auth.apiToken = {"command": ["pass"], "timeout": 0}
.auth.apiToken = {"command": ["pass"], "timeout": 1.5}
.auth.apiToken = {"command": ["pass"], "timeout": "5"}
.auth.apiToken = {}
.auth.token = "x"
.auth.mine = ["x"]
.mine = {"a": 1}
.product = "cloud"
.product = "dc"
.cloudId = "1-2"
.cloudId = "1/2"
.api = "platform"
.api = "jsm"
.endpoints = {"api": "https://x/y"}
.endpoints = {"api": "x"}
.endpoints = {"mine": 1}
.endpoints = null
.product = "cloud" | .app = {"permissions": ["builds"]}
.product = "cloud" | .app = {"permissions": "builds deployments"}
.product = "cloud" | .app = {"permissions": ["a b"]}
.product = "cloud" | .app = {"permissions": [1]}
.product = "cloud" | .app = {"logoUrl": "https://x/y?z"}
.product = "cloud" | .app = {"serverBaseUrl": "https://x/y?z"}
.auth = {"type": "pat", "token": "x", "id": 5, "name": "n"}
.auth = {"type": "pat", "token": "x", "expiresAt": "2031-11-22T13:45:00Z"}
.auth = {"type": "pat", "token": "x", "id": "5"}
.auth = {"type": "pat", "token": "x", "expiresAt": "2031-11-22T13:45:00.5+0100"}
.auth = {"type": "pat", "token": "x", "id": true}
.auth = {"type": "pat", "token": "x", "expiresAt": "tomorrow"}
.auth = {"type": "pat", "apiToken": "x"}
.auth = {"type": "pat", "name": "n"}
.auth = {"type": "pat", "id": "5"}
.auth = {"type": "pat", "token": "x", "beside": "5 7", "replaces": ["9"]}
.auth = {"type": "pat", "token": "x", "rotatingSince": "now"}
.auth = {"type": "oauth2", "clientId": "k", "replaces": "9"}
.auth = {"type": "oauth1", "consumerKey": "k", "privateKey": "a\nb\n"}
.auth = {"type": "oauth1", "consumerKey": "k"}
.auth = {"type": "oauth2", "clientId": "k", "scopes": ["READ"]}
.auth = {"type": "oauth2", "clientId": "k", "redirectUri": "https://x/cb?a=b"}
.auth = {"type": "oauth2", "clientId": "k", "redirectUri": "https://x/cb#a"}
.auth = {"type": "oauth2", "clientId": "k", "audience": "x"}
.auth = {"type": "oauth2", "clientSecret": "k"}
.auth = {"type": "client-credentials", "clientId": "k", "clientSecret": "s"}
.auth = {"type": "client-credentials", "clientId": "k"}
.auth = {"type": "client-credentials", "clientId": "k", "refreshToken": "x"}
EOT
start='{"url": "https://jira.example.com/jira",
    "auth": {"type": "basic", "username": "me", "apiToken": "sesame"}}'
while IFS= read -r change; do
	echo "$start" | jq -c "$change" || echo '"broken"'
done <../changes >../documents
while IFS= read -r document; do
	if printf '%s\n' "$document" | jira-conn --check -c - 2>/dev/null; then
		echo good
	else
		echo bad
	fi
done <../documents >../want
it 'of many changes some are good' [ "$(grep -c good ../want)" -ge 20 ]
it 'and some are bad' [ "$(grep -c bad ../want)" -ge 40 ]
run /usr/bin/python3 ../verdicts.py ../documents
it 'both judge all alike' cmp -s ../out ../want
paste ../want ../out ../changes | awk '$1 != $2' >../differ
mv ../differ ../out
it 'one by one' prints_nothing

finish
