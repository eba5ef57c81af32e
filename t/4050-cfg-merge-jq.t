#!/bin/sh
# jira-cfg-merge applies jq programs, and only what they change is written.
. "${0%/*}/lib.sh"

printf '%b' '{\n  "big": 12345678901234567890, // keep\n  "float": 1.0,\n' \
    '  "huge": 1e400, "zero": -0,\n  "n": 1 /* one */,\n' \
    '  "text": "\\u00e9\\/",\n' \
    '  "list": [1, 2.0, {"a": 1}, 4], // list\n  "o": {"b": 1, "a": 2}\n}' \
    >config.json

# becomes program sed-script: what it prints is what sed makes of it.
becomes() {
	sentence=$1 program=$2
	sed "$3" config.json >../want
	run sh -c 'jira-cfg-merge -e "$1" <config.json' sh "$program"
	it "$sentence" exits 0
	it 'without a word' is_quiet
	it 'and changes only that' cmp -s ../out ../want
}
becomes 'computes' '.n += 1' 's|1 /. one|2 /* one|'
becomes 'lets be' . ''
becomes 'finds nothing in a change of order' 'to_entries | from_entries' ''
becomes 'nor in a number written otherwise' '.float = 1 | .list[1] = 2' ''
becomes 'changes a string' '.text += "x"' 's|"\\u00e9\\/"|"é/x"|'
becomes 'sets null' '.float = null' 's|1\.0|null|'
becomes 'deletes a member' 'del(.float)' '/float/d'
becomes 'changes an element' '.list[1] = 3' 's|2\.0|3|'
becomes 'changes what is in one' '.list[2].a = "x"' 's|"a": 1}|"a": "x"}|'
becomes 'appends' '.list += [5]' 's|4\]|4, 5]|'
becomes 'inserts' '.list |= [0] + .' 's|\[1|[0, 1|'
becomes 'inserts in the middle' '.list |= .[:1] + [9] + .[1:]' 's|1, 2|1, 9, 2|'
becomes 'takes an element out' 'del(.list[0])' 's|\[1, |[|'
becomes 'takes two out' 'del(.list[1,3])' 's| 2\.0,||;s|, 4||'
becomes 'adds a member' '.o.c = [1,{"x":2}]' 's|"a": 2}|"a": 2, "c": [1, {"x": 2}]}|'
becomes 'replaces an object by a string' '.o = "x"' 's|{"b".*}|"x"|'
becomes 'changes many things' '.n = 7 | .o.a = 8 | .list[0] = 9' \
    's|1 /. one|7 /* one|;s|"a": 2}|"a": 8}|;s|\[1|[9|'

run sh -c 'jira-cfg-merge -e ".m = .n + 1" -e ".m += 1" -s .n=x -e ".p = .n" \
    <config.json'
it 'sees what was done before' prints_like '"m": 3'
it 'in order' prints_like '"p": "x"'

refuses() {
	run sh -c 'jira-cfg-merge -e "$1" <config.json' sh "$2"
	it "refuses $1" exits "$3"
	it 'printing nothing' prints_nothing
	it 'and says so' complains_like "$4"
}
refuses 'a program that is none' '.a |' 64 '^jira-cfg-merge: --expression: syntax error'
refuses 'a function that is none' 'f' 64 'f/0 is not defined'
refuses 'a program without a result' empty 65 'no result$'
# libjq 1.6 cannot let go of these (QUIRKS).
export ASAN_OPTIONS=detect_leaks=0
refuses 'a program with two' '.,.' 65 'more than one result$'
refuses 'one with two in the middle of a path' paths 65 'more than one result$'
if grep -q __asan_init "$BUILD/jira-cfg-merge"; then
	echo '# ASan leaves no address space to limit'
else
	run sh -c 'ulimit -v 500000; jira-cfg-merge -e "def f: 1+f; f" <config.json'
	it 'refuses a program that takes all memory' exits 65
	it 'printing nothing' prints_nothing
	it 'and says so' complains "jira-cfg-merge: <stdin>: the program takes \
more memory than there is"
fi
unset ASAN_OPTIONS
refuses 'a program that fails' '.n + {}' 65 \
    'the program fails: number \(\.\.\.\) cannot be added$'
refuses 'one that fails after a result' '., error("x")' 65 'the program fails$'
echo '{"secret": "zebra", "n": 1}' >config.json
for program in '.secret + 1' '.n[.secret]' '.secret | error' '.secret | keys' \
    '{} | .[.secret]' '.secret | tonumber' '.secret | fromjson' \
    '[.secret] | implode'; do
	run sh -c 'jira-cfg-merge -e "$1" <config.json' sh "$program"
	it "quotes no value when $program fails" never_says zebra
done
printf 'a: "b" # c\n' >config.hjson
run jira-cfg-merge -i config.hjson -e '.a += "d"'
it 'computes in Hjson' exits 0
it 'keeping what it can' grep -q '# c$' config.hjson

printf '[\n  1, // a\n  2, // b\n  3, // c\n  4 // d\n]\n' >list.json
run sh -c 'jira-cfg-merge -e "del(.[0, 2])" <list.json'
it 'takes elements out of an array with their own comments' prints "$(
	printf '[\n  2, // b\n  4 // d\n]'
)"
run sh -c 'jira-cfg-merge -e "[0] + .[:2] + [9] + .[2:]" <list.json'
it 'and puts others between' prints "$(
	printf '[\n  0,\n  1, // a\n  2, // b\n  9,\n  3, // c\n  4 // d\n]'
)"

finish
