#!/bin/sh
# jira-request keeps its head and its time when the network does not.
. "${0%/*}/lib.sh"

standin
control personal '{"token":"pat-secret","user":"fred"}'
connect() {
	printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}\n' "$1"
}
connect "$JIRA" >ci.json
at=${JIRA#http://} at=${at%/jira}

# survives SENTENCE STATUS MESSAGE FAULT
survives() {
	control faults "$4"
	run jira-request --retries 0 --max-time 1 -c ./ci.json /rest/api/2/myself
	it "$1" exits "$2"
	it '- printing nothing' prints_nothing
	it '- and says so' complains_like "^jira-request: $at: $3\$"
	control faults '{"clear":true}'
}

survives 'a connection that is dropped' 75 \
    'the connection (ended before|broke before the end of) .*' '{"drop":true}'
survives 'an answer that is lost' 75 \
    'the connection (ended before|broke before the end of) .*' '{"lose":true}'
survives 'an answer cut short' 75 'the connection ended within the answer' \
    '{"truncate":20}'
survives 'an answer that comes too late' 75 \
    'no whole answer within 1 seconds' '{"delay":4}'
survives 'one that does not end' 75 'no whole answer within 1 seconds' \
    '{"trickle":0.5}'
survives 'an answer that is no HTTP' 76 'the answer is not HTTP' \
    '{"raw":"220 mail.example.com ESMTP\r\n"}'
{
	printf '{"raw":"HTTP/1.1 200 OK\\r\\nX: '
	head -c 1000000 /dev/zero | tr '\0' x
	printf '\\r\\n\\r\\n"}'
} >long
survives 'a header without end' 76 \
    '(a header of the answer is too long|the head of the answer is longer than allowed)' \
    @long
{
	printf '{"raw":"HTTP/1.1 200 OK\\r\\n'
	/usr/bin/python3 -c 'print("X: " + "x" * 1000 + "\\r\\n", end="")' >line
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		cat line line line line line line line line line line \
		    line line line line line line line line line line
	done
	printf '\\r\\n"}'
} >long
survives 'a head without end' 76 \
    '(a header of the answer is too long|the head of the answer is longer than allowed)' \
    @long
survives 'a compression that is broken' 76 \
    'the answer'\''s compression is broken' \
    '{"status":200,"headers":{"Content-Encoding":"gzip"},"body":"no gzip"}'

# A port that lets nobody in, and does not say so: its queue is full.
/usr/bin/python3 - >../port <<'PY' &
import socket, time
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(0)
waiting = [socket.socket() for _ in range(4)]
for client in waiting:
    client.setblocking(False)
    client.connect_ex(server.getsockname())
print(server.getsockname()[1], flush=True)
time.sleep(60)
PY
background="$background $!"
while [ ! -s ../port ]; do sleep 0.1; done
deaf=127.0.0.1:$(cat ../port)
connect "http://$deaf" >deaf.json
run timeout 10 jira-request -c ./deaf.json --max-time 1 /x
it 'leaves a port that never answers' exits 75
it '- within its time' complains \
    "jira-request: $deaf: no connection within 1 seconds"
run timeout 10 jira-request -c ./deaf.json --max-time 1 --items /x
it 'also with a list' complains \
    "jira-request: $deaf: no connection within 1 seconds"
it '- printing nothing' prints_nothing
echo '{"url":"/x"}' >line
run timeout 10 sh -c 'jira-request -c ./deaf.json --max-time 1 --batch <line'
it 'and with a batch' exits 75
it '- which says so of the request' prints_like 'no connection within'
run timeout 10 jira-probe -c ./deaf.json --max-time 1
it 'and looks no longer at one' exits 75
it '- and says so' complains_like "$deaf: no connection within 1 seconds"
it '- but never the token' never_says pat-secret

printf '{"url":"http://127.0.0.1:1","auth":{"type":"pat","token":"x"}}' >no.json
run jira-request -c ./no.json /x
it 'a port where nobody listens' exits 75
it '- and says so' complains \
    'jira-request: 127.0.0.1:1: no connection: Connection refused'
connect https://no-such-host.invalid >no.json
run jira-request -c ./no.json /x
it 'a name that is none' exits 75
it '- and says so' complains \
    'jira-request: no-such-host.invalid:443: the name cannot be resolved'
connect "https://$at/jira" >no.json
run jira-request -c ./no.json /x
it 'a server that speaks no TLS' exits 76
it '- and says so' complains_like \
    "^jira-request: $at: no TLS connection: is it plain http that is spoken there\?$"
it '- without the token' never_says pat-secret

# Somebody who hangs up instead of shaking hands, one way and the other.
for bytes in 1 9999; do
	: >../port
	/usr/bin/python3 - "$bytes" >../port <<-'PY' &
		import socket, sys
		server = socket.create_server(("127.0.0.1", 0))
		print(server.getsockname()[1], flush=True)
		client, _ = server.accept()
		client.recv(int(sys.argv[1]))
	PY
	background="$background $!"
	while [ ! -s ../port ]; do sleep 0.1; done
	connect "https://127.0.0.1:$(cat ../port)" >no.json
	run jira-request --retries 0 -c ./no.json /x
	it "a TLS handshake that ends after $bytes bytes" exits 75
	it '- and says so' complains_like \
	    ': the connection broke before TLS was agreed on$'
done
rm ../port

# A page of zeros, packed a thousandfold.
/usr/bin/python3 - >../port 2>/dev/null <<-'PY' &
	import gzip, socket
	body = gzip.compress(bytes(300 << 20), 1)
	server = socket.create_server(("127.0.0.1", 0))
	print(server.getsockname()[1], flush=True)
	client, _ = server.accept()
	client.recv(65536)
	client.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
	               b"Content-Length: %d\r\n\r\n" % len(body) + body)
	client.recv(1)
