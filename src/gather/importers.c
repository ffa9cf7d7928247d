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
static bool read_dump(const struct importer *importer UNUSED, struct recording *recording,
                      struct input *input, const char *name, const struct collector *collector,
                      struct error *error)
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

static bool is_dump(const struct importer *importer UNUSED, struct input *input)
{
    return backend_is_dump(input);
}

static const struct importer dump_importer = {"ss-dump", "what `ss -D FILE` writes", is_dump,
                                              read_dump, NULL};

/* The texts of other tools come behind these. */
static const struct importer *const importers[] = {
    &json_importer,
    &dump_importer,
};

size_t importer_count(void)
{
    return COUNT_OF(importers) + text_importer_count;
}

const struct importer *importer_at(size_t index)
{
    return index < COUNT_OF(importers) ? importers[index]
                                       : &text_importers[index - COUNT_OF(importers)];
}

const struct importer *importer_of(struct input *input)
{
    for (size_t i = 0; i < importer_count(); i++)
        if (importer_at(i)->recognize(importer_at(i), input))
            return importer_at(i);
    return NULL;
}
