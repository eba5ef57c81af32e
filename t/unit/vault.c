/* What is sealed opens again, and nothing that was changed does. */

#include <stdlib.h>
#include <string.h>

/* For its parts, which published vectors are held against. */
#include "../../lib/vault.c"

#include "mem.h"
#include "pbkdf2.h"
#include "tap.h"
#include "vault_yaml.h"

/* Sealed by ansible-vault of ansible-core 2.14.18: "x". */
static const char sample[] =
    "$ANSIBLE_VAULT;1.1;AES256\n"
    "386530376634313761363564386362616330383063303432343732656639"
    "32663334356436313132\n"
    "3739633162346631643261323263366438323935346536330a6661636436"
    "36383935666165326164\n"
    "626462633564373861356332336236303632366565393161326265333832"
    "34313939336134346164\n"
    "3065663336356461330a6365356262363265376531393238373232626635"
    "64333066626532613832\n"
    "3435\n";

static void
from_hex(struct mem *mem, const char *hex)
{
	char pair[3] = "";

	for (; hex[0] != '\0'; hex += 2) {
		memcpy(pair, hex, 2);
		mem_putc(mem, (char)strtoul(pair, NULL, 16));
	}
}

static bool
same(const struct mem *mem, const void *data, size_t len)
{
	return mem->len == len && memcmp(mem_str(mem), data, len) == 0;
}

/* RFC 7914, 11. */
static const struct {
	const char *password, *salt, *key;
	unsigned int rounds;
} derivations[] = {
	{ "passwd", "salt",
	    "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
	    "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
	    1 },
	{ "Password", "NaCl",
	    "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
	    "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
	    80000 },
};

static bool
derives(size_t i)
{
	struct mem password = { 0 }, salt = { 0 }, key = { 0 };
	unsigned char out[64];
	bool holds;

	mem_puts(&password, derivations[i].password);
	mem_puts(&salt, derivations[i].salt);
	from_hex(&key, derivations[i].key);
	pbkdf2(&password, &salt, derivations[i].rounds, out, sizeof out);
	holds = same(&key, out, sizeof out);
	mem_release(&password);
	mem_release(&salt);
	mem_release(&key);
	return holds;
}

static void
add_random(struct mem *mem, uint32_t max)
{
	const size_t len = arc4random_uniform(max + 1);

	arc4random_buf(mem_room(mem, len), len);
	mem_grew(mem, len);
}

/* Passwords, salts and keys of any length. */
static bool
derives_as_openssl(void)
{
	struct mem password = { 0 }, salt = { 0 };
	unsigned char ours[200], theirs[200];
	bool holds = true;
	int i, len, rounds;

	for (i = 0; i < 1000 && holds; i++) {
		mem_cut(&password, 0);
		mem_cut(&salt, 0);
		add_random(&password, 200);
		add_random(&salt, 200);
		len = (int)arc4random_uniform(sizeof ours) + 1;
		rounds = (int)arc4random_uniform(5) + 1;
		pbkdf2(
		    &password, &salt, (unsigned int)rounds, ours, (size_t)len);
		holds =
		    PKCS5_PBKDF2_HMAC(mem_str(&password), (int)password.len,
			(const unsigned char *)mem_str(&salt), (int)salt.len,
			rounds, EVP_sha256(), len, theirs) == 1 &&
		    memcmp(ours, theirs, (size_t)len) == 0;
	}
	mem_release(&password);
	mem_release(&salt);
	return holds;
}

/* RFC 4231, 4.2 to 4.5: shorter keys, which zeros fill up. */
static const struct {
	const char *key, *data, *hmac;
} hmacs[] = {
	{ "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265",
	    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff"
	    "7" },
	{ "4a656665",
	    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384"
	    "3" },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    "dddddddddddddddddddddddddddddddddddddddddddddddddd"
	    "dddddddddddddddddddddddddddddddddddddddddddddddddd",
	    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565f"
	    "e" },
	{ "0102030405060708090a0b0c0d0e0f10111213141516171819",
	    "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
	    "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd",
	    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665"
	    "b" },
};

