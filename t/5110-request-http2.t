#!/bin/sh
# jira-request speaks HTTP/2 where it is offered, and many requests share it.
. "${0%/*}/lib.sh"
. "$ROOT/t/front.sh"

standin
control personal '{"token":"pat-secret","user":"fred"}'
front "log_format seen '\$server_protocol \$connection'" \
    'access_log seen seen' 'keepalive_requests 100'
printf '{"url":"%s","auth":{"type":"pat","token":"pat-secret"}}\n' \
    "$front" >ci.json
export JIRA_CONNECTION=./ci.json

# lines METHOD COUNT: requests, each with its number.
lines() {
	jq -nc --arg method "$1" --argjson n "$2" 'range($n) |
	    {$method, url: "/rest/standin/1/echo?n=\(.)"}' >../in
}
batch() {
	: >../log
	: >seen
	run jira-request --cacert site.pem --batch "$@" <../in
}
in_order() {
	jq -r .body.query ../out >../picked
	[ "$(cat ../picked)" = "$(seq -f n=%g 0 $(($1 - 1)))" ]
}
# An access log is written a little later than the answer.
seen() {
	sleep 0.1
	grep HTTP seen
}

run jira-request --cacert site.pem /rest/api/2/myself
it 'speaks to the proxy' exits 0
it 'over HTTP/2' [ "$(seen | tail -n 1 | cut -d ' ' -f 1)" = HTTP/2.0 ]
lines GET 90
batch --jobs 20
it 'makes many requests at a time' exits 0
it '- in their order' in_order 90
it '- over one connection' [ "$(seen | sort -u | wc -l)" -eq 1 ]

# The proxy ends each connection after 100 requests, in the midst of others.
lines GET 350
batch --jobs 20
it 'goes on over another connection' exits 0
it '- in their order' in_order 350
it '- of few' [ "$(seen | sort -u | wc -l)" -le 20 ]
lines POST 350
batch --jobs 20
it 'with what must not be sent twice, too' exits 0
it '- in their order' in_order 350
it '- each once' [ "$(asked .query | sort | uniq -d | wc -l)" -eq 0 ]
it '- over few connections' [ "$(seen | sort -u | wc -l)" -le 28 ]
batch --jobs 20 --retries 0
it 'without another try' exits 0
jq -nc 'range(400) | {method: ["GET", "POST"][. % 2],
    url: "/rest/standin/1/echo?n=\(.)"}' >../in
batch --jobs 20
it 'both kinds in turns, too' exits 0
it '- in their order' in_order 400
it '- each once' [ "$(asked .query | sort | uniq -d | wc -l)" -eq 0 ]

control faults '{"match":"n=7$","drop":true}'
lines GET 20
batch --jobs 4
it 'tries again after the proxy'\''s 502' exits 0
it '- in their order' in_order 20

# Another host behind the same name, which does not speak HTTP/2.
mkdir other other/tmp
sed 's/ http2 / /' nginx.conf >other/nginx.conf
cp site.pem site.key other
nginx -e stderr -p "$PWD/other" -c nginx.conf -g 'daemon off;' 2>../proxy &
background="$background $!"
sleep 0.3
lines GET 400
mixed=0
for _ in 1 2 3; do
	batch --jobs 20
	in_order 400 || mixed=$((mixed + 1))
done
it 'takes no answer for another'\''s where some hosts speak HTTP/2' \
    [ $mixed -eq 0 ]
it 'as some did, and some not' \
    [ "$(cat seen other/seen | cut -d ' ' -f 1 | sort -u | wc -l)" -eq 2 ]

finish
