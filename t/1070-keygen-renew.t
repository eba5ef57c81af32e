#!/bin/sh
# jira-keygen renews a certificate around its key, and rotates a key set.
. "${0%/*}/lib.sh"

today=$(date -u +%Y-%m-%d)
files='jira_privatekey.pcks8 jira_privatekey.pem jira_publickey.cer'
files="$files jira_publickey.pem"

jira-keygen -qd keys --days 20 --subject '/O=Example/CN=first'
cp -Rp keys ../first
run jira-keygen -d keys --renew-before 19
it 'keeps a certificate that lasts' prints unchanged
it 'as it is' diff -r keys ../first
run jira-keygen -nd keys --renew-before 21
it 'foretells a renewal' exits 1
it 'of the certificate' prints 'replaced keys/jira_publickey.cer'
it 'and does nothing' diff -r keys ../first
chmod 640 keys/jira_publickey.cer
run jira-keygen -d keys --renew-before 21
it 'renews what ends too soon' exits 0
it 'and says so' prints 'replaced keys/jira_publickey.cer'
it 'without a word' is_quiet
run openssl x509 -in keys/jira_publickey.cer -checkend $((364 * 86400))
it 'for a year' exits 0
run openssl x509 -in keys/jira_publickey.cer -noout -subject \
    -nameopt sep_comma_plus
it 'under the same name' prints 'subject=O=Example,CN=first'
run openssl x509 -in keys/jira_publickey.cer -noout -pubkey
it 'around the same key' cmp -s ../out keys/jira_publickey.pem
run openssl x509 -in ../first/jira_publickey.cer -noout -serial
cp ../out ../serial
run openssl x509 -in keys/jira_publickey.cer -noout -serial
it 'under another number' sh -c '! cmp -s ../out ../serial'
it 'in a file of the same mode' \
    [ "$(stat -c %a keys/jira_publickey.cer)" = 640 ]
rm -f keys/jira_publickey.cer ../first/jira_publickey.cer
it 'and no other file is touched' diff -r keys ../first

jira-keygen -qd keys
run jira-keygen -d keys --renew-before 400 --days 9 --subject second
it 'renews under another name if asked' exits 0
run openssl x509 -in keys/jira_publickey.cer -noout -subject \
    -nameopt sep_comma_plus
it 'which is its name then' prints 'subject=CN=second'

rm -rf ../first && cp -Rp keys ../first
run jira-keygen -njd keys --rotate
it 'foretells a rotation' exits 1
cp ../out ../foretold
it 'and does nothing' diff -r keys ../first
run jira-keygen -jd keys --rotate
it 'rotates' exits 0
it 'without a word' is_quiet
it 'as foretold' cmp -s ../out ../foretold
it 'naming all files and where the old ones are' prints \
    "{\"changed\":true,\"files\":[\"keys/jira_privatekey.pcks8\",$(
	)\"keys/jira_privatekey.pem\",\"keys/jira_publickey.cer\",$(
	)\"keys/jira_publickey.pem\"],\"kept\":\"keys/$today\"}"
it 'keeps the old set' diff -r "keys/$today" ../first
it 'where nobody else looks' [ "$(stat -c %a "keys/$today")" = 700 ]
cd keys || exit
it 'and makes a whole one' leaves "$today $files"
cd .. || exit
for file in $files; do
	it "with another $file" sh -c "! cmp -s keys/$file ../first/$file"
done
run openssl x509 -in keys/jira_publickey.cer -noout -subject \
    -nameopt sep_comma_plus
it 'under the name it had' prints 'subject=CN=second'
run openssl x509 -in keys/jira_publickey.cer -noout -pubkey
it 'the new certificate is around the new key' \
    cmp -s ../out keys/jira_publickey.pem
run jira-keygen -d keys
it 'which is a set like any other' prints unchanged
run jira-keygen -d keys --rotate -b 1024
it 'rotates twice a day' exits 0
it 'keeping both' prints_like "^kept keys/$today\.2$"
it 'with a warning when the new key is weak' complains \
    'jira-keygen: a key of 1024 bits is weak: use 2048 or more'
it 'the first as it was' diff -r "keys/$today" ../first

run jira-keygen -d new --rotate
it 'makes a set where there is none to rotate' exits 0
it 'and keeps nothing' sh -c '! grep kept ../out'
rm new/jira_privatekey.pcks8 new/jira_publickey.pem
cp -Rp new ../half
run jira-keygen -d new --rotate
it 'rotates half a set' exits 0
it 'keeping what there was' diff -r "new/$today" ../half
run jira-keygen -d new
it 'and the new one is whole' prints unchanged
finish
