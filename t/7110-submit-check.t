#!/bin/sh
# jira-submit takes what the specification takes, and nothing else.
. "${0%/*}/lib.sh"

# Good records, spoiled in every place in one step, and judged by rules that
# somebody else wrote from the same specification.
for kind in builds components deployments devinfo flags links operations \
    vulnerabilities; do
	PYTHONPATH=$ROOT/t/standin /usr/bin/python3 -B \
	    "$ROOT/t/standin/mutants.py" $kind records want
	run sh -c "jira-submit --check $kind <records"
	it "$kind: finds some that are bad" exits 1
	jq -r .verdict ../out | sed 's/superseded/valid/' >got
	it "$kind: says of each of $(wc -l <want | tr -d ' ') what others say" \
	    cmp -s want got
	jq -e 'select(.verdict == "invalid") | .errors[0].message |
	    type == "string" and length > 0' ../out >flags
	it "$kind: and of each bad one why" sh -c '! grep -q false flags'
	jq -c '[.verdict, .errors]' ../out | sed 's/superseded/valid/' >want

	# What is laid out as a good one before it is read in another way.
	awk 'NR == 1 { good = $0 } { print good; print }' records >among
	run sh -c "jira-submit --check $kind <among"
	jq -c 'select(.record % 2 == 0) | [.verdict, .errors]' ../out |
	    sed 's/superseded/valid/' >got
	it "$kind: and the same of each that follows a good one" \
	    cmp -s want got
done

# check KIND RECORD WANT: one record, and what is wrong with it.
check() {
	printf '%s\n' "$2" >in
	run sh -c "jira-submit --check $1 <in"
	jq -c '.errors // [] | .[] | [.path, .message]' ../out >short
	it "$1: says: $3" [ "$(cat short)" = "$3" ]
}
build='{"pipelineId":"w","buildNumber":1,"displayName":"d","state":"failed","url":"https://ci/1","issueKeys":["ABC-1"]'
check builds "$build}" ''
check builds "$build,\"state\":\"failed\"}" \
    '[null,"<stdin>:1:113: a name for the second time; <stdin>:1:53: first"]'
check builds "$build,\"updateSequenceNumber\":9223372036854775807}" ''
check builds "$build,\"updateSequenceNumber\":9223372036854775808}" \
    '["/updateSequenceNumber","does not fit into 64 bits"]'
check builds "$build,\"updateSequenceNumber\":1e3}" \
    '["/updateSequenceNumber","has to be a whole number, in digits alone"]'
check builds "$build,\"updateSequenceNumber\":\"5\"}" \
    '["/updateSequenceNumber","has to be a number, without quotation marks"]'
check builds "$build,\"references\":[{},{},{},{},{},{\"ref\":{}}]}" \
    '["/references/5/ref/name","is missing"]
["/references/5/ref/uri","is missing"]
["/references","has to have 1 to 5 elements, not 6"]'
check builds "$build,\"associations\":[{\"associationType\":\"commit\",\"values\":[]}]}" \
    '["/associations/0/associationType","has to be issueIdOrKeys or issueKeys"]'
check builds '{"pipelineId":"w","buildNumber":1,"displayName":"d","state":"failed","url":""}' \
    '["/url","is empty"]
["/associations","is missing"]'
check builds '7' '["","has to be an object"]'
check builds '"text"' '["","has to be an object"]'
check builds '[[]]' '["","has to be an object"]'
check builds '{"builds":[{}],"properties":{"a:b":"x"}}' \
    '["/properties","has a name that has to have 1 to 255 characters, no colon among them, and no _ in front"]'
check deployments '{"builds":[]}' '["","is a request of builds"]'
check links '{"reviews":[]}' '["","is a request of reviews"]'
check builds '{"builds":[{}],"properties":{"a":"x","b/c":1}}' \
    '["/properties/b~1c","has to be a string"]'
# Around the records is what the kind has there, and no records of others.
check builds '{"builds":[{}],"operationType":"SCAN","flags":[{}]}' \
    '["/flags","has to be in a request of its own"]'
