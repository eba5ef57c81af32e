#!/bin/sh
# jira-cfg-merge agrees with Python on what a merge is, and edits no more.
. "${0%/*}/lib.sh"

# More of them, or others: ORACLE=100000 SEED=1.
runs=${ORACLE:-300}
seed=${SEED:-7396}
readers=$ROOT/t/node/readers.mjs
if ! command -v node >/dev/null ||
    [ ! -e "$ROOT/t/node/node_modules/jsonc-parser" ]; then
	readers=
	echo "# npm's hjson and jsonc-parser are not there to read the results"
fi
run /usr/bin/python3 "$ROOT/t/merge/oracle.py" "$runs" "$seed" \
    ${readers:+"$readers"}
it "$runs merges are what Python makes of them" exits 0
it 'and touch nothing else' prints_nothing
it 'nor does Python complain' is_quiet

finish
