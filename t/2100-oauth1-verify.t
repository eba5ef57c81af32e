#!/bin/sh
# jira-oauth1-verify tells a good signature from a bad one, and says why.
. "${0%/*}/lib.sh"

for key in key other; do
	openssl genrsa -out $key.pem 2048 2>../log
	openssl pkey -in $key.pem -pubout -out $key.pub
done
openssl req -new -x509 -key key.pem -subj /CN=x -days 9 -out key.cer \
    2>../log
printf j49sk3j29djd >consumer
printf dh893hdasih9 >secret
sign() { jira-oauth1-sign -k OauthKey -f key.pem -t t "$@"; }
verify() { run jira-oauth1-verify "$@"; }

sign -o json 'https://jira.example.test/rest?a=1&b=%20' >signed
for file in key.pub key.cer key.pem; do
	verify -f $file <signed
	it "finds a request valid with $file" exits 0
	it 'and says so' prints valid
	it 'without more' is_quiet
done
verify -q -f key.pub <signed
it 'is quiet when asked' prints_nothing
it 'and means the same' exits 0
verify -f other.pub <signed
it 'finds it invalid with another key' exits 1
it 'and says why' prints \
    'invalid: the signature does not belong to this request and key'
it 'without more' is_quiet
verify -f key.pub -H "$(sign https://jira.example.test/x)" \
    https://jira.example.test/x
it 'takes a header' prints valid
verify -f key.pub "$(sign -o url https://jira.example.test/x)"
it 'or a URL' prints valid
run sign -o form POST https://jira.example.test/x 'a=b c'
tr -d '\n' <../out >body
verify -f key.pub -H 'Content-Type: application/x-www-form-urlencoded' \
    -i body POST https://jira.example.test/x
it 'or a form' prints valid
verify -f key.pub -H 'Content-Type: application/x-www-form-urlencoded' \
    -i body PUT https://jira.example.test/x
it 'but of a POST alone' prints 'invalid: oauth_consumer_key is missing'

# RFC 5849, 1.2 and 3.4.1.1; the signatures are the RFC's.
verify -S consumer -s secret \
    -H 'Content-Type: application/x-www-form-urlencoded' \
    -H 'Authorization: OAuth realm="Example",
 oauth_consumer_key="9djdj82h48djs9d2"' http://example.com/
it 'takes no folded header' exits 64
printf kd94hf93k423kf44 >c
verify -S c -H 'Authorization: OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131200", oauth_nonce="wIjqoS", oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready", oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"' \
    POST https://photos.example.net/initiate
it 'knows the first example of RFC 5849, 1.2' prints valid
printf hdhd0244k9j7ao03 >s
verify -S c -s s -H 'Authorization: OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="hh5s93j4hdidpola", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="walatlh", oauth_verifier="hfdp7dh39dks9884", oauth_signature="gKgrFCywp7rO0OXSjdot%2FIHF7IU%3D"' \
    POST https://photos.example.net/token
it 'the second' prints valid
printf pfkkdhi9sl3r4s00 >s
verify -S c -s s -H 'Authorization: OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131202", oauth_nonce="chapoH", oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"' \
    'http://photos.example.net/photos?file=vacation.jpg&size=original'
it 'and the third' prints valid
# The signature is that of the RFC's erratum 2550.
printf 'c2&a3=2+q' >body
verify -e -S consumer -s secret -i body \
    -H 'Content-Type: application/x-www-form-urlencoded' -H 'Authorization: OAuth realm="Example", oauth_consumer_key="9djdj82h48djs9d2", oauth_token="kkk9d7dh3k39sjv7", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="7d8f3e4a", oauth_signature="r6%2FTJjbCOr97%2F%2BUU0NsvSne7s5g%3D"' \
    POST 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b'
it 'and the one of 3.4.1.1' prints valid
it 'with its base string' complains_like \
    '^base string: POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7$'
