#!/bin/sh
# jira-keygen -d makes the set of Jira's guide, and loses no key of it.
. "${0%/*}/lib.sh"

set='jira_privatekey.pcks8 jira_privatekey.pem jira_publickey.cer'
set="$set jira_publickey.pem"
mode() { [ "$(stat -c %a "$1")" = "$2" ]; }
whole() { (cd "$1" && leaves "$set"); }
quick='-b 1024 -q' # a weak key is as good to be kept

run jira-keygen -nd keys
it 'foretells what it makes' exits 1
it 'file by file' prints 'made keys/jira_privatekey.pcks8
made keys/jira_privatekey.pem
made keys/jira_publickey.cer
made keys/jira_publickey.pem'
it 'without a word' is_quiet
it 'and makes nothing' leaves ''
mv ../out ../foretold

umask 777
run jira-keygen --dir keys
umask 077
it 'makes the set, whatever the umask' exits 0
it 'as foretold' cmp -s ../out ../foretold
it 'without a word' is_quiet
it 'all of it, and no more' whole keys
it 'in a directory of its own' mode keys 700
it 'where the private keys are private' mode keys/jira_privatekey.pem 600
it 'in both forms' mode keys/jira_privatekey.pcks8 600
it 'and the public key is public' mode keys/jira_publickey.pem 644
it 'and the certificate, too' mode keys/jira_publickey.cer 644

