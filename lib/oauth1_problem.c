/* oauth1_problem: what Jira says when it refuses, and what to do about it. */

#include <stdlib.h>
#include <string.h>

#include "oauth1_problem.h"
#include "url.h"
#include "when.h"

static const char name_chars[] = "abcdefghijklmnopqrstuvwxyz_";

enum {
	QUOTE_MAX = 300, /* bytes of the server's own words in ours */
	DIGITS_MAX = 18  /* of a point in time: they fit into 64 bits */
};

/* Times above are milliseconds: older builds of the library print those. */
static const int64_t seconds_max = 100000000000;

/* The buffer for a side parameter, or NULL for one of no interest. */
static struct mem *
field(struct oauth1_problem *problem, struct piece name)
{
	const struct {
		const char *name;
		struct mem *mem;
	} fields[] = {
		{ "oauth_problem", &problem->problem },
		{ "oauth_problem_advice", &problem->advice },
		{ "oauth_parameters_absent", &problem->absent },
		{ "oauth_parameters_rejected", &problem->rejected },
		{ "oauth_acceptable_versions", &problem->versions },
		{ "oauth_acceptable_signature_methods", &problem->methods },
		{ "oauth_signature_base_string", &problem->base },
	};
	size_t i;

	for (i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (strlen(fields[i].name) == name.len &&
		    memcmp(fields[i].name, name.at, name.len) == 0)
			return fields[i].mem;
	return NULL;
}

/* Read digits off *s.  Returns whether there was a number that fits. */
static bool
read_number(const char **s, int64_t *number)
{
	const size_t digits = strspn(*s, "0123456789");
	size_t i;

	if (digits == 0 || digits > DIGITS_MAX)
		return false;
	for (*number = 0, i = 0; i < digits; i++)
		*number = *number * 10 + (*s)[i] - '0';
	*s += digits;
	return true;
}

/* The server's clock is the middle of the range that it accepts. */
static void
learn_clock(struct oauth1_problem *problem, const char *range)
{
	int64_t low, high;

	if (!read_number(&range, &low) || *range++ != '-' ||
	    !read_number(&range, &high) || *range != '\0' || high < low)
		return;
	problem->clock = low + (high - low) / 2;
	if (problem->clock > seconds_max)
		problem->clock /= 1000;
	problem->has_clock = true;
}

/* Take a pair, whose value is encoded; of one that comes twice, the first. */
static void
take(struct oauth1_problem *problem, struct piece name, struct piece value)
{
	static const char times[] = "oauth_acceptable_timestamps";
	struct mem *mem = field(problem, name);
	struct mem range = { 0 };

	if (mem != NULL && mem->len == 0) {
		url_decode(mem, value.at, value.len, true);
	} else if (name.len == strlen(times) &&
	    memcmp(name.at, times, name.len) == 0) {
		url_decode(&range, value.at, value.len, true);
		learn_clock(problem, mem_str(&range));
		mem_release(&range);
	}
}

static void
read_body(struct oauth1_problem *problem, const char *body, size_t len)
{
	struct piece rest = { body, len }, name, value;

	/* A line end, as some programs add to a body that they store. */
	while (rest.len > 0 && strchr("\r\n", rest.at[rest.len - 1]) != NULL)
		rest.len--;
	while (url_next_pair(&rest, &name, &value))
		take(problem, name, value);
}

/*
 * Find every oauth_name="value", whatever schemes stand between: a client that
 * joined two headers has made one of 'OAuth realm="…", OAuth realm="…", …'.
 */
static void
read_header(struct oauth1_problem *problem, const char *header)
{
	struct piece name, value;
	const char *s = header;

	while ((s = strstr(s, "oauth_")) != NULL) {
		name = (struct piece){ s, strspn(s, name_chars) };
		s += name.len;
		if (name.at > header && strchr(" \t,", name.at[-1]) == NULL)
			continue;
		s += strspn(s, " \t");
		if (*s != '=')
			continue;
		s++;
		s += strspn(s, " \t");
		if (*s != '"')
			continue;
		value = (struct piece){ s + 1, strcspn(s + 1, "\"") };
		if (value.at[value.len] == '\0')
			return;
		take(problem, name, value);
		s = value.at + value.len + 1;
	}
}

bool
oauth1_problem_read(struct oauth1_problem *problem, const char *body,
    size_t len, const char *authenticate)
{
	*problem = (struct oauth1_problem){ 0 };
	if (body != NULL)
		read_body(problem, body,
		    len < OAUTH1_PROBLEM_MAX ? len : OAUTH1_PROBLEM_MAX);
	if (problem->problem.len == 0) {
		oauth1_problem_release(problem);
		if (authenticate != NULL)
			read_header(problem, authenticate);
	}
	return problem->problem.len > 0;
}

void
oauth1_problem_release(struct oauth1_problem *problem)
{
	mem_release(&problem->problem);
	mem_release(&problem->advice);
	mem_release(&problem->absent);
	mem_release(&problem->rejected);
	mem_release(&problem->versions);
	mem_release(&problem->methods);
	mem_release(&problem->base);
	*problem = (struct oauth1_problem){ 0 };
}

bool
oauth1_problem_is(const struct oauth1_problem *problem, const char *name)
{
	return problem->problem.len == strlen(name) &&
	    memcmp(mem_str(&problem->problem), name, strlen(name)) == 0;
}

/* What to do; a status of 0 ends it. */
static const struct {
	const char *name;
	enum status status;
	const char *words;
} problems[] = {
	{ "additional_authorization_required", WHY_REFUSED,
	    "Jira wants more than was allowed: authorize again" },
	{ "consumer_key_refused", WHY_LATER,
	    "Jira refuses this consumer key for now: try again later" },
	{ "consumer_key_rejected", WHY_CONFIG,
	    "Jira refuses this consumer key: ask its administrator about the "
	    "application link" },
	{ "consumer_key_unknown", WHY_CONFIG,
	    "Jira does not know this consumer key: compare it with the one in "
	    "the incoming half of the application link, and the URL with that "
	    "of the Jira that has the link" },
	{ "nonce_used", WHY_LATER,
	    "Jira has seen this signature before: sign each request, and each "
	    "try of it, anew" },
	{ "parameter_absent", WHY_REFUSED,
	    "a parameter did not arrive at Jira" },
	{ "parameter_rejected", WHY_REFUSED,
	    "Jira refuses a parameter, as when it is there twice: once in the "
	    "header and once in the URL or form" },
	{ "permission_denied", WHY_REFUSED,
	    "access was denied, has run out, or is switched off in the "
	    "application link: authorize again" },
	{ "permission_unknown", WHY_REFUSED,
	    "nobody has pressed Allow in the browser yet: do, then try again" },
	{ "signature_invalid", WHY_CONFIG,
	    "Jira computes another signature: the public key in the "
	    "application link belongs to another private key, or Jira sees "
	    "another URL than was signed (a proxy in front of it?)" },
	{ "signature_method_rejected", WHY_CONFIG,
	    "Jira takes RSA-SHA1 only, and the request was signed with "
	    "another method" },
	{ "timestamp_refused", WHY_LATER,
	    "the clock here and Jira's are too far apart: set the clock" },
	{ "token_expired", WHY_REFUSED,
	    "the token has expired: renew it, or authorize again" },
	{ "token_not_authorized", WHY_REFUSED,
	    "the token was not allowed by anybody: authorize again" },
	{ "token_rejected", WHY_REFUSED,
	    "Jira refuses the token: it was renewed or revoked, belongs to "
	    "another consumer or another Jira, or the verifier was wrong: "
	    "authorize again" },
	{ "token_revoked", WHY_REFUSED,
	    "the token was revoked: authorize again" },
	{ "token_used", WHY_REFUSED,
	    "the request token was used already: authorize again" },
	{ "user_refused", WHY_REFUSED, "the user denied access" },
	{ "version_rejected", WHY_CONFIG,
	    "Jira refuses the OAuth version: it speaks 1.0" },
	{ NULL, WHY_REFUSED, "Jira refuses, and gives a reason of its own" },
};

/* Add ", label: text" of what the server said, decoded, cut, on one line. */
static void
quote(struct mem *words, const char *label, const struct mem *said)
{
	struct mem text = { 0 };
	size_t i, len;

	if (said->len == 0)
		return;
	url_decode(&text, said->data, said->len, true);
	len = text.len < QUOTE_MAX ? text.len : QUOTE_MAX;
	for (i = 0; i < len; i++)
		if ((unsigned char)text.data[i] < 0x20)
			text.data[i] = '?';
	mem_printf(words, "%s%.*s", label, (int)len, mem_str(&text));
	mem_release(&text);
}

/* Of pairs that were refused the names alone: a value may be a token. */
static void
quote_names(struct mem *words, const struct mem *pairs)
{
	struct piece rest = { mem_str(pairs), pairs->len }, name, value;
	struct mem names = { 0 };

	while (url_next_pair(&rest, &name, &value)) {
		if (names.len > 0)
			mem_putc(&names, '&');
		mem_add(&names, name.at, name.len);
	}
	quote(words, "; refused: ", &names);
	mem_release(&names);
}

enum status
oauth1_problem_words(const struct oauth1_problem *problem, struct mem *words)
{
	size_t i;

	for (i = 0; problems[i].name != NULL; i++)
		if (oauth1_problem_is(problem, problems[i].name))
			break;
	quote(words, "", &problem->problem);
	mem_printf(words, ": %s", problems[i].words);
	quote(words, "; missing: ", &problem->absent);
	quote_names(words, &problem->rejected);
	if (problem->has_clock) {
		mem_puts(words, "; Jira's clock says ");
		when_print(words, problem->clock);
	}
	quote(words, "; it takes versions ", &problem->versions);
	quote(words, "; Jira adds: ", &problem->advice);
	return problems[i].status;
}
