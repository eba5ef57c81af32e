#!/bin/sh
# How long jira-token takes to hand out a token that is good still, beside
# programs that are linked against the same libraries and do nothing, or
# nothing but derive the key of a sealed secret, by OpenSSL's own function.
#
# Each figure is the median of RUNS runs, from start to exit, in which all
# take turns, so that they meet the same machine.  The ratio is ours to theirs.
set -eu

RUNS=${RUNS:-300}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
umask 077
cd "$dir"
unset JIRA_CONNECTION ANSIBLE_VAULT_PASSWORD_FILE

cat >plain.json <<'JSON'
{
  "url": "https://jira.example.com/jira",
  "auth": {
    "type": "oauth2",
    "clientId": "codestream",
    "clientSecret": "swordfish",
    "accessToken": "swordfish",
    "refreshToken": "swordfish",
    "expiresAt": "2999-12-31T00:00:00Z"
  }
}
JSON
echo sesame >password
export ANSIBLE_VAULT_PASSWORD_FILE="$dir/password"
jira-seal <plain.json >sealed.json

cat >true.c <<'C'
int main(void) { return 0; }
C
cat >derive.c <<'C'
#include <openssl/evp.h>
int main(void)
{
	static const unsigned char salt[32];
	unsigned char key[80];

	return PKCS5_PBKDF2_HMAC("sesame", 6, salt, sizeof salt, 10000,
	    EVP_sha256(), sizeof key, key) == 1 ? 0 : 1;
}
C
for program in true derive; do
	# shellcheck disable=SC2046 # options are words
	cc -O2 -o $program $program.c -Wl,--no-as-needed \
	    $(pkg-config --libs libbsd-overlay libcurl libcrypto)
done

/usr/bin/python3 - "$RUNS" <<'PY'
import os, shutil, statistics, sys, time

token = shutil.which("jira-token")
commands = {
    "true": ["./true"],
    "derive": ["./derive"],
    "plain": [token, "-c", "./plain.json"],
    "sealed": [token, "-c", "./sealed.json"],
}
times = {name: [] for name in commands}
quiet = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
for _ in range(int(sys.argv[1])):
    for name, argv in commands.items():
        start = time.perf_counter()
        pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=quiet)
        if os.waitpid(pid, 0)[1] != 0:
            sys.exit(f"{name} failed")
        times[name].append(time.perf_counter() - start)
median = {name: statistics.median(t) * 1000 for name, t in times.items()}


def compare(title, wanted, ours, theirs, words):
    """Print a ratio, and what it is of."""
    print(f"{title}: ratio {median[ours] / median[theirs]:.2f}"
          f" (wanted: {wanted})\n"
          f"  {median[ours]:6.2f} ms  jira-token -c {ours}.json\n"
          f"  {median[theirs]:6.2f} ms  {words}")


compare("to hand out a token at hand", "at most 1.5", "plain", "true",
        "int main(void) { return 0; }, with the same libraries")
compare("to hand out a sealed one", "at most 1", "sealed", "derive",
        "PKCS5_PBKDF2_HMAC() once, with the same libraries")
print(f"  {median['sealed'] - median['plain']:6.2f} ms more than plain, of "
      f"the {median['derive'] - median['true']:.2f} ms that OpenSSL takes")
PY
