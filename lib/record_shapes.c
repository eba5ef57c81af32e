/*
 * record_shapes: what each kind of record has to be.
 *
 * As Atlassian's specification of the Jira Software Cloud REST API has it, in
 * its state of 2026; in its order.
 */

#include "record_shapes_part.h"

const char *const record_version[] = { "1.0", NULL };

static const struct shape text_255 = STRING("", MAY, 255);
static const struct shape any_text = STRING("", MAY, 0);

/* Associations, each kind of which has its own values. */

static const struct shape issue =
    SHAPE("", SHAPE_TEXT, MAY, 1, 511, NULL, NULL, SHAPE_ISSUE);
static const struct shape commit_place[] = {
	STRING("commitHash", MUST, 255),
	STRING("repositoryId", MUST, 255),
	END,
};
static const struct shape commit_at = OBJECT("", MAY, commit_place);
static const struct shape repository_place[] = {
	STRING("repositoryId", MUST, 255),
	END,
};
static const struct shape repository_at = OBJECT("", MAY, repository_place);

static const struct shape issue_kinds[] = {
	VALUES("issueIdOrKeys", &issue),
	VALUES("issueKeys", &issue),
	END,
};
static const struct shape link_kinds[] = {
	VALUES("issueIdOrKeys", &issue),
	VALUES("issueKeys", &issue),
	VALUES("serviceIdOrKeys", &text_255),
	END,
};
static const struct shape deployment_kinds[] = {
	VALUES("issueIdOrKeys", &issue),
	VALUES("issueKeys", &issue),
	VALUES("serviceIdOrKeys", &text_255),
	VALUES("commit", &commit_at),
	VALUES("repository", &repository_at),
	END,
};
const struct shape record_by_issue = KINDS(MUST, issue_kinds);
static const struct shape by_link = KINDS(MUST, link_kinds);
static const struct shape by_deployment = KINDS(MUST, deployment_kinds);

static const struct shape issue_key =
    SHAPE("", SHAPE_TEXT, MAY, 1, 511, NULL, NULL, SHAPE_ISSUE_KEY);
#define ISSUE_KEYS ARRAY("issueKeys", MAY_CUT, 1, 100, &issue_key)

/* Builds. */

static const char *const build_states[] = { "pending", "in_progress",
	"successful", "failed", "cancelled", "unknown", NULL };
static const struct shape test_info[] = {
	INT64("totalNumber", MUST),
	INT64("numberPassed", MUST),
	INT64("numberFailed", MUST),
	INT64("numberSkipped", MAY),
	END,
};
static const struct shape reference_commit[] = {
	STRING("id", MUST, 255),
	STRING("repositoryUri", MUST, 2000),
	END,
};
static const struct shape reference_ref[] = {
	STRING("name", MUST, 255),
	STRING("uri", MUST, 2000),
	END,
};
static const struct shape reference_members[] = {
	OBJECT("commit", MAY, reference_commit),
	OBJECT("ref", MAY, reference_ref),
	END,
};
static const struct shape reference = OBJECT("", MAY, reference_members);
static const struct shape build[] = {
	VERSION_1(MAY),
	ID("pipelineId"),
	INT64("buildNumber", MUST),
	INT64("updateSequenceNumber", MUST_FILLED),
	STRING("displayName", MUST_CUT, 255),
	STRING("description", MAY_CUT, 255),
	STRING("label", MAY_CUT, 255),
	URL("url", MUST),
	WORD("state", MUST, build_states),
	TIME("lastUpdated", MUST_FILLED),
	ISSUE_KEYS,
	ASSOCIATIONS(0, 0, &record_by_issue),
	OBJECT("testInfo", MAY, test_info),
	ARRAY("references", MAY, 1, 5, &reference),
	END,
};
const struct shape record_build = OBJECT("", SHAPE_ISSUES, build);

/* Deployments. */

static const char *const deployment_states[] = { "unknown", "pending",
	"in_progress", "cancelled", "failed", "rolled_back", "successful",
	NULL };
static const char *const environments[] = { "unmapped", "development",
	"testing", "staging", "production", NULL };
static const struct shape pipeline[] = {
	ID("id"),
	STRING("displayName", MUST_CUT, 255),
	URL("url", MUST),
	END,
};
static const struct shape environment[] = {
	ID("id"),
	STRING("displayName", MUST_CUT, 255),
	WORD("type", MUST, environments),
	END,
};
static const struct shape command_members[] = {
	STRING("command", MAY, 0),
	END,
};
static const struct shape command = OBJECT("", MAY, command_members);
static const struct shape deployment[] = {
	INT64("deploymentSequenceNumber", MUST),
	INT64("updateSequenceNumber", MUST_FILLED),
	ISSUE_KEYS,
	ASSOCIATIONS(1, 3, &by_deployment),
	STRING("displayName", MUST_CUT, 255),
	URL("url", MUST),
	STRING("description", MUST_CUT, 255),
	TIME("lastUpdated", MUST_FILLED),
	STRING("label", MAY_CUT, 255),
	INT64("duration", MAY),
	WORD("state", MUST, deployment_states),
	OBJECT("pipeline", MUST, pipeline),
	OBJECT("environment", MUST, environment),
	ARRAY("commands", MAY, 0, 0, &command),
	VERSION_1(MAY),
	END,
};
const struct shape record_deployment = OBJECT("", SHAPE_ISSUES, deployment);

