#!/bin/sh
# jira-cfg-merge loses no change when many make one at once, or when it dies.
. "${0%/*}/lib.sh"

crowd=${CROWD:-200}

# Two hundred at once.
echo '{}' >config.json
rm -f ../failed
i=0
while [ $i -lt "$crowd" ]; do
	jira-cfg-merge -i config.json -s ".key$i:$i" 2>>../errors ||
	    echo $i >>../failed &
	i=$((i + 1))
done
wait
it "lets $crowd change one file at once" [ ! -e ../failed ]
it 'and every change arrives' /usr/bin/python3 -c "import json
assert json.load(open('config.json')) == {f'key{i}': i for i in range($crowd)}"
it 'leaving nothing else' leaves config.json

rm config.json
i=0
while [ $i -lt 20 ]; do
	jira-cfg-merge --create -i config.json -s ".key$i:$i" 2>>../errors ||
	    echo $i >>../failed &
	i=$((i + 1))
done
wait
it 'lets many make one file at once' [ ! -e ../failed ]
it 'and every change arrives' /usr/bin/python3 -c "import json
assert json.load(open('config.json')) == {f'key{i}': i for i in range(20)}"

# Killed at each of its system calls, one run for each.
command -v strace >/dev/null || { finish; exit; }
export ASAN_OPTIONS=detect_leaks=0
merge="jira-cfg-merge --backup -i config.json -s .a:2"
fresh() {
	rm -rf ./* ./.[!.]*
	echo '{"a": 1}' >config.json
}
fresh
# shellcheck disable=SC2086 # these are several words
if ! strace -o ../calls $merge 2>/dev/null; then
	finish
	exit
fi
awk -F'(' '/^[a-z]/ { n[$1]++; if ($1 == "flock") on = 1
	if (on && $1 != "exit_group") print $1, n[$1] }' ../calls >../todo
die() {
	rm -f ../broken ../litter
	while read -r call n; do
		fresh
		# shellcheck disable=SC2086
		strace -o /dev/null -e "inject=$call:signal=$1:when=$n" \
		    $merge 2>/dev/null
		case $(cat config.json) in
		'{"a": 1}' | '{"a": 2}') ;;
		*) echo "$call $n" >>../broken ;;
		esac
		[ -z "$(find . -type f ! -name 'config.json*')" ] ||
		    echo "$call $n" >>../litter
	done <../todo
}
die KILL
it "killed at any of $(wc -l <../todo) system calls it leaves old or new bytes" \
    [ ! -e ../broken ]
it 'and litter only in the moment in which a file has two names' \
    [ -z "$(grep -v -e rename -e linkat ../litter 2>/dev/null)" ]
for signal in TERM INT; do
	die $signal
	it "and so it does at SIG$signal" [ ! -e ../broken ]
	it 'and never any litter' [ ! -e ../litter ]
done

finish
