/*
 * manners: the headers that Jira wants to see on a request, and those that it
 * gets from the connection alone.
 */
#ifndef MANNERS_H
#define MANNERS_H

struct mem;
struct why;

/*
 * Are there headers among these that let in?  Returns 0, or -1 and why
 * (WHY_USAGE): Authorization, Cookie, Proxy-Authorization.
 */
int manners_check(const struct mem *headers, struct why *why);

/* Add a header, unless there is one of that name. */
void manners_default(struct mem *headers, const char *name, const char *value);

/*
 * Add those that nobody gave but Jira needs: Accept, and X-Atlassian-Token for
 * what is neither GET nor HEAD; and Content-Type, unless type is NULL.
 */
void manners_add(struct mem *headers, const char *method, const char *type);

#endif
