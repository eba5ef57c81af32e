/* merge: merge patches do what RFC 7396 says, to the byte. */

#include <string.h>

#include "edit.h"
#include "mem.h"
#include "merge.h"
#include "tap.h"
#include "text.h"
#include "why.h"

/* RFC 7396, appendix A, in its order; then ours. */
static const struct {
	const char *document, *patch, *result;
} rfc[] = {
	{ "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
	{ "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
	{ "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
	{ "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
	{ "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
	{ "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
	{ "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}",
	    "{\"a\":{\"b\":\"d\"}}" },
	{ "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
	{ "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
	{ "{\"a\":\"b\"}", "[\"c\"]", "[\n  \"c\"\n]" },
	{ "{\"a\":\"foo\"}", "null", "null" },
	{ "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
	{ "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
	{ "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\n  \"a\": \"b\"\n}" },
	{ "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}",
	    "{\n  \"a\": {\n    \"bb\": {}\n  }\n}" },
};

static const struct {
	const char *sentence;
	enum merge_arrays arrays;
	const char *document, *patch, *result; /* NULL: refused */
} cases[] = {
	{ "replaces arrays", MERGE_CAREFUL, "{\"a\":[1,2]}", "{\"a\":[3]}",
	    "{\"a\":[3]}" },
	{ "but not by an object", MERGE_CAREFUL, "{\"a\":[1,2]}",
	    "{\"a\":{\"b\":1}}", NULL },
	{ "nor the whole document", MERGE_CAREFUL, "[1,2]", "{\"a\":1}", NULL },
	{ "unless it is asked to", MERGE_REPLACE, "{\"a\":[1,2]}",
	    "{\"a\":{\"b\":1,\"c\":null}}", "{\"a\":{\"b\":1}}" },
	{ "appends to arrays", MERGE_APPEND, "{\"a\":[1, 2]}", "{\"a\":[2, 3]}",
	    "{\"a\":[1, 2, 2, 3]}" },
	{ "and makes one", MERGE_APPEND, "{}", "{\"a\":[1]}",
	    "{\n  \"a\": [\n    1\n  ]\n}" },
	{ "adds what an array lacks", MERGE_UNION, "{\"a\":[1, \"x\"]}",
	    "{\"a\":[1.0, \"\\u0078\", 3, 3, {}]}",
	    "{\"a\":[1, \"x\", 3, {}]}" },
	{ "merges objects by their key", MERGE_BY,
	    "{\"a\":[{\"id\":1,\"b\":2}, {\"id\":2}]}",
	    "{\"a\":[{\"id\":2,\"c\":3}, {\"id\":1,\"b\":null}]}",
	    "{\"a\":[{\"id\":1}, {\"id\":2,\"c\":3}]}" },
	{ "and adds those of another", MERGE_BY, "{\"a\":[{\"id\":1}]}",
	    "{\"a\":[{\"id\":\"1\"}, {\"id\":\"1\",\"b\":2}]}",
	    "{\"a\":[{\"id\":1},{\"id\":\"1\",\"b\":2}]}" },
	{ "and wants the key", MERGE_BY, "{\"a\":[]}", "{\"a\":[{}]}", NULL },
	{ "keeps null in arrays", MERGE_CAREFUL, "{\"b\":1}",
	    "{\"a\":[null,{\"b\":null}]}",
	    "{\"b\":1,\"a\":[null,{\"b\":null}]}" },
	{ "escapes names", MERGE_CAREFUL, "{\"a/b\":1,\"a\":{\"b\":2}}",
	    "{\"a/b\":3,\"~1\":4}", "{\"a/b\":3,\"a\":{\"b\":2},\"~1\":4}" },
	{ "takes the empty name", MERGE_CAREFUL, "{\"\":1}", "{\"\":{\"\":2}}",
	    "{\"\":{\"\":2}}" },
	{ "refuses NUL in a name", MERGE_CAREFUL, "{}", "{\"a\\u0000\":1}",
	    NULL },
	{ "refuses a name twice", MERGE_CAREFUL, "{}",
	    "{\"a\":{\"b\":1,\"\\u0062\":2}}", NULL },
};

static bool
merges(enum merge_arrays arrays, const char *document, const char *patch,
    const char *result)
{
	struct text text = { .name = "document" }, fragment = { .name = "p" };
	struct merge merge = { NULL, arrays, "id" };
	struct mem mem = { 0 };
	struct why why = { 0 };
	bool rv = false;

	if (text_read(&text, document, strlen(document), &why) == -1 ||
	    text_read(&fragment, patch, strlen(patch), &why) == -1 ||
	    (merge.edit = edit_new(&text, &why)) == NULL)
		return false;
	if (merge_patch(&merge, &fragment, &why) == -1) {
		rv = result == NULL && why.status == WHY_INPUT;
	} else if (result != NULL) {
		edit_text(merge.edit, &mem);
		rv = strcmp(mem_str(&mem), result) == 0;
	}
	if (!rv)
		(void)printf("# %s%s\n", mem_str(&mem), why.msg);
	mem_release(&mem);
	edit_free(merge.edit);
	return rv;
}

int
main(void)
{
	char sentence[64];
	size_t i;

	for (i = 0; i < sizeof rfc / sizeof rfc[0]; i++) {
		(void)snprintf(sentence, sizeof sentence,
		    "RFC 7396, appendix A, example %zu", i + 1);
		it(sentence,
		    merges(MERGE_REPLACE, rfc[i].document, rfc[i].patch,
			rfc[i].result));
	}
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		it(cases[i].sentence,
		    merges(cases[i].arrays, cases[i].document, cases[i].patch,
			cases[i].result));
	return finish();
}
