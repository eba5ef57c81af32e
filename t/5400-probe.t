#!/bin/sh
# jira-probe tells what answers, which ways lead in, and what a credential may.
. "${0%/*}/lib.sh"

standin
printf fred-token >token
printf '{"url":"%s","auth":{"type":"pat","token":{"file":"token"}}}' \
    "$JIRA" >fred.json
printf admin-secret >password
printf '{"url":"%s","auth":{"type":"basic","username":"admin",%s}}' "$JIRA" \
    '"apiToken":{"file":"password"}' >admin.json

# probe FILTER ...: run it, and leave what jq makes of its answer.
probe() {
	filter=$1
	shift
	run jira-probe "$@"
	jq -c "$filter" ../out >../picked
	mv ../picked ../out
}
settings() { control settings "$1"; }
# sent: who was asked with a credential.
sent() { asked 'select(.headers[][0] == "Authorization").path'; }

probe 'del(.waysIn, .clock.time)' "$JIRA"
it 'tells what answers' exits 0
it 'without a word' is_quiet
it 'in JSON' prints "{\"url\":\"$JIRA\",\"product\":\"server\",\"version\":\"10.3.19\",\"title\":\"Stand-in\",\"contextPath\":\"/jira\",\"baseUrl\":\"$JIRA\",\"baseUrlDiffers\":null,\"cloudId\":null,\"clock\":{\"ahead\":0},\"tls\":null,\"serviceManagement\":true,\"credential\":null}"
it 'showing nobody a credential' [ -z "$(sent)" ]
it 'and reading only' [ "$(asked 'select(.method != "GET").path')" = \
    /jira/plugins/servlet/oauth/request-token ]
probe '.waysIn[] | [.type, .offered, .next]' "$JIRA"
it 'and which ways lead in, with what to do next' prints \
    "[\"basic\",true,\"jira-conn -t basic -u $JIRA --username NAME --api-token-file FILE\"]
