# t/lib.sh: run one command at a time and look at all of its answers.
# shellcheck shell=sh
#
#	run command ...		leave its answers in ../out, ../err and $status
#	fed file command ...	run it on a FIFO that yields the file
#	failing call nth error command ...
#				run it with the nth such call failing
#	it sentence check ...	print one TAP line about the last run
#	skip reason		end a test that cannot be run here
#	finish			print the plan; the last line of every test
#	standin ...		start a Jira; t/standin/standin.sh has the rest
#
# A test starts in an empty directory, its home, with a umask of 077 and no
# locale, and leaves nothing behind.

set -u
ROOT=$(cd "${0%/*}/.." && pwd)
BUILD=${BUILD:-$ROOT/build}
top=$(mktemp -d)
trap 'exit 1' HUP INT TERM
trap 'cleanup' EXIT
cleanup() {
	for pid in ${background-}; do
		kill "$pid" 2>/dev/null
	done
	chmod -R u+rwx "$top" 2>/dev/null
	rm -rf "$top"
}
mkdir "$top/home"
cd "$top/home" || exit
PATH=$BUILD:$PATH HOME=$top/home LC_ALL=C TZ=UTC0
export PATH HOME LC_ALL TZ BUILD ROOT
unset CDPATH JIRA_CONNECTION JIRA_CONNECTIONS XDG_CONFIG_HOME BROWSER
unset http_proxy https_proxy HTTPS_PROXY ALL_PROXY all_proxy
umask 077
tests=0
status=0

run() {
	status=0
	"$@" >../out 2>../err || status=$?
}

fed() {
	[ -p ../fifo ] || mkfifo ../fifo
	cat "$1" >../fifo &
	shift
	run "$@" ../fifo
	kill $! 2>/dev/null
	wait $! 2>/dev/null
}

# A fault that never fires proves nothing: then no status will do.
failing() {
	fault=$1:$2:$3
	shift 3
	rm -f ../fired
	run env FAULT="$fault" LD_PRELOAD="$BUILD/t/fault.so" \
	    ASAN_OPTIONS=verify_asan_link_order=0 "$@"
	[ -e ../fired ] || status=999
}

it() {
	tests=$((tests + 1))
	sentence=$1
	shift
	if "$@"; then
		echo "ok $tests - $sentence"
		return
	fi
	echo "not ok $tests - $sentence"
	{
		echo "failed: $*"
		echo "status: $status"
		[ ! -e ../out ] || head -c 4000 ../out | sed 's/^/out: /'
		[ ! -e ../err ] || head -c 4000 ../err | sed 's/^/err: /'
	} | sed 's/^/# /'
}

skip() {
	echo "1..0 # SKIP $1"
	exit 0
}

finish() {
	echo "1..$tests"
}

# What musl says of an error, in the words of glibc.
glibc_says() {
	sed -e 's|: I/O error$|: Input/output error|' \
	    -e 's|: Symbolic link loop$|: Too many levels of symbolic links|' \
	    -e 's|: Address in use$|: Address already in use|' ../err
}

# The checks.  A text argument is the whole text; _like takes an extended
# regular expression that one line has to match.
exits() { [ "$status" -eq "$1" ]; }
prints() { [ "$(cat ../out)" = "$1" ]; }
prints_like() { grep -qE -e "$1" ../out; }
prints_nothing() { [ ! -s ../out ]; }
complains() { [ "$(glibc_says)" = "$1" ]; }
complains_like() { grep -qE -e "$1" ../err; }
is_quiet() { [ ! -s ../err ]; }
never_says() { ! grep -qF -e "$1" ../out ../err; }
# shellcheck disable=SC2012 # the names in question are the tests' own
leaves() { [ "$(ls -A | tr '\n' ' ')" = "${1:+$1 }" ]; }

# shellcheck source=t/standin/standin.sh
. "$ROOT/t/standin/standin.sh"
