#!/bin/sh
# The types of contrib/puppet, under the real puppet apply.
. "${0%/*}/lib.sh"

command -v puppet >/dev/null || skip 'puppet is not installed'
[ -z "${SAN-}" ] || skip 'Puppet tells nothing of memory'

mkdir modules var
cp -r "$ROOT/contrib/puppet" modules/jira_filters

# apply manifest option ...: with its words in ../out and ../err.
apply() {
	manifest=$1
	shift
	run puppet apply --modulepath "$PWD/modules" --confdir "$PWD/var" \
	    --vardir "$PWD/var" --color false --detailed-exitcodes \
	    "$@" "$manifest"
	# Facter's complaints are of the machine.
	grep -v '^Error: Facter' ../err >../err.own
	mv ../err.own ../err
}
# foretold change: how often; Puppet 8 has other words for it than 7.
foretold() { grep -cE "Jira_.*/ensure: .*$1 \(noop\)" ../out; }
nowhere() {
	! grep -r -q -e "$1" ../out ../err var/state var/reports 2>/dev/null
}

standin --consumer other=/dev/null
umask 077
jira-conn -t basic --url "$JIRA" --username admin \
    --secret apiToken=env:ADMIN >admin.json
export ADMIN=admin-secret
cat >config.json <<'JSON'
{
	"port": 8080, // the default
	"integrations": {}
}
JSON
cp config.json ../config.json
cat >all.pp <<PP
jira_key_set { '$PWD/keys': bits => 2048, days => 30 }
jira_applink { 'codestream':
  connection => '$PWD/admin.json',
  label      => 'CodeStream',
  public_key => '$PWD/keys/jira_publickey.pem',
}
jira_connection { '$PWD/codestream.json':
  type         => 'oauth1',
  url          => '$JIRA',
  label        => 'CodeStream',
  consumer_key => 'codestream',
  private_key_file => '$PWD/keys/jira_privatekey.pcks8',
}
jira_connection { '$PWD/ci.json':
  type  => 'pat',
  url   => '$JIRA',
  token => Sensitive('hunter2'),
}
jira_config { '$PWD/config.json':
  for   => 'codestream',
  merge => { 'integrations' => { 'jira' => { 'cloud' => {
    'appClientId' => 'abc123', 'appClientSecret' => Sensitive('hunter3') } } } },
}
jira_config { '$PWD/new.json':
  merge  => Sensitive({ 'password' => 'hunter4', 'list' => [1, true, undef] }),
  create => true,
}
PP

apply all.pp --noop
it 'with --noop it fails at nothing' exits 0
it 'and says what would change' \
    [ "$(foretold "('[a-z]*', should be 'present'|created|changed)")" -eq 6 ]
it 'changing no config' cmp -s config.json ../config.json
it 'and making nothing' leaves 'admin.json all.pp config.json modules var'

# With some of it made by hand.
jira-keygen -q -d keys
rm -f admin.json
cat >waits.pp <<PP
jira_connection { '$PWD/admin.json': type => 'basic', url => '$JIRA',
  username => 'admin', refer => { 'apiToken' => 'env:ADMIN' } }
jira_applink { 'codestream':
  connection => '$PWD/admin.json',
  public_key => '$PWD/keys/jira_publickey.pem',
}
file { '$PWD/later.json': content => '{}' }
jira_config { '$PWD/later.json': merge => { 'a' => 1 } }
PP
apply waits.pp --noop
it 'foretells what rests on what it would make' exits 0
it 'be it a connection or a file' \
    [ "$(foretold "('absent', should be 'present'|created)")" -eq 3 ]
apply waits.pp
it 'and then does it' exits 2
it 'making what was absent' [ "$(grep -c '/ensure: created' ../out)" -eq 2 ]
it 'and changing what was there' \
    prints_like 'Jira_config.*later.json.*/ensure: changed /a'
sed 's/public_key.*/ensure => absent/' waits.pp >gone.pp
apply gone.pp --noop
it 'foretells that a link goes' \
    [ "$(foretold "('present', should be 'absent'|removed)")" -eq 1 ]
apply gone.pp
it 'removes it' prints_like 'Jira_applink.*/ensure: removed'
rm -r keys gone.pp later.json