[\"pat\",true,\"jira-conn -t pat -u $JIRA --token-file FILE\"]
[\"oauth1\",true,\"jira-keygen -d keys\"]
[\"oauth2\",true,\"jira-conn -t oauth2 -u $JIRA --client-id ID --client-secret-file FILE --redirect-uri URI --scopes WRITE\"]"

# What it says to do next can be done.
touch FILE && chmod 600 FILE
jira-probe "$JIRA" | jq -r '.waysIn[] | select(.type != "oauth1").next' |
    sed 's|URI|https://client.example.com/|; s/NAME/jan/' >next.sh
run sh -e next.sh
it 'in words that the kit understands' exits 0

for end in / /browse/DEMO-1 '/secure/Dashboard.jspa?a=b'; do
	probe .url "$JIRA$end"
	it "finds the base of $end" prints "\"$JIRA\""
done
settings '{"front":"/jira/secure/Dashboard.jspa"}'
probe .url "$(origin "$JIRA")"
it 'or where the front page leads' prints "\"$JIRA\""
settings '{"front":null}'

# moved JSON: answer the next question for serverInfo with a redirect.
moved() {
	jq -nc --arg to "$1" '{match: "/old/", status: 302,
	    headers: {Location: $to}}' >fault
	control faults @fault
}
moved "$JIRA/rest/api/2/serverInfo"
probe .url "$(origin "$JIRA")/old"
it 'and follows a redirect' prints "\"$JIRA\""
port=${JIRA##*:} port=${port%%/*}
moved "http://localhost:$port/jira/rest/api/2/serverInfo"
probe .url "$(origin "$JIRA")/old"
it 'to another host' prints "\"http://localhost:$port/jira\""

settings '{"version":"8.13.26"}'
probe '[.version, (.waysIn[] | .offered)]' "$JIRA"
it 'knows what an old Jira lacks' prints '["8.13.26",true,false,true,false]'
probe '.waysIn[1].next' "$JIRA"
it 'for which there is nothing to do' prints null
settings '{"version":"8.14.0"}'
probe '[.waysIn[] | .offered]' "$JIRA"
it 'and what came when' prints '[true,true,true,false]'
settings '{"version":"10.3.19"}'
for _ in 1 2 3; do
	control faults '{"match":"/pat/|/oauth","status":302,
	    "headers":{"Location":"/sso"}}'
done
probe '[.waysIn[] | .offered]' "$JIRA"
it 'goes by the version where a proxy answers' prints '[true,true,null,true]'
settings '{"version":"8.13.26"}'
for _ in 1 2 3; do
	control faults '{"match":"/pat/|/oauth","status":302,
	    "headers":{"Location":"/sso"}}'
done
probe '[.waysIn[] | .offered]' "$JIRA"
it 'whatever it is' prints '[true,false,null,false]'
settings '{"version":"10.3.19","service_management":false}'
probe .serviceManagement "$JIRA"
it 'knows whether there is Service Management' prints false
settings '{"service_management":true}'

settings '{"clock":400}'
probe '.clock.ahead >= 399 and .clock.ahead <= 401' "$JIRA"
it 'compares the clocks' prints true
run jira-probe --table "$JIRA"
it 'and says when they are too far apart' \
    prints_like '^clock  +(399|400|401) s ahead of ours: too far for OAuth'
settings '{"clock":-10}'
probe '.clock.ahead <= -9 and .clock.ahead >= -11' "$JIRA"
it 'either way' prints true
settings '{"clock":0}'

base() { # WORD URL
	settings "{\"base_url\":\"$2\"}"
	probe .baseUrlDiffers "$JIRA"
	it "notices another $1" prints "\"$1\""
}
base scheme "https://${JIRA#http://}"
base host "http://jira.example.com:$port/jira"
base port http://127.0.0.1:1/jira
base path "${JIRA%/jira}"
run jira-probe --table "$JIRA"
it 'and what that does' prints_like 'another path: signatures of OAuth 1.0a'
settings "{\"base_url\":\"$JIRA/\"}"
probe .baseUrlDiffers "$JIRA"
it 'but not another slash' prints null
settings "{\"base_url\":\"$JIRA\"}"

settings '{"deployment":"Cloud","version":"1001.0.0-SNAPSHOT"}'
probe '[.product, .cloudId, (.waysIn[] | [.type, .offered])]' "$JIRA"
it 'knows a cloud by what it answers' prints '["cloud","11223344-a1b2-3b33-c444-def123456789",["basic",true],["oauth2",true],["client-credentials",true]]'
jira-probe "$JIRA" | jq -r '.waysIn[].next' |
    sed 's|URI|https://client.example.com/|; s/EMAIL/jan@example.com/
	s/$/ --product cloud/' >next.sh
run sh -e next.sh
it 'and what to do there' exits 0
jq -c '.product = "cloud"' admin.json >cloud.json
probe '.credential | [.user, .displayName]' -c ./cloud.json
it 'and whom it knows by account' \
    prints '["5b10a2844c20165700ede21g:admin","Ada Admin"]'
settings '{"deployment":"Server","version":"10.3.19"}'

probe '.credential | del(.rateLimit)' -c ./fred.json
it 'tells who a credential is, and what it may' exits 0
it 'in JSON' prints '{"type":"pat","user":"fred","displayName":"Fred Normal","calls":{"platform":true,"agile":true,"serviceManagement":false,"customerServiceManagement":null,"administration":false}}'
probe '.credential | [.user, .calls.administration, .rateLimit.limit]' \
    -c ./admin.json
it 'also that of an administrator' prints '["admin",true,null]'
it 'asking the API alone with it' \
    [ -z "$(sent | grep -v -e /rest/api/2/ -e /rest/agile/ \
	-e /rest/servicedeskapi/servicedesk)" ]
settings '{"rate":{"RateLimit":"\"jira-burst-based\";r=348;t=1",
    "RateLimit-Policy":"\"jira-burst-based\";q=400;w=1"}}'
probe '.credential.rateLimit | [.limit, .remaining]' -c ./fred.json
it 'and how much of its rate is left, as a draft has it' prints '[400,348]'
settings '{"rate":{"X-RateLimit-Limit":"100","X-RateLimit-Remaining":"99",
    "X-RateLimit-FillRate":"5","X-RateLimit-Interval-Seconds":"60"}}'
probe .credential.rateLimit -c ./fred.json
it 'and how many requests are left' prints '{"limit":100,"remaining":99,"fillRate":5,"intervalSeconds":60,"reset":null}'
run env JIRA_CONNECTION=./fred.json jira-probe --table
it 'in a table, too' prints_like '^requests left +99 of 100, 5 more in 60 s$'
it 'that tells who it is' prints_like '^credential +pat, fred \(Fred Normal\)$'
it 'and what it may' prints_like '^ +administration: no$'
it 'and the ways' prints_like '^OAuth 1.0a application link: yes$'

settings '{"title":"\u001b]0;steered\u0007\u009b2J ü"}'
run jira-probe --table "$JIRA"
it 'lets no title steer a terminal' prints_like '^title +\?\]0;steered\?\?2J ü$'
probe .title "$JIRA"
it 'and keeps it in JSON' prints_like 'steered'

if command -v script >/dev/null; then
	run script -qec "jira-probe $JIRA" /dev/null
	it 'prints the table on a terminal' prints_like '^url +http'
	run script -qec "jira-probe -j $JIRA" /dev/null
	it 'or JSON where that is asked for' prints_like '^\{"url"'
fi

finish
