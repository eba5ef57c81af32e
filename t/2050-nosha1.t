#!/bin/sh
# RSA-SHA1 works where the system's policy refuses SHA-1 signatures.
. "${0%/*}/lib.sh"

openssl genrsa -out key.pem 2048 2>../log
openssl pkey -in key.pem -pubout -out pub.pem
printf x >text
openssl dgst -sha1 -sign key.pem -out signature text

policed() {
	LD_PRELOAD="$BUILD/t/nosha1.so" ASAN_OPTIONS=verify_asan_link_order=0 \
	    "$@"
}

run policed openssl dgst -sha1 -sign key.pem text
it 'has a policy under which OpenSSL makes no SHA-1 signature' \
    [ "$status" -ne 0 ]
run policed openssl dgst -sha1 -verify pub.pem -signature signature text
it 'nor verifies one' [ "$status" -ne 0 ]
run policed openssl dgst -sha256 -sign key.pem -out /dev/null text
it 'while SHA-256 is as ever' exits 0

run policed jira-oauth1-sign -k k -f key.pem -o json -T 1 -N n https://a/x
it 'signs nevertheless' exits 0
it 'with RSA-SHA1' prints_like 'oauth_signature_method=\\"RSA-SHA1\\"'
cp ../out signed
run jira-oauth1-sign -k k -f key.pem -o json -T 1 -N n https://a/x
it 'the very same as without the policy' cmp -s ../out signed
run policed jira-oauth1-verify -f pub.pem <signed
it 'and verifies' exits 0
it 'and says so' prints valid
sed 's|a/x|a/y|' signed >other
run policed jira-oauth1-verify -f pub.pem <other
it 'but not another request' exits 1
finish
