# oauth2.sh: connections of OAuth 2.0 to the stand-in, and what is held there.
# shellcheck shell=sh disable=SC2016,SC2034,SC2154 # jq's, the tests', lib.sh's
#
#	standin2 [option ...]	start one that has the clients dc and bot of
#				Data Center, app, svc and oc of Cloud, each
#				with a secret after its name: dc-secret
#	seed_cloud, seed_dc	make jira.json, with tokens that have ended;
#				sets $access and $refresh to them
#	due SECONDS		have the token end in so long, or so long ago
#	member NAME		what "auth" holds
#	get			have the token printed, through a pipe
#	quiet_get [option ...]	the same, but into ../got
#	lets_in [PATH]		does it?
#	recovers		does the next plain run print a token that
#				lets in, and leave all in order?
#	refreshes		how many there were since they were set to 0

id=11223344-a1b2-3b33-c444-def123456789
here=http://localhost:9/cb

# client NAME REALM GRANTS [SCOPES]: JSON.
client() {
	jq -nc --arg id "$1" --arg realm "$2" --arg grants "$3" \
	    --arg scopes "${4-}" --arg here "$here" \
	    '{$id, secret: "\($id)-secret", $realm, user: "fred",
	    grants: ($grants / " "), scopes: ($scopes / " "),
	    redirects: [$here]}'
}

standin2() {
	code='authorization_code refresh_token' alone=client_credentials
	standin "$@" --client "$(client dc server "$code" WRITE)" \
	    --client "$(client bot server "$alone" WRITE)" \
	    --client "$(client app cloud "$code" \
		'read:jira-work offline_access')" \
	    --client "$(client svc cloud "$alone" read:jira-work)" \
	    --client "$(client oc credentials "$alone")"
}

# seed CLIENT SCOPES FILTER: through which the connection goes.
seed() {
	control grants '{"seed":{"client":"'"$1"'","user":"fred",
	    "redirect":"'"$here"'","scopes":['"$2"']}}'
	jq -rc --arg client "$1" --arg here "$here" --arg jira "$JIRA" \
	    --arg id "$id" '"\(.access) \(.refresh)", ({url: $jira, auth: {
	    type: "oauth2", clientId: $client, redirectUri: $here,
	    clientSecret: "\($client)-secret", accessToken: .access,
	    refreshToken: .refresh, expiresAt: "2020-01-01T00:00:00Z"}} |
	    '"$3)" \
	    "$top/control" >"$top/seeded"
	{
		read -r access refresh
		cat >jira.json
	} <"$top/seeded"
}
seed_dc() { seed dc '"WRITE"' .; }
seed_cloud() {
	seed app '"read:jira-work","offline_access"' '.product = "cloud" |
	    .cloudId = $id | .endpoints = {
	    authorize: "\($jira)/cloud/auth/authorize",
	    token: "\($jira)/cloud/auth/oauth/token",
	    resources: "\($jira)/cloud/api/oauth/token/accessible-resources",
	    api: "\($jira)/cloud/api/ex/jira/\($id)"}'
}

due() {
	jq -c --arg at "$(date -u -d "$1 seconds" +%Y-%m-%dT%H:%M:%SZ)" \
	    '.auth.expiresAt = $at' jira.json >"$top/edited"
	cat "$top/edited" >jira.json
}

member() { jq -r ".auth.$1" jira.json; }
get() { run sh -c 'jira-token -c ./jira.json | cat'; }
quiet_get() { run sh -c 'jira-token -c ./jira.json "$@" >../got' sh "$@"; }
lets_in() {
	run jira-request -c ./jira.json "${1-/rest/api/2/myself}"
	prints_like '"name":"fred"'
}
recovers() {
	jira-token -c ./jira.json >../got 2>../recovery || return 1
	read -r token <../got
	[ "$(stat -c %a jira.json) $(jq -r '.auth |
	    "\(.accessToken) \(.refreshingSince)"' jira.json)" = \
	    "600 $token null" ] &&
	    echo "header = \"Authorization: Bearer $token\"" |
	    curl -sfK - --noproxy '*' -o ../answer \
		"$JIRA/cloud/api/ex/jira/$id/rest/api/3/myself"
}
refreshes() {
	control grants '{}'
	jq .refreshes "$top/control"
}
