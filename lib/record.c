/* record: what the DevOps APIs of Jira Cloud take. */

#include <string.h>

#include "mem.h"
#include "record.h"
#include "record_shapes.h"

#define SEQUENCE "updateSequenceNumber"
#define SEQUENCE_ID "updateSequenceId"
#define PART(within, member, name, number)                                     \
	{                                                                      \
		within, member, name, "\"" name "\":", sizeof name + 2, number \
	}
#define BY_ID                                                                  \
	{                                                                      \
		PART(NULL, "id", "id", false)                                  \
	}

static const struct record_kind kinds[] = {
	{ "builds", "builds", "builds", &record_build, &record_frame, 100, 0,
	    { PART(NULL, "pipelineId", "pipelineId", false),
		PART(NULL, "buildNumber", "buildNumber", true) },
	    SEQUENCE, "acceptedBuilds", "rejectedBuilds",
	    "pipelines/*/builds/*", NULL },
	{ "components", "devopscomponents", "devopsComponents",
	    &record_component, &record_app_frame, 1000, 0, BY_ID, SEQUENCE,
	    "acceptedComponents", "failedComponents", "devopscomponents/*",
	    NULL },
	{ "deployments", "deployments", "deployments", &record_deployment,
	    &record_frame, 100, 0,
	    { PART("pipeline", "id", "pipelineId", false),
		PART("environment", "id", "environmentId", false),
		PART(NULL, "deploymentSequenceNumber",
		    "deploymentSequenceNumber", true) },
	    SEQUENCE, "acceptedDeployments", "rejectedDeployments",
	    "pipelines/*/environments/*/deployments/*", NULL },
	{ "devinfo", "devinfo", "repositories", &record_repository,
	    &record_repository_frame, 100, 1000,
	    { PART(NULL, "id", "repositoryId", false) }, SEQUENCE_ID,
	    "acceptedDevinfoEntities", "failedDevinfoEntities", "repository/*",
	    NULL },
	{ "flags", "featureflags", "flags", &record_flag, &record_frame, 100, 0,
	    BY_ID, SEQUENCE_ID, "acceptedFeatureFlags", "failedFeatureFlags",
	    "flag/*", NULL },
	{ "links", "remotelinks", "remoteLinks", &record_link, &record_frame,
	    100, 0, BY_ID, SEQUENCE, "acceptedRemoteLinks",
	    "rejectedRemoteLinks", "remotelink/*", NULL },
	{ "operations", "operations", "incidents", &record_incident,
	    &record_app_frame, 1000, 0, BY_ID, SEQUENCE, "acceptedIncidents",
	    "failedIncidents", "incidents/*", &kinds[7] },
	{ "reviews", "operations", "reviews", &record_review, &record_app_frame,
	    1000, 0,
	    /* Of the same service as incidents, whose ids may be the same. */
	    { PART(NULL, "id", "reviewId", false) }, SEQUENCE,
	    "acceptedIncidents", "failedIncidents", "post-incident-reviews/*",
	    &kinds[6] },
	{ "vulnerabilities", "security", "vulnerabilities",
	    &record_vulnerability, &record_vulnerability_frame, 1000, 0, BY_ID,
	    SEQUENCE, "acceptedVulnerabilities", "failedVulnerabilities",
	    "vulnerability/*", NULL },
};

const char *const record_names[] = { "builds", "components", "deployments",
	"devinfo", "flags", "links", "operations", "reviews", "vulnerabilities",
	NULL };

static const char *const sets[] = { "commits", "branches", "pullRequests" };

