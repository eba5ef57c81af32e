#!/bin/sh
# jira-oauth1-sign works on streams: in order, in little memory, line by line.
. "${0%/*}/lib.sh"

printf kd94hf93k423kf44 >consumer
openssl genrsa -out key.pem 2048 2>../log
sign() { jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer "$@"; }

awk 'BEGIN { for (i = 1; i <= 20000; i++)
	printf "{\"url\":\"https://a.example/x?n=%d\"}\n", i }' >many
for jobs in 1 2 7; do
	run sign -o url -J $jobs <many
	it "signs twenty thousand requests with $jobs threads" exits 0
	grep -o 'n=[0-9]*&' ../out | tr -dc '0-9\n' >numbers
	seq 20000 >wanted
	it 'in their order' cmp -s numbers wanted
	it 'each with a nonce of its own' [ "$(grep -o 'nonce=[0-9a-f]\{32\}' \
	    ../out | sort -u | wc -l)" -eq 20000 ]
done
run sh -c 'cat many | jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer | wc -l'
it 'also those of a pipe' prints 20000

# A line that cannot be signed ends the stream, after those before it.
for jobs in 1 2; do
	sed '15000s/.*/{"url":"jira"}/' many >bad
	run sign -J $jobs <bad
	it "ends at a bad line, with $jobs threads" exits 65
	it 'after all lines before it' [ "$(wc -l <../out)" -eq 14999 ]
	it 'and names it' complains "jira-oauth1-sign: <stdin>:15000: \
the URL begins with neither https:// nor http://"
done
run sh -c 'jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer -J 2 <many >/dev/full'
it 'notices a full disk' exits 74
run sh -c '{ jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer -J 2 <many
	echo $? >../rv; } | head -n 1 >/dev/null; exit "$(cat ../rv)"'
it 'and a reader that went away' exits 74
failing write 3 EIO jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer -J 2 <many
it 'and a failing disk' exits 74

# A slow writer gets each answer at once.
mkfifo in out
for jobs in 1 2; do
	sign -J $jobs <in >out &
	exec 3>in 4<out
	head -n 1 many >&3
	read -r line <&4
	run echo "$line"
	it "answers before the end, with $jobs threads" prints_like '^Authorization'
	exec 3>&- 4<&-
	wait $!
done

# Whoever stops waits for no more input.
for jobs in 1 2; do
	sign -J $jobs <in >../out 2>../err &
	exec 3>in
	echo '{"url":1}' >&3
	status=0
	wait $! || status=$?
	it "ends at once where it fails, with $jobs threads" exits 65
	it 'and says why' complains \
	    'jira-oauth1-sign: <stdin>:1:8: url: is not a string'
	exec 3>&-
done

# Memory: the peak is the same for ten times as many.
peak() {
	/usr/bin/python3 - "$@" <<-'PY'
	import resource, subprocess, sys
	with open(sys.argv[1]) as lines, open("../signed", "w") as out:
	    subprocess.run(sys.argv[2:], stdin=lines, stdout=out, check=True)
	print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
	PY
}
cat many many many many many many many many many many >tenfold
small=$(peak many jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer -J 2)
large=$(peak tenfold jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer -J 2)
# A sanitizer keeps what was freed for a while.
case ${SAN-} in
*address*) large=$small ;;
esac
run echo "$small KB, $large KB"
it 'takes no more memory for more' [ "$large" -lt "$((small + 2000))" ]

{ printf '{"url":"https://a/'; head -c 100000000 /dev/zero | tr '\0' x; } >long
run sign <long
it 'refuses a hundred megabytes on one line' exits 65
it 'printing nothing' prints_nothing
it 'and says why' complains \
    'jira-oauth1-sign: <stdin>:1: a line of more than 16777216 bytes'
rm long
run sh -c 'printf "\n\n{\"url\":\"https://a/\"}" |
    jira-oauth1-sign -m HMAC-SHA1 -k k -S consumer'
it 'skips empty lines, and does without a last line end' \
    [ "$(wc -l <../out)" -eq 1 ]

