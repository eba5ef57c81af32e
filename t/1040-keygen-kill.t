#!/bin/sh
# jira-keygen, killed at any moment, loses no key and leaves no half of a set.
. "${0%/*}/lib.sh"

set='jira_privatekey.pcks8 jira_privatekey.pem jira_publickey.cer'
set="$set jira_publickey.pem"
whole() { (cd "$1" && leaves "$set"); }

# kill n command ...: kill it in place of the nth call that tests can fail;
# false when it has fewer.
killed() {
	nth=$1
	shift
	failing any "$nth" KILL "$@"
	[ "$status" -ne 999 ]
}

# The moments at which something does not hold are kept in $wrong.
expect() { "$@" || wrong="$wrong $n:$*"; }

n=0 wrong=
while n=$((n + 1)) && killed $n jira-keygen -b 1024 -d keys; do
	rm -rf ../was && mkdir ../was
	cp keys/jira_privatekey.* ../was 2>/dev/null
	run jira-keygen -b 1024 -d keys
	expect exits 0
	expect whole keys
	for key in ../was/*; do
		[ ! -e "$key" ] || expect cmp -s "$key" "keys/${key##*/}"
	done
	run jira-keygen -nd keys
	expect exits 0
	rm -rf keys
done
it 'a new set that is killed is completed' [ -z "$wrong" ]
it 'at every one of its moments' [ $n -gt 30 ]

rm -rf keys
jira-keygen -b 1024 -qd keys 2>/dev/null
mv keys ../first
rm ../first/jira_publickey.cer ../first/jira_privatekey.pcks8
n=0 wrong=
cp -Rp ../first keys
while n=$((n + 1)) && killed $n jira-keygen -d keys; do
	expect cmp -s keys/jira_privatekey.pem ../first/jira_privatekey.pem
	run jira-keygen -d keys
	expect exits 0
	expect whole keys
	expect cmp -s keys/jira_privatekey.pem ../first/jira_privatekey.pem
	expect cmp -s keys/jira_publickey.pem ../first/jira_publickey.pem
	rm -rf keys
	cp -Rp ../first keys
done
it 'a completion that is killed is completed' [ -z "$wrong" ]
it 'at every one of its moments' [ $n -gt 20 ]
rm -rf keys ../first

jira-keygen -b 1024 -qd ../first 2>/dev/null
n=0 wrong=
cp -Rp ../first keys
while n=$((n + 1)) &&
    killed $n jira-keygen -b 1024 -d keys --renew-before 400; do
	run jira-keygen -d keys
	expect exits 0
	expect whole keys
	expect cmp -s keys/jira_privatekey.pem ../first/jira_privatekey.pem
	rm -rf keys
	cp -Rp ../first keys
done
it 'a renewal that is killed is done or not' [ -z "$wrong" ]
it 'at every one of its moments' [ $n -gt 20 ]
rm -rf keys

# The old key is always somewhere, and a new one never without the old set.
today=keys/$(date -u +%Y-%m-%d)
old_key() {
	find keys -name '*.pcks8' \
	    -exec cmp -s {} ../first/jira_privatekey.pcks8 \; -print |
	    grep -q .
}
is_foretold() { cp ../out ../foretold && [ "$status" -le 1 ]; }
as_first() { diff -r "$1" ../first >/dev/null 2>&1; }
n=0 wrong='' before=0 after=0 again=
cp -Rp ../first keys
while n=$((n + 1)) && killed $n jira-keygen -b 1024 -d keys --rotate; do
	expect old_key
	# The next one may be the same again, or one that only completes.
	[ -n "$again" ] && again='' || again=--rotate
	pending=$(ls -d keys/.jira-keygen.ready/old 2>/dev/null)
	# shellcheck disable=SC2086 # nothing, or one word
	run jira-keygen -b 1024 -njd keys $again
	expect is_foretold
	# shellcheck disable=SC2086
	run jira-keygen -b 1024 -jd keys $again
	expect exits 0
	expect cmp -s ../out ../foretold
	if as_first keys; then
		before=$((before + 1))
	else
		expect as_first "$today"
		[ -z "$pending" ] || expect [ ! -e "$today.2" ]
		[ -z "$pending" ] || after=$((after + 1))
		rm -rf "$today" "$today.2"
		expect whole keys
		run jira-keygen -nd keys
		expect exits 0
	fi
	rm -rf keys
	cp -Rp ../first keys
done
it 'a rotation that is killed is done or not' [ -z "$wrong" ]
it 'it had not begun' [ $before -gt 10 ]
it 'or is brought to its end, once' [ $after -gt 5 ]
rm -rf keys

# What fails instead leaves the set as it was, or decided.
n=0 wrong='' failed=0 error=EIO
cp -Rp ../first keys
while n=$((n + 1)) &&
    failing any $n $error jira-keygen -b 1024 -d keys --rotate &&
    [ "$status" -ne 999 ]; do
	if [ "$status" -ne 0 ]; then
		failed=$((failed + 1))
		expect complains_like '^jira-keygen: '
		[ -e keys/.jira-keygen.ready ] || [ -d "$today" ] ||
		    expect as_first keys
	fi
	expect old_key
	run jira-keygen -b 1024 -d keys
	expect exits 0
	rm -rf "$today"
	expect whole keys
	rm -rf keys
	cp -Rp ../first keys
	[ $error = EIO ] && error=ENOSPC || error=EIO
done
it 'a rotation that meets a broken or a full disk loses nothing' [ -z "$wrong" ]
it 'and says so' [ $failed -gt 20 ]
rm -rf keys

# Where a file needs a second name until it is whole, as on NFS.
export NO_TMPFILE=yes
n=0 wrong=
while n=$((n + 1)) &&
    failing unlink $n EIO jira-keygen -b 1024 -d keys --rotate &&
    [ "$status" -ne 999 ]; do
	run jira-keygen -b 1024 -d keys
	expect exits 0
	rm -rf "$today"*
	expect whole keys
done
it 'a name that cannot be dropped is not taken along' [ -z "$wrong" ]
it 'at any of its moments' [ $n -gt 4 ]
rm -rf keys
unset NO_TMPFILE

failing write 1 ENOSPC jira-keygen -b 1024 -d keys
it 'a disk that is full is noticed' exits 74
it 'printing nothing' prints_nothing
it 'saying so' complains_like ': No space left on device$'
it 'leaving nothing behind' leaves ''
finish
