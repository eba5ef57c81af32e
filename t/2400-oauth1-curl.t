#!/bin/sh
# curl sends what -o curl says: the very bytes that were signed.
. "${0%/*}/lib.sh"

printf kd94hf93k423kf44 >consumer

# A server that writes down each request, as a line of jira-request(5).
/usr/bin/python3 - >../server.log 2>&1 <<'PY' &
import http.server, json, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("Content-Length", -1))
        seen = {"method": self.command, "headers": {},
                "url": "http://%s%s" % (self.headers["Host"], self.path)}
        for name, value in self.headers.items():
            if name not in ("Host", "User-Agent", "Accept", "Content-Length"):
                seen["headers"].setdefault(name, []).append(value)
        if length >= 0:
            seen["body"] = self.rfile.read(length).decode()
        with open("seen", "a") as out:
            out.write(json.dumps(seen) + "\n")
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"ok\n")

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = answer

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open("port", "w") as port:
    port.write("%d\n" % server.server_port)
server.serve_forever()
PY
background=$!
while [ ! -s port ]; do
	sleep 0.05
done
site=http://127.0.0.1:$(cat port)

# Sign the lines, have curl send them, and check what the server saw.
sends() {
	rm -f seen
	run sh -c 'jira-oauth1-sign -m HMAC-SHA1 -k k -t t -S consumer -o curl \
	    <lines >config && curl -sSK - <config'
	it "$1" exits 0
	it 'without a word' is_quiet
	[ -e seen ] || : >seen
	it 'every one of them' [ "$(wc -l <seen)" -eq "$(wc -l <lines)" ]
	run jira-oauth1-verify -S consumer <seen
	it 'just as they were signed' [ "$(uniq ../out)" = valid ]
}

cat >lines <<END
{"url":"$site/x?a=1&b=%20+"}
{"url":"$site/{a,b}[1-3]/../y/./z//"}
{"url":"$site/x","method":"HEAD"}
{"url":"$site/x","method":"DELETE"}
{"url":"$site/q?a","query":{"b":["1","2 &"]}}
{"url":"$site/f#g"}
{"url":"$site/f","form":{"a":"b c","+":"é\\"\\\\"}}
{"url":"$site/f","method":"PUT","form":{"a":"b"}}
{"url":"$site/b","body":"@file \\\\ \\" \\t\\r\\n end"}
{"url":"$site/j","body":{"a":[1, 2]},"headers":{"X-A":["1","2"],"X-B":""}}
{"url":"$site/e","method":"POST"}
{"url":"$site/e","method":"PATCH","headers":{"Content-Type":"text/x"}}
END
sends 'has curl send requests of every kind'
body() { jq -r "select(.url|endswith(\"$1\")) | .body" seen; }
header() { jq -c "select(.url|endswith(\"$1\")) | .headers[\"$2\"]" seen; }
run body /b
it 'sends a string as it is' [ "$(cat ../out)" = "$(printf \
    '@file \\ " \t\r\n end')" ]
run header /b Content-Type
it 'and calls it nothing' prints null
run body /j
it 'sends JSON as it came' prints '{"a":[1, 2]}'
run header /j Content-Type
it 'and calls it JSON' prints '["application/json"]'
run header /j X-A
it 'sends a header twice' prints '["1","2"]'
run header /j X-B
it 'and one that is empty' prints '[""]'
run jq -r 'select(.url|contains("a,b")) | .url' seen
it 'sends a path raw' prints "$site/{a,b}[1-3]/../y/./z//"
run jq -r 'select(.url|contains("/f")) | .url' seen
it 'but no fragment' [ "$(grep -c '#' ../out)" -eq 0 ]

# Injection: what could end curl's line or string does not.
cat >lines <<END
{"url":"$site/i","headers":{"X":"a\\"\\\\"},"body":"x\\"\\nurl = \\"http://0/"}
END
sends 'has nothing read as an option'
run jq -r .body seen
it 'not even in a body' [ "$(cat ../out)" = 'x"
url = "http://0/' ]
finish
