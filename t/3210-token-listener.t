#!/bin/sh
# The listener of jira-token takes one answer, from one browser, and no other.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
standin --consumer codestream=key.pub
printf '{"url":"%s","auth":{"type":"oauth1","consumerKey":"codestream","privateKey":{"file":"key.pem"}}}\n' \
    "$JIRA" >jira.json

# begin [OPTION ...]: have jira-token wait; sets $token, $port and $waiting.
begin() {
	: >said
	jira-token -v -c ./jira.json "$@" authorize >said.out 2>said &
	waiting=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		grep -q ' open ' said && break
		sleep 0.1
	done
	token=$(sed -n 's/.*oauth_token=//p' said)
	port=$(asked '.headers[] | select(.[0] == "Authorization")[1]' | tail -n 1 |
	    sed 's/.*localhost%3A\([0-9]*\).*/\1/')
}
# ended: what became of it.
ended() {
	status=0
	wait "$waiting" || status=$?
	cp said.out ../out
	cp said ../err
}
knock() { run curl -s -S --max-time 5 --noproxy '*' -i "$@"; }
here=http://127.0.0.1

begin --timeout 30
for path in / /favicon.ico "/callbackx?oauth_token=$token&oauth_verifier=x" \
    "/callback/?oauth_token=$token&oauth_verifier=x"; do
	knock "$here:$port$path"
	it "has nothing at $path" prints_like '^HTTP/1.1 404 Not Found'
done
for query in '' '?' '?oauth_token=' "?oauth_token=$token" \
    "?oauth_token=${token}x&oauth_verifier=x" '?oauth_verifier=denied' \
    "?oauth_token=$token&oauth_verifier=" \
    "?oauth_token=$token&oauth_verifier=a&oauth_verifier=b" \
    "?oauth_token=$token&oauth_token=$token&oauth_verifier=x" \
    "?oauth_token=$token%00&oauth_verifier=x"; do
	knock "$here:$port/callback$query"
	it "takes '$query' for no answer" prints_like '^HTTP/1.1 404 Not Found'
done
for method in POST HEAD PUT OPTIONS; do
	knock -X "$method" -m 2 \
	    "$here:$port/callback?oauth_token=$token&oauth_verifier=x"
	it "takes no $method" prints_like '^HTTP/1.1 404 Not Found'
done
other=$(hostname -I 2>/dev/null | cut -d ' ' -f 1)
if [ -n "$other" ]; then
	knock "http://$other:$port/callback"
	it 'is not there for other machines' exits 7
fi

# People who connect and say nothing, or never come to an end.
: >silent
/usr/bin/python3 - "$port" >silent 2>&1 <<-'PY' &
	import socket, sys, time
	silent = [socket.create_connection(("127.0.0.1", int(sys.argv[1])))
	          for _ in range(100)]
	silent[99].sendall(b"GET /callback HTTP/1.1\r\nX: ")
	silent[98].sendall(b"x" * 60000)
	print("connected", flush=True)
	time.sleep(20)
PY
background="$background $!"
while ! grep -q connected silent; do sleep 0.1; done
knock "$here:$port/"
it 'answers while a hundred strangers keep silent' prints_like \
    '^HTTP/1.1 404 Not Found'

"$ROOT/t/standin/person" "$(sed -n 's/.* open //p' said)" >../page
ended
it 'takes the right answer after all of them' exits 0
it 'never saying the verifier' never_says \
    "$(sed 's/.*oauth_verifier=//' ../page)"
it 'nor the token' never_says "$(jq -r .auth.token jira.json)"
it 'nor its secret' never_says "$(jq -r .auth.tokenSecret jira.json)"
it 'nor the handle' never_says "$(jq -r .auth.sessionHandle jira.json)"
knock "$here:$port/callback"
it 'and is gone' exits 7

# What the browser gets.
begin --timeout 30
knock "$here:$port/callback?oauth_verifier=wrong&oauth_token=$token"
it 'gives the browser a page' prints_like '^HTTP/1.1 200 OK'
it 'that says the window can be closed' prints_like 'window can be closed'
it 'that nobody keeps' prints_like '^Cache-Control: no-store'
it 'and that needs nothing else' never_says src=
it 'nor anything from elsewhere' prints_like \
    "^Content-Security-Policy: default-src 'none'"
it 'without the verifier' never_says wrong
it 'at the size of a phone' prints_like 'content="width=device-width"'
it 'by night, too' prints_like 'content="light dark"'
hash=$(sed -n 's|.*<style>\(.*\)</style>.*|\1|p' ../out | tr -d '\n' |
    openssl dgst -sha256 -binary | openssl base64)
it 'in a style that it vouches for' prints_like "style-src 'sha256-$(echo \
    "$hash" | sed 's/[+]/[+]/g')'"
ended
it 'whether or not Jira takes it then' exits 77
begin --timeout 30
knock "$here:$port/callback?oauth_token=$token&oauth_verifier=denied"
it 'gives another one after a denial' prints_like 'Access was refused'
ended
it 'and then fails' exits 77
it 'saying why' complains_like ': access was denied in the browser$'

# IPv6 has the same port.
if [ -e /proc/net/if_inet6 ] && grep -q 00000001 /proc/net/if_inet6; then
	begin --timeout 3
	knock "http://[::1]:$port/"
	it 'listens on IPv6, too' prints_like '^HTTP/1.1 404 Not Found'
	ended
	it 'and ends after its time' exits 75
fi

finish
