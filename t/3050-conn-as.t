#!/bin/sh
# jira-conn speaks the forms of other programs, and they understand it.
. "${0%/*}/lib.sh"

# refuses status sentence message: of the last run.
refuses() {
	it "refuses $2" exits "$1"
	it 'and says why' complains "jira-conn: $3"
	it 'printing nothing' prints_nothing
}

# A secret with everything that somebody may take for something.
# shellcheck disable=SC2016 # that is meant
weird='a"b\c'\''d e$HOME`f#g:h=é漢&<%'
printf '%s\n' "$weird" >secret
printf 'sesame\n' >plain
openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out k.pem 2>../log

jira-conn -t basic --subdomain acme --username me@acme.example \
    --api-token-file secret >basic.json
jira-conn -t basic --subdomain acme --username me@acme.example \
    --api-token-file plain >tame.json
jira-conn -t pat -u https://Jira.Example.COM/Jira/ --token-file secret \
    --name ours >pat.json
jira-conn -t oauth1 -u https://jira.example.com/jira --consumer-key codestream \
    --private-key-file k.pem --secret token=file:plain \
    --secret tokenSecret=file:secret >oauth1.json
jira-conn -t oauth2 --subdomain acme --cloud-id 1-2 --client-id id \
    --client-secret-file plain --redirect-uri http://localhost:8080/cb \
    --scopes read:jira-work --secret accessToken=file:secret >oauth2.json
jira-conn -t client-credentials --subdomain acme --api devops --client-id id \
    --client-secret-file plain >client.json
jira-conn -c oauth2.json --api csm >csm.json
all='basic pat oauth1 oauth2 client csm'

# curl and netrc, by curl itself: a server that says what came.
cat >../server.py <<'PY'
import base64, http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, _, text = self.headers.get("Authorization", " ").partition(" ")
        if kind == "Basic":
            text = base64.b64decode(text).decode()
        code = "utf-8" if kind == "Basic" else "latin-1"
        body = f"{kind} {text}\n".encode(code)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PY
/usr/bin/python3 ../server.py >../port 2>../log &
background=$!
tries=0
until [ -s ../port ] || [ $((tries += 1)) -gt 100 ]; do
	sleep 0.1
done
here=http://127.0.0.1:$(cat ../port)/

jira-conn -c basic.json --as curl >curl.conf
run curl -s -K curl.conf "$here"
it 'gives curl a name and a password' prints "Basic me@acme.example:$weird"
jira-conn -c pat.json --as curl >curl.conf
run curl -s -K curl.conf "$here"
it 'or a token' prints "Bearer $weird"
jira-conn -c oauth2.json --as curl >curl.conf
run curl -s -K curl.conf "$here"
it 'of OAuth 2.0, too' prints "Bearer $weird"
run jira-conn -c oauth1.json --as curl
refuses 64 'to sign for curl' 'curl signs nothing: use jira-request, or '\
'jira-oauth1-sign for each request'
run jira-conn -c client.json --as curl
refuses 78 'a token that is not there' 'client.json: /auth/accessToken: is '\
'missing'

jira-conn -c tame.json -u "$here" --product server --as netrc >net.rc 2>../log
run curl -s --netrc-file net.rc "$here"
it 'gives curl a netrc' prints 'Basic me@acme.example:sesame'
run jira-conn -c tame.json --as netrc
it 'of one line' prints 'machine acme.atlassian.net login me@acme.example '\
'password sesame'
run jira-conn -c basic.json --as netrc
refuses 78 'what netrc cannot hold' 'basic.json: /auth/apiToken: has a '\
'character that netrc has no way to write'
run jira-conn -c pat.json --as netrc
refuses 64 'a netrc of a token' "netrc is for a user's name and password, not \
for \"pat\": use --as curl, or jira-request"

# Variables, by sh.
jira-conn -c basic.json --as env >env.sh
# shellcheck disable=SC2016 # for the other sh
run sh -c '. ./env.sh; printf "%s|" "$JIRA_URL" "$JIRA_AUTH_TYPE" '\
'"$JIRA_USERNAME" "$JIRA_API_TOKEN"'
it 'gives sh variables' prints \
    "https://acme.atlassian.net|basic|me@acme.example|$weird|"
jira-conn -c oauth1.json --as env >env.sh
# shellcheck disable=SC2016
sh -c '. ./env.sh; printf "%s\n" "$JIRA_PRIVATE_KEY"' >../key
it 'a key of many lines, too' cmp -s k.pem ../key

# Ansible, by Ansible.
echo horse >password
export ANSIBLE_VAULT_PASSWORD_FILE="$HOME/password" ANSIBLE_LOCALHOST_WARNING=0
if command -v ansible >/dev/null; then
	for each in basic oauth1; do
		run jira-conn -c "$each.json" --as ansible
		it "gives Ansible the variables of $each" exits 0
		it 'with no secret in them' never_says sesame
		cp ../out $each.yml
	done
	run env LC_ALL=C.UTF-8 ansible localhost -i localhost, -c local -e \
	    @basic.yml -m debug \
	    -a 'msg={{ [jira_url, jira_auth_type, jira_username, '\
'jira_api_token] | to_json | b64encode }}'
	sed -n 's/.*"msg": "\(.*\)".*/\1/p' ../out | base64 -d |
	    jq -r 'join("|")' >../got
	mv ../got ../out
	it 'which it opens' prints \
	    "https://acme.atlassian.net|basic|me@acme.example|$weird"
	run env LC_ALL=C.UTF-8 ansible localhost -i localhost, -c local -e \
	    @oauth1.yml -m copy \
	    -a 'content={{ jira_private_key }} dest=key.out'
	it 'also a key' exits 0
	it 'of many lines' [ "$(cat key.out)" = "$(cat k.pem)" ]
	LC_ALL=C.UTF-8 ansible-vault encrypt_string --stdin-name x <plain \
	    >../string 2>../log
	sed '1d; s/^ *//' ../string | jq -Rs . >../sealed
	jq --slurpfile s ../sealed '.auth.apiToken = $s[0]' tame.json \
	    >sealed.json
	run env -u ANSIBLE_VAULT_PASSWORD_FILE jira-conn -c sealed.json --as \
	    ansible
	it 'passes on what is sealed, without a password' exits 0
	sed '1,/vault/d' ../out | tr -d ' \n' >../block
	sed 1d ../string | tr -d ' \n' >../want
	it 'as it is' cmp -s ../block ../want
else
	echo '# ansible is not installed'
fi
run env -u ANSIBLE_VAULT_PASSWORD_FILE jira-conn -c tame.json --as ansible
refuses 78 'to show a secret to Ansible' "tame.json: /auth/apiToken: nothing \
to seal it with for Ansible: name a password by \$ANSIBLE_VAULT_PASSWORD_FILE"

# jira-cli and go-jira, as YAML.
run jira-conn -c basic.json --as jira-cli
# shellcheck disable=SC2016 # a comment
it 'gives jira-cli its config' prints '# The token comes from $JIRA_API_TOKEN.
installation: Cloud
server: "https://acme.atlassian.net"
login: "me@acme.example"
auth_type: basic'
run jira-conn -c pat.json --as jira-cli
it 'and a bearer' prints_like '^auth_type: bearer$'
run jira-conn -c pat.json --as go-jira
# shellcheck disable=SC2016
it 'gives go-jira its own' prints '# The token comes from $JIRA_API_TOKEN.
endpoint: "https://Jira.Example.COM/Jira"
authentication-method: bearer-token'
for form in jira-cli go-jira; do
	run jira-conn -c oauth1.json --as $form
	refuses 64 "OAuth 1.0a in $form" "$form knows no \"oauth1\": it takes \
\"basic\" and \"pat\""
done

# CodeStream.
run jira-conn -c oauth2.json --as codestream
it 'gives CodeStream the app for Jira Cloud' exits 0
it 'as its configuration has it' [ "$(jq -c . ../out)" = \
    '{"integrations":{"jira":{"cloud":{"appClientId":"id",'\
'"appClientSecret":"sesame"}}}}' ]
cp ../out patch.json
if command -v jira-cfg-merge >/dev/null; then
	# shellcheck disable=SC2016
	printf '// ours\n{\n\t"apiServer": { "port": 443 }\n}\n' >config.json
	run jira-cfg-merge --for codestream config.json patch.json
	it 'which can be merged into it' exits 0
	it 'as it is' prints_like '"appClientSecret": "sesame"'
fi
run jira-conn -c pat.json --as codestream --id T1
it 'gives it a token' [ "$(jq -c . ../out)" = \
    "$(jq -cn --arg t "$weird" '{teamId: "T1", data: {accessToken: $t,
	data: {baseUrl: "https://jira.example.com/Jira"}}}')" ]
run jira-conn -c basic.json --as codestream --id T1
it 'an API token' [ "$(jq -r .data.data.email ../out)" = me@acme.example ]
run jira-conn -c oauth1.json --as codestream
it 'and a key' [ "$(jq -r .oauthData.privateKey ../out)" = "$(cat k.pem)" ]
it 'for its host' [ "$(jq -r .host ../out)" = https://jira.example.com/jira ]
run jira-conn -c pat.json --as codestream
refuses 64 'a token of no team' 'CodeStream asks which team it is for: give '\
'--id'
run jira-conn -c client.json --as codestream
refuses 64 'what CodeStream has not' 'CodeStream takes no '\
'"client-credentials" of Jira Cloud'
# shellcheck disable=SC2016 # the point of it
for text in 'a`b' 'a\b' 'a${b}'; do
	printf %s "$text" >../text
	cp ../text text
	run jira-conn -c oauth2.json --client-secret-file text --as codestream
	refuses 78 "$text" "oauth2.json: /auth/clientSecret: has a backtick, \
a backslash or a \${ in it, which CodeStream would evaluate"
done
openssl pkey -in k.pem -aes128 -passout pass:x -out locked.pem
run jira-conn -c oauth1.json --private-key-file locked.pem --as codestream
refuses 78 'a key with a passphrase' 'oauth1.json: /auth/privateKey: has to '\
'be a PEM key without a passphrase for CodeStream'

