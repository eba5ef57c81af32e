#!/bin/sh
# How fast jira-submit sends builds, beside what posts ready-made bodies as
# jira-submit makes them: the load generators wrk, every body in its turn, and
# h2load, one of them again and again; and ready.c, which shows what is left of
# that with libcurl; beside jq and curl, which read the records and make each
# body from them; and beside a loop of curl.
#
# All post to sink.c, which accepts everything: directly, and as it is with
# Jira over TLS and HTTP/2, behind nginx.  They take turns, ROUNDS times; each
# figure is the median, in records a second of the clock on the wall.
set -eu

ROUNDS=${ROUNDS:-5}
RECORDS=${RECORDS:-100000}
here=$(cd "${0%/*}" && pwd)
dir=$(mktemp -d)
pids=
trap 'kill $pids 2>/dev/null; rm -rf "$dir"' EXIT
umask 077
cd "$dir"
python=/usr/bin/python3

cc -O2 -D_GNU_SOURCE -o sink "$here/sink.c"
cc -O2 -D_GNU_SOURCE -o ready "$here/ready.c" -lcurl
mkfifo started
./sink body >started &
pids="$pids $!"
read -r port <started
plain=http://127.0.0.1:$port

# builds count: as lines of JSON.
builds() {
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++)
		printf "{\"pipelineId\":\"web\",\"buildNumber\":%d," \
		    "\"updateSequenceNumber\":17000000%05d," \
		    "\"displayName\":\"web #%d\"," \
		    "\"url\":\"https://ci.example.com/job/web/%d\"," \
		    "\"state\":\"successful\"," \
		    "\"lastUpdated\":\"2026-11-22T12:00:00Z\"," \
		    "\"associations\":[{\"associationType\":" \
		    "\"issueIdOrKeys\",\"values\":[\"WEB-%d\"]}]}\n",
		    i, i % 100000, i, i, i % 1000 + 1 }'
}
builds "$RECORDS" >records

# connection file base
connection() {
	printf '{"url":"%s","product":"cloud","api":"devops","cloudId":"c",
	    "endpoints":{"ingest":"%s/jira","token":"%s/oauth/token"},
	    "auth":{"type":"client-credentials","clientId":"id",
	    "clientSecret":"secret"}}' "$2" "$2" "$2" >"$1"
}

now() { date +%s.%N; }
median() { sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# per_second count command ...
per_second() {
	count=$1
	shift
	start=$(now)
	"$@" >output
	end=$(now)
	awk -v n="$count" -v a="$start" -v b="$end" \
	    'BEGIN { print n / (b - a) }'
}

submit() { jira-submit --cacert cert.pem -c "$1" builds <records; }
# load base option ...: records a second, of a hundred in each request.
load() {
	base=$1
	shift
	h2load -n $((RECORDS / 100)) -d body -t 1 "$@" \
	    -H 'Content-Type: application/json' \
	    -H 'Authorization: Bearer token' \
	    "$base/jira/builds/0.1/cloud/c/bulk" |
	    awk '/^finished/ { print 100 * $4 }'
}
# The same of all bodies in turn, from memory.
post() {
	wrk -t 1 -c 4 -d 2 -s post.lua "$plain/jira/builds/0.1/cloud/c/bulk" |
	    awk '/^Requests.sec/ { print 100 * $2 }'
}
# The same with libcurl.
post_ready() {
	./ready "$plain/jira/builds/0.1/cloud/c/bulk" bodies |
	    awk '{ print 100 * $1 }'
}
# What reads the same records, puts them into the same bodies and posts these
# over one connection; it holds no record against a rule, and reads no answer.
generate() {
	jq -rn --arg url "$plain/jira/builds/0.1/cloud/c/bulk" '
		def batches: [limit(100; inputs)] |
		    if length > 0 then ., batches else empty end;
		batches | {builds: .} | tojson | "next",
		    "url=\($url | tojson)", "output=/dev/null",
		    "header=\"Content-Type: application/json\"",
		    "header=\"Authorization: Bearer token\"",
		    "data-binary=\(tojson)"' <records |
		curl -sS -K -
}
loop() {
	i=0
	while [ "$i" -lt 100 ]; do
		curl -sS -o /dev/null -H 'Content-Type: application/json' \
		    -H 'Authorization: Bearer token' --data-binary @one \
		    "$plain/jira/builds/0.1/cloud/c/bulk"
		i=$((i + 1))
	done
}

# compare title wanted ours theirs command: two files of rates.
compare() {
	awk -v title="$1" -v wanted="$2" -v a="$(median <"$3")" \
	    -v b="$(median <"$4")" -v command="$5" 'BEGIN {
		printf "%s\n  ours %.0f, theirs %.0f records a second, " \
		    "ratio %.2f (wanted: %s)\n  theirs: %s\n",
		    title, a, b, a / b, wanted, command
	}'
}

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
    -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
    2>openssl.log
