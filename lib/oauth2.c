/* oauth2: what clients of OAuth 2.0 say. */

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "mem.h"
#include "oauth2.h"
#include "text.h"
#include "url.h"
#include "why.h"

enum {
	BYTES = SHA256_DIGEST_LENGTH,   /* that become 43 characters */
	BLOCK = (BYTES + 2) / 3 * 4 + 1 /* with padding and NUL */
};

/* RFC 4648, 5, without padding. */
static void
write_base64url(
    const unsigned char bytes[static BYTES], char text[static BLOCK])
{
	char *c;

	(void)EVP_EncodeBlock((unsigned char *)text, bytes, BYTES);
	for (c = text; *c != '\0'; c++)
		if (*c == '+')
			*c = '-';
		else if (*c == '/')
			*c = '_';
		else if (*c == '=')
			*c = '\0';
}

void
oauth2_random(char text[static OAUTH2_RANDOM_LEN + 1])
{
	unsigned char bytes[BYTES];
	char block[BLOCK];

	arc4random_buf(bytes, sizeof bytes);
	write_base64url(bytes, block);
	(void)strlcpy(text, block, OAUTH2_RANDOM_LEN + 1);
	explicit_bzero(bytes, sizeof bytes);
	explicit_bzero(block, sizeof block);
}

int
oauth2_challenge(const char *verifier, struct mem *challenge, struct why *why)
{
	unsigned char digest[BYTES];
	char block[BLOCK];

	if (EVP_Digest(verifier, strlen(verifier), digest, NULL, EVP_sha256(),
		NULL) != 1)
		return why_setx(why, WHY_LATER, "SHA-256 cannot be used");
	write_base64url(digest, block);
	mem_puts(challenge, block);
	return mem_check(challenge, why);
}

void
oauth2_add(struct oauth2_params *params, const char *name, const char *value)
{
	struct mem *text = &params->text;

	if (value == NULL || value[0] == '\0')
		return;
	if (params->form == OAUTH2_JSON) {
		mem_putc(text, text->len == 0 ? '{' : ',');
		text_quote(text, name, strlen(name));
		mem_putc(text, ':');
		text_quote(text, value, strlen(value));
		return;
	}
	if (text->len > 0)
		mem_putc(text, '&');
	mem_printf(text, "%s=", name);
	url_encode(text, value, strlen(value));
}

int
oauth2_end(struct oauth2_params *params, struct why *why)
{
	if (params->form == OAUTH2_JSON)
		mem_puts(&params->text, params->text.len == 0 ? "{}" : "}");
	return mem_check(&params->text, why);
}

const char *
oauth2_type(enum oauth2_form form)
{
	return form == OAUTH2_JSON ? "application/json"
				   : "application/x-www-form-urlencoded";
}

void
oauth2_params_release(struct oauth2_params *params)
{
	mem_release(&params->text);
}

void
oauth2_url(
    const char *base, const struct oauth2_params *params, struct mem *url)
{
	mem_puts(url, base);
	mem_putc(url, strchr(base, '?') == NULL ? '?' : '&');
	mem_add(url, params->text.data, params->text.len);
}
