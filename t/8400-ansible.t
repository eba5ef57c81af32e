#!/bin/sh
# The modules of the collection do what the programs do, and say it to Ansible.
. "${0%/*}/lib.sh"
# shellcheck source=t/ansible.sh
. "$ROOT/t/ansible.sh"
[ "${SAN-}" = '' ] || skip 'the programs have instrumented tests of their own'
collection

standin --client "$devops_client"
devops >devops.json
echo fred-token >token
jira-conn -t pat -u "$JIRA" --token-file token >fred.json
printf '// CodeStream\n{\n\t"ssl": {}, // none\n}\n' >services.json
printf '{ "a": [ { "name": "x", "n": 1 } ] }\n' >app.json
chmod 640 app.json
me=$(id -u)
login="{ url: \"$JIRA\", username: admin, password: admin-secret }"

# Programs that are not as they should be, and one that tells of its call.
mkdir ../bin
program() { cat >"../bin/$1" && chmod +x "../bin/$1"; }
program old <<'END'
#!/bin/sh
echo jira-keygen 0.0.9
END
program spy <<'END'
#!/bin/sh
{ printf '%s\n' "$@"; env; } >>"${0%/*}/../spied"
exec jira-cfg-merge "$@"
END
program busy <<'END'
#!/bin/sh
[ "$1" != --version ] || exec jira-token --version
[ ! -e "$0.free" ] || exec jira-token "$@"
>"$0.free"
echo 'busy: somebody else has the lock' >&2
exit 75
END
cp ../bin/busy ../bin/busy_once

# What ensures something.
four key <<END
jira.filters.jira_key:
  path: $PWD/keys
  owner: $me
  mode: "0400"
  subject: codestream
END
four certificate <<END
jira.filters.jira_key: { dir: $PWD/keys, days: 400, renew_before: 366 }
END
once rotated <<END
jira.filters.jira_key: { path: $PWD/keys, rotate: true }
END
four codestream <<END
jira.filters.jira_cfg_merge:
  path: $PWD/services.json
  for: codestream
  backup: true
  set:
    .integrations.jira.cloud.appClientId: abc123
  secrets:
    .integrations.jira.cloud.appClientSecret: 'se"same-1'
END
four create <<END
jira.filters.jira_cfg_merge:
  path: $PWD/new.json
  executable: $top/bin/spy
  create: true
  mode: "0640"
  merge: { nested: { number: 9007199254740993, gone: null } }
  set: { .list: [1, { a: "\$HOME ~" }] }
  secrets: { .plainly.named: sesame-2 }
END
four arrays <<END
jira.filters.jira_cfg_merge:
  path: $PWD/app.json
  arrays: by=name
  merge: { a: [ { name: x, n: 2 }, { name: y } ] }
  patch: [ { op: test, path: /a/0/n, value: 2 },
    { op: add, path: /b, value: 3 } ]
  expression: [ .b += 1, '.c = .b' ]
END
four mode <<END
jira.filters.jira_cfg_merge:
  path: $PWD/app.json
  mode: u=rw,go=
  merge: { b: 4 }
END
four replaced <<END
jira.filters.jira_cfg_merge:
  path: $PWD/new.json
  secrets: { .plainly.named: sesame-8 }
END
four connection <<END
jira.filters.jira_connection:
  connection: $PWD/ci.json
  owner: $me
  mode: u=rw,go=
  type: pat
  url: https://jira.example.com/jira
  token: sesame-6
END
four scopes <<END
jira.filters.jira_connection:
  path: $PWD/cloud.json
  type: oauth2
  subdomain: acme
  client_id: abc123
  refer: { clientSecret: "env:SECRET" }
  redirect_uri: http://localhost:8080/callback
  scopes: [read:jira-work, read:jira-user]
END
four link <<END
jira.filters.jira_applink:
  login: $login
  consumer_key: shipping
  name: Shipping
  public_key: $PWD/keys/jira_publickey.pem
END
once proven <<END
jira.filters.jira_applink:
  login: $login
  consumer_key: shipping
  private_key: $PWD/keys/jira_privatekey.pem
END
four unlinked <<END
jira.filters.jira_applink:
  login: $login
  consumer_key: shipping
  state: absent
END

four pat <<END
jira.filters.jira_pat:
  login: { url: "$JIRA", username: fred, password: fred-secret }
  into: $PWD/pat.json
  name: ci
  days: 10
  mode: "0600"
