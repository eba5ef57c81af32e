#!/bin/sh
# No secret is left in memory when a program ends.
. "${0%/*}/lib.sh"

[ -z "${SAN-}" ] || skip 'the sanitizer keeps what was freed'

# looks program ...: for the lines of ../secrets, in what it leaves behind.
looks() {
	rm -f ../leak.found
	/usr/bin/python3 -c '
import sys
sys.stdout.buffer.write(bytes(b if b == 10 else b ^ 1
    for b in sys.stdin.buffer.read()))' <../secrets >../leak
	run env LEAK="$top/leak" LD_PRELOAD="$BUILD/t/leak.so" "$@"
}
wiped() {
	sentence=$1
	shift
	looks "$@"
	it "$sentence" exits 0
	cp ../leak.found ../out || echo nobody looked >../out
	it 'and leaves nothing of a secret' prints_nothing
}
member() { jq -r ".auth.$1" "$2"; }

basic='fred-secret
ZnJlZDpmcmVkLXNlY3JldA'

# The search itself: an argument is in memory to the end.
echo 'sesame-42' >../secrets
looks printf sesame-42
it 'finds what is there' grep -q '^1: .*\[stack\]$' ../leak.found

jira-keygen -d keys >/dev/null
standin --consumer app=keys/jira_publickey.pem --approve-all \
    --client "$devops_client"
echo fred-secret >password
echo sesame-42 >vault
export ANSIBLE_VAULT_PASSWORD_FILE="$PWD/vault"
jq -nc --arg url "$JIRA" '{$url, name: "fred", auth: {type: "basic",
    username: "fred", apiToken: "fred-secret"}}' >fred.json
jq -nc --arg url "$JIRA" '{$url, auth: {type: "oauth1", consumerKey: "app",
    privateKey: {file: "keys/jira_privatekey.pcks8"}}}' >app.json
devops >devops.json
me=/rest/api/2/myself

echo "$basic" >../secrets
wiped 'makes a request with a password' jira-request -c fred.json $me
wiped 'pages through a list' jira-request -c fred.json --items \
    /rest/api/2/search
wiped 'probes' jira-probe -c fred.json
wiped 'checks' jira-token -c fred.json check
wiped 'shows' jira-conn show ./fred.json
wiped 'changes' jira-conn -i ./fred.json --name freddy
for form in ansible curl env go-jira integrator.io netrc; do
	wiped "exports for $form" jira-conn -c fred.json --as $form
done
for form in conn curl env header json netrc token; do
	wiped "hands out as $form" jira-token -c fred.json get -o $form
done
jq -c '.auth.username = "admin" | .auth.apiToken = "admin-secret"' \
    fred.json >admin.json
echo admin-secret >>../secrets
wiped 'looks at a link' jira-applink -c admin.json --absent --consumer-key k
printf '{\n  "a": 1\n}\n' >config.json
wiped 'merges' jira-cfg-merge -i config.json -s .b@password
wiped 'shows a difference' jira-cfg-merge -D -i config.json -s .c@password
echo sesame-42 >>../secrets
wiped 'seals' jira-seal -i fred.json
wiped 'opens what is sealed' jira-request -c fred.json $me
wiped 'unseals' jira-seal -u -i fred.json

sed -n '2p;13p' keys/jira_privatekey.pcks8 >../secrets
wiped 'authorizes with a key' jira-token -c app.json authorize
member tokenSecret app.json >>../secrets
wiped 'makes a signed request' jira-request -c app.json $me
wiped 'signs' jira-oauth1-sign -c app.json "$JIRA$me"
wiped 'explains' jira-oauth1-sign -c app.json --explain "$JIRA$me"
wiped 'renews' jira-token -c app.json refresh

echo oc-secret >../secrets
wiped 'fetches a token' jira-token -c devops.json get
member accessToken devops.json >>../secrets
echo '{"pipelineId":"web","buildNumber":1,"displayName":"web","state":
    "successful","url":"https://ci.example.com/1","issueKeys":["DEMO-1"]}' \
    >build
wiped 'sends records' sh -c 'exec jira-submit -c devops.json builds <build'

wiped 'makes a personal access token' jira-token -c fred.json create \
    --name ci --into ci.json
member token ci.json >../secrets
wiped 'uses it' jira-request -c ci.json $me
wiped 'rotates it' jira-token -c ci.json rotate
member token ci.json >../secrets
wiped 'revokes it' jira-token -c ci.json revoke

run jira-keygen
sed -n '2p;13p' ../out >../secrets
mv ../out key
for form in --check --public --pkcs1 --pkcs8 --certificate; do
	wiped "reads a key: $form" sh -c "exec jira-keygen $form <key"
done
finish
