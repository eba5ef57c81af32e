#!/bin/sh
# jira-submit sends records, and says of each what became of it.
. "${0%/*}/lib.sh"

standin --client "$devops_client"
devops >devops.json
export JIRA_CONNECTION=./devops.json
url='https://ci.example.com/{pipelineId}/{buildNumber}'

# builds FROM TO [FILTER]: as lines of JSON, changed by a program of jq.
builds() {
	jq -nc --argjson from "$1" --argjson to "$2" 'range($from; $to + 1) |
	    {pipelineId: "web", buildNumber: ., displayName: "web #\(.)",
	    state: "successful", issueKeys: ["ABC-1"]}'" | ${3:-.}"
}
# submit FILE ...: send it; each verdict is then what FILTER makes of it.
submit() {
	input=$1
	shift
	run sh -c 'jira-submit "$@" <"$0"' "$input" "$@"
	jq -c '[.verdict, .key.buildNumber]' ../out >../short
}
short() { [ "$(tr '\n' ' ' <../short)" = "$1 " ]; }
# held SET FILTER: what the server holds.
held() {
	control ingest "{\"show\":\"$1\",\"records\":true}" &&
	    jq -c "$2" "$top/control"
}

builds 1 3 >in
submit in --url "$url" builds
it 'sends lines of JSON' exits 0
it 'with a verdict for each, in order' \
    prints '{"record":1,"verdict":"accepted","key":{"pipelineId":"web","buildNumber":1}}
{"record":2,"verdict":"accepted","key":{"pipelineId":"web","buildNumber":2}}
{"record":3,"verdict":"accepted","key":{"pipelineId":"web","buildNumber":3}}'
it 'without a word' is_quiet
it 'in one request' [ "$(asked 'select(.target | endswith("/bulk")).target')" = \
    /jira/cloud/api/jira/builds/0.1/cloud/11223344-a1b2-3b33-c444-def123456789/bulk ]
held builds '.entities[1].record | del(.lastUpdated, .updateSequenceNumber)' >../out
it 'which has all that was there, and what was filled in' \
    prints '{"pipelineId":"web","buildNumber":2,"displayName":"web #2","state":"successful","issueKeys":["ABC-1"],"schemaVersion":"1.0","url":"https://ci.example.com/web/2"}'
held builds '.entities[0].record.lastUpdated' >../out
it 'with the time of now' [ "$(date -d "$(jq -r . ../out)" +%s)" -ge \
    $(($(date +%s) - 60)) ]
held builds '.entities[0].record.updateSequenceNumber > 1e12' >../out
it 'in milliseconds where it is a number' prints true

jq -c . in | jq -s . >array
submit array --url "$url" builds
it 'sends an array' short '["accepted",1] ["accepted",2] ["accepted",3]'
jq . in >pretty
submit pretty --url "$url" builds
it 'sends values over many lines' \
    short '["accepted",1] ["accepted",2] ["accepted",3]'
jq -c -s '{builds: ., properties: {source: "body", old: "x"},
    providerMetadata: {product: "body 1"}}' in >body
submit body --url "$url" -p source=option --product 'option 2' builds
it 'sends the body of a request' \
    short '["accepted",1] ["accepted",2] ["accepted",3]'
it 'with its properties and the options' [ "$(asked '.body' | tail -n 1 |
    jq -c '[.properties, .providerMetadata.product]')" = \
    '[{"source":"option","old":"x"},"option 2"]' ]
cat array in body | tr -d '\n' >mixed
submit mixed --url "$url" builds
it 'sends all of it in one stream' exits 0
it 'without a line end' [ "$(wc -l <../short)" -eq 9 ]

builds 4 4 '.url = "https://x/1.50" | .mine = 1 | .deep = {"a": []}' |
    sed 's/"mine":1/"mine": 1.500e0/' >odd
submit odd builds
it 'keeps members that nobody knows, byte for byte' \
    short '["accepted",4]'
it 'as they were' [ "$(asked .body | tail -n 1 | grep -c \
    '"mine": 1.500e0,"deep":{"a":\[\]}')" -eq 1 ]

builds 5 7 'if .buildNumber == 6 then .issueKeys = ["UTF-8", "SHA-256"] else
    .issueKeys += ["UTF-8"] end' >unknown