check devinfo '{"repositories":[{}],"operationType":"SCAN","preventTransitions":"no"}' \
    '["/operationType","has to be NORMAL or BACKFILL"]
["/preventTransitions","has to be true or false"]'
check vulnerabilities '{"vulnerabilities":[{}],"operationType":"scan","providerMetadata":"x"}' \
    '["/operationType","has to be NORMAL, SCAN or BACKFILL"]
["/providerMetadata","has to be an object"]'
check operations '{"incidents":[{}],"reviews":[],"providerMetadata":{"name":"x"}}' \
    '["/providerMetadata","has a member with a name that is not known"]
["/reviews","has to be in a request of its own"]'
run sh -c 'echo "{\"repositories\":[{\"id\":\"r1\"}],\"operationType\":\"SCAN\"}" |
    jira-submit --check --operation-type BACKFILL devinfo'
it 'devinfo: an option counts more' prints_like '"path":"/name"'
run sh -c 'echo "{\"repositories\":[{\"id\":\"r1\"}],\"operationType\":1}" |
    jira-submit --check devinfo'
it 'devinfo: says of which record, too' prints '{"record":1,"verdict":"invalid","key":{"repositoryId":"r1"},"errors":[{"path":"/operationType","message":"has to be a string"}]}'
check operations '{"id":"1","reviews":[]}' '["/reviews","is empty"]
["/summary","is missing"]
["/description","is missing"]
["/url","is missing"]
["/createdDate","is missing"]
["/status","is missing"]'
check components '{"id":"1","secret":"hunter2"}' \
    '["","has a member with a name that is not known"]
["/name","is missing"]
["/description","is missing"]
["/url","is missing"]
["/avatarUrl","is missing"]
["/tier","is missing"]
["/componentType","is missing"]'
it 'and quotes nothing of it' never_says hunter2

# What the url of a record is made of has to be there.
printf '%s\n' '{"pipelineId":"w","buildNumber":1,"displayName":"d","state":"failed","issueKeys":["ABC-1"],"job":{"id":7}}' >in
for place in name job job.name job.id.x; do
	run sh -c "jira-submit --check --url 'https://ci/{pipelineId}/{$place}' builds <in"
	it "makes no url of {$place} where it is not" exits 1
	jq -c '[.verdict, .errors, .notes]' ../out >short
	case $place in
	job) said='job is no text and no number' ;;
	*) said="the record has no $place" ;;
	esac
	it 'and says so' [ "$(cat short)" = "[\"invalid\",[{\"path\":\"/url\",\"message\":\"is missing\"}],[{\"path\":\"/url\",\"message\":\"is not made of --url: $said\"}]]" ]
done
run sh -c "jira-submit --check --url 'https://ci/{job.id}' builds <in"
it 'but one where it is' prints '{"record":1,"verdict":"valid","key":{"pipelineId":"w","buildNumber":1}}'

# A repository may be too much as a whole, too.
PYTHONPATH=$ROOT/t/standin /usr/bin/python3 -B -c '
import json
from samples import SAMPLES as s
many = lambda name, n: [{**s[name], "id": str(i)} for i in range(n)]
print(json.dumps({**s["devinfo"], "commits": many("commits", 400),
    "branches": many("branches", 400), "pullRequests": many("pullRequests", 201)}))
print(json.dumps({**s["devinfo"], "commits": many("commits", 1) * 2}))' >in
run sh -c 'jira-submit --check devinfo <in'
it 'devinfo: refuses 1001 entities and an id twice' [ "$(jq -c '.errors[]' ../out)" = '{"path":"","message":"has to have at most 1000 commits, branches and pull requests in all, not 1001"}
{"path":"/commits","message":"has an id twice"}' ]

run sh -c 'echo "{}" | jira-submit --check build'
it 'knows no such kind' exits 64
it 'and which was meant' complains \
    'jira-submit: build: no such kind: did you mean builds?'
it 'printing nothing' prints_nothing

finish
