#!/bin/sh
# jira-cfg-merge changes what it is asked to, and not a byte more.
. "${0%/*}/lib.sh"

config() { printf '%s' "$1" >config.json; }
holds() { [ "$(cat "$1"; echo .)" = "$2." ]; }
hash() { sha256sum "$1" | cut -d' ' -f1; }

# As a filter.
echo '{"b": 2, "c": null}' >fragment.json
config '{ "a": 1.0 /* one */, "c": 3 }
'
run sh -c 'jira-cfg-merge fragment.json <config.json'
it 'merges a fragment into standard input' exits 0
it 'printing the config' prints '{ "a": 1.0 /* one */, "b": 2 }'
it 'without a word' is_quiet
run sh -c 'jira-cfg-merge -s .a:1 <config.json'
it 'prints what needs no change as it is' cmp -s ../out config.json

echo '[{"op": "replace", "path": "/a", "value": [1e2]},
	{"op": "test", "path": "/c", "value": 3}]' >patch.json
run sh -c 'jira-cfg-merge patch.json fragment.json <config.json'
it 'applies a patch and then a merge' exits 0
it 'in that order' prints '{ "a": [1e2] /* one */, "b": 2 }'
run sh -c 'jira-cfg-merge fragment.json patch.json <config.json'
it 'fails where a test fails' exits 1
it 'printing nothing' prints_nothing
it 'and says which' complains \
    'jira-cfg-merge: patch.json:2:2: the document fails this test'
run sh -c 'jira-cfg-merge -s .a=x -e ".a += \"y\"" -s .d@fragment.json \
    fragment.json <config.json'
it 'sets, computes and reads' prints \
    '{ "a": "xy" /* one */, "b": 2, "d": "{\"b\": 2, \"c\": null}" }'

run sh -c 'jira-cfg-merge -n fragment.json <config.json'
it 'would change a config' exits 1
it 'printing nothing' prints_nothing
it 'without a word' is_quiet
run sh -c 'jira-cfg-merge -n -s .a:1 <config.json'
it 'would leave another one' exits 0
run sh -c 'jira-cfg-merge -n -j -s .c:4 -s .a:1e0 <config.json'
it 'says what would change' exits 1
it 'as JSON' prints '{"changed":true,"paths":["/c"],"backup":null}'
run sh -c 'echo "{}" | jira-cfg-merge -n -j -i config.json'
it 'or that nothing would' prints '{"changed":false,"paths":[],"backup":null}'
it 'and exits 0' exits 0

# In place.
before=$(stat -c %y%i config.json)
run jira-cfg-merge -j -i config.json -s .a:1.00 -s '.c:3'
it 'writes nothing that is so already' exits 0
it 'and says so' prints '{"changed":false,"paths":[],"backup":null}'
it 'leaving even the time' [ "$(stat -c %y%i config.json)" = "$before" ]
run sh -c 'jira-cfg-merge -i config.json <fragment.json'
it 'takes the fragment from standard input' exits 0
it 'printing nothing' prints_nothing
it 'and merges it' holds config.json '{ "a": 1.0 /* one */, "b": 2 }
'
run sh -c 'jira-cfg-merge -i config.json - <fragment.json'
it 'also when it is named' exits 0
run jira-cfg-merge --backup -j -i config.json -s .a=x
it 'keeps a copy' exits 0
it 'of the old bytes' holds config.json~ '{ "a": 1.0 /* one */, "b": 2 }
'
it 'and says where' prints \
    "{\"changed\":true,\"paths\":[\"/a\"],\"backup\":\"$HOME/config.json~\"}"
run jira-cfg-merge --backup=.old -i config.json -s .a=x
it 'but none of what stays' [ ! -e config.json.old ]
run jira-cfg-merge --backup=/x -i config.json -s .a=y
it 'refuses a slash in the suffix' exits 64

config '{"a":1}'
run jira-cfg-merge --if-match "$(hash config.json)" -i config.json -s .a:2
it 'changes the file that is meant' exits 0
run jira-cfg-merge --if-match "$(hash fragment.json)" -i config.json -s .a:3
it 'and no other' exits 75
it 'and says so' complains \
    'jira-cfg-merge: config.json: it is not the one that --if-match names'
it 'leaving it as it was' holds config.json '{"a":2}'
run jira-cfg-merge --if-match 44136fa3 -i config.json -s .a:3
it 'refuses a hash that no file can have' exits 64

umask 022
run jira-cfg-merge -i new.json -s .a.b=c
it 'makes no file unasked' exits 66
it 'and says why' complains \
    'jira-cfg-merge: new.json: No such file or directory'
