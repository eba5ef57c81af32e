# shellcheck shell=sh
# jira-request through 100,000 issues, beside curl on the same URLs.
#
# The pages lie in files before nginx, so that neither waits for a server that
# thinks.  Both ask for one page after the other over one connection and write
# what they get to /dev/null; times are medians of ROUNDS runs that take turns.
set -eu

PATH=$PATH:/usr/sbin
if ! command -v nginx >/dev/null; then
	echo 'page: nginx is not installed'
	exit 0
fi
dir=$(mktemp -d)
trap 'kill "${nginx-}" 2>/dev/null; rm -rf "$dir"' EXIT
umask 022
cd "$dir"
chmod 755 .

openssl req -x509 -newkey rsa:2048 -nodes -keyout site.key -out site.pem \
    -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 2>trouble
ports=$(/usr/bin/python3 - <<'PY'
"""Pages as Jira Data Center makes them, plain and packed; and a free port."""
import gzip
import json
import os
import socket

TOTAL, SIZE = 100000, 100
WORDS = ("the build fails on main since the update of the parser and nobody "
         "knows why although the log names a line that is not there").split()


def issue(n):
    base = "https://jira.example.com/jira/rest/api/2"
    user = {"self": f"{base}/user?username=fred", "name": "fred",
            "key": "fred", "emailAddress": "fred@example.com",
            "displayName": "Fred Normal", "active": True, "timeZone": "UTC"}
    return {"expand": "operations,editmeta,changelog,renderedFields",
            "id": str(10000 + n), "self": f"{base}/issue/{10000 + n}",
            "key": f"DEMO-{n}",
            "fields": {"summary": " ".join(WORDS[(n * 7 + i) % len(WORDS)]
                                           for i in range(9)),
                       "status": {"name": "Open", "id": "1"},
                       "labels": ["a", f"label-{n % 97}"], "assignee": user,
                       "created": "2026-04-03T00:00:00.000+0000",
                       "customfield_10010": n * 1.5}}


os.mkdir("pages")
for start in range(0, TOTAL, SIZE):
    page = json.dumps({"expand": "schema,names", "startAt": start,
                       "maxResults": SIZE, "total": TOTAL,
                       "issues": [issue(n) for n in
                                  range(start + 1, start + SIZE + 1)]},
                      separators=(",", ":")).encode()
    with open(f"pages/{start}.json", "wb") as file:
        file.write(page)
    with open(f"pages/{start}.json.gz", "wb") as file:
        file.write(gzip.compress(page, 6))
with socket.socket() as one, socket.socket() as two:
    one.bind(("127.0.0.1", 0))
    two.bind(("127.0.0.1", 0))
    print(one.getsockname()[1], two.getsockname()[1])
PY
)
port=${ports% *} secure=${ports#* }
mkdir tmp
cat >nginx.conf <<EOT
worker_processes 1;
pid nginx.pid;
error_log stderr error;
events { }
http {
	access_log off;
	sendfile on;
	keepalive_requests 1000000;
	client_body_temp_path tmp/body;
	proxy_temp_path tmp/proxy;
	fastcgi_temp_path tmp/fastcgi;
	uwsgi_temp_path tmp/uwsgi;
	scgi_temp_path tmp/scgi;
	server {
		listen 127.0.0.1:$port;
		listen 127.0.0.1:$secure ssl;
		ssl_certificate site.pem;
		ssl_certificate_key site.key;
		root pages;
		default_type application/json;
		location /packed/ {
			gzip_static on;
			rewrite ^ /\$arg_startAt.json break;
		}
		location /plain/ {
			rewrite ^ /\$arg_startAt.json break;
		}
	}
}
EOT
nginx -e stderr -p "$PWD" -c nginx.conf -g 'daemon off; user root;' &
nginx=$!
url=http://127.0.0.1:$port
printf '{"url":"%s","auth":{"type":"pat","token":"none"}}' "$url" >ci.json
sed "s|$url|https://127.0.0.1:$secure|" ci.json >secure.json
chmod 600 ci.json secure.json
printf 'header = "Authorization: Bearer none"\n' >curl.conf
for _ in 1 2 3 4 5 6 7 8 9 10; do
	curl -sf "$url/plain/search?startAt=0" >/dev/null && break
	sleep 0.2
done

/usr/bin/python3 - "$url" "https://127.0.0.1:$secure" "${ROUNDS:-7}" <<'PY'
import os
import statistics
import sys
import time

URL, SECURE, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])


def once(*words):
    """Seconds on the clock, of processor, and the most MiB it had."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    start = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, words
    return (time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024)


def median(runs, i):
    return statistics.median(run[i] for run in runs)


for title, url, kind, packed, conn, ca in (
        ("packed, over TLS, as Jira sends them", SECURE, "packed",
         ["--compressed"], "./secure.json", ["--cacert", "site.pem"]),
        ("packed, over http", URL, "packed", ["--compressed"], "./ci.json",
         []),
        ("plain, over http", URL, "plain", [], "./ci.json", [])):
    curl = ["curl", "-s", "-K", "curl.conf", *packed, *ca]
    ours = ["jira-request", "-c", conn, *ca]
    commands = {"curl": [*curl, f"{url}/{kind}/search?maxResults=100&"
                         "startAt=[0-99900:100]"]}
    for form in "--paginate", "--items":
        commands[form] = [*ours, form,
                          f"/{kind}/search?maxResults=100&startAt=0"]
    seen = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, words in commands.items():
            seen[name].append(once(*words))
    theirs = median(seen["curl"], 0)
    print(f"page: 1,000 pages of 100 issues, {title}\n"
          f"page:   {' '.join(curl)}: {theirs:.3f} s, "
          f"{median(seen['curl'], 1):.3f} s of processor")
    for name in list(commands)[1:]:
        print(f"page:   {name}: {median(seen[name], 0):.3f} s, "
              f"{median(seen[name], 1):.3f} s of processor: "
              f"{theirs / median(seen[name], 0):.2f} times as fast")

for count in 1000, 10000, 100000:
    most = once("jira-request", "-c", "./ci.json", "--items", "--limit",
                str(count), "/plain/search?maxResults=100&startAt=0")[2]
    print(f"page: {count} items take {most:.1f} MiB")
PY
