# shellcheck shell=sh
# jira-request beside curl: many small requests, and one.
#
# A small answer lies in a file before nginx, so that neither waits for a
# server that thinks.  The loop is what people write: a curl for each line.
# Times are medians of ROUNDS runs that take turns.
set -eu

PATH=$PATH:/usr/sbin
if ! command -v nginx >/dev/null; then
	echo 'request: nginx is not installed'
	exit 0
fi
ROUNDS=${ROUNDS:-3}
dir=$(mktemp -d)
trap 'kill "${nginx-}" 2>/dev/null; rm -rf "$dir"' EXIT
umask 022
cd "$dir"
chmod 755 .
mkdir tmp issue
printf '{"id":"10001","key":"DEMO-1","fields":{"summary":"It works"}}' \
    >issue/DEMO-1
openssl req -x509 -newkey rsa:2048 -nodes -keyout site.key -out site.pem \
    -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    2>/dev/null
# shellcheck disable=SC2046 # two numbers
set -- $(/usr/bin/python3 -c 'import socket
sockets = [socket.socket() for _ in "ab"]
for s in sockets: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in sockets))')
cat >nginx.conf <<EOT
worker_processes 1;
pid nginx.pid;
error_log stderr error;
events { }
http {
	access_log off;
	keepalive_requests 1000;
	default_type application/json;
	client_body_temp_path tmp/body;
	proxy_temp_path tmp/proxy;
	fastcgi_temp_path tmp/fastcgi;
	uwsgi_temp_path tmp/uwsgi;
	scgi_temp_path tmp/scgi;
	root $dir;
	listen_ports;
}
EOT
sed -i "s|	listen_ports;|	server { listen 127.0.0.1:$1; }\\
	server {\\
		listen 127.0.0.1:$2 ssl http2;\\
		ssl_certificate site.pem;\\
		ssl_certificate_key site.key;\\
	}|" nginx.conf
nginx -e stderr -p "$dir" -c nginx.conf -g 'daemon off;' 2>/dev/null &
nginx=$!
plain=http://localhost:$1 secure=https://localhost:$2
sleep 0.5
echo 'Authorization: Bearer x' >header
for url in "$plain" "$secure"; do
	printf '{"url":"%s","auth":{"type":"pat","token":"x"}}\n' "$url" \
	    >"${url%%:*}.json"
	chmod 600 "${url%%:*}.json"
	i=0
	while [ $i -lt 2000 ]; do
		i=$((i + 1))
		echo "$url/issue/DEMO-1?n=$i"
	done >"${url%%:*}.urls"
	sed 's/.*/{"url":"&"}/' "${url%%:*}.urls" >"${url%%:*}.lines"
done

# seconds count command: how long one of count runs takes.
seconds() {
	/usr/bin/python3 - "$@" <<-'PY'
	import subprocess, sys, time
	count = int(sys.argv[1])
	start = time.monotonic()
	for _ in range(count):
	    subprocess.run(["sh", "-c", sys.argv[2]], check=True,
	                   stdout=subprocess.DEVNULL)
	print((time.monotonic() - start) / count)
	PY
}
median() { sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# compare title wanted count ours theirs: which takes how much of the other.
compare() {
	: >ours
	: >theirs
	i=0
	while [ "$i" -lt "$ROUNDS" ]; do
		seconds "$3" "$4" >>ours
		seconds "$3" "$5" >>theirs
		i=$((i + 1))
	done
	awk -v title="$1" -v wanted="$2" -v ours="$4" -v theirs="$5" \
	    -v a="$(median <ours)" -v b="$(median <theirs)" 'BEGIN {
		faster = wanted ~ /times as fast/
		printf "%s: %.2f (wanted: %s)\n  %8.4f s  %s\n  %8.4f s  %s\n",
		    title, faster ? b / a : a / b, wanted, a, ours, b, theirs
	}'
}

# shellcheck disable=SC2016 # for the other shell
loop='while read -r u; do curl -sf --cacert site.pem -H @header "$u"; done'
for scheme in http https; do
	ours="jira-request --cacert site.pem -c ./$scheme.json"
	compare "2,000 small requests over $scheme" '10 times as fast' \
	    1 "$ours --batch <$scheme.lines" "$loop <$scheme.urls"
	url=$(head -n 1 $scheme.urls)
	compare "one request over $scheme" 'at most 1.2 times as long' 100 \
	    "$ours $url" "curl -sf --cacert site.pem -H @header '$url'"
done

# peak file: kilobytes that a batch of these requests took at most.
peak() {
	/usr/bin/python3 - "$1" <<-'PY'
	import resource, subprocess, sys
	with open(sys.argv[1]) as lines:
	    subprocess.run(["jira-request", "-c", "./http.json", "--batch"],
	                   stdin=lines, stdout=subprocess.DEVNULL, check=True)
	print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
	PY
}
for _ in 1 2 3 4 5 6 7 8 9 10; do
	cat http.lines
done >more.lines
few=$(peak http.lines) many=$(peak more.lines)
awk -v a="$few" -v b="$many" 'BEGIN {
	printf "memory for ten times as many: %.2f (wanted: near 1)\n", b / a
	printf "  %8d kB  2,000 requests\n  %8d kB  20,000 requests\n", a, b
}'