const struct record_kind *
record_kind(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

const struct record_kind *
record_kind_requested(const struct text *text, struct value value)
{
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (text_member(text, value, kinds[i].root).kind ==
			TEXT_ARRAY &&
		    text_member(text, value, "id").kind == TEXT_NONE)
			return &kinds[i];
	return NULL;
}

bool
record_next_entity(
    const struct text *text, struct value record, struct record_entity *entity)
{
	for (; entity->set < sizeof sets / sizeof sets[0]; entity->set++) {
		entity->name = sets[entity->set];
		if (text_next(text, text_member(text, record, entity->name),
			&entity->member)) {
			entity->index++;
			return true;
		}
		entity->index = 0;
		entity->member = (struct member){ 0 };
	}
	return false;
}

size_t
record_entities(const struct record_kind *kind, const struct text *text,
    struct value record)
{
	struct record_entity entity = { 0 };
	size_t count = 0;

	if (kind->most_entities > 0)
		while (record_next_entity(text, record, &entity))
			count++;
	return count;
}

size_t
record_check(const struct record_kind *kind, const struct text *text,
    struct value record, struct mem *errors)
{
	return record_check_unfilled(kind, text, record, NULL, errors);
}

size_t
record_check_unfilled(const struct record_kind *kind, const struct text *text,
    struct value record, struct shape_plan *plan, struct mem *errors)
{
	size_t count, entities;

	if (record.end - record.at > RECORD_MAX) {
		shape_say(errors, "", "is longer than %d bytes", RECORD_MAX);
		return 1;
	}
	count = shape_check_unfilled(text, record, kind->shape, plan, errors);
	entities = record_entities(kind, text, record);
	if (entities > kind->most_entities) {
		shape_say(errors, "",
		    "has to have at most %zu commits, branches and pull "
		    "requests in all, not %zu",
		    kind->most_entities, entities);
		count++;
	}
	return count;
}

size_t
record_check_frame(
    const struct record_kind *kind, const struct text *text, struct mem *errors)
{
	size_t count = shape_check(text, text->root, kind->frame, errors), i;
	struct mem pointer = { 0 };

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (text_member(text, text->root, kinds[i].root).kind ==
		    TEXT_NONE)
			continue;
		mem_printf(&pointer, "/%s", kinds[i].root);
		shape_say(errors, mem_str(&pointer),
		    "has to be in a request of its own");
		mem_cut(&pointer, 0);
		count++;
	}
	mem_release(&pointer);
	return count;
}

/* Add a part of a key, if it is what it has to be. */
static bool
add_part(const struct record_part *part, const struct text *text,
    struct value value, struct mem *key)
{
	struct mem chars = { 0 };

	if ((value.kind == TEXT_NUMBER && part->number) ||
	    (value.plain && !part->number))
		mem_add(key, text->data + value.at, value.end - value.at);
	else if (value.kind == TEXT_STRING) {
		text_string(text, value, &chars);
		/* Not every server keeps to its schema. */
		if (!part->number)
			text_quote(key, mem_str(&chars), chars.len);
		else if (chars.len > 0 &&
		    strspn(mem_str(&chars), "0123456789") == chars.len)
			mem_add(key, chars.data, chars.len);
		else
			value.kind = TEXT_NONE;
		mem_release(&chars);
	} else {
		return false;
	}
	return value.kind != TEXT_NONE;
}

/* Begin part i; the first has no comma before it. */
static void
add_lead(struct mem *key, const struct record_part *part, size_t i)
{
	mem_putc(key, i == 0 ? '{' : ',');
	mem_add(key, part->lead, part->lead_len);
}

bool
record_key(const struct record_kind *kind, const struct text *text,
    const struct value parts[], struct mem *key)
{
	const size_t len = key->len;
	size_t i;

	for (i = 0; kind->key[i].name != NULL; i++) {
		add_lead(key, &kind->key[i], i);
		if (!add_part(&kind->key[i], text, parts[i], key)) {
			mem_cut(key, len);
			return false;
		}
	}
	mem_putc(key, '}');
	return true;
}

bool
record_key_answered(const struct record_kind *kind, const struct text *text,
    struct value key, struct mem *mem)
{
	struct value parts[RECORD_KEY_PARTS];
	size_t i;

	for (i = 0; kind->key[i].name != NULL; i++)
		parts[i] = key.kind == TEXT_OBJECT
		    ? text_member(text, key, kind->key[i].name)
		    : key;
	return record_key(kind, text, parts, mem);
}

bool
record_key_words(const struct record_kind *kind, size_t count,
    char *const words[], struct mem *key)
{
	size_t i;

	for (i = 0; kind->key[i].name != NULL; i++) {
		if (i == count)
			return false;
		add_lead(key, &kind->key[i], i);
		if (!kind->key[i].number)
			text_quote(key, words[i], strlen(words[i]));
		else if (words[i][0] != '\0' &&
		    strspn(words[i], "0123456789") == strlen(words[i]))
			mem_puts(key, words[i]);
		else
			return false;
	}
	mem_putc(key, '}');
	return i == count;
}
