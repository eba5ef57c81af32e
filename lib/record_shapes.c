/*
 * record_shapes: what each kind of record has to be.
 *
 * As Atlassian's specification of the Jira Software Cloud REST API has it, in
 * its state of 2026; in its order.
 */

#include <stddef.h>

#include "record_shapes.h"

enum {
	MUST = SHAPE_NEEDED,
	MUST_CUT = SHAPE_NEEDED | SHAPE_CUT,
	MUST_FILLED = SHAPE_NEEDED | SHAPE_FILLED,
	MAY = 0,
	MAY_CUT = SHAPE_CUT
};

/* Members, one a line.  An id is never cut: it would be another one. */
#define ID(name)                                                               \
	{                                                                      \
		name, SHAPE_TEXT, MUST, 1, 255, NULL, NULL, SHAPE_ANY          \
	}
#define ENTITY(name)                                                           \
	{                                                                      \
		name, SHAPE_TEXT, MUST, 1, 1024, NULL, NULL, SHAPE_ENTITY      \
	}
#define STRING(name, flags, most)                                              \
	{                                                                      \
		name, SHAPE_TEXT, flags, 0, most, NULL, NULL, SHAPE_ANY        \
	}
#define WORD(name, flags, words)                                               \
	{                                                                      \
		name, SHAPE_TEXT, flags, 0, 0, NULL, words, SHAPE_ANY          \
	}
#define URL(name, flags)                                                       \
	{                                                                      \
		name, SHAPE_URL, flags, 1, 2000, NULL, NULL, SHAPE_ANY         \
	}
#define TIME(name, flags)                                                      \
	{                                                                      \
		name, SHAPE_TIME, flags, 1, 0, NULL, NULL, SHAPE_ANY           \
	}
#define INT64(name, flags)                                                     \
	{                                                                      \
		name, SHAPE_INTEGER, flags, 0, 0, NULL, NULL, SHAPE_ANY        \
	}
#define INT32(name, flags, least)                                              \
	{                                                                      \
		name, SHAPE_INTEGER, flags, least, INT32_MAX, NULL, NULL,      \
		    SHAPE_ANY                                                  \
	}
#define NUMBER(name, flags, most)                                              \
	{                                                                      \
		name, SHAPE_NUMBER, flags, 0, most, NULL, NULL, SHAPE_ANY      \
	}
#define BOOLEAN(name, flags)                                                   \
	{                                                                      \
		name, SHAPE_BOOLEAN, flags, 0, 0, NULL, NULL, SHAPE_ANY        \
	}
#define OBJECT(name, flags, inside)                                            \
	{                                                                      \
		name, SHAPE_OBJECT, flags, 0, 0, inside, NULL, SHAPE_ANY       \
	}
#define ARRAY(name, flags, least, most, each)                                  \
	{                                                                      \
		name, SHAPE_ARRAY, flags, least, most, each, NULL, SHAPE_ANY   \
	}
#define MAP(name, flags, most, each, form)                                     \
	{                                                                      \
		name, SHAPE_MAP, flags, 0, most, each, NULL, form              \
	}
#define END                                                                    \
	{                                                                      \
		NULL, SHAPE_TEXT, MAY, 0, 0, NULL, NULL, SHAPE_ANY             \
	}

static const char *const version[] = { "1.0", NULL };
#define VERSION_1(flags) WORD("schemaVersion", (flags) | SHAPE_FILLED, version)

static const struct shape text_255 = STRING("", MAY, 255);
static const struct shape any_text = STRING("", MAY, 0);

/* Associations, each kind of which has its own values. */

static const struct shape issue = { "", SHAPE_TEXT, MAY, 1, 511, NULL, NULL,
	SHAPE_ISSUE };
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

#define KINDS(flags, inside)                                                   \
	{                                                                      \
		"", SHAPE_KINDS, flags, 0, 0, inside, NULL, SHAPE_ANY          \
	}
#define VALUES(type, each) ARRAY(type, MAY, 1, 500, each)

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
static const struct shape security_kinds[] = {
	VALUES("issueIdOrKeys", &text_255),
	END,
};
static const struct shape operations_kinds[] = {
	ARRAY("issueIdOrKeys", MAY, 0, 0, &any_text),
	ARRAY("serviceIdOrKeys", MAY, 0, 0, &any_text),
	ARRAY("ati:cloud:compass:event-source", MAY, 0, 0, &any_text),
	END,
};
static const struct shape by_issue = KINDS(MUST, issue_kinds);
static const struct shape by_link = KINDS(MUST, link_kinds);
static const struct shape by_deployment = KINDS(MUST, deployment_kinds);
static const struct shape by_security = KINDS(MUST, security_kinds);
static const struct shape by_operations = KINDS(MAY, operations_kinds);

#define ASSOCIATIONS(least, most, each)                                        \
	ARRAY("associations", SHAPE_TOTAL, least, most, each)

static const struct shape issue_key = { "", SHAPE_TEXT, MAY, 1, 511, NULL, NULL,
	SHAPE_ISSUE_KEY };
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
	ASSOCIATIONS(0, 0, &by_issue),
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

