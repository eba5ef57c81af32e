/*
 * record_shapes_app: what apps alone may send.
 *
 * As Atlassian's specification of the Jira Software Cloud REST API has it, in
 * its state of 2026; in its order.
 */

#include "record_shapes_part.h"

static const struct shape text_255 = STRING("", MAY, 255);
static const struct shape any_text = STRING("", MAY, 0);

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

static const struct shape by_security = KINDS(MUST, security_kinds);
static const struct shape by_operations = KINDS(MAY, operations_kinds);

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
	SHAPE("containerId", SHAPE_TEXT, MUST, 1, 255, NULL, NULL, SHAPE_PLACE),
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
