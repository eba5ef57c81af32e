#!/bin/sh
# jira-token authorize takes a connection to an access token, or leaves it be.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
standin --consumer codestream=key.pub
cat >new.json <<-JSON
	// written by hand
	{
	  "url": "$JIRA",
	  "auth": {
	    "type": "oauth1",
	    "consumerKey": "codestream",
	    "privateKey": { "file": "key.pem" } // PKCS #8
	  }
	}
JSON
cp new.json jira.json
at=${JIRA#http://} at=${at%/jira}

# with ALLOW-OR-DENY COMMAND ...: run it, and be the person who is asked.
with() {
	: >../err
	"$ROOT/t/standin/person" --seconds 10 ${1:+"$1"} ../err >../page 2>&1 &
	shift
	run "$@"
	wait $!
}
token_in() { jq -r .auth.token "$1"; }
without_comments() { sed 's|^// .*||; s| // .*||' "$1" >../plain.json; }

with '' jira-token -c ./jira.json --timeout 9 authorize
it 'authorizes' exits 0
it 'printing nothing' prints_nothing
it 'but the address to open' complains_like \
    "^jira-token: to approve, open $JIRA/plugins/servlet/oauth/authorize\\?oauth_token="
it 'and nothing else' [ "$(wc -l <../err)" -eq 1 ]
it 'and the browser ends on a callback of this machine' grep -q \
    '^http://localhost:[0-9]*/callback?oauth_token=' ../page
without_comments jira.json
run jq -r '.auth | keys_unsorted[]' ../plain.json
it 'keeps what it was given' prints 'type
consumerKey
privateKey
token
tokenSecret
sessionHandle
expiresAt
sessionExpiresAt'
it 'keeping the comments' grep -q '} // PKCS #8$\|},* // PKCS #8$' jira.json
it 'where only the owner can read it' [ -n "$(find jira.json -perm 600)" ]
it 'and leaving nothing else' leaves 'jira.json key.pem key.pub new.json'
run jq -r '.auth.expiresAt | fromdate - now | . / 86400 | round' ../plain.json
it 'knowing when it ends' prints 1825
run jq -r '.auth.sessionExpiresAt | fromdate - now | . / 86400 | round' \
    ../plain.json
it 'and until when it can be renewed' prints 1855
token=$(token_in ../plain.json)
run asked '.headers[] | select(.[0] == "Authorization")[1]'
it 'having named its callback' prints_like \
    'oauth_callback="http%3A%2F%2Flocalhost%3A[0-9]+%2Fcallback"'
run asked '[.method, .path]'
it 'by POST' prints_like '\["POST","/jira/plugins/servlet/oauth/access-token"\]'

run jira-request -c ./jira.json /rest/api/2/myself
it 'and the token lets in' prints_like '"name":"fred"'

with '' jira-token -c ./jira.json --timeout 9 authorize -j
it 'authorizes again' exits 0
it 'and says so in JSON' prints '{"changed":true}'
without_comments jira.json
it 'with another token' [ "$(token_in ../plain.json)" != "$token" ]

cp jira.json before.json
with --deny jira-token -c ./jira.json --timeout 9 authorize
it 'knows a denial' exits 77
it 'printing nothing' prints_nothing
it 'and says so' complains_like '^jira-token: access was denied in the browser$'
it 'leaving the connection as it was' cmp -s jira.json before.json

# A callback of one's own.
port=$(/usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cp new.json jira.json
for host in 127.0.0.1 localhost '[::1]'; do
	[ "$host" != '[::1]' ] || [ -e /proc/net/if_inet6 ] || continue
	with '' jira-token -c ./jira.json --timeout 9 authorize \
	    --callback "http://$host:$port/my/cb?x=1"
	it "comes back to $host" exits 0
	it 'with the query that the callback has' grep -qF \
	    "http://$host:$port/my/cb?x=1&oauth_token=" ../page
done
with '' jira-token -c ./jira.json --timeout 9 authorize --callback "http://localhost"
it 'needs no path' exits 0

for url in https://localhost/cb http://jira.example.com/cb ftp://x 127.0.0.1 \
    http://localhost:99999/; do
	run jira-token -c ./new.json authorize --timeout 5 --callback "$url"
	it "refuses $url as a callback" exits 64
	it '- printing nothing' prints_nothing
done
/usr/bin/python3 -c 'import socket, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", '"$port"')); s.listen(); open("../taken", "w")
time.sleep(60)' &
background="$background $!"
while [ ! -e ../taken ]; do sleep 0.1; done
run jira-token -c ./new.json authorize --timeout 5 --callback "http://localhost:$port/"
it 'knows a port that is taken' exits 75
it 'and says so' complains \
    "jira-token: callback: port $port: Address already in use"

# The answer, typed.
cp new.json jira.json
typed() {
	rm -f ../typed && mkfifo ../typed
	: >../err
	{
		"$ROOT/t/standin/person" --seconds 10 ../err
	} >../typed 2>../page &
	run sh -c '"$@" <../typed' sh "$@"
	wait $!
}
typed jira-token -c ./jira.json --callback oob authorize
it 'takes a verifier from standard input' exits 0
it 'and has the token' grep -q '"token"' jira.json
control consumers "$(jq -n --rawfile publicKey key.pub \
    '{key: "codestream", $publicKey, callback: "http://127.0.0.1:1/elsewhere"}')"
cp new.json jira.json
typed jira-token -c ./jira.json --callback oob authorize
it 'takes the address that a browser ended on' exits 0
it 'and has the token' grep -q '"token"' jira.json
consumer codestream key.pub

cp new.json jira.json
for line in '' 'http://127.0.0.1/?oauth_token=x&oauth_verifier=abc' \
    'oauth_token=x'; do
	run sh -c 'echo "$1" |
	    jira-token -c ./jira.json --callback oob authorize' sh "$line"
	it "refuses to take '$line' for an answer" exits 64
	it '- leaving the connection as it was' cmp -s jira.json new.json
done
run sh -c 'echo wrong-verifier |
    jira-token -c ./jira.json --callback oob authorize'
it 'has Jira refuse a verifier that somebody made up' exits 77
it 'never saying it' never_says wrong-verifier
it '- leaving the connection as it was' cmp -s jira.json new.json
run jira-token -c ./jira.json --callback oob authorize </dev/null
it 'knows that nobody is there' exits 77
run sh -c 'sleep 5 | jira-token -c ./jira.json --callback oob --timeout 1 authorize'
it 'waits for a line no longer than it may' exits 75

cp new.json jira.json
/usr/bin/python3 - "$ROOT" >../out 2>../err <<-'PY'
	import os, pty, re, subprocess, sys
	pid, fd = pty.fork()
	if pid == 0:
	    os.execlp("jira-token", "jira-token", "-c", "./jira.json",
	              "--callback", "oob", "authorize")
	said = b""
	while b"ended on: " not in said:
	    said += os.read(fd, 1000)
	url = re.search(r"http://\S+oauth_token=\S+", said.decode())[0]
	code = subprocess.check_output([sys.argv[1] + "/t/standin/person", url])
	os.write(fd, code.strip() + b"\n")
	try:
	    while os.read(fd, 1000):
	        pass
	except OSError:
	    pass
	sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
status=$?
it 'asks on a terminal' exits 0
it 'and has the token' grep -q '"token"' jira.json
/usr/bin/python3 - >../out 2>../err <<-'PY'
	import os, pty, sys
	pid, fd = pty.fork()
	if pid == 0:
	    os.execlp("timeout", "timeout", "--foreground", "9", "jira-token",
	              "-c", "./jira.json", "--callback", "oob",
	              "--timeout", "1", "authorize")
	try:
	    while said := os.read(fd, 1000):
	        os.write(1, said)
	except OSError:
	    pass
	sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
status=$?
it 'waits on a terminal no longer than it was told' exits 75
it 'and says so' prints_like '^jira-token: terminal: no answer came within 1 s'
run setsid -w sh -c \
    'jira-token -c - --callback oob --timeout 9 authorize <new.json'
it 'knows that there is no terminal to ask on' exits 77
it 'and says so' complains_like ': there is no terminal to ask on$'

# Where the connection comes from standard input, it goes on to the output.
: >../err
"$ROOT/t/standin/person" --seconds 10 ../err >../page 2>&1 &
run sh -c 'jira-token -c - --timeout 9 authorize <new.json'
wait $!
it 'takes a connection from standard input' exits 0
cp ../out given.json
it 'and hands it on' grep -q '"tokenSecret"' given.json
it 'with its comments' grep -q '^// written by hand' given.json
run jira-request -c ./given.json /rest/api/2/myself
it 'which lets in' prints_like '"name":"fred"'
run sh -c 'umask 022; jira-token -c - --timeout 9 authorize <new.json >../shared'
it 'refuses an output that others can read' exits 73
it 'before anybody is asked' complains \
    'jira-token: <stdout>: others can read it: set umask 077'

# A browser of one's own.
cat >../browser <<-SH
	#!/bin/sh
	[ "\$#" -eq 1 ] && [ ! -t 1 ] && echo out && echo err >&2
	echo "\$1" >../opened
	exec "$ROOT/t/standin/person" "\$1"
SH
chmod +x ../browser
cp new.json jira.json
run env BROWSER="no-such-browser:$PWD/../browser" \
    jira-token -c ./jira.json --browser --timeout 9 authorize
it 'opens a browser' exits 0
it 'with the address' grep -q '/oauth/authorize?oauth_token=' ../opened
it 'which it prints all the same' complains_like 'to approve, open http'
it 'and whose noise is not heard' prints_nothing
with '' env BROWSER=no-such-browser jira-token -c ./jira.json --browser --timeout 9 authorize
it 'goes on without one' exits 0
it 'and says so' complains_like '^jira-token: browser: No such file or directory$'

# What cannot be kept is not asked for.
: >../log
cp new.json jira.json
chmod 400 jira.json
run jira-token -c ./jira.json --timeout 9 authorize
it 'refuses a connection that cannot be written' exits 73
chmod 600 jira.json
it 'before it asks Jira' [ ! -s ../log ]
failing fallocate 1 ENOSPC jira-token -c ./jira.json --timeout 9 authorize
it 'refuses a full disk' exits 74
it 'before it asks Jira' [ ! -s ../log ]
it 'leaving the connection as it was' cmp -s jira.json new.json

run jira-token -c ./jira.json --timeout 1 authorize
it 'ends after its time' exits 75
it 'and says so' complains_like \
    '^jira-token: callback: no answer came within 1 seconds$'
it 'leaving the connection as it was' cmp -s jira.json new.json

printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}' "$JIRA" >pat.json
run jira-token -c ./pat.json authorize
it 'has nothing to authorize in a given credential' exits 64
it 'and says so' complains \
    'jira-token: ./pat.json: a credential of type pat is given, not authorized'
it 'never saying it' never_says pat-secret

finish
