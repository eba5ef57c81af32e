#!/bin/sh
# jira-request makes one authenticated request and passes the answer through.
. "${0%/*}/lib.sh"

standin
control users '{"name":"fred","password":"open sesame: ü"}'
control personal '{"token":"pat-secret","user":"fred"}'

# connection NAME MEMBERS: write NAME.json.
connection() {
	printf '{"url":"%s","auth":{%s}}\n' "$JIRA" "$2" >"$1.json"
}
connection pat '"type":"pat","token":"pat-secret"'
connection basic \
    '"type":"basic","username":"fred","apiToken":"open sesame: ü"'
echo=/rest/standin/1/echo

run jira-request -c ./pat.json /rest/api/2/myself
it 'makes a request with a personal access token' exits 0
it 'as the one it belongs to' prints_like '"name":"fred"'
it 'without a word' is_quiet
cp ../out ../body
curl -s -H 'Authorization: Bearer pat-secret' "$JIRA/rest/api/2/myself" >../raw
it 'passing the body through as it is' cmp -s ../body ../raw

run jira-request -c ./basic.json /rest/api/2/myself
it 'makes one with a password of blanks, colons and letters' exits 0
it 'as the one it belongs to' prints_like '"name":"fred"'

cp pat.json ci.json
export JIRA_CONNECTIONS="$PWD"
run jira-request -c ci /rest/api/2/myself
it 'finds a connection by its name' exits 0
run env JIRA_CONNECTION=ci jira-request /rest/api/2/myself
it 'and one that the environment names' exits 0
run sh -c 'jira-request -c - /rest/api/2/myself <pat.json'
it 'and one on standard input' exits 0

run jira-request -c ci "$JIRA/rest/api/2/myself"
it 'takes a whole URL within the connection' exits 0

run jira-request -c ci "$echo/a%2fb%2Fc/~x(1)"
it 'sends the path' exits 0
it 'byte for byte' prints_like '"target":"/jira'"$echo"'/a%2fb%2Fc/~x\(1\)"'
it 'by GET' prints_like '"method":"GET"'
it 'saying who asks' prints_like '"User-Agent","jira-filters/'
it 'and wanting JSON' prints_like '"Accept","application/json, '
it 'without a body' prints_like '"body":""'

run jira-request -c ci -f name=value -f 'two=a "b"
c' -f three= "$echo"
it 'makes fields an object' exits 0
it 'of strings' prints_like \
    '"body":"\{\\"name\\":\\"value\\",\\"two\\":\\"a \\\\\\"b\\\\\\"\\\\nc\\",\\"three\\":\\"\\"}"'
it 'by POST' prints_like '"method":"POST"'
it 'of the right type' prints_like '"Content-Type","application/json"'
it 'that Jira takes for no forgery' prints_like '"X-Atlassian-Token","no-check"'

printf 'line\nü' >file
run jira-request -c ci -F t=true -F f=false -F n=null \
    -F big=9007199254740993.10 -F 's=1.2.3' -F 'o={"a": [1]}' -F x=@file \
    -F 'q="quoted"' PUT "$echo"
it 'gives fields types' exits 0
jq -r .body ../out >../body
run cat ../body
it 'and keeps the digits of numbers' prints \
    '{"t":true,"f":false,"n":null,"big":9007199254740993.10,"s":"1.2.3","o":{"a": [1]},"x":"line\nü","q":"quoted"}'

# gh api makes the same of the same arguments.
run jira-request -c ci -f 'fields[summary]=It works' \
    -f 'fields[project][key]=DEMO' -F 'fields[labels][]=a' \
    -F 'fields[labels][]=2' -f 'none[]' -F 'list[][id]=1' -F 'list[][n]=2' \
    -F 'list[][id]=3' -F 'list[][tags][]=x' -F 'list[][tags][]=y' "$echo"
it 'nests fields whose names have brackets' exits 0
jq -r .body ../out >../body
run cat ../body
it 'as objects and arrays' prints \
    '{"fields":{"summary":"It works","project":{"key":"DEMO"},"labels":["a",2]},"none":[],"list":[{"id":1,"n":2},{"id":3,"tags":["x","y"]}]}'
