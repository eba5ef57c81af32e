#!/bin/sh
# A secret that cannot be got is an answer of its own, and never the secret.
. "${0%/*}/lib.sh"

# refuses status sentence message: of the last run.
refuses() {
	it "refuses $2" exits "$1"
	it 'and says why' complains "jira-conn: $3"
	it 'printing nothing' prints_nothing
	it 'never a secret' never_says sesame
}

# held reference: the token of a connection is held like that.
held() {
	printf '{"url": "https://jira.example.com", "auth":
	    {"type": "pat", "token": %s}}' "$1" >conn.json
	run jira-conn -c conn.json --as curl
}
at='conn.json: /auth/token'

printf 'sesame\n' >good
held '{"file": "good"}'
it 'takes what a file holds' prints 'header = "Authorization: Bearer sesame"'
mkdir -p sub
cp good sub/token
sed 's/good/token/' conn.json >sub/conn.json
run jira-conn -c sub/conn.json --as curl
it 'beside the connection' prints_like 'Bearer sesame'

# Files.
chmod 644 good
held '{"file": "good"}'
refuses 66 'a file that others can read' "$at: good: others can read it: run \
chmod 600 on it"
chmod 600 good
held '{"file": "none"}'
refuses 66 'a file that is not there' "$at: none: No such file or directory"
held '{"file": "sub"}'
refuses 66 'a directory' "$at: sub: Is a directory"
: >empty
held '{"file": "empty"}'
refuses 78 'an empty file' "$at: is empty"
printf 'sesame\0\n' >nul
held '{"file": "nul"}'
refuses 78 'a NUL' "$at: has a NUL in it"
held '{"file": "/dev/zero"}'
refuses 65 'a file without end' "$at: /dev/zero: more than 1048576 bytes"

# Circles.
held '{"file": "conn.json"}'
refuses 78 'the connection itself' "$at: leads back to the connection itself"
ln -s conn.json other.json
held '{"file": "sub/../other.json"}'
refuses 78 'also on a detour' "$at: leads back to the connection itself"
ln -s b a
ln -s a b
held '{"file": "a"}'
refuses 66 'links in a circle' "$at: a: Too many levels of symbolic links"
printf '{"file": "good"}' >chain
held '{"file": "chain"}'
it 'follows no chain' prints \
    'header = "Authorization: Bearer {\"file\": \"good\"}"'

# Variables.
held '{"env": "JIRA_NONE"}'
refuses 78 'a variable that is not set' "$at: there is no variable JIRA_NONE \
in the environment"
export JIRA_NONE=
held '{"env": "JIRA_NONE"}'
refuses 78 'an empty one' "$at: is empty"

# Commands.
held '{"command": ["echo", "sesame"]}'
it 'takes what a command prints' prints_like 'Bearer sesame"$'
held '{"command": ["sh", "-c", "echo sesame >&2; exit 3"]}'
refuses 75 'a command that fails' "$at: sh: failed with exit status 3: run it \
by hand to see why"
held '{"command": ["sh", "-c", "kill -9 $$"]}'
refuses 75 'one that is killed' "$at: sh: was killed by signal 9"
held '{"command": ["sesame-none"]}'
it 'refuses one that there is not' exits 75
it 'and says so' complains_like ': sesame-none: No such file or directory$'
held '{"command": ["true"]}'
refuses 78 'one that prints nothing' "$at: is empty"
held '{"command": ["sh", "-c", "echo; echo sesame"]}'
refuses 78 'one whose first line is empty' "$at: is empty"
start=$(date +%s)
held '{"command": ["head", "-c", "1000000000", "/dev/zero"]}'
refuses 75 'one that prints 1 GB' "$at: head: printed more than 1048576 bytes"
it 'without waiting for all of it' [ $(($(date +%s) - start)) -lt 10 ]
held '{"command": ["cat"]}'
refuses 78 'one that reads' "$at: is empty"
held '{"command": ["sleep", "1000"], "timeout": 1}'
refuses 75 'one that never ends' "$at: sleep: did not end in time, and was \
killed"
held '{"command": ["sh", "-c", "trap \"\" TERM; sleep 1000 & echo $! >child; '\
'echo sesame; wait"], "timeout": 1}'
refuses 75 'nor one whose child does not' "$at: sh: did not end in time, and \
was killed"
it 'leaving no child' [ ! -e "/proc/$(cat child)/fd/0" ]
held '{"command": ["echo", "x"], "timeout": "soon"}'
refuses 78 'no time' "$at: \"timeout\" has to be a number of seconds, from 1 \
to 600"

# Others who can change a connection could have it run anything.
held '{"command": ["sh", "-c", "echo >ran; echo sesame"]}'
rm ran
chmod 602 conn.json
run jira-conn -c conn.json --as curl
refuses 66 'one that others can change' \
    'conn.json: others can change it: run chmod o-w on it'
it 'running no command of theirs' [ ! -e ran ]
chmod 660 conn.json
run jira-conn -c conn.json --as curl
it 'but not one of a group' exits 0
rm conn.json ran

# A command that asks for the secret that it is to tell.
cat >circle.json <<'END'
{"url": "https://jira.example.com", "auth": {"type": "pat", "token":
    {"command": ["sh", "-c",
	"echo >>runs; exec jira-conn -c circle.json --as curl"]}}}
END
run timeout 20 prlimit --nproc=500 jira-conn -c circle.json --as curl
it 'ends a circle of commands' exits 75
it 'after a few' [ "$(wc -l <runs)" -eq 8 ]

finish
