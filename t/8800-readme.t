#!/bin/sh
# What the READMEs tell people to type is typed here, to the end of each guide.
. "${0%/*}/lib.sh"
PATH=$PATH:$ROOT/contrib/cron

# recipes readme: the indented commands of its recipes, each in a file beside
# its heading.  What is indented deeper goes on, and so does what a manifest
# of Puppet opens; a manifest is a file ending in .pp.
recipes() {
	awk '
		/^---/ { on = before !~ /^(Tokens|The same|Files)/
			heading = before }
		{ before = $0 }
		!on || !/^    / { manifest = 0; next }
		{ sub(/^    /, "") }
		!manifest && /^[^ ]/ && !/^fi$/ {
			manifest = /^[a-z_]+ \{/
			name = sprintf("%02d.%s", ++n, manifest ? "pp" : "sh")
			print heading >(name ".of")
			print >(name ".title")
		}
		{ print >name }' "$1"
}

# Jira Cloud is at the stand-in, too.
cat >../cloud.sh <<'END'
cloud() {
	for file in "$@"; do
		grep -q 'atlassian\.net' "$file" 2>/dev/null || continue
		jq --arg url "$JIRA" '.url = $url | .product = "cloud" |
		    .cloudId = "11223344-a1b2-3b33-c444-def123456789" |
		    if .api != "devops" then . else .endpoints = {
		    token: "\($url)/cloud/api/oauth/token",
		    ingest: "\($url)/cloud/api/jira"} end' \
		    "$file" >"$file.new" && mv "$file.new" "$file"
	done
}
END

# type_all: the commands of ../list, in one shell; what each answered is in
# .out, .err and .status beside it.
type_all() {
	list=$(cd ../list && pwd)
	echo ". '$top/cloud.sh'" >../all
	for script in "$list"/*.sh; do
		# What a person types after "cat >file" is in a file of that
		# name.
		typed=$(sed -n 's/^cat >//p' "$script")
		echo ". '$script' >'$script.out' 2>'$script.err'" \
		    "<'${typed:+$top/typed/}${typed:-/dev/null}'"
		echo "echo \$? >'$script.status'; cloud $1"
	done >>../all
	sh ../all
	of=
	for script in "$list"/*.sh; do
		cp "$script.out" ../out
		cp "$script.err" ../err
		status=$(cat "$script.status")
		[ "$of" = "$(cat "$script.of")" ] || {
			of=$(cat "$script.of")
			echo "# $of"
		}
		it "$(cat "$script.title")" exits 0
	done
}

# answer pattern: of the last command with that in it.
answer() {
	rm -f ../out ../err
	script=$(grep -l -e "$1" ../list/*.sh | tail -n 1)
	cp "$script.out" ../out
	cp "$script.err" ../err
}

# codestream: its config, and its program, which notes that it starts again.
codestream() {
	mkdir .codestream
	printf '{\n\t"ssl": {}, // none\n\t"integrations": {}\n}\n' \
	    >.codestream/codestream-services-config.json
	printf '#!/bin/sh\necho "$*" >>%s/restarted\n' "$top" \
	    >.codestream/codestream
	chmod +x .codestream/codestream
	: >../restarted
}
merged() {
	run sed -n '/"cloud"/,/}/p' .codestream/codestream-services-config.json
	it 'the file is merged' prints_like '"appClientId": "abc123"'
	it 'with the secret' prints_like '"appClientSecret": "app-secret"'
	run cat .codestream/codestream-services-config.json
	it 'and its comments' prints_like '^	"ssl": .*, // none$'
	run cat ../restarted
	it 'and it is restarted, once' prints --restart
}
of_fred() {
	answer "$1 .*/myself"
	it "$2" [ "$(jq -r .name ../out)" = fred ]
}
of_jan() {
	answer 'jan.json .*/myself'
	it 'the token lets in' [ "$(jq -r .name ../out)" = jan@example.com ]
}
held() {
	control ingest '{"show":"builds","records":true}'
	run jq -c '.entities[0].record | [.pipelineId, .buildNumber, .url]' \
	    "$top/control"
	it 'which Jira has' prints '["web",42,"https://ci.example.com/web/42"]'
}

mkdir ../typed ../list
for secret in admin.password=admin-secret fred.password=fred-secret \
    app.secret=app-secret client.secret=client-secret jan.token=jan-token; do
	echo "${secret#*=}" >"../typed/${secret%%=*}"
done
client='{"id":"abc123","secret":"client-secret","realm":"credentials",
    "grants":["client_credentials"],"user":"fred"}'
jan='{"name":"jan@example.com","password":"jan-token"}'
standin --approve-all --client "$client"
control users "$jan"
codestream
echo sesame >.vault-password
git init -q && git config user.name Jan &&
    git config user.email jan@example.com &&
    git commit -q --allow-empty -m 'begin' && git tag v1.4 &&
    git commit -q --allow-empty -m 'WEB-12: greet the world' && git tag v1.5

