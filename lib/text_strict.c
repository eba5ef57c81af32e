/* text_strict: JSON to the letter, checked a block of bytes at a time. */

#include "text_bits.h"
#include "text_fast.h"
#include "text_scan.h"
#include "text_skip.h"
#include "text_strict.h"

/* What the blocks so far say of the next one; each carry is its lowest bit. */
struct strict {
	struct scan *scan;
	uint64_t escaped, inside, scalar;                 /* see find() */
	uint64_t value, name, opened, named, colon, more; /* see obey() */
	uint64_t object;             /* all ones if in an object */
	const char *beyond, *escape; /* up to where they are checked */
	unsigned int depth;
	bool are_objects[TEXT_DEPTH_MAX]; /* or arrays: the containers */
	const char *starts[TEXT_DEPTH_MAX];
};

/* The tokens of a block: those of one byte, and where longer ones are. */
struct tokens {
	uint64_t spaces, commas, colons, opens, closes, braces;
	uint64_t openings, closings; /* quotation marks */
	uint64_t inside;             /* of strings, with the opening mark */
	uint64_t scalars;            /* all of their bytes */
	uint64_t firsts;             /* of them */
	uint64_t objects;            /* bytes that are in one, not an array */
};

/* What is not ASCII is in strings, and UTF-8. */
static bool
check_beyond(struct strict *strict, const char *block, uint64_t beyond)
{
	const char *p;

	for (; beyond != 0; beyond &= beyond - 1) {
		p = block + bits_first(beyond);
		if (p < strict->beyond)
			continue;
		if ((p = scan_beyond(strict->scan, p)) == NULL)
			return false;
		strict->beyond = p;
	}
	return true;
}

/* The second half of a pair of surrogates is an escape of its own here. */
static bool
check_escapes(struct strict *strict, const char *block, uint64_t escapes)
{
	const char *p;
	uint32_t rune;

	for (; escapes != 0; escapes &= escapes - 1) {
		p = block + bits_first(escapes);
		if (p < strict->escape)
			continue;
		if ((p = scan_escape(strict->scan, p, &rune)) == NULL)
			return false;
		strict->escape = p;
	}
	return true;
}

/* Numbers and words, which go on to a space or to what ends a value. */
static bool
check_scalars(struct strict *strict, const char *block, uint64_t firsts)
{
	const char *p;

	for (; firsts != 0; firsts &= firsts - 1) {
		p = scan_scalar(strict->scan, block + bits_first(firsts));
		if (p == NULL || p == strict->scan->end)
			return false;
		if (*p != ',' && *p != '}' && *p != ']' && !is_space(*p))
			return false;
	}
	return true;
}

/* Which bytes are what?  Returns false for a string that is none. */
static inline bool
find(struct strict *strict, const char *p, const struct bits *block,
    struct tokens *tokens)
{
	const uint64_t backslashes = bits_equal(block, '\\');
	const uint64_t escaped = bits_escaped(backslashes, &strict->escaped);
	const uint64_t quotes = bits_equal(block, '"') & ~escaped;
	const uint64_t inside = bits_inside(quotes, &strict->inside);
	const uint64_t beyond = bits_beyond(block);
	uint64_t scalars;

	tokens->inside = inside;
	tokens->openings = quotes & inside;
	tokens->closings = quotes & ~inside;
	tokens->spaces = bits_spaces(block) & ~inside;
	tokens->commas = bits_equal(block, ',') & ~inside;
	tokens->colons = bits_equal(block, ':') & ~inside;
	/* A bracket and a brace differ in one bit. */
	tokens->opens = bits_equal_with(block, '{' ^ '[', '{') & ~inside;
	tokens->closes = bits_equal_with(block, '}' ^ ']', '}') & ~inside;
	tokens->braces = bits_equal(block, '{') & ~inside;
	scalars = ~(inside | quotes | tokens->spaces | tokens->commas |
	    tokens->colons | tokens->opens | tokens->closes);
	tokens->firsts = scalars & ~(scalars << 1 | strict->scalar);
	tokens->scalars = scalars;
	strict->scalar = scalars >> (BITS_BLOCK - 1);

