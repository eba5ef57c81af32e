#!/bin/sh
# A real proxy in front, which ends TLS and hides it: seen, told, and mended.
. "${0%/*}/lib.sh"

PATH=$PATH:/usr/sbin
command -v nginx >/dev/null || skip 'nginx is not installed'

# An authority of the test's own, and a certificate by it.
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem \
    -days 2 -subj /CN=Test 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout site.key -out site.csr \
    -subj /CN=localhost 2>/dev/null
echo subjectAltName=DNS:localhost,IP:127.0.0.1 >names
openssl x509 -req -in site.csr -CA ca.pem -CAkey ca.key -CAcreateserial \
    -days 2 -extfile names -out site.pem 2>/dev/null

standin
behind=$JIRA
port=$(/usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir tmp
cat >nginx.conf <<EOT
worker_processes 1;
pid nginx.pid;
error_log stderr error;
events { }
http {
	log_format protocol '\$server_protocol';
	access_log protocols protocol;
	client_body_temp_path tmp/body;
	proxy_temp_path tmp/proxy;
	fastcgi_temp_path tmp/fastcgi;
	uwsgi_temp_path tmp/uwsgi;
	scgi_temp_path tmp/scgi;
	server {
		listen 127.0.0.1:$port ssl http2;
		ssl_certificate site.pem;
		ssl_certificate_key site.key;
		location = / { return 302 /jira/; }
		location /jira/ {
			proxy_pass $(origin "$behind");
			proxy_set_header Host \$http_host;
			proxy_redirect off;
		}
	}
}
EOT
nginx -e stderr -p "$PWD" -c nginx.conf -g 'daemon off;' 2>../proxy &
background="$background $!"
front=https://localhost:$port/jira
for _ in 1 2 3 4 5 6 7 8 9 10; do
	curl -s --cacert ca.pem "$front/" >/dev/null && break
	sleep 0.2
done

run jira-probe "$front"
it 'trusts no authority that nobody named' exits 78
run jira-probe --cacert ca.pem "$(origin "$front")"
it 'finds the Jira behind a proxy' exits 0
jq -c '[.url, .baseUrlDiffers, .tls.issuer]' ../out >../picked
mv ../picked ../out
it 'with its context path, and the scheme that is hidden from it' \
    prints "[\"$front\",\"scheme\",\"CN=Test\"]"
it 'over HTTP/2' grep -q HTTP/2.0 protocols

# The link can be made: Basic is no signature.
printf admin-secret >password
jira-keygen -d keys >/dev/null
jira-conn -t basic -u "$front" --username admin \
    --api-token-file password >admin.json
run jira-applink --cacert ca.pem -c ./admin.json --consumer-key app \
    --public-key keys/jira_publickey.pem
it 'makes the link through it' prints 'changed: link, consumer'
run jira-applink --cacert ca.pem -c ./admin.json --consumer-key app \
    --private-key keys/jira_privatekey.pcks8
it 'and finds that signatures do not fit' exits 78
it 'printing nothing' prints_nothing
it 'and says that it is the scheme' complains_like 'scheme'

# What the administrator then sets: proxyName, proxyPort, scheme, base URL.
jq -nc --arg front "$front" --arg origin "$(origin "$front")" \
    '{connector: $origin, base_url: $front}' >settings
JIRA=$behind control settings @settings
run jira-probe --cacert ca.pem "$front"
it 'sees it mended' prints_like '"baseUrlDiffers":null'
run jira-applink --cacert ca.pem -j -c ./admin.json --consumer-key app \
    --private-key keys/jira_privatekey.pcks8
it 'and proves the link' exits 0
it 'which was made before' prints_like '"changed":false.*"proven":true'

finish