apply all.pp --debug
it 'changes what differs' exits 2
it 'all of it' [ "$(grep -c '/ensure: c' ../out)" -eq 6 ]
it 'and says where' prints_like \
    'Jira_config.*config.json.*: changed /integrations/jira'
it 'never a secret, also with --debug' nowhere 'hunter\|admin-secret'
run sh -c 'openssl rsa -in keys/jira_privatekey.pcks8 -check -noout'
it 'the key is one' prints 'RSA key ok'
it 'the connection is whole' \
    sh -c 'jira-conn --check -c codestream.json && jira-conn --check -c ci.json'
it 'the secrets have arrived' [ "$(jq -r .auth.token ci.json) \
$(jq -r .password new.json)" = 'hunter2 hunter4' ]
it 'also where one is in a hash' grep -q '"hunter3"' config.json
it 'the comment has stayed' grep -q '8080, // the default' config.json
run jira-applink -n -c admin.json --name CodeStream \
    --consumer-key codestream --public-key keys/jira_publickey.pem
it 'the link is there' exits 0

find . -name '*.json' -newer all.pp -o -path './keys/*' | sort |
    xargs sha256sum >../sums
apply all.pp --debug
it 'a second time, nothing' exits 0
it 'it says of nothing that it changed' sh -c '! grep -q /ensure: ../out'
it 'every byte has stayed' sha256sum --quiet -c ../sums
apply all.pp --noop
it 'with --noop, too' exits 0
it 'nothing would change' sh -c '! grep -q noop ../out'

# What cannot be told is no change.
chmod 644 ci.json
echo '{ "a": ' >broken.json
cat >bad.pp <<PP
jira_config { '$PWD/broken.json': merge => { 'secret' => 'hunter5' } }
jira_connection { '$PWD/ci.json': token => Sensitive('hunter6') }
jira_config { '$PWD/config.json':
  for   => 'codestream',
  merge => Sensitive({ 'integrations' => { 'jiraserver' => 'hunter7' } }),
}
PP
cp broken.json ../broken.json
for noop in '' --noop; do
	# shellcheck disable=SC2086 # or none
	apply bad.pp $noop
	it "an error fails its resource ${noop:-and the run}" exits 4
	it 'and says where it is' complains_like 'broken.json:2:1'
	it 'also of a rule' complains_like 'jiraserver'
	it 'and of a file that others can read' complains_like 'chmod 600'
	it 'never with a secret' nowhere 'hunter[567]'
	it 'nor is it a change' sh -c '! grep -q /ensure: ../out'
	it 'and the file is as it was' cmp -s broken.json ../broken.json
done

cat >texts.pp <<PP
jira_connection { '$PWD/texts.json': type => 'basic', url => '$JIRA',
  label => 'a "b" \$HOME', username => 'true',
  api_token => Deferred('new', [Sensitive, "hunter9'\"\\\\"]) }
PP
apply texts.pp --debug
# shellcheck disable=SC2016 # it is no variable
it 'takes a text as it is' [ "$(jq -r '.name, .auth.username' texts.json |
    tr '\n' '|')" = 'a "b" $HOME|true|' ]
it 'and a secret that is got on the node' \
    [ "$(jq -r .auth.apiToken texts.json)" = "hunter9'\"\\" ]
it 'which it shows nowhere' nowhere hunter9
sed -i 's/api_token.*/api_token => Sensitive("") }/' texts.pp
apply texts.pp
it 'names what is wrong with a parameter' complains_like \
    'jira-conn: apiToken: holds no secret \(65\)$'
echo "jira_config { '$PWD/config.json': }" >nothing.pp
apply nothing.pp
it 'wants something to merge' complains_like 'merge is missing'

cat >wrong.pp <<PP
jira_config { '$PWD/config.json': merge => Sensitive('hunter8') }
PP
apply wrong.pp
it 'what is no hash is refused' exits 1
it 'without repeating it' nowhere hunter8
cat >missing.pp <<PP
jira_key_set { '$PWD/keys': executable => '/nowhere/jira-keygen' }
jira_config { '$PWD/config.json': merge => {}, executable => '/bin/true' }
PP
apply missing.pp
it 'a program that is not there fails its resource' exits 4
it 'and is named' complains_like '/nowhere/jira-keygen'
it 'so is what is another program' complains_like '/bin/true is not'

run puppet describe --modulepath "$PWD/modules" jira_applink
it 'every type describes itself' prints_like 'no browser'
finish
