# shellcheck shell=sh
# common.sh: what the recipes beside it share.  A recipe says in these words
# what its system says in its own, and then one of
#
#	ci_build state			a build, or a stage of it
#	ci_deployment environment state	a deployment; type is a tier
#
#	pipeline, pipeline_name, pipeline_url	what builds
#	number, name, url			this build of it
#	commit, repository, ref		what it builds
#	tree		where one can look at a branch, but for its name
#	from		the last commit that an earlier build had, if any
#	text		more text that may name issues: a branch, a title
#	product		the system, and its version
#
# The connection is that of $JIRA_CONNECTION.  What is not known stays empty.
# Exits as jira-submit does; without a word where no issue is named.
set -u
# Nothing that happens to be in the environment by one of these names.
pipeline='' pipeline_name='' pipeline_url='' number='' name='' url=''
commit='' repository='' ref='' tree='' from='' text='' type='' product=''

# Jira knows pending, in_progress, successful, failed, cancelled and unknown.
ci_state() {
	case $(echo "$1" | tr '[:upper:]' '[:lower:]') in
	success | successful | passed | fixed) echo successful ;;
	fail | failed | failure | unstable | error | regression) echo failed ;;
	cancel* | abort*) echo cancelled ;;
	running | in_progress) echo in_progress ;;
	pending | waiting | created | manual) echo pending ;;
	*) echo unknown ;;
	esac
}

# And these kinds of environments.
ci_type() {
	case $(echo "$1" | tr '[:upper:]' '[:lower:]') in
	prod | prod[!a-z]* | production* | live) echo production ;;
	stag* | preprod* | pre-prod*) echo staging ;;
	test* | qa | qa[!a-z]* | integration) echo testing ;;
	dev | dev[!a-z]* | development* | review*) echo development ;;
	*) echo unmapped ;;
	esac
}

# What this build has that no earlier one had; without one, its last commit.
ci_messages() {
	case $from in
	'' | *[!0-9a-f]* | 0000000*) set -- -1 "$commit" ;;
	*) set -- "$from..$commit" ;;
	esac
	git log --format=%B "$@" -- || git log --format=%B -1 --
}

# The keys of the issues, as an array; a branch has them in small letters, too.
ci_keys() {
	{
		printf '%s\n' "$text" "$ref" | jira-issue-keys --lower
		ci_messages 2>/dev/null | jira-issue-keys
	} | jira-issue-keys --json
}

# jq programs of both: an id is plain, and a reference is whole or not there.
# shellcheck disable=SC2016 # the dollars are jq's
ci_record='
def plain: gsub("[^A-Za-z0-9~._-]"; "~");
def maybe($name; $value): if $value == "" then {} else {($name): $value} end;
def associations: [{associationType: "issueIdOrKeys", values: $keys[:500]}];
def references:
    if $repository == "" then {} else {references: [
	maybe("commit"; if $commit == "" then "" else
	    {id: $commit, repositoryUri: $repository} end) +
	maybe("ref"; if $ref == "" or $tree == "" then "" else
	    {name: $ref, uri: ($tree + ($ref | @uri | gsub("%2F"; "/")))} end) | select(. != {})]} |
	if .references == [] then {} else . end end;
'

# ci_send kind program [jq option ...]: make the record, and send it.
ci_send() {
	kind=$1 program=$2
	shift 2
	keys=$(ci_keys) || return
	[ "$keys" != '[]' ] || return 0
	record=$(jq -cn --argjson keys "$keys" --arg pipeline "$pipeline" \
	    --arg pipeline_name "${pipeline_name:-$pipeline}" \
	    --arg pipeline_url "$pipeline_url" --arg name "$name" \
	    --argjson number "$number" --arg url "$url" \
	    --arg commit "$commit" --arg repository "$repository" \
	    --arg ref "$ref" --arg tree "$tree" "$@" \
	    "$ci_record $program") || return 64
	printf '%s\n' "$record" |
	    jira-submit --trim --allow-unknown --product "$product" "$kind"
}

# shellcheck disable=SC2016 # the dollars are jq's
ci_build() {
	ci_send builds '{
	    pipelineId: ($pipeline | plain), buildNumber: $number,
	    displayName: $name, url: $url, state: $state,
	    associations: associations} + references' \
	    --arg state "$(ci_state "$1")"
}

# shellcheck disable=SC2016 # the dollars are jq's
ci_deployment() {
	ci_send deployments '{
	    deploymentSequenceNumber: $number, displayName: $name, url: $url,
	    description: ($name + " to " + $environment), state: $state,
	    pipeline: {id: ($pipeline | plain), displayName: $pipeline_name,
		url: $pipeline_url},
	    environment: {id: ($environment | plain),
		displayName: $environment, type: $type},
	    associations: associations}' \
	    --arg environment "$1" --arg state "$(ci_state "$2")" \
	    --arg type "$(ci_type "${type:-$1}")"
}

# ci argument ...: what the recipes are called with.
ci() {
	case $#:${1-} in
	2:build) ci_build "$2" ;;
	3:deployment) ci_deployment "$2" "$3" ;;
	*)
		echo "usage: ${0##*/} build state" >&2
		echo "       ${0##*/} deployment environment state" >&2
		exit 64
		;;
	esac
}
