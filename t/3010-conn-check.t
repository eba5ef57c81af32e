#!/bin/sh
# jira-conn says all that is wrong with a connection, and never what it holds.
. "${0%/*}/lib.sh"

# refuses status sentence message: of the last run.
refuses() {
	it "refuses $2" exits "$1"
	it 'and says why' complains "$3"
	it 'printing nothing' prints_nothing
}

run jira-conn -t oauth1
refuses 78 'one that is not complete' 'jira-conn: <options>: /url: is '\
'missing: where Jira is, such as https://jira.example.com/jira
<options>: /auth/consumerKey: is missing: the consumer key of the '\
'application link
<options>: /auth/privateKey: is missing: the RSA key whose public half the '\
'application link has'

run jira-conn -t oauth -u https://jira.example.com
refuses 78 'a type it does not know' 'jira-conn: <options>: /auth/type: has '\
'to be "basic", "pat", "oauth1", "oauth2" or "client-credentials"'

run jira-conn -u https://jira.example.com
refuses 78 'no type' 'jira-conn: <options>: /auth/type: is missing: "basic", '\
'"pat", "oauth1", "oauth2" or "client-credentials"'

run jira-conn -t pat -u https://jira.example.com --token-file t \
    --consumer-key k
refuses 78 "another type's member" 'jira-conn: <options>: /auth/consumerKey: '\
'belongs to "oauth1", but the type is "pat"'

set -- -t basic --username me --api-token-file t
run jira-conn "$@" -u jira.example.com
refuses 78 'a URL without a scheme' 'jira-conn: <options>: /url: the URL '\
'begins with neither https:// nor http://'
run jira-conn "$@" -u https://me:sesame@jira.example.com
refuses 78 'a password in the URL' 'jira-conn: <options>: /url: the URL '\
'holds a user name or password: take it out'
it 'without repeating it' never_says sesame
run jira-conn "$@" -u https://Acme.Atlassian.net/jira/software
refuses 78 'a path on Jira Cloud' 'jira-conn: <options>: /url: has a path, '\
'but a site of Jira Cloud has none: take it out'
run jira-conn "$@" --check -u https://acme.atlassian.net:443/
it 'but no slash' exits 0
run jira-conn "$@" -u 'https://jira.example.com/?os_authType=basic'
refuses 78 'a query' 'jira-conn: <options>: /url: the URL has a query: take '\
'it out'
run jira-conn "$@" -u 'https://jira.example.com/jira#top'
refuses 78 'a fragment' 'jira-conn: <options>: /url: the URL has a fragment: '\
'take it out'
run jira-conn "$@" -u "$(printf 'https://jira.example.com\r\nX: y')"
refuses 78 'a line end in the URL' 'jira-conn: <options>: /url: has a '\
'control character in it'
run jira-conn "$@" -u https://jira.example.com --username "$(printf 'a\nb')"
refuses 78 'a line end in a name' 'jira-conn: <options>: /auth/username: has '\
'a control character in it'
run jira-conn "$@" -u https://jira.example.com --username a:b
refuses 78 'a colon in a name' "jira-conn: <options>: /auth/username: has a \
colon in it, which no user's name may have"
run jira-conn "$@" -u https://jira.example.com --product dc
refuses 78 'a product it does not know' 'jira-conn: <options>: /product: has '\
'to be "server" or "cloud"'
run jira-conn "$@" -u https://jira.example.com --api-token-file ''
refuses 78 'an empty path' 'jira-conn: <options>: /auth/apiToken: "file" has '\
'to be the path of a file'
run jira-conn "$@" -u https://jira.example.com --secret apiToken=env:A-B
refuses 78 'no name of a variable' 'jira-conn: <options>: /auth/apiToken: '\
'"env" has to be the name of a variable'
run jira-conn "$@" -u https://jira.example.com --secret 'apiToken=command: '
refuses 78 'an empty command' 'jira-conn: <options>: /auth/apiToken: '\
'"command" has to be an array of strings: a program and its arguments'
run jira-conn "$@" -u https://jira.example.com --name "$(printf 'caf\351')"
refuses 65 'what is not UTF-8' 'jira-conn: <options>:2:15: this is not UTF-8'

set -- --consumer-key k --private-key-file k
run jira-conn -t oauth1 "$@" -u https://acme.atlassian.net
refuses 78 'OAuth 1.0a on Jira Cloud' 'jira-conn: <options>: /auth/type: '\
'Jira Cloud has no OAuth 1.0a: use "oauth2", or make "product" "server"'
run jira-conn -t oauth1 "$@" -u https://acme.atlassian.net --product server
it 'unless one insists' exits 0

