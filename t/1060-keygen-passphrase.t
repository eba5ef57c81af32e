#!/bin/sh
# jira-keygen reads an encrypted key only with a passphrase it is given.
. "${0%/*}/lib.sh"

echo 'open sesame' >word
openssl genrsa -traditional -out p1 2048 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in p1 -out p8
openssl pkcs8 -topk8 -in p1 -passout file:word -out pbes2
openssl pkcs8 -topk8 -in p1 -passout file:word -scrypt -out scrypt
openssl pkcs8 -topk8 -in p1 -passout file:word -v1 PBE-SHA1-3DES -out pbes1
openssl rsa -in p1 -traditional -aes256 -passout file:word -out legacy \
    2>/dev/null
openssl rsa -in p1 -traditional -des3 -passout file:word -out 3des 2>/dev/null

for key in pbes2 scrypt pbes1 legacy 3des; do
	run jira-keygen --pkcs8 --passphrase-file word <$key
	it "reads $key" exits 0
	it 'without a word' is_quiet
	it 'as the key it is' cmp -s ../out p8
	sed 's/^/ /; s/$/\r/' $key >../pasted
	run jira-keygen --pkcs1 --passphrase-file word <../pasted
	it 'also when it was pasted' cmp -s ../out p1
	run setsid jira-keygen --public <$key
	it 'refuses it without a passphrase' exits 65
	it 'printing nothing' prints_nothing
	it 'and says what to do' complains "jira-keygen: <stdin>: $(
		)the key is encrypted: no terminal to ask for its $(
		)passphrase on: use --passphrase-file"
	echo 'open barley' >wrong
	run jira-keygen --public --passphrase-file wrong <$key
	it 'refuses a wrong one' exits 65
	it 'printing nothing' prints_nothing
	it 'and says so' complains_like '^jira-keygen: <stdin>: the passphrase '
	it 'without it' never_says barley
done

run jira-keygen --check --passphrase-file word <legacy
it 'checks an encrypted key' exits 0
it 'and says that it is' prints_like '^encrypted private key, 2048 bits, SHA'
run jira-keygen --public --passphrase-file nowhere <p8
it 'does not look for what it does not need' exits 0

openssl req -x509 -key p1 -subj /CN=x -days 7 -out cert
cat cert pbes2 >bundle
run jira-keygen --pkcs8 --passphrase-file word <bundle
it 'reads one that stands after its certificate' cmp -s ../out p8

printf 'open sesame\r\n' >dos
run jira-keygen --public --passphrase-file dos <pbes2
it 'takes a line that ends in CR LF' exits 0
printf 'open sesame' >bare
run jira-keygen --public --passphrase-file bare <pbes2
it 'or does not end' exits 0
mkfifo pipe
cat word >pipe &
run jira-keygen --public --passphrase-file pipe <pbes2
it 'or comes through a pipe' exits 0
wait

fails() { # sentence status complaint
	run jira-keygen --public --passphrase-file passphrase <pbes2
	it "$1" exits "$2"
	it 'printing nothing' prints_nothing
	it 'and says why' complains "jira-keygen: passphrase: $3"
}
fails 'refuses a file that is not there' 66 'No such file or directory'
: >passphrase
fails 'or is empty' 65 'not a line of text'
echo >passphrase
fails 'or has an empty line' 65 'not a line of text'
printf 'a\0b\n' >passphrase
fails 'or NUL' 65 'not a line of text'
head -c 1100 word /dev/zero >passphrase 2>/dev/null
fails 'or is too long' 65 'more than 1023 bytes'
cp word passphrase && chmod 644 passphrase
fails 'or can be read by others' 66 'others can read it: run chmod 600 on it'

# Whoever wrote the file chose how long we would be busy.
openssl pkcs8 -topk8 -in p1 -passout file:word -iter 10000001 -out slow
run jira-keygen --public --passphrase-file word <slow
it 'refuses to be kept busy' exits 65
it 'printing nothing' prints_nothing
it 'and says why' complains "jira-keygen: <stdin>: more than 10000000 rounds $(
	)to derive a key from the passphrase"

# On a terminal there is somebody to ask.
terminal() { # what is typed: prints what the terminal shows, then the key
	/usr/bin/python3 - "$1" <<-'PY'
		import os, pty, sys
		typed = sys.argv[1].encode() + b"\n"
		pid, fd = pty.fork()
		if pid == 0:
		    key = os.open("pbes2", os.O_RDONLY)
		    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
		    out = os.open("../typed", flags)
		    os.dup2(key, 0)
		    os.dup2(out, 1)
		    os.execvp("jira-keygen", ["jira-keygen", "--public"])
		shown = b""
		while b": " not in shown:
		    shown += os.read(fd, 1000)
		os.write(fd, typed)
		try:
		    while more := os.read(fd, 1000):
		        shown += more
		except OSError:
		    pass
		print(shown.decode().replace("\r", ""), end="")
		sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
	PY
}
openssl pkey -in p8 -pubout -out public
run terminal 'open sesame'
it 'asks on a terminal' exits 0
it 'without showing the answer' prints 'Passphrase of the key: '
it 'and reads the key' cmp -s ../typed public
run terminal 'open barley'
it 'takes no for an answer' exits 65
it 'asking once' prints_like '^Passphrase of the key: $'
it 'showing no answer' never_says barley
it 'printing nothing' [ ! -s ../typed ]
finish
