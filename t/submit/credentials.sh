# credentials.sh: a stand-in that takes builds and the rest, and devops.json,
# a connection to it.
# shellcheck shell=sh

standin --client '{"id":"oc","secret":"oc-secret","realm":"credentials",
    "grants":["client_credentials"],"user":"fred"}'
jq -n --arg jira "$JIRA" '{url: $jira, product: "cloud", api: "devops",
    cloudId: "11223344-a1b2-3b33-c444-def123456789",
    endpoints: {ingest: ($jira + "/cloud/api/jira"),
	token: ($jira + "/cloud/api/oauth/token")},
    auth: {type: "client-credentials", clientId: "oc",
	clientSecret: "oc-secret"}}' >devops.json
