/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "read_recording.h"

#include <stdlib.h>
#include <string.h>

#include "importers.h"
#include "privilege.h"

bool recording_has_owners(const struct snapshot *snapshot)
{
    for (size_t row = 0; row < snapshot->count; row++)
        if (snapshot_at(snapshot, row)->owner_status != OWNER_NOT_REQUESTED)
            return true;
    return false;
}

/* Whether owners were hidden from the recorder: then a socket with known owners may have more. */
static bool has_partial_owners(const struct snapshot *snapshot)
{
    if (notes_have_code(&snapshot->notes, "owners_hidden"))
        return true;
    for (size_t row = 0; row < snapshot->count; row++)
        if (snapshot_at(snapshot, row)->owner_status == OWNER_PERMISSION_DENIED)
            return true;
    return false;
}

/* Labels each source with the name of its namespace, or its inode if it has no name. */
static void label_sources(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct source *source = &snapshot->sources[i];

        snapshot_sign_source(snapshot, source, source->netns_name, 0);
    }
}

uint32_t recording_protocols(const struct snapshot *snapshot)
{
    uint32_t protocols = 0;

    for (size_t i = 0; i < snapshot->source_count; i++)
        protocols |= PROTOCOL_BIT(snapshot->sources[i].protocol);
    return protocols;
}

static bool refuse_unknown(struct input *input, const char *name, struct arena *arena,
                           struct error *error)
{
    struct builder names = {0};

    text_refuse_unknown(input, name, arena, error);
    for (size_t i = 0; i < importer_count(); i++)
        builder_printf(&names, "%s%s", i == 0 ? "" : ", ", importer_at(i)->name);
    if (!names.failed)
        error_remedy(error, "known formats: %.*s; `lsock --format help` describes them",
                     (int)names.length, names.bytes);
    builder_free(&names);
    return false;
}

/* Reads the input. The line that an error quotes is copied, because it must outlive the input. */
static bool read_input(struct recording *recording, const struct importer *importer,
                       struct input *input, const char *name, const struct collector *collector,
                       struct arena *arena, struct error *error)
{
    if (importer == NULL)
        importer = importer_of(input);
    if (importer == NULL)
        return refuse_unknown(input, name, arena, error);
    if (importer->read(importer, recording, input, name, collector, error))
        return true;
    if (error->typed.bytes != NULL)
        error->typed = arena_copy(arena, error->typed);
    return false;
}

static bool read_file(struct recording *recording, const char *path,
                      const struct importer *importer, struct snapshot *snapshot,
                      struct arena *arena, struct error *error)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    struct collector collector = {snapshot, NULL, NULL};
    struct input input;
    int failure = input_open(&input, path);
    bool read;

    if (failure == 0)
        failure = input_decode(&input);
    if (failure != 0)
        read = error_set(error, STATUS_FAILED, "cannot read %s: %s", name, strerror(failure)) ||
               privilege_advise(failure, error);
    else
        read = read_input(recording, importer, &input, name, &collector, arena, error);
    input_close(&input);
    return read;
}

struct recording *recording_read(const char *path, const struct importer *importer,
                                 const struct names *system, struct snapshot *snapshot,
                                 struct earlier_reading *earlier, struct arena *arena,
                                 struct error *error)
{
    struct recording *recording = calloc(1, sizeof(*recording));

    if (recording == NULL) {
        (void)error_out_of_memory(error);
        return NULL;
    }
    recorded_names_init(&recording->names, system);
    recording->earlier = earlier;
    if (!read_file(recording, path, importer, snapshot, arena, error)) {
        recording_free(recording);
        return NULL;
    }
    label_sources(snapshot);
    for (size_t i = 0; i < snapshot->source_count; i++)
        recording->names.names.windows |= dialect_is_windows(snapshot->sources[i].dialect);
    snapshot->owners.partial = has_partial_owners(snapshot);
    return recording;
}

/* Whether any socket of the recording has a value in the column. */
static bool has_column(const struct recording *recording, const struct column *column)
{
    size_t index = column_index(column);

    return (recording->columns[index / 64] >> index % 64 & 1) != 0;
}

