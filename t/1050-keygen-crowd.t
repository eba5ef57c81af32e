#!/bin/sh
# Twenty runs of jira-keygen -d at once make one key, and wait for each other.
. "${0%/*}/lib.sh"

# crowd command ...: run it twenty times at once, and sort what is said.
crowd() {
	rm -f ../said.*
	pids=
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		"$@" >"../said.$i" 2>&1 &
		pids="$pids $!"
	done
	status=0
	for pid in $pids; do
		wait "$pid" || status=$?
	done
	cat ../said.* | sort >../out
}

crowd jira-keygen -b 1024 -jd keys
it 'twenty make a set' exits 0
it 'and one of them made it' [ "$(grep -c '"changed":true' ../out)" -eq 1 ]
it 'the others changed nothing' \
    [ "$(grep -c '"changed":false' ../out)" -eq 19 ]
run jira-keygen -nd keys
it 'it is whole' prints unchanged
it 'and nothing else is there' leaves keys

crowd jira-keygen -jd keys --renew-before 365
it 'twenty renew a certificate' exits 0
run jira-keygen -nd keys
it 'and the set is whole' prints unchanged

crowd jira-keygen -b 1024 -jd keys --rotate
it 'twenty rotate' exits 0
it 'each of them' [ "$(grep -c '"kept":"keys/' ../out)" -eq 20 ]
it 'and each keeps another set' \
    [ "$(sed -n 's/.*"kept"//p' ../out | sort -u | wc -l)" -eq 20 ]
run jira-keygen -nd keys
it 'and the set is whole' prints unchanged
for key in keys/*.pcks8 keys/*/*.pcks8; do
	jira-keygen --fingerprint <"$key"
done | sort -u >../out
it 'twenty-one keys, and none of them lost' [ "$(wc -l <../out)" -eq 21 ]

# Somebody who never lets go.
flock keys sleep 3 &
sleep 1
run jira-keygen -d keys
it 'waits for whoever has the lock' prints unchanged
wait

# NFS locks no directory, and says EBADF; a file in it stands for it.
failing flock 1 EBADF jira-keygen -b 1024 -qd nfs
it 'makes a set where a directory cannot be locked' exits 0
rm -rf nfs/jira_*
it 'locking a file in it' [ "$(ls -A nfs)" = .jira-keygen.lock ]
flock nfs/.jira-keygen.lock sleep 2 &
sleep 1
begin=$(date +%s%N)
failing flock 1 EBADF jira-keygen -b 1024 -qd nfs
it 'and waiting for it' [ $(($(date +%s%N) - begin)) -gt 500000000 ]
it 'as long as it takes' exits 0
wait
finish
