/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of the system's privilege a query takes, and giving up the rest: one table of needs, from
 * which the documents are made, too.
 */
#ifndef LSOCK_PRIVILEGE_H
#define LSOCK_PRIVILEGE_H

#include <stdbool.h>
#include <stddef.h>

#include "errors.h"

/* capabilities(7) of Linux: those that lsock ever needs. */
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
    const char *query;     /* what is asked, in words; options in `back quotes` */
    unsigned capabilities; /* CAPABILITY_BIT */
};
extern const struct privilege_row privilege_rows[];
extern const size_t privilege_row_count;

/*
 * Whether this process may do more than whoever started it: set-user-ID, set-group-ID, file
 * capabilities (getauxval(3), AT_SECURE). Then it must neither open a file that the caller names
 * nor close sockets.
 */
bool privilege_is_raised(void);

/* Returns false, with *error, if privilege is raised. `what`: the option that is refused then. */
bool privilege_permits(const char *what, struct error *error) NODISCARD;

/*
 * Gives up for good, for this process and whatever it may start, every capability that none of
 * `needs` takes (PRIVILEGE_…), and for now the others: see privilege_use. False, with *error: the
 * system did not let us.
 */
bool privilege_limit(unsigned needs, struct error *error) NODISCARD;

/* Lets count what `needs` take, as far as it is there, and nothing else. */
bool privilege_use(unsigned needs, struct error *error) NODISCARD;

/* Whether this process may use it now. */
bool privilege_has(enum capability capability);

/* Adds to *error, of a file of the user's that could not be opened for `failure` (errno), what to
 * do where it was for want of root's right to other users' files. Returns false. */
bool privilege_advise(int failure, struct error *error);

#endif
