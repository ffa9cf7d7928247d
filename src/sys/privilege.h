/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The privileges that each query needs, and dropping all others. One table, which the documentation
 * is generated from, too. */
#ifndef LSOCK_PRIVILEGE_H
#define LSOCK_PRIVILEGE_H

#include <stdbool.h>
#include <stddef.h>

#include "errors.h"

/* The capabilities(7) of Linux that lsock may need. */
enum capability {
    CAPABILITY_DAC_OVERRIDE,
    CAPABILITY_DAC_READ_SEARCH,
    CAPABILITY_NET_ADMIN,
    CAPABILITY_NET_BIND_SERVICE,
    CAPABILITY_SYS_ADMIN,
    CAPABILITY_SYS_PTRACE,
    CAPABILITY_COUNT
};

#define CAPABILITY_BIT(capability) (1u << (capability))

extern const char *const capability_names[]; /* "CAP_NET_ADMIN" */

enum privilege {
    PRIVILEGE_OWNERS = 1u << 0,
    PRIVILEGE_MARKS = 1u << 1,
    PRIVILEGE_DESTROY = 1u << 2,
    PRIVILEGE_NETNS = 1u << 3,
    PRIVILEGE_ALL_NETNS = 1u << 4,
    PRIVILEGE_RECORD = 1u << 5,
    PRIVILEGE_EVENTS = 1u << 6,
    PRIVILEGE_BIND = 1u << 7,
};

struct privilege_row {
    enum privilege need;
    const char *query;     /* the query in words; options in `back quotes` */
    unsigned capabilities; /* CAPABILITY_BIT */
};
extern const struct privilege_row privilege_rows[];
extern const size_t privilege_row_count;

/*
 * Whether this process has more privilege than its caller: set-user-ID, set-group-ID, or file
 * capabilities (getauxval(3), AT_SECURE). It must then not open a file named by the caller and not
 * close sockets.
 */
bool privilege_is_raised(void);

/* False, with *error, if privilege is raised. `what`: the option to refuse. */
bool privilege_permits(const char *what, struct error *error) NODISCARD;

/* Drops permanently, also for child processes, every capability that none of `needs` (PRIVILEGE_…)
 * requires, and disables the rest until privilege_use. False, with *error: the system refused. */
bool privilege_limit(unsigned needs, struct error *error) NODISCARD;

/* Enables the available capabilities that `needs` require, and disables all others. */
bool privilege_use(unsigned needs, struct error *error) NODISCARD;

/* Whether this process can use the capability now. */
bool privilege_has(enum capability capability);

/* For a user's file that could not be opened with errno `failure`: if the cause may be the dropped
 * right to other users' files, adds a remedy to *error. Returns false. */
bool privilege_advise(int failure, struct error *error);

#endif
