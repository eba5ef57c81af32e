#!/bin/sh
# The pages of the collection are whole and right, and their examples run.
. "${0%/*}/lib.sh"
# shellcheck source=t/ansible.sh
. "$ROOT/t/ansible.sh"
[ "${SAN-}" = '' ] || skip 'the programs have instrumented tests of their own'
collection
here=$ROOT/contrib/ansible

# Built and installed as people do, with nothing fetched.
run ansible-galaxy collection build "$here" --output-path ..
it 'builds' exits 0
version=$(cat "$ROOT/VERSION")
rm "$top/collections/ansible_collections/jira/filters"
run ansible-galaxy collection install -p "$top/collections" --offline \
    "../jira-filters-$version.tar.gz"
it 'installs, with the version of the kit' exits 0

for module in "$here"/plugins/modules/*.py; do
	module=${module##*/}
	set -- "$@" "jira.filters.${module%.py}"
done
run ansible-doc -j "$@"
it 'has a page for each module' exits 0
cp ../out ../pages
run jq -e 'length > 5 and all(.[]; .doc.description and .examples and
    .return and .doc.options.executable)' ../pages
it 'with all that belongs there' exits 0
run ansible-doc -j -t lookup jira.filters.access_token
it 'and for the lookup' exits 0
cp ../out ../lookup

for name in $(jq -r 'keys[] | sub(".*\\."; "")' ../pages) access_token; do
	run grep -E "^    $name +[a-z]" "$here/README"
	it "$name: the README says so" exits 0
done
# Those that are let in by a connection, and only they, share their defaults.
run sed -n 's/^    - //p' "$here/meta/runtime.yml"
it 'has a group of those that take a connection' prints "$(jq -r '
    to_entries[] | select(.value.doc.options | .connection and .max_time) |
    .key | sub(".*\\."; "")' ../pages)"

# The examples and the recipes, at home: here for /etc, and the stand-in for
# the site.
client=$(echo "$devops_client" | jq -c '.id = "abc123" | .secret = "shhh"')
standin --approve-all --client "$client"
mkdir -p etc/ci etc/codestream .codestream known
printf '{\n\t"ssl": {}, // none\n}\n' \
    >etc/codestream/codestream-services-config.json
cp etc/codestream/*.json .codestream
printf '#!/bin/sh\n' >.codestream/codestream
chmod +x .codestream/codestream
export JIRA_CONNECTIONS="$PWD/known"
echo fred-token >token
jira-conn -t pat -u "$JIRA" --token-file ../token >known/ci.json
cp known/ci.json known/codestream.json
devops | jq '.auth += {clientId: "abc123", clientSecret: "shhh"}' \
    >known/devops.json
cp known/devops.json etc/ci
at_home() {
	sed "s|/etc/|$PWD/etc/|g
		s|https://jira\.example\.com/jira|$JIRA|g
		s|owner: .*|owner: $(id -un)|
		s|- hosts: .*|- hosts: localhost|"
}
cat >vars.json <<'END'
{ "admin_password": "admin-secret", "jira_token": "fred-token", "fred_password": "fred-secret",
  "jira_client_secret": "shhh", "client_secret": "shhh",
  "api_token": "shhh", "ansible_connection": "local" }
END

jira-keygen -q -d etc/codestream/keys
{
	echo '- hosts: localhost'
	echo '  tasks:'
	jq -r '.[].examples' ../pages ../lookup | sed 's/^/    /'
} | at_home >examples.yml
run ansible-playbook -i localhost, -e @vars.json examples.yml
it 'the examples run' exits 0
it 'all of them' [ "$(grep -c '^TASK' ../out)" -ge \
    "$(grep -c '^    - name' examples.yml)" ]

awk '/^    - hosts:/ { on = 1 } /^[^ ]/ { on = 0 } on' "$here/README" |
    sed 's/^    //' | at_home >recipes.yml
rm -r etc/c*/jira.json etc/codestream/keys
run ansible-playbook -i localhost, -e @vars.json recipes.yml
it 'the recipes of the README run' exits 0
it 'for each guide' [ "$(grep -c '^PLAY \[' ../out)" = 7 ]
it 'saying when somebody has to approve' prints_like 'Somebody has to approve'
run ansible-playbook -i localhost, -e @vars.json recipes.yml
it 'and again' exits 0
it 'without a change' prints_like 'changed=0 '

# Ansible's own checks, as far as they need nothing from elsewhere.
root=$top/collections/ansible_collections/jira/filters
checker=/usr/lib/python3/dist-packages/ansible_test/_util/controller/sanity/\
validate-modules

# Its licence is not the one that Ansible asks of its own modules.
validate() (
	cd "$root" && PYTHONPATH="$checker:$top/collections" \
	    ANSIBLE_COLLECTIONS_PATH="$top/collections" \
	    /usr/bin/python3 "$checker/validate.py" -w --arg-spec \
	    --collection ansible_collections/jira/filters \
	    --collection-version "$version" plugins/modules |
	    grep -v missing-gplv3-license
)
if /usr/bin/python3 -c 'import voluptuous' 2>/dev/null &&
    (cd "$checker" && /usr/bin/python3 -c 'import validate_modules.main') 2>/dev/null
then
	run validate
	it 'each page has the options that its module has' prints_nothing
	sed -i 's/^  max_time:/  most_time:/' \
	    "$root/plugins/doc_fragments/program.py"
	run validate
	it 'or else that is noticed' prints_like \
	    "jira_applink.*'max_time' is listed in the argument_spec, but not"
fi

# Those of its tests that install nothing first.
sane() (
	version=$(/usr/bin/python3 -c '
import sys
print("%d.%d" % sys.version_info[:2])')
	cd "$root" && git init -q && git add . && PATH=/usr/bin:/bin || exit
	# Some of these are gone from ansible-core 2.19.
	known=$(ansible-test sanity --list-tests 2>/dev/null)
	set --
	for test in action-plugin-docs compile empty-init \
	    future-import-boilerplate ignores line-endings \
	    metaclass-boilerplate no-assert no-basestring no-get-exception \
	    no-illegal-filenames no-main-display no-smart-quotes \
	    no-unicode-literals replace-urlopen shebang symlinks \
	    use-argspec-type-path use-compat-six; do
		! echo "$known" | grep -qx -e "$test" ||
		    set -- "$@" --test "$test"
	done
	ansible-test sanity --color no --python "$version" "$@"
)
if command -v ansible-test >/dev/null; then
	run sane
	it 'is sane' exits 0
fi
if command -v ansible-lint >/dev/null; then
	run env ANSIBLE_COLLECTIONS_PATH="$top/collections" \
	    ansible-lint --offline --nocolor "$here/roles"
	it 'has roles that ansible-lint finds nothing in' exits 0
fi
if command -v pycodestyle >/dev/null; then
	run pycodestyle --max-line-length=80 --ignore=E402,W503,W504 \
	    "$here/plugins"
	it 'and Python in the usual style' exits 0
fi
if command -v yamllint >/dev/null; then
	run yamllint "$here"
	it 'and YAML, too' exits 0
fi

finish
