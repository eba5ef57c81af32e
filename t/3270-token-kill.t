#!/bin/sh
# jira-token is killed at any moment of a refresh, and the next plain run has a
# token without a person.
#
# A plain run tries some system calls, and all of them with SOAK=1.
. "${0%/*}/lib.sh"
# shellcheck source=t/standin/oauth2.sh
. "$ROOT/t/standin/oauth2.sh"

[ -z "${SAN-}" ] || skip 'sanitizers do not run under strace'
strace -o /dev/null true 2>/dev/null || skip 'strace cannot be used'
standin2 --minutes 120

# With a good token at hand there is nobody to ask.
seed_cloud
jira-token -c ./jira.json >../got
run strace -f -qq -e trace=socket,connect -o ../trace \
    jira-token -c ./jira.json -o conn
it 'hands out what is good' exits 0
run cat ../trace
it 'opening no socket' prints_nothing

# Which calls a refresh makes: "name nth" a line, in their order.
seed_cloud
strace -f -qq -o ../trace jira-token -c ./jira.json >../got
it 'refreshes under strace' recovers
sed -n 's/^[0-9]* *\([a-z_0-9]*\)(.*/\1/p' ../trace |
    awk '$1 != "execve" && $1 !~ /^exit/ { print $1, ++n[$1] }' >../points
points=$(wc -l <../points)
it 'in more than a hundred system calls' [ "$points" -gt 100 ]

# From the lock on each is of interest; before it some.
begins=$(grep -n '^flock 1$' ../points | cut -d : -f 1)
if [ -n "${SOAK-}" ]; then
	cp ../points ../tried
else
	awk -v b="$begins" 'NR < b ? NR % 60 == 0 : NR % 9 == 0' \
	    ../points >../tried
fi

killed=0 missed=0
: >../failures
while read -r call nth; do
	seed_cloud
	status=0
	strace -f -qq -o /dev/null -e "trace=$call" \
	    -e "inject=$call:signal=KILL:when=$nth" \
	    jira-token -c ./jira.json >../got 2>/dev/null || status=$?
	# Without an answer to poll() there may be a call more or less.
	if [ $status -eq 137 ]; then
		killed=$((killed + 1))
		[ ! -s ../got ] ||
		    [ "$(member accessToken)" = "$(cat ../got)" ] ||
		    echo "printed: $call $nth"
	else
		missed=$((missed + 1))
	fi
	recovers || echo "lost: $call $nth"
done <../tried >>../failures 2>/dev/null
cp ../failures ../out
it "recovers from a kill at $killed of $points system calls" prints_nothing
it "having missed few ($missed)" [ $((missed * 10)) -le $killed ]
control grants '{}'
it 'and was never taken for a thief' [ "$(jq .breaches ../control)" -eq 0 ]

# Where a file has a name for the moment before it replaces the other.
seed_cloud
strace -f -qq -o /dev/null -e "trace=rename,renameat,renameat2" \
    -e "inject=rename,renameat,renameat2:signal=KILL:when=1" \
    jira-token -c ./jira.json >../got 2>/dev/null
it 'killed before it renames a file' leaves '.jira.json.jira-staged jira.json'
it 'it recovers' recovers
it 'and leaves nothing but the connection' leaves jira.json

finish