# Each guide has the same name everywhere.
for readme in ansible puppet; do
	grep -B 1 '^---' "$ROOT/contrib/$readme/README" | grep -v '^--' \
	    >../guides
	run grep -cxFf ../guides "$ROOT/README"
	it "$readme has a recipe for each of the five guides" prints 5
done

# It says of each program what its page says, and what it names is there.
awk '/^    jira-[a-z0-9-]+  +[a-z]/ { if (said) print said; said = $0; next }
    said && /^      +[a-z]/ { said = said $0; next }
    said { print said; exit }' "$ROOT/README" | tr -s ' ' >../said
for page in "$ROOT"/man/jira-*.1; do
	name=${page##*/} name=${name%.1}
	[ -e "$ROOT/bin/$name.c" ] || continue
	it "$name is in its list, with the line of its page" grep -qx \
	    " $name $(sed -n 's/^\.Nd //p' "$page")" ../said
done
grep -oE '\<(jira|codestream)_[a-z_]+\>' "$ROOT/README" |
    grep -v 'jira_p[a-z]*key' | sort -u | while read -r word; do
	set -- "$ROOT"/contrib/ansible/*/*/"$word".py \
	    "$ROOT"/contrib/ansible/roles/"$word"/README \
	    "$ROOT"/contrib/puppet/lib/puppet/type/"$word".rb
	[ -e "$1" ] || [ -e "$2" ] || [ -e "$3" ] || echo "$word"
done >../out
it 'every module, role and type of the README is there' prints_nothing

# What is said to be held is held by something.
grep -oE 't/[a-z0-9_/.]*[a-z0-9]' "$ROOT/QUIRKS" | sort -u |
    while read -r test; do
	set -- "$ROOT/$test"*
	[ -e "$1" ] || echo "$test"
done >../out
it 'every test that QUIRKS names is there' prints_nothing

# The main one.
(cd ../list && recipes "$ROOT/README")
sed -i "s|https://jira\.example\.com/jira|$JIRA|g" ../list/*.sh
type_all '*.json'
answer 'jira-probe'
it 'the look says what answers' prints_like '^product +Jira Server'
of_fred codestream.json 'an application link ends in a call'
it 'also when it is sealed' grep -q ANSIBLE_VAULT codestream.json
answer 'jira-oauth1-sign'
it 'or is made by curl' [ "$(jq -r .name ../out)" = fred ]
of_fred ci.json 'a personal access token ends in a call'
run jira-token -c ci.json check
it 'and lets in after its rotation' prints 'yes: Fred Normal (fred)'
merged
answer 'jira-submit'
it 'a build is accepted' [ "$(jq -r .verdict ../out)" = accepted ]
held
of_jan
run jq -r .http.auth.basic.password integrator.json
it 'and integrator.io is told so' prints jan-token

# Those of Puppet.
if ! command -v puppet >/dev/null || [ -n "${SAN-}" ]; then
	it 'the recipes of Puppet # SKIP it is not here, or not asked' true
	finish
	exit
fi
rm -rf ../list ./* .codestream
mkdir ../list modules var etc
cp -r "$ROOT/contrib/puppet" modules/jira_filters
standin --approve-all --client "$client"
control users "$jan"
codestream
(cd ../list && recipes "$ROOT/contrib/puppet/README")
bin=$(command -v jira-token)
sed -i "s|https://jira\.example\.com/jira|$JIRA|g
	s|/etc/jira|$PWD/etc/jira|g
	s|/home/cs|$PWD|g
	s|user        => 'cs'|user        => '$(id -un)'|
	s|/usr/local/bin|${bin%/*}|" ../list/*.pp ../list/*.sh
{
	for secret in admin.password fred.password app.secret client.secret; do
		echo "\$$(echo $secret | tr . _) =" \
		    "Sensitive('$(cat ../typed/$secret)')"
	done
	echo "\$api_token = Sensitive('jan-token')"
	cat ../list/*.pp
} >../all.pp
apply() {
	run puppet apply --modulepath "$PWD/modules" --confdir "$PWD/var" \
	    --vardir "$PWD/var" --color false --detailed-exitcodes \
	    "$@" ../all.pp
}

apply --noop
it 'Puppet: the recipes say what they would do' exits 0
it 'and do nothing' [ -z "$(ls -A etc; cat ../restarted)" ]
apply
it 'the recipes are applied' exits 2
it 'without a secret in what is said' never_says -secret
type_all 'etc/jira/*.json'
of_fred codestream.json 'an application link ends in a call'
of_fred ci.json 'a personal access token ends in a call'
merged
answer 'jira-submit'
it 'a build is accepted' [ "$(jq -r .verdict ../out)" = accepted ]
held
of_jan
answer integrator.io
it 'and integrator.io is told so' prints_like jan-token

# The site is back in the cloud.
jira-conn -i ./etc/jira/devops.json -u https://acme.atlassian.net
jira-conn -i ./etc/jira/jan.json -u https://example.atlassian.net
apply
it 'a second time, nothing changes' exits 0
run jira-token -c ./etc/jira/codestream.json check
it 'and what was approved stays' prints 'yes: Fred Normal (fred)'

finish