END
four rotate <<END
jira.filters.jira_pat: { into: $PWD/pat.json, days: 90, within: 30d }
END
four revoke <<END
jira.filters.jira_pat: { into: $PWD/pat.json, state: absent }
END
four submit <<END
jira.filters.jira_submit:
  connection: $PWD/devops.json
  kind: builds
  journal: $PWD/sent
  url: https://ci.example.com/{pipelineId}
  properties: { source: ci }
  records:
    - { pipelineId: web, buildNumber: 1, displayName: web,
        state: successful, issueKeys: [DEMO-1] }
END
once resubmit <<END
jira.filters.jira_submit:
  connection: $PWD/devops.json
  kind: builds
  url: https://ci.example.com/{pipelineId}
  records:
    - { pipelineId: web, buildNumber: 2, displayName: web,
        state: successful, issueKeys: [DEMO-1] }
    - { pipelineId: web }
END
once submit_nowhere <<END
jira.filters.jira_submit:
  { connection: $PWD/fred.json, kind: builds, records: [{}] }
END
once no_kind <<END
jira.filters.jira_submit: { kind: tests, records: [] }
END
once pat_without <<END
jira.filters.jira_pat:
  { connection: $PWD/fred.json, into: $PWD/nameless.json }
END
once pat_foreseen <<END
jira.filters.jira_pat:
  { connection: $PWD/fred.json, into: $PWD/nameless.json }
check_mode: true
END

# What looks.
once probe <<END
jira.filters.jira_probe_info: { url: "$JIRA" }
END
once probe_login <<END
jira.filters.jira_probe_info:
  login: { url: "$JIRA", token: fred-token }
END
once held <<END
jira.filters.jira_token_info: { connection: $PWD/fred.json }
END
once lasting <<END
jira.filters.jira_token_info: { connection: $PWD/fred.json, within: 7d }
END
once listed <<END
jira.filters.jira_token_info: { connection: $PWD/fred.json, list: true }
END
once header <<END
ansible.builtin.set_fact:
  right: "{{ lookup('jira.filters.access_token', '$PWD/fred.json',
    output='header') == 'Bearer fred-' ~ 'token' }}"
END
once looked_up <<END
ansible.builtin.set_fact:
  right: "{{ lookup('jira.filters.access_token', '~/fred.json')
    == 'fred-' ~ 'token' }}"
END
once busy <<END
jira.filters.jira_token_info:
  connection: $PWD/fred.json
  executable: $top/bin/busy
END
once waited <<END
jira.filters.jira_token_info:
  connection: $PWD/fred.json
  executable: $top/bin/busy_once
until: waited is success or not waited.retriable
retries: 2
delay: 0
END

# What goes wrong.
once missing <<END
jira.filters.jira_key: { path: $PWD/keys, executable: /nowhere/jira-keygen }
END
once old <<END
jira.filters.jira_key: { path: $PWD/keys, executable: $top/bin/old }
END
once another <<END
jira.filters.jira_key: { path: $PWD/keys, executable: $(command -v jira-conn) }
END
once unreachable <<END
jira.filters.jira_probe_info: { url: "http://127.0.0.1:1/jira" }
END
once refused <<END
jira.filters.jira_applink:
  login: { url: "$JIRA", username: fred, password: fred-secret }
  consumer_key: shipping
  public_key: $PWD/keys/jira_publickey.pem
END
once malformed <<END
jira.filters.jira_cfg_merge:
  { path: $PWD/token, secrets: { .a: sesame-3 } }
END
once misplaced <<END
jira.filters.jira_cfg_merge: { path: $PWD/app.json, secrets: { .a: [se-4] } }
END
once patchy <<END
jira.filters.jira_cfg_merge: { path: $PWD/app.json, patch: [ { op: a } ] }
END
once no_secret <<END
jira.filters.jira_cfg_merge: { path: $PWD/app.json, secrets: { .a: "" } }
END
once locked <<END
jira.filters.jira_cfg_merge: { path: $PWD/held.json, wait: 0, merge: {} }
END
once with_nul <<END
jira.filters.jira_connection: { path: $PWD/ci.json, name: "a\0b" }
END
# Ansible 2.19 takes no such text itself.
text=no_text.json
echo '{ "no_text": "\ud800abc" }' >$text
ansible localhost -e @$text -m ansible.builtin.debug >/dev/null 2>&1 ||
    text=
[ -z "$text" ] || once no_utf8 <<END
jira.filters.jira_connection: { path: $PWD/ci.json, token: "{{ no_text }}" }
END
once shared <<END
jira.filters.jira_key: { path: $PWD/few, mode: "u=rw,g=r" }
END
once shared_token <<END
jira.filters.jira_connection:
  { path: $PWD/ci.json, mode: "0640", token: sesame-7 }
