/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The path of a socket's own control group: that of whoever made it, then. Its number is of -e. */
#include "column_group.h"

GETTER(socket_cgroup)
{
    const struct names *names = context->names;

    if ((socket->have & HAVE_CGROUP) != 0 && names != NULL && names->cgroup != NULL)
        value->text = names->cgroup(names->context, socket_cgroup(socket));
    if ((socket->have & HAVE_CGROUP) == 0 || names == NULL || names->cgroup == NULL ||
        value->text.length == 0)
        value_unknown(value);
}

/* clang-format off */
static const struct column columns[] = {
    {"socket_cgroup", "CGROUP", "path of the control group (v2) that the socket was made in",
     VALUE_TEXT, 0, get_socket_cgroup, NULL, NULL, 0},
};
/* clang-format on */

const struct column_group cgroup_columns = {columns, COUNT_OF(columns), DETAILS_NONE};
