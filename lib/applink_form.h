/*
 * applink_form: the consumer as Jira's own configuration page sends it.
 *
 * The REST resource ignores the rights of two-legged access on a link of the
 * generic type; the form behind the page does not.  Only a system
 * administrator may set them.
 */
#ifndef APPLINK_FORM_H
#define APPLINK_FORM_H

struct applink_want;
struct rest;
struct why;

/*
 * Set the whole consumer on the link of that id.  Returns 0, or -1 and why:
 * as http_send() and auth_verdict(), WHY_REFUSED when Jira asks to log in or
 * to confirm, WHY_NO when it shows the form again, which is how it objects.
 */
int applink_form(const struct rest *rest, const struct applink_want *want,
    const char *id, struct why *why);

#endif