END
once odd_mode <<END
jira.filters.jira_key: { path: $PWD/few, mode: private }
END
once ruled <<END
jira.filters.jira_cfg_merge:
  path: $PWD/services.json
  for: codestream
  set: { .integrations.jira.cloud.appClientSecret: shhh }
END
once retyped <<END
jira.filters.jira_connection: { path: $PWD/ci.json, type: basic }
END
once two_secrets <<END
jira.filters.jira_connection:
  { path: $PWD/ci.json, token: sesame-7, token_file: x }
END
once nothing <<END
jira.filters.jira_cfg_merge: { path: $PWD/app.json }
END
once few_bits <<END
jira.filters.jira_key: { path: $PWD/few, bits: 512 }
END
once no_bits <<END
jira.filters.jira_key: { path: $PWD/few, bits: many }
END
once no_path <<END
jira.filters.jira_key: { bits: 2048 }
END
once no_such <<END
jira.filters.jira_key: { path: $PWD/few, password: shhh }
END
once both <<END
jira.filters.jira_probe_info: { url: "$JIRA", connection: fred }
END
once no_password <<END
jira.filters.jira_probe_info: { login: { url: "$JIRA", username: fred } }
END
once no_state <<END
jira.filters.jira_applink: { consumer_key: shipping, state: gone }
END
once no_time <<END
jira.filters.jira_token_info: { connection: $PWD/fred.json, within: soon }
END
once not_looked_up <<END
ansible.builtin.set_fact:
  wrong: "{{ lookup('jira.filters.access_token', '$PWD/none.json') }}"
END

# It is held for as long as that play goes on.
echo '{}' >held.json
(flock 9 && exec sleep 300) 9<held.json >/dev/null 2>&1 &
background="$background $!"
play -vvv ${text:+-e @"$text"}
cp ../out ../said
for name in key certificate codestream create arrays mode replaced connection \
    scopes link unlinked pat rotate revoke submit; do
	it "$name: foretells what it does, and does it once" same "$name"
done

it 'gives a set of keys its mode, where it is private' [ "$(find keys/202* \
    -perm 400 | wc -l)" = 2 ]
it 'names what it made' answer key_deed '.files | length == 4'
it 'and shows that' \
    answer key_deed '.diff[0].prepared | contains("+jira_pu")'
it 'and where to find a key' \
    answer key_done ".public_key == \"$PWD/keys/jira_publickey.pem\""
it 'makes a certificate alone anew' answer certificate_deed \
    '.files == ["'"$PWD"'/keys/jira_publickey.cer"]'
it 'rotates, and keeps the old set' answer rotated '.kept | contains("/202")'

run cat services.json
it 'merges into a config, keeping comments' prints_like '^// CodeStream$'
it 'as the program does' prints_like '^		"jira": \{$'
it 'what is secret, too' prints_like 'appClientSecret": "se\\"same-1"'
it 'shows the rest' answer codestream_deed \
    '.diff[0].prepared | contains("abc123") and contains("\"***\"")'
it 'names the copy' \
    answer codestream_deed ".backup_file == \"$PWD/services.json~\""
run cat 'services.json~'
it 'which has the old bytes' prints "$(printf '// CodeStream
{
	"ssl": {}, // none
}')"
run cat new.json
it 'makes a file' prints_like '^  "plainly": \{$'
it 'and alters no number' prints_like '"number": 9007199254740993$'
# shellcheck disable=SC2016 # it is no variable
it 'and no string' prints_like '"a": "\$HOME ~"$'
it 'with the mode asked for' [ "$(find new.json -perm 640)" ]
run cat ../spied
it 'with no secret among the arguments, or in the environment' \
    never_says sesame-2
it 'though there are arguments' prints_like '^--set=\.list:\[1'
run jq -c . app.json
it 'merges arrays, patches, and runs jq' \
    prints '{"a":[{"name":"x","n":2},{"name":"y"}],"b":4,"c":4}'
it 'changes a mode alone' answer mode_deed '.diff[0].after.mode == "0600"'
it 'and says that nothing else did' answer mode_deed '.paths == []'

run cat ci.json
it 'composes a connection' prints '{
  "url": "https://jira.example.com/jira",
  "product": "server",
  "auth": {
    "type": "pat",
    "token": "sesame-6"
  }
}'
it 'with the mode asked for' [ "$(find ci.json -perm 600)" ]
it 'and shows what it has' answer connection_deed \
    '.created and (.diff[0].prepared | contains("\"token\": \"***\""))'
it 'asks for a refresh token' grep -q offline_access cloud.json

it 'makes a link' answer link_deed '.differs | contains(["link", "consumer"])'
it 'and shows it' answer link_deed \
    '.diff[0].prepared | contains("+publicKey: \"SHA256:")'
