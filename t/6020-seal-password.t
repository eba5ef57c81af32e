#!/bin/sh
# jira-seal finds passwords where ansible-vault does, and reads them as it does.
# shellcheck disable=SC2016,SC2088 # it is jira-seal that resolves them
. "${0%/*}/lib.sh"
unset ANSIBLE_VAULT_PASSWORD_FILE ANSIBLE_VAULT_IDENTITY_LIST

printf 'sesame' >pw
printf 'a secret\n' >plain
jira-seal -r --vault-password-file pw <plain >sealed
jira-seal -r --vault-id dev@pw <plain >dev

# opens sentence command ...: with these words before it, jira-seal opens.
opens() {
	sentence=$1
	shift
	run "$@" -ru <sealed
	it "$sentence" cmp -s ../out plain
}

printf '\t sesame \r\n\n' >blanks
opens 'cuts white space around a password in a file' \
    jira-seal --vault-password-file blanks
cat >program <<'END'
#!/bin/sh
printf '\n\r\nsesame\r\n\n'
[ $# -eq 0 ]
END
chmod 700 program
opens 'runs a file that may be executed' jira-seal --vault-password-file program
opens 'also one in another directory' jira-seal --vault-password-file ./program
printf '#!/bin/sh\necho " sesame"\n' >blank
chmod 700 blank
run jira-seal -ru --vault-password-file blank <sealed
it 'cuts no blanks of what that prints' exits 77
for name in pass-client pass-client.py; do
	cat >$name <<-'END'
	#!/bin/sh
	[ "$*" = "--vault-id dev" ] && echo sesame
	END
	chmod 700 $name
	opens "tells $name which id is asked for" jira-seal --vault-id dev@$name
done
run jira-seal -ru --vault-id other@pass-client <sealed
it 'and says when it has none' exits 75
it 'naming it' complains \
    "jira-seal: <stdin>:1: ./pass-client: failed with exit status 1: run it \
by hand to see why"
printf '#!/bin/sh\n[ $# -eq 0 ] && echo sesame\n' >bare-client
chmod 700 bare-client
opens 'tells a client without an id nothing' jira-seal --vault-id bare-client
printf '#!/bin/sh\n[ "$*" = "--vault-id default" ] && echo sesame\n' \
    >default-client
chmod 700 default-client
opens 'and the default one of a password file' \
    jira-seal --vault-password-file default-client

export ANSIBLE_VAULT_PASSWORD_FILE='~/pw'
opens 'finds the file that the environment names' jira-seal
WHERE=$HOME ANSIBLE_VAULT_PASSWORD_FILE='${WHERE}/$NONE' \
    run jira-seal -ru <sealed
it 'resolving variables, but for those there are not' complains \
    "jira-seal: <stdin>:1: $HOME/\$NONE: No such file or directory"
it 'and says that it is missing' exits 66
unset ANSIBLE_VAULT_PASSWORD_FILE
echo wrong >wrong
export ANSIBLE_VAULT_IDENTITY_LIST='prod@wrong , dev@~/pw'
opens 'tries all in the list of identities' jira-seal
ANSIBLE_VAULT_IDENTITY_LIST='prod@none,dev@pw' run jira-seal -ru <sealed
it 'though one of them is missing' cmp -s ../out plain
run jira-seal -r <plain
it 'wants to know which to seal with' exits 64
it 'and says how' complains \
    "jira-seal: there are 2 vault passwords: say which to seal with by \
--encrypt-vault-id"
run jira-seal -r --encrypt-vault-id dev <plain
it 'seals with that' [ "$(head -n 1 ../out)" = "$(head -n 1 dev)" ]
ANSIBLE_VAULT_ENCRYPT_IDENTITY=prod run jira-seal -r <plain
it 'or with what the environment says' \
    [ "$(head -n 1 ../out)" = '$ANSIBLE_VAULT;1.2;AES256;prod' ]
run jira-seal -r --encrypt-vault-id test <plain
it 'and with no other' exits 64
it 'saying so' complains \
    'jira-seal: there is no password for vault id test'
cp dev change
run jira-seal -rR --encrypt-vault-id prod -i change
it 'rekeys to another of its passwords' \
    [ "$(head -n 1 change)" = '$ANSIBLE_VAULT;1.2;AES256;prod' ]
unset ANSIBLE_VAULT_IDENTITY_LIST
ANSIBLE_VAULT_IDENTITY=team run jira-seal -r --vault-password-file pw <plain
it 'knows another default id' \
    [ "$(head -n 1 ../out)" = '$ANSIBLE_VAULT;1.2;AES256;team' ]

cp pw twin
jira-seal -r --vault-id pw <twin >wrapped
opens 'opens a password that is itself sealed' \
    jira-seal --vault-id pw --vault-id x@wrapped
mkdir credentials
cp pw credentials/jira-vault-password
chmod 440 credentials/jira-vault-password
CREDENTIALS_DIRECTORY=$HOME/credentials
export CREDENTIALS_DIRECTORY
opens 'finds the credential that systemd hands over' jira-seal
CREDENTIALS_DIRECTORY=$HOME run setsid -w jira-seal -ru <sealed
unset CREDENTIALS_DIRECTORY
it 'unless there is none' exits 64
it 'and says what to do then' complains \
    "jira-seal: <stdin>:1: no vault password: name one by \
--vault-password-file or \$ANSIBLE_VAULT_PASSWORD_FILE"
jira-seal --raw --vault-password-file pw <<'END' >../short
x
END
opens 'reads a password from a pipe' sh -c \
    'cat pw | jira-seal --vault-password-file /dev/fd/3 "$@" 3<&0 <sealed' sh

# What it refuses.
run jira-seal -ru --vault-password-file wrong <sealed
it 'refuses a wrong password' exits 77
it 'and says so' complains \
    "jira-seal: <stdin>:1: the vault password is wrong, or the text was \
changed"
it 'without showing it' never_says wrong.
chmod 640 pw
run jira-seal -ru --vault-password-file pw <sealed
it 'refuses a password that others can read' exits 66
it 'and says so' complains \
    "jira-seal: <stdin>:1: ./pw: others can read it: run chmod 600 on it"
chmod 600 pw
printf ' \n' >none
run jira-seal -r --vault-password-file none <plain
it 'refuses an empty one' exits 65
it 'and says so' complains \
    'jira-seal: ./none: there is no vault password in it'
run jira-seal -r --vault-password-file . <plain
it 'refuses a directory' exits 66
run jira-seal -r --vault-id 'a;b@pw' <plain
it 'refuses an id with a semicolon' exits 64
it 'and says so' complains \
    "jira-seal: --vault-id: a vault id has no semicolon and no control \
character in it"
run jira-seal -r --vault-id dev@ <plain
it 'refuses a source without a path' exits 64
it 'and says so' complains \
    'jira-seal: --vault-id: a source of a vault password has no path'
cat >endless <<'END'
#!/bin/sh
exec yes sesame
END
chmod 700 endless
run jira-seal -r --vault-password-file endless <plain
it 'stops a program that prints without end' exits 75
it 'and says so' complains \
    'jira-seal: ./endless: printed more than 65536 bytes'
run setsid -w jira-seal -r --vault-id prompt <plain
it 'asks nobody where there is no terminal' exits 64
it 'and says so' complains \
    'jira-seal: vault password (default): there is no terminal to ask on'

# typed answers command ...: run it on a terminal of its own.
typed() {
	run /usr/bin/python3 - "$@" <<-'PY'
	import os, pty, sys
	answers = sys.argv[1].split()
	pid, fd = pty.fork()
	if pid == 0:
	    os.execvp("sh", ["sh", "-c", sys.argv[2]])
	seen = b""
	try:
	    while True:
	        data = os.read(fd, 1024)
	        if not data:
	            break
	        seen += data
	        if data.endswith(b": ") and answers:
	            os.write(fd, answers.pop(0).encode() + b"\n")
	except OSError:
	    pass
	status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
	sys.stdout.write(seen.decode().replace("\r\n", "\n"))
	sys.exit(status)
	PY
}
# A password that somebody gives as an argument.
for option in vault-password vault-pass new-vault-password password; do
	case $option in new-*) file=--new-vault-password-file ;;
	*) file=--vault-password-file ;; esac
	run jira-seal --$option hunter2 -ru <sealed
	it "refuses --$option" exits 64
	it 'and says how' complains "jira-seal: --$option: a secret is no \
argument, which others can see: give $file"
done
run jira-seal --passwort=hunter2 -ru <sealed
it 'refuses what is misspelt' exits 64
it 'without repeating it' never_says hunter2

typed sesame 'jira-seal -ru <sealed >opened'
it 'asks on the terminal where nothing names a password' exits 0
it 'for it' prints 'Vault password (default): '
it 'and opens what it opens' cmp -s opened plain
typed 'one one' 'jira-seal -r --vault-id dev@prompt <plain >asked'
it 'asks twice for a new one' prints \
    "$(printf 'New vault password (dev): \nConfirm new vault password (dev): ')"
it 'and seals with it' [ "$(head -n 1 asked)" = "$(head -n 1 dev)" ]
typed 'one other' 'jira-seal -r <plain >asked'
it 'refuses two that differ' exits 64
it 'and says so' prints_like \
    'vault password \(default\): the two answers differ$'
it 'without showing them' never_says other
it 'writing nothing' [ ! -s asked ]

finish
