#!/bin/sh
# jira-submit has many requests under way over one connection of HTTP/2.
. "${0%/*}/lib.sh"

PATH=$PATH:/usr/sbin
command -v nginx >/dev/null || skip 'nginx is not installed'

openssl req -x509 -newkey rsa:2048 -nodes -keyout site.key -out site.pem \
    -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    2>/dev/null
standin --client "$devops_client"
port=$(/usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir tmp
cat >nginx.conf <<EOT
worker_processes 1;
pid nginx.pid;
error_log stderr error;
events { }
http {
	log_format seen '\$server_protocol \$connection \$request_uri';
	access_log seen seen;
	client_body_temp_path tmp/body;
	proxy_temp_path tmp/proxy;
	fastcgi_temp_path tmp/fastcgi;
	uwsgi_temp_path tmp/uwsgi;
	scgi_temp_path tmp/scgi;
	keepalive_requests 20;
	client_max_body_size 2k;
	server {
		listen 127.0.0.1:$port ssl http2 reuseport;
		ssl_certificate site.pem;
		ssl_certificate_key site.key;
		location / {
			proxy_pass $(origin "$JIRA");
			proxy_set_header Host \$http_host;
		}
	}
}
EOT
nginx -e stderr -p "$PWD" -c nginx.conf -g 'daemon off;' 2>../proxy &
background="$background $!"
front=https://localhost:$port/jira
for _ in 1 2 3 4 5 6 7 8 9 10; do
	curl -s --cacert site.pem "$front/" >/dev/null && break
	sleep 0.2
done
devops | jq -c --arg url "$front" '.endpoints.ingest =
    "\($url)/cloud/api/jira"' >devops.json
export JIRA_CONNECTION=./devops.json

# send COUNT OPTION ...: so many builds.
send() {
	jq -nc --argjson n "$1" 'range($n) | {pipelineId: "web",
	    buildNumber: ., displayName: "web", url: "https://ci/1",
	    state: "failed", issueKeys: ["ABC-1"]}' >../in
	shift
	: >seen
	run sh -c 'jira-submit --cacert site.pem "$@" builds <../in' - "$@"
	sleep 0.1
}
connections() { cut -d " " -f 2 seen | sort -u | wc -l; }
accepts() {
	[ "$(jq -c '[.key.buildNumber, .verdict]' ../out)" = \
	    "$(jq -nc --argjson n "$1" 'range($n) | [., "accepted"]')" ]
}

control faults '{"match":"/bulk$","delay":0.2,"times":8}'
send 8 --jobs 8 --max-records 1
it 'sends many requests at a time' exits 0
it 'with a verdict for each record, in order' accepts 8
it 'over HTTP/2' [ "$(cut -d ' ' -f 1 seen | sort -u)" = HTTP/2.0 ]
it 'and one connection' [ "$(connections)" -eq 1 ]

# The proxy ends each connection after 20 requests, in the midst of others.
send 120 --jobs 10 --max-records 1
it 'goes on over another connection' exits 0
it 'with a verdict for each record, in order' accepts 120
it 'over few connections' [ "$(connections)" -le 20 ]

# What is too large the proxy answers with 413 before it has read it.
send 64
it 'halves what is too large for a proxy' exits 0
it 'with a verdict for each record, in order' accepts 64
it 'in no more requests than that takes' [ "$(wc -l <seen)" -le 20 ]

finish
