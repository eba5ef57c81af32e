/*
 * applink_prove: does Jira let the consumer in?
 */
#ifndef APPLINK_PROVE_H
#define APPLINK_PROVE_H

struct rest;
struct why;

/*
 * Ask for a request token, which nobody will ever approve, signed with the
 * private key in a file: Jira hands one out only if it knows the consumer key
 * and the public key that belongs to the private one.  Returns 0, or -1 and
 * why, as dance_begin().
 */
int applink_prove(const struct rest *rest, const char *consumer_key,
    const char *key_file, struct why *why);

#endif
