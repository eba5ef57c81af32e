/*
 * yaml_form: a connection in the YAML of Ansible, jira-cli and go-jira.
 *
 * Ansible's variables hold the secrets sealed.  The config files of the two
 * others never hold one: both take the token from $JIRA_API_TOKEN, and so
 * does a connection that is read from them.
 *
 * What is read is a flat mapping, "name: value" line by line with inline
 * blocks of ansible-vault; lines of deeper structures are passed over.
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

/* As foreign.h says; id is not looked at. */
int ansible_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int ansible_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);
int go_jira_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int go_jira_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);
int jira_cli_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int jira_cli_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);

#endif
