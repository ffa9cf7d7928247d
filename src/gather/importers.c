/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "importers.h"

#include <string.h>

#include "backend.h"

static uint32_t groups_of(const struct socket_detail *detail)
{
    uint32_t groups = 0;

    if (detail->tcp_info != NULL)
        groups |= DETAILS_BIT(DETAILS_TCP_INFO);
    if (detail->memory != NULL)
        groups |= DETAILS_BIT(DETAILS_MEMORY);
    if ((detail->have & (DETAIL_TOS | DETAIL_TCLASS | DETAIL_CLASS_ID)) != 0)
        groups |= DETAILS_BIT(DETAILS_TRAFFIC);
    if ((detail->have & DETAIL_OPTIONS) != 0)
        groups |= DETAILS_BIT(DETAILS_OPTIONS);
    return groups;
}

/* A dump has the details that ss was asked for, and every other column that the kernel reports. */
static bool read_dump(struct recording *recording, struct input *input, const char *name,
                      const struct collector *collector, struct error *error)
{
    const struct snapshot *snapshot = collector->snapshot;

    recording->version = TEXT(LSOCK_VERSION);
    recording->time.tv_nsec = -1; /* a dump does not say when it was made */
    if (!backend_read_dump(input, name, collector, error))
        return false;
    memset(recording->columns, 0xff, sizeof(recording->columns));
    recording->groups = DETAILS_BIT(DETAILS_TIMER);
    for (size_t row = 0; row < snapshot->count; row++)
        if (snapshot_at(snapshot, row)->detail != NULL)
            recording->groups |= groups_of(snapshot_at(snapshot, row)->detail);
    return true;
}

static const struct importer dump_importer = {"ss-dump", "what `ss -D FILE` writes",
                                              backend_is_dump, read_dump};

static const struct importer *const importers[] = {
    &json_importer,
    &dump_importer,
};

const struct importer *const *importers_all(size_t *count)
{
    *count = COUNT_OF(importers);
    return importers;
}

const struct importer *importer_of(struct input *input)
{
    for (size_t i = 0; i < COUNT_OF(importers); i++)
        if (importers[i]->recognize(input))
            return importers[i];
    return &json_importer;
}