/* Feature flags. */

static const char *const flag_environments[] = { "development", "testing",
	"staging", "production", NULL };
static const struct shape rollout[] = {
	NUMBER("percentage", MAY, 100),
	STRING("text", MAY_CUT, 255),
	SHAPE("rules", SHAPE_INTEGER, MAY, 0, INT64_MAX, NULL, NULL, SHAPE_ANY),
	END,
};
static const struct shape flag_status[] = {
	BOOLEAN("enabled", MUST),
	STRING("defaultValue", MAY_CUT, 255),
	OBJECT("rollout", MAY, rollout),
	END,
};
static const struct shape summary[] = {
	URL("url", MAY),
	OBJECT("status", MUST, flag_status),
	TIME("lastUpdated", MUST_FILLED),
	END,
};
static const struct shape flag_environment[] = {
	STRING("name", MUST, 255),
	WORD("type", MAY, flag_environments),
	END,
};
static const struct shape detail_members[] = {
	URL("url", MUST),
	TIME("lastUpdated", MUST_FILLED),
	OBJECT("environment", MUST, flag_environment),
	OBJECT("status", MUST, flag_status),
	END,
};
static const struct shape detail = OBJECT("", MAY, detail_members);
static const struct shape flag[] = {
	VERSION_1(MAY),
	ID("id"),
	STRING("key", MUST, 255),
	INT64("updateSequenceId", MUST_FILLED),
	STRING("displayName", MAY_CUT, 255),
	ISSUE_KEYS,
	ASSOCIATIONS(0, 0, &record_by_issue),
	OBJECT("summary", MUST, summary),
	ARRAY("details", MUST, 1, 0, &detail),
	END,
};
const struct shape record_flag = OBJECT("", SHAPE_ISSUES, flag);

/* Remote links. */

static const char *const link_types[] = { "document", "alert", "test",
	"security", "logFile", "prototype", "coverage", "bugReport", "other",
	NULL };
static const char *const appearances[] = { "default", "inprogress", "moved",
	"new", "removed", "prototype", "success", NULL };
static const struct shape link_status[] = {
	WORD("appearance", MUST, appearances),
	STRING("label", MUST_CUT, 255),
	END,
};
static const struct shape remote_link[] = {
	VERSION_1(MAY),
	ID("id"),
	INT64("updateSequenceNumber", MUST_FILLED),
	STRING("displayName", MUST_CUT, 255),
	URL("url", MUST),
	WORD("type", MUST, link_types),
	STRING("description", MAY_CUT, 255),
	TIME("lastUpdated", MUST_FILLED),
	/* Nothing is stored without one; there is no issueKeys here. */
	ARRAY("associations", SHAPE_TOTAL | SHAPE_NEEDED, 1, 2, &by_link),
	OBJECT("status", MAY, link_status),
	ARRAY("actionIds", MAY, 0, 10, &any_text),
	MAP("attributeMap", MAY, 0, &any_text, SHAPE_ANY),
	END,
};
const struct shape record_link = OBJECT("", MAY, remote_link);

/* Around the records. */

static const char *const normal[] = { "NORMAL", "BACKFILL", NULL };
static const char *const scanned[] = { "NORMAL", "SCAN", "BACKFILL", NULL };
static const struct shape provider[] = {
	STRING("product", MAY, 0),
	END,
};
#define FRAME(flags)                                                           \
	MAP("properties", MAY, 5, &text_255, SHAPE_PROPERTY),                  \
	    OBJECT("providerMetadata", flags, provider)
static const struct shape frame[] = {
	FRAME(MAY),
	END,
};
const struct shape record_frame = OBJECT("", MAY, frame);
static const struct shape app_frame[] = {
	FRAME(SHAPE_CLOSED),
	END,
};
const struct shape record_app_frame = OBJECT("", MAY, app_frame);
static const struct shape repository_frame[] = {
	FRAME(MAY),
	BOOLEAN("preventTransitions", MAY),
	WORD("operationType", MAY, normal),
	END,
};
const struct shape record_repository_frame = OBJECT("", MAY, repository_frame);
static const struct shape vulnerability_frame[] = {
	FRAME(MAY),
	WORD("operationType", MAY, scanned),
	END,
};
const struct shape record_vulnerability_frame =
    OBJECT("", MAY, vulnerability_frame);
