#!/bin/sh
# demo.sh: from nothing to an authenticated call, against the stand-in.
#
# Every line after a dollar sign is run as it stands there.
set -eu

ROOT=$(cd "${0%/*}/../.." && pwd)
top=$(mktemp -d)
trap 'exit 1' HUP INT TERM
trap 'cleanup' EXIT
cleanup() {
	for pid in ${background-}; do
		kill "$pid" 2>/dev/null || :
	done
	rm -rf "$top"
}
mkdir "$top/home"
cd "$top/home"
umask 077
unset JIRA_CONNECTION JIRA_CONNECTIONS BROWSER
# shellcheck source=t/standin/standin.sh
. "$ROOT/t/standin/standin.sh"

# Say a line that is no command.
say() { printf '\033[2m# %s\033[0m\n' "$*"; }
show() { printf '\033[1m$ %s\033[0m\n' "$1"; }
if ! [ -t 1 ]; then
	say() { printf '# %s\n' "$*"; }
	show() { printf '$ %s\n' "$1"; }
fi

try() {
	show "$1"
	eval "$1"
	echo
}

# Like try, with a person who opens the URL that is printed, and allows.
try_with_person() {
	show "$1"
	: >"$top/said"
	eval "$1" >>"$top/said" 2>&1 &
	program=$!
	"$ROOT/t/standin/person" "$top/said" >"$top/page" &
	background="$background $!"
	failed=0
	wait "$program" || failed=$?
	cat "$top/said"
	[ "$failed" -eq 0 ] || return "$failed"
	say 'Fred opened that page in a browser, logged in, and pressed Allow.'
	echo
}

standin --minutes 10
say "A stand-in for Jira answers at $JIRA."
echo
try 'jira-keygen -d keys'

printf admin-secret >password
try "jira-conn -t basic --url $JIRA \\
    --username admin --api-token-file password >admin.json"
try 'jira-applink -c admin.json --consumer-key codestream \
    --name CodeStream --public-key keys/jira_publickey.pem'

try "jira-conn -t oauth1 --url $JIRA \\
    --consumer-key codestream \\
    --private-key-file keys/jira_privatekey.pcks8 >codestream.json"
try_with_person 'jira-token -c codestream.json authorize'
try 'jira-request -c codestream.json /rest/api/2/myself'
