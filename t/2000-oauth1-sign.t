#!/bin/sh
# jira-oauth1-sign signs as Jira wants it, and refuses what it cannot sign.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>../log
openssl pkey -in key.pem -pubout -out pub.pem
openssl genrsa -traditional -aes128 -passout pass:x -out locked.pem 2048 \
    2>../log
printf kd94hf93k423kf44 >consumer
printf pfkkdhi9sl3r4s00 >secret

sign() { jira-oauth1-sign -k OauthKey -f key.pem "$@"; }
fixed() { sign -N 8Zt2kq0fW1x7aB3c -T 1700000000 "$@"; }

# The signature of the last run, as bytes, and its base string.
signature() {
	sed -n 's/.*oauth_signature="\([^"]*\)".*/\1/p' ../out |
	    sed 's/%2B/+/g; s|%2F|/|g; s/%3D/=/g' | openssl base64 -d -A
}
base() { sed -n 's/^base string: //p' ../err | tr -d '\n'; }

run fixed -e -t ACCESStoken123 'https://jira.example.test/rest?b=2&a=1'
it 'signs a URL' exits 0
it 'with a header' prints_like '^Authorization: OAuth oauth_consumer_key="Oauth'
it 'on one line' [ "$(wc -l <../out)" -eq 1 ]
base >../base
openssl dgst -sha1 -sign key.pem -out ../theirs ../base
signature >../ours
it 'whose signature is what OpenSSL makes of the base string' \
    cmp -s ../ours ../theirs
it 'and says the method' complains_like '^method: GET$'
it 'and the URL' complains_like '^url: https://jira.example.test/rest$'
it 'and the key' complains_like '^signed with: RSA-SHA1, key SHA256:[0-9a-f]{64}$'
it 'and the parameters in their order' [ "$(sed -n 's/^parameter: //p' ../err |
    tr '\n' ' ')" = "a=1 b=2 oauth_consumer_key=OauthKey \
oauth_nonce=8Zt2kq0fW1x7aB3c oauth_signature_method=RSA-SHA1 \
oauth_timestamp=1700000000 oauth_token=ACCESStoken123 oauth_version=1.0 " ]

run sh -c 'for i in 1 2; do
	jira-oauth1-sign -k OauthKey -f key.pem https://a.example/
done'
it 'makes a nonce of its own' [ "$(grep -o 'oauth_nonce="[^"]*"' ../out |
    sort -u | wc -l)" -eq 2 ]

for method in RSA-SHA256 RSA-SHA512; do
	run fixed -e -m "$method" https://jira.example.test/
	base >../base
	openssl dgst "-sha${method#RSA-SHA}" -sign key.pem -out ../theirs ../base
	signature >../ours
	it "signs with $method as OpenSSL does" cmp -s ../ours ../theirs
	it 'and says so' prints_like "oauth_signature_method=\"$method\""
done
for method in HMAC-SHA1 HMAC-SHA256 HMAC-SHA512; do
	run jira-oauth1-sign -k dpf43f3p2l4k3l03 -S consumer -s secret -e \
	    -m "$method" -t t https://jira.example.test/
	base >../base
	openssl dgst "-sha${method#HMAC-SHA}" -binary -out ../theirs \
	    -hmac 'kd94hf93k423kf44&pfkkdhi9sl3r4s00' ../base
	signature >../ours
	it "signs with $method as OpenSSL does" cmp -s ../ours ../theirs
	it 'and keeps the secret' never_says kd94hf93k423kf44
done
run jira-oauth1-sign -k k -S consumer -s secret -m PLAINTEXT -e -t t \
    https://jira.example.test/
it 'signs with PLAINTEXT' prints_like \
    'oauth_signature="kd94hf93k423kf44%26pfkkdhi9sl3r4s00"'
it 'whose explanation has no secret' sh -c '! grep -q kd94hf ../err'
run sh -c 'umask 022; jira-oauth1-sign -k k -S consumer -m PLAINTEXT \
    https://jira.example.test/ >../shared'
it 'but not into a file that others can read' exits 73

run jira-oauth1-sign -m HMAC-SHA1 -k dpf43f3p2l4k3l03 -S consumer -s secret \
    -t nnch734d00sl2jdk -T 1191242096 -N kllo9940pd9333jh -r Photos \
    'http://photos.example.net/photos?file=vacation.jpg&size=original'
it 'makes the signature of OAuth Core 1.0, appendix A.5.2' \
    prints_like 'oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"'
it 'with a realm in front' prints_like '^Authorization: OAuth realm="Photos", '

run fixed -b -i key.pem -H 'Content-Type: text/plain' -e \
    POST https://a.example/
it 'hashes a body' exits 0
it 'as the draft says' complains_like "^parameter: oauth_body_hash=$(
    openssl dgst -sha1 -binary key.pem | openssl base64 |
    sed 's/+/%2B/g; s|/|%2F|g; s/=/%3D/g')\$"
