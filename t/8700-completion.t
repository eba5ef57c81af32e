#!/bin/sh
# Shells complete what the programs say of themselves.
. "${0%/*}/lib.sh"

[ -z "${SAN-}" ] || skip 'shells tell nothing of memory'
scripts=$ROOT/contrib/completion
for shell in bash fish zsh; do
	command -v $shell >/dev/null || skip "$shell is not installed"
done

# Every program is known to every shell.
PATH=$PATH:$ROOT/contrib/cron
for source in "$ROOT"/bin/*.c jira-token-fresh; do
	name=${source##*/} name=${name%.c}
	it "bash knows $name" grep -qw -e "$name" "$scripts/jira-filters.bash"
	it 'so does zsh' grep -qw "^#compdef.* $name" "$scripts/jira-filters.zsh"
	mkdir -p fish
	cp "$scripts/jira-filters.fish" "fish/$name.fish"
done
mkdir zsh .config .config/jira .config/jira/connections keys
cp "$scripts/jira-filters.zsh" zsh/_jira-filters
# What somebody else's file may be called.
# shellcheck disable=SC2016
for name in ci codestream 'my site' "o'x" '$(touch pwned)'; do
	echo '{"url": "https://jira.example.com", "auth": {"type": "pat",
	    "token": {"env": "TOKEN"}}}' >".config/jira/connections/$name.json"
done

in_bash() {
	/usr/bin/python3 "$ROOT/t/completion.py" ". $scripts/jira-filters.bash" \
	    "$1" "$2" bash --norc --noprofile
}
in_zsh() {
	/usr/bin/python3 "$ROOT/t/completion.py" \
	    "fpath=($PWD/zsh \$fpath); autoload -U compinit; compinit -u -D" \
	    "$1" "$2" zsh -f
}
in_fish() {
	fish -N -c "set -p fish_complete_path $PWD/fish
	    complete -C '$1'" | cut -f 1
}

words() { echo "$*" | tr ' ' '\n'; }

# becomes line completed: the line, when there is but one way to go on.
becomes() {
	run in_bash "$1" 1
	it "bash makes it $2" prints "$2"
	run in_zsh "$1" 1
	# It says that an argument follows.
	it 'so does zsh' prints_like "^$2=?\$"
	run in_fish "$1"
	it 'so does fish' prints "${2##* }"
}

# offers line word ...
offers() {
	line=$1
	shift
	run in_bash "$line" 2
	it "bash offers what goes on with $line" prints "$(words "$@")"
	run in_zsh "$line" 1
	it 'so does zsh' prints "$(words "$@")"
	run in_fish "$line"
	it 'so does fish' prints "$(words "$@")"
}

becomes 'jira-keygen --renew' 'jira-keygen --renew-before'
offers 'jira-token re' refresh revoke
offers 'jira-token -c ci -o ' conn curl env header json netrc token
becomes 'jira-token --output=h' 'jira-token --output=header'
offers 'jira-conn --api ' csm devops platform
becomes 'jira-conn --scopes read:jira-w' 'jira-conn --scopes read:jira-work'
becomes 'jira-token -c code' 'jira-token -c codestream'
becomes 'jira-keygen -d ke' 'jira-keygen -d keys/'
becomes 'jira-token-fresh --days 3 code' \
    'jira-token-fresh --days 3 codestream'
run in_bash 'jira-token -c my' 1
it 'bash quotes the name of a connection' prints 'jira-token -c my\ site'
run in_zsh 'jira-token -c my' 1
it 'so does zsh' prints 'jira-token -c my\ site'
run in_bash 'jira-token -c o' 1
it 'bash takes no quote for its own' prints "jira-token -c o\\'x"
run in_zsh 'jira-token -c o' 1
it 'nor does zsh' prints "jira-token -c o\\'x"

# What follows is not of the kit, and has no end yet.
run in_bash 'jira-conn --secret apiT' 1
it 'bash goes on after a member' prints 'jira-conn --secret apiToken='
run in_zsh 'jira-conn --secret apiT' 1
it 'so does zsh' prints 'jira-conn --secret apiToken='
run in_fish 'jira-conn --secret apiT'
it 'so does fish' prints 'apiToken='

# The paths of the config that the line names.
echo '{ "server": { "port": 8080, "host name": "x" }, "sealed": [] } // v2' \
    >config.json
becomes 'jira-cfg-merge -i config.json -s .server.p' \
    'jira-cfg-merge -i config.json -s .server.port'

becomes 'jira-cfg-merge --in-place=config.json -s .server.p' \
    'jira-cfg-merge --in-place=config.json -s .server.port'

# No name in it is run.
# shellcheck disable=SC2016 # nor by us
echo '{ "$(touch pwned)": 1, "`touch pwned`": 2, "x": 3 }' >'a;touch pwned;.json'
ln -s 'a;touch pwned;.json' hostile.json
for file in hostile.json '"a;touch pwned;.json"'; do
	run in_bash "jira-cfg-merge -i $file -s ." 2
	it 'bash offers what is there' prints_like 'touch'
	run in_zsh "jira-cfg-merge -i $file -s ." 2
	it 'so does zsh' prints_like 'touch'
	run in_fish "jira-cfg-merge -i $file -s ."
	it 'so does fish' prints_like 'touch'
done
run in_bash 'jira-token -c ' 2
it 'bash offers the name of a connection' prints_like 'touch'
run in_zsh 'jira-token -c ' 1
it 'so does zsh' prints_like 'touch'
it 'and nothing in a name is done' [ ! -e pwned ]

finish
