#!/bin/sh
# jira-conn knows what each product lets an app of OAuth 2.0 ask for.
. "${0%/*}/lib.sh"
touch s

# refuses sentence message: of the last run.
refuses() {
	it "refuses $1" exits 78
	it 'and says why' complains "jira-conn: $2"
	it 'printing nothing' prints_nothing
}

# app site option ...: an app of OAuth 2.0; agent: a client for itself.
app() {
	site=$1
	shift
	run jira-conn -t oauth2 -u "$site" --client-id id \
	    --client-secret-file s "$@"
}
agent() {
	site=$1
	shift
	run jira-conn -t client-credentials -u "$site" --client-id id \
	    --client-secret-file s "$@"
}
cloud=https://acme.atlassian.net server=https://jira.example.com/jira

run jira-conn -t oauth2 --subdomain acme --client-id id \
    --client-secret-file s --scopes read:jira-work
it 'takes the name of a site' exits 0
it 'asking for a refresh token unasked' prints '{
  "url": "https://acme.atlassian.net",
  "product": "cloud",
  "auth": {
    "type": "oauth2",
    "clientId": "id",
    "clientSecret": { "file": "s" },
    "scopes": ["read:jira-work", "offline_access"]
  }
}'
for name in '' acme.atlassian.net https://acme.atlassian.net -acme acme- a_b \
    acme/jira "$(printf '%064d' 1)"; do
	run jira-conn -t basic --subdomain "$name" --username me \
	    --api-token-file t
	it "refuses the subdomain '$name'" exits 64
	it 'and says what one is' complains 'jira-conn: --subdomain: has to '\
'be a name such as acme, for https://acme.atlassian.net; any other site is a '\
'--url'
	it 'printing nothing' prints_nothing
done
app https://acme.atlassian.net:8443 --scopes read:me
it 'leaves a port to --url' exits 0
app https://jira.example.com:8443/jira --scopes READ
it 'and a path, where there can be one' exits 0

app $cloud --scopes read:me,offline_access
it 'adds nothing that is there' prints_like \
    '"scopes": \["read:me", "offline_access"\]$'
app $cloud --scopes read:me --no-refresh
it 'nor where it is told not to' prints_like '"scopes": \["read:me"\]$'
cp ../out app.json
run jira-conn -c app.json --client-id other
it 'nor to what is not being set' prints_like '"scopes": \["read:me"\]$'
run jira-conn -c app.json --scopes read:jira-user
it 'adds it when it is' prints_like \
    '"scopes": \["read:jira-user", "offline_access"\]$'
app $server --scopes READ
it 'never on Jira Data Center' prints_like '"scopes": \["READ"\]$'
agent $cloud --scopes read:jira-work
it 'never for client credentials' prints_like '"scopes": \["read:jira-work"\]$'

# The published list, whole.
sed -n 's/^"\(.*\)",$/\1/p' "$ROOT/lib/scope.list" >../scopes
it 'has each scope once' [ "$(sort ../scopes | uniq -d)" = '' ]
it 'all 276 granular ones among them' \
    [ "$(sed '/^.. Of Customer/,$d' "$ROOT/lib/scope.list" |
	grep -c '^".*:.*:.*",$')" -eq 276 ]
app $cloud --scopes "$(tr '\n' ' ' <../scopes)"
it 'takes every one of them' exits 0
it 'without a word' is_quiet

# A slip in a scope.
# slip wrong meant: every kind of it.
slip() {
	app $cloud --scopes "read:me $1"
	refuses "$1" "<options>: /auth/scopes/1: is no scope of Jira Cloud: \
is \"$2\" meant?"
}
slip read:jira-wrok read:jira-work
slip read:jira-wor read:jira-work
slip read:jira-workk read:jira-work
slip read:jira_work read:jira-work
slip Read:Jira-Work read:jira-work
slip offline-access offline_access
slip write:isue:jira write:issue:jira
slip write:issue-worklogproperty:jira write:issue-worklog.property:jira
app $cloud --scopes 'read:me sesame'
refuses 'what is no scope' '<options>: /auth/scopes/1: is no scope of Jira '\
'Cloud'
it 'without repeating it' never_says sesame
app $cloud --scopes READ
refuses "Data Center's words on Cloud" '<options>: /auth/scopes/0: is no '\
'scope of Jira Cloud'
app $cloud --scopes read:confluence-content.all,read:page:confluence
it 'takes those of another product' exits 0
app $cloud
refuses 'none on Cloud' '<options>: /auth/scopes: is missing: Jira Cloud '\
'asks for what the app is to do, such as read:jira-work'