/* Development information. */

static const struct shape devinfo_key = { "", SHAPE_TEXT, MAY, 1, 512, NULL,
	NULL, SHAPE_DEVINFO_KEY };
#define DEVINFO_KEYS(flags) ARRAY("issueKeys", flags, 1, 500, &devinfo_key)

static const char *const commit_flags[] = { "MERGE_COMMIT", NULL };
static const struct shape commit_flag = WORD("", MAY, commit_flags);
static const char *const changes[] = { "ADDED", "COPIED", "DELETED", "MODIFIED",
	"MOVED", "UNKNOWN", NULL };
static const struct shape file_members[] = {
	STRING("path", MUST, 1024),
	URL("url", MUST),
	WORD("changeType", MUST, changes),
	INT32("linesAdded", MUST, 0),
	INT32("linesRemoved", MUST, 0),
	END,
};
static const struct shape file = OBJECT("", MAY, file_members);
static const struct shape author[] = {
	STRING("name", MAY_CUT, 255),
	STRING("email", MAY, 255),
	STRING("username", MAY, 255),
	STRING("url", MAY, 2000),
	STRING("avatar", MAY, 2000),
	END,
};
#define COMMIT                                                                 \
	INT64("updateSequenceId", MUST_FILLED), STRING("hash", MAY, 255),      \
	    ARRAY("flags", MAY, 0, 1, &commit_flag),                           \
	    STRING("message", MUST_CUT, 1024), OBJECT("author", MUST, author), \
	    INT32("fileCount", MUST, 0), URL("url", MUST),                     \
	    ARRAY("files", MAY_CUT, 0, 10, &file),                             \
	    TIME("authorTimestamp", MUST), STRING("displayId", MUST, 255)
static const struct shape commit_members[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MAY_CUT),
	ASSOCIATIONS(0, 0, &by_issue),
	COMMIT,
	END,
};
static const struct shape last_commit[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MUST_CUT),
	COMMIT,
	END,
};
static const struct shape branch_members[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MAY_CUT),
	ASSOCIATIONS(0, 0, &by_issue),
	INT64("updateSequenceId", MUST_FILLED),
	STRING("name", MUST, 512),
	OBJECT("lastCommit", MUST, last_commit),
	STRING("createPullRequestUrl", MAY, 2000),
	{ "url", SHAPE_TEXT, MUST, 1, 2000, NULL, NULL, SHAPE_ANY },
	END,
};
static const char *const pull_states[] = { "OPEN", "MERGED", "DECLINED",
	"UNKNOWN", NULL };
static const char *const approvals[] = { "APPROVED", "UNAPPROVED", NULL };
static const struct shape reviewer_members[] = {
	STRING("name", MAY_CUT, 255),
	WORD("approvalStatus", MAY, approvals),
	URL("url", MAY),
	URL("avatar", MAY),
	STRING("email", MAY, 254),
	STRING("accountId", MAY, 128),
	END,
};
static const struct shape reviewer = OBJECT("", MAY, reviewer_members);
static const struct shape pull_members[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MAY_CUT),
	ASSOCIATIONS(0, 0, &by_issue),
	INT64("updateSequenceId", MUST_FILLED),
	WORD("status", MUST, pull_states),
	STRING("title", MUST_CUT, 1024),
	OBJECT("author", MUST, author),
	INT32("commentCount", MUST, INT32_MIN),
	STRING("sourceBranch", MUST, 255),
	URL("sourceBranchUrl", MAY),
	TIME("lastUpdate", MUST_FILLED),
	STRING("destinationBranch", MAY, 255),
	URL("destinationBranchUrl", MAY),
	ARRAY("reviewers", MAY, 0, 0, &reviewer),
	URL("url", MUST),
	STRING("displayId", MUST, 255),
	END,
};
static const struct shape commit = OBJECT("", SHAPE_ISSUES, commit_members);
static const struct shape branch = OBJECT("", SHAPE_ISSUES, branch_members);
static const struct shape pull = OBJECT("", SHAPE_ISSUES, pull_members);
static const struct shape repository[] = {
	STRING("name", MUST_CUT, 255),
	STRING("description", MAY_CUT, 1024),
	STRING("forkOf", MAY, 1024),
	URL("url", MUST),
	ARRAY("commits", SHAPE_SOLE, 0, 400, &commit),
	ARRAY("branches", SHAPE_SOLE, 0, 400, &branch),
	ARRAY("pullRequests", SHAPE_SOLE, 0, 400, &pull),
	URL("avatar", MAY),
	STRING("avatarDescription", MAY_CUT, 1024),
	ENTITY("id"),
	INT64("updateSequenceId", MUST_FILLED),
	END,
};
const struct shape record_repository = OBJECT("", MAY, repository);

/* Feature flags. */

static const char *const flag_environments[] = { "development", "testing",
	"staging", "production", NULL };