run jira-cfg-merge --create -n -j -i new.json -s .a.b=c
it 'would make one' exits 1
it 'and says so' prints '{"changed":true,"paths":["/a"],"backup":null}'
it 'but has not' [ ! -e new.json ]
run jira-cfg-merge --create -i new.json -s .a.b=c
it 'makes one' exits 0
it 'that holds what it should' holds new.json '{
  "a": {
    "b": "c"
  }
}
'
it 'and that nobody else can read' [ -n "$(find new.json -perm 600)" ]
run jira-cfg-merge --create -m 640 -i other.json -s .a=b
it 'or who may' [ -n "$(find other.json -perm 640)" ]
run jira-cfg-merge --create -i other.json -s .a=c
it 'and next time changes it' holds other.json '{
  "a": "c"
}
'
umask 077

# The diff.
config '{
  "name": "old",
  "clientSecret": "zebra",
  // "password": "yak"
  "list": [1, 2]
}'
run jira-cfg-merge -D -i config.json -s .name=new -s .clientSecret@patch.json
it 'prints a diff' exits 0
it 'without the secrets' never_says zebra
it 'old, new or in a comment' never_says yak
it 'that is whole' prints '--- config.json
+++ config.json
@@ -1,6 +1,6 @@
 {
-  "name": "old",
-  "clientSecret": "***",
+  "name": "new",
+  "clientSecret": "***",
   // "password": ***
   "list": [1, 2]
 }
\ No newline at end of file'
config '{"motd": "zebra", "list": ["yak"]}'
echo gnu >motd
run jira-cfg-merge -n -D -i config.json -s .motd@motd -s '.list[-]@motd'
it 'hides what comes from a file, whatever its name' prints '--- config.json
+++ config.json
@@ -1 +1 @@
-{"motd": "***", "list": ["***"]}
\ No newline at end of file
+{"motd": "***", "list": ["***", "***"]}
\ No newline at end of file'
printf '1\n2\n{"list": [1, 2]}\n' | sed 's/^[12]$//' >config.json
cp config.json copy.json
run jira-cfg-merge -n -D -i config.json -s '.list[-]:3'
patch -s copy.json ../out
jira-cfg-merge -i config.json -s '.list[-]:3'
it 'prints what patch(1) takes, where no secret is' cmp -s config.json copy.json
run jira-cfg-merge -D -j -n -i config.json -s .list:0
it 'prints it as JSON, too' prints_like '"diff":"--- config.json\\n'

# Arrays.
config '{"a": [1, {"id": 1, "x": 1}]}'
echo '{"a": [1, 2]}' >fragment.json
run sh -c 'jira-cfg-merge fragment.json <config.json'
it 'replaces an array' prints '{"a": [1, 2]}'
run sh -c 'jira-cfg-merge --arrays append fragment.json <config.json'
it 'or appends' prints '{"a": [1, {"id": 1, "x": 1}, 1, 2]}'
run sh -c 'jira-cfg-merge --arrays union fragment.json <config.json'
it 'or adds what is missing' prints '{"a": [1, {"id": 1, "x": 1}, 2]}'
echo '{"a": [{"id": 1.0, "x": 2}, {"id": 2}]}' >fragment.json
run sh -c 'jira-cfg-merge --arrays by=id fragment.json <config.json'
it 'or merges by a key' prints '{"a": [1, {"id": 1, "x": 2}, {"id": 2}]}'
run sh -c 'jira-cfg-merge --arrays sorted fragment.json <config.json'
it 'and nothing else' exits 64

# Names that occur twice.
config '{"a": 1,
"a": 2, "b": 3}'
run jira-cfg-merge -i config.json -s .a:4
it 'refuses a name that occurs twice' exits 65
it 'naming both places' complains_like 'config\.json:2:1: .*1:2'
run jira-cfg-merge -i config.json -s .b:4
it 'but not for the sake of another' exits 0
run jira-cfg-merge --duplicates last -i config.json -s .a:4
it 'edits the last one when it may' exits 0
it 'which is the one that counts' holds config.json '{"a": 1,
"a": 4, "b": 4}'
run jira-cfg-merge --duplicates first -i config.json -s .a:4
it 'never another' exits 64

# Hjson.
printf '# comment\na: x y\n' >config.hjson
run jira-cfg-merge -i config.hjson -s .b=1
it 'knows Hjson by its name' exits 0
it 'and keeps it' prints_nothing
it 'reading it again' sh -c 'jira-cfg-merge -n -i config.hjson -s .b=1'
printf '{a: "x" b: 1}\n' >line.hjson
run jira-cfg-merge -i line.hjson -s .a:true
it 'keeps the members of one line apart' [ "$(cat line.hjson)" = '{a: true, b: 1}' ]
run sh -c 'jira-cfg-merge -s .b=1 <config.hjson'
it 'and not by its bytes' exits 65
run sh -c 'jira-cfg-merge --syntax hjson -s .a="x y" <config.hjson'
it 'or when it is told' cmp -s ../out config.hjson
run sh -c 'echo "{/**/}" | jira-cfg-merge --syntax json -s .b=1'
it 'takes strict JSON at its word' exits 65

