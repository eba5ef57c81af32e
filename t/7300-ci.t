#!/bin/sh
# contrib/ci tells Jira of builds and deployments by what each system sets.
. "${0%/*}/lib.sh"
PATH=$PATH:$ROOT/contrib/ci

standin --client "$devops_client"
devops >devops.json

# held SET FILTER: the one record of a set, and nothing of it after that.
held() {
	control ingest "{\"show\":\"$1\",\"records\":true}"
	run jq -c ".entities[0].record | $2" "$top/control"
	control ingest '{"clear":true}'
}
sent() { asked 'select(.target | endswith("/bulk")) | .body | fromjson' >../out; }

# A repository with some history, for all of them.
git() {
	command git -c user.name=Ann -c user.email=ann@example.com \
	    -c init.defaultBranch=main -c commit.gpgsign=false "$@"
}
git init -q work
cd work || exit
git commit -q --allow-empty -m 'ABC-1 begin'
first=$(git rev-parse HEAD)
git commit -q --allow-empty -m 'Read UTF-8'
git commit -q --allow-empty -m 'ABC-2 go on, see DEMO-3'
last=$(git rev-parse HEAD)

# Jenkins: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/, and the
# variables of the branch API and the Git plugins.
jenkins() {
	env JIRA_CONNECTION="$top/home/devops.json" JOB_NAME=web/main \
	    JOB_URL=https://ci.example.com/job/web/job/main/ BUILD_NUMBER=42 \
	    BUILD_DISPLAY_NAME='#42' BUILD_TAG=jenkins-web-main-42 \
	    BUILD_URL=https://ci.example.com/job/web/job/main/42/ \
	    JENKINS_URL=https://ci.example.com/ GIT_COMMIT="$last" \
	    GIT_URL=https://git.example.com/web.git GIT_BRANCH=origin/main \
	    GIT_PREVIOUS_SUCCESSFUL_COMMIT="$first" "$@"
}
run jenkins jira-jenkins build SUCCESS
it 'tells Jira of a build of Jenkins' exits 0
it 'with the verdict' \
    [ "$(jq -r .verdict ../out)" = accepted ]
it 'without a word' is_quiet
sent
it 'and who says so' \
    [ "$(jq -rs 'last.providerMetadata.product' ../out)" = Jenkins ]
held builds '[.pipelineId, .buildNumber, .displayName, .url, .state]'
it 'by its own names' prints \
    '["web~main",42,"web/main #42","https://ci.example.com/job/web/job/main/42/","successful"]'
jenkins jira-jenkins build UNSTABLE >/dev/null
held builds '[.state, .associations[0].values, .references]'
it 'with the issues since the last good one' \
    prints "[\"failed\",[\"ABC-2\",\"DEMO-3\",\"UTF-8\"],[{\"commit\":{\"id\":\"$last\",\"repositoryUri\":\"https://git.example.com/web\"},\"ref\":{\"name\":\"main\",\"uri\":\"https://git.example.com/web/tree/main\"}}]]"
jenkins CHANGE_BRANCH=feature/abc-7-x CHANGE_TITLE='DEMO-9 too' \
    BRANCH_NAME=PR-5 jira-jenkins build ABORTED >/dev/null
held builds '[.state, .associations[0].values]'
it 'and those of a pull request' \
    prints '["cancelled",["DEMO-9","ABC-7","ABC-2","DEMO-3","UTF-8"]]'
jenkins CHANGE_ID=5 BRANCH_NAME=PR-5 CHANGE_TARGET=main \
    jira-jenkins build SUCCESS >/dev/null
held builds '[.associations[0].values, (.references[0] | keys)]'
it 'of which only the number is known, by its commits' \
    prints '[["ABC-2","DEMO-3","UTF-8"],["commit"]]'
jenkins CHANGE_ID=5 CHANGE_FORK=bob CHANGE_BRANCH=abc-7 BRANCH_NAME=PR-5 \
    jira-jenkins build SUCCESS >/dev/null
held builds '[.associations[0].values[0], (.references[0] | keys)]'
it 'which does not show the branch of a fork where it is not' \
    prints '["ABC-7",["commit"]]'