static bool
authenticates(size_t i)
{
	struct mem key = { 0 }, data = { 0 }, hmac = { 0 };
	struct vault_key vault = { { 0 }, { 0 }, { 0 } };
	unsigned char out[ENVELOPE_HMAC_SIZE];
	struct why why = { 0 };
	bool holds;

	from_hex(&key, hmacs[i].key);
	from_hex(&data, hmacs[i].data);
	from_hex(&hmac, hmacs[i].hmac);
	memcpy(vault.hmac, key.data, key.len);
	holds = authenticate(&data, &vault, out, &why) == 0 &&
	    same(&hmac, out, sizeof out);
	mem_release(&key);
	mem_release(&data);
	mem_release(&hmac);
	return holds;
}

/* NIST SP 800-38A, F.5.5. */
static bool
encrypts(void)
{
	static const char plain[] =
	    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
	    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
	static const char secret[] =
	    "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
	    "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6";
	struct mem key = { 0 }, data = { 0 }, expected = { 0 };
	struct vault_key vault = { { 0 }, { 0 }, { 0 } };
	struct why why = { 0 };
	bool holds;

	from_hex(&key,
	    "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
	    "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
	from_hex(&data, plain);
	from_hex(&expected, secret);
	memcpy(vault.cipher, key.data, sizeof vault.cipher);
	memcpy(vault.counter, key.data + sizeof vault.cipher,
	    sizeof vault.counter);
	holds = add_stream(
		    &vault, (unsigned char *)data.data, data.len, &why) == 0 &&
	    same(&expected, data.data, data.len);
	mem_release(&key);
	mem_release(&data);
	mem_release(&expected);
	return holds;
}

/*
 * Open a text by the password "sesame".  Returns as vault_open(), and -1 for
 * what is no envelope.  The last key is kept, as most texts have one salt.
 */
static int
opens(const char *text, size_t len, struct mem *plain, struct why *why)
{
	static struct vault_key key;
	static struct mem salt;
	struct envelope envelope = { 0 };
	struct mem password = { 0 };
	int rv = -1;

	mem_puts(&password, "sesame");
	if (!envelope_is(text, len)) {
		why_setx(why, WHY_INPUT, "not sealed");
		goto out;
	}
	if (envelope_read(&envelope, text, len, why) == -1)
		goto out;
	if (!same(&salt, envelope.salt.data, envelope.salt.len)) {
		mem_release(&salt);
		mem_add(&salt, envelope.salt.data, envelope.salt.len);
		vault_derive(&key, &password, &salt);
	}
	rv = vault_open(&envelope, &key, plain, why);
out:
	envelope_release(&envelope);
	mem_release(&password);
	return rv;
}

/* No prefix opens, but that without the last line end. */
static bool
refuses_prefixes(void)
{
	const size_t len = sizeof sample - 1;
	struct mem plain = { 0 };
	bool refused = true;
	size_t i;

	for (i = 0; i < len - 1 && refused; i++) {
		struct why why = { 0 };

		refused = opens(sample, i, &plain, &why) == -1 &&
		    why.status == WHY_INPUT && plain.len == 0;
	}
	mem_release(&plain);
	return refused;
}

/* No text with one bit changed opens. */
static bool
refuses_flips(void)
{
	char text[sizeof sample];
	struct mem plain = { 0 };
	bool refused = true;
	size_t i;
	int bit;

	memcpy(text, sample, sizeof text);
	for (i = 0; i < sizeof sample - 1 && refused; i++)
		for (bit = 0; bit < 8 && refused; bit++) {
			struct why why = { 0 };

			text[i] ^= (char)(1 << bit);
			refused =
			    opens(text, sizeof sample - 1, &plain, &why) < 1 &&
			    plain.len == 0;
			text[i] ^= (char)(1 << bit);
			if (!refused)
				printf("# byte %zu, bit %d\n", i, bit);
		}
	mem_release(&plain);
	return refused;
}

/* What is sealed with one key, of every length and of random bytes. */
static bool
round_trips(void)
{
	struct mem plain = { 0 }, back = { 0 }, text = { 0 }, salt = { 0 };
	struct vault_key key;
	struct mem password = { 0 };
	struct why why = { 0 };
	bool holds = true;
	size_t i;

	mem_puts(&password, "sesame");
	mem_puts(&salt, "and a pinch");
	vault_derive(&key, &password, &salt);
	for (i = 0; i < 1000 && holds; i++) {
		struct envelope envelope = { 0 };

		mem_cut(&plain, 0);
		mem_cut(&back, 0);
		mem_cut(&text, 0);
		add_random(&plain, i < 64 ? (uint32_t)i : 3000);
		mem_puts(&envelope.id, i % 2 == 0 ? "default" : "dev");
		mem_add(&envelope.salt, salt.data, salt.len);
		holds = vault_seal(
			    &envelope, &key, plain.data, plain.len, &why) == 0;
		envelope_write(&envelope, &text);
		holds = holds && opens(text.data, text.len, &back, &why) == 1 &&
		    same(&plain, mem_str(&back), back.len);
		envelope_release(&envelope);
	}
	mem_release(&plain);
	mem_release(&back);
	mem_release(&text);
	mem_release(&salt);
	mem_release(&password);
	explicit_bzero(&key, sizeof key);
	return holds;
}

/* A writer that pads badly, or with nothing: its HMAC fits. */
static bool
refuses_padding(unsigned char last)
{
	struct mem password = { 0 }, plain = { 0 };
	struct envelope envelope = { 0 };
	unsigned char block[BLOCK];
	struct why why = { 0 };
	struct vault_key key;
	bool holds;

	mem_puts(&password, "sesame");
	mem_puts(&envelope.salt, "salt");
	memset(block, 2, sizeof block);
	block[BLOCK - 1] = last;
	vault_derive(&key, &password, &envelope.salt);
	holds = add_stream(&key, block, sizeof block, &why) == 0;
	mem_add(&envelope.ciphertext, block, sizeof block);
	holds = holds &&
	    authenticate(&envelope.ciphertext, &key, envelope.hmac, &why) ==
		0 &&
	    vault_open(&envelope, &key, &plain, &why) == -1 &&
	    why.status == WHY_INPUT && plain.len == 0;
	envelope_release(&envelope);
	mem_release(&password);
	mem_release(&plain);
	return holds;
}

static const struct {
	const char *sentence, *text, *msg;
} damaged[] = {
	{ "refuses the first version of the format",
	    "$ANSIBLE_VAULT;1.0;AES\n3030\n",
	    "line 1: the vault's version is not 1.1 or 1.2" },
	{ "refuses another cipher", "$ANSIBLE_VAULT;1.1;AES\n3030\n",
	    "line 1: the vault's cipher is not AES256" },
	{ "refuses a control character in the vault id",
	    "$ANSIBLE_VAULT;1.2;AES256;d\033v\n3030\n",
	    "line 1: the vault id is damaged" },
	{ "and a fifth field", "$ANSIBLE_VAULT;1.2;AES256;dev;x\n3030\n",
	    "line 1: the vault id is damaged" },
	{ "refuses what is no digit, and says where",
	    "$ANSIBLE_VAULT;1.1;AES256\n3030\n30 0\n",
	    "line 3: the vault is damaged: not a hexadecimal digit" },
	{ "refuses a header alone", "$ANSIBLE_VAULT;1.1;AES256\n",
	    "the vault is damaged or cut short: it is not a salt, an HMAC and "
	    "a ciphertext" },
	{ "refuses half a byte", "$ANSIBLE_VAULT;1.1;AES256\n303\n",
	    "the vault is damaged or cut short: it is not a salt, an HMAC and "
	    "a ciphertext" },
};

static void
test_damaged(void)
{
	struct mem plain = { 0 };
	size_t i;

	for (i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
		struct why why = { 0 };

		it(damaged[i].sentence,
		    opens(damaged[i].text, strlen(damaged[i].text), &plain,
			&why) == -1 &&
			why.status == WHY_INPUT &&
			strcmp(why.msg, damaged[i].msg) == 0);
	}
	mem_release(&plain);
}

static void
test_sample(void)
{
	struct mem plain = { 0 }, dos = { 0 };
	struct why why = { 0 };
	const char *s;

	it("opens what ansible-vault sealed",
	    opens(sample, sizeof sample - 1, &plain, &why) == 1 &&
		same(&plain, "x", 1));
	mem_cut(&plain, 0);
	it("without its last line end, too",
	    opens(sample, sizeof sample - 2, &plain, &why) == 1 &&
		same(&plain, "x", 1));
	for (s = sample; *s != '\0'; s++) {
		if (*s == '\n')
			mem_putc(&dos, '\r');
		mem_putc(&dos, *s);
	}
	mem_cut(&plain, 0);
	it("and with line ends of DOS",
	    opens(dos.data, dos.len, &plain, &why) == 1 &&
		same(&plain, "x", 1));
	mem_release(&plain);
	mem_release(&dos);
	it("but no part of it", refuses_prefixes());
	it("nor anything that differs by a bit", refuses_flips());
}

static const char yaml[] = "# vars\n"
			   "one: !vault |\n"
			   "  $ANSIBLE_VAULT;1.1;AES256\n"
			   "  6162\n"
			   "\n"
			   "list:\n"
			   "  - 'two words': !vault |  # two\n"
			   "\t$ANSIBLE_VAULT;1.1;AES256\n"
			   "\t6364\n"
			   "\n"
			   "\t6566\n"
			   "$ANSIBLE_VAULT;1.1;AES256\n"
			   "6768";

static void
test_yaml(void)
{
	struct vault_yaml block = { 0 };
	struct mem text = { 0 };

	it("finds a block in YAML",
	    vault_yaml_next(yaml, sizeof yaml - 1, &block) && block.line == 3);
	it("with its name",
	    block.name_len == 3 && memcmp(block.name, "one", 3) == 0);
	vault_yaml_text(yaml, &block, &text);
	it("and takes its indentation off",
	    strcmp(mem_str(&text), "$ANSIBLE_VAULT;1.1;AES256\n6162\n") == 0);
	it("finds the next",
	    vault_yaml_next(yaml, sizeof yaml - 1, &block) && block.line == 8);
	it("in a list and in quotation marks",
	    block.name_len == 9 && memcmp(block.name, "two words", 9) == 0);
	mem_cut(&text, 0);
	vault_yaml_text(yaml, &block, &text);
	it("with tabs and an empty line",
	    strcmp(mem_str(&text), "$ANSIBLE_VAULT;1.1;AES256\n6364\n6566\n") ==
		0);
	it("finds one that is not indented and has no name",
	    vault_yaml_next(yaml, sizeof yaml - 1, &block) &&
		block.line == 12 && block.name == NULL &&
		block.end == sizeof yaml - 1);
	it("and then no more", !vault_yaml_next(yaml, sizeof yaml - 1, &block));
	mem_release(&text);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof derivations / sizeof derivations[0]; i++)
		it("derives keys as RFC 7914 does", derives(i));
	for (i = 0; i < sizeof hmacs / sizeof hmacs[0]; i++)
		it("authenticates as RFC 4231 does", authenticates(i));
	it("derives keys as OpenSSL does", derives_as_openssl());
	it("encrypts as NIST SP 800-38A does", encrypts());
	test_sample();
	test_damaged();
	it("opens what it sealed, a thousand times", round_trips());
	it("refuses a padding of nothing", refuses_padding(0));
	it("one longer than a block", refuses_padding(BLOCK + 1));
	it("one of different bytes", refuses_padding(3));
	it("and takes no sample without padding", !refuses_padding(2));
	test_yaml();
	return finish();
}
