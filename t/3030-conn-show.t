#!/bin/sh
# jira-conn shows what a connection says, and of its secrets how they are held.
. "${0%/*}/lib.sh"

run jira-conn list
it 'lists nothing where nothing is' exits 0
it 'printing nothing' prints_nothing
it 'without a word' is_quiet

all=.config/jira/connections
mkdir -p "$all"
cat >"$all/acme.json" <<'EOT'
// Ours.
{
    "name": "Acme, all of it",
    "url": "https://acme.atlassian.net",
    "cloudId": "1-2",
    "passwrd": "sesame",
    "auth": {
        "type": "oauth2",
        "clientId": "id", // one of the apps
        "clientSecret": "$ANSIBLE_VAULT;1.1;AES256\n3132\n",
        "scopes": ["read:me", "offline_access",],
        "accessToken": "sesame",
        "refreshToken": {"file": "sesame"},
        "pasword": {"value": ["sesame"]},
        "expiresAt": "2031-11-22T13:45:00Z",
    },
    "app": {"permissions": "builds"},
}
EOT
umask 022
jira-conn -t basic --subdomain other --username me \
    --secret 'apiToken=command:sesame sesame' >"$all/other.json"
jira-conn -t pat -u https://jira.example.com/jira --secret token=env:SESAME \
    >"$all/ci.json"
umask 077
echo '{}' >"$all/not.a.name.json"
echo '{}' >"$all/.json"
echo '{}' >"$all/notes.txt"

run jira-conn list
it 'lists the connections' exits 0
tab=$(printf '\t')
it 'by name, type, URL and how each secret is held' prints \
    "acme${tab}oauth2${tab}https://acme.atlassian.net${tab}\
clientSecret=sealed,accessToken=plain,refreshToken=file
ci${tab}pat${tab}https://jira.example.com/jira${tab}token=env
other${tab}basic${tab}https://other.atlassian.net${tab}apiToken=command"
it 'never a secret' never_says sesame
it 'without a word' is_quiet
run jira-conn -j list
it 'lists them for programs' exits 0
it 'as lines of JSON' [ "$(jq -r .connection ../out | tr '\n' ' ')" = \
    'acme ci other ' ]
it 'never a secret' never_says sesame
run env JIRA_CONNECTIONS="$all" HOME=/nowhere jira-conn list
it 'lists those of another directory' prints_like '^ci'

run jira-conn show acme
it 'shows one' exits 0
it 'member by member' prints "/name${tab}Acme, all of it
/url${tab}https://acme.atlassian.net
/cloudId${tab}1-2
/passwrd${tab}unknown
/auth/type${tab}oauth2
/auth/clientId${tab}id
/auth/clientSecret${tab}sealed
/auth/scopes${tab}read:me offline_access
/auth/accessToken${tab}plain
/auth/refreshToken${tab}file
/auth/pasword${tab}unknown
/auth/expiresAt${tab}2031-11-22T13:45:00Z
/app/permissions${tab}builds"
it 'never a secret' never_says sesame
run jira-conn -j show acme ci
it 'shows two for programs' exits 0
it 'never a secret' never_says sesame
jq -c '[.connection, .document.passwrd, .document.auth.clientSecret,
    .document.auth.scopes[1], .document.auth.token]' ../out >../got
mv ../got ../out
it 'as JSON' prints '["acme",null,{"held":"sealed"},"offline_access",null]
["ci",null,null,null,{"held":"env"}]'
run jira-conn show - <"$all/acme.json"
it 'shows standard input' prints_like "^/auth/accessToken${tab}plain"
run env JIRA_CONNECTION=ci jira-conn show
it "shows the environment's" prints_like "^/auth/token${tab}env"
printf '{"url": "a\\u001b[31m\\tb", "auth": {"type": "sesame\\n"}}' >odd.json
run jira-conn show ./odd.json
it 'leaves the terminal alone' prints "/url${tab}a?[31m?b
/auth/type${tab}sesame?"
printf '{"url": [1, {"a": "sesame"}], "auth": "sesame", "app": [], '\
'"endpoints": {"api": {"x": "sesame"}}}' >odd.json
run jira-conn -j show ./odd.json
it 'shows what is wrong as it can' exits 0
it 'still as JSON' jq -e . ../out

run jira-conn show ./odd.json
it 'shows nothing of what is in an object or array' prints "/url${tab}1 unknown
/endpoints/api${tab}unknown"
mkdir loose
user=https://kim:sesame@jira.example.com
printf '{"url": "%s/jira", "auth": {"type": "basic", "username": '\
'{"is": "sesame"}}}' "$user" >loose/user.json
printf '{"url": "%s", "auth": {"type": "oauth2", "scopes": [{"a": "sesame"}], '\
'"redirectUri": "%s?a=b"}}' 'https://jira.example.com?os_password=sesame' \
    "$user" >loose/query.json
for call in list '-j list' 'show ./loose/user.json' 'show ./loose/query.json' \
    '-j show ./loose/user.json ./loose/query.json'; do
	# shellcheck disable=SC2086 # words
	run env JIRA_CONNECTIONS="$PWD/loose" jira-conn $call
	it "shows connections that are wrong ($call)" exits 0
	it 'but no secret in a wrong place' never_says sesame
done
run env JIRA_CONNECTIONS="$PWD/loose" jira-conn list
it 'calling it unknown' prints "query${tab}oauth2${tab}unknown$tab
user${tab}basic${tab}unknown$tab"

# What cannot be read does not hide the rest.
chmod 644 "$all/acme.json"
echo '{"auth": sesame' >"$all/broken.json"
run jira-conn list
it 'says what it cannot read' exits 65
it 'file by file' complains \
    "jira-conn: $HOME/$all/acme.json: others can read it: run chmod 600 on it
jira-conn: $HOME/$all/broken.json:1:10: not a JSON value"
it 'and lists the others' prints_like "^other$tab"
it 'never a secret' never_says sesame
run jira-conn show acme
it 'shows no secret that others can read' exits 66
it 'printing nothing' prints_nothing
run jira-conn -c ci show
it 'shows what -c names, too' prints_like '^/url	'
run jira-conn shwo acme
it 'takes no other verb' exits 64
it 'and says which is meant' complains \
    'jira-conn: shwo: no such verb: did you mean show?'
run jira-conn show nobody
it 'knows nobody' exits 66
run jira-conn show ci nobody
it 'shows all or nothing' prints_nothing
run env JIRA_CONNECTIONS="$all/ci.json" jira-conn list
it 'wants a directory' exits 66
it 'and says so' complains "jira-conn: $all/ci.json: Not a directory"
for call in 'list x' 'scopes jira' 'scopes cloud x' '-j scopes' 'sho' \
    'list -c ci' 'show --check' '-t pat list' 'show -u x'; do
	# shellcheck disable=SC2086 # words
	run jira-conn $call
	it "refuses $call" exits 64
	it 'printing nothing' prints_nothing
done
rm "$all/broken.json" "$all/acme.json"
run jira-conn scopes
it 'lists the scopes of Jira Cloud' prints_like '^read:jira-work$'
it 'and what asks for a refresh token' prints_like '^offline_access$'
run jira-conn scopes server
it 'and those of Data Center' prints "$(printf '%s\n' READ WRITE ADMIN SYSTEM_ADMIN)"
run sh -c 'jira-conn list >/dev/full'
it 'notices a full disk' exits 74
run sh -c 'jira-conn show ci >&-'
it 'notices a closed stdout' exits 74

finish
