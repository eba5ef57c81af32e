/*
 * codestream_form: a connection as CodeStream takes it.
 *
 * For an app of OAuth 2.0 on Jira Cloud, integrations.jira.cloud of an on-prem
 * server's configuration.  For all else the body of a request to the server,
 * as the panels of the IDE send it: PUT /provider-host/jiraserver/TEAM for
 * OAuth 1.0a; PUT /provider-info/jiraserver for a personal access token and
 * PUT /provider-info/jira for an API token, which name the team in the body.
 *
 * From its sources: api_server/modules/providers/provider_host_request.js and
 * provider_info_request.js.
 */
#ifndef CODESTREAM_FORM_H
#define CODESTREAM_FORM_H

struct conn;
struct draft;
struct mem;
struct why;

/* As foreign.h says; id is the team's. */
int codestream_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int codestream_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);

#endif
