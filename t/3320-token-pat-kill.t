#!/bin/sh
# A rotation of a personal access token is killed, or its disk fails, at any
# moment: what the connection holds lets in, and the next rotation succeeds
# and leaves one token.  So does the next ensure, if it is one that makes the
# first token that is killed.
#
# A plain run tries some system calls and errors, and all of them with SOAK=1.
. "${0%/*}/lib.sh"

[ -z "${SAN-}" ] || skip 'sanitizers do not run under strace'
strace -o /dev/null true 2>/dev/null || skip 'strace cannot be used'

standin --minutes 120
jq -nc --arg url "$JIRA" '{$url, auth: {type: "basic", username: "fred",
    apiToken: "fred-secret"}}' >../fred.json

# seed [file | new]: a connection and its token, in a file of its own or not;
# or none yet.
rotate='-c ./jira.json rotate'
seed() {
	turn=$rotate
	rm -rf ./* .jira.json.* .token.*
	jira-token -c ../fred.json create --name ci --replace --days 90 \
	    --into ./jira.json || return 1
	[ "${1-}" != new ] || {
		turn='-c ../fred.json --into ./jira.json --name ci --days 90
		    ensure'
		unmake
	}
	[ "${1-}" != file ] || {
		jq -j .auth.token jira.json >token
		jq '.auth.token = {file: "token"}' jira.json >x &&
		    cat x >jira.json
		rm x
	}
}
unmake() { jira-token -c ./jira.json revoke && rm jira.json; }
works() { [ "$(jira-token -c ./jira.json check)" = 'yes: Fred Normal (fred)' ]; }
alone() {
	control personal '{}' && [ "$(jq 'map(select(.name == "ci")) | length' \
	    ../control)" = 1 ]
}
is_clean() {
	[ "$(jq -c '.auth | keys_unsorted - ["type", "name", "token", "id",
	    "expiresAt"]' jira.json)" = '[]' ]
}
# Does what is held let in, and does the next run put all in order?  If so,
# the next point begins with what is there, or else anew.
# shellcheck disable=SC2086 # several words
recovers() {
	{ [ "$turn" != "$rotate" ] || works; } &&
	    jira-token $turn >../got 2>../recovery &&
	    works && alone && is_clean &&
	    { [ "$turn" = "$rotate" ] || unmake; }
}

# shellcheck disable=SC2086 # several words
for form in '' file new; do
	# Which calls a rotation makes: "name nth" a line, in their order.
	seed $form
	strace -f -qq -o ../trace jira-token $turn
	it "does its work under strace${form:+ ($form)}" recovers
	sed -n 's/^[0-9]* *\([a-z_0-9]*\)(.*/\1/p' ../trace |
	    awk '$1 != "execve" && $1 !~ /^exit/ { print $1, ++n[$1] }' \
		>../points
	points=$(wc -l <../points)
	it 'in more than two hundred system calls' [ "$points" -gt 200 ]

	# Between the lock and the end each is of interest.
	begins=$(grep -n '^flock 1$' ../points | cut -d : -f 1)
	if [ -n "${SOAK-}" ]; then
		cp ../points ../tried
	else
		awk -v b="$begins" 'NR < b ? NR == 100 : NR % 23 == 0' \
		    ../points >../tried
	fi
	killed=0 missed=0
	: >../failures
	while read -r call nth; do
		status=0
		strace -f -qq -o /dev/null -e "trace=$call" \
		    -e "inject=$call:signal=KILL:when=$nth" \
		    jira-token $turn 2>/dev/null || status=$?
		# Without an answer to poll() there may be a call more or less.
		if [ $status -eq 137 ]; then
			killed=$((killed + 1))
		else
			missed=$((missed + 1))
		fi
		recovers || {
			echo "lost: $call $nth"
			seed $form
		}
	done <../tried >>../failures 2>/dev/null
	cp ../failures ../out
	it "recovers from a kill at $killed of $points system calls" \
	    prints_nothing
	it "having missed few ($missed)" [ $((missed * 10)) -le $killed ]
	rm -f .jira.json.* .token.*
	case $form in
	'') rest=jira.json ;;
	file) rest='jira.json token' ;;
	new) rest= ;;
	esac
	it 'leaving nothing else' leaves "$rest"
done

# Each write, fsync and rename fails in turn.
fired=0
: >../failures
for form in '' file; do
	seed $form
	for call in fallocate fsync link rename tmpfile write; do
		[ -n "${SOAK-}" ] || [ -z "$form" ] ||
		    [ $call = rename ] || continue
		for error in ENOSPC ${SOAK:+EIO EDQUOT EROFS}; do
			n=1
			while :; do
				failing "$call" $n "$error" \
				    jira-token -c ./jira.json rotate
				[ $status -ne 999 ] || break
				fired=$((fired + 1))
				case $status in
				0 | 73 | 74) ;;
				*) echo "status $status: $call $n $error" ;;
				esac
				prints_nothing ||
				    echo "printed: $call $n $error"
				recovers || {
					echo "lost: $form $call $n $error"
					seed $form
				}
				n=$((n + 1))
			done
		done
	done
done >../failures
cp ../failures ../out
it "recovers from $fired failures of the disk" prints_nothing
it 'which are more than twenty' [ $fired -gt 20 ]

# What is found out before, makes nothing.
for error in EDQUOT ENOSPC EROFS; do
	seed
	: >../log
	failing fallocate 1 $error jira-token -c ./jira.json rotate
	it "finds out $error before it is too late" exits 74
	it '- asking for nothing' [ -z "$(asked .method)" ]
done
seed
chmod 400 jira.json
: >../log
run jira-token -c ./jira.json rotate
it 'finds out a file that is write-protected' exits 73
it '- asking for nothing' [ -z "$(asked .method)" ]

finish
