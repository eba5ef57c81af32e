/*
 * yaml_form: a connection in the YAML of jira-cli and go-jira.
 *
 * Their config files never hold a secret: both take the token from
 * $JIRA_API_TOKEN, and so does a connection that is read from them.
 *
 * What is read is a flat mapping, "name: value" line by line; lines of deeper
 * structures are passed over.
 *
 * Sources: github.com/ankitpokhrel/jira-cli, internal/config/generator.go;
 * github.com/go-jira/jira, jiracli/cli.go and README.md.
 */
#ifndef YAML_FORM_H
#define YAML_FORM_H

struct conn;
struct draft;
struct mem;
struct why;
struct yaml_flat;

/*
 * Have each entry of a flat mapping taken into draft.  Returns 0, or -1 and why
 * (WHY_INPUT): a NUL, a value that is taken and is not on one line, or nothing
 * that is taken.
 */
int yaml_form_read(const struct mem *in, const char *name, struct draft *draft,
    void (*take)(struct draft *draft, struct yaml_flat *entry),
    struct why *why);

/* Let the member at pointer be the text of an entry. */
void yaml_form_draft(
    struct draft *draft, const char *pointer, const struct yaml_flat *entry);

/* As foreign.h says; id is not looked at. */
int go_jira_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int go_jira_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);
int jira_cli_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int jira_cli_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);

#endif
