/*
 * interview: ask for what a connection lacks.
 *
 * What is wrong with a connection says what to ask for, and explains it.
 */
#ifndef INTERVIEW_H
#define INTERVIEW_H

#include <stddef.h>

struct compose;
struct mem;
struct why;

/*
 * Ask on the terminal for the member that the first line of complaints, about
 * the document of that name, is about: its line is the explanation, and a
 * secret is typed without echo.  Sets the member among count ones to the
 * answer, whose bytes are in the answers' mem of the same place, which the
 * caller releases.  The name of a site of Jira Cloud will do for a URL; a
 * secret may be a reference: "file:PATH", "env:NAME" or "command:ARGV".
 *
 * Returns 0, or -1 and why: WHY_CONFIG, the complaints, when no answer could
 * mend it; WHY_USAGE when there is no terminal or nothing was answered.
 */
int interview(struct compose *members, size_t count, const char *name,
    const struct mem *complaints, struct mem *answers, struct why *why);

#endif