PY
background="$background $!"
while [ ! -s ../port ]; do sleep 0.1; done
connect "http://127.0.0.1:$(cat ../port)" >bomb.json
run jira-request -c ./bomb.json /x
it 'a bomb' exits 76
it '- printing nothing' prints_nothing
it '- and says so' complains_like \
    ': the body of the answer is longer than allowed$'

# Redirects.
go() {
	jq -nc --arg to "$1" --argjson status "${2-302}" --argjson times "${3-1}" \
	    '{$status, $times, match: "/x", headers: {Location: $to}}'
}
control faults "$(go /jira/rest/api/2/myself)"
run jira-request -c ./ci.json /x
it 'follows a redirect within the origin' prints_like '"name":"fred"'
control faults "$(go ../rest/api/2/myself 308)"
run jira-request -c ./ci.json HEAD /x/
it 'also a relative one, for HEAD' exits 0
: >../log
control faults "$(go /jira/y)"
run jira-request -c ./ci.json -f a=b /x
it 'not for POST' exits 78
it '- and says where it would lead' complains "jira-request: $at: 302: sends to $JIRA/y, where the credential does not follow: is the connection's url right?"
run asked .target
it '- which it never asked' prints /jira/x
for to in http://other.example/y "https://$at/jira/y" "http://localhost:${at#*:}/jira/y" "//other.example/y"; do
	control faults "$(go "$to?secret=1")"
	run jira-request -c ./ci.json /x
	it "not to $to" exits 78
	it '- printing nothing' prints_nothing
	it '- nor the query' never_says secret
done
control faults "$(go '/jira/login.jsp?os_destination=x')"
run jira-request -c ./ci.json /x
it 'takes a login page for a refusal' exits 77
it '- and says so' complains "jira-request: $at: 302: sends to a login page: the credential does not let in"
control faults "$(go /jira/x 302 99)"
run jira-request -c ./ci.json /x
it 'leaves a loop' exits 76
it '- and says so' complains "jira-request: $at: more than 5 redirects"
control faults '{"clear":true}'
control faults "$(go 'http://[broken')"
run jira-request -c ./ci.json /x
it 'takes a redirect to nowhere for nonsense' exits 76

# Proxies: what is for this machine stays on it.
run env http_proxy=http://127.0.0.1:1 jira-request -c ./ci.json /rest/api/2/myself
it 'speaks to loopback past any proxy' exits 0
connect http://jira.example/jira >far.json
: >../log
run env "http_proxy=http://$at" jira-request --allow-http -c ./far.json \
    /rest/api/2/myself
run asked '.headers[] | select(.[0] == "Host")[1]'
it 'speaks through the proxy otherwise' prints jira.example
run env http_proxy=http://127.0.0.1:1 jira-request --allow-http \
    -c ./far.json /x
it 'and fails with it' exits 75
it '- and says so' complains "jira-request: jira.example:80: no connection to \
the proxy 127.0.0.1: Connection refused"
run env http_proxy=ftp://u:hunter2@127.0.0.1:1 jira-request --allow-http \
    -c ./far.json /x
it 'knows a proxy that is none' exits 78
it '- and says so' complains "jira-request: jira.example:80: no connection: \
the proxy that the environment names is of no kind that is known"
connect https://jira.example/jira >far.json
control faults '{"method":"CONNECT","status":407}'
run env "https_proxy=http://$at" jira-request -c ./far.json /x
it 'knows a proxy that refuses' [ "$status" -eq 78 -o "$status" -eq 75 ]
it '- and says so' complains_like 'the proxy refuses to connect: [0-9]+$'
it '- having shown it no credential' never_says pat-secret

# TLS.
openssl req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out ca.pem -days 2 \
    -subj /CN=standin -addext subjectAltName=IP:127.0.0.1 2>/dev/null
cat tls.key ca.pem >tls.pem
standin --tls tls.pem
connect "$JIRA" >tls.json
run jira-request -c ./tls.json /rest/api/2/serverInfo
it 'trusts no certificate by itself' exits 78
it '- and says so' complains_like \
    ': its certificate is not trusted: .*self[- ]signed certificate'
run jira-request --cacert ca.pem -c ./tls.json /rest/api/2/serverInfo
it 'but that of --cacert' exits 77
connect "$(echo "$JIRA" | sed s/127.0.0.1/localhost/)" >name.json
run jira-request --cacert ca.pem -c ./name.json /rest/api/2/serverInfo
it 'and for the right host alone' exits 78
it '- and says so' complains_like ': its certificate is not trusted: .*localhost'
run jira-request --cacert tls.json -c ./tls.json /x
it 'wants certificates in --cacert' exits 78
run jira-request --cacert ca.pem --cert tls.json -c ./tls.json /x
it 'and in --cert' exits 78
it '- and says so' complains_like 'the client certificate or its key'
openssl rsa -in tls.key -aes128 -passout pass:secret -out locked.key 2>/dev/null
run timeout 5 jira-request --cacert ca.pem --cert ca.pem --key locked.key \
    -c ./tls.json /x
it 'asks nobody for a passphrase' exits 78
it '- printing nothing' prints_nothing

finish
