/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "owners.h"

#include <stdio.h>
#include <string.h>

#include "owner_scan.h"

bool owners_collect(const struct query *query, unsigned need, struct snapshot *snapshot,
                    struct error *error)
{
    struct owner_request request = {
        .root = query->proc_root,
        .threads = query->threads,
        .cgroups = (need & NEED_OWNER_CGROUPS) != 0,
        .paths = (need & NEED_OWNER_PATHS) != 0,
        .command_lines = (need & NEED_COMMAND_LINES) != 0,
        .limits = (need & NEED_OWNER_LIMITS) != 0,
        .contexts = (need & NEED_OWNER_CONTEXTS) != 0,
        .socket_contexts = (need & NEED_SOCKET_CONTEXTS) != 0,
    };

    return owner_collect(snapshot, &request, error);
}

void owners_reason(const struct owners *owners, char *out, size_t size)
{
    size_t count = owners->refused.count;
    const char *plural = count == 1 ? "process" : "processes";

    if (owners->refused.failure != 0)
        snprintf(out, size, "cannot inspect %zu %s: %s", count, plural,
                 strerror(owners->refused.failure));
    else if (owners->refused.unseen && !owners->is_root)
        snprintf(out, size, "/proc hides the processes of other users (hidepid); run as root");
    else if (owners->refused.unseen)
        snprintf(out, size, "/proc does not show every process");
    else if (!owners->is_root)
        snprintf(out, size, "cannot inspect %zu %s%s; run as root", count, plural,
                 owners->refused.of_others == count ? " of other users" : "");
    else
        snprintf(out, size, "cannot inspect %zu %s, even as root; the first is %.*s[%u]", count,
                 plural, (int)owners->refused.first_command.length,
                 owners->refused.first_command.length == 0 ? ""
                                                           : owners->refused.first_command.bytes,
                 (unsigned)owners->refused.first);
}

void owners_note_hidden(struct snapshot *snapshot, const uint32_t *rows, size_t count, bool always)
{
    size_t hidden = 0, owned = 0;
    char reason[256], hidden_owners[64] = "";

    for (size_t i = 0; i < count; i++) {
        enum owner_status status = owner_status(&snapshot->owners, snapshot_at(snapshot, rows[i]));

        hidden += status == OWNER_PERMISSION_DENIED;
        owned +=
            status == OWNER_PERMISSION_DENIED || status == OWNER_NOT_FOUND || status == OWNER_FOUND;
    }
    if (hidden == 0 && snapshot->owners.refused.failure == 0 &&
        !(always && snapshot->owners.partial && owned > 0))
        return;
    if (hidden > 0)
        snprintf(hidden_owners, sizeof(hidden_owners), "%zu of %zu owners hidden: ", hidden, owned);
    owners_reason(&snapshot->owners, reason, sizeof(reason));
    note_add(&snapshot->notes, false, "owners_hidden", "%s%s", hidden_owners, reason);
}
