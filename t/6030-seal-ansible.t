#!/bin/sh
# jira-seal and ansible-vault open what the other one sealed.
# shellcheck disable=SC2016 # what has a dollar is no variable
. "${0%/*}/lib.sh"
python=/usr/bin/python3
$python -c 'import ansible.parsing.vault' 2>/dev/null ||
    skip 'ansible-core is not installed'
unset ANSIBLE_CONFIG ANSIBLE_VAULT_IDENTITY_LIST ANSIBLE_VAULT_PASSWORD_FILE

printf 'sesame\n' >pw
export ANSIBLE_VAULT_PASSWORD_FILE=pw

# One process for each direction: to start ansible-core takes half a second.
# Keys are derived by it once for each salt.
cat >../peer.py <<'PY'
import functools, json, os, random, sys
from ansible.parsing import vault
from ansible.parsing.dataloader import DataLoader

aes = vault.VaultAES256
aes._create_key_cryptography = staticmethod(
    functools.lru_cache(aes._create_key_cryptography))
secret = vault.VaultSecret(b"sesame")
lib = vault.VaultLib([("default", secret)])
random.seed(5)


def put(name, data):
    with open(name, "wb") as file:
        file.write(data)


def get(name):
    with open(name, "rb") as file:
        return file.read()


def seal(number, plain, vault_id):
    """With a salt of ansible-vault's own that a variable can hold."""
    while True:
        text = lib.encrypt(plain, secret, vault_id)
        salt = vault.parse_vaulttext(vault.parse_vaulttext_envelope(text)[0])[1]
        if b"\0" not in salt and not salt.endswith(b"\n"):
            break
    put(f"plain.{number}", plain)
    put(f"theirs.{number}", text)
    put(f"salt.{number}", salt)


def line():
    alphabet = "abc \"\\/\n\t\u00e9\u20ac\U0001f511" + chr(127)
    return "".join(random.choices(alphabet, k=random.randrange(80)))


def write():
    every = bytes(range(256))
    plains = [b"", b"x", b"x" * 15, b"x" * 16, b"x" * 17, every,
              b"\xff\xfe\0\r\n", "\u00e9\n".encode(), every * 4096]
    for number, plain in enumerate(plains):
        seal(number, plain, "dev" if number % 2 else None)
    thousand = [line() for _ in range(1000)]
    put("thousand.json", json.dumps(thousand).encode())
    put("sealed.json", json.dumps([
        lib.encrypt(s, secret, salt="and a pinch").decode()
        for s in thousand]).encode())


def passwords():
    """As it reads them of files and of programs, white space and all."""
    loader = DataLoader()
    loader.set_vault_secrets([])
    for number, content in enumerate([
            b"sesame", b" \t\r\n\x0b\x0csesame \t\r\n\x0b\x0c",
            b"open\nsesame\n",
            b"\x1csesame\x1f", b"\xa0sesame\xc2\x85\n", b"\0sesame\0\n",
            "s\u00e9same\u2003\n".encode(), b"\n\r\r\n sesame \n\r"]):
        put(f"file.{number}", content)
        escaped = "".join(f"\\{byte:03o}" for byte in content)
        put(f"program.{number}", f"#!/bin/sh\nprintf '{escaped}'\n".encode())
        os.chmod(f"program.{number}", 0o700)
        for kind in "file", "program":
            source = vault.get_file_vault_secret(
                f"{kind}.{number}", "default", loader=loader)
            source.load()
            put(f"{kind}.{number}.sealed", lib.encrypt(b"open", source))


def check():
    number = 0
    while os.path.exists(f"ours.{number}"):
        if lib.decrypt(get(f"ours.{number}")) != get(f"plain.{number}"):
            sys.exit(f"ours.{number} says something else")
        number += 1
    opened = [lib.decrypt(text).decode() for text in
              json.loads(get("ours.json"))]
    if opened != json.loads(get("thousand.json")):
        sys.exit("ours.json says something else")
    loader = DataLoader()
    loader.set_vault_secrets([("default", secret)])
    # From ansible-core 2.19 on a value is opened when it is looked at.
    if hasattr(vault, "VaultSecretsContext"):
        vault.VaultSecretsContext.initialize(
            vault.VaultSecretsContext([("default", secret)]))
    if str(loader.load_from_file("vars.yml")["password"]) != "open, sesame":
        sys.exit("vars.yml says something else")
    print(number)


globals()[sys.argv[1]]()
PY

run $python ../peer.py write
it 'ansible-core seals some texts' exits 0
for salt in salt.*; do
	n=${salt#salt.}
	run jira-seal -ru <"theirs.$n"
	it "jira-seal opens the one of $(wc -c <"plain.$n") bytes" \
	    cmp -s ../out "plain.$n"
	id=default
	[ $((n % 2)) -eq 0 ] || id=dev
	ANSIBLE_VAULT_ENCRYPT_SALT=$(cat "salt.$n") ANSIBLE_VAULT_IDENTITY=$id \
	    run jira-seal -r <"plain.$n"
	it 'and seals it to the same bytes' cmp -s ../out "theirs.$n"
	jira-seal -r --vault-id any@pw --encrypt-vault-id any \
	    <"plain.$n" >"ours.$n"
done

run jira-seal -uJ 2 <sealed.json
it 'jira-seal opens a thousand texts of ansible-core' exits 0
it 'and finds in them what it sealed' $python -c '
import json, sys
sys.exit(json.load(open("../out")) != json.load(open("thousand.json")))'
paths=$(/usr/bin/python3 -c '
print(*(f"-p.[{i}]" for i in range(1000)))')
# shellcheck disable=SC2086 # there are a thousand of them
ANSIBLE_VAULT_ENCRYPT_SALT=another run jira-seal -J 2 $paths <thousand.json
it 'and seals a thousand' exits 0
it 'warning of their one salt' complains \
    "jira-seal: \$ANSIBLE_VAULT_ENCRYPT_SALT: with one salt for several \
secrets, who knows one can read the others"
mv ../out ours.json
printf 'open, sesame' | jira-seal -r --name password >vars.yml
run $python ../peer.py check
it 'ansible-core opens all that jira-seal sealed' prints 9
it 'without complaint' is_quiet

run $python ../peer.py passwords
it 'ansible-core reads some passwords' exits 0
for sealed in *.*.sealed; do
	source=${sealed%.sealed}
	run jira-seal -ru --vault-password-file "$source" <"$sealed"
	it "and jira-seal reads the same of $source" prints open
done

# The program itself, once each way.
jira-seal -r <plain.6 >file
LC_ALL=C.UTF-8 run ansible-vault decrypt --output opened file
it 'ansible-vault opens a file that jira-seal sealed' cmp -s opened plain.6
LC_ALL=C.UTF-8 run ansible-vault encrypt_string --stdin-name password <<-'END'
open, sesame
END
sed 's/^password/  - password/' ../out >block
run jira-seal -ru <block
it 'and jira-seal a block of ansible-vault' prints 'open, sesame'

finish