it 'proves it' answer proven '.proven and (.changed | not)'
it 'makes a personal access token' answer pat_deed \
    '.action == "create" and .name == "ci" and .id'
it 'foretelling it' answer pat_look '.action == "create"'
it 'rotates it' answer rotate_deed '.action == "rotate"'
it 'revokes it' answer revoke_deed '.action == "revoke"'
it 'and it is gone' [ "$(jq -c '.auth | keys' pat.json)" = '["name","type"]' ]
it 'wants a name for one' fails pat_without '--name'
it 'which it foretells' fails pat_foreseen '--name'
it 'submits a build' answer submit_deed '.verdicts[0].verdict == "accepted"'
it 'and shows it' answer submit_deed '.diff[0].prepared | contains("\"web\"")'
it 'once, by its journal' answer submit_again '.verdicts[0].journal'
it 'fails for a record that is not right' answer resubmit '.failed and
    .changed and (.verdicts | map(.verdict)) == ["accepted", "invalid"]'
it 'and for what takes none' fails submit_nowhere 'jira-submit: '
it 'knows the kinds' fails no_kind 'value of kind must be one of'

it 'probes a site' answer probe '.site.product == "server" and
    .site.credential == null'
it 'and who somebody is there' answer probe_login \
    '.site.credential.user == "fred" and (.changed | not)'
it 'says what a connection holds' answer held '.token.form == "file" and
    .token.type == "pat" and (has("lasts") | not)'
it 'and whether it lasts' answer lasting '.lasts'
it 'lists the tokens of its owner' answer listed '.listed | length > 0 and
    all(.[]; has("id") and has("name"))'
it 'looks a header up' answer header '.ansible_facts.right'
it 'looks a token up' answer looked_up '.ansible_facts.right'

it 'says that a moment later it may go well' \
    answer busy '.failed and .retriable and .rc == 75'
it 'so that Ansible waits' answer waited '.attempts == 2 and (.failed | not)'
it 'as when nothing answers' \
    answer unreachable '.retriable and (.needs_person | not)'
it 'says that somebody is needed' \
    answer refused '.needs_person and (.retriable | not) and .rc == 77'
it 'and what for' fails refused 'as an administrator'

it 'says what is missing' fails missing \
    "/nowhere/jira-keygen is not there: install jira-filters 0.1.0 or newer"
it 'or too old' fails old 'is of jira-filters 0.0.9, and 0.1.0 or newer'
it 'or something else' fails another 'is not jira-keygen of jira-filters'
it 'passes on where an input is wrong' \
    fails malformed 'jira-cfg-merge: '"$PWD"'/token:1:1: '
it 'or in which parameter' fails patchy 'jira-cfg-merge: patch:1:'
it 'takes no secret that is empty' fails no_secret 'secrets: .a: has to be'
it 'nor a NUL, unless Ansible is first to say so' \
    answer with_nul '.failed and (.msg | test("NUL|null character"))'
[ -z "$text" ] ||
    it 'nor what is no UTF-8' fails no_utf8 'token: it is no UTF-8'
it 'nor a mode by which others read a secret' fails shared 'mode: nobody but'
it 'in a connection, too' fails shared_token 'mode: nobody but'
it 'nor one that is none' fails odd_mode 'mode: it is neither'
it 'waits for no lock when told so' answer locked '.retriable'
it 'and what a rule forbids' fails ruled 'appClientSecret'
it 'and what a program does not take' fails few_bits '--bits: too small'
it 'nor a time' fails no_time '--within'
it 'and what a connection lacks' \
    fails retyped '/auth/username: is missing: the user'
it 'takes a secret in one way' fails two_secrets 'token|token_file'
it 'takes a secret that is a string' \
    fails misplaced 'secrets: .a: has to be a string'
it 'wants something to merge' fails nothing 'one of the following is required'
it 'wants a number for a number' fails no_bits "'bits'"
it 'wants what is required' fails no_path 'missing required arguments: path'
it 'knows no other word' fails no_such 'Unsupported parameters'
it 'takes one way in' fails both 'mutually exclusive'
it 'which is complete' fails no_password 'password, token found in login'
it 'knows two states' fails no_state 'value of state must be one of'
it 'says why there is no token' fails not_looked_up 'none.json: No such file'
it 'has done nothing that failed' [ ! -e few ]

# A token that is listed there has a name that is its secret.
cat ../answers ../said ../err | sed 's/"name": "fred-token"//' >../out
for secret in sesame-1 same-1 sesame-2 sesame-3 se-4 sesame-6 sesame-7 sesame-8 admin-secret \
    fred-secret fred-token 'PRIVATE KEY'; do
	it "nowhere shows $secret" never_says "$secret"
done

finish
