#!/bin/sh
# jira-cfg-merge makes very many changes in no longer than they need.
. "${0%/*}/lib.sh"

# Seconds of processor time, of which it takes less than one; what looks
# through all earlier changes at each one takes ten times as long.
limit=${LIMIT:-6}
many() {
	(
		# shellcheck disable=SC3045  # dash and others have it
		ulimit -t "$limit"
		exec jira-cfg-merge "$@"
	) <doc.json >result.json
}
same() {
	/usr/bin/python3 "$ROOT/t/merge/many.py" same result.json
}
make_many() {
	/usr/bin/python3 "$ROOT/t/merge/many.py" make "$@"
}

make_many touch 60000
run many patch.json
it 'changes 30,000 of 60,000 elements in any order' exits 0
it 'to what they shall be' same

make_many come_and_go 60000
run many patch.json
it 'adds, removes and moves as many' exits 0
it 'to what they shall be' same

make_many backwards 60000
run many patch.json
it 'removes every other one from the end' exits 0
it 'to what they shall be' same

make_many members 60000
run many patch.json
it 'changes, adds and deletes all members of an object' exits 0
it 'to what they shall be' same

# All of these are there twice.
/usr/bin/python3 -c "import json
names = [f'name {i}' for i in range(30000)]
with open('doc.json', 'w') as file:
    print('{' + ','.join(f'\"{name}\": 1' for name in names + names),
          ', \"kept\": 1}', file=file)
json.dump(dict.fromkeys(names), open('patch.json', 'w'))
json.dump({'kept': 1}, open('expected.json', 'w'))"
run many --duplicates last patch.json
it 'deletes 30,000 members that are there twice' exits 0
it 'and keeps the others' same

/usr/bin/python3 -c "import json
with open('doc.json', 'w') as file:
    print('{' + ','.join(['\"same\": 1'] * 200000) + '}', file=file)
new = {f'name {i}': i for i in range(20)}
json.dump({**new, 'same': None}, open('patch.json', 'w'))
json.dump(new, open('expected.json', 'w'))"
run many --duplicates last patch.json
it 'deletes a member that is there 200,000 times' exits 0
it 'and keeps the others' same

make_many touch 60000
run many -e 'map(.name = "new" | .id += 1)'
it 'takes as many changes from a jq program' exits 0
jq 'map(.name = "new" | .id += 1)' doc.json >expected.json
it 'which are what jq makes of them' same

finish
