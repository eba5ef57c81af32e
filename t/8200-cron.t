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

run jira-token-fresh
it 'wants a connection' exits 64
run jira-token-fresh -d week ./jira.json
it 'and a number of days' exits 64

finish
