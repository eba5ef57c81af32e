#!/bin/sh
# jira-keygen says what is wrong with what it is given, and tells no secret.
. "${0%/*}/lib.sh"

openssl genrsa -traditional -out p1 2048 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in p1 -out p8
openssl rsa -in p1 -pubout -out public 2>/dev/null
openssl req -x509 -key p1 -subj /CN=x -days 7 -out cert
secret=$(sed -n 5p p8)
before=$(ls)

refuses() { # file verb sentence reason
	run jira-keygen "--$2" <"$1"
	it "$3" exits "${5:-65}"
	it 'printing nothing' prints_nothing
	it 'saying so' complains "jira-keygen: <stdin>: $4"
	it 'and not the key' never_says "$secret"
}

refuses public pkcs8 'a public key is no private key' \
    'a public key, where a private key is needed'
refuses cert pkcs1 'nor is a certificate' \
    'a certificate, where a private key is needed'
refuses public certificate 'which a certificate is made with' \
    'a public key, where a private key is needed'

head -n 9 p8 >../in
refuses ../in pkcs8 'a key cut short is refused' \
    'line 1: a BEGIN line without its END line: cut short'
sed 7d p8 >../in
refuses ../in pkcs8 'so is one without its middle' \
    'labelled as a PKCS #8 private key, which it does not hold'
sed '7s/.$//' p8 >../in
refuses ../in public 'or without a character' \
    "line $(wc -l <p8): base64 that is cut short"
sed '5s/^./!/' p8 >../in
refuses ../in pkcs8 'or with one that is none' 'line 5: not base64'
sed '5s/^./=/' p8 >../in
refuses ../in pkcs8 'or with an end in the middle' 'line 5: not base64'
sed 's/$/\\n/' p8 | tr -d '\n' >../in
refuses ../in pkcs8 'or with line ends as JSON writes them' \
    'line 1: a \n written out, where a line should end'
sed 's/PRIVATE/PUBLIC/' p8 >../in
refuses ../in public 'or under another label' \
    'labelled as a public key, which it does not hold'
cat p1 p8 >../in
refuses ../in pkcs8 'two keys are one too many' 'more than one private key'
(printf '\0'; sed 5q p8; printf '\0'; sed 1,5d p8) >../in
refuses ../in pkcs8 'NUL is no base64' 'line 6: not base64'

: >../in
refuses ../in check 'an empty input is refused' \
    'no key in it: PEM has a BEGIN line'
echo 'open sesame' >../in
refuses ../in public 'and a text' 'no key in it: PEM has a BEGIN line'
for verb in pkcs8 check; do
	openssl rsa -in p1 -outform DER -out ../in 2>/dev/null
	refuses ../in $verb "and DER, for --$verb" "DER, not PEM: convert it $(
		)with openssl pkey or openssl x509, and -inform DER"
done
openssl x509 -in cert -outform DER -out ../in
refuses ../in public 'of a certificate, too' "DER, not PEM: convert it $(
	)with openssl pkey or openssl x509, and -inform DER"

openssl ecparam -name prime256v1 -genkey -out ../in
refuses ../in pkcs8 'an elliptic curve is refused' \
    'an elliptic curve key, and Jira takes only RSA'
openssl genpkey -algorithm ed25519 -out ../in
refuses ../in public 'in every form' \
    'a key of type ED25519, and Jira takes RSA'
openssl req -new -key p1 -subj /CN=x -out ../in
refuses ../in public 'a request is no certificate' \
    'a certificate request, not a certificate'
echo '-----BEGIN OPENSSH PRIVATE KEY-----
-----END OPENSSH PRIVATE KEY-----' >../in
refuses ../in pkcs8 'a key of ssh is named' \
    'an OpenSSH key: convert it with ssh-keygen -p -m PEM'
echo 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDc kim@example.com' >../in
refuses ../in public 'also a public one' \
    'an OpenSSH public key: convert it with ssh-keygen -e -m PKCS8'
openssl dhparam -dsaparam -out ../in 512 2>/dev/null
refuses ../in pkcs8 'other PEM is refused' 'no key in it, but other PEM'
openssl genrsa -out ../in 512 2>/dev/null
refuses ../in check 'a key that is too short is refused' \
    'a key of 512 bits, fewer than 1024'
openssl rsa -in ../in -pubout -out ../in2 2>/dev/null
refuses ../in2 public 'and its public half' 'a key of 512 bits, fewer than 1024'