it 'and no secret' never_says j49sk3j29djd
printf kd94hf93k423kf44 >c
printf pfkkdhi9sl3r4s00 >s
verify -S c -s s -H 'Authorization: OAuth realm="http://photos.example.net/", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1", oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D", oauth_timestamp="1191242096", oauth_nonce="kllo9940pd9333jh", oauth_version="1.0"' \
    'http://photos.example.net/photos?file=vacation.jpg&size=original'
it 'and that of OAuth Core 1.0, appendix A.5' prints valid

# Lines: one verdict each, in order.
sed 's|a=1|a=2|' signed >bad
cat signed bad signed | tr -d '\r' >lines
verify -f key.pub -J 2 <lines
it 'answers line by line' prints 'valid
invalid: the signature does not belong to this request and key
valid'
it 'and says no for all' exits 1

# What is wrong with a request: sentence, the end of the words, sed script.
finds() {
	sed "$3" signed >wrong
	verify -f key.pub <wrong
	it "finds $1" exits 1
	it 'and says so' prints "invalid: $2"
}
finds 'no nonce' 'oauth_nonce is missing' 's/oauth_nonce=/nonce=/'
finds 'a value without quotation marks' 'oauth_nonce is missing' \
    's/oauth_nonce=\\"\([a-z0-9]*\)\\"/oauth_nonce=\1/'
finds 'a token twice' 'oauth_token is there twice' 's/?a=1/?oauth_token=1/'
finds 'another version' 'oauth_version is not 1.0' \
    's/version=\\"1.0/version=\\"2.0/'
finds 'a method that is none' 'the signature method is not accepted' \
    's/RSA-SHA1/rsa-sha1/'
finds 'a method without a secret' \
    'it is signed with HMAC-SHA1, for which no secret was given' \
    's/RSA-SHA1/HMAC-SHA1/'
finds 'a signature that is no base64' \
    'the signature does not belong to this request and key' \
    's/oauth_signature=\\"/&!/'
finds 'an empty signature' \
    'the signature does not belong to this request and key' \
    's/oauth_signature=\\"[^"]*"/oauth_signature=\\"\\"/'
finds 'no signature at all' 'oauth_consumer_key is missing' 's/OAuth /Basic /'
verify -m RSA-SHA256 -f key.pub <signed
it 'accepts one method alone when told to' exits 1

# Against another party's base string; the words are the point.
differs() {
	printf '%s' "$2" >theirs
	printf '%s' "$1" >url
	verify -a theirs "$1"
	it "tells $3" exits 1
	it 'in words' prints "different: $4"
}
p='oauth_nonce%3D1'
b="GET&https%3A%2F%2Fj.example%2Fjira%2Fx&a%3D1%26b%3D%252F%26$p"
u='https://j.example/jira/x?a=1&b=/'
printf '%s' "$b" >theirs
verify -a theirs "$u"
it 'finds two that are the same' prints same
it 'and says yes' exits 0
connector=' from Jira; set '
sign_it=' on the Connector in its server.xml to what was signed, or sign the URL that it sees'
differs "$u" "$(echo "$b" | sed 's/https/http/; s/j.example/j.example%3A443/')" \
    'a proxy that hides https' "scheme differs: https://j.example was signed, \
but the server sees http://j.example:443: a proxy hides the \
scheme${connector}scheme$sign_it"
differs "$u" "$(echo "$b" | sed 's/j.example/&%3A8443/')" \
    'a proxy that hides the port' "port differs: https://j.example was signed, \
but the server sees https://j.example:8443: a proxy hides the \
port${connector}proxyPort$sign_it"
differs "$u" "$(echo "$b" | sed 's/https/http/; s/j.example/localhost%3A8080/')" \
    'a proxy that hides all' "scheme, host and port differ: \
https://j.example was signed, but the server sees http://localhost:8080: a \
proxy hides the scheme, host and port${connector}scheme, proxyName and \
proxyPort$sign_it"
differs "$u" "$(echo "$b" | sed 's/%2Fjira//')" 'a context path that is gone' \
    'path differs: /jira/x was signed, but the server sees /x: the context path /jira is missing there: a proxy takes it away'