cd keys || exit
run openssl rsa -in jira_privatekey.pem -check -noout
it 'OpenSSL finds the key sound' prints 'RSA key ok'
run openssl rsa -in jira_privatekey.pem -traditional
it 'which is PKCS #1, as OpenSSL writes it' cmp -s ../out jira_privatekey.pem
run openssl pkcs8 -topk8 -nocrypt -in jira_privatekey.pem
it 'and PKCS #8, as OpenSSL writes it' cmp -s ../out jira_privatekey.pcks8
run openssl rsa -in jira_privatekey.pem -pubout
it 'its public key is as OpenSSL writes it' cmp -s ../out jira_publickey.pem
run openssl x509 -in jira_publickey.cer -noout -pubkey
it 'the certificate is around that key' cmp -s ../out jira_publickey.pem
run openssl x509 -in jira_publickey.cer
it 'and written as OpenSSL writes it' cmp -s ../out jira_publickey.cer
run openssl verify -x509_strict -CAfile jira_publickey.cer jira_publickey.cer
it 'and OpenSSL verifies its signature' prints 'jira_publickey.cer: OK'
run openssl x509 -in jira_publickey.cer -noout -text
it 'which is made with SHA-256' prints_like 'Algorithm: sha256With'
it 'it is no authority' prints_like 'CA:FALSE'
it 'and is named jira' prints_like 'Subject: CN ?= ?jira$'
run openssl x509 -in jira_publickey.cer -checkend $((364 * 86400))
it 'and it is valid for a year' exits 0
run openssl x509 -in jira_publickey.cer -checkend $((365 * 86400))
it 'and not longer' exits 1
run grep -c "$(printf '\r')" ./*
it 'no line ends in CR' sh -c '! grep -q ":[1-9]" ../out'
cd .. || exit

cp -Rp keys ../first
run jira-keygen -d keys
it 'a second run' exits 0
it 'says that nothing changed' prints unchanged
it 'without a word' is_quiet
it 'and nothing has' diff -r keys ../first
run jira-keygen -d keys/ -b 4096 --days 3 --subject other
it 'what a new key would be changes nothing' prints unchanged
it 'at all' diff -r keys ../first
run jira-keygen -qd keys
it 'it can be quiet about it' prints_nothing
run jira-keygen -jd keys
it 'or say it in JSON' prints '{"changed":false,"files":[]}'
run jira-keygen -nd keys
it 'and foretells it' exits 0

rm keys/jira_publickey.pem
run jira-keygen -d keys//
it 'a slash at the end is no part of the name' prints \
    'made keys/jira_publickey.pem'

# Whatever is missing comes back from what is there.
for lost in jira_privatekey.pcks8 jira_privatekey.pem jira_publickey.pem; do
	rm "keys/$lost"
	run jira-keygen -d keys
	it "makes a lost $lost again" prints "made keys/$lost"
	it 'as it was' diff -r keys ../first
done
rm keys/jira_privatekey.pcks8 keys/jira_publickey.pem keys/jira_publickey.cer
run jira-keygen -njd keys
it 'PKCS #1 alone is enough' exits 1
it 'to say what is missing' prints "{\"changed\":true,\"files\":[$(
	)\"keys/jira_privatekey.pcks8\",\"keys/jira_publickey.cer\",$(
	)\"keys/jira_publickey.pem\"]}"
mv ../out ../foretold
run jira-keygen -jd keys --subject '/C=SE/O=A\/B/CN=codestream' --days 9
it 'and to make it' exits 0
it 'as foretold' cmp -s ../out ../foretold
run openssl x509 -in keys/jira_publickey.cer -noout -subject \
    -nameopt sep_comma_plus
it 'with the subject asked for' prints \
    'subject=C=SE,O=A/B,CN=codestream'
run openssl x509 -in keys/jira_publickey.cer -checkend $((9 * 86400 - 60))
it 'and the days' exits 0
run openssl x509 -in keys/jira_publickey.cer -noout -pubkey
it 'around the same key' cmp -s ../out ../first/jira_publickey.pem
rm keys/jira_publickey.cer
cp ../first/jira_publickey.cer keys
it 'and all else is as it was' diff -r keys ../first

# Files of the set that hold something else.
# shellcheck disable=SC2086 # several words
jira-keygen $quick -d other 2>/dev/null
spoiled() { # file reason: it is an error, and nothing is touched
	cp -Rp keys ../spoiled
	for dry in '' -n; do
		run jira-keygen -d keys $dry
		it "$3" exits 1
		it 'printing nothing' prints_nothing
		it 'naming it' complains "jira-keygen: keys/$1: $2"
		it 'touching nothing' diff -r keys ../spoiled
	done
	rm -rf ../spoiled keys
	cp -Rp ../first keys
}
reason='it does not belong to the private key'
cp other/jira_publickey.pem keys
spoiled jira_publickey.pem "$reason" "another's public key is an error"
cp other/jira_publickey.cer keys
spoiled jira_publickey.cer "$reason" "another's certificate is an error"
cp other/jira_privatekey.pem keys
spoiled jira_privatekey.pem "$reason" 'so are two private keys'
rm keys/jira_privatekey.*
spoiled jira_publickey.cer 'its private key is missing' \
    'and a public key without a private one'
cp keys/jira_privatekey.pem keys/jira_privatekey.pcks8
spoiled jira_privatekey.pcks8 \
    'it holds a PKCS #1 private key, not a PKCS #8 private key' \
    'a key in another form than its name says is an error'
openssl rsa -in keys/jira_privatekey.pem -RSAPublicKey_out \
    -out keys/jira_publickey.pem 2>/dev/null
spoiled jira_publickey.pem 'it holds a PKCS #1 public key, not a public key' \
    'so is a public key that Jira would not read'
: >keys/jira_privatekey.pem
spoiled jira_privatekey.pem 'no key in it: PEM has a BEGIN line' \
    'and an empty file'
head -n 5 keys/jira_privatekey.pem >../half
cat ../half >keys/jira_privatekey.pem
spoiled jira_privatekey.pem \
    'line 1: a BEGIN line without its END line: cut short' 'and half a key'
head -c 70000 /dev/zero >keys/jira_publickey.cer
cp -Rp keys ../spoiled
run jira-keygen -d keys
it 'a file that is too long is an error' exits 1
it 'printing nothing' prints_nothing
it 'naming it' complains \
    'jira-keygen: keys/jira_publickey.cer: more than 65536 bytes'
it 'touching nothing' diff -r keys ../spoiled
rm keys/jira_publickey.cer
mkfifo keys/jira_publickey.cer
run timeout 10 jira-keygen -d keys
it 'waits for nobody to write into a FIFO' exits 66
it 'and says so' complains \
    'jira-keygen: keys/jira_publickey.cer: it is not a regular file'
rm -rf keys ../spoiled && cp -Rp ../first keys

chmod 640 keys/jira_privatekey.pem
run jira-keygen -d keys
it 'a private key that others can read is refused' exits 66
it 'printing nothing' prints_nothing
it 'saying what to do' complains "jira-keygen: keys/jira_privatekey.pem: $(
	)others can read it: run chmod 600 on it"
chmod 600 keys/jira_privatekey.pem

# A key whose parts do not belong together signs nothing.
cp keys/jira_privatekey.pem ../sound
/usr/bin/python3 - keys/jira_privatekey.pem <<-'PY'
	import base64, sys
	name = sys.argv[1]
	lines = open(name).read().split("\n")
	der = bytearray(base64.b64decode("".join(lines[1:-2])))
	der[-9] ^= 1
	body = base64.encodebytes(der).decode()
	open(name, "w").write(lines[0] + "\n" + body + lines[-2] + "\n")
PY
rm keys/jira_privatekey.pcks8 keys/jira_publickey.cer
cp -Rp keys ../spoiled
run jira-keygen -d keys
it 'nothing is derived from a damaged key' exits 1
it 'printing nothing' prints_nothing
it 'it says so' complains_like '^jira-keygen: keys: not a sound key'
it 'touching nothing' diff -r keys ../spoiled

run jira-keygen -d ../half
it 'refuses a directory that is a file' exits 66
it 'printing nothing' prints_nothing
it 'and says why' complains 'jira-keygen: ../half: Not a directory'
run jira-keygen -d no/such
it 'makes no parents' exits 73
it 'printing nothing' prints_nothing
it 'and says why' complains 'jira-keygen: no/such: No such file or directory'
ln -s nowhere dangling
run jira-keygen -d dangling
it 'refuses a link that leads nowhere' exits 66
it 'printing nothing' prints_nothing
it 'and says why' complains_like '^jira-keygen: dangling: '
rm dangling
ln -s ../target link && mkdir ../target
run jira-keygen -b 1024 -qd link
it 'follows a link that leads somewhere' exits 0
it 'and makes the set there' whole ../target

mkdir open && chmod 777 open
run jira-keygen -qd open
it 'warns of a directory where others can replace a key' complains \
    'jira-keygen: open: others can replace what is in it: run chmod o-w on it'
it 'and makes the set all the same' whole open
chmod 1777 open
run jira-keygen -qd open
it 'but not where each can replace his own only' is_quiet

run sh -c 'jira-keygen -b 1024 -d full >/dev/full'
it 'notices that its result was lost' exits 74
run jira-keygen -d full
it 'though the set is made' prints unchanged
finish
