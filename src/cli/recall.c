/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "recall.h"

#include <string.h>

#include "backend.h"
#include "number.h"
#include "privilege.h"

/* The first byte tells them apart: no length of a netlink message ends in one of these. */
static bool is_json(struct input *input)
{
    struct text start = input_peek(input);
    size_t at = 0;

    while (at < start.length && ascii_is_space(start.bytes[at]))
        at++;
    return at == start.length || start.bytes[at] == '{';
}

/* A dump has what ss was asked for, and every column as far as the kernel had it. */
static void tell_dumped(struct recording *recording, const struct snapshot *snapshot)
{
    memset(recording->columns, 0xff, sizeof(recording->columns));
    recording->groups = DETAILS_BIT(DETAILS_TIMER);
    for (size_t row = 0; row < snapshot->count; row++) {
        const struct socket_detail *detail = snapshot_at(snapshot, row)->detail;

        if (detail == NULL)
            continue;
        if (detail->tcp_info != NULL)
            recording->groups |= DETAILS_BIT(DETAILS_TCP_INFO);
        if (detail->memory != NULL)
            recording->groups |= DETAILS_BIT(DETAILS_MEMORY);
        if ((detail->have & (DETAIL_TOS | DETAIL_TCLASS | DETAIL_CLASS_ID)) != 0)
            recording->groups |= DETAILS_BIT(DETAILS_TRAFFIC);
        if ((detail->have & DETAIL_OPTIONS) != 0)
            recording->groups |= DETAILS_BIT(DETAILS_OPTIONS);
    }
}

static bool read_input(struct recall *recall, struct input *input, const char *name,
                       struct snapshot *snapshot, struct error *error)
{
    struct collector collector = {snapshot, NULL, NULL};

    if (!is_json(input) && backend_is_dump(input)) {
        recall->recording.version = TEXT(LSOCK_VERSION);
        recall->recording.time.tv_nsec = -1; /* a dump does not say when it was made */
        if (!backend_read_dump(input, name, &collector, error))
            return false;
        tell_dumped(&recall->recording, snapshot);
        return true;
    }
    return recording_read(&recall->recording, input, name, &collector, error);
}

/* Owners are shown where the recording has any word on them. */
static bool has_owners(const struct snapshot *snapshot)
{
    for (size_t row = 0; row < snapshot->count; row++)
        if (snapshot_at(snapshot, row)->owner_status != OWNER_NOT_REQUESTED)
            return true;
    return false;
}

/* Whether owners were hidden from the recorder: a socket that has some may have more. */
static bool has_partial_owners(const struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->notes.count; i++)
        if (strcmp(snapshot->notes.list[i].code, "owners_hidden") == 0)
            return true;
    for (size_t row = 0; row < snapshot->count; row++)
        if (snapshot_at(snapshot, row)->owner_status == OWNER_PERMISSION_DENIED)
            return true;
    return false;
}

/* For people a namespace has its name, else its inode. */
static void label_sources(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct source *source = &snapshot->sources[i];
        char digits[NUMBER_MAX_LENGTH];
        struct text number = {digits, number_write(digits, source->netns)};

        source->netns_label = source->netns_name;
        if (source->netns_label.length == 0 && source->netns != 0)
            source->netns_label = arena_copy(&snapshot->arena, number);
    }
}

uint32_t recall_protocols(const struct snapshot *snapshot)
{
    uint32_t protocols = 0;

    for (size_t i = 0; i < snapshot->source_count; i++)
        protocols |= PROTOCOL_BIT(snapshot->sources[i].protocol);
    return protocols;
}

static void choose_options(struct recall *recall, const struct snapshot *snapshot)
{
    struct options *options = &recall->options;

    recall->asked = options->protocols;
    if (options->protocols == 0 && !options->no_processes)
        options->processes |= has_owners(snapshot);
    if (options->protocols == 0)
        options->protocols = PROTOCOLS_ALL;
}

bool recall_read(struct recall *recall, const struct run *run, const char *path,
                 struct snapshot *snapshot, struct error *error)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    struct input input;
    int failure;
    bool read;

    recorded_names_init(&recall->names, run->names);
    recall->options = *run->options;
    recall->recording = (struct recording){.names = &recall->names};
    recall->run = *run;
    recall->run.options = &recall->options;
    recall->run.names = &recall->names.names;
    failure = input_open(&input, path);
    if (failure != 0)
        read = error_set(error, STATUS_FAILED, "cannot read %s: %s", name, strerror(failure)) ||
               privilege_advise(failure, error);
    else
        read = read_input(recall, &input, name, snapshot, error);
    input_close(&input);
    label_sources(snapshot);
    snapshot->owners.partial = has_partial_owners(snapshot);
    choose_options(recall, snapshot);
    return read;
}

