/*
 * application: the applications whose profiles we know.
 */
#ifndef APPLICATION_H
#define APPLICATION_H

struct profile;

/* The profile of the application of that name, or NULL. */
const struct profile *application_find(const char *name);

#endif
