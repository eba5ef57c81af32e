#!/bin/sh
# The stand-in's personal access tokens are Jira's: limits, errors, secrets.
. "${0%/*}/lib.sh"

standin
tokens=$JIRA/rest/pat/latest/tokens

# call [curl option ...]: the body, and on a line of its own the status.
call() { run curl -sS --noproxy '*' -w '\n%{http_code}\n' "$@"; }
# fred [curl option ...]: the same with a password, not forged.
fred() { call -u fred:fred-secret -H 'X-Atlassian-Token: no-check' "$@"; }
make() { fred -H 'Content-Type: application/json' -d "$1" "$tokens"; }
is() { [ "$(tail -n 1 ../out)" = "$1" ]; }
got() { head -n 1 ../out | jq -r "$1"; }
# fails STATUS CLASS: in this plugin's form.
fails() { is "$1" && [ "$(got '.exception | split(".") | last')" = "$2" ]; }
knows() {
	call -H "Authorization: Bearer $1" "$JIRA/rest/api/2/myself" &&
	    is 200 && [ "$(got .name)" = fred ]
}
forgets() { ! knows "$1"; }

make '{"name":"x","expirationDuration":90}'
it 'makes a token' is 201
token=$(got .rawToken) id=$(got .id)
it 'that is said once' [ "$(got 'keys_unsorted | join(" ")')" = \
    'id name createdAt expiringAt rawToken' ]
it 'and ends' [ "$(got '[.createdAt, .expiringAt] |
    map(.[:19] + "Z" | fromdate) | .[1] - .[0]')" = $((90 * 86400)) ]
it 'and lets in' knows "$token"
fred "$tokens"
it 'lists it' [ "$(got 'map(.name) | join(" ")')" = 'fred-token x' ]
it 'with its last use, on the minute' [ "$(got \
    '.[1].lastAccessedAt[17:19]')" = 00 ]
it 'and without its secret' never_says "$token"
call -H "Authorization: Bearer $token" "$tokens"
it 'lists them to a token, too' is 200
call -H "Authorization: Bearer $token" -d '{"name":"y"}' \
    -H 'Content-Type: application/json' "$tokens"
it 'and makes another for it' is 201
it 'that never ends' [ "$(got .expiringAt)" = null ]
call -u admin:admin-secret "$tokens"
it 'shows nobody those of others' [ "$(got length)" = 0 ]
call -u admin:admin-secret -H 'X-Atlassian-Token: no-check' -X DELETE \
    "$tokens/$id"
it 'nor lets them be deleted' fails 404 TokenNotFoundException
fred -X DELETE "$tokens/$id"
it 'deletes one' is 204
it 'which lets in no longer' forgets "$token"
fred -X DELETE "$tokens/$id"
it 'once' fails 404 TokenNotFoundException

call "$tokens"
it 'wants somebody' fails 401 NotAuthenticatedException
call -u fred:fred-secret -d '{"name":"x"}' -H 'Content-Type: application/json' \
    "$tokens"
it 'wants a request that no page made up' is 403
fred -d '{"name":"x"}' "$tokens"
it 'wants JSON' is 415
make '{"name":'
it 'that is whole' is 400
for order in '{}' '[]' '{"name":" "}' '{"name":5}' \
    '{"name":"12345678901234567890123456789012345678901"}'; do
	make "$order"
	it "refuses the name of $order" fails 400 InvalidTokenNameException
done
for days in 0 366 -1 1.5 '"9"' true; do
	make "{\"name\":\"x\",\"expirationDuration\":$days}"
	it "refuses $days days" fails 400 ExpirationDurationException
done
make '{"name":"x","expirationDuration":365}'
it 'takes 365' is 201
make '{"name":"x","expirationDuration":null}'
it 'and null for ever, under a name that is taken' is 201
control settings '{"pat_eternal":false}'
make '{"name":"e"}'
it 'unless every token has to end' fails 400 ExpirationDurationException
control settings '{"pat_eternal":true,"pat_licence":false}'
make '{"name":"x"}'
it 'may have no licence' fails 403 LicenseException
control settings '{"pat_licence":true,"pat_feature":false}'
make '{"name":"x"}'
it 'may have them switched off' fails 400 FeatureDisabledException
control settings '{"pat_feature":true}'
while make '{"name":"many"}' && is 201; do :; done
it 'stops somewhere' fails 403 TokenLimitExceededException
fred "$tokens"
it 'which is ten' [ "$(got length)" = 10 ]

control personal '{"expire":"fred-token"}'
it 'lets no token in that has ended' forgets fred-token
it 'saying so' grep -q AUTHENTICATED_FAILED ../out
fred "$tokens"
it 'which is still listed' [ "$(got 'map(.name) | index("fred-token")')" = 0 ]
control settings '{"clock":2678400}'
fred "$tokens"
it 'for a month' [ "$(got 'map(.name) | index("fred-token")')" = null ]
control settings '{"clock":0,"pat_cache":60}'
make '{"name":"late","expirationDuration":1}'
token=$(got .rawToken)
fred -X DELETE "$tokens/$(got .id)"
it 'may take a deleted one for a while' knows "$token"

control settings '{"version":"8.13.20"}'
fred "$tokens"
it 'has none before 8.14' is 404
control settings '{"version":"8.14.0"}'
fred "$tokens"
it 'and from then on' is 200
control settings '{"pat_plugin":false}'
make '{"name":"x"}'
it 'unless the app is disabled' is 404
control settings '{"silent":true,"nobody":400}'
call -H 'Authorization: Bearer x' "$JIRA/rest/api/2/mypermissions"
it 'may say 400 to who is nobody' is 400
it 'in the words that were seen' [ "$(got \
    '.errorMessages[0][-16:]')" = 'anonymous users.' ]

finish