# integrator.io, by its published schemas where they are at hand.
schemas=$ROOT/../shared/reference/openapi/celigo
cat >../celigo.py <<'PY'
import os, sys, json, yaml
from jsonschema import Draft7Validator, RefResolver
top, kind = sys.argv[1:3]
files = {"http.yml": "schemas-http.yml", "oauth.yml": "schemas-oauth.yml",
    "base.yml": "iclient-schemas-base.yml",
    "oauth2.yml": "iclient-schemas-oauth2.yml"}
def load(uri):
    path = os.path.join(top, files.get(os.path.basename(uri), "none"))
    return yaml.safe_load(open(path)) if os.path.exists(path) else {
        "PGP": {}, "SSL": {}, "JWT": {}}
name = ("iclient-" if kind == "iclient" else "") + "schemas-request.yml"
schema = yaml.safe_load(open(os.path.join(top, name)))
resolver = RefResolver("celigo:///x.yml", schema,
    handlers={"celigo": load, "": load})
judge = Draft7Validator(schema["Request"], resolver=resolver)
errors = list(judge.iter_errors(json.load(sys.stdin)))
for error in errors:
    print(list(error.path), error.message[:200])
sys.exit(len(errors) > 0)
PY
if [ -d "$schemas" ] &&
    /usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null; then
	run sh -c 'echo '\
