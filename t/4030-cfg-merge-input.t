#!/bin/sh
# jira-cfg-merge refuses what is malformed, says where, and touches nothing.
. "${0%/*}/lib.sh"

# refuses sentence place bytes: as a config, and as a fragment.
refuses() {
	printf '%b' "$3" >config.json
	printf '%b' "$3" >../before
	run jira-cfg-merge -i config.json -s .a:1
	it "refuses $1" exits 65
	it 'printing nothing' prints_nothing
	it 'and says where' complains_like "^jira-cfg-merge: config\.json:$2: "
	it 'leaving it as it was' cmp -s config.json ../before
	echo '{"a":0}' >good.json
	run jira-cfg-merge -i good.json config.json
	it 'and in a fragment, too' exits 65
	it 'saying where' complains_like "^jira-cfg-merge: config\.json:$2: "
	it 'leaving the config as it was' [ "$(cat good.json)" = '{"a":0}' ]
}

refuses 'nothing' 1:1 ''
refuses 'white space' '[0-9]+:[0-9]+' ' \n'
refuses 'invalid UTF-8' 2:7 '{\n"a": "\0377"}'
refuses 'an overlong character' 1:8 '{"a": "\0300\0200"}'
refuses 'a surrogate in UTF-8' 1:8 '{"a": "\0355\0240\0200"}'
refuses 'NUL' 1:8 '{"a": 1\0000}'
refuses 'NUL in a string' 1:8 '{"a":"b\0000"}'
refuses 'a string without an end' '1:[0-9]+' '{"a": "b}'
refuses 'a comment without an end' '1:[0-9]+' '{"a": 1} /* b'
refuses 'a control character in a string' 1:8 '{"a": "\0001"}'
refuses 'a line feed in a string' 1:9 '{"a": "b\n"}'
refuses 'a lone high surrogate' '1:[0-9]+' '{"a": "\\ud800"}'
refuses 'a lone low surrogate' '1:[0-9]+' '{"a": "\\udc00x"}'
refuses 'a number with a leading zero' '1:[78]' '{"a": 01}'
refuses 'a number without a digit in front' 1:7 '{"a": .5}'
refuses 'a number without a digit behind' '1:[789]' '{"a": 1.}'
refuses 'a number with a plus sign' 1:7 '{"a": +1}'
refuses 'a number in hexadecimal' '1:[78]' '{"a": 0x1}'
refuses 'not a number' 1:7 '{"a": NaN}'
refuses 'two documents' 2:1 '{"a": 1}\n{"a": 2}\n'
refuses 'a name without a value' 1:6 '{"a":}'
refuses 'and one before another' 1:6 '{"a":,"b":1}'
refuses 'a comma too many' '1:[0-9]+' '{"a": 1,,}'
refuses 'a comma too few' '2:[0-9]+' '{"a": 1\n"b": 2}'
refuses 'a brace too few' '[0-9]+:[0-9]+' '{"a": {"b": 1}\n'
refuses 'a bracket for a brace' 1:8 '{"a": 1]'
refuses 'a name without quotation marks' 1:2 '{a: 1}'
refuses 'quotation marks of the other kind' 1:2 "{'a': 1}"
refuses 'a bad escape' '1:[0-9]+' '{"a": "\\x"}'
refuses 'a word that is none' 1:7 '{"a": True}'

# 512 levels are allowed, one more is not.
deep() {
	awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "["
		printf "{}"; for (i = 1; i < n; i++) printf "]" }'
}
deep 512 >config.json
run jira-cfg-merge -n -i config.json -s '.[0]:1'
it 'goes 512 levels deep' exits 1
deep 513 >config.json
run jira-cfg-merge -n -i config.json -s '.[0]:1'
it 'and no deeper' exits 65
it 'and says where' complains_like '^jira-cfg-merge: config\.json:1:513: '
deep 100000 >config.json
run jira-cfg-merge -n -i config.json -s '.[0]:1'
it 'however deep it is' exits 65

# What does not fit the config.
echo '{"list": [1], "text": "x"}' >config.json
cp config.json ../before
echo '{"list": {"a": 1}}' >fragment.json
run jira-cfg-merge -i config.json fragment.json
it 'refuses an object where there is an array' exits 65
it 'and says where' complains_like '^jira-cfg-merge: fragment\.json:1:10: '
for set in '.text.a=b' '.list.a=b' '.list[2]:1' '.text[0]:1'; do
	run jira-cfg-merge -i config.json -s "$set"
	it "refuses to set $set" exits 65
	it 'and says where' complains_like '^jira-cfg-merge: config\.json:1:'
done
echo '[{"op": "remove", "path": "/none"}]' >fragment.json
run jira-cfg-merge -i config.json fragment.json
it 'refuses a path that does not exist' exits 65
it 'and says where' complains \
    'jira-cfg-merge: fragment.json:1:27: there is no such place'