static const struct shape rollout[] = {
	NUMBER("percentage", MAY, 100),
	STRING("text", MAY_CUT, 255),
	{ "rules", SHAPE_INTEGER, MAY, 0, INT64_MAX, NULL, NULL, SHAPE_ANY },
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
	ASSOCIATIONS(0, 0, &by_issue),
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

/* What apps alone may send. */

static const char *const tiers[] = { "Tier 1", "Tier 2", "Tier 3", "Tier 4",
	NULL };
static const char *const component_types[] = { "Service", "Application",
	"Library", "Capability", "Cloud resource", "Data pipeline",
	"Machine learning model", "UI element", "Website", "Other", NULL };
static const struct shape component[] = {
	VERSION_1(MUST),
	ID("id"),
	INT64("updateSequenceNumber", MUST_FILLED),
	STRING("name", MUST_CUT, 255),
	STRING("providerName", MAY_CUT, 255),
	STRING("description", MUST_CUT, 5000),
	URL("url", MUST),
	URL("avatarUrl", MUST),
	WORD("tier", MUST, tiers),
	WORD("componentType", MUST, component_types),
	TIME("lastUpdated", MUST_FILLED),
	END,
};
const struct shape record_component = OBJECT("", SHAPE_CLOSED, component);

static const char *const severities[] = { "P1", "P2", "P3", "P4", "P5",
	"unknown", NULL };
static const char *const incident_states[] = { "open", "resolved", "unknown",
	NULL };
static const struct shape incident_severity[] = {
	WORD("level", MUST, severities),
	END,
};
static const struct shape incident[] = {
	VERSION_1(MUST),
	ID("id"),
	INT64("updateSequenceNumber", MUST_FILLED),
	ARRAY("affectedComponents", MUST, 1, 100, &any_text),
	STRING("summary", MUST_CUT, 255),
	STRING("description", MUST_CUT, 5000),
	URL("url", MUST),
	TIME("createdDate", MUST),
	TIME("lastUpdated", MUST_FILLED),
	OBJECT("severity", MAY, incident_severity),
	WORD("status", MUST, incident_states),
	ARRAY("associations", MAY, 1, 100, &by_operations),
	END,
};
const struct shape record_incident = OBJECT("", SHAPE_CLOSED, incident);

static const char *const review_states[] = { "in progress",
	"outstanding actions", "completed", "unknown", NULL };
static const struct shape review[] = {
	VERSION_1(MUST),
	ID("id"),
	INT64("updateSequenceNumber", MUST_FILLED),
	ARRAY("reviews", MUST, 1, 100, &any_text),
	STRING("summary", MUST_CUT, 255),
	STRING("description", MUST_CUT, 5000),
	URL("url", MUST),
	TIME("createdDate", MUST),
	TIME("lastUpdated", MUST_FILLED),
	WORD("status", MUST, review_states),
	ARRAY("associations", MAY, 1, 100, &by_operations),
	END,
};
const struct shape record_review = OBJECT("", SHAPE_CLOSED, review);

static const char *const scans[] = { "sca", "sast", "dast", "unknown", NULL };
static const char *const levels[] = { "critical", "high", "medium", "low",
	"unknown", NULL };
static const char *const vulnerability_states[] = { "open", "closed", "ignored",
	"unknown", NULL };
static const struct shape level[] = {
	WORD("level", MUST, levels),
	END,
};
static const struct shape identifier_members[] = {
	STRING("displayName", MUST_CUT, 255),
	URL("url", MUST),
	END,
};
static const struct shape identifier = OBJECT("", MAY, identifier_members);
static const struct shape additional[] = {
	STRING("content", MUST_CUT, 255),
	URL("url", MAY),
	END,
};
static const struct shape vulnerability[] = {
	VERSION_1(MUST),
	ID("id"),
	INT64("updateSequenceNumber", MUST_FILLED),
	{ "containerId", SHAPE_TEXT, MUST, 1, 255, NULL, NULL, SHAPE_PLACE },
	STRING("displayName", MUST_CUT, 255),
	STRING("description", MUST_CUT, 5000),
	URL("url", MUST),
	WORD("type", MUST, scans),
	TIME("introducedDate", MUST),
	TIME("lastUpdated", MUST_FILLED),
	OBJECT("severity", MUST, level),
	ARRAY("identifiers", MAY, 1, 100, &identifier),
	WORD("status", MUST, vulnerability_states),
	OBJECT("additionalInfo", MAY, additional),
	ARRAY("addAssociations", MAY, 0, 1, &by_security),
	ARRAY("removeAssociations", MAY, 0, 1, &by_security),
	TIME("associationsLastUpdated", MAY),
	INT64("associationsUpdateSequenceNumber", MAY),
	END,
};
const struct shape record_vulnerability =
    OBJECT("", SHAPE_CLOSED, vulnerability);

/* Around the records. */

static const char *const operations[] = { "NORMAL", "SCAN", "BACKFILL", NULL };
static const struct shape provider[] = {
	STRING("product", MAY, 0),
	END,
};
static const struct shape frame[] = {
	MAP("properties", MAY, 5, &text_255, SHAPE_PROPERTY),
	OBJECT("providerMetadata", MAY, provider),
	BOOLEAN("preventTransitions", MAY),
	WORD("operationType", MAY, operations),
	END,
};
const struct shape record_frame = OBJECT("", MAY, frame);
