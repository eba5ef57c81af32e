#!/bin/sh
# jira-keygen converts keys as OpenSSL does, from PEM as people paste it.
. "${0%/*}/lib.sh"

openssl genrsa -traditional -out p1 2048 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in p1 -out p8
openssl rsa -in p1 -pubout -out public 2>/dev/null
openssl rsa -in p1 -RSAPublicKey_out -out rsapublic 2>/dev/null
openssl req -x509 -key p1 -subj /CN=x -days 7 -out cert
grep -v -e - public | tr -d '\n' >jira
echo >>jira
fingerprint=SHA256:$(openssl pkey -pubin -in public -outform DER |
    openssl dgst -sha256 -r | cut -d ' ' -f 1)

# from verb to: what comes out is that file.
converts() {
	run jira-keygen "--$2" <"$1"
	it "reads $1, prints --$2" exits 0
	it 'without a word' is_quiet
	it 'as OpenSSL does' cmp -s ../out "$3"
}
for from in p1 p8; do
	converts $from pkcs1 p1
	converts $from pkcs8 p8
done
for from in p1 p8 public rsapublic cert jira; do
	converts $from public public
	converts $from jira jira
	run jira-keygen --fingerprint <$from
	it "takes the fingerprint of $from" prints "$fingerprint"
done

run jira-keygen --certificate --subject codestream --days 3 <p8
it 'makes a certificate' exits 0
it 'without a word' is_quiet
cp ../out made
run openssl verify -x509_strict -CAfile made made
it 'that OpenSSL verifies' prints 'made: OK'
run openssl x509 -in made -noout -pubkey
it 'around the key' cmp -s ../out public
run openssl x509 -in made -noout -subject -nameopt sep_comma_plus
it 'of the name asked for' prints 'subject=CN=codestream'
run jira-keygen --certificate --subject '/CN=sesam\\öffne' <p8
it 'takes a name in UTF-8, and a backslash' exits 0
cp ../out made
run openssl x509 -in made -noout -subject -nameopt utf8,sep_comma_plus
it 'as it is' prints 'subject=CN=sesam\öffne'
for wrong in '/CN' '/NoSuch=x' '/C=SWE' '/CN=' '' "$(printf 'a\nb')" \
    "$(printf '\377')" '/CN=x/'; do
	run jira-keygen --certificate --subject "$wrong" <p8
	shown=$(printf %s "$wrong" | tr '\n\377' '??')
	it "refuses the subject $shown" exits 64
	it 'printing nothing' prints_nothing
	it 'and says so' complains_like '^jira-keygen: --subject: '
done

# As people paste it.
paste() { # sentence verb want: what is in ../pasted is read
	run jira-keygen "--$2" <../pasted
	it "$1" exits 0
	it 'without a word' is_quiet
	it 'as the same key' cmp -s ../out "$3"
}
sed 's/$/\r/' p8 >../pasted
paste 'reads CR LF' pkcs8 p8
sed 's/^/	  /' p1 >../pasted
paste 'reads indented lines' pkcs1 p1
tr '\n' ' ' <p8 >../pasted
paste 'reads lines that became spaces' pkcs8 p8
tr -d '\n' <public >../pasted
paste 'reads one long line' public public
(echo 'Bag Attributes: x' && cat p8 && echo bye) >../pasted
paste 'reads text around a key' pkcs8 p8
(cat p8 cert) >../pasted
paste 'reads a bundle' pkcs1 p1
(cat cert p8) >../pasted
paste 'in either order' pkcs8 p8
fold -w 7 jira >../pasted
paste 'reads bare base64 in pieces' public public

# Net programs of others read it: the reference's tables.
run jira-keygen --jira <p8
it 'the field of Jira takes base64 of one line' [ "$(wc -l <../out)" -eq 1 ]
for form in pkcs1 pkcs8; do
	jira-keygen --$form <p1 >../pasted
	run /usr/bin/python3 - ../pasted <<-'PY'
		import sys
		from oauthlib.oauth1 import Client, SIGNATURE_RSA
		key = open(sys.argv[1]).read()
		c = Client("k", rsa_key=key, signature_method=SIGNATURE_RSA)
		_, headers, _ = c.sign("https://jira.example.com/")
		print("oauth_signature=" in headers["Authorization"])
	PY
	it "oauthlib signs with --$form" prints True
done

run jira-keygen --check <p1
it 'says what a key is' prints \
    "PKCS #1 private key, 2048 bits, $fingerprint"
run jira-keygen --check -j <p8
it 'in JSON, too' prints "{\"kind\":\"PKCS #8 private key\",\"bits\":2048,$(
	)\"fingerprint\":\"$fingerprint\"}"
run jira-keygen --check <jira
it 'of a public key' prints "public key, 2048 bits, $fingerprint"
run jira-keygen --check -j <cert
it 'and until when a certificate is valid' prints_like \
    '"expiresAt":"[0-9-]*T[0-9:]*Z"}$'
run jira-keygen --check -q <cert
it 'or only whether it is' exits 0
it 'and nothing else' prints_nothing
finish
