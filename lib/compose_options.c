/* compose_options: the members of a connection, and the options for them. */

#include <stddef.h>

#include "compose_order.h"
#include "option.h"

/* In the order that a new connection has them. */
const struct compose compose_members[COMPOSE_MEMBERS] = {
	{ "name", "/name", COMPOSE_TEXT, NULL },
	{ "url", "/url", COMPOSE_URL, NULL },
	{ "product", "/product", COMPOSE_TEXT, NULL },
	{ "cloud-id", "/cloudId", COMPOSE_TEXT, NULL },
	{ "api", "/api", COMPOSE_TEXT, NULL },
	{ "type", "/auth/type", COMPOSE_TEXT, NULL },
	{ "username", "/auth/username", COMPOSE_TEXT, NULL },
	{ "api-token-file", "/auth/apiToken", COMPOSE_FILE, NULL },
	{ "consumer-key", "/auth/consumerKey", COMPOSE_TEXT, NULL },
	{ "private-key-file", "/auth/privateKey", COMPOSE_FILE, NULL },
	{ "client-id", "/auth/clientId", COMPOSE_TEXT, NULL },
	{ "client-secret-file", "/auth/clientSecret", COMPOSE_FILE, NULL },
	{ "redirect-uri", "/auth/redirectUri", COMPOSE_TEXT, NULL },
	{ "scopes", "/auth/scopes", COMPOSE_WORDS, NULL },
	{ "audience", "/auth/audience", COMPOSE_TEXT, NULL },
	{ "token-file", "/auth/token", COMPOSE_FILE, NULL },
	{ NULL, "/auth/tokenSecret", COMPOSE_FILE, NULL },
	{ NULL, "/auth/sessionHandle", COMPOSE_FILE, NULL },
	{ NULL, "/auth/accessToken", COMPOSE_FILE, NULL },
	{ NULL, "/auth/refreshToken", COMPOSE_FILE, NULL },
	{ "requestor", "/auth/requestor", COMPOSE_TEXT, NULL },
	{ "server-base-url", "/app/serverBaseUrl", COMPOSE_URL, NULL },
	{ "logo-url", "/app/logoUrl", COMPOSE_TEXT, NULL },
	{ "permissions", "/app/permissions", COMPOSE_WORDS, NULL },
	{ "branch-template", "/app/createBranchUrlTemplate", COMPOSE_TEXT,
	    NULL },
};

const struct option_row compose_options[] = {
	{ 0, "api", "name", "platform, csm or devops", OPTION_NOWHERE,
	    .values = "platform csm devops" },
	{ 0, "api-token-file", "file", "where the API token or password is",
	    OPTION_NOWHERE },
	{ 0, "audience", "name", "whom the token is for", OPTION_NOWHERE },
	{ 0, "branch-template", "url", "what creates a branch for an issue",
	    OPTION_NOWHERE },
	{ 0, "client-id", "id", "the client of OAuth 2.0", OPTION_NOWHERE },
	{ 0, "client-secret-file", "file", "where its secret is",
	    OPTION_NOWHERE },
	{ 0, "cloud-id", "id", "the site's id on Jira Cloud", OPTION_NOWHERE },
	{ 0, "consumer-key", "key", "the consumer of OAuth 1.0a",
	    OPTION_NOWHERE },
	{ 0, "logo-url", "url", "the logo of an OAuth credential",
	    OPTION_NOWHERE },
	{ 0, "name", "name", "what people call the connection",
	    OPTION_NOWHERE },
	{ 0, "permissions", "words", "what an OAuth credential may send",
	    OPTION_NOWHERE,
	    .values =
		"builds deployments development-information feature-flags "
		"remote-links" },
	{ 0, "private-key-file", "file", "where the consumer's RSA key is",
	    OPTION_NOWHERE },
	{ 0, "product", "name", "server or cloud; default by the URL",
	    OPTION_NOWHERE, .values = "server cloud" },
	{ 0, "redirect-uri", "url", "where the browser brings the answer",
	    OPTION_NOWHERE },
	{ 0, "requestor", "user", "whom to act for, in OAuth 1.0a",
	    OPTION_NOWHERE },
	{ 0, "scopes", "words", "what to ask for, in OAuth 2.0",
	    OPTION_NOWHERE },
	{ 0, "server-base-url", "url", "the tool's own URL, for Jira Cloud",
	    OPTION_NOWHERE },
	{ 0, "token-file", "file", "where the personal access token is",
	    OPTION_NOWHERE },
	{ 't', "type", "type",
	    "basic, pat, oauth1, oauth2 or client-credentials", OPTION_NOWHERE,
	    .values = "basic pat oauth1 oauth2 client-credentials" },
	{ 'u', "url", "url", "where Jira is, with its context path",
	    OPTION_NOWHERE },
	{ 0, "username", "name", "the user of basic", OPTION_NOWHERE },
	OPTION_REFUSED("api-token",
	    "give --api-token-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV"),
	OPTION_REFUSED("client-secret",
	    "give --client-secret-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV"),
	OPTION_REFUSED("password",
	    "give --api-token-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV"),
	OPTION_REFUSED("private-key",
	    "give --private-key-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV"),
	OPTION_REFUSED("token",
	    "give --token-file, or --secret MEMBER=env:NAME or =command:ARGV"),
	{ 0 },
};
