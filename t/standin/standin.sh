# standin.sh: a Jira on loopback, and the people and the luck around it.
# shellcheck shell=sh disable=SC2034,SC2154 # tests and lib.sh share names
#
#	standin [option ...]	start one; sets $JIRA to its base URL
#	control NAME JSON	change it: consumers, users, personal, settings,
#				tokens, faults, limits, nonces, clients, grants,
#				tenants or ingest; see control.py.  What it
#				answers is left in ../control
#	consumer KEY FILE	register a public key, as an administrator does
#	approve URL		open an authorization URL as a browser; allow;
#	deny URL		or deny.  Prints the page that one ends on
#	specified		are the requests that came what Atlassian's
#				specification allows, if that is at hand?
#	devops			print a connection that sends builds, for a
#				stand-in with --client "$devops_client"
#	asked [filter]		the requests that came, through jq
#	answered [filter]	what they were answered

standin() {
	[ -p "$top/ready" ] || mkfifo "$top/ready"
	rm -f "$top/log"
	/usr/bin/python3 -B "$ROOT/t/standin/jira.py" \
	    --log "$top/log" "$@" >"$top/ready" &
	background="${background-} $!"
	read -r JIRA <"$top/ready" && export JIRA
}

control() {
	curl -sS -f --noproxy '*' -H 'Content-Type: application/json' \
	    --data-binary "$2" "$(origin "$JIRA")/_control/$1" >"$top/control"
}

origin() {
	echo "$1" | cut -d / -f 1-3
}

consumer() {
	jq -n --arg key "$1" --rawfile publicKey "$2" \
	    '{$key, $publicKey}' >"$top/consumer"
	control consumers "@$top/consumer"
}

devops_client='{"id":"oc","secret":"oc-secret","realm":"credentials",
    "grants":["client_credentials"],"user":"fred"}'

devops() {
	jq -nc --arg url "$JIRA" '{$url, product: "cloud", api: "devops",
	    cloudId: "11223344-a1b2-3b33-c444-def123456789", endpoints: {
	    token: "\($url)/cloud/api/oauth/token",
	    ingest: "\($url)/cloud/api/jira"}, auth: {
	    type: "client-credentials",
	    clientId: "oc", clientSecret: "oc-secret"}}'
}

approve() { browse approve=Allow "$1"; }
deny() { browse deny=Deny "$1"; }

browse() {
	rm -f "$top/cookies"
	curl_as_browser "$2" >"$top/page" &&
	    curl_as_browser "$(origin "$2")$(action)" \
		-d os_username=fred -d os_password=fred-secret \
		--data-urlencode "$(hidden os_destination)" >"$top/page" &&
	    curl_as_browser "$(origin "$2")$(action)" -d "$1" \
		--data-urlencode "$(hidden oauth_token)" \
		--data-urlencode "$(hidden atl_token)"
}

curl_as_browser() {
	curl -sS -f -L --noproxy '*' -b "$top/cookies" -c "$top/cookies" "$@"
}

# What the page's form says.
action() { sed -n 's/.*<form[^>]* action="\([^"]*\)".*/\1/p' "$top/page"; }
hidden() {
	sed -n 's/.*type="hidden" name="\(.*\)" value="\([^"]*\)".*/\1=\2/p' \
	    "$top/page" | grep "^$1="
}

asked() { jq -rc "select(.method) | ${1:-.}" "$top/log"; }
answered() { jq -rc "select(.status) | ${1:-.}" "$top/log"; }

specified() {
	spec=$ROOT/../shared/reference/openapi/jira-software-cloud.json
	if [ ! -r "$spec" ] ||
	    ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
		echo '# no specification, or no python3-jsonschema, at hand'
		return
	fi
	/usr/bin/python3 "$ROOT/t/submit/validate.py" "$spec" "$top/log" \
	    >../out 2>../err
}