'"{\"name\":\"x\",\"type\":\"http\",\"http\":{\"mediaType\":5}}" |
	    /usr/bin/python3 ../celigo.py "$1" connection' - "$schemas"
	it 'the schemas can say no' exits 1
	it 'and why' prints_like baseURI
	for each in $all; do
		jira-conn -c "$each.json" --as integrator.io >got.json
		run /usr/bin/python3 ../celigo.py "$schemas" connection \
		    <got.json
		it "the schemas take the connection of $each" exits 0
		it 'finding nothing' prints_nothing
	done
	for each in oauth2 client; do
		jira-conn -c "$each.json" --as integrator.io --id 5f8 >got.json
		run /usr/bin/python3 ../celigo.py "$schemas" connection \
		    <got.json
		it "the connection of $each with an iClient" exits 0
		jira-conn -c "$each.json" --as integrator.io-iclient >got.json
		run /usr/bin/python3 ../celigo.py "$schemas" iclient <got.json
		it 'and the iClient' exits 0
	done
else
	echo '# the schemas of integrator.io, or python3-jsonschema and' \
	    'python3-yaml, are not here'
fi
# has program value: jq finds it.
has() { [ "$(jq -r "$1" ../out)" = "$2" ]; }
run jira-conn -c oauth2.json --as integrator.io
it 'leads to the gateway' has .http.baseURI \
    https://api.atlassian.com/ex/jira/1-2
