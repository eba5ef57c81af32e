#!/bin/sh
# jira-token is killed, or its disk fails, at any moment of a refresh, and the
# next plain run has a token without a person.
#
# A plain run tries some system calls and errors, and all of them with SOAK=1.
. "${0%/*}/lib.sh"

[ -z "${SAN-}" ] || skip 'sanitizers do not run under strace'
strace -o /dev/null true 2>/dev/null || skip 'strace cannot be used'

here=http://localhost:9/cb
standin --minutes 120 --client '{"id":"app","secret":"app-secret","realm":"cloud","grants":["authorization_code","refresh_token"],"redirects":["'$here'"],"scopes":["read:jira-work","offline_access"]}'
id=11223344-a1b2-3b33-c444-def123456789
api=$JIRA/cloud/api/ex/jira/$id

# A connection whose token has ended.
seed() {
	control grants '{"seed":{"client":"app","user":"fred","scopes":["read:jira-work","offline_access"],"redirect":"'$here'"}}'
	jq -c --arg url "$JIRA" --arg token "$JIRA/cloud/auth/oauth/token" \
	    --arg api "$api" '{$url, product: "cloud",
	    endpoints: {$token, $api}, auth: {type: "oauth2",
	    clientId: "app", clientSecret: "app-secret", accessToken: .access,
	    refreshToken: .refresh, expiresAt: "2020-01-01T00:00:00Z"}}' \
	    ../control >jira.json
}

# Does the next plain run print a token that lets in, and leave all in order?
recovers() {
	jira-token -c ./jira.json >../got 2>../recovery || return 1
	[ "$(jq -r .auth.accessToken jira.json)" = "$(cat ../got)" ] &&
	    [ "$(jq -r .auth.refreshingSince jira.json)" = null ] &&
	    [ "$(find jira.json -perm 600)" ] &&
	    printf 'header = "Authorization: Bearer %s"\n' "$(cat ../got)" |
	    curl -sfK - --noproxy '*' -o /dev/null "$api/rest/api/3/myself"
}

# With a good token at hand there is nobody to ask.
seed
jira-token -c ./jira.json >../got
run strace -f -qq -e trace=socket,connect -o ../trace \
    jira-token -c ./jira.json -o conn
it 'hands out what is good' exits 0
run cat ../trace
it 'opening no socket' prints_nothing

# Which calls a refresh makes: "name nth" a line, in their order.
seed
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
	seed
	status=0
	strace -f -qq -o /dev/null -e "trace=$call" \
	    -e "inject=$call:signal=KILL:when=$nth" \
	    jira-token -c ./jira.json >../got 2>/dev/null || status=$?
	# Without an answer to poll() there may be a call more or less.
	if [ $status -eq 137 ]; then
		killed=$((killed + 1))
		[ ! -s ../got ] || [ "$call" = close ] ||
		    [ "$(jq -r .auth.accessToken jira.json)" = \
		    "$(cat ../got)" ] || echo "printed: $call $nth"
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
rm -f .jira.json.*
it 'leaving nothing but the connection' leaves jira.json

# Each write, fsync and rename fails in turn, in each way.
fired=0
: >../failures
for call in fallocate fsync link rename tmpfile write; do
	for error in EIO ENOSPC ${SOAK:+EDQUOT EROFS}; do
		n=1
		while :; do
			seed
			failing "$call" $n "$error" jira-token -c ./jira.json
			[ $status -ne 999 ] || break
			fired=$((fired + 1))
			case $status in
			0 | 73 | 74) ;;
			*) echo "status $status: $call $n $error" ;;
			esac
			[ $status -eq 0 ] || prints_nothing ||
			    echo "printed: $call $n $error"
			never_says app-secret ||
			    echo "said: $call $n $error"
			recovers || echo "lost: $call $n $error"
			n=$((n + 1))
		done
	done
done >../failures
cp ../failures ../out
it "recovers from $fired failures of the disk" prints_nothing
it 'which are more than forty' [ $fired -gt 40 ]

# What is found out before, spends nothing.
for error in EDQUOT ENOSPC EROFS; do
	seed
	control grants '{"refreshes":0}'
	failing fallocate 1 $error jira-token -c ./jira.json
	it "finds out $error before it is too late" exits 74
	control grants '{}'
	it '- asking nobody' [ "$(jq .refreshes ../control)" -eq 0 ]
done
seed
chmod 400 jira.json
control grants '{"refreshes":0}'
run jira-token -c ./jira.json
it 'finds out a file that is write-protected' exits 73
control grants '{}'
it '- asking nobody' [ "$(jq .refreshes ../control)" -eq 0 ]

finish
