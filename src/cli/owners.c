/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "owners.h"

#include <stdio.h>
#include <string.h>

#include "owner_scan.h"
#include "printing.h"

/* The options that ss users know to show sockets without their processes: -t, -x, -A, -f. */
static bool selects_protocols(const struct options *options)
{
    return options->protocols != 0 || options->family_given;
}

static bool wanted_by_default(const struct options *options)
{
    return !selects_protocols(options) && !options->no_processes && !options->count &&
           !options->summary && !column_list_replaces(options->columns);
}

unsigned owners_wanted(const struct options *options)
{
    unsigned wanted = 0;

    if (!options->processes && !wanted_by_default(options))
        return 0;
    wanted |= NEED_OWNERS;
    if (format_is_json(options->format) || options->units)
        wanted |= NEED_OWNER_CGROUPS;
    if (options->contexts)
        wanted |= NEED_OWNER_CONTEXTS;
    if (options->socket_contexts)
        wanted |= NEED_SOCKET_CONTEXTS;
    return wanted;
}

static void add(struct column_list *list, const char *name)
{
    const struct column *column = column_find(text_of(name));

    if (!column_list_has(list, column) && list->count < COLUMN_LIST_MAX)
        list->columns[list->count++] = column;
}

void owners_add_columns(struct column_list *list, const struct options *options)
{
    unsigned wanted = owners_wanted(options);

    if ((wanted & NEED_OWNERS) != 0)
        add(list, "processes");
    if ((wanted & NEED_OWNERS) != 0 && options->protocols_named == PROTOCOL_BIT(PROTOCOL_UNIX))
        add(list, "peer_process");
    if ((wanted & NEED_OWNERS) != 0 && options->units)
        add(list, "unit");
    if ((wanted & NEED_OWNERS) != 0 && options->threads)
        add(list, "tid");
    if ((wanted & NEED_OWNER_CONTEXTS) != 0)
        add(list, "context");
    if ((wanted & NEED_SOCKET_CONTEXTS) != 0)
        add(list, "socket_context");
}

bool owners_collect(const struct options *options, unsigned need, struct snapshot *snapshot,
                    struct error *error)
{
    struct owner_request request = {
        .root = options->proc_root,
        .threads = options->threads,
        .cgroups = (need & NEED_OWNER_CGROUPS) != 0,
        .contexts = (need & NEED_OWNER_CONTEXTS) != 0,
        .socket_contexts = (need & NEED_SOCKET_CONTEXTS) != 0,
    };

    if (options->no_processes)
        return error_set(error, STATUS_USAGE,
                         "--no-processes contradicts a filter, column or order that needs processes");
    return owner_collect(snapshot, &request, error);
}

/* What to do about it, or who is in the way. */
static void explain(const struct owners *owners, char *out, size_t size)
{
    size_t count = owners->refused.count;
    const char *plural = count == 1 ? "process" : "processes";

    if (owners->refused.failure != 0)
        snprintf(out, size, "%zu %s could not be looked at: %s", count, plural,
                 strerror(owners->refused.failure));
    else if (owners->refused.unseen && !owners->is_root)
        snprintf(out, size, "/proc hides the processes of other users (hidepid); run as root");
    else if (owners->refused.unseen)
        snprintf(out, size, "/proc does not show every process");
    else if (!owners->is_root)
        snprintf(out, size, "%zu %s%s could not be looked at; run as root", count, plural,
                 owners->refused.of_others == count ? " of other users" : "");
    else
        snprintf(out, size, "%zu %s could not be looked at, even by root; the first is %.*s[%u]",
                 count, plural, (int)owners->refused.first_command.length,
                 owners->refused.first_command.length == 0 ? ""
                                                           : owners->refused.first_command.bytes,
                 (unsigned)owners->refused.first);
}

void owners_tell_hidden(struct snapshot *snapshot, const uint32_t *rows, size_t count, bool always)
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
    explain(&snapshot->owners, reason, sizeof(reason));
    note_add(&snapshot->notes, false, "owners_hidden", "%s%s", hidden_owners, reason);
}