connection plain.json "$plain"
submit plain.json >output
if ! tail -n 1 output | grep -q '"verdict":"accepted"'; then
	echo 'submit: the sink does not accept' >&2
	exit 1
fi

jq -cn 'def batches: [limit(100; inputs)] |
    if length > 0 then ., batches else empty end;
    batches | {builds: .}' <records >bodies
cat >post.lua <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer token"
local bodies, i = {}, 0
for line in io.lines("bodies") do bodies[#bodies + 1] = line end
function request()
	i = i % #bodies + 1
	return wrk.format(nil, nil, nil, bodies[i])
end
LUA
i=0
while [ "$i" -lt "$ROUNDS" ]; do
	per_second "$RECORDS" submit plain.json >>ours
	! command -v h2load >/dev/null ||
	    load "$plain" --h1 -c 4 >>theirs
	! command -v wrk >/dev/null || post >>posted
	post_ready >>made
	i=$((i + 1))
done
i=0
while [ "$i" -lt 3 ]; do
	per_second "$RECORDS" generate >>generated
	i=$((i + 1))
done
if [ -s posted ]; then
	compare "$RECORDS builds over plain HTTP" 'at least 0.8' ours posted \
	    'wrk -t 1 -c 4 -s post.lua, the same bodies in turn'
else
	echo 'submit: wrk is not installed; its part is left out'
fi
if [ -s theirs ]; then
	compare 'the same, beside one body again and again' 'at least 0.8' \
	    ours theirs 'h2load --h1 -c 4 -d body'
else
	echo 'submit: h2load is not installed; its part is left out'
fi
compare 'the same, beside ready bodies and libcurl' 'as near as can be' \
    ours made './ready url bodies'
compare 'the same, beside what makes each body from the records' 'no less' \
    ours generated 'jq -rn "[limit(100; inputs)] …" | curl -K -'

printf '{"builds":[%s]}' "$(head -n 1 records)" >one
i=0
while [ "$i" -lt 3 ]; do
	per_second 100 loop >>curls
	i=$((i + 1))
done
compare 'the same, beside one curl for each' 'at least 50' ours curls \
    'curl --data-binary @one …, in a loop of sh'

PATH=$PATH:/usr/sbin
if [ -s theirs ] && command -v nginx >/dev/null; then
	free=$($python -c 'import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])')
	cat >nginx.conf <<-CONF
	daemon off; pid pid; error_log log crit; worker_processes 1;
	events { worker_connections 64; }
	http {
		access_log off; client_body_buffer_size 2m;
		client_max_body_size 0; keepalive_requests 1000000;
		client_body_temp_path t1; proxy_temp_path t2;
		fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
		proxy_buffers 8 64k; proxy_buffer_size 64k;
		upstream sink {
			server 127.0.0.1:$port; keepalive 16;
			keepalive_requests 1000000;
		}
		server {
			listen 127.0.0.1:$free ssl http2;
			ssl_certificate cert.pem; ssl_certificate_key key.pem;
			location / {
				proxy_pass http://sink; proxy_http_version 1.1;
				proxy_set_header Connection "";
			}
		}
	}
	CONF
	tls=https://127.0.0.1:$free
	nginx -p "$dir" -c "$dir/nginx.conf" &
	pids="$pids $!"
	sleep 1
	connection tls.json "$tls"
	i=0
	while [ "$i" -lt "$ROUNDS" ]; do
		per_second "$RECORDS" submit tls.json >>ours.tls
		load "$tls" -c 1 -m 4 >>theirs.tls
		i=$((i + 1))
	done
	compare "$RECORDS builds over TLS and HTTP/2" 'at least 0.8' \
	    ours.tls theirs.tls 'h2load -c 1 -m 4 -d body'
else
	echo 'submit: nginx or h2load is not installed; TLS is left out'
fi

# peak count: kilobytes at most, while that many are sent.
peak() {
	builds "$1" | $python -c 'import resource, subprocess
with open("output", "w") as out:
    subprocess.run(["jira-submit", "-c", "plain.json", "builds"],
                   stdout=out, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)'
}
echo "peak memory: $(peak 1000) KB for 1000 records, $(peak 1000000) KB" \
    'for 1000000'