for word in READ WRITE ADMIN SYSTEM_ADMIN; do
	app $server --scopes $word
	it "takes $word on Data Center" exits 0
done
app $server --scopes read
refuses 'another case' '<options>: /auth/scopes/0: is no scope of Jira Data '\
'Center: is "READ" meant?'
app $server --scopes read:jira-work
refuses "Cloud's words on Data Center" '<options>: /auth/scopes/0: is no '\
'scope of Jira Data Center'
app $server --scopes 'READ WRITE'
refuses 'two' '<options>: /auth/scopes: has to be one word: each includes '\
'those below it'
agent $server --scopes 'READ WRITE'
it 'takes two of a service account' exits 0
agent $server --scopes 'READ ADMIN'
refuses 'more than that' '<options>: /auth/scopes/1: is for people: a '\
'service account has "READ" and "WRITE"'
agent $cloud --scopes offline_access
refuses 'what client credentials do not get' '<options>: /auth/scopes/0: '\
'asks for a refresh token, which client credentials do not get: take it out'
agent $cloud --api devops --scopes write:build-info:jira
refuses 'scopes of OAuth credentials' '<options>: /auth/scopes: has no place '\
'here: what "OAuth credentials" may do is ticked in Jira'
agent $server --audience api.atlassian.com
refuses 'an audience of Data Center' '<options>: /auth/audience: is Jira '\
'Cloud'\''s, but "product" is "server"'

# A document may have them in one text.
printf '{"url": "%s", "auth": {"type": "oauth2", "clientId": "id",
    "clientSecret": {"env": "S"}, "scopes": "read:me  read:jira-wrok"}}' \
    $cloud >text.json
run jira-conn --check -c text.json
refuses 'a slip in a text' 'text.json: /auth/scopes: is no scope of Jira '\
'Cloud: is "read:jira-work" meant?'
run jira-conn -c text.json --scopes read:me
it 'and takes a better one' prints_like '"read:me", *"offline_access"'

# Where the browser comes back to.
for uri in https://tool.example.com/cb http://localhost:8080/cb; do
	app $cloud --scopes read:me --redirect-uri $uri
	it "takes $uri on Cloud" exits 0
	app $server --redirect-uri $uri
	it 'and on Data Center' exits 0
done
app $cloud --scopes read:me --redirect-uri http://127.0.0.1:8080/cb
it 'takes an address on Cloud' exits 0
app $server --redirect-uri http://127.0.0.1:8080/cb
refuses 'it on Data Center' '<options>: /auth/redirectUri: has to be https, '\
'or http to "localhost" by that name, for Jira Data Center'
for place in "$cloud --scopes read:me" $server; do
	# shellcheck disable=SC2086 # two words
	app $place --redirect-uri http://tool.example.com/cb
	refuses 'plain http' '<options>: /auth/redirectUri: http shows the '\
'answer to everybody on the way: use https, or http://localhost'
	# shellcheck disable=SC2086
	app $place --redirect-uri 'https://tool.example.com/cb#x'
	refuses 'a fragment' '<options>: /auth/redirectUri: the URL has a '\
'fragment: take it out'
	# shellcheck disable=SC2086
	app $place --redirect-uri tool.example.com/cb
	refuses 'no scheme' '<options>: /auth/redirectUri: the URL begins '\
'with neither https:// nor http://'
done
long=https://tool.example.com/$(printf '%0426d' 1)
app $server --redirect-uri "${long%1}"
it 'takes 450 bytes on Data Center' exits 0
app $server --redirect-uri "$long"
refuses 'more' '<options>: /auth/redirectUri: is longer than the 450 bytes '\
'that Jira Data Center takes'

