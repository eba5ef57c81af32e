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
#	base		else the branch that this one may have left, if known
#	text		more text that may name issues: a branch, a title
#	product		the system, and its version
#
# The connection is that of $JIRA_CONNECTION.  What is not known stays empty.
# Where no issue is named, nothing is sent and nothing is said.  Without a
# connection, as in a pull request from a fork, which sees no secrets, and while
# Jira is away, the recipe says so and succeeds, for that is not the build's
# fault; with JIRA_STRICT=yes it fails.  Else it exits as jira-submit does.
set -u
KEYS_MAX=500      # that Jira takes for a record
COMMITS_MAX=1000  # that are searched for them
# Nothing that happens to be in the environment by one of these names.
pipeline='' pipeline_name='' pipeline_url='' number='' name='' url=''
commit='' repository='' ref='' tree='' from='' base='' text='' type=''
product=''

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

ci_say() { echo "${0##*/}: $*" >&2; }

# ci_need variable ...: what the system always sets.
ci_need() {
	for variable; do
		eval "value=\${$variable-}"
		[ -n "$value" ] || {
			ci_say "$variable is not set"
			exit 64
		}
	done
}

# ci_has name: is there such a commit?  A shallow clone has few.
ci_has() { [ -n "$1" ] && git rev-parse -q --verify "$1^{commit}" >/dev/null; }

# ci_log revisions: what the messages of these commits say.
ci_log() { git log --format=%B "$@" --; }

# What this build has that no earlier one had, or the branch alone; or, if
# nobody knows, its last commit.  A forced push may have lost what was before.
ci_messages() {
	tip=$commit
	ci_has "$tip" || tip=HEAD
	if ci_has "$from"; then
		ci_log -n $COMMITS_MAX "$from..$tip"
	elif ci_has "$base" && [ -n "$(git rev-list -n 1 "$base..$tip")" ]; then
		ci_log -n $COMMITS_MAX "$base..$tip"
	else
		ci_log -n 1 "$tip"
	fi || ci_say 'the commits cannot be read, so only names are searched'
}

# The keys of the issues, as an array; a branch has them in small letters, too.
ci_keys() {
	{
		printf '%s\n' "$text" "$ref" | jira-issue-keys --lower
		ci_messages | jira-issue-keys
	} | jira-issue-keys | sed -n "1,${KEYS_MAX}p" | jira-issue-keys --json
}

# ci_url clone: where people find what is cloned from there: by https, but for
# what is http, without the name, the password and the port that are for git
# alone; or nothing, of a path and of whatever else is no URL.
# shellcheck disable=SC2016 # the dollars are jq's
ci_url() {
	printf %s "$1" | jq -Rrs '
	def host: "(?<host>\\[[0-9A-Fa-f:.]+\\]|[^]/?#@:\\[\\s\\\\]{2,})";
	[capture("^(?<scheme>[A-Za-z+]+)://([^/?#]*@)?" + host +
	    "(?<port>:[0-9]*)?(?<path>/[^?#]*)?([?#].*)?$"),
	capture("^(?<scheme>)([^/?#:]*@)?" + host +
	    ":(?<path>(?![/\\\\]{2})[^?#]*)([?#].*)?$")][0] |
	select(. != null) | (.scheme | ascii_downcase) as $scheme |
	(.path // "" | ltrimstr("/") | gsub(" "; "%20") |
	    sub("(\\.git)?/*$"; "")) as $path |
	if $scheme == "https" or $scheme == "http" then
	    $scheme + "://" + .host + (.port // "")
	elif $scheme == "" or ($scheme | test("^(git|ssh|git\\+ssh|ssh\\+git)$"))
	then "https://" + .host else empty end +
	if $path == "" then "" else "/" + $path end'
}

# Is there a connection?  A secret that is not there leaves an empty file.
ci_connected() {
	[ -n "${JIRA_CONNECTION-}" ] && {
		[ ! -f "$JIRA_CONNECTION" ] || [ -s "$JIRA_CONNECTION" ]
	}
}

# jq programs of both: an id is plain, but of any script, so that no two names
# of another one become the same; and a reference is whole or not there.
# shellcheck disable=SC2016 # the dollars are jq's
ci_record='
def plain: gsub("[^\\p{L}\\p{M}\\p{N}~._-]"; "~");
def maybe($name; $value): if $value == "" then {} else {($name): $value} end;
def associations: [{associationType: "issueIdOrKeys", values: $keys}];
def reference:
    if $repository == "" then {} else
	maybe("commit"; if $commit == "" then "" else
	    {id: $commit, repositoryUri: $repository} end) +
	maybe("ref"; if $ref == "" or $tree == "" then "" else
	    {name: $ref, uri: ($tree + ($ref | @uri | gsub("%2F"; "/")))}
	    end) end;
def references: if reference == {} then {} else {references: [reference]} end;
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
	    --arg commit "$commit" --arg repository "$(ci_url "$repository")" \
	    --arg ref "$ref" --arg tree "$tree" "$@" \
	    "$ci_record $program") || return 64
	if [ -z "${JIRA_STRICT-}" ] && ! ci_connected; then
		ci_say 'there is no JIRA_CONNECTION, so Jira is not told'
		return 0
	fi
	printf '%s\n' "$record" | jira-submit --trim --allow-unknown \
	    --max-time 20 --retries 2 --product "$product" "$kind"
	status=$?
	case $status:${JIRA_STRICT-} in
	75: | 76:)
		ci_say 'Jira is away, and is not told'
		return 0
		;;
	esac
	return $status
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
