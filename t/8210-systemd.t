#!/bin/sh
# The timer of contrib/systemd, as far as it can be judged without a systemd
# that runs.
. "${0%/*}/lib.sh"

command -v systemd-analyze >/dev/null || skip 'systemd is not installed'
[ -e "$BUILD/jira-token" ] || skip 'the programs are installed already'

run make -s -C "$ROOT" install O="$BUILD" DESTDIR="$PWD/root" PREFIX=/usr
it 'is installed' exits 0
units=root/usr/lib/systemd/system
unit=$units/jira-token@.service

# What verify looks for beside a unit: its command, and the manual.
MANPATH=$PWD/root/usr/share/man:
export MANPATH
sed -i "s|^ExecStart=|&$PWD/root/usr/bin/|" $unit
chmod 755 .. .
run systemd-analyze verify --man=no "./$units/jira-token@codestream.service" \
    "./$units/jira-token@codestream.timer"
it 'systemd finds the service and the timer well formed' exits 0
it 'and has nothing to say' is_quiet
sed -n 's/^Documentation=//p' $units/* | tr ' ' '\n' | sort -u |
    sed 's/^man:\(.*\)(\(.\))$/\1.\2/' >pages
while read -r page; do
	it "which refer to $page" \
	    [ -e "root/usr/share/man/man${page##*.}/$page" ]
done <pages

run systemd-analyze security --offline=true --threshold=15 $unit
it 'is confined but for the network and its connections' exits 0
sed '/^Protect/d' $unit >loose.service
run systemd-analyze security --offline=true --threshold=15 ./loose.service
it 'as this test would notice' exits 1

# With the password of what is sealed.
mkdir $unit.d
cp root/usr/share/jira-filters/vault.conf $unit.d
run systemd-analyze verify --man=no "./$units/jira-token@codestream.service"
it 'takes the password as a credential' exits 0
it 'without a word' is_quiet

# What the service starts, with what it is given there.
openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
standin --consumer codestream=key.pub --approve-all
mkdir -p lib/jira/connections
echo sesame >vault-password
jira-conn -t oauth1 --url "$JIRA" --consumer-key codestream \
    --private-key-file "$PWD/key.pem" >lib/jira/connections/codestream.json
jira-token -c lib/jira/connections/codestream.json --timeout 9 authorize \
    2>/dev/null
jira-seal --vault-password-file vault-password \
    -i lib/jira/connections/codestream.json
cp lib/jira/connections/codestream.json before.json
environment=$(cat $unit $unit.d/vault.conf |
    sed -n "s|^Environment=||p" | sed "s|%S|$PWD/lib|; s|%d|$PWD|")
command=$(sed -n 's|^ExecStart=.*/bin/||p' $unit |
    sed 's/%i/codestream/; s/-d 7/-d 3000/')
# shellcheck disable=SC2086 # words
run env -i PATH="$PATH:$ROOT/contrib/cron" $environment $command
it 'keeps a sealed connection fresh' exits 0
it 'without a word' is_quiet
it 'and its token is another one' \
    sh -c '! cmp -s before.json lib/jira/connections/codestream.json'
rm vault-password
# shellcheck disable=SC2086 # words
run env -i PATH="$PATH:$ROOT/contrib/cron" $environment $command
it 'says which connection needs somebody' complains_like 'codestream.*vault'

finish