# Answers of no, rather than errors.
dated() { # from to: a certificate that is valid between these days
	/usr/bin/python3 - "$1" "$2" >../in <<-'PY'
		import datetime, sys
		from cryptography import x509
		from cryptography.hazmat.primitives import hashes, serialization
		with open("p8", "rb") as p8:
		    key = serialization.load_pem_private_key(p8.read(), None)
		name = x509.Name([x509.NameAttribute(
		    x509.oid.NameOID.COMMON_NAME, "x")])
		day = [datetime.datetime.fromisoformat(d) for d in sys.argv[1:]]
		cert = x509.CertificateBuilder(name, name, key.public_key(), 7,
		    *day).sign(key, hashes.SHA256())
		print(cert.public_bytes(serialization.Encoding.PEM).decode())
	PY
}
dated 2001-02-03 2021-02-03
refuses ../in check 'a certificate that ended is not valid' \
    'the certificate ended on 2021-02-03T00:00:00Z' 1
dated 2101-02-03 2121-02-03
refuses ../in check 'nor is one that has not begun' \
    'the certificate begins only on 2101-02-03T00:00:00Z' 1
/usr/bin/python3 - cert >../in <<-'PY'
	import base64, sys
	lines = open(sys.argv[1]).read().split("\n")
	der = bytearray(base64.b64decode("".join(lines[1:-2])))
	der[-9] ^= 1
	print(lines[0], base64.b64encode(der).decode(), lines[-2], sep="\n")
PY
run jira-keygen --check <../in
it 'a signature that is wrong is not valid' exits 1
it 'printing nothing' prints_nothing
it 'saying so' complains_like "<stdin>: the certificate's signature is wrong"
/usr/bin/python3 - p1 >../in <<-'PY'
	import base64, sys
	lines = open(sys.argv[1]).read().split("\n")
	der = bytearray(base64.b64decode("".join(lines[1:-2])))
	der[-9] ^= 1
	print(lines[0], base64.b64encode(der).decode(), lines[-2], sep="\n")
PY
run jira-keygen --check <../in
it 'nor is a key with a bit that is wrong' exits 1
it 'printing nothing' prints_nothing
it 'saying so' complains_like '<stdin>: not a sound key: '
openssl genrsa -out ../in 1024 2>/dev/null
run jira-keygen --check <../in
it 'a weak key is a key' exits 0
it 'with a warning' complains \
    'jira-keygen: a key of 1024 bits is weak: use 2048 or more'

run sh -c 'head -c 100000000 /dev/zero | jira-keygen --public'
it 'takes no 100 MB' exits 65
it 'printing nothing' prints_nothing
it 'saying so' complains 'jira-keygen: <stdin>: more than 65536 bytes'
run sh -c 'yes -- "$(cat p8)" | head -c 100000000 | jira-keygen --pkcs8'
it 'nor 100 MB of keys' exits 65
it 'saying so' complains 'jira-keygen: <stdin>: more than 65536 bytes'
run sh -c 'jira-keygen --public <&-'
it 'notices a closed stdin' exits 74
it 'and says so' complains_like '^jira-keygen: <stdin>: '
run sh -c 'jira-keygen --public <.'
it 'notices a directory' exits 74
it 'and says so' complains 'jira-keygen: <stdin>: Is a directory'
failing read 1 EIO jira-keygen --public <p8
it 'notices a failing read' exits 74
it 'and says so' complains 'jira-keygen: <stdin>: Input/output error'

for verb in certificate check fingerprint jira pkcs1 pkcs8 public; do
	run sh -c "jira-keygen --$verb <p8 >/dev/full"
	it "--$verb notices a full disk" exits 74
	it 'and says so' complains \
	    'jira-keygen: <stdout>: No space left on device'
	run sh -c "jira-keygen --$verb <p8 >&-"
	it 'and a closed stdout' exits 74
done
for verb in pkcs1 pkcs8; do
	run sh -c "umask 022; jira-keygen --$verb <p8 >../shared-$verb"
	it "--$verb refuses a file that others can read" exits 73
	it 'and says what to do' complains \
	    'jira-keygen: <stdout>: others can read it: set umask 077'
	it 'leaving nothing in it' [ ! -s ../shared-$verb ]
done
run sh -c 'umask 022; jira-keygen --public <p8 >../shared'
it 'but a public key is for others' exits 0
it 'leaves nothing behind' [ "$(ls)" = "$before" ]
finish
