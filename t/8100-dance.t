#!/bin/sh
# From nothing to an authenticated call: four programs, a browser, a Jira.
. "${0%/*}/lib.sh"

standin

# begin [option ...]: authorize in the background, as somebody would who
# then looks at what is printed; typing what comes through ../typed.
begin() {
	rm -f ../said ../typed
	mkfifo ../typed
	jira-token -c codestream.json authorize --timeout 60 "$@" \
	    <>../typed >../out 2>../said &
	dancer=$!
	background="${background-} $dancer"
}

# The authorization URL, once it was said.
url() {
	for _ in $(seq 300); do
		sed -n 's/.*\(http[^ ]*oauth_token=[^ ]*\).*/\1/p' ../said |
		    grep . && return
		sleep 0.1
	done
}

# How it ended, as run leaves it.
end() {
	status=0
	wait "$dancer" || status=$?
	cp ../said ../err
}

dances() { [ "$(jq -r .auth.token codestream.json)" != null ]; }
compose() {
	jira-conn -t oauth1 --url "$JIRA" --consumer-key codestream \
	    --private-key-file keys/jira_privatekey.pcks8 >codestream.json
}

run jira-keygen -d keys
it 'makes keys' exits 0
consumer codestream keys/jira_publickey.pem
run compose
it 'composes a connection' exits 0
it 'without a word' is_quiet
cp codestream.json ../composed

begin
deny "$(url)" >../page
end
it 'is refused where somebody denies' exits 77
it 'and says so' complains_like 'denied'
it 'and keeps the connection as it was' cmp -s codestream.json ../composed
it 'with a page that says so, too' grep -q refused ../page

begin
approve "$(url)" >../page
end
it 'is let in where somebody approves' exits 0
it 'and keeps a token' dances
it 'where nobody else may read it' [ -n "$(find codestream.json -perm 600)" ]
it 'without saying it' never_says "$(jq -r .auth.token codestream.json)"
it 'in two requests' [ "$(asked '.method + " " + .path' | grep token |
    tail -n 2 | tr '\n' ' ')" = "POST /jira/plugins/servlet/oauth/request-token \
POST /jira/plugins/servlet/oauth/access-token " ]
it 'and the page says that the window may be closed' grep -qi close ../page
run jira-request -c codestream.json /rest/api/2/myself
it 'makes an authenticated call' exits 0
it 'as the one who approved' prints_like '"name": *"fred"'
it 'without a word' is_quiet

cp ../composed codestream.json
begin --callback oob
"$ROOT/t/standin/person" ../said >../typed
end
it 'takes a verifier that somebody types' exits 0
it 'for a token' dances

jq '{key: "codestream", $publicKey, callback: "https://app.invalid/back?x=y"}' \
    -n --rawfile publicKey keys/jira_publickey.pem >../order
control consumers @../order
cp ../composed codestream.json
begin --callback oob
"$ROOT/t/standin/person" ../said >../typed
end
it 'takes the URL that a browser ended on where nobody answers' exits 0
it 'for a token, too' dances
consumer codestream keys/jira_publickey.pem

run jira-token -c codestream.json refresh
it 'renews it' exits 0
run jira-request -c codestream.json /rest/api/2/myself
it 'which is as good' prints_like '"name": *"fred"'

standin --approve-all --consumer codestream=keys/jira_publickey.pem
compose
run jira-token -c codestream.json authorize --timeout 60
it 'is let in by a Jira that approves by itself' exits 0
it 'for a token, all the same' dances

if command -v chromedriver >../out && [ -x /usr/bin/chromium ]; then
	cp ../composed codestream.json
	begin
	"$ROOT/t/standin/chromium.py" --shots "${SHOTS:-../shot}" ../said \
	    >../title
	end
	it 'is let in by a click in Chromium' exits 0
	it 'for a token' dances
	it 'with a page that says so' [ "$(cat ../title)" = Done ]
	cp codestream.json ../before
	begin
	"$ROOT/t/standin/chromium.py" --deny --shots "${SHOTS:-../shot}-deny" \
	    ../said >../title
	end
	it 'and refused by another click' exits 77
	it 'with a page that says that' [ "$(cat ../title)" = Refused ]
	it 'which leaves the token' cmp -s codestream.json ../before
else
	echo '# Chromium and its driver are not installed: curl has to do'
fi

finish
