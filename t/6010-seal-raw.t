#!/bin/sh
# jira-seal --raw seals whole files, and the blocks in YAML.
# shellcheck disable=SC2016 # what has a dollar is no variable
. "${0%/*}/lib.sh"

printf ' sesame\n\n' >pw
printf 'simsim\n' >new
export ANSIBLE_VAULT_PASSWORD_FILE=pw

printf 'open\377\0\n\n' >plain
cp plain bytes
run jira-seal --raw <plain
it 'seals any bytes' exits 0
it 'without a word' is_quiet
it 'under a header' [ "$(head -n 1 ../out)" = '$ANSIBLE_VAULT;1.1;AES256' ]
it 'in lines of 80 columns' \
    [ "$(awk 'NR > 1 { print length }' ../out | sort -rnu | head -1)" = 80 ]
cp ../out sealed
run jira-seal --raw <plain
it 'and never twice alike' sh -c '! cmp -s ../out sealed'
run jira-seal --raw <sealed
it 'leaves alone what is sealed' exits 0
it 'byte for byte' cmp -s ../out sealed
run jira-seal --raw --unseal <sealed
it 'opens it' exits 0
it 'byte for byte' cmp -s ../out plain
it 'without a word' is_quiet
run jira-seal --raw </dev/null
cp ../out empty
run jira-seal -ru <empty
it 'seals nothing, and opens it' exits 0
it 'to nothing' prints_nothing
fed sealed sh -c 'jira-seal -ru <"$1"' sh
it 'reads a pipe' cmp -s ../out plain

run jira-seal -r --vault-id dev@pw --encrypt-vault-id dev <plain
it 'seals under a vault id' [ "$(head -n 1 ../out)" = \
    '$ANSIBLE_VAULT;1.2;AES256;dev' ]
cp ../out dev
run jira-seal -ru <dev
it 'which need not be known' cmp -s ../out plain
ANSIBLE_VAULT_ID_MATCH=true run jira-seal -ru <dev
it 'unless that is asked for' exits 64
it 'and says so' complains \
    'jira-seal: <stdin>:1: there is no password for vault id dev'

# Blocks in YAML.
printf 'sesame' >plain
run jira-seal --raw --name db_password <plain
it 'makes a block for YAML' exits 0
it 'with its name' [ "$(head -n 1 ../out)" = 'db_password: !vault |' ]
it 'indented as ansible-vault has it' [ "$(sed -n 2p ../out)" = \
    '          $ANSIBLE_VAULT;1.1;AES256' ]
cp ../out block
run jira-seal -ru <block
it 'and opens it' prints sesame
run jira-seal --raw --name '' <plain
it 'makes a block without a name' [ "$(head -n 1 ../out)" = '!vault |' ]
{
	echo '# the database'
	sed 's/^ *\$/    $/; s/^  *\([0-9]\)/    \1/' block
	echo 'other: 5  # not sealed'
	printf 'open: "\303\251"\nlist:\n  - name: !vault |\n'
	printf '%s\n' "$(jira-seal -r <plain)" | sed 's/^/      /'
	printf 'last: !vault |\r\n'
	jira-seal -r <sealed | sed 's/^/\t/; s/$/\r/'
	printf 'end: true'
} >vars.yml
run jira-seal --raw --list <vars.yml
it 'lists the blocks of a file' prints 'db_password
name
last'
run jira-seal --raw --list --json <vars.yml
it 'as JSON, too' prints '{"sealed":["db_password","name","last"]}'
run jira-seal -ru <vars.yml
it 'opens none of several' exits 65
it 'and says what to do' complains \
    'jira-seal: <stdin>: there are 3 sealed blocks: choose one by --name'
run jira-seal -ru --name name <vars.yml
it 'but the one that is named' prints sesame
run jira-seal -ru --name nobody <vars.yml
it 'and no other' exits 65
it 'saying so' complains \
    'jira-seal: <stdin>: no sealed block in it has that name'

chmod 644 vars.yml
cp vars.yml before.yml
run jira-seal -r --rekey --new-vault-password-file new -i vars.yml
it 'changes the password of all blocks in one pass' exits 0
it 'printing nothing' prints_nothing
it 'without a word' is_quiet
it 'and nothing else in the file' sh -c '
	for f in before vars; do
		grep -v "^[[:space:]]*[0-9]" $f.yml | tr -d "\r" >$f.rest
	done
	cmp -s before.rest vars.rest'
it 'nor its mode' [ -n "$(find vars.yml -perm 644)" ]
run jira-seal -ru --name last <vars.yml
it 'so that the old one opens none' exits 77
it 'and says so' complains_like \
    "^jira-seal: <stdin>:[0-9]*: the vault password is wrong, or the text \
was changed$"
it 'printing nothing' prints_nothing
run env ANSIBLE_VAULT_PASSWORD_FILE=new jira-seal -ru --name last <vars.yml
it 'and the new one does' cmp -s ../out bytes

# In place.
cp sealed file
run jira-seal -ru -n -i file
it 'says that it would unseal a file' exits 1
it 'changing nothing' cmp -s file sealed
chmod 644 file
run jira-seal -ruj -i file
it 'unseals a file' exits 0
it 'says so' prints '{"changed":true}'
it 'and keeps others from reading it' [ -n "$(find file -perm 600)" ]
run jira-seal -r -i file
it 'seals it' exits 0
run jira-seal -rj -i file
it 'once' exits 0
it 'and says so' prints '{"changed":false}'
run jira-seal -ru <file
it 'and can open it' [ "$(od -An -tx1 ../out)" = ' 6f 70 65 6e ff 00 0a 0a' ]

# What it refuses.
umask 022
run sh -c 'jira-seal -ru <sealed >../shared'
it 'lays no secret bare in a file that others can read' exits 73
it 'and says what to do' complains_like 'set umask 077$'
it 'leaving nothing in it' [ ! -s ../shared ]
umask 077
run jira-seal -ru <plain
it 'opens nothing that is not sealed' exits 65
it 'and says so' complains 'jira-seal: <stdin>: nothing in it is sealed'
it 'without showing it' never_says sesame
head -c 300 sealed >short
run jira-seal -ru <short
it 'tells a text that is cut short' exits 65
it 'from a wrong password' complains \
    "jira-seal: <stdin>:1: the vault is damaged or cut short: it is not a \
salt, an HMAC and a ciphertext"
sed '3s/./x/' sealed >broken
run jira-seal -ru <broken
it 'tells where a digit is none' complains \
    "jira-seal: <stdin>:1: line 3: the vault is damaged: not a hexadecimal \
digit"
run jira-seal -ru --name 'a b' <sealed
it 'refuses a name that YAML would have to quote' exits 64
it 'and says so' complains \
    'jira-seal: --name: a name is of letters, digits, _, - and .'

for file in plain sealed; do
	run sh -c "jira-seal -r <$file >/dev/full"
	it "notices a full disk ($file)" exits 74
	it 'and says so' complains \
	    'jira-seal: <stdout>: No space left on device'
	run sh -c "jira-seal -r <$file >&-"
	it 'notices a closed output' exits 74
done
run sh -c 'jira-seal -ru <&-'
it 'notices a closed input' exits 74
run jira-seal -r -i .
it 'refuses a directory' exits 66
it 'and says so' complains 'jira-seal: .: Is a directory'
run jira-seal -r -i none
it 'and a file that is not there' exits 66
cp sealed file
failing fsync 1 EIO jira-seal -ru -i file
it 'notices a failing disk' exits 74
it 'and keeps the file as it was' cmp -s file sealed

finish