it 'and pings what tells' has .http.ping.relativeURI /rest/api/2/myself
it 'with its own client' has .http.auth.oauth.clientSecret sesame
run jira-conn -c oauth2.json --as integrator.io --id 5f8
it 'or with an iClient' has .http._iClientId 5f8
it 'which has the secret' never_says sesame
run jira-conn -c oauth2.json --as integrator.io-iclient
it 'an iClient names every host' has '.oauth2.validDomainNames | join(",")' \
    auth.atlassian.com
run jira-conn -c csm.json --as integrator.io
it 'leads to Customer Service Management' has .http.baseURI \
    https://api.atlassian.com/jsm/csm/cloudid/1-2
it 'without a ping' has .http.ping null
run jira-conn -c client.json --as integrator.io
it 'says whom a token is for' has .http.auth.oauth.accessTokenBody \
    audience=api.atlassian.com
run jira-conn -c client.json --audience 'https://a.example/x?b&c' \
    --as integrator.io
it 'as the connection has it' has .http.auth.oauth.accessTokenBody \
    audience=https%3A%2F%2Fa.example%2Fx%3Fb%26c
run jira-conn -c pat.json --as integrator.io
it 'gives a token its scheme' has .http.auth.token.scheme Bearer
it 'and its name' has .name ours
run jira-conn -c basic.json --as integrator.io-iclient
refuses 64 'an iClient of a password' 'an iClient is an app of OAuth 2.0, '\
'not "basic": use --as integrator.io'
run jira-conn -c pat.json --name "$(printf '%0101d' 1)" --as integrator.io
refuses 78 'too long a name' 'pat.json: /name: is longer than the 100 '\
'characters of integrator.io'
printf '******' >masked
jq '.auth.apiToken = "******"' basic.json >masked.json
run jira-conn -c masked.json --as integrator.io
refuses 78 'a mask' 'masked.json: /auth/apiToken: is a mask, which would be '\
'stored as the secret: put the secret there'
jq 'del(.cloudId)' oauth2.json >less.json
run jira-conn -c less.json --as integrator.io
refuses 78 'no site' 'less.json: /cloudId: is missing'

# Back again.
# back file form option ...: nothing but the secrets' places has changed.
back() {
	file=$1 form=$2
	shift 2
	jira-conn -c "$file" --as "$form" --id T1 >form.out
	run jira-conn --from "$form" -c form.out "$@"
	it "reads $file from $form" exits 0
	jq -S 'del(.name) | .auth |= del(.expiresAt)' ../out >../got
	jira-conn -c "$file" --as env >../before
	cp ../out got.json
	jira-conn -c got.json --as env >../after 2>../log
	it 'as it was' cmp -s ../before ../after
}
back basic.json curl -u https://acme.atlassian.net
back tame.json netrc
back basic.json codestream
back basic.json integrator.io
back pat.json integrator.io
back pat.json curl -u https://Jira.Example.COM/Jira
for each in $all; do
	back "$each.json" env
	back "$each.json" ansible
done
run sh -c 'jira-conn -c basic.json --as env | jira-conn --from env --check'
it 'reads standard input' exits 0
# shellcheck disable=SC2016 # that is meant
printf 'integrations: { jira: { cloud: { appClientId: "id" // ours
  appClientSecret: "${JIRA_SECRET}" } } }
apiServer: { publicApiUrl: "https://cs.example.com" }\n' >config.json
run jira-conn --from codestream -c config.json --subdomain acme
it "reads CodeStream's own file" exits 0
it 'where a variable is one' prints_like '"clientSecret": *{ "env": '\
'"JIRA_SECRET" }'
it 'and the callback follows' has .auth.redirectUri \
    https://cs.example.com/no-auth/provider-token/jira
for form in jira-cli go-jira; do
	jira-conn -c basic.json --as $form >form.out
	run jira-conn --from $form -c form.out
	it "reads $form's config" has .auth.username me@acme.example
	it 'with the token where it keeps it' has .auth.apiToken.env \
	    JIRA_API_TOKEN
done
printf 'endpoint: https://jira.example.com # ours\nuser: kim\nlogin: '\
''\''k'\'''\''m'\''\npassword-source: keyring\n' >go.yml
run jira-conn --from go-jira -c go.yml
it 'who logs in is who counts' has .auth.username "k'm"
jira-conn -c basic.json --as integrator.io |
    jq '.http.auth.basic.password = "******"' >masked.json