differs https://j.example/x "$(echo "$b" | sed 's/a%3D.*%26//')" \
    'a context path that was not signed' \
    'path differs: /x was signed, but the server sees /jira/x: the context path /jira was not signed: it belongs to the connection'"'"'s url'
differs 'https://j.example/a%2fb' 'GET&https%3A%2F%2Fj.example%2Fa%252Fb&' \
    'a path that was encoded again' \
    'path differs: /a%2fb was signed, but the server sees /a%2Fb: it was encoded in another way on the way: sign the very bytes that arrive'
differs "$u&c=1" "$b" 'a parameter that is gone' \
    'parameter c was signed, but did not arrive at the server'
differs https://j.example/jira/x?a=1 "$b" 'a parameter that was added' \
    'parameter b was not signed, but arrived at the server: it was added after signing'
differs "$u" "$(echo "$b" | sed 's/252F/25252F/')" 'what was encoded twice' \
    'parameter b is encoded once more by the server, as if it had been encoded twice: from its byte 1 on, "%2F" was signed, but the server has "%252F"'
differs "$u" "$(echo "$b" | sed 's/252F/252f/')" 'another case' \
    'parameter b is encoded in another way: from its byte 1 on, "%2F" was signed, but the server has "%2f"'
differs "$u" "$(echo "$b" | sed 's/b%3D%252F/b%3D5/')" 'another value' \
    'parameter b has another value: from its byte 1 on, "%2F" was signed, but the server has "5"'
differs "$u&a!=1" "$(echo "$b" | sed 's/x&a/x\&a!%3D1%26a/')" 'another name' \
    'parameter a!: its name is encoded in another way, as a%21'
differs "$u" "$(echo "$b" | sed 's/GET/POST/')" 'another method' \
    'method differs: GET was signed, but the server sees POST'
sign -o json -N sesame "$u" >own
printf '%s' "$b%26oauth_token%3Dother" >theirs
verify -a theirs <own
it 'never quotes a nonce or token' never_says sesame
it 'but names it' prints_like '^different: parameter oauth_'

cat >body <<'END'
oauth_problem=signature_invalid&oauth_signature=ivO30f%3D%3D&oauth_signature_base_string=GET%26http%253A%252F%252Fj.example%252Fx%26oauth_nonce%253D1&oauth_signature_method=RSA-SHA1
END
verify -a body https://j.example/x
it 'reads an answer of Jira' prints_like '^different: scheme and port differ'
verify -a - http://j.example/x <body
it 'also from standard input' prints same
echo oauth_problem=nonce_used >body
verify -a body https://j.example/x
it 'refuses one about something else' exits 65
it 'and says what that is' complains_like \
    'body: no base string in it: nonce_used: Jira has seen'
for junk in '' junk 'GET&x' '<html>&</html>'; do
	echo "$junk" >body
	verify -a body https://j.example/x
	it "refuses to compare with '$junk'" exits 65
	it '- printing nothing' prints_nothing
	it '- and says so' complains \
	    'jira-oauth1-verify: body: no signature base string in it'
done

verify -f key.pub https://me:sesame@a/
it 'refuses a user name in a URL' exits 64
it 'and keeps the password' never_says sesame
verify https://a/
it 'refuses to check with nothing' exits 64
chmod 644 key.pem
verify -f key.pem <signed
it 'refuses a private key that others can read' exits 66
run sh -c 'jira-oauth1-verify -f key.pub <signed >/dev/full'
it 'notices a full disk' exits 74
run sh -c 'jira-oauth1-verify -f key.pub <signed >&-'
it 'notices a closed stdout' exits 74
echo '{"url":1}' >wrong
verify -f key.pub <wrong
it 'refuses what is no request' exits 65
it 'naming the place' complains \
    'jira-oauth1-verify: <stdin>:1:8: url: is not a string'
finish
