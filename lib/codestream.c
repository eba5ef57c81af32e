/* codestream: what a CodeStream on-prem server accepts in its configuration. */

#include "codestream.h"

#define SECTION(name)                                                          \
	{                                                                      \
		"/" name, PROFILE_ANY, false, NULL, NULL                       \
	}
#define PROVIDER(name)                                                         \
	{                                                                      \
		"/integrations/" name, PROFILE_OBJECT, false, NULL, NULL       \
	}
#define LEAF(place, kind)                                                      \
	{                                                                      \
		place, kind, false, NULL, NULL                                 \
	}

static const struct profile_rule rules[] = {
	SECTION("adminServer"),
	SECTION("apiServer"),
	SECTION("broadcastEngine"),
	SECTION("email"),
	SECTION("emailDeliveryService"),
	SECTION("environmentGroup"),
	SECTION("environmentGroupSecrets"),
	SECTION("inboundEmailServer"),
	LEAF("/integrations", PROFILE_OBJECT_OR_NULL),
	SECTION("outboundEmailServer"),
	SECTION("payments"),
	SECTION("queuingEngine"),
	SECTION("sharedGeneral"),
	SECTION("sharedSecrets"),
	SECTION("ssl"),
	SECTION("sslCertificates"),
	SECTION("storage"),
	SECTION("telemetry"),
	SECTION("universalSecrets"),
	SECTION("uploadEngine"),
	LEAF("/*", PROFILE_UNKNOWN),

	PROVIDER("asana"),
	PROVIDER("bitbucket"),
	PROVIDER("devops"),
	PROVIDER("github"),
	PROVIDER("gitlab"),
	PROVIDER("glip"),
	PROVIDER("jira"),
	{ "/integrations/jiraserver", PROFILE_REFUSED, false, "jira-server",
	    "Jira Server is not configured here: its key is given in the IDE" },
	PROVIDER("linear"),
	PROVIDER("msteams"),
	PROVIDER("newRelicIdentity"),
	PROVIDER("newrelic"),
	PROVIDER("newrelicgrok"),
	PROVIDER("okta"),
	PROVIDER("slack"),
	PROVIDER("trello"),
	PROVIDER("youtrack"),
	LEAF("/integrations/*", PROFILE_UNKNOWN),

	/* A block's name is free, but an empty block has to be {}. */
	LEAF("/integrations/*/*", PROFILE_OBJECT),

	LEAF("/integrations/jira/*/appClientId", PROFILE_STRING),
	{ "/integrations/jira/*/appClientSecret", PROFILE_STRING, true, NULL,
	    NULL },
	LEAF("/integrations/*/*/disabled", PROFILE_BOOLEAN),
	LEAF("/integrations/jira/*/*", PROFILE_UNKNOWN),
};

/* What flattening the configuration fails without. */
static const char *const needed[] = { "/inboundEmailServer/logger",
	"/outboundEmailServer/logger", NULL };

const struct profile codestream = {
	.name = "codestream",
	.syntax = TEXT_HJSON,
	.no_bom = true,
	.template = true,
	.elsewhere = "CSSVC_CFG_URL",
	.rules = rules,
	.count = sizeof rules / sizeof rules[0],
	.needed = needed,
};