/* Whether any of its sockets has a word on the column. */
static bool has_column(const struct recall *recall, const struct column *column)
{
    size_t index = column_index(column);

    return (recall->recording.columns[index / 64] >> index % 64 & 1) != 0;
}

void recall_add_columns(const struct recall *recall, struct column_list *columns)
{
    size_t count = column_count();

    for (size_t i = 0; i < count; i++) {
        const struct column *column = column_at(i);
        enum detail_group group = column->group;

        if (detail_group_name(group) != NULL &&
            (recall->recording.groups & DETAILS_BIT(group)) != 0)
            column_list_add_group(columns, group);
        else if (column->set != NULL && has_column(recall, column) &&
                 !column_list_has(columns, column) && columns->count < COLUMN_LIST_MAX)
            columns->columns[columns->count++] = column;
    }
}

static void add_name(struct builder *names, const char *name)
{
    builder_printf(names, "%s%s", names->length == 0 ? "" : ", ", name);
}

/* Of columns in groups: whether any socket had some of its group. Where none had, there was nothing
 * to record. */
static bool group_was_filled(const struct recall *recall, enum detail_group group)
{
    for (size_t i = 0; i < column_count(); i++)
        if (column_at(i)->group == group && has_column(recall, column_at(i)))
            return true;
    return false;
}

/* Single columns, but for those of groups that are missing as a whole. */
static void add_columns(const struct recall *recall, const struct column_list *columns,
                        struct builder *names)
{
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = columns->columns[i];
        enum detail_group group = column->group;

        if (column->set != NULL &&
            (column->need & (NEED_OWNERS | NEED_CREATED)) == 0 &&
            (detail_group_name(group) == NULL ||
             ((recall->recording.groups & DETAILS_BIT(group)) != 0 &&
              group_was_filled(recall, group))) &&
            !has_column(recall, column))
            add_name(names, column->name);
    }
}

static void add_groups(const struct recall *recall, unsigned need, struct builder *names)
{
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++) {
        const char *name = detail_group_name((enum detail_group)group);

        if (name != NULL && (need & NEED_DETAILS(group)) != 0 &&
            (recall->recording.groups & DETAILS_BIT(group)) == 0)
            add_name(names, name);
    }
}

static void add_missing_columns(const struct recall *recall, const struct snapshot *snapshot,
                                const struct column_list *columns, unsigned need,
                                struct builder *names)
{
    struct column_list all = *columns;

    if ((need & NEED_DETAILS(DETAILS_EXTENDED)) != 0)
        column_list_add_group(&all, DETAILS_EXTENDED);
    if ((need & NEED_OWNERS) != 0 && !has_owners(snapshot))
        add_name(names, "processes");
    if ((need & NEED_CREATED) != 0 && !has_column(recall, column_find(TEXT("created_us"))))
        add_name(names, "created_us");
    add_groups(recall, need, names);
    add_columns(recall, &all, names);
}

static void add_missing_tables(const struct recall *recall, const struct snapshot *snapshot,
                               struct builder *names)
{
    uint32_t missing = recall->asked & ~recall_protocols(snapshot);

    for (unsigned protocol = 0; protocol < PROTOCOL_COUNT; protocol++)
        if ((missing & PROTOCOL_BIT(protocol)) != 0)
            add_name(names, protocol_name((enum protocol)protocol));
}

void recall_tell_missing(const struct recall *recall, struct snapshot *snapshot,
                         const struct column_list *columns, unsigned need)
{
    struct builder names = {0};

    add_missing_tables(recall, snapshot, &names);
    if (snapshot->count > 0)
        add_missing_columns(recall, snapshot, columns, need, &names);
    if (names.length > 0)
        note_add(&snapshot->notes, false, "not_recorded", "not in the recording, so unknown: %.*s",
                 (int)names.length, names.bytes);
    builder_free(&names);
}

void recall_tell_bound(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++)
        if (snapshot->sources[i].bound == BOUND_MISSING) {
            note_add(&snapshot->notes, true, "not_recorded",
                     "sockets that are only bound to a port are not in the recording");
            return;
        }
}

void recall_free(struct recall *recall)
{
    recorded_names_free(&recall->names);
}
