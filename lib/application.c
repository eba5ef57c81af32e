/* application: the applications whose profiles we know. */

#include <string.h>

#include "application.h"
#include "codestream.h"
#include "profile.h"

static const struct profile *const profiles[] = { &codestream };

const struct profile *
application_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof profiles / sizeof profiles[0]; i++)
		if (strcmp(profiles[i]->name, name) == 0)
			return profiles[i];
	return NULL;
}
