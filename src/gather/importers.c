/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "importers.h"

#include <string.h>

#include "backend.h"
#include "nearest.h"
#include "proc_format.h"

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

/* A dump has the details requested from ss, and all columns that the kernel always reports. */
static bool read_dump(const struct importer *importer UNUSED, struct recording *recording,
                      struct input *input, const char *name, const struct collector *collector,
                      struct error *error)
{
    const struct snapshot *snapshot = collector->snapshot;

    recording->version = TEXT(LSOCK_VERSION);
    recording->time.tv_nsec = -1; /* a dump does not contain the time */
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

static const struct importer dump_importer = {"ss-dump", "a dump written by `ss -D FILE`", is_dump,
                                              read_dump, NULL};

/* Followed by the formats of other tools' texts. */
static const struct importer *const importers[] = {
    &json_importer,
    &dump_importer,
    &proc_importer,
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

const struct importer *importer_named(struct text name, struct error *error)
{
    struct nearest nearest = {{NULL, 0}, 0};

    for (size_t i = 0; i < importer_count(); i++) {
        struct text known = text_of(importer_at(i)->name);

        if (text_equal(name, known))
            return importer_at(i);
        nearest_offer(&nearest, name, known);
    }
    error_set(error, STATUS_USAGE, "unknown format");
    error_suggest(error, nearest.best, "`lsock --format help` lists all formats");
    error_mark(error, name, 0, name.length);
    return NULL;
}

static void formats_cell(const void *context UNUSED, size_t row, size_t column, struct value *value)
{
    const struct importer *importer = importer_at(row);

    *value = (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT};
    value->text = text_of(column == 0 ? importer->name : importer->help);
}

void formats_table_init(struct table *table)
{
    static const struct table_column columns[] = {{"name", .title = "NAME"},
                                                  {"help", .title = "READS"}};
    *table = (struct table){
        .columns = columns,
        .column_count = COUNT_OF(columns),
        .row_count = importer_count(),
        .cell = formats_cell,
    };
}

const struct importer *importer_of(struct input *input)
{
    /* Last row first: JSON of PowerShell would also be recognised as JSON. */
    for (size_t i = importer_count(); i-- > 0;)
        if (importer_at(i)->recognize != NULL && importer_at(i)->recognize(importer_at(i), input))
            return importer_at(i);
    return text_recognize(importer_at, importer_count(), input);
}