# -o json changes no byte but what it adds.
keeps() {
	printf '%s\n' "$2" >line
	run sign -N n -T 1 -o json <line
	it "keeps $1" exits 0
	it 'every byte' [ "$(sed 's/"Authorization":"OAuth [^,]*\(, [a-z_]*=\\"[^"]*\\"\)*"/@/' \
	    ../out)" = "$3" ]
}
keeps 'what has headers' '{ "x" : 1.0e5, "headers":{"A":"b"},"url":"https://a/"}  ' \
    '{ "x" : 1.0e5, "headers":{@,"A":"b"},"url":"https://a/"}  '
keeps 'what has empty headers' '{"headers":{ },"url":"https:\/\/a\/\u0078"}' \
    '{"headers":{@ },"url":"https:\/\/a\/\u0078"}'
keeps 'what has none' '{"url":"https://a/","n":9007199254740993 }' \
    '{"url":"https://a/","n":9007199254740993 ,"headers":{@}}'
keeps 'what has null' '{"headers":null,"url":"https://a/"}' \
    '{"headers":{@},"url":"https://a/"}'
sent='{"url":"https://a/?b#c","query":{"d":"e"},"z":[1, 2]}'
printf '%s\n' "$sent" >line
run sign -u jane -o json <line
it 'adds a requestor to the URL alone' prints_like \
    '^\{"url":"https://a/\?b&xoauth_requestor_id=jane","query":\{"d":"e"\},"z":\[1, 2\],"headers":\{'

# Parameters of every shape, in a base string each.
has() {
	printf '%s\n' "$2" >line
	run sign -e -N n -T 1 <line
	it "reads $1" exits 0
	it 'as it should' [ "$(sed -n 's/^parameter: //p' ../err |
	    grep -v ^oauth_ | tr '\n' ' ')" = "$3" ]
}
has 'an object' '{"url":"https://a/","query":{"b":"c d","a":["1",2,true]}}' \
    'a=1 a=2 a=true b=c%20d '
has 'an array' '{"url":"https://a/?z","query":[["b",1.50],["b","\u00e9\t"]]}' \
    'b=%C3%A9%09 b=1.50 z= '
has 'a form' '{"url":"https://a/","form":{"a":"+"}}' 'a=%2B '
has 'a form that is not POST' \
    '{"url":"https://a/","method":"PUT","form":{"a":"+"}}' ''
printf '%s' '{"url":"https://a/","body":"a=%2b+","headers":' \
    '{"content-type":"application/x-www-form-urlencoded; charset=utf-8"}}' \
    >line
run sign -e <line
it 'reads a body that is a form' complains_like '^parameter: a=%2B%20$'

# Lines that are no request: words, and the line.
refuses() {
	printf '%s\n' "$2" >line
	run sign <line
	it "refuses $1" exits 65
	it 'printing nothing' prints_nothing
	it 'and says why' complains "jira-oauth1-sign: <stdin>:1$3"
}
refuses 'what is no JSON' '{"url":}' ':8: a value is missing'
refuses 'what is no object' '[]' ':1: a request is an object'
refuses 'no URL' '{}' ':1: url: is missing'
refuses 'two URLs' '{"url":"https://a/","url":"https://b/"}' \
    ':21: url: is there twice'
refuses 'headers that are none' '{"url":"https://a/","headers":[]}' \
    ':31: headers: is not an object'
refuses 'a header that is a number' '{"url":"https://a/","headers":{"A":1}}' \
    ':36: headers: neither a string nor an array of strings'
refuses 'a header that would inject another' \
    '{"url":"https://a/","headers":{"A":"b\r\nC: d"}}' \
    ':36: headers: a value holds a control character'
refuses 'a name that would' \
    '{"url":"https://a/","headers":{"A:b":"c"}}' \
    ":32: headers: a name that is not a header's"
refuses 'a value that is an object' '{"url":"https://a/","query":{"a":{}}}' \
    ':34: a value that is neither string, number nor boolean'
refuses 'a pair of three' '{"url":"https://a/","query":[["a",1,2]]}' \
    ':37: is one more than a name and a value'
refuses 'both form and body' '{"url":"https://a/","form":{},"body":""}' \
    ':38: both form and body are there'
refuses 'a line feed in a value' '{"url":"https://a/","query":{"a":"b\nc"}}' \
    ': a parameter holds NUL, a carriage return or a line feed'
refuses 'a line feed in a method' '{"url":"https://a/","method":"G\nT"}' \
    ':30: method: holds a control character'
refuses 'a method of two words' '{"url":"https://a/","method":"G T"}' \
    ': the method is not a word of letters'
refuses 'what is signed already' \
    '{"url":"https://a/","headers":{"authorization":"x"}}' \
    ': the request has a header Authorization already'
awk 'BEGIN { printf "{\"url\":\"https://a/\",\"form\":{"
	for (i = 0; i <= 10000; i++) printf "%s\"%d\":1", i ? "," : "", i
	print "}}" }' >line
run sign <line
it 'refuses more parameters than Tomcat takes' exits 65
it 'and says why' complains \
    'jira-oauth1-sign: <stdin>:1: more than 10000 parameters'
finish
