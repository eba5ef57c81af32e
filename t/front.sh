# shellcheck shell=sh disable=SC2034 # used by the test
# front: nginx with TLS and HTTP/2 before the stand-in; sourced after lib.sh.
#
#	front directive ...	start it in the directory of the test, with
#				what else its http block is to have; $front is
#				Jira behind it, site.pem vouches for it

PATH=$PATH:/usr/sbin
command -v nginx >/dev/null || skip 'nginx is not installed'

openssl req -x509 -newkey rsa:2048 -nodes -keyout site.key -out site.pem \
    -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    2>/dev/null

front() {
	port=$(/usr/bin/python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	mkdir tmp
	cat >nginx.conf <<-EOT
	worker_processes 1;
	pid nginx.pid;
	error_log stderr error;
	events { }
	http {
		client_body_temp_path tmp/body;
		proxy_temp_path tmp/proxy;
		fastcgi_temp_path tmp/fastcgi;
		uwsgi_temp_path tmp/uwsgi;
		scgi_temp_path tmp/scgi;
		$(printf '%s;\n' "$@")
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
}