for fragment in '"text"' 1 true null; do
	echo "$fragment" >fragment.json
	run jira-cfg-merge -i config.json fragment.json
	it "refuses $fragment for a patch" exits 65
	it 'and says where' complains_like \
	    '^jira-cfg-merge: fragment\.json:1:1: neither '
done
for set in text=a .text .text:a; do
	run jira-cfg-merge -i config.json -s "$set"
	it "refuses to set $set" exits 64
	it 'and names the option' complains_like '^jira-cfg-merge: --set: '
done
printf 'a\0b' >value
run jira-cfg-merge -i config.json -s .text@value
it 'refuses NUL in a value' exits 65
it 'and says where' complains 'jira-cfg-merge: --set: value: byte 2 is NUL'
printf 'ab\377' >value
run jira-cfg-merge -i config.json -s .text@value
it 'refuses a value that is not UTF-8' exits 65
it 'and says where' complains 'jira-cfg-merge: --set: value: byte 3 is not UTF-8'
echo x >value
chmod 644 value
run jira-cfg-merge -i config.json -s .token@value
it 'refuses a secret that others can read' exits 66
it 'and says what to do' complains_like 'value: .*chmod 600'
run jira-cfg-merge -n -i config.json -s .text@value
it 'but not what is no secret' exits 0
head -c 1048577 /dev/zero | tr '\0' x >value
run jira-cfg-merge -i config.json -s .text@value
it 'refuses a value without an end' exits 65
it 'leaving the config as it was' cmp -s config.json ../before

# What is no file.
run jira-cfg-merge -i . -s .a=b
it 'refuses a directory' exits 66
it 'and says so' complains 'jira-cfg-merge: .: Is a directory'
mkfifo fifo
for option in -i -ni; do
	run timeout 10 jira-cfg-merge $option fifo -s .a=b
	it 'refuses a FIFO, at once' exits 66
	it 'and says so' complains 'jira-cfg-merge: fifo: not a regular file'
done
run jira-cfg-merge -i /dev/full -s .a=b
it 'refuses a device' exits 66
run jira-cfg-merge -i config.json .
it 'refuses a directory for a fragment' exits 66
run jira-cfg-merge -i config.json none.json
it 'refuses a fragment that is not there' exits 66
it 'and says so' complains \
    'jira-cfg-merge: none.json: No such file or directory'
if [ "$(id -u)" -eq 0 ]; then
	mkdir ../open
	cp "$(command -v jira-cfg-merge)" ../open
	cp config.json ../open
	chmod 711 .. ; chmod 755 ../open ../open/jira-cfg-merge
	chmod 600 ../open/config.json
	run setpriv --reuid 65534 --regid 65534 --clear-groups \
	    ../open/jira-cfg-merge -i ../open/config.json -s .a=b
else
	chmod 0 config.json
	run jira-cfg-merge -i config.json -s .a=b
fi
it 'refuses a file that it may not read' exits 66
it 'and says so' complains_like 'config\.json: Permission denied$'

# A pipe whose other end has failed.
echo '{"a": 1, "token": "t"}' >config.json
cp config.json ../config.json
run sh -c 'false | jira-cfg-merge -i config.json -s .a@-'
it 'takes nothing for no value' exits 65
it 'and says so' complains 'jira-cfg-merge: --set: <stdin>: it is empty'
: >empty
run jira-cfg-merge -i config.json -s .token@empty
it 'nor an empty file for a secret' exits 65
it 'leaving the old one' cmp -s config.json ../config.json
run jira-cfg-merge -i config.json -s .a@empty
it 'else an empty file is an empty string' grep -q '"a": ""' config.json

# The paths of a config, as jq finds them.
echo '{"a": {"b-c": [1, {"d": null}], "": 2}, "e": [[], {}], "f": 12e400}' \
    >paths.json
jq -r 'paths | map(if type == "number" then "[\(.)]"
    elif . == "" then ".\"\"" else "." + . end) | add' paths.json >../want
run jira-cfg-merge -l -i paths.json
it 'lists the paths that jq finds' cmp -s ../out ../want
run sh -c 'jira-cfg-merge --list <paths.json'
it 'also of standard input' cmp -s ../out ../want
cp ../want ../paths
while read -r path; do
	jira-cfg-merge -s "$path:\"here\"" <paths.json |
	    grep -q here || echo "$path"
done <../paths >../out
it 'each of which --set takes' prints_nothing
run sh -c "echo '// v2
{a: 1 # one
\"b c\": [
x
]}' | jira-cfg-merge --syntax hjson -l"
it 'also of Hjson' prints '.a
."b c"
."b c"[0]'
run jira-cfg-merge -l -i paths.json -s .a=b
it 'does nothing beside it' exits 64
run jira-cfg-merge -l -i none.json
it 'wants a file' exits 66
run sh -c 'jira-cfg-merge -l -i paths.json >/dev/full'
it 'notices a full disk' exits 74

finish