	return (bits_below(block, ' ') & inside) == 0 &&
	    (beyond == 0 || check_beyond(strict, p, beyond)) &&
	    (backslashes == 0 ||
		check_escapes(strict, p, backslashes & ~escaped));
}

/* From the first bits of runs to the places after those runs. */
static inline uint64_t
past(uint64_t firsts, uint64_t runs, uint64_t *carry)
{
	uint64_t sum;

	firsts |= *carry;
	*carry = __builtin_add_overflow(firsts & runs, runs, &sum);
	return (sum | firsts) & ~runs;
}

/* The tokens that follow these ones. */
static inline uint64_t
after(uint64_t tokens, uint64_t spaces, uint64_t *carry)
{
	const uint64_t next = past(tokens << 1, spaces, carry);

	*carry |= tokens >> (BITS_BLOCK - 1);
	return next;
}

/* A token has one before it, so these are all the rules. */
static inline uint64_t
find_wrong(struct strict *strict, const struct tokens *t)
{
	const uint64_t names = t->braces | (t->commas & t->objects);
	const uint64_t values =
	    t->colons | (t->opens & ~t->braces) | (t->commas & ~t->objects);
	const uint64_t value = after(values, t->spaces, &strict->value);
	const uint64_t name = after(names, t->spaces, &strict->name);
	const uint64_t opened = after(t->opens, t->spaces, &strict->opened);
	const uint64_t named =
	    past(t->openings & name, t->inside, &strict->named);
	const uint64_t colon = after(named, t->spaces, &strict->colon);
	const uint64_t more =
	    after((t->closings & ~named) | t->closes | t->scalars, t->spaces,
		&strict->more);

	return ((t->firsts | t->opens) & ~value) |
	    (t->openings & ~(value | name)) | (t->colons ^ colon) |
	    (t->commas & ~more) | (t->closes & ~(more | opened));
}

/* Returns false if it is too deep. */
static inline bool
enter(struct strict *strict, const char *p)
{
	if (strict->depth == TEXT_DEPTH_MAX)
		return false;
	strict->are_objects[strict->depth] = *p == '{';
	strict->starts[strict->depth++] = p;
	return true;
}

/* Returns false if it is the wrong bracket. */
static inline bool
leave(struct strict *strict, const char *p)
{
	const unsigned int depth = --strict->depth;

	if (depth > 0)
		skip_note(strict->scan, strict->starts[depth], p + 1);
	return strict->are_objects[depth] == (*p == '}');
}

/*
 * Enter and leave containers.  Returns which bytes there are up to the end of
 * the outermost one: none, if a bracket is wrong.
 */
static inline uint64_t
nest(struct strict *strict, const char *block, struct tokens *tokens)
{
	uint64_t left, bit, was;
	const char *p;

	tokens->objects = strict->object;
	for (left = tokens->opens | tokens->closes; left != 0; left ^= bit) {
		bit = left & -left;
		p = block + bits_first(left);
		if (!((tokens->opens & bit) != 0 ? enter(strict, p)
						 : leave(strict, p)))
			return 0;
		if (strict->depth == 0)
			return bit | (bit - 1);
		was = strict->object;
		strict->object =
		    (uint64_t)0 - strict->are_objects[strict->depth - 1];
		tokens->objects ^= (was ^ strict->object) & -bit;
	}
	return ~(uint64_t)0;
}

const char *
strict_container(struct scan *scan, const char *p)
{
	struct strict strict;
	struct tokens tokens;
	struct bits block;
	uint64_t ours;

	/* The stack needs no zeros, and is most of it. */
	memset(&strict, 0, offsetof(struct strict, are_objects));
	strict.scan = scan;
	strict.beyond = strict.escape = p;
	strict.value = 1;
	for (; p < scan->end; p += BITS_BLOCK) {
		block = bits_load(p, scan->end);
		if (!find(&strict, p, &block, &tokens) ||
		    (ours = nest(&strict, p, &tokens)) == 0 ||
		    (find_wrong(&strict, &tokens) & ours) != 0 ||
		    !check_scalars(&strict, p, tokens.firsts & ours))
			return NULL;
		if (strict.depth == 0)
			return p + BITS_BLOCK - __builtin_clzll(ours);
	}
	return NULL;
}
