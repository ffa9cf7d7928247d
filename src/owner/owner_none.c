/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For systems where lsock cannot find owners. */
#include "owner_scan.h"
#include "process_list.h"

struct text owner_place(uint32_t pid UNUSED, struct arena *arena UNUSED)
{
    return (struct text){NULL, 0};
}

bool owner_collect(struct snapshot *snapshot, const struct owner_request *request UNUSED,
                   struct error *error UNUSED)
{
    for (size_t row = 0; row < snapshot->count; row++)
        snapshot_at(snapshot, row)->owner_status = OWNER_UNKNOWN;
    note_add(&snapshot->notes, false, "owners_unsupported",
             "this build cannot find the processes that own sockets");
    return true;
}

bool processes_list(const char *root UNUSED,
                    void (*see)(void *context, const struct process *process) UNUSED,
                    void *context UNUSED)
{
    return false;
}