# Wrong calls.
for call in '-n' '--for nothing -s .a=b' '-s a=b' '-s .a' '-s .a:{' '-s .a:b' \
    '-s .[=b' '--wait x -s .a=b' '-m 888 -s .a=b' '--syntax yaml -s .a=b' \
    '-e {' '-D -s .a=b' '-j -s .a=b' '--create -s .a=b' '--backup -s .a=b' \
    '-s .a@-' '-' '-i config.json -s .a@- -'; do
	# shellcheck disable=SC2086 # these are several words
	run jira-cfg-merge $call </dev/null
	it "refuses to be called with $call" exits 64
	it 'printing nothing' prints_nothing
	it 'and says why' complains_like '^(usage|jira-cfg-merge): '
done
run jira-cfg-merge -i config.json -s ".a:\"zebra"
it 'never quotes a value' never_says zebra

run sh -c 'jira-cfg-merge -s .a=b <copy.json >/dev/full'
it 'notices a full disk' exits 74
it 'and says so' complains 'jira-cfg-merge: <stdout>: No space left on device'
run sh -c 'jira-cfg-merge -s .a=b <copy.json >&-'
it 'notices a closed stdout' exits 74
cp copy.json old.json
for call in '-j' '-D' '-j --in-place-write' '-D --backup'; do
	run sh -c "jira-cfg-merge $call -i copy.json -s .lost=b >/dev/full"
	it "and for the report of $call" exits 74
	it 'which is not of a deed' cmp -s copy.json old.json
done
run sh -c 'jira-cfg-merge -j --create -i lost.json -s .a=b >/dev/full'
it 'nor makes a file' [ ! -e lost.json ]
ln -s nowhere lost.json
run jira-cfg-merge --create -i lost.json -s .a=b
it 'makes no file where a link leads nowhere' exits 73
it 'and says so' complains \
    'jira-cfg-merge: lost.json: a symbolic link that leads nowhere'
run sh -c 'jira-cfg-merge -s .a=b <&-'
it 'notices a closed stdin' exits 74
fed copy.json jira-cfg-merge -n -i new.json
it 'takes a fragment from a FIFO' exits 1

# Memory must not grow with elements times elements.
list() {
	awk -v v="$1" 'BEGIN {
		printf "{\"a\":["
		for (i = 0; i < 1500; i++)
			printf "%s{\"id\":%d,\"v\":%d}", i ? "," : "", i, v
		print "]}"
	}'
}
list 1 >config.json
list 2 >fragment.json
peak() {
	/usr/bin/python3 -c 'import resource, subprocess, sys
with open("config.json") as config, open(sys.argv[1], "w") as out:
    subprocess.run(sys.argv[2:], check=True, stdin=config, stdout=out)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' \
	    merged.json jira-cfg-merge "--arrays=$1" fragment.json
}
whole=$(peak replace)
one_by_one=$(peak by=id)
it 'merges many objects by their key' cmp -s merged.json fragment.json
it 'in little memory' [ "$one_by_one" -lt $((2 * whole)) ]

# Were each compared with all others, these would take an hour.
/usr/bin/python3 - <<'EOF'
import json, random
N = 100000
def write(name, elements):
    json.dump({"a": elements}, open(name, "w"))
order = list(range(N // 2, N + N // 2))
random.seed(1)
random.shuffle(order)
write("config.json", [{"id": i, "on": True} for i in range(N)])
write("fragment.json", [{"on": True, "id": float(i)} for i in order])
write("by.json", [{"id": i, "on": False, "n": [i]} for i in order])
EOF
same_as() {
	timeout 60 jira-cfg-merge "--arrays=$1" "$2" <config.json >merged.json &&
		/usr/bin/python3 - "$1" "$2" <<'EOF'
import json, sys
old, new, merged = (json.load(open(name))["a"]
                    for name in ("config.json", sys.argv[2], "merged.json"))
found = {e["id"]: dict(e) for e in old}
for e in new:
    if sys.argv[1] != "union":
        found.setdefault(e["id"], {}).update(e)
    else:
        found.setdefault(e["id"], e)
sys.exit(list(found.values()) != merged)
EOF
}
it 'adds what is missing of a hundred thousand' same_as union fragment.json
it 'and merges as many by a key' same_as by=id by.json

finish
