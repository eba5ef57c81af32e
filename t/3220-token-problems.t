#!/bin/sh
# Whatever Jira objects to in OAuth 1.0a becomes a sentence and a status.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>/dev/null
openssl rsa -in key.pem -pubout -out key.pub 2>/dev/null
openssl genrsa -out other.pem 2048 2>/dev/null
standin --consumer codestream=key.pub
at=${JIRA#http://} at=${at%/jira}
# connection FILE KEY NAME: one that has no token yet.
connection() {
	printf '{"url":"%s","auth":{"type":"oauth1","consumerKey":"%s","privateKey":{"file":"%s"}}}\n' \
	    "$JIRA" "$3" "$2" >"$1"
}
connection jira.json key.pem codestream
cp jira.json new.json

# Every problem of the reference, as the request-token step meets it.
objects() {
	control faults '{"status":'"$2"',"type":"application/x-www-form-urlencoded;charset=UTF-8","times":'"${5-1}"',"body":"oauth_problem='"$1"'"}'
	run jira-token -c ./jira.json --timeout 1 authorize
	it "$1 is told" exits "$3"
	it '- printing nothing' prints_nothing
	it '- in words of what to do' complains_like \
	    "^jira-token: $at: $2: $1: .*$4"
	control faults '{"clear":true}'
}
objects additional_authorization_required 401 77 'authorize again'
objects consumer_key_refused 503 75 'try again later'
objects consumer_key_rejected 401 78 'application link'
objects consumer_key_unknown 401 78 'application link'
objects nonce_used 401 75 'sign each request' 2
objects parameter_absent 400 77 'did not arrive'
objects parameter_rejected 400 77 'twice'
objects permission_denied 401 77 'application link'
objects permission_unknown 401 77 'Allow in the browser'
objects signature_invalid 401 78 'public key'
objects signature_method_rejected 400 78 'RSA-SHA1 only'
objects timestamp_refused 400 75 'set the clock'
objects token_expired 401 77 'authorize again'
objects token_not_authorized 401 77 'authorize again'
objects token_rejected 401 77 'authorize again'
objects token_revoked 401 77 'authorize again'
objects token_used 401 77 'authorize again'
objects user_refused 503 77 'denied access'
objects version_rejected 400 78 'speaks 1.0'
objects something_new 403 77 'reason of its own'
it 'leaving the connection as it was' cmp -s jira.json new.json

# Where it stands: in the body, in the header, in one of two headers.
connection unknown.json key.pem nobody
for settings in '{"body":false}' '{"bare":false}' \
    '{"body":true,"header":false,"bare":true}'; do
	control settings "$settings"
	run jira-token -c ./unknown.json authorize
	it "finds the problem with $settings" exits 78
	it '- and tells it' complains_like ': consumer_key_unknown: '
done
control settings '{"header":true}'

# A signature that Jira computes differently.
connection other.json other.pem codestream
run jira-token -c ./other.json authorize
it 'knows a wrong key' exits 78
it 'and says so' complains_like ': signature_invalid: .*another private key'
it 'guessing at nothing else' never_says proxy
it 'in one line' [ "$(wc -l <../err)" -eq 1 ]
for proxy in "https://$at|scheme" http://jira.example.com:8080\|host; do
	control settings '{"connector":"'"${proxy%|*}"'"}'
	run jira-token -c ./jira.json authorize
	it "knows that a proxy changes the ${proxy#*|}" exits 78
	it '- and says so' complains_like \
	    ": signature_invalid: .*${proxy#*|}.* differ.*${proxy%|*}"
	it '- guessing at nothing else' never_says 'another private key'
done
control settings '{"connector":null}'

# Clocks.
for clock in 4000 -4000; do
	control settings '{"clock":'"$clock"',"milliseconds":false}'
	: >../log
	run jira-token -c ./jira.json --timeout 1 authorize
	it "learns a clock that is $clock seconds ahead" complains_like \
	    'to approve, open'
	run answered .status
	it '- by asking once more' prints '400
200'
done
control settings '{"clock":4000,"milliseconds":true}'
run jira-token -c ./jira.json --timeout 1 authorize
it 'also in milliseconds' complains_like 'to approve, open'
control settings '{"clock":0,"milliseconds":false}'
control faults '{"times":9,"status":400,"body":"oauth_problem=timestamp_refused&oauth_acceptable_timestamps=1-601"}'
: >../log
run jira-token -c ./jira.json --timeout 1 authorize
it 'gives up on a clock that cannot be learnt' exits 75
run asked .method
it '- after two requests' prints 'POST
POST'
control faults '{"clear":true}'

# A nonce that was seen before is made anew.
control faults '{"status":401,"body":"oauth_problem=nonce_used"}'
: >../log
run jira-token -c ./jira.json --timeout 1 authorize
it 'signs anew after a nonce that was seen' complains_like 'to approve, open'
run asked '.headers[] | select(.[0] == "Authorization")[1]'
it '- with another nonce' [ "$(grep -o 'oauth_nonce="[^"]*"' ../out |
    sort -u | wc -l)" -eq 2 ]

# Answers that are none.
refuses() {
	control faults "$3"
	run jira-token -c ./jira.json --timeout 1 authorize
	it "$1" exits 76
	it '- printing nothing' prints_nothing
	it '- and says so' complains "jira-token: $at: $2"
	it '- never quoting it' never_says secret
}
refuses 'takes a page for nonsense' 'the answer holds no oauth_token' \
    '{"status":200,"type":"text/html","body":"<html>secret"}'
refuses 'and an empty answer' 'the answer holds no oauth_token' '{"status":200}'
refuses 'and a token with a line feed' \
    "the answer's oauth_token holds a blank or a control character" \
    '{"status":200,"body":"oauth_token=secret%0Ax&oauth_token_secret=s&oauth_callback_confirmed=true"}'
refuses 'and two tokens' 'the answer holds oauth_token more than once' \
    '{"status":200,"body":"oauth_token=secret&oauth_token=b"}'
{
	printf '{"status":200,"body":"oauth_token='
	head -c 1000000 /dev/zero | tr '\0' s
	printf '"}'
} >long
refuses 'and a token of 1 MB' 'the body of the answer is longer than allowed' \
    @long
control faults '{"status":200,"body":"oauth_token=secret&oauth_token_secret=s"}'
run jira-token -c ./jira.json --timeout 1 authorize
it 'refuses a server that knows no 1.0a' exits 78
it 'and says so' complains_like 'does not confirm the callback'
control faults '{"status":302,"headers":{"Location":"https://evil.example/"}}'
run jira-token -c ./jira.json --timeout 1 authorize
it 'follows no redirect' exits 78

it 'leaving the connection as it was' cmp -s jira.json new.json

# The second half of the dance.
dance() {
	: >../err
	"$ROOT/t/standin/person" --seconds 10 ../err >../page 2>&1 &
	run jira-token -c ./jira.json --timeout 9 authorize
	wait $!
}
for fault in '{"drop":true}|75' '{"lose":true}|75' '{"status":500}|75' \
    '{"truncate":20}|75' \
    '{"status":200,"body":"oauth_token=a&oauth_token=b"}|76' \
    '{"status":401,"body":"oauth_problem=permission_denied"}|77'; do
	control faults "$(echo "${fault%|*}" | jq '.match = "access-token"')"
	dance
	it "survives ${fault%|*} at the end" exits "${fault#*|}"
	it '- leaving the connection as it was' cmp -s jira.json new.json
done

finish
