#!/bin/sh
# How fast jira-oauth1-sign signs, beside OpenSSL, oauthlib and oauth-sign.
#
# Each figure is the median of ROUNDS rounds, in which ours and the other take
# turns, so that both meet the same machine.  The ratio is ours to theirs.
set -eu

ROUNDS=${ROUNDS:-5}
python=/usr/bin/python3
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
umask 077
here=$(cd "${0%/*}" && pwd)
cd "$dir"

openssl genrsa -out key.pem 2048 2>genrsa.log
printf kd94hf93k423kf44 >consumer
printf pfkkdhi9sl3r4s00 >secret
cat >requests.awk <<'AWK'
BEGIN {
	url = "https://jira.example.com/jira/rest/api/2/search"
	for (i = 0; i < n; i++)
		printf "{\"method\":\"GET\",\"url\":\"%s?jql=project%%20%%3D" \
		    "%%20AB&startAt=%d&fields=summary,status\"}\n", url, i
}
AWK
awk -v n=20000 -f requests.awk >requests
awk -v n=200000 -f requests.awk >many

now() { date +%s.%N; }

# per_second count command ...: how many of count things a second were done.
per_second() {
	count=$1
	shift
	start=$(now)
	"$@" >output
	end=$(now)
	awk -v n="$count" -v a="$start" -v b="$end" \
	    'BEGIN { print n / (b - a) }'
}

# What openssl speed prints last holds signatures a second, third from right.
speed() {
	openssl speed -elapsed -seconds 3 "$@" rsa2048 2>speed.log |
	    awk '$1 == "rsa" && $2 == 2048 { print $(NF - 1) }'
}

median() { sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# compare title wanted theirs-command ours theirs: two functions that print a
# rate, round by round.
compare() {
	: >ours
	: >theirs
	i=0
	while [ "$i" -lt "$ROUNDS" ]; do
		"$4" >>ours
		"$5" >>theirs
		i=$((i + 1))
	done
	awk -v title="$1" -v wanted="$2" -v command="$3" \
	    -v a="$(median <ours)" -v b="$(median <theirs)" 'BEGIN {
		printf "%s\n  ours %.6g, theirs %.6g, ", title, a, b
		printf "ratio %.2f (wanted: %s)\n", a / b, wanted
		printf "  theirs: %s\n", command
	}'
}

sign() { jira-oauth1-sign -k dpf43f3p2l4k3l03 -t nnch734d00sl2jdk "$@"; }
hmac() { sign -m HMAC-SHA1 -S consumer -s secret; }

rsa_ours() { per_second 20000 sign -f key.pem <requests; }
rsa_theirs() { speed; }
rsa2_ours() { per_second 20000 sign -f key.pem -J 2 <requests; }
rsa2_theirs() { speed -multi 2; }
hmac_ours() { per_second 200000 hmac <many; }
oauthlib_theirs() { per_second 20000 $python "$here/sign.py" <requests; }
npm_theirs() { per_second 200000 node sign.js <many; }

# A hundred starts, each with one signature; the rate is starts a second.
starts() {
	i=0
	while [ "$i" -lt 100 ]; do
		"$@"
		i=$((i + 1))
	done
}
start_ours() { per_second 100 starts sign -f key.pem https://j.example/x; }
dgst() { openssl dgst -sha1 -sign key.pem consumer; }
start_theirs() { per_second 100 starts dgst; }

# peak file: kilobytes at most, while signing that many requests.
peak() {
	$python - "$1" <<-'PY'
	import resource, subprocess, sys
	with open(sys.argv[1]) as lines, open("output", "w") as out:
	    subprocess.run(["jira-oauth1-sign", "-m", "HMAC-SHA1", "-k", "k",
	        "-S", "consumer"], stdin=lines, stdout=out, check=True)
	print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
	PY
}

compare 'RSA-SHA1, 2048 bits, signatures a second' '0.95' \
    'openssl speed rsa2048' rsa_ours rsa_theirs
compare 'the same, with --jobs 2' '0.93' \
    'openssl speed -multi 2 rsa2048' rsa2_ours rsa2_theirs
compare 'one signature, starts a second' '0.77, that is 1.3 times the time' \
    'openssl dgst -sha1 -sign key.pem' start_ours start_theirs
compare 'HMAC-SHA1, requests a second, beside oauthlib' '40' \
    "$python t/bench/sign.py" hmac_ours oauthlib_theirs

if command -v npm >/dev/null &&
    npm install --silent --no-audit --no-fund oauth-sign >npm.log 2>&1; then
	cp "$here/sign.js" .
	compare 'HMAC-SHA1, requests a second, beside oauth-sign' '4' \
	    'node t/bench/sign.js' hmac_ours npm_theirs
else
	echo 'HMAC-SHA1 beside oauth-sign: skipped, there is no npm'
fi

echo "peak memory: $(peak requests) KB for 20000 requests," \
    "$(peak many) KB for 200000"