submit unknown --url "$url" builds
it 'is no success where Jira knows none of the issues' exits 1
it 'of which it says that, and why' \
    [ "$(sed -n 2p ../out)" = '{"record":2,"verdict":"unknown","key":{"pipelineId":"web","buildNumber":6},"errors":[{"message":"No valid issues found for build"}],"unknown":["UTF-8","SHA-256"]}' ]
it 'while one that is known is enough' \
    [ "$(sed -n 1p ../out)" = '{"record":1,"verdict":"accepted","key":{"pipelineId":"web","buildNumber":5},"unknown":["UTF-8"]}' ]
it 'and sums up' complains 'jira-submit: 1 of 3 records not accepted: 1 unknown'
submit unknown --allow-unknown --url "$url" builds
it 'takes it for the usual case' exits 0
it 'without a word' is_quiet
for fate in accepted silent; do
	control ingest "{\"unknown\":\"$fate\"}"
	submit unknown --url "$url" builds
	it "says the same where Jira is $fate about it" \
	    short '["accepted",5] ["unknown",6] ["accepted",7]'
done
control ingest '{"unknown":"refused"}'

# The same key twice.
{
	builds 10 10 '.updateSequenceNumber = 5'
	builds 10 10 '.updateSequenceNumber = 7'
	builds 10 10 '.updateSequenceNumber = 6'
	builds 11 11 '.updateSequenceNumber = 1'
} >twice
submit twice --url "$url" builds
it 'sends the newest of a key' short '["superseded",10] ["accepted",10] ["superseded",10] ["accepted",11]'
it 'and that is a success' exits 0
it 'saying by which' [ "$(jq -c .by ../out | tr '\n' ' ')" = '2 null 2 null ' ]
held builds '.entities[] | select(.key[1] == 10).record.updateSequenceNumber' >../out
it 'so that Jira has that' prints 7
builds 12 12 >same
cat same same same >thrice
submit thrice --max-records 1 --url "$url" builds
it 'makes later ones newer where they have no number' \
    short '["accepted",12] ["accepted",12] ["accepted",12]'
held builds '.entities[] | select(.key[1] == 12).times' >../out
it 'each of which Jira takes' prints 3
submit same --sequence 7 --url "$url" builds
held builds '.entities[] | select(.key[1] == 12).record.updateSequenceNumber' >../out
it 'takes the number that is given, which Jira then ignores' \
    short '["accepted",12]'

# Too much.
builds 20 20 '.displayName = "é" * 300 | .label = "\ud83d\ude00" * 200 |
    del(.issueKeys) | .associations = [{associationType: "issueIdOrKeys",
    values: [range(1; 503) | "ABC-\(.)"]}]' >long
submit long --url "$url" builds
it 'refuses what is too long' short '["invalid",20]'
it 'saying where' [ "$(jq -c '.errors[]' ../out)" = '{"path":"/displayName","message":"has to have at most 255 characters, not 300"}' ]
submit long --trim --url "$url" builds
it 'cuts it where it is told' short '["accepted",20]'
it 'saying that, and what else is cut' [ "$(jq -c '.notes[]' ../out)" = '{"path":"/displayName","message":"cut to 255 characters"}
{"path":"/label","message":"cut to 127 characters"}
{"path":"/associations","message":"cut to 500 values in all, of 502"}' ]
held builds '.entities[] | select(.key[1] == 20).record | [(.displayName |
    length), (.label | length), .label[126:], .associations[0].values[499]]' >../out
it 'at the end of a character' prints '[255,127,"😀","ABC-500"]'

# Deployments, whose issues stay first.
jq -nc '{deploymentSequenceNumber: 1, displayName: "d", description: "d",
    url: "https://ci/1", state: "successful",
    pipeline: {id: "web", displayName: "web", url: "https://ci"},
    environment: {id: "prod", displayName: "Prod", type: "production"},
    associations: [
    {associationType: "commit", values: [range(0; 300) |
	{commitHash: "c\(.)", repositoryId: "r"}]},
    {associationType: "serviceIdOrKeys", values: [range(0; 199) | "s\(.)"]},
    {associationType: "issueIdOrKeys", values: ["ABC-1", "ABC-2"]}]}' >deployment
run sh -c 'jira-submit deployments <deployment'
it 'sends a deployment' exits 0
held deployments '.entities[0].record.associations | map([.associationType, (.values | length)])' >../out
it 'with its issues, its services and the first of its commits' \
    prints '[["commit",299],["serviceIdOrKeys",199],["issueIdOrKeys",2]]'

it 'in requests that the specification allows' specified

finish
