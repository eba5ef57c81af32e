/*
 * ansible_form: a connection as variables of Ansible, which hold the secrets
 * sealed.
 *
 * What is read is a flat mapping, as of yaml_form.h, with inline blocks of
 * ansible-vault.
 */
#ifndef ANSIBLE_FORM_H
#define ANSIBLE_FORM_H

struct conn;
struct draft;
struct mem;
struct why;

/* As foreign.h says; id is not looked at. */
int ansible_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int ansible_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);

#endif
