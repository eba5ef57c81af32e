#!/bin/sh
# The disk of jira-token fails at any moment of a refresh, and the next plain
# run has a token without a person.
#
# A plain run tries some errors, and all of them with SOAK=1.
. "${0%/*}/lib.sh"
# shellcheck source=t/standin/oauth2.sh
. "$ROOT/t/standin/oauth2.sh"

standin2 --minutes 120

# survives CALL NTH ERROR: the refresh may succeed, or say what has failed, and
# costs no token.  Fails when there is no such call.
survives() {
	seed_cloud
	failing "$1" "$2" "$3" jira-token -c ./jira.json
	[ $status -ne 999 ] || return 1
	fired=$((fired + 1))
	case $status in
	0) ;;
	73 | 74) prints_nothing || echo "printed: $*" ;;
	*) echo "status $status: $*" ;;
	esac
	never_says app-secret || echo "said: $*"
	recovers || echo "lost: $*"
}

# Each write, fsync and rename fails in turn, in each way.
fired=0
for call in fallocate fsync link rename tmpfile write; do
	n=1
	while survives $call $n EIO; do
		for error in ENOSPC ${SOAK:+EDQUOT EROFS}; do
			survives $call $n "$error" || echo "missed: $call $n"
		done
		n=$((n + 1))
	done
done >../failures
cp ../failures ../out
it "recovers from $fired failures of the disk" prints_nothing
it 'which are more than forty' [ $fired -gt 40 ]

# A name that is taken: by what was killed, by who lives, by something else.
seed_cloud
echo litter >.jira.json.jira-staged
run jira-token -c ./jira.json refresh
it 'takes away what was left by a kill' leaves jira.json
it 'and recovers' recovers
echo other >.jira.json.jira-staged
run flock .jira.json.jira-staged jira-token -c ./jira.json refresh
it 'but nothing that somebody holds' [ "$(cat .jira.json.jira-staged)" = other ]
it 'and recovers' recovers
rm .jira.json.jira-staged
ln -s jira.json .jira.json.jira-staged
run jira-token -c ./jira.json refresh
it 'nor a link' [ -h .jira.json.jira-staged ]
it 'and recovers' recovers
rm .jira.json.jira-staged
mkdir .jira.json.jira-staged
run jira-token -c ./jira.json refresh
it 'nor a directory' [ -d .jira.json.jira-staged ]
it 'and recovers' recovers
rmdir .jira.json.jira-staged
it 'leaving nothing but the connection' leaves jira.json

# What is found out before, spends nothing.
for error in EDQUOT ENOSPC EROFS; do
	seed_cloud
	control grants '{"refreshes":0}'
	failing fallocate 1 $error jira-token -c ./jira.json
	it "finds out $error before it is too late" exits 74
	control grants '{}'
	it '- asking nobody' [ "$(jq .refreshes ../control)" -eq 0 ]
done
seed_cloud
chmod 400 jira.json
control grants '{"refreshes":0}'
run jira-token -c ./jira.json
it 'finds out a file that is write-protected' exits 73
control grants '{}'
it '- asking nobody' [ "$(jq .refreshes ../control)" -eq 0 ]

finish
