#!/bin/sh
# jira-issue-keys finds issue keys in text, each once, in order.
. "${0%/*}/lib.sh"

# finds text keys: these and no others, with the options in $with.
with=
finds() {
	printf '%b' "$1" >../text
	# shellcheck disable=SC2086 # options are words
	run jira-issue-keys $with ../text
	exits 0 && prints "$2" && is_quiet
}

it 'finds a key' finds 'see ABC-12.\n' ABC-12
it 'at both edges of a text' finds 'ABC-12' ABC-12
it 'each once, in order' finds 'B2-1 AA-9, B2-1;AA-9 B2-11' 'B2-1
AA-9
B2-11'
it 'no small letters' finds 'abc-12 Abc-12 aBC-12 ABc-12' ''
it 'none within a word' finds 'xABC-1 ABC-1x 1ABC-1 ABC-1X' ''
it 'but next to underscores and hyphens' \
    finds 'fix_ABC-1_now -DEF-2- a/GHI-3/b' 'ABC-1
DEF-2
GHI-3'
it 'underscores and digits in a project' finds 'MY_APP2-3 A_-4' 'MY_APP2-3
A_-4'
it 'from the first place where it may begin' finds 'xAB_CD_EF-1' CD_EF-1
it 'no project of one letter' finds 'A-1 _-1 1-1' ''
it 'nor one that begins with a digit' finds '1A-1 12-1' ''
it 'but what follows an underscore' finds '1_AB-1' AB-1
it 'no number that begins with 0' finds 'ABC-0 ABC-012 ABC-00' ''
it 'two keys in a row' finds 'AB-1-CD-2_EF-3' 'AB-1
CD-2
EF-3'
it 'no letter of another script beside it' \
    finds '\0303\0251AB-1 AB-2\0320\0226 \0344\0270\0255AB-3 AB-4\0331\0243' ''
it 'but punctuation of any' finds \
    '\0342\0200\0234AB-1\0342\0200\0235 AB-2\0342\0200\0224 \0302\0240AB-3' \
    'AB-1
AB-2
AB-3'
it 'takes bytes that are not UTF-8 for no letter' \
    finds '\0351AB-1\0377 \0251AB-2\0303 \0355\0240\0200AB-3' 'AB-1
AB-2
AB-3'
it 'and NUL' finds 'AB-1\0000CD-2\0000' 'AB-1
CD-2'
it 'nothing in nothing' finds '' ''

with=--lower
it 'takes small letters with --lower' finds 'feature/abc-12-x Def-3 GHI-4' \
    'ABC-12
DEF-3
GHI-4'
it 'and then finds each once' finds 'abc-1 ABC-1 aBc-1' ABC-1
with='-p ABC -p MY_APP'
it 'finds only what --project names' finds 'DEF-1 ABC-2 UTF-8 MY_APP-3 AB-4' \
    'ABC-2
MY_APP-3'
it 'wherever a key may begin' finds 'FIX_ABC-2 NOT_MY_APP-3 XABC-1' 'ABC-2
MY_APP-3'
with='-l -p ABC'
it 'also in small letters' finds 'fix_abc-2 xabc-3 utf-8' ABC-2

with=--count
it 'counts' finds 'AB-1 CD-2 AB-1 AB-1' 'AB-1	3
CD-2	1'
it 'nothing, too' finds '-' ''
with=-j
it 'prints JSON' finds 'AB-1 CD-2 AB-1' '["AB-1","CD-2"]'
it 'also of nothing' finds '' '[]'
with='-j --count'
it 'and counts in it' finds 'AB-1 CD-2 AB-1' '{"AB-1":2,"CD-2":1}'
it 'and nothing' finds '' '{}'
printf 'AB-1 CD-2 AB-1' >text
run jira-issue-keys -0 text
it 'ends keys with NUL' [ "$(tr '\0' , <../out)" = AB-1,CD-2, ]
run jira-issue-keys -0 --count text
it 'and counts' [ "$(tr '\0' , <../out)" = "$(printf 'AB-1\t2,CD-2\t1,')" ]

# What is too long is no key, and no part of it is one.
longest=$(printf '%0255d' 0 | tr 0 A)
digits=$(printf '%0255d' 0 | tr 0 9)
with=
it 'finds a key as long as they come' finds "$longest-$digits" \
    "$longest-$digits"
it 'but no longer project' finds "A$longest-1" ''
it 'and no longer number' finds "AB-1$digits" ''
it 'but what stands after an underscore in it' \
    finds "${longest}_AB-1" AB-1

# Texts end where files do.
printf 'xx AB-1' >one
printf '2 CD-3' >two
run jira-issue-keys one two
it 'takes the end of a file for an edge' prints 'AB-1
CD-3'
run sh -c 'jira-issue-keys one - <two'
it 'reads standard input as -' prints 'AB-1
CD-3'
run sh -c 'jira-issue-keys <two'
it 'or where no file is named' prints CD-3
fed two jira-issue-keys one
it 'and from a FIFO' prints 'AB-1
CD-3'

rm ../out
mkfifo ../stream
(
	printf 'AB-1 CD-'
	sleep 5
) >../stream &
background=$!
jira-issue-keys <../stream >../out 2>../err &
background="$background $!"
i=0
while [ ! -s ../out ] && [ $i -lt 40 ]; do
	sleep 0.1
	i=$((i + 1))
done
it 'prints a key before the stream ends' prints AB-1

run jira-issue-keys one missing two
it 'stops at a file that is missing' exits 66
it 'having printed what came before' prints AB-1
it 'and says which' \
    complains 'jira-issue-keys: missing: No such file or directory'
run jira-issue-keys .
it 'refuses a directory' exits 66
it 'and says so' complains 'jira-issue-keys: .: Is a directory'
run sh -c 'jira-issue-keys one >/dev/full'
it 'notices a full disk' exits 74
it 'and says so' complains 'jira-issue-keys: <stdout>: No space left on device'
run sh -c 'jira-issue-keys --json one >/dev/full'
it 'with JSON, too' exits 74
run sh -c 'jira-issue-keys one >&-'
it 'and a closed output' exits 74
run sh -c 'jira-issue-keys <&-'
it 'and a closed input' exits 74
failing read 1 EIO jira-issue-keys one
it 'notices a failing disk' exits 74
it 'and says so' complains 'jira-issue-keys: one: Input/output error'
mkfifo ../closed
(exec <../closed) &
run sh -c 'exec 3>../closed; sleep 0.1; jira-issue-keys one >&3'
it 'notices that nobody reads' exits 74
it 'and says it' complains 'jira-issue-keys: <stdout>: Broken pipe'

for project in abc A 1A AB- '' 'A B' "A$longest"; do
	run jira-issue-keys -p "$project" one
	it "refuses '$(printf %.9s "$project")' as a project" exits 64
	it 'and says why' complains \
	    'jira-issue-keys: --project: has to be the key of a project, such as ABC'
done
run jira-issue-keys -0j one
it 'refuses NUL in JSON' exits 64

finish
