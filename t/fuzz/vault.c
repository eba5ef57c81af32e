/* A sealed text that is read is written and opened as it was, or refused. */

#include <stdlib.h>
#include <string.h>

#include "envelope.h"
#include "mem.h"
#include "vault.h"
#include "vault_yaml.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const struct vault_key key = { "a key for ciphers, 32 bytes it h",
	"a key for HMAC, of 32 bytes, too", "and a counter 16" };

static bool
same(const struct mem *a, const struct mem *b)
{
	return a->len == b->len && memcmp(mem_str(a), mem_str(b), a->len) == 0;
}

/* What is no envelope is refused with a reason. */
static void
read_envelope(const char *text, size_t len)
{
	struct envelope envelope = { 0 }, again = { 0 };
	struct mem written = { 0 }, plain = { 0 };
	struct why why = { 0 };

	if (!envelope_is(text, len)) {
		return;
	} else if (envelope_read(&envelope, text, len, &why) == -1) {
		if (why.status != WHY_INPUT || why.msg[0] == '\0')
			abort();
	} else {
		envelope_write(&envelope, &written);
		if (envelope_read(&again, written.data, written.len, &why) ==
			-1 ||
		    !same(&envelope.id, &again.id) ||
		    !same(&envelope.salt, &again.salt) ||
		    !same(&envelope.ciphertext, &again.ciphertext) ||
		    memcmp(envelope.hmac, again.hmac, sizeof again.hmac) != 0)
			abort();
		/* Nobody finds an HMAC that fits by chance. */
		if (vault_open(&envelope, &key, &plain, &why) != 0 ||
		    plain.len > 0)
			abort();
	}
	envelope_release(&envelope);
	envelope_release(&again);
	mem_release(&written);
	mem_release(&plain);
}

/* Blocks follow one another, within the text, and are what they say. */
static void
read_yaml(const char *text, size_t len)
{
	struct vault_yaml block = { 0 };
	struct mem sealed = { 0 };
	size_t at = 0, line = 0;

	while (vault_yaml_next(text, len, &block)) {
		if (block.at < at || block.end <= block.at || block.end > len ||
		    block.line <= line ||
		    (block.name != NULL &&
			block.name + block.name_len >= text + block.at))
			abort();
		at = block.end;
		line = block.line;
		mem_cut(&sealed, 0);
		vault_yaml_text(text, &block, &sealed);
		read_envelope(sealed.data, sealed.len);
	}
	mem_release(&sealed);
}

/* Any bytes can be sealed, and opened again out of a block. */
static void
round_trip(const char *data, size_t len)
{
	struct envelope envelope = { 0 }, again = { 0 };
	struct mem text = { 0 }, yaml = { 0 }, plain = { 0 };
	struct vault_yaml block = { 0 };
	struct why why = { 0 };

	mem_puts(&envelope.id, "dev");
	mem_puts(&envelope.salt, "salt");
	if (vault_seal(&envelope, &key, data, len, &why) == -1)
		abort();
	envelope_write(&envelope, &text);
	vault_yaml_write(&yaml, "name", &text);
	mem_cut(&text, 0);
	if (!vault_yaml_next(yaml.data, yaml.len, &block) ||
	    block.end != yaml.len || block.name_len != 4)
		abort();
	vault_yaml_text(yaml.data, &block, &text);
	if (envelope_read(&again, text.data, text.len, &why) == -1 ||
	    vault_open(&again, &key, &plain, &why) != 1 || plain.len != len ||
	    memcmp(mem_str(&plain), data, len) != 0)
		abort();
	envelope_release(&envelope);
	envelope_release(&again);
	mem_release(&text);
	mem_release(&yaml);
	mem_release(&plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct mem text = { 0 };

	mem_add(&text, data, len);
	read_envelope(mem_str(&text), len);
	read_yaml(mem_str(&text), len);
	round_trip(mem_str(&text), len);
	mem_release(&text);
	return 0;
}
