#!/bin/sh
# How fast jira-seal seals and opens, beside ansible-vault.
#
# Each figure is the median of ROUNDS rounds, in which ours and the other take
# turns, so that both meet the same machine.
set -eu

ROUNDS=${ROUNDS:-5}
python=/usr/bin/python3
ansible=/usr/bin/ansible-vault
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
umask 077
cd "$dir"
LC_ALL=C.UTF-8 HOME=$dir
export LC_ALL HOME
unset ANSIBLE_VAULT_IDENTITY_LIST ANSIBLE_VAULT_ENCRYPT_SALT

printf 'sesame\n' >pw
export ANSIBLE_VAULT_PASSWORD_FILE=pw
printf swordfish >plain
jira-seal -r <plain >sealed
printf '{"auth":{"type":"basic","username":"j","apiToken":"swordfish"}}' \
    >plain.json
jira-seal <plain.json >sealed.json

# seconds count command ...: how long one of count runs takes.
seconds() {
	$python - "$@" <<-'PY'
	import subprocess, sys, time
	count = int(sys.argv[1])
	start = time.monotonic()
	for _ in range(count):
	    subprocess.run(["sh", "-c", sys.argv[2]], check=True,
	                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
	print((time.monotonic() - start) / count)
	PY
}

median() { sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# compare title wanted count ours count theirs: two shell commands, round by
# round, each run so often in a round.
compare() {
	: >ours
	: >theirs
	i=0
	while [ "$i" -lt "$ROUNDS" ]; do
		seconds "$3" "$4" >>ours
		seconds "$5" "$6" >>theirs
		i=$((i + 1))
	done
	awk -v title="$1" -v wanted="$2" -v ours="$4" -v theirs="$6" \
	    -v a="$(median <ours)" -v b="$(median <theirs)" 'BEGIN {
		printf "%s: ratio %.2f (wanted: %s)\n" \
		    "  %8.4f s  %s\n  %8.4f s  %s\n", title, b / a, wanted,
		    a, ours, b, theirs
	}'
}

if [ -x $ansible ]; then
	compare 'to seal one value, from start to exit' 'at least 20' \
	    20 'jira-seal -r <plain' 3 "$ansible encrypt <plain"
	compare 'to open it' 'at least 20' \
	    20 'jira-seal -ru <sealed' 3 "$ansible decrypt <sealed"
	compare 'to seal the secret of a connection' 'at least 20' \
	    20 'jira-seal <plain.json' 3 "$ansible encrypt_string <plain"
	compare 'to open it' 'at least 20' \
	    20 'jira-seal -u <sealed.json' 3 "$ansible decrypt <sealed"
else
	echo 'seal: ansible-vault is not installed; its part is left out'
fi

# Many values of one document.
values=200
$python -c 'import json, sys
print(json.dumps([f"secret {i}" for i in range(int(sys.argv[1]))]))' \
    $values >many.json
# shellcheck disable=SC2046 # one option for each
set -- $($python -c 'import sys
print(*(f"-p.[{i}]" for i in range(int(sys.argv[1]))))' $values)
jira-seal -J 2 "$@" <many.json >salts.json
ANSIBLE_VAULT_ENCRYPT_SALT=pinch jira-seal "$@" <many.json >salt.json 2>warning
cat >open.py <<'PY'
import json, sys
from ansible.parsing.vault import VaultLib, VaultSecret
vault = VaultLib([("default", VaultSecret(b"sesame"))])
json.dump([vault.decrypt(s).decode() for s in json.load(sys.stdin)],
          sys.stdout)
PY
if [ -x $ansible ]; then
	compare "to open $values values, by one process" 'more than 1' \
	    1 'jira-seal -J 2 -u <salts.json' 1 "$python open.py <salts.json"
fi
compare "to open $values values by two threads, not one" 'near 2' \
    1 'jira-seal -J 2 -u <salts.json' 1 'jira-seal -u <salts.json'
compare "to open $values values of one salt, not of as many" "near $values" \
    5 'jira-seal -u <salt.json' 1 'jira-seal -u <salts.json'
