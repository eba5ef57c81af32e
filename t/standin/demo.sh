#!/bin/sh
# demo.sh: from nothing to an authenticated call, against the stand-in.
#
# It is the first of the EXAMPLES in jira-filters(7), run as it stands there
# but for the address of Jira.
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

# The commands of the page's first example, each in a file of its own.
mkdir "$top/steps"
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' "$ROOT/man/jira-filters.7" |
    awk -v dir="$top/steps" '
	sub(/^\$ /, "") { file = sprintf("%s/%02d", dir, ++step) }
	/^> / { sub(/^> /, "    ") }
	/^    / || file != last { gsub(/\\e/, "\\"); print >file; last = file }'

standin --minutes 10
say "A stand-in for Jira answers at $JIRA."
echo
for step in "$top"/steps/*; do
	command=$(sed "s|https://jira.example.com/jira|$JIRA|" "$step")
	case $command in
	*authorize) try_with_person "$command" ;;
	*) try "$command" ;;
	esac
done
