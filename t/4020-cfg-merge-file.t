#!/bin/sh
# jira-cfg-merge replaces a file whole, with all that belongs to it, or not.
. "${0%/*}/lib.sh"

fresh() {
	chmod -R u+rwX .
	rm -rf ./* ./.[!.]*
	echo '{"a": 1}' >config.json
}
is_old() { [ "$(cat config.json)" = '{"a": 1}' ]; }
is_new() { [ "$(cat config.json)" = '{"a": 2}' ]; }
attr() { /usr/bin/python3 -c "import os, sys; $1" "$2"; }

# What belongs to a file.
fresh
chmod 604 config.json
touch -d 2001-01-01 config.json
attr 'os.setxattr(sys.argv[1], "user.note", b"mine")' config.json 2>/dev/null &&
	noted=yes
# An ACL: user 12345 may read.
attr 'os.setxattr(sys.argv[1], "system.posix_acl_access", bytes.fromhex(
    "02000000" "01000600ffffffff" "0200040039300000"
    "04000000ffffffff" "10000400ffffffff" "20000400ffffffff"))' \
    config.json 2>/dev/null && listed=yes
mode=$(stat -c %a config.json)
[ "$(id -u)" -ne 0 ] || chown 12345:23456 config.json
owner=$(stat -c %u:%g config.json)
run jira-cfg-merge -i config.json -s .a:2
it 'replaces a file' exits 0
it 'that holds the new value' is_new
it 'keeping its mode' [ "$(stat -c %a config.json)" = "$mode" ]
it 'and its owner and group' [ "$(stat -c %u:%g config.json)" = "$owner" ]
[ -z "${noted-}" ] || it 'and its extended attributes' \
    attr 'assert os.getxattr(sys.argv[1], "user.note") == b"mine"' config.json
[ -z "${listed-}" ] || it 'and its ACL' attr 'assert bytes.fromhex("39300000") \
    in os.getxattr(sys.argv[1], "system.posix_acl_access")' config.json
it 'leaving nothing else' leaves config.json

# A directory's default ACL would let in user 12345.
fresh
if attr 'os.setxattr(sys.argv[1], "system.posix_acl_default", bytes.fromhex(
    "02000000" "01000700ffffffff" "0200070039300000" "04000000ffffffff"
    "10000700ffffffff" "20000000ffffffff"))' . 2>/dev/null; then
	run jira-cfg-merge -i config.json -s .a:2
	it 'lets in nobody through a default ACL' attr 'assert \
	    "system.posix_acl_access" not in os.listxattr(sys.argv[1])' \
	    config.json
	attr 'os.removexattr(sys.argv[1], "system.posix_acl_default")' .
fi

fresh
mkdir real
mv config.json real
ln -s real/config.json config.json
run jira-cfg-merge --backup -i config.json -s .a:2
it 'replaces what a symbolic link leads to' exits 0
it 'which stays one' [ -h config.json ]
it 'and leads to the new value' is_new
it 'with the copy beside it' [ -f real/config.json~ ]

fresh
ln config.json twin.json
run jira-cfg-merge -i config.json -s .a:2
it 'parts no hard links' exits 73
it 'and says so' complains 'jira-cfg-merge: config.json: it has 2 hard links, which replacing it would part'
it 'leaving it as it was' is_old
run jira-cfg-merge -n -i config.json -s .a:2
it 'nor says that it would' exits 73
run jira-cfg-merge --break-links -i config.json -s .a:2
it 'until it may' is_new
it 'and the other keeps the old bytes' grep -q 1 twin.json
ln -f config.json twin.json
run jira-cfg-merge --in-place-write -i config.json -s .a:3
it 'or writes in place' exits 0
it 'what both names show' cmp -s config.json twin.json

fresh
chmod 444 config.json
run jira-cfg-merge -i config.json -s .a:2
it 'refuses a write-protected file, even for root' exits 73
it 'and says so' complains_like 'config\.json: (it is write-protected|Permission denied)$'
it 'leaving it as it was' is_old
run jira-cfg-merge -n -i config.json -s .a:2
it 'but can say what would change' exits 1

# A file that is a mount point.
fresh
echo '{"a": 1}' >source.json
bound() {
	unshare -m sh -c 'mount --bind source.json config.json && "$@"' sh "$@"
}
if bound true 2>/dev/null; then
	run bound jira-cfg-merge -i config.json -s .a:2
	it 'cannot replace a mount point' exits 73
	it 'and says so' complains 'jira-cfg-merge: config.json: it is a mount point, and can only be written in place'
	it 'leaving it as it was' cmp -s config.json source.json
	it 'and nothing else' leaves 'config.json source.json'
	run bound jira-cfg-merge --in-place-write -i config.json -s .a:2
	it 'but write into it' exits 0
	it 'all of it' [ "$(cat source.json)" = '{"a": 2}' ]
	run bound jira-cfg-merge --in-place-write -i config.json -e 'del(.a)'
	it 'also when there is less of it' [ "$(cat source.json)" = '{}' ]
fi

# The lock.
fresh
run flock config.json jira-cfg-merge --wait 0 -i config.json -s .a:2
it 'does not wait longer than asked' exits 75
it 'and says why' complains \
    'jira-cfg-merge: config.json: another program keeps it locked'
it 'leaving it as it was' is_old
(
	flock config.json sh -c 'echo >../locked
		sleep 0.3; echo "{\"b\": 1}" >x; mv x config.json'
) &
while [ ! -e ../locked ]; do sleep 0.01; done
run jira-cfg-merge --wait 20 -i config.json -s .a:2
it 'waits for the file that has the name then' exits 0
it 'and loses nothing' [ "$(cat config.json)" = '{"b": 1, "a": 2}' ]
wait

# Failures: the old bytes, and nothing beside them.
fails() {
	it "$1" exits "$2"
	it 'and says so' complains_like "$3"
	it 'leaving the old bytes' is_old
	it 'and nothing else' leaves config.json
}
for tmpfile in '' yes; do
	fresh
	[ -z "$tmpfile" ] || export NO_TMPFILE=yes
	how=${tmpfile:+ without O_TMPFILE}
	for error in ENOSPC EDQUOT EIO; do
		failing write 1 $error jira-cfg-merge -i config.json -s .a:2
		fails "notices $error of write$how" 74 'config\.json: '
		failing fsync 1 $error jira-cfg-merge -i config.json -s .a:2
		fails "notices $error of fsync$how" 74 'config\.json: '
	done
	for error in EACCES EROFS EPERM EBUSY EXDEV ENOSPC; do
		failing rename 1 $error jira-cfg-merge -i config.json -s .a:2
		fails "notices $error of rename$how" 73 'config\.json: '
	done
	[ "$(id -u)" -ne 0 ] || chown 12345 config.json
	failing fchown 1 EPERM jira-cfg-merge -i config.json -s .a:2
	[ "$(id -u)" -ne 0 ] || fails "keeps the owner or fails$how" 73 \
	    'config\.json: cannot keep its owner: '
	fresh
	run jira-cfg-merge -i config.json -s .a:2
	it "works$how" is_new
	it 'leaving nothing else' leaves config.json
done
fresh
failing mkostemp 1 ENOSPC jira-cfg-merge -i config.json -s .a:2
fails 'notices a directory that is full' 73 'cannot make a file beside it'
unset NO_TMPFILE
failing tmpfile 1 EROFS jira-cfg-merge -i config.json -s .a:2
it 'gets by without O_TMPFILE' exits 0
it 'all the same' is_new
fresh
failing link 1 EACCES jira-cfg-merge -i config.json -s .a:2
fails 'notices that it can make no name' 73 'config\.json: '
failing link 1 EEXIST jira-cfg-merge -i config.json -s .a:2
it 'finds a name that is free' exits 0
fresh
failing fsync 2 EIO jira-cfg-merge -i config.json -s .a:2
it 'notices that the name may not last' exits 74
it 'and says so' complains \
    'jira-cfg-merge: config.json: its directory: Input/output error'
fresh
failing write 1 ENOSPC jira-cfg-merge --backup -i config.json -s .a:2
fails 'changes nothing that it cannot copy' 74 'config\.json~: '
for call in write fsync ftruncate; do
	failing $call 1 EIO jira-cfg-merge --in-place-write -i config.json \
	    -s .a:2
	fails "puts the old bytes back when $call fails" 74 'config\.json: '
done
failing fallocate 1 ENOSPC jira-cfg-merge --in-place-write -i config.json \
    -s .a=long
fails 'finds room before it writes in place' 74 'config\.json: No space left'
failing fsync 1 EIO jira-cfg-merge --no-sync -i config.json -s .a:2
it 'waits for no disk when told so' [ ! -e ../fired ]
it 'and writes all the same' is_new

# A big file is copied in the kernel; then only its end is written.
big() {
	fresh
	/usr/bin/python3 -c 'print("{\"a\": 1,\n \"b\": [")
for i in range(400000): print("  \"element number %d\"," % i)
print("  0], \"c\": 1}")' >../big.json
	cp ../big.json config.json
	sed 's/"c": 1/"c": 23/' ../big.json >../end.json
	sed 's/"a": 1/"a": 23/' ../big.json >../begin.json
}
big
chmod 604 config.json
run jira-cfg-merge --backup -i config.json -s .c:23
it 'changes the end of a big file' cmp -s config.json ../end.json
it 'keeping its mode' [ "$(stat -c %a config.json)" = 604 ]
it 'and a copy' cmp -s config.json~ ../big.json
run jira-cfg-merge -i config.json -e '.c = 1'
it 'also if it gets shorter' cmp -s config.json ../big.json
run jira-cfg-merge -i config.json -s .a:23
it 'changes the begin of a big file' cmp -s config.json ../begin.json
it 'leaving nothing else' leaves 'config.json config.json~'
was=$(stat -c %i.%Y.%Z config.json)
run jira-cfg-merge -i config.json -s .a:23.0
it 'or nothing' [ "$(stat -c %i.%Y.%Z config.json)" = "$was" ]
hash=$(sha256sum ../begin.json)
run jira-cfg-merge -i config.json --if-match "${hash%% *}" -s .a:1
it 'tells it by its hash' cmp -s config.json ../big.json
rm -f config.json~
for call in write fsync rename link; do
	failing $call 1 EIO jira-cfg-merge -i config.json -s .c:23
	it "notices EIO of $call" complains_like 'config\.json: '
	it 'leaving the old bytes' cmp -s config.json ../big.json
	it 'and nothing else' leaves config.json
done
for call in tmpfile ftruncate; do
	failing $call 1 EIO jira-cfg-merge -i config.json -s .c:23
	it "gets by without $call" cmp -s config.json ../end.json
	cp ../big.json config.json
done
n=0
: >../halves
while n=$((n + 1)) && [ $n -lt 40 ] && rm -f ../fired; do
	failing any $n KILL jira-cfg-merge -i config.json -s .c:23
	[ -e ../fired ] || break
	cmp -s config.json ../big.json || cmp -s config.json ../end.json ||
		echo $n >>../halves
	cp ../big.json config.json
done
it 'killed at any moment it leaves old or new bytes' [ ! -s ../halves ]

# Half a file cannot be: a limit on its size is an error like any other.
fresh
run sh -c 'head -c 100000 /dev/zero | tr "\0" x >long
	ulimit -f 64; jira-cfg-merge -i config.json -s .a@long'
rm -f long
fails 'notices a limit on its size' 74 'config\.json: File too large$'

# A full disk, for real.
fresh
full() {
	# shellcheck disable=SC2016 # the inner shell expands them
	unshare -m sh -c 'mount -t tmpfs -o size=8k none . && cd "$PWD" &&
		echo "{\"a\": 1}" >config.json && "$@"; rv=$?
		ls -A >../list; cat config.json >../bytes; exit $rv' sh "$@"
}
head -c 100000 /dev/zero | tr '\0' x >../long
if full true 2>/dev/null; then
	run full jira-cfg-merge -i config.json -s .a@../long
	it 'notices a disk that is full' exits 74
	it 'and says so' complains \
	    'jira-cfg-merge: config.json: No space left on device'
	it 'leaving the old bytes' [ "$(cat ../bytes)" = '{"a": 1}' ]
	it 'and nothing else' [ "$(cat ../list)" = config.json ]
	run full jira-cfg-merge --in-place-write -i config.json -s .a@../long
	it 'also in place' exits 74
	it 'leaving the old bytes' [ "$(cat ../bytes)" = '{"a": 1}' ]

	# Room for the big file, but not for another one.
	# shellcheck disable=SC2016 # the inner shell expands it
	run unshare -m sh -c 'mount -t tmpfs -o size=16m none . && cd "$PWD" &&
		cp '"$PWD"'/../big.json config.json || exit
		jira-cfg-merge -i config.json -s .c:2 && exit
		echo $?; ls -A; cmp config.json '"$PWD"'/../big.json'
	it 'notices a disk that is full when the file is big' \
	    prints '74
config.json'
fi

# Somebody who may write the file but not beside it, nor keep its owner.
if [ "$(id -u)" -eq 0 ]; then
	fresh
	cp "$(command -v jira-cfg-merge)" ..
	chmod 755 .. . ../jira-cfg-merge
	chmod 666 config.json
	run setpriv --reuid 65534 --regid 65534 --clear-groups \
	    ../jira-cfg-merge -i config.json -s .a:2
	fails 'needs to write beside the file' 73 'cannot make a file beside it'
	chmod 777 .
	run setpriv --reuid 65534 --regid 65534 --clear-groups \
	    ../jira-cfg-merge -i config.json -s .a:2
	fails 'gives a file to nobody else' 73 'cannot keep its owner'
	chown 65534:65534 config.json
	run setpriv --reuid 65534 --regid 65534 --clear-groups \
	    ../jira-cfg-merge -i config.json -s .a:2
	it 'needs no privilege' is_new
	chmod 700 ..
fi

finish
