#!/bin/sh
# jira-keygen makes keys that OpenSSL accepts, and shows them to nobody.
. "${0%/*}/lib.sh"

run jira-keygen
it 'makes a key' exits 0
it 'without a word' is_quiet
it 'as PKCS #8' [ "$(head -n 1 ../out)" = '-----BEGIN PRIVATE KEY-----' ]
cp ../out jira.key
run openssl pkey -in jira.key -check -noout
it 'and OpenSSL finds it sound' prints 'Key is valid'
run openssl pkey -in jira.key
it 'written as OpenSSL would' cmp -s ../out jira.key
run openssl rsa -in jira.key -noout -text
it 'of 2048 bits' prints_like '^Private-Key: \(2048 bit'
it 'with the usual exponent' prints_like '^publicExponent: 65537 '

run jira-keygen
it 'never makes the same twice' sh -c '! cmp -s ../out jira.key'

run jira-keygen --bits 3072
it 'makes the size that is asked for' exits 0
it 'without a word' is_quiet
mv ../out ../key
run openssl rsa -in ../key -noout -text
it 'and not another' prints_like '^Private-Key: \(3072 bit'

run jira-keygen -b 1024
it 'makes the size of the old guide' exits 0
it 'and warns' complains \
    'jira-keygen: a key of 1024 bits is weak: use 2048 or more'
mv ../out ../key
run openssl rsa -in ../key -noout -text
it 'though it is what it says' prints_like '^Private-Key: \(1024 bit'

for bits in 1023 8193 0 -1 2048x ''; do
	run jira-keygen -b "$bits"
	it "refuses $bits bits" exits 64
	it 'printing nothing' prints_nothing
	it 'and says why' complains_like '^jira-keygen: --bits: (too|invalid)'
done

run sh -c 'umask 022; jira-keygen >../shared'
it 'refuses a file that others can read' exits 73
it 'and says what to do' complains \
    'jira-keygen: <stdout>: others can read it: set umask 077'
it 'leaving nothing in it' [ ! -s ../shared ]
run sh -c 'umask 077; jira-keygen >../own'
it 'takes a file that nobody else can read' exits 0
run jira-keygen --check <../own
it 'and the key is whole' exits 0

run sh -c 'jira-keygen >/dev/full'
it 'notices a full disk' exits 74
it 'and says so' complains 'jira-keygen: <stdout>: No space left on device'
run sh -c 'jira-keygen >&-'
it 'notices a closed stdout' exits 74
it 'and says so' complains_like '^jira-keygen: <stdout>: '
run sh -c '{ jira-keygen; echo $? >../code; } | :'
it 'notices a reader that left' [ "$(cat ../code)" -eq 74 ]
failing write 1 EIO jira-keygen
it 'notices a failing write' exits 74
it 'and says so' complains 'jira-keygen: <stdout>: Input/output error'

for call in '--dir' 'keys' '--pkcs1 --pkcs8' '-d keys --check' '-j' '-n' \
    '--rotate' '--renew-before 30' '--check -b 2048' '--public --days 3' \
    '-d keys --passphrase-file x' '--fingerprint -j' '--subject x'; do
	# shellcheck disable=SC2086 # each is several words
	run jira-keygen $call </dev/null
	it "has no such call: $call" exits 64
	it 'which prints nothing' prints_nothing
	it 'but says how' complains_like '^usage: jira-keygen |is missing$'
done
it 'leaves nothing behind' leaves jira.key
finish
