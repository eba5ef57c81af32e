#!/bin/sh
# jira-probe over TLS: whose certificate, until when, and whether to trust it.
. "${0%/*}/lib.sh"

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
    -days 30 -subj '/O=Example/CN=127.0.0.1' \
    -addext 'subjectAltName=IP:127.0.0.1' 2>/dev/null
cat key.pem cert.pem >both.pem
standin --tls both.pem
end=$(date -u -d "$(openssl x509 -in cert.pem -noout -enddate |
    cut -d = -f 2)" +%Y-%m-%dT%H:%M:%SZ)

run jira-probe "$JIRA"
it 'trusts no certificate that nobody vouches for' exits 78
it 'printing nothing' prints_nothing
it 'and says so' complains_like certificate

run jira-probe --cacert cert.pem "$JIRA"
it 'trusts one that is given' exits 0
jq -c '.tls' ../out >../picked && mv ../picked ../out
it 'and tells whose it is' prints "{\"subject\":\"CN=127.0.0.1,O=Example\",\"issuer\":\"CN=127.0.0.1,O=Example\",\"until\":\"$end\"}"

run jira-probe --table --cacert cert.pem "$JIRA"
it 'also in a table' prints_like '^certificate for +CN=127.0.0.1,O=Example$'
it 'with its end' prints_like "^until +$end\$"

# ordered NAME FILE: as control, over TLS.
ordered() {
	curl -sS -f --cacert cert.pem -H 'Content-Type: application/json' \
	    --data-binary "@$2" "$(origin "$JIRA")/_control/$1" >/dev/null
}
echo '{"match":"/","times":99,"status":302,
    "headers":{"Location":"http://127.0.0.1:1/"}}' >fault
ordered faults fault
run jira-probe --cacert cert.pem "$JIRA"
it 'follows no redirect out of TLS' exits 69
it 'printing nothing' prints_nothing
it 'and says what it did not find' complains_like 'no Jira answers'
echo '{"clear":true}' >fault
ordered faults fault

# A proxy that ends TLS, and a Jira behind it that does not know.
jq -nc --arg url "http://${JIRA#https://}" '{base_url: $url}' >settings
ordered settings settings
run jira-probe --cacert cert.pem --table "$JIRA"
it 'notices that Jira does not know of https' \
    prints_like 'which has another scheme: signatures of OAuth 1.0a fail'

finish