run fixed -b -e POST https://a.example/ a=1
it 'but not a form' sh -c '! grep -q body_hash ../err'
run fixed -2 -e https://a.example/
it 'sends an empty token, two-legged' prints_like ', oauth_token="", '
it 'which is signed' complains_like '^parameter: oauth_token=$'
run fixed -u 'jané' -o url https://a.example/x
it 'names whom to act as' \
    prints_like '^https://a.example/x\?xoauth_requestor_id=jan%C3%A9&oauth_'
it 'and leaves the token empty' prints_like '&oauth_token=&'
run fixed -u jane -o form POST https://a.example/x a=b
it 'also in a form' prints_like '^a=b&xoauth_requestor_id=jane&oauth_consumer'
run fixed -o form POST https://a.example/x
it 'makes a form of nothing but a signature' prints_like '^oauth_consumer_key='
run fixed -e PUT https://a.example/x a=b
it 'adds parameters to the query of a PUT' complains_like '^parameter: a=b$'
run fixed -e -H 'Content-Type: application/x-www-form-urlencoded' -i consumer \
    PUT https://a.example/x
it 'signs no form of a PUT' sh -c '! grep -q kd94 ../err'
run fixed -e -H 'Content-Type: application/x-www-form-urlencoded' -i consumer \
    POST https://a.example/x
it 'but that of a POST' complains_like '^parameter: kd94hf93k423kf44=$'

# Bad calls, each with its exact words: sentence, status, words, options.
refuses() {
	sentence=$1 want=$2 words=$3
	shift 3
	run jira-oauth1-sign "$@"
	it "refuses $sentence" exits "$want"
	it 'printing nothing' prints_nothing
	it 'and says why' complains "jira-oauth1-sign: $words"
}
k='-k k -f key.pem'
op='<operands>:1'
# shellcheck disable=SC2086 # $k is two options
{
refuses 'a URL without scheme' 64 \
    "$op: the URL begins with neither https:// nor http://" \
    $k jira.example.com/x
refuses 'a user name in a URL' 64 \
    "$op: the URL holds a user name or password: take it out" \
    $k https://me:sesame@jira.example.com/
it 'and keeps the password' never_says sesame
refuses 'a line feed in a URL' 64 \
    '<operands>:1:23: url: holds a control character' $k 'https://a/
x'
refuses 'a line feed in a value' 64 \
    "$op: a parameter holds NUL, a carriage return or a line feed" \
    $k https://a.example/ 'a=b
c'
refuses 'an encoded NUL in a value' 64 \
    "$op: a parameter holds NUL, a carriage return or a line feed" \
    $k 'https://a.example/?a=%00'
refuses 'a header that would inject another' 64 \
    '<operands>:1:51: headers: a value holds a control character' \
    $k -H 'X: y
Z: 1' https://a/
refuses 'a token with a line feed' 64 \
    'a credential holds a carriage return or a line feed' $k -t 'a
b' https://a/
refuses 'a space in a URL' 64 \
    "$op: the URL holds a space: encode it as %20" $k 'https://a/x y'
refuses 'a bad port' 64 "$op: the URL has a bad port" $k https://a:66000/
refuses 'an operand without =' 64 'an operand after the URL is no name=value' \
    $k https://a/ b
refuses 'what is signed already' 64 "$op: the request has oauth_nonce already" \
    $k 'https://a/?oauth_nonce=1'
refuses 'a header Authorization' 64 \
    "$op: the request has a header Authorization already" \
    $k -H 'authorization: Basic x' https://a/
refuses 'a form that is none' 64 \
    "$op: the output is a form, but the request is no POST of one" \
    $k -o form https://a/
refuses 'an unknown output' 64 \
    '--output: not one of curl form header json url' $k -o xml https://a/
refuses 'an unknown method' 64 "--signature-method: one of RSA-SHA1, \
RSA-SHA256, RSA-SHA512, HMAC-SHA1, HMAC-SHA256, HMAC-SHA512, PLAINTEXT" \
    $k -m RSA-MD5 https://a/
refuses 'a timestamp that is no number' 64 'the timestamp is not a number' \
    $k -T now https://a/
refuses 'and one that no server could read' 64 'the timestamp is not a number' \
    $k -T 12345678901234567890 https://a/
refuses 'an empty nonce' 64 'the nonce is empty' $k -N '' https://a/
refuses 'a token that is two-legged' 64 \
    'a two-legged request has no token: leave --token out' \
    $k -2 -t t https://a/
refuses 'nobody' 64 'who signs? name a --connection, or a --consumer-key' \
    https://a/
refuses 'no key' 64 'RSA-SHA1 needs a --private-key-file' -k k https://a/
refuses 'a key for HMAC' 64 'HMAC-SHA1 takes secrets, not a private key' \
    $k -m HMAC-SHA1 https://a/
refuses 'a secret for RSA' 64 'RSA-SHA1 takes a key, not a consumer secret' \
    $k -S consumer https://a/
refuses 'to hash a body with PLAINTEXT' 64 \
    "$op: PLAINTEXT signs nothing, so no body either" \
    -k k -S consumer -m PLAINTEXT -b https://a/
refuses 'a key file that is not there' 66 \
    'nokey.pem: No such file or directory' -k k -f nokey.pem https://a/
}
run jira-oauth1-sign -k k -f pub.pem https://a/
it 'refuses a public key' exits 65
it 'and names the file' complains_like '^jira-oauth1-sign: pub.pem: '
run jira-oauth1-sign -k k -f locked.pem https://a/
it 'refuses an encrypted key' exits 65
it 'and says so' complains_like 'locked.pem: .*encrypted'
openssl genrsa -out short.pem 768 2>../log
run jira-oauth1-sign -k k -f short.pem https://a/
it 'refuses a key that is too short' exits 65
it 'and says how short' complains_like 'short.pem: .*768'
head -n 5 key.pem >half.pem
run jira-oauth1-sign -k k -f half.pem https://a/
it 'refuses half a key' exits 65
it 'and keeps it' never_says "$(sed -n 2p key.pem)"
cp key.pem open.pem && chmod 644 open.pem
run jira-oauth1-sign -k k -f open.pem https://a/
it 'refuses a key that others can read' exits 66
it 'and names the file' complains_like '^jira-oauth1-sign: open.pem: '
cp consumer open && chmod 640 open
run jira-oauth1-sign -k k -S open -m HMAC-SHA1 https://a/
it 'and such a secret' exits 66
printf 'sesame\nopen\n' >two
run jira-oauth1-sign -k k -S two -m HMAC-SHA1 https://a/
it 'refuses a secret of two lines' exits 65
it 'and says why' complains 'jira-oauth1-sign: two: not one line of text'
it 'and keeps it' never_says sesame

