#!/bin/sh
# jira-cfg-merge knows what stops a CodeStream server, and does not do it.
# shellcheck disable=SC1003,SC2016 # these quotation marks are meant
. "${0%/*}/lib.sh"

config=services.json
cs() { run jira-cfg-merge --for codestream -i $config "$@"; }

printf '%b' '// CodeStream on-prem\n// single host\n\n{\n' \
    '\t"apiServer": {\n\t\t"port": 443, // TLS\n' \
    '\t\t"tmpDirectory": "${CS_API_TMP}"\n\t},\n' \
    '\t"inboundEmailServer": {\n\t\t"logger": {}\n\t},\n' \
    '\t"ssl": {}\n}\n' >../fresh
cp ../fresh $config
echo shhh >secret

# The guide: the app's client, into a file without integrations.
cs -s .integrations.jira.cloud.appClientId=abc123 \
    -s .integrations.jira.cloud.appClientSecret@secret
it 'merges the client of a Jira Cloud app' exits 0
it 'printing nothing' prints_nothing
run diff ../fresh $config
it 'adding lines in tabs, where they belong, and nothing else' prints '11a12,19
> 	"integrations": {
> 		"jira": {
> 			"cloud": {
> 				"appClientId": "abc123",
> 				"appClientSecret": "shhh"
> 			}
> 		}
> 	},'
cs -n -j -s .integrations.jira.cloud.appClientId=abc123
it 'and is in sync then' exits 0
cs -D -j -s .integrations.jira.cloud.disabled:true
it 'takes a boolean' exits 0
it 'and shows no secret' never_says shhh

# What stops the server, or changes the secret.
refuses() {
	sentence=$1 rule=$2
	shift 2
	cp ../fresh $config
	cs "$@"
	it "refuses $sentence" exits 65
	it 'printing nothing' prints_nothing
	it 'naming the rule' complains_like \
	    "^jira-cfg-merge: $config: codestream: .*\[$rule\]\$"
	it 'leaving the file as it was' cmp -s $config ../fresh
}
i=.integrations
refuses 'Jira Server' jira-server -s "$i.jiraserver.cloud.appClientId=a"
refuses 'Jira Server, even empty' jira-server -s "$i.jiraserver:{}"
refuses 'a member that no server knows' unknown-member \
    -s "$i.jira.cloud.redirectUri=https://example.com"
refuses 'a provider that no server knows' unknown-member -s "$i.jirra.a.b=c"
it 'saying which is meant' complains_like \
    '/integrations/jirra: there is no such member: is jira meant\?'
refuses 'a section that no server knows' unknown-member -s .integration.a=b
refuses 'a provider that is null' null-block -s "$i.jira:null"
refuses 'a block that is null' null-block -s "$i.jira.cloud:null"
refuses 'a provider that is a string' not-an-object -s "$i.jira=cloud"
refuses 'a block that is a list' not-an-object -s "$i.jira.cloud:[]"
refuses 'a string for a boolean' not-a-boolean -s "$i.jira.cloud.disabled=true"
refuses 'the same in another provider' not-a-boolean \
    -s "$i.github.cloud.disabled:1"
refuses 'a number for a string' not-a-string -s "$i.jira.cloud.appClientId:1"
refuses 'null for a string' not-a-string -s "$i.jira.cloud.appClientId:null"
refuses 'a program that does so' null-block -e '.integrations.jira = null'
refuses 'to take a logger away' needed-member -e 'del(.inboundEmailServer.logger)'
refuses 'to add a server without one' needed-member \
    -s .outboundEmailServer.port:25
refuses 'a document that is no object' not-an-object -s .:1
refuses 'a reference to the environment' reference \
    -s "$i.jira.cloud.appClientId=\${ID}"
for secret in 'ze`bra' 'ze\bra' 'zebra\' 'ze${bra}' 'zebra${' '${zebra}' \
    '${A}${B}' '${A} '; do
	printf '%s\n' "$secret" >secret
	refuses "the secret $secret" template-literal --allow-env \
	    -s "$i.jira.cloud.appClientSecret@secret"
	it 'without quoting it' never_says "$secret"
done
echo '{"integrations": {"jira": {"cloud": {"a": "`zebra`"}}}}' >fragment
refuses 'the same in a fragment' '(unknown-member|template-literal)' fragment
it 'without quoting it' never_says zebra

cp ../fresh $config
printf 'a$b$\n' >secret
cs -s .integrations.jira.cloud.appClientSecret@secret
it 'takes a dollar that is only one' exits 0
cs --allow-env -s ".integrations.jira.cloud.appClientId=\${JIRA_ID_2}"
it 'takes a reference when it may' exits 0
cs -s .integrations.jira.myInstall:{} -s .integrations.github.cloud.any=x
it 'takes any block, and what it does not know of other providers' exits 0
echo '{"integrations": {"jira": {"cloud": null}}}' >fragment
cs fragment
it 'takes a block away' exits 0
cs -s .integrations:null
it 'and all integrations' exits 0

# Only what changes is judged.
printf '{\n\t"future": {"a": "`"},\n\t"integrations": {"jiraserver": {}}\n}\n' \
    >$config
cs -s .ssl.requireStrictSSL:false
it 'leaves to its owner what does not change' exits 0
cs -s .future.b=c
it 'and knows that a newer server may know more' exits 0
cs -s .integrations.jiraserver.a=b
it 'but not what no server knows' exits 65

# A secret on the command line can be read by anybody.
cp ../fresh $config
cs -s .integrations.jira.cloud.appClientSecret=zebra
it 'takes no secret from the command line' exits 64
it 'and says what to do' complains "jira-cfg-merge: --set: \
/integrations/jira/cloud/appClientSecret is a secret: give @ and a file, or @-"
it 'leaving the file as it was' cmp -s $config ../fresh
run sh -c "echo shhh | jira-cfg-merge --for codestream -i $config \
    -s .integrations.jira.cloud.appClientSecret@-"
it 'takes it from standard input' exits 0
printf '\357\273\277{}' >$config
cs -s .ssl.a=b
it 'refuses a byte order mark' exits 65
it 'naming the rule' complains_like '\[byte-order-mark\]$'
printf '{\n  ssl: {\n    a: "b" # c\n  }\n}\n' >$config
cs -s .ssl.a=c
it 'reads Hjson' exits 0
it 'and keeps its comments' grep -q 'c.* # c' $config
run env CSSVC_CFG_URL=mongodb://localhost/a jira-cfg-merge --for codestream \
    -i $config -s .ssl.a=d
it 'merges where the server may look elsewhere' exits 0
it 'and says so' complains \
    'jira-cfg-merge: CSSVC_CFG_URL is set: the application may not read the file'
run jira-cfg-merge --for trello -i $config -s .a=b
it 'knows no other application' exits 64

finish
