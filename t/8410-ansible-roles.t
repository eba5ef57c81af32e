#!/bin/sh
# The roles of the collection follow two guides from their first step to the
# last, with secrets from a vault.
. "${0%/*}/lib.sh"
# shellcheck source=t/ansible.sh
. "$ROOT/t/ansible.sh"
[ "${SAN-}" = '' ] || skip 'the programs have instrumented tests of their own'
collection

standin --approve-all
printf '// CodeStream\n{\n\t"ssl": {}, // none\n}\n' >services.json
cp services.json ../services
echo pw >password
export ANSIBLE_VAULT_PASSWORD_FILE="$PWD/password"
{
	printf shh-sesame | jira-seal -r --name client_secret
	printf admin-secret | jira-seal -r --name admin_password
} >vault.yml
# The target's home is another one than ours.
mkdir ../remote
cat >../remote/restart <<END
#!/bin/sh
echo restarted >>$top/restarted
END
chmod +x ../remote/restart
cat >site.yml <<END
- hosts: localhost
  connection: local
  gather_facts: false
  vars_files: [vault.yml]
  environment: { HOME: $top/remote }
  roles:
    - role: jira.filters.codestream_cloud
      codestream_cloud_host: codestream.example.com
      codestream_cloud_client_id: abc123
      codestream_cloud_client_secret: "{{ client_secret }}"
      codestream_cloud_config: $PWD/services.json
      codestream_cloud_restart: ["~/restart"]
    - role: jira.filters.jira_server
      jira_server_url: "$JIRA"
      jira_server_admin: { username: admin, password: "{{ admin_password }}" }
      jira_server_consumer_key: ci
      jira_server_keys: $PWD/keys
      jira_server_connection: $PWD/jira.json
END
book() { run ansible-playbook -i localhost, "$@"; }
secret_free() {
	it 'without a word of the secrets' never_says shh-sesame
	it 'neither of them' never_says admin-secret
	it 'nor of a key' never_says 'PRIVATE KEY'
}
changes() { grep -c '^changed: ' ../out; }
shown() { grep '^[-+@]' ../out; }

run cat vault.yml
it 'keeps the secrets in inline vault values' prints_like 'client_secret: !vault'
book --check --diff site.yml
it 'foretells what is to do' exits 0
secret_free
it 'which is a config, keys and a connection' [ "$(changes)" = 3 ]
it 'and does nothing' cmp -s services.json ../services
it 'anywhere' leaves 'password services.json site.yml vault.yml'
it 'restarting nothing' [ ! -e ../restarted ]
shown >../foretold
it 'though it shows it' [ "$(wc -l <../foretold)" -gt 15 ]

book --diff -vvv site.yml
it 'does it' exits 0
secret_free
it 'with a link, and a restart' [ "$(changes)" = 5 ]
# What a link to a key that is not there yet would be nobody can say.
it 'showing what it said it would, and the link' [ "$(shown |
    sed '/^--- ci$/,/^+impersonation/d')" = "$(cat ../foretold)" ]
it 'whose key it names' prints_like '^\+publicKey: "SHA256:'
it 'and the config has its client' grep -q 'abc123"' services.json
it 'restarting once' [ "$(cat ../restarted)" = restarted ]

book --diff site.yml
it 'does no more the second time' exits 0
it 'at all' prints_like 'changed=0 '
it 'nor shows a difference' [ -z "$(shown)" ]
it 'restarting nothing' [ "$(cat ../restarted)" = restarted ]
it 'says what is left to do' \
    prints_like "jira-token -c $PWD/jira.json authorize"
run jira-token -c jira.json --timeout 9 authorize
it 'which somebody does' exits 0
run jira-request -c jira.json /rest/api/2/myself
it 'and then a call is let in' prints_like '"name": *"fred"'
finish
