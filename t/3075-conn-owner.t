#!/bin/sh
# Whoever owns a connection gets no rights of whoever uses it.
. "${0%/*}/lib.sh"
[ "$(id -u)" -eq 0 ] || skip 'only root can be somebody else'
command -v setpriv >/dev/null || skip 'there is no setpriv'

kim=12345 lee=12346
chmod 755 .. .
# The build may be where nobody else can look.
cp "$BUILD/jira-conn" "$BUILD/jira-token" ..
chmod 755 ../jira-*

# as uid command ...: as who has no other rights.
as() {
	user=$1
	shift
	run setpriv --reuid "$user" --regid "$user" --clear-groups "$@"
}
# held owner reference
held() {
	printf '{"url": "https://jira.example.com", "auth":
	    {"type": "pat", "token": %s}}' "$2" >conn.json
	chmod 644 conn.json
	chown "$1" conn.json
}
uses() { ../jira-conn -c conn.json --as curl; }
refuses() {
	it "refuses $1" exits 66
	it 'and says why' complains "jira-conn: conn.json: /auth/token: names a \
$2, and the connection belongs to another user: run chown on it, or be that \
user"
	it 'printing nothing' prints_nothing
	it 'and running nothing' [ ! -e ran ]
}

chmod 777 .
command='{"command": ["sh", "-c", "echo >ran; echo sesame"]}'
held "$kim" "$command"
run uses
refuses "a command of somebody else's as root" command
as "$lee" ../jira-conn -c conn.json --as curl
refuses 'it as anybody' command
as "$kim" ../jira-conn -c conn.json --as curl
it 'runs it for its owner' prints 'header = "Authorization: Bearer sesame"'
rm ran
SUDO_UID=$kim run uses
it 'and for the owner who became root by sudo' exits 0
rm ran
SUDO_UID=$lee run uses
refuses 'who is not somebody else' command
for uid in '' root 4294967296 12345x -1; do
	SUDO_UID=$uid run uses
	it "is not taken in by a user of ${uid:-no name}" exits 66
done
as "$lee" env SUDO_UID="$kim" ../jira-conn -c conn.json --as curl
it 'nor by who did not become root' exits 66
held 0 "$command"
as "$lee" ../jira-conn -c conn.json --as curl
it "runs a command of root's for anybody, as Ansible's become does" exits 0
rm ran

# Files: to read one, to write one, to delete one.
echo sesame >"$top/secret"
held "$kim" "{\"file\": \"$top/secret\"}"
run uses
refuses "a file that somebody else names" file
it 'saying nothing of it' never_says sesame
run ../jira-conn -c conn.json
it 'but prints the connection' exits 0
run ../jira-conn show -c conn.json
it 'and shows it' prints_like '^/auth/token	file$'
run sh -c '../jira-conn -c - --as curl <conn.json'
it 'and takes from standard input what it is given' exits 0

printf '{"url": "https://jira.example.com", "auth": {"type": "oauth2",
    "clientId": "x", "accessToken": {"file": "%s/secret"}}}' "$top" >theirs.json
chown "$kim" theirs.json
run ../jira-token -c theirs.json forget
it 'deletes no file that somebody else names' exits 66
it 'which stays' [ -e "$top/secret" ]
SUDO_UID=$kim run ../jira-token -c theirs.json forget
it 'but for who became root by sudo' exits 0
it 'and then it goes' [ ! -e "$top/secret" ]

# What needs no right of anybody's.
held "$kim" '{"env": "JIRA_PAT"}'
JIRA_PAT=sesame run uses
it 'takes a variable, which the caller gives' exits 0
held "$kim" '"sesame"'
chmod 600 conn.json
run uses
it "and a secret that is the owner's own" exits 0

finish
