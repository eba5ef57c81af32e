#!/bin/sh
# contrib/cron/jira-token-fresh is silent unless a person is needed.
. "${0%/*}/lib.sh"
PATH=$PATH:$ROOT/contrib/cron

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
standin --consumer codestream=key.pub --approve-all
run jira-conn -t oauth1 --url "$JIRA" --consumer-key codestream \
    --private-key-file key.pem
cp ../out jira.json
jira-token -c jira.json --timeout 9 authorize 2>/dev/null
cp jira.json ../kept

run jira-token-fresh ./jira.json
it 'leaves what lasts alone' exits 0
it 'printing nothing' prints_nothing
it 'without a word' is_quiet
it 'with every byte' cmp -s jira.json ../kept

run jira-token-fresh -d 3000 ./jira.json
it 'renews what ends soon' exits 0
it 'printing nothing' prints_nothing
it 'without a word' is_quiet
it 'and keeps the new token' \
    [ "$(jq -r .auth.token jira.json)" != "$(jq -r .auth.token ../kept)" ]

jq '.auth.token = "none" | .auth.sessionHandle = "none"' jira.json >lost.json
run jira-token-fresh -d 3000 ./lost.json ./jira.json
it 'says when a person is needed' exits 77
it 'for which connection, and what to do' \
    complains_like 'lost\.json.*authorize'
it 'printing nothing' prints_nothing

jq '.url = "http://127.0.0.1:1/jira"' jira.json >down.json
run jira-token-fresh -d 3000 ./down.json
it 'leaves what may pass to the next run' exits 0
it 'without a word' is_quiet

jq -nc --arg url "$JIRA" '{$url, auth: {type: "basic", username: "fred",
    apiToken: "fred-secret"}}' >fred.json
jira-token -c fred.json create --name ci --days 3 --into pat.json
id=$(jq -r .auth.id pat.json)
run jira-token-fresh ./pat.json
it 'rotates a personal access token that ends soon' exits 0
it 'without a word' is_quiet
it 'to another' [ "$(jq -r .auth.id pat.json)" != "$id" ]
run jira-token -c ./pat.json check
it 'that lets in' prints 'yes: Fred Normal (fred)'
run jira-token-fresh -d 2 ./pat.json
it 'but not one that lasts' [ "$(jq -r .auth.id pat.json)" = $((id + 1)) ]
jq '.auth.replaces = ["'"$id"'"]' pat.json >cut.json
chmod 600 cut.json
run jira-token-fresh -d 2 ./cut.json
it 'finishes a rotation that was cut short' exits 0
it 'without a word' is_quiet
it 'leaving nothing of it' [ "$(jq -r .auth.replaces cut.json)" = null ]
jira-token -c fred.json revoke --id "$(jq -r .auth.id cut.json)"
run jira-token-fresh -d 2 ./cut.json
it 'says when a token that lasts was revoked' exits 77
it 'and of which connection' complains_like '^jira-token-fresh: ./cut.json: '
jq '.url = "http://127.0.0.1:1/jira"' pat.json >down.json
run jira-token-fresh ./down.json
it 'but not when nobody can be asked' exits 0
it 'and without a word' is_quiet

run jira-token-fresh
it 'wants a connection' exits 64
for wrong in -dweek --days= --days=-1 -d; do
	run jira-token-fresh "$wrong" ./jira.json
	it "is called wrongly with $wrong" exits 64
	it 'and says how it is called' complains_like '^usage: '
done
cp jira.json ./-jira.json
run jira-token-fresh --days 2 -- -jira.json
it 'takes the name of any file' exits 0
it 'without a word' is_quiet
run env PATH=/nowhere /bin/sh "$(command -v jira-token-fresh)" -V
it 'is of no version without the kit' exits 127
it 'and prints none' prints_nothing

finish
