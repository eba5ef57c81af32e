/* foreign: a connection in the forms of other programs. */

#include <stddef.h>
#include <string.h>

#include "ansible_form.h"
#include "codestream_form.h"
#include "curl_form.h"
#include "env_form.h"
#include "foreign.h"
#include "integrator.h"
#include "yaml_form.h"

static const struct foreign forms[] = {
	{ "ansible", false, ansible_write, ansible_read },
	{ "codestream", true, codestream_write, codestream_read },
	{ "curl", true, curl_write, curl_read },
	{ "env", true, env_write, env_read },
	{ "go-jira", false, go_jira_write, go_jira_read },
	{ "integrator.io", true, integrator_write, integrator_read },
	{ "integrator.io-iclient", true, iclient_write, iclient_read },
	{ "jira-cli", false, jira_cli_write, jira_cli_read },
	{ "netrc", true, netrc_write, netrc_read },
};

enum {
	FORMS = sizeof forms / sizeof forms[0]
};

const struct foreign *
foreign_find(const char *name)
{
	size_t i;

	for (i = 0; i < FORMS; i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}