run jira-conn --from integrator.io -c masked.json
refuses 78 'what is masked' 'masked.json: /auth/apiToken: is missing: an API '\
'token of Jira Cloud, or the password'
run jira-conn --from integrator.io -c masked.json --api-token-file secret
it 'unless it gets the secret' exits 0

# What is none.
# given form text message: @ is the file's name.
given() {
	printf %b "$2" >form.out
	run jira-conn --from "$1" -c form.out
	refuses 65 "what is no $1" "form.out: $3"
	it 'without repeating it' never_says sesame
}
given integrator.io '{"http": {"auth": {"type": "sesame"}}}' \
    '/http/auth/type: is none that a connection to Jira has'
given integrator.io-iclient '{"ebay": "sesame"}' '/oauth2: is missing: an '\
'iClient of another provider is none for Jira'
given codestream '{"sesame": 1}' 'neither a configuration with '\
'integrations.jira nor the body of a request'
given codestream '{"integrations": {"jira": {"a": {}, "b": {}}}}' \
    '/integrations/jira: has to have one block that is not disabled, not 2'
given netrc 'machine a login b password sesame machine c' 'has to be about '\
'one machine, not 2'
given netrc '' 'has to be about one machine, not 0'
given netrc '"" login "" sesame' 'has to be about one machine, not 0'
printf 'jira_url: "https://acme.atlassian.net\\x' >form.out
run jira-conn --from ansible -c form.out
it 'refuses an escape that is cut short' exits 65
printf 'jira_url: "https://acme.atlassian.net\\u12g4"' >form.out
run jira-conn --from ansible -c form.out
it 'and one of other digits' exits 65
given ansible 'sesame: 1\n' 'nothing about Jira is in it'
printf 'server: {sesame: 1}\n' >form.out
run jira-conn --from jira-cli -c form.out
it 'refuses what is more than a line' exits 65
it 'and says where' complains 'jira-conn: form.out:1: not a value on one line'
# shellcheck disable=SC2016
printf 'JIRA_AUTH_TYPE=basic\nJIRA_API_TOKEN=$(sesame)\n' >form.out
run jira-conn --from env -c form.out
it 'runs no command' exits 65
it 'and says where' complains "jira-conn: form.out:2: not a value that is \
written out, or quoted with '"
printf -- '-u "me:sesame"\n--url https://acme.atlassian.net\n' >form.out
run jira-conn --from curl -c form.out
it 'reads options of curl by their letters' has .auth.apiToken sesame
it 'and by their names' has .url https://acme.atlassian.net
printf -- 'url = https://jira.example.com\n-H "Authorization: Bearer t"\n' \
    >form.out
run jira-conn --from curl -c form.out
it 'also -H' has .auth.token t
printf 'user = "sesame\n' >form.out
run jira-conn --from curl -c form.out
it 'wants both quotation marks' exits 65
it 'and says where' complains 'jira-conn: form.out:1: a quotation mark is '\
'missing'
for option in as from; do
	run jira-conn --$option xml -c basic.json
	refuses 64 'a form it does not know' "--$option: not one of ansible \
codestream curl env go-jira integrator.io integrator.io-iclient jira-cli netrc"
done

# A plain secret goes nowhere that others can read.
for form in codestream curl env integrator.io netrc; do
	run sh -c "umask 022; jira-conn -c tame.json --as $form --id x \
>../shared"
	it "guards $form" exits 73
	it 'leaving nothing there' [ ! -s ../shared ]
	rm -f ../shared
done
run sh -c 'umask 022; jira-conn -c tame.json --as jira-cli >../shared'
it 'but not what holds none' exits 0
printf 'a\377b' >binary
run jira-conn -c tame.json --api-token-file binary --as integrator.io
refuses 78 'what JSON cannot hold' 'tame.json: /auth/apiToken: is not UTF-8, '\
'which this form has to be'
printf 'a\nb' >lines
run jira-conn -c tame.json --api-token-file lines --as curl
refuses 78 'a line end in a header' 'tame.json: /auth/apiToken: has a '\
'control character in it'
run sh -c 'jira-conn -c tame.json --as curl >/dev/full'
it 'notices a full disk' exits 74

finish