# A secret as an argument.
for option in token api-token client-secret private-key password; do
	run jira-conn -t pat "--$option" sesame
	it "refuses --$option" exits 64
	it 'and says how to give it' complains_like \
	    "^jira-conn: --$option: a secret is no argument, which others can \
see: give --[a-z-]*-file, or --secret MEMBER=env:NAME or =command:ARGV$"
	it 'without repeating it' never_says sesame
	it 'printing nothing' prints_nothing
done
run jira-conn -t pat --tokn=sesame
it 'refuses an option that it does not know' exits 64
it 'without repeating it' never_says sesame
for secret in token=sesame token token=file sesame=file:x url=file:sesame \
    type=env:X '' =file:x; do
	run jira-conn -t pat --secret "$secret"
	refuses 64 "--secret $secret" 'jira-conn: --secret: has to be '\
'MEMBER=file:PATH, MEMBER=env:NAME, MEMBER=command:ARGV or MEMBER=read:PATH'
done
it 'without repeating it' never_says sesame

# Documents that are none, from a file and from standard input.
# given sentence document status message: where @ is the document's name.
given() {
	printf %b "$2" >conn.json
	run jira-conn -c conn.json
	refuses "$3" "$1" "jira-conn: $(echo "$4" | sed s/@/conn.json/)"
	run jira-conn -c - <conn.json
	refuses "$3" "$1 on standard input" \
	    "jira-conn: $(echo "$4" | sed 's/@/<stdin>/')"
	it 'never saying a secret' never_says sesame
}
given 'an empty file' '' 65 '@:1:1: a value is missing'
given 'half a connection' '{"auth": {"token": "sesame"' \
    65 '@:1:28: an object has no end'
given 'half a secret' '{"auth": {"token": "sesa' 65 '@:1:25: a string has no '\
'end'
given 'two' '{} {}' 65 '@:1:4: more after the end of the value'
given 'NUL' '{"a": "\0000"}' 65 '@:1:8: a NUL byte'
given 'what is not UTF-8' '{"a": "\0377"}' 65 '@:1:8: this is not UTF-8'
given 'an array' '["sesame"]' 78 '@: a connection has to be a JSON object'
given 'a string' '"sesame"' 78 '@: a connection has to be a JSON object'
given 'a null' 'null' 78 '@: a connection has to be a JSON object'
given 'wrong kinds of everything' '{"url": true, "name": 1, "product": null,
    "auth": "sesame", "endpoints": [], "app": 0.5, "cloudId": {}}' \
    78 '@: /url: has to be a string
@: /name: has to be a string
@: /product: has to be "server" or "cloud"
@: /auth: has to be an object
@: /endpoints: has to be an object
@: /app: has to be an object
@: /cloudId: has to be a string'
given 'a secret of the wrong kind' '{"url": "https://j", "auth":
    {"type": "pat", "token": ["sesame"]}}' \
    78 '@: /auth/token: has to be a string or a reference: {"file": …}, '\
'{"env": …} or {"command": […]}'
given 'a line end in a secret' '{"url": "https://j", "auth":
    {"type": "pat", "token": "sesame\\nX-Header: y"}}' \
    78 '@: /auth/token: has a control character in it'
given 'NUL in a secret' '{"url": "https://j", "auth":
    {"type": "pat", "token": "sesame\\u0000"}}' \
    78 '@: /auth/token: has a NUL in it'
given 'a member twice' '{"url": "https://j", "url": "https://k", "auth":
    {"type": "pat", "token": "sesame"}}' 78 '@: /url: is there twice'

run jira-conn -c .
refuses 66 'a directory' 'jira-conn: .: Is a directory'
run sh -c 'head -c 100000000 /dev/zero | jira-conn -c -'
refuses 65 '100 MB' 'jira-conn: <stdin>: more than 1048576 bytes'
run sh -c 'yes "[" | head -c 1000000 | jira-conn -c -'
refuses 65 'a million levels' 'jira-conn: <stdin>:513:1: too deep: more than '\
'512 levels'
run jira-conn -c /dev/zero
refuses 65 'a file without end' 'jira-conn: /dev/zero: more than 1048576 bytes'
run jira-conn -c ''
refuses 64 'an empty name' "jira-conn: the connection's name is empty"
run jira-conn
it 'asks for something to do' exits 64
it 'and prints nothing' prints_nothing
run jira-conn -t pat sesame
it 'takes no operand' exits 64
it 'without repeating it' never_says sesame

finish
