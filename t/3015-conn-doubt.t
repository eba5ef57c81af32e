#!/bin/sh
# jira-conn says what is allowed and may be a slip, and goes on.
. "${0%/*}/lib.sh"

# doubts sentence document message: where @ is the document's name.
doubts() {
	printf '%s\n' "$2" >conn.json
	run jira-conn -c conn.json --check
	it "doubts $1" complains \
	    "${3:+jira-conn: $(echo "$3" | sed s/@/conn.json/)}"
}
site='"url": "https://jira.example.com"'

doubts 'a member that is nearly another one' \
    "{$site, \"auth\": {\"type\": \"pat\", \"tokn\": \"sesame\", \"name\": \"ci\"}}" \
    '@: /auth/tokn: means nothing: is "token" meant?'
it 'but lets it be' exits 0
it 'never saying what it holds' never_says sesame
run jira-conn -c conn.json
it 'and keeps it' prints "$(cat conn.json)"
doubts 'one beside auth, and one in app' \
    "{$site, \"prodcut\": \"cloud\", \"product\": \"cloud\", \"cloudID\": \"x\",
    \"app\": {\"LogoUrl\": \"https://x\"}, \"endpoints\": {\"apis\": \"\"},
    \"auth\": {\"type\": \"basic\", \"username\": \"kim\",
    \"apiToken\": \"sesame\"}}" \
    '@: /cloudID: means nothing: is "cloudId" meant?
@: /app/LogoUrl: means nothing: is "logoUrl" meant?
@: /endpoints/apis: means nothing: is "api" meant?'
doubts 'the type' "{$site, \"auth\": {\"typ\": \"pat\"}}" \
    '@: /auth/type: is missing: "basic", "pat", "oauth1", "oauth2" or '\
'"client-credentials"
jira-conn: @: /auth/typ: means nothing: is "type" meant?'
it 'which has to be there' exits 78
doubts 'nothing that resembles nothing' "{$site, \"owner\": \"kim\",
    \"auth\": {\"type\": \"pat\", \"token\": \"sesame\", \"note\": 1}}" ''
doubts 'nothing that stands beside what it resembles' \
    "{$site, \"urls\": [], \"auth\": {\"type\": \"pat\", \"token\": \"sesame\",
    \"tokens\": 1}}" ''
doubts 'a name that a terminal would obey, and shows none of it' \
    "{$site, \"auth\": {\"type\": \"pat\", \"token\\u001b\": 1, \"name\": \"x\"}}" \
    '@: /auth/token?: means nothing: is "token" meant?'

# Files.
missing='refers to a file that is not there yet'
set -- -u https://jira.example.com/jira
run jira-conn "$@" -t oauth1 --consumer-key k --private-key-file jira.key
it 'warns of a file that is not there' complains \
    "jira-conn: <options>: /auth/privateKey: $missing"
it 'but refers to it' prints_like '"privateKey": { "file": "jira.key" }'
it 'as it can be made later' exits 0
touch jira.key
run jira-conn "$@" -t oauth1 --consumer-key k --private-key-file jira.key
it 'and not once it is there' is_quiet
mkdir sub
run jira-conn -i sub/conn.json "$@" -t oauth1 --consumer-key k \
    --private-key-file jira.key
it 'looks from where the connection is' complains \
    "jira-conn: sub/conn.json: /auth/privateKey: $missing"
it 'writing it all the same' [ -e sub/conn.json ]
run jira-conn --check -c sub/conn.json
it 'says so of one that is checked' complains_like "/privateKey: $missing\$"
it 'which is good all the same' exits 0
run jira-conn "$@" -t pat --token-file none
it 'warns of a token that nobody will make' complains_like "/token: $missing\$"
printf '{%s, "auth": {"type": "pat", "name": "ci", "token": {"file": "none"}}}' \
    "$site" >conn.json
run jira-conn -c conn.json
it 'but not of one that is to be made' is_quiet
printf '{%s, "auth": {"type": "oauth2", "clientId": "x",
    "accessToken": {"file": "none"}, "refreshToken": {"file": "nor"}}}' \
    "$site" >conn.json
run jira-conn -c conn.json
it 'nor of those that come with an approval' is_quiet
run jira-conn "$@" -t pat --token-file none --as curl
it 'says it once where the file is read' complains \
    'jira-conn: <options>: /auth/token: none: No such file or directory'

# A file's name goes to the terminal, too.
name=$(printf 'a\033]0;x\a\302\233.json')
printf '{"url": "http://jira.example.com", "auth": {"type": "oauth",
    "tpye": 1}}' >"$name"
run jira-conn --check -c "$name"
it 'refuses one whose name a terminal would obey' exits 78
it 'and shows question marks instead' complains_like '^jira-conn: a\?\]0;x'
it 'and nothing else of the kind' [ -z "$(tr -d '\n[:print:]' <../err)" ]

finish