# The screen "OAuth credentials".
agent $cloud --api devops --server-base-url https://ci.example.com/ \
    --logo-url https://ci.example.com/logo.svg \
    --permissions builds,feature-flags \
    --branch-template \
    'https://git.example.com/new?key={issue.key}'\
'&text={issue.summary}&from={tenant.url}'
it 'composes an OAuth credential' exits 0
it 'with what its screen asks for' prints '{
  "url": "https://acme.atlassian.net",
  "product": "cloud",
  "api": "devops",
  "auth": {
    "type": "client-credentials",
    "clientId": "id",
    "clientSecret": { "file": "s" }
  },
  "app": {
    "serverBaseUrl": "https://ci.example.com",
    "logoUrl": "https://ci.example.com/logo.svg",
    "permissions": ["builds", "feature-flags"],
    "createBranchUrlTemplate": '\
'"https://git.example.com/new?key={issue.key}'\
'&text={issue.summary}&from={tenant.url}"
  }
}'
cp ../out devops.json
agent $cloud --permissions build,sesame
refuses 'permissions that there are not' '<options>: /app/permissions/0: is '\
'no permission: meant is builds
<options>: /app/permissions/1: is no permission: there are builds, '\
'deployments, development-information, feature-flags, remote-links'
agent $server --logo-url https://ci.example.com/logo.svg
refuses 'it on Data Center' '<options>: /app: is Jira Cloud'\''s, but '\
'"product" is "server"'

cat >../quote.py <<'PY'
import sys, urllib.parse
key, summary, site = (urllib.parse.quote(word, safe="")
    for word in sys.argv[1:])
print(f"https://git.example.com/new?key={key}&text={summary}&from={site}")
PY
# branches key summary: as another encodes it.
branches() {
	/usr/bin/python3 ../quote.py "$1" "$2" $cloud >../want
	run jira-conn --branch-url -c devops.json -- "$1" "$2"
	it "expands $1, $2" cmp -s ../out ../want
}
branches ABC-1 'Fix the build'
branches ABC-12 '-x & y=1? #2/3 100% "q" {issue.key} ~a_b.c ü 漢 😀'
branches 'Ü-1' ''
run env JIRA_CONNECTION=./devops.json jira-conn --branch-url ABC-1 x
it "takes the environment's connection" exits 0
run jira-conn --branch-url -c devops.json '' x
it 'refuses no key' exits 64
it 'and says so' complains "jira-conn: the issue's key is empty"
run jira-conn --branch-url -c devops.json ABC-1
it 'wants a summary' exits 64
run jira-conn --branch-url -c app.json ABC-1 x
refuses 'a connection without a template' 'app.json: '\
'/app/createBranchUrlTemplate: is missing'
# template text message
template() {
	agent $cloud --branch-template "$1"
	refuses "$1" "<options>: /app/createBranchUrlTemplate: $2"
	/usr/bin/python3 - "$1" <<-'PY' >odd.json
	import json, sys
	print(json.dumps({"url": "https://acme.atlassian.net", "auth": {
	    "type": "client-credentials", "clientId": "id",
	    "clientSecret": {"env": "S"}},
	    "app": {"createBranchUrlTemplate": sys.argv[1]}}))
	PY
	run jira-conn --branch-url -c odd.json ABC-1 x
	refuses 'and expands none' "odd.json: /app/createBranchUrlTemplate: $2"
}
there='there are {issue.key}, {issue.summary} and {tenant.url}'
template 'https://g/{issue.id}' \
    "has no such placeholder as {issue.id}: $there"
template 'https://g/{jwt}/{issue.key}/{}' \
    "has no such placeholder as {jwt}, {}: $there"
template 'https://g/{issue.key' 'has a brace without the other one'
template 'https://g/issue.key}' 'has a brace without the other one'
template 'https://g/{a{issue.key}}' 'has a brace without the other one'
template 'ftp://g/{issue.key}' 'begins with neither https:// nor http://'
template "https://g/$(printf '%0246d' 1)" 'is longer than 255 characters'
agent $cloud --branch-template "https://g/$(printf '%0245d' 1)"
it 'takes 255 characters' exits 0

finish