run jira-request -c ci GET -f 'a[b]=1' -f 'a[]=2' -f 'x[]' "$echo"
it 'but not in a query' prints_like '"query":"a%5Bb%5D=1&a%5B%5D=2"'

run sh -c 'printf piped | jira-request -c ci -F x=@- '"$echo"
it 'takes one from standard input' prints_like '"body":"\{\\"x\\":\\"piped\\"}"'

run jira-request -c ci GET -f 'jql=a = "b" & c' -F n=1 -f n=2 "$echo?x=y"
it 'makes fields the query of a GET' exits 0
it 'after its own' prints_like \
    '"query":"x=y&jql=a%20%3D%20%22b%22%20%26%20c&n=1&n=2"'
it 'which may repeat' prints_like '\["n","1"\],\["n","2"\]'

printf '{ "a" : 1.0 }\n' >body.json
run jira-request -c ci --input body.json "$echo"
it 'sends a file' exits 0
it 'byte for byte' prints_like '"body":"\{ \\"a\\" : 1.0 }\\n"'
run sh -c 'jira-request -c ci -X PATCH --input - -f q=1 '"$echo"' <body.json'
it 'sends standard input by another method' prints_like '"method":"PATCH"'
it 'with fields in the query' prints_like '"query":"q=1"'
it 'and the same bytes' prints_like '"body":"\{ \\"a\\" : 1.0 }\\n"'
fed body.json jira-request -c ci "$echo" --input
it 'sends a FIFO' prints_like '"body":"\{ \\"a\\" : 1.0 }\\n"'

run jira-request -c ci DELETE "$echo"
it 'deletes' prints_like '"method":"DELETE"'
run jira-request -c ci POST "$echo"
it 'posts nothing' prints_like '"Content-Length","0"'

run jira-request -c ci -H 'Accept: text/plain' -H 'x-empty:' \
    -H 'Content-Type: text/x' --input body.json "$echo"
it 'adds headers' exits 0
it 'in place of its own' prints_like '"Accept","text/plain"'
it 'once' [ "$(grep -o '"Accept"' ../out | wc -l)" -eq 1 ]
it 'also the type of a body' prints_like '"Content-Type","text/x"'
it 'and empty ones' prints_like '"x-empty",""'

run jira-request -c ci -i /rest/api/2/myself
it 'shows the head' prints_like '^HTTP/1.1 200 '
it 'and the body after it' prints_like '^\{"self":'
run jira-request -c ci -i HEAD /rest/api/2/myself
it 'asks for a head alone' exits 0
it 'and shows it' prints_like '^HTTP/1.1 200 '
it 'with no body' [ "$(tail -c 2 ../out | od -An -c | tr -d ' ')" = '\r\n' ]

run jira-request -c ci /rest/standin/1/bytes/3000001
it 'passes on what is no text' exits 0
it 'whole' [ "$(wc -c <../out)" -eq 3000001 ]

run jira-request -v -c ci "/rest/api/2/myself?secret=pat"
it 'tells of the exchange' complains_like \
    "> GET $JIRA/rest/api/2/myself\\?\\.\\.\\.\$"
it 'and what came of it' complains_like '< 200, [0-9]+ bytes, [0-9.]+ s$'
it 'but not the query' never_says 'secret='

# The credential is nowhere but in the header that takes it.
run jira-request -v -i -c ci /rest/api/2/myself
it 'never says the token' never_says pat-secret
run jira-request -v -i -c ./basic.json /rest/api/2/myself
it 'nor the password' never_says sesame
it 'nor its base64' never_says ZnJlZDpvcGVu
control faults '{"delay":1}'
jira-request -c ci /rest/api/2/myself >/dev/null &
sleep 0.3
tr '\0' ' ' </proc/$!/cmdline >../out
wait $!
it 'nor shows it among the processes' never_says pat-secret

run sh -c 'jira-request -c ci /rest/api/2/myself >/dev/full'
it 'notices a full disk' exits 74
it 'and says so' complains \
    'jira-request: <stdout>: No space left on device'
run sh -c 'jira-request -c ci /rest/api/2/myself >&-'
it 'notices a closed stdout' exits 74

finish
