#!/bin/sh
# The manual is held to the programs, and its examples are run.
. "${0%/*}/lib.sh"
PATH=$PATH:$ROOT/contrib/cron

# section page name: the rendered section, without its indentation.
section() {
	mandoc -T ascii -O width=1000 "$1" | sed "s/.$(printf '\b')//g" |
	    awk -v want="$2" '/^[A-Z]/ { on = ($0 == want); next }
		on { sub(/^     /, ""); print }'
}

squeezed() { tr -s ' \n' ' ' | sed 's/^ //; s/ $//'; }

nd() { sed -n 's/^\.Nd //p' "$1"; }

for page in "$ROOT"/man/*.[157]; do
	name=${page##*/}
	run mandoc -T lint -W warning "$page"
	it "$name: mandoc finds nothing" prints_nothing
	sed -n 's/^\.Xr \([^ ]*\) \([1-8]\).*/\1.\2/p' "$page" | sort -u |
	    grep '^jira-' >../refs
	while read -r ref; do
		[ -e "$ROOT/man/$ref" ] || echo "$ref"
	done <../refs >../out
	it "$name: every reference leads somewhere" prints_nothing
	it "$name: has EXAMPLES" grep -q '^\.Sh EXAMPLES' "$page"
	[ "$name" = jira-filters.7 ] || it "$name: jira-filters(7) says so" \
	    grep -qxF "$(nd "$page")" "$ROOT/man/jira-filters.7"
done

# opening source: the line that it opens with; a script may take two for it.
opening() {
	case $1 in
	*.c) sed -n '1s|^/\* [a-z0-9-]*: \(.*\)\. \*/$|\1|p' "$1" ;;
	*) sed -n '2,3s|^# ||p' "$1" | tr '\n' ' ' |
	    sed 's|^[a-z0-9-]*: ||; s|\..*||' ;;
	esac
}

for source in "$ROOT"/bin/*.c "$ROOT"/contrib/cron/jira-token-fresh; do
	name=${source##*/} name=${name%.c}
	page=$ROOT/man/$name.1
	it "$name: has a page" [ -e "$page" ]
	it "$name: source and page open with the same line" \
	    [ "$(opening "$source")" = "$(nd "$page")" ]
	run "$name" --help
	it "$name: --help is an answer" exits 0
	it "$name: usage is the page's SYNOPSIS" \
	    [ "usage: $(section "$page" SYNOPSIS | squeezed)" = \
	    "$(sed '/^ *-/,$d' ../out | squeezed)" ]
	grep -oE '^ +(-[a-zA-Z0-9], )?--[a-z0-9-]+' ../out |
	    sed 's/.*--//' | sort >../helped
	sed -n '/^\.It Fl/s/.*Fl -\([a-z0-9-]*\).*/\1/p' "$page" |
	    sort >../paged
	it "$name: help and page have the same options" \
	    cmp -s ../helped ../paged
	run cat ../helped
	it "$name: which are in order" sort -c ../helped
	run "$name" --help=options
	it "$name: and programs read the same" [ "$(cat ../helped)" = \
	    "$(cut -f 2 ../out | grep . | LC_ALL=C sort)" ]
	run "$name" --no-such-option
	it "$name: a wrong option is a wrong call" exits 64
	it "$name: that prints nothing" prints_nothing
	it "$name: but says which" complains \
	    "$name: --no-such-option: no such option: see --help"
	run "$name" --hepl
	it "$name: or which is meant" complains \
	    "$name: --hepl: no such option: did you mean --help?"
	run "$name" --mistyped=hunter2
	it "$name: and repeats nothing of it" never_says hunter2
	run "$name" --Hunter2
	it "$name: nor what is no name" never_says unter2
	run "$name" --version
	it "$name: has the version of the tree" \
	    prints "$name $(cat "$ROOT/VERSION")"
	run sh -c "$name --version >/dev/full"
	it "$name: notices a full disk" exits 74
	run sh -c "$name --version >&-"
	it "$name: notices a closed stdout" exits 74
done

# The examples of a page, in one directory: a command begins with "$ " and
# goes on after "> "; what follows it is what it has to print, where "..."
# stands for anything.
examples() {
	section "$1" EXAMPLES | awk '
		/^ *\$ / { sub(/^ *\$ /, ""); n++; f = sprintf("%02d", n)
			print >(f ".sh"); on = 1; next }
		on && /^ *> / { sub(/^ *> /, ""); print >(f ".sh"); next }
		on && /^$/ { on = 0; next }
		on && /^ / { sub(/^      /, ""); print >(f ".want"); next }
		{ on = 0 }'
}

# as_wanted wanted got: "..." matches anything, also lines.
as_wanted() {
	/usr/bin/python3 - "$1" "$2" <<-'PY'
	import re, sys
	want, got = (open(name).read().rstrip("\n") for name in sys.argv[1:])
	pattern = ".*".join(map(re.escape, want.split("...")))
	sys.exit(re.fullmatch(pattern, got, re.DOTALL) is None)
	PY
}

for page in "$ROOT"/man/*.[157]; do
	name=${page##*/}
	rm -rf ../examples && mkdir -p "../examples/$name" ../list
	rm -f ../list/*
	(cd ../list && examples "$page")
	set -- ../list/*.sh
	[ -e "$1" ] || continue
	home=$(pwd)
	list=$(cd ../list && pwd)
	cd "../examples/$name" || exit
	# Whoever sends builds has a connection for it.
	unset JIRA_CONNECTIONS
	[ "$name" != jira-submit.1 ] || export JIRA_CONNECTIONS="$home/known"
	standin --consumer codestream=keys/jira_publickey.pem --approve-all \
	    --client "$devops_client"
	mkdir -p "$home/known" && devops >"$home/known/devops.json"
	sed -i "s|https://jira\.example\.com/jira|$JIRA|g" "$list"/*
	# One shell for all of them, as the reader has one.
	for script in "$list"/*.sh; do
		echo ". '$script' >'$script.out' 2>'$script.err'"
		echo "s=\$?; echo \$s >'$script.status'; (exit \$s)"
	done >../all
	sh ../all </dev/null
	for script in "$list"/*.sh; do
		cp "$script.out" ../out
		cp "$script.err" ../err
		status=$(cat "$script.status")
		it "$name: $(head -n 1 "$script")" exits 0
		want=${script%.sh}.want
		[ ! -e "$want" ] ||
		    it "$name: prints what the page says" \
			as_wanted "$want" ../out
	done
	cd "$home" || exit
done

finish