for branch in detached refs/tags/v1 upstream/abc-7; do
	jenkins GIT_BRANCH=$branch GIT_LOCAL_BRANCH=${branch#upstream/} \
	    jira-jenkins build SUCCESS >/dev/null
	held builds '[.associations[0].values[0], .references[0].ref.name]'
	case $branch in
	detached) it 'knows no branch of a commit' prints '["ABC-2",null]' ;;
	refs/*) it 'but the name of a tag' prints '["ABC-2","v1"]' ;;
	*) it 'and a branch of any remote' prints '["ABC-7","abc-7"]' ;;
	esac
done
run jenkins jira-jenkins deployment Prod-EU SUCCESS
it 'tells of a deployment' exits 0
held deployments '[.pipeline, .environment, .deploymentSequenceNumber, .state, .description]'
it 'by pipeline and environment' prints \
    '[{"id":"web~main","displayName":"web/main","url":"https://ci.example.com/job/web/job/main/"},{"id":"Prod-EU","displayName":"Prod-EU","type":"production"},42,"successful","web/main #42 to Prod-EU"]'
for name in 生产 测试; do
	jenkins jira-jenkins deployment $name SUCCESS >/dev/null
	held deployments .environment.id
	it "tells $name from others" prints "\"$name\""
done
run jenkins jira-jenkins build
it 'wants a state' exits 64
it 'and says how it is called' complains_like '^usage: jira-jenkins build state'
it 'printing nothing' prints_nothing
run jenkins GIT_COMMIT="$first" GIT_PREVIOUS_SUCCESSFUL_COMMIT="$first" \
    JIRA_CONNECTION=/none jira-jenkins build SUCCESS
it 'needs no connection where no issue is named' exits 0
it 'printing nothing' prints_nothing
run jenkins JIRA_CONNECTION=/none jira-jenkins build SUCCESS
it 'but else it fails as jira-submit does' exits 66
control ingest '{"projects":["OTHER"]}'
run jenkins jira-jenkins build SUCCESS
it 'and does not fail for issues that Jira does not know' exits 0
it 'but says so' [ "$(jq -r .verdict ../out)" = unknown ]
control ingest '{"projects":["ABC","DEMO"],"clear":true}'

# GitLab: https://docs.gitlab.com/ci/variables/predefined_variables
gitlab() {
	env JIRA_CONNECTION="$top/home/devops.json" GITLAB_CI=true \
	    CI_PROJECT_ID=17 CI_PROJECT_PATH=group/web CI_PROJECT_NAME=web \
	    CI_PROJECT_URL=https://gitlab.example.com/group/web \
	    CI_PIPELINE_ID=9001 CI_PIPELINE_IID=43 \
	    CI_PIPELINE_URL=https://gitlab.example.com/group/web/-/pipelines/9001 \
	    CI_COMMIT_SHA="$last" CI_COMMIT_REF_NAME=abc-5-fix \
	    CI_COMMIT_BRANCH=abc-5-fix CI_COMMIT_BEFORE_SHA="$first" \
	    CI_SERVER_VERSION=18.6.1 CI_JOB_STATUS=running "$@"
}
run gitlab jira-gitlab build success
it 'tells Jira of a pipeline of GitLab' exits 0
it 'with the verdict' [ "$(jq -r .verdict ../out)" = accepted ]
sent
it 'and who says so' \
    [ "$(jq -rs 'last.providerMetadata.product' ../out)" = 'GitLab 18.6.1' ]
held builds '[.pipelineId, .buildNumber, .state, .associations[0].values, .references[0].ref]'
it 'by its own names' prints \
    '["17",43,"successful",["ABC-5","ABC-2","DEMO-3","UTF-8"],{"name":"abc-5-fix","uri":"https://gitlab.example.com/group/web/-/tree/abc-5-fix"}]'
none=0000000000000000000000000000000000000000
gitlab CI_COMMIT_BEFORE_SHA=$none \
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=demo-8 \
    CI_MERGE_REQUEST_TITLE='Draft: ABC-6' jira-gitlab build failed >/dev/null
held builds '[.state, .associations[0].values]'
it 'and a merge request by its last commit' \
    prints '["failed",["ABC-6","DEMO-8","ABC-2","DEMO-3"]]'
# shellcheck disable=SC2016 # as it stands in .gitlab-ci.yml
run gitlab CI_ENVIRONMENT_NAME=review/abc-5 CI_ENVIRONMENT_TIER=testing \
    sh -c 'jira-gitlab deployment "$CI_ENVIRONMENT_NAME" "$CI_JOB_STATUS"'
it 'tells of a deployment' exits 0
held deployments '[.environment, .state, .pipeline.id, .pipeline.url]'
it 'with the tier that GitLab gives it' prints \
    '[{"id":"review~abc-5","displayName":"review/abc-5","type":"testing"},"in_progress","17","https://gitlab.example.com/group/web/-/pipelines"]'

gitlab CI_COMMIT_BEFORE_SHA=$none CI_MERGE_REQUEST_DIFF_BASE_SHA="$first" \
    CI_MERGE_REQUEST_SOURCE_PROJECT_URL=https://gitlab.example.com/bob/web \
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=fix CI_MERGE_REQUEST_TITLE='' \
    jira-gitlab build success >/dev/null
held builds '[.associations[0].values, .references[0].ref.uri]'
it 'or by all it has, where GitLab knows where it begins' prints \
    '[["ABC-2","DEMO-3","UTF-8"],"https://gitlab.example.com/bob/web/-/tree/fix"]'
gitlab CI_COMMIT_BEFORE_SHA=$none CI_COMMIT_BRANCH='' CI_COMMIT_TAG=v1 \
    CI_COMMIT_REF_NAME=v1 jira-gitlab build success >/dev/null
held builds '[.associations[0].values, .references[0].ref.name]'
it 'of a tag by its commit' prints '[["ABC-2","DEMO-3"],"v1"]'
git checkout -q -b merged "$first"
git commit -q --allow-empty -m 'ABC-90 on the target branch'
git merge -q -m 'of both' "$last"
gitlab CI_COMMIT_BEFORE_SHA=$none CI_MERGE_REQUEST_DIFF_BASE_SHA="$first" \
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA="$last" \
    CI_COMMIT_SHA="$(git rev-parse HEAD)" CI_COMMIT_REF_NAME=fix \
    jira-gitlab build success >/dev/null
git checkout -q main
held builds '[.associations[0].values, .references[0].commit.id]'
it 'of merged results by what is merged, not by where to' \
    prints "[[\"ABC-2\",\"DEMO-3\",\"UTF-8\"],\"$last\"]"
git update-ref refs/remotes/origin/main "$first"
gitlab CI_COMMIT_BEFORE_SHA=$none CI_DEFAULT_BRANCH=main \
    jira-gitlab build success >/dev/null
held builds '.associations[0].values'
it 'of a new branch by what the default branch has not' \
    prints '["ABC-5","ABC-2","DEMO-3","UTF-8"]'
gitlab CI_COMMIT_BEFORE_SHA=1111111111111111111111111111111111111111 \
    jira-gitlab build success >/dev/null
held builds '.associations[0].values'
it 'and after a forced push by its last commit' \
    prints '["ABC-5","ABC-2","DEMO-3"]'
# shellcheck disable=SC2016 # nobody expands it
gitlab CI_COMMIT_REF_NAME='abc-5-"$(id)'"' \\" jira-gitlab build success >/dev/null
held builds '[.associations[0].values[0], .references[0].ref.name]'
# shellcheck disable=SC2016 # nor this
it 'of a branch whose name has all kinds of quotes' \
    prints '["ABC-5","abc-5-\"$(id)'"'"' \\"]'

# GitHub: https://docs.github.com/en/actions/reference/variables-reference
github() {
	env JIRA_CONNECTION="$top/home/devops.json" GITHUB_ACTIONS=true \
	    GITHUB_REPOSITORY=ann/web GITHUB_SERVER_URL=https://github.com \
	    GITHUB_WORKFLOW=test GITHUB_RUN_ID=77 GITHUB_RUN_NUMBER=44 \
	    GITHUB_RUN_ATTEMPT=1 GITHUB_SHA="$last" GITHUB_REF_NAME=main \
	    GITHUB_REF=refs/heads/main GITHUB_EVENT_NAME=push \
	    GITHUB_EVENT_PATH="$top/home/event.json" GITHUB_HEAD_REF= "$@"
}
jq -n --arg before "$first" '{$before, ref: "refs/heads/main"}' \
    >../event.json
run github jira-github build success
it 'tells Jira of a run of GitHub Actions' exits 0
it 'with the verdict' [ "$(jq -r .verdict ../out)" = accepted ]
held builds '[.pipelineId, .buildNumber, .displayName, .url, .associations[0].values, .references[0].ref.uri]'
it 'by its own names' prints \
    '["ann~web~test",44,"test #44","https://github.com/ann/web/actions/runs/77",["ABC-2","DEMO-3","UTF-8"],"https://github.com/ann/web/tree/main"]'
printf '%s\n' '{"pull_request":{"title":"ABC-8: \"quoted\"\nDEMO-4"}}' >../event.json
github GITHUB_HEAD_REF=demo-6 GITHUB_REF_NAME=5/merge \
    GITHUB_REF=refs/pull/5/merge GITHUB_EVENT_NAME=pull_request \
    jira-github build cancelled >/dev/null
held builds '[.state, .associations[0].values, .references[0].ref.name]'
it 'and of a pull request' prints \
    '["cancelled",["ABC-8","DEMO-4","DEMO-6","ABC-2","DEMO-3"],"demo-6"]'
jq -n --arg head "$last" --arg base "$first" '{before: $head, pull_request: {
    title: "", base: {sha: $base}, head: {sha: $head,
    repo: {html_url: "https://github.com/bob/web"}}}}' >../event.json
github GITHUB_SHA=2222222222222222222222222222222222222222 \
    GITHUB_HEAD_REF=fix GITHUB_REF_NAME=5/merge \
    GITHUB_EVENT_NAME=pull_request jira-github build success >/dev/null
held builds '[.associations[0].values, .references[0]]'
it 'by its commits, not by the merge that is built' prints \
    "[[\"ABC-2\",\"DEMO-3\",\"UTF-8\"],{\"commit\":{\"id\":\"$last\",\"repositoryUri\":\"https://github.com/ann/web\"},\"ref\":{\"name\":\"fix\",\"uri\":\"https://github.com/bob/web/tree/fix\"}}]"
jq '.pull_request.head.ref = "demo-6"' ../event.json >../review.json
github GITHUB_REF_NAME=5/merge GITHUB_REF=refs/pull/5/merge \
    GITHUB_EVENT_NAME=pull_request_review \
    GITHUB_EVENT_PATH="$top/home/review.json" jira-github build success \
    >/dev/null
held builds '[.associations[0].values, .references[0].ref.name]'
it 'also where only the event has its branch' \
    prints '[["DEMO-6","ABC-2","DEMO-3","UTF-8"],"demo-6"]'
# A fork's event may be empty, and a merge queue's branch is called after one.
echo '{}' >../empty.json
github GITHUB_REF_NAME=5/merge GITHUB_REF=refs/pull/5/merge \
    GITHUB_HEAD_REF=demo-6 GITHUB_BASE_REF=main \
    GITHUB_EVENT_PATH="$top/home/empty.json" jira-github build success >/dev/null
held builds '.associations[0].values'
it 'or where the event has nothing' prints '["DEMO-6","ABC-2","DEMO-3","UTF-8"]'
jq -n --arg base "$first" '{merge_group: {base_sha: $base}}' >../queue.json
github GITHUB_REF_NAME=gh-readonly-queue/main/pr-104-1a2b3c \
    GITHUB_REF=refs/heads/gh-readonly-queue/main/pr-104-1a2b3c \
    GITHUB_EVENT_PATH="$top/home/queue.json" jira-github build success >/dev/null
held builds '[.associations[0].values, (.references[0] | keys)]'
it 'and a merge queue by its commits' \
    prints '[["ABC-2","DEMO-3","UTF-8"],["commit"]]'
run github GITHUB_REF='' GITHUB_REF_NAME='' GITHUB_EVENT_NAME=deployment \
    GITHUB_EVENT_PATH="$top/home/empty.json" jira-github deployment qa success
it 'tells of a deployment of a commit' exits 0
held deployments '.environment.type'
it 'which has no branch' prints '"testing"'
run github GITHUB_EVENT_PATH=/none jira-github deployment staging failure
it 'tells of a deployment, without an event' exits 0
held deployments '[.environment.type, .state, .deploymentSequenceNumber]'
it 'and how it went' prints '["staging","failed",44]'

printf "{}" >../event.json
run github GITHUB_REF_NAME='abc-7-ü#1%/x y' jira-github build success
held builds '.references[0].ref.uri'
it 'with the URL of a branch of any name' prints \
    '"https://github.com/ann/web/tree/abc-7-%C3%BC%231%25/x%20y"'
run github GITHUB_RUN_NUMBER= jira-github build success
it 'is no success without a number' exits 64
it 'and says why' complains 'jira-github: GITHUB_RUN_NUMBER is not set'
github GITHUB_RUN_ATTEMPT=1 jira-github build failure >/dev/null
run github GITHUB_RUN_ATTEMPT=2 jira-github build success
it 'tells of a run again' [ "$(jq -r .verdict ../out)" = accepted ]
held builds .state
it 'and Jira takes the last word' prints '"successful"'

# What is nobody's fault breaks no build.
run github JIRA_CONNECTION='' jira-github build success
it 'breaks no build that sees no secrets' exits 0
it 'printing nothing' prints_nothing
it 'but says so' complains \
    'jira-github: there is no JIRA_CONNECTION, so Jira is not told'
: >../empty.json
run github JIRA_CONNECTION="$top/home/empty.json" jira-github build success
it 'nor one whose secret is empty' exits 0
run github JIRA_STRICT=yes JIRA_CONNECTION="$top/home/empty.json" \
    jira-github build success
it 'unless that is wanted' [ "$status" -ne 0 ]
jq '.endpoints.token = "http://127.0.0.1:9/token" | del(.auth.accessToken)' \
    ../devops.json >../away.json
chmod 600 ../away.json
run github JIRA_CONNECTION="$top/home/away.json" jira-github build success
it 'nor one while Jira is away' exits 0
it 'but says so' complains_like '^jira-github: Jira is away, and is not told$'
run github JIRA_STRICT=yes JIRA_CONNECTION="$top/home/away.json" \
    jira-github build success
it 'unless that is wanted, too' exits 75

# As it may be found, and what it may find.
ln -s "$ROOT/contrib/ci/jira-github" ../tell
run github ../tell build success
it 'works through a link' exits 0
it 'and tells Jira' [ "$(jq -r .verdict ../out)" = accepted ]
control ingest '{"clear":true}'
git clone -q --depth 1 "file://$PWD" ../shallow 2>../err
cd ../shallow || exit
printf '{"before": "%s"}\n' "$first" >../event.json
run github jira-github build success
it 'works in a shallow clone' exits 0
it 'without a word' is_quiet
held builds '.associations[0].values'
it 'by its last commit' prints '["ABC-2","DEMO-3"]'
cd ..
run github GITHUB_REF_NAME=abc-9 jira-github build success
it 'works where there is no clone' exits 0
it 'but says so' complains_like \
    'the commits cannot be read, so only names are searched$'
held builds '.associations[0].values'
it 'by the name of the branch' prints '["ABC-9"]'
cd work || exit
# shellcheck disable=SC2016 # nor this
seq -f 'ABC-%.0f "quoted" and $(more)' 1 20000 |
    git commit -q --allow-empty -F -
run github GITHUB_SHA="$(git rev-parse HEAD)" GITHUB_REF_NAME=main \
    jira-github build success
it 'takes as many issues as Jira does' exits 0
held builds '.associations[0].values | [length, .[0], .[-1]]'
it 'and the first of them' prints '[500,"ABC-1","ABC-500"]'
git reset -q --hard "$last"
run jenkins GIT_URL=https://ann:sesame@git.example.com/web.git \
    jira-jenkins build SUCCESS
it 'never says the password of a clone' never_says sesame
held builds '.references[0] | [.commit.repositoryUri, .ref.uri]'
it 'not even to Jira' prints \
    '["https://git.example.com/web","https://git.example.com/web/tree/main"]'
run jenkins GIT_URL=git@git.example.com:org/web.git jira-jenkins build SUCCESS
held builds '.references[0] | [.commit.repositoryUri, .ref.uri]'
it 'finds by https what is cloned by ssh' prints \
    '["https://git.example.com/org/web","https://git.example.com/org/web/tree/main"]'
run jenkins GIT_URL=/srv/git/web.git jira-jenkins build SUCCESS
it 'takes what is no URL' exits 0
held builds .references
it 'for none' prints null
# The URL of a clone, and where to look at it.
while read -r clone url; do
	# shellcheck source=contrib/ci/common.sh disable=SC2016 # the inner shell's
	run sh -c '. "$0/contrib/ci/common.sh" && ci_url "$1"' "$ROOT" "$clone"
	it "of $clone makes ${url:-nothing}" prints "$url"
	it 'and no secret' never_says sesame
done <<-'END'
	https://ann:sesame@git.example.com/web.git https://git.example.com/web
	https://ann@example.com:ses@sesame@git.example.com/web https://git.example.com/web
	https://ann:sesame/x@git.example.com/web.git
	HTTPS://git.example.com/web?token=sesame#sesame https://git.example.com/web
	https://git.example.com https://git.example.com
	http://git.example.com:8080/scm/web.git/ http://git.example.com:8080/scm/web
	git@github.com:org/web.git https://github.com/org/web
	github.com:org/web https://github.com/org/web
	git@git.example.com:/srv/web.git https://git.example.com/srv/web
	git@[2001:db8::1]:org/web.git https://[2001:db8::1]/org/web
	ssh://git:sesame@git.example.com:7999/org/web.git https://git.example.com/org/web
	git+ssh://git.example.com/~ann/web.git https://git.example.com/~ann/web
	git://git.example.com/web.git https://git.example.com/web
	file:///srv/git/web.git
	file://host/srv/git/web.git
	../web.git
	C:/git/web
	C:\git\web
END
run jenkins BUILD_URL='' jira-jenkins build SUCCESS
it 'says what Jenkins does not' complains 'jira-jenkins: BUILD_URL is not set'

# A hook of git.
cd .. || exit
git init -q --bare web.git
ln -s "$ROOT/contrib/ci/jira-post-receive" web.git/hooks/post-receive
run git -C work push -q ../web.git main
it 'never keeps a push from happening' exits 0
it 'but says what is not set' complains_like 'jira.connection or jira.url is not set'
git -C web.git config jira.connection "$top/home/devops.json"
git -C web.git config jira.background false
git -C web.git config jira.url https://git.example.com/web
printf 'one\n' >work/one
printf 'two\n' >work/two
git -C work add one two
git -C work commit -q -m 'ABC-10: two files

And a "body", with \ and é.'
git -C work commit -q --allow-empty -m 'no issue'
git -C work push -q ../web.git main 2>../err
control ingest '{"show":"devinfo","records":true}'
run jq -c '[.entities[] | .key]' "$top/control"
sha=$(git -C work rev-parse HEAD~1)
it 'tells Jira of the commits that name an issue' \
    prints "[[\"web\"],[\"web\",\"commits\",\"$sha\"]]"
run jq -r '.entities[1].record | [.fileCount, .message, .author.email, .url, .issueKeys[]] | @tsv' \
    "$top/control"
it 'whole' prints "2	ABC-10: two files\\n\\nAnd a \"body\", with \\\\ and é.	ann@example.com	https://git.example.com/web/commit/$sha	ABC-10"
control ingest '{"clear":true}'
git -C work checkout -q -b feature/abc-11-x
git -C work commit -q --allow-empty -m 'on a branch'
git -C work push -q ../web.git feature/abc-11-x 2>../err
control ingest '{"show":"devinfo","records":true}'
run jq -c '.entities[1] | [.key[1:], .record.name, .record.issueKeys, .record.lastCommit.message]' \
    "$top/control"
it 'tells of a branch by its name' prints \
    '[["branches","~666561747572652f6162632d31312d78"],"feature/abc-11-x",["ABC-11"],"on a branch"]'
control ingest '{"clear":true}'
git -C work push -q ../web.git feature/abc-11-x:keep-abc-11 2>../err
run git -C work push -q ../web.git :feature/abc-11-x
it 'lets a branch be deleted' exits 0
it 'without a word' is_quiet
control ingest '{"show":"devinfo"}'
it 'and takes it away at Jira, and no other' \
    [ "$(jq -c '[.entities[].key]' "$top/control")" = \
	'[["web"],["web","branches","keep-abc-11"]]' ]
git -C work push -q ../web.git feature/abc-11-x 2>../err
git -C work commit -q --allow-empty -m 'ABC-11 go on'
run git -C work push -q ../web.git :feature/abc-11-x HEAD:keep-abc-11
control ingest '{"show":"devinfo"}'
it 'while it takes what came with the same push' \
    [ "$(jq -c '[.entities[].key[1:2]] | unique' "$top/control")" = \
	'[[],["branches"],["commits"]]' ]
git -C web.git config jira.connection "$top/home/away.json"
run git -C work push -q ../web.git :keep-abc-11
it 'lets it be deleted while Jira is away' exits 0
it 'but says so' complains_like 'jira-submit: '
git -C web.git config jira.connection "$top/home/devops.json"
git -C work reset -q --hard HEAD~1
control ingest '{"clear":true}'

# Branches that come with one push have commits of each other's.
git -C work checkout -q -b one
git -C work commit -q --allow-empty -m 'ABC-12 of both'
git -C work checkout -q -b two
git -C work commit -q --allow-empty -m 'ABC-13 of the second'
run git -C work push -q ../web.git one two
control ingest '{"show":"devinfo","records":true}'
run jq -r '[.entities[] | select(.key[1] == "commits").record.issueKeys[]] |
    sort | join(" ")' "$top/control"
it 'tells of the commits that new branches share' prints 'ABC-12 ABC-13'
control ingest '{"clear":true}'
git -C work commit -q --allow-empty -m 'ABC-14 later'
git -C work branch three
run git -C work push -q ../web.git two three
it 'tells of a commit once' \
    [ "$(asked 'select(.target | endswith("/bulk")).body | fromjson |
	.repositories[]?.commits[]?.issueKeys[]' | grep -c ABC-14)" -eq 1 ]
it 'and of none that was there before' \
    [ "$(asked 'select(.target | endswith("/bulk")).body | fromjson |
	.repositories[]?.commits[]?.issueKeys[]' | grep -c ABC-12)" -eq 1 ]

# More than one argument of a program may be long.
control ingest '{"clear":true}'
message=$(printf '%01000d' 0)
i=0
while [ $i -lt 150 ]; do
	i=$((i + 1))
	printf 'commit refs/heads/two\ncommitter Ann <a@example.com> %d +0000\n' \
	    $((1700000000 + i))
	printf 'data <<END\nABC-%d %s\nEND\n' $i "$message"
	[ $i -gt 1 ] || echo "from refs/heads/two^0"
done | git -C work fast-import --quiet
run git -C work push -q ../web.git two
control ingest '{"show":"devinfo"}'
it 'tells of many commits at once' \
    [ "$(jq '[.entities[] | select(.key[1] == "commits")] | length' \
	"$top/control")" -eq 150 ]
control ingest '{"clear":true}'
git -C work reset -q --hard HEAD~3
git -C work commit -q --allow-empty -m 'ABC-15 instead'
run git -C work push -q -f ../web.git two
control ingest '{"show":"devinfo","records":true}'
it 'of a forced push only what is new' [ "$(jq -c '[.entities[] |
    select(.key[1] == "commits").record.issueKeys[]]' "$top/control")" = \
    '["ABC-15"]' ]
control ingest '{"clear":true}'
git -C work tag -a -m 'ABC-16' v1
run git -C work push -q ../web.git v1
control ingest '{"show":"devinfo"}'
it 'and of a tag nothing' \
    [ "$(jq -c .entities "$top/control")" = '[]' ]
git -C web.git config jira.connection "$top/home/away.json"
git -C work commit -q --allow-empty -m 'ABC-17 while Jira is away'
run git -C work push -q ../web.git two
it 'lets a push be while Jira is away' exits 0
it 'but says so' complains_like 'jira-submit: '
: >asked
git -C web.git config jira.connection /none
git -C work commit -q --allow-empty -m 'no issue'
run git -C work push -q ../web.git two
it 'asks for no connection where no issue is named' is_quiet

# Behind the push, for which nothing has to be ready.
git -C web.git config --unset jira.background
git -C web.git config jira.connection "$top/home/late.json"
mkfifo late.json
git -C work commit -q --allow-empty -m 'ABC-18 later'
run timeout 20 git -C work push -q ../web.git two
it 'does not keep a push waiting' exits 0
it 'without a word' is_quiet
control ingest '{"show":"devinfo"}'
it 'and nothing was told so far' \
    [ "$(jq -c .entities "$top/control")" = '[]' ]
timeout 20 sh -c 'cat devops.json >late.json'
i=0
until grep -q accepted web.git/jira.log || [ $i -ge 100 ]; do
	i=$((i + 1))
	sleep 0.1
done
it 'but tells Jira, and its log' grep -q accepted web.git/jira.log
control ingest '{"show":"devinfo","records":true}'
it 'of the commit' [ "$(jq -c '[.entities[] |
    select(.key[1] == "commits").record.issueKeys[]]' "$top/control")" = \
    '["ABC-18"]' ]

it 'in requests that the specification allows' specified

finish