# A connection.
cat >c.json <<'END'
{"url":"https://jira.example.com/jira","product":"server","auth":{
"type":"oauth1","consumerKey":"fromconn","privateKey":{"file":"key.pem"},
"token":"itstoken","tokenSecret":"sesame"}}
END
run jira-oauth1-sign -c c.json https://jira.example.com/jira/x
it 'takes all from a connection' exits 0
it 'as the consumer key' prints_like 'oauth_consumer_key="fromconn"'
it 'and the token' prints_like 'oauth_token="itstoken"'
run env JIRA_CONNECTION=./c.json jira-oauth1-sign -k other -f key.pem https://a/
it 'but not where it is said who signs' prints_like 'oauth_consumer_key="other"'
run env JIRA_CONNECTION=./c.json jira-oauth1-sign -u jane https://a/
it 'finds it in the environment' prints_like 'oauth_consumer_key="fromconn"'
it 'and sends no token beside a requestor' prints_like 'oauth_token=""'
grep -v token c.json | sed 's/"key.pem"},/"key.pem"}}}/' >fresh.json
run jira-oauth1-sign -c fresh.json https://a/
it 'wants a token in it' exits 77
it 'and says what to do' complains \
    'jira-oauth1-sign: fresh.json: holds no token yet: run jira-token -c fresh.json authorize'
run jira-oauth1-sign -2 -c fresh.json https://a/
it 'unless the request is two-legged' exits 0
cat >b.json <<'END'
{"url":"https://jira.example.com","auth":{"type":"basic","username":"u",
"apiToken":"sesame"}}
END
run jira-oauth1-sign -c b.json https://a/
it 'refuses a connection of another type' exits 78
it 'and says so' complains \
    'jira-oauth1-sign: b.json: auth: type basic, where oauth1 is needed'

run sh -c 'jira-oauth1-sign -c - https://a/ <c.json'
it 'reads a connection from standard input' exits 0
run sh -c 'jira-oauth1-sign -c - <c.json'
it 'but not requests beside it' exits 64
it 'and says so' complains \
    'jira-oauth1-sign: --connection: standard input holds something else'

run sh -c 'jira-oauth1-sign -k k -f key.pem https://a/ >/dev/full'
it 'notices a full disk' exits 74
it 'and says so' complains 'jira-oauth1-sign: <stdout>: No space left on device'
run sh -c 'jira-oauth1-sign -k k -f key.pem https://a/ >&-'
it 'notices a closed stdout' exits 74
run sh -c 'jira-oauth1-sign -k k -f key.pem <&-'
it 'notices a closed stdin' exits 74
run sh -c 'jira-oauth1-sign -k k -f key.pem </dev/null'
it 'signs nothing of nothing' exits 0
it 'printing nothing' prints_nothing
it 'without a word' is_quiet

fed key.pem jira-oauth1-sign -k k https://a/ -f
it 'reads a key from a FIFO' exits 0
for option in consumer-secret token-secret; do
	run jira-oauth1-sign -k k -m HMAC-SHA1 --$option hunter2 https://a/
	it "takes no --$option" exits 64
	it 'and does not repeat it' never_says hunter2
done

finish