void recording_add_columns(const struct recording *recording, struct column_list *columns)
{
    size_t count = column_count();

    for (size_t i = 0; i < count; i++) {
        const struct column *column = column_at(i);
        enum detail_group group = column->group;

        if (detail_group_names[group] != NULL && (recording->groups & DETAILS_BIT(group)) != 0)
            column_list_add_group(columns, group);
        else if (column->set != NULL && has_column(recording, column))
            column_list_add(columns, column);
    }
}

void recording_add_imported(const struct recording *recording, struct column_list *columns)
{
    for (size_t i = 0; i < column_count(); i++)
        if ((column_at(i)->flags & COLUMN_IMPORTED) != 0 && has_column(recording, column_at(i)))
            column_list_add(columns, column_at(i));
}

static void add_name(struct builder *names, const char *name)
{
    builder_printf(names, "%s%s", names->length == 0 ? "" : ", ", name);
}

/* Whether any socket has a value in the group. If not, there was nothing to record. */
static bool group_was_filled(const struct recording *recording, enum detail_group group)
{
    for (size_t i = 0; i < column_count(); i++)
        if (column_at(i)->group == group && has_column(recording, column_at(i)))
            return true;
    return false;
}

/* Adds single missing columns; add_groups adds groups that are missing as a whole. */
static void add_columns(const struct recording *recording, const struct column_list *columns,
                        struct builder *names)
{
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = columns->columns[i];
        enum detail_group group = column->group;

        if (column->set != NULL && (column->need & (NEED_OWNERS | NEED_CREATED)) == 0 &&
            (column->flags & COLUMN_IMPORTED) == 0 &&
            (detail_group_names[group] == NULL || ((recording->groups & DETAILS_BIT(group)) != 0 &&
                                                   group_was_filled(recording, group))) &&
            !has_column(recording, column))
            add_name(names, column->name);
    }
}

static void add_groups(const struct recording *recording, unsigned need, struct builder *names)
{
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++) {
        const char *name = detail_group_names[group];

        if (name != NULL && (need & NEED_DETAILS(group)) != 0 &&
            (recording->groups & DETAILS_BIT(group)) == 0)
            add_name(names, name);
    }
}

static void add_missing_columns(const struct recording *recording, const struct snapshot *snapshot,
                                const struct query *query, unsigned need, struct builder *names)
{
    struct column_list all = query->asked;

    for (size_t i = 0; i < query->order.count; i++)
        column_list_add(&all, query->order.keys[i].column);
    if ((need & NEED_DETAILS(DETAILS_EXTENDED)) != 0)
        column_list_add_group(&all, DETAILS_EXTENDED);
    if ((need & NEED_OWNERS) != 0 && !recording_has_owners(snapshot))
        add_name(names, "processes");
    if ((need & NEED_CREATED) != 0 && !has_column(recording, column_find(TEXT("created_us"))))
        add_name(names, "created_us");
    add_groups(recording, need, names);
    add_columns(recording, &all, names);
}

static void add_missing_tables(uint32_t asked, const struct snapshot *snapshot,
                               struct builder *names)
{
    uint32_t missing = asked & ~recording_protocols(snapshot);

    for (unsigned protocol = 0; protocol < PROTOCOL_COUNT; protocol++)
        if ((missing & PROTOCOL_BIT(protocol)) != 0)
            add_name(names, protocol_names[protocol]);
}

void recording_note_missing(const struct recording *recording, struct snapshot *snapshot,
                            const struct query *query, unsigned need)
{
    struct builder names = {0};

    add_missing_tables(query->kinds.protocols, snapshot, &names);
    if (snapshot->count > 0)
        add_missing_columns(recording, snapshot, query, need, &names);
    if (names.length > 0)
        note_add(&snapshot->notes, false, "not_recorded", "not in the recording, so unknown: %.*s",
                 (int)names.length, names.bytes);
    builder_free(&names);
}

void recording_note_bound(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++)
        if (snapshot->sources[i].bound == BOUND_MISSING) {
            note_add(&snapshot->notes, true, "not_recorded",
                     "sockets that are only bound to a port are not in the recording");
            return;
        }
}

void recording_free(struct recording *recording)
{
    if (recording != NULL)
        recorded_names_free(&recording->names);
    free(recording);
}
