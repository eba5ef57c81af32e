/*
 * interview: ask for what a connection lacks.
 *
 * What is wrong with a connection says what to ask for, and explains it.
 */
#ifndef INTERVIEW_H
#define INTERVIEW_H

struct compose_order;
struct mem;
struct why;

/*
 * Ask on the terminal for the member that the first line of complaints, about
 * the document of that name, is about: its line is the explanation, and a
 * secret is typed without echo.  Sets that member of the order to the answer.
 * The name of a site of Jira Cloud will do for a URL; a secret may be a
 * reference: "file:PATH", "env:NAME" or "command:ARGV".
 *
 * Returns 0, or -1 and why: WHY_CONFIG, the complaints, when no answer could
 * mend it; WHY_USAGE when there is no terminal or nothing was answered.
 */
int interview(struct compose_order *order, const char *name,
    const struct mem *complaints, struct why *why);

#endif
