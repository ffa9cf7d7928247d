/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A diff as a table. Each column shows a socket column of one side: before, after, or the later
 * side that has it. The list below says which, and the schema is generated from it.
 */
#include "diff_table.h"

#include "schema.h"

enum side { SIDE_BEFORE = DIFF_BEFORE, SIDE_AFTER = DIFF_AFTER, SIDE_EITHER, SIDE_DIFF };

enum flag { PEOPLE = 1u << 0, OWNERS = 1u << 1, SCRIPTS = 1u << 2 };

struct diff_column {
    enum side side;
    unsigned flags;
    struct table_column shown; /* SIDE_DIFF: not a socket column */
};

/* clang-format off */
CLOSED_LIST(kind_words, diff_kind_names)
CLOSED_LIST(what_words, diff_what_names)

static const struct diff_column diff_columns[] = {
    {SIDE_DIFF, PEOPLE | SCRIPTS, {"change", "CHANGE", .words = kind_words, .help = "opened, closed or changed"}},
    {SIDE_DIFF, SCRIPTS, {"changed", "CHANGED", .words = what_words,
        .help = "what changed: state, owner, or both with a comma"}},
    {SIDE_EITHER, PEOPLE | SCRIPTS, {"protocol", "PROTO", .of_socket = "protocol"}},
    {SIDE_EITHER, SCRIPTS, {"family", "FAMILY", .of_socket = "family"}},
    {SIDE_BEFORE, PEOPLE | SCRIPTS, {"status_before", "BEFORE", .of_socket = "status"}},
    {SIDE_AFTER, PEOPLE | SCRIPTS, {"status_after", "AFTER", .of_socket = "status"}},
    {SIDE_BEFORE, SCRIPTS, {"state_before", "STATE-BEFORE", .of_socket = "state"}},
    {SIDE_AFTER, SCRIPTS, {"state_after", "STATE-AFTER", .of_socket = "state"}},
    {SIDE_EITHER, PEOPLE, {"local", "LOCAL", .of_socket = "local"}},
    {SIDE_EITHER, PEOPLE, {"remote", "REMOTE", .of_socket = "remote"}},
    {SIDE_EITHER, SCRIPTS, {"local_address", "LOCAL-ADDRESS", .of_socket = "local_address"}},
    {SIDE_EITHER, SCRIPTS, {"local_port", "LOCAL-PORT", .of_socket = "local_port"}},
    {SIDE_EITHER, SCRIPTS, {"remote_address", "REMOTE-ADDRESS", .of_socket = "remote_address"}},
    {SIDE_EITHER, SCRIPTS, {"remote_port", "REMOTE-PORT", .of_socket = "remote_port"}},
    {SIDE_EITHER, SCRIPTS, {"interface", "INTERFACE", .of_socket = "interface"}},
    {SIDE_BEFORE, SCRIPTS, {"inode_before", "INODE-BEFORE", .of_socket = "inode"}},
    {SIDE_AFTER, SCRIPTS, {"inode_after", "INODE-AFTER", .of_socket = "inode"}},
    {SIDE_EITHER, SCRIPTS, {"cookie", "COOKIE", .of_socket = "cookie"}},
    {SIDE_BEFORE, SCRIPTS, {"uid_before", "UID-BEFORE", .of_socket = "uid"}},
    {SIDE_AFTER, SCRIPTS, {"uid_after", "UID-AFTER", .of_socket = "uid"}},
    {SIDE_EITHER, SCRIPTS, {"netns", "NETNS", .of_socket = "netns"}},
    {SIDE_BEFORE, SCRIPTS, {"process_status_before", "PROCESS-STATUS-BEFORE", .of_socket = "process_status"}},
    {SIDE_AFTER, SCRIPTS, {"process_status_after", "PROCESS-STATUS-AFTER", .of_socket = "process_status"}},
    {SIDE_BEFORE, OWNERS | SCRIPTS, {"processes_before", "PROCESS-BEFORE", .of_socket = "processes"}},
    {SIDE_AFTER, OWNERS | SCRIPTS, {"processes_after", "PROCESS-AFTER", .of_socket = "processes"}},
};
/* clang-format on */

static void diff_cell(const struct diff_row *row, const struct diff_column *column,
                      struct value *value)
{
    static const enum role roles[] = {
        [DIFF_CLOSED] = ROLE_DIM,
        [DIFF_OPENED] = ROLE_OPEN,
        [DIFF_CHANGED] = ROLE_ATTENTION,
    };
    bool is_what = column->flags == SCRIPTS;
    const char *word = is_what ? diff_what_names[row->what] : diff_kind_names[row->kind];

    *value = (struct value){
        .presence = word == NULL ? VALUE_ABSENT : VALUE_KNOWN,
        .type = VALUE_TEXT,
        .role = is_what ? ROLE_PLAIN : roles[row->kind],
        .text = text_of(word),
    };
}

static void cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct diff_table *table = context;
    const struct diff_row *diff_row = &table->diff->rows[row];
    const struct diff_column *chosen = table->chosen[column];
    enum diff_side side;

    if (chosen->side == SIDE_DIFF) {
        diff_cell(diff_row, chosen, value);
        return;
    }
    side = chosen->side != SIDE_EITHER     ? (enum diff_side)chosen->side
           : diff_row->kind == DIFF_CLOSED ? DIFF_BEFORE
                                           : DIFF_AFTER;
    if ((diff_row->kind == DIFF_CLOSED && side == DIFF_AFTER) ||
        (diff_row->kind == DIFF_OPENED && side == DIFF_BEFORE)) {
        *value = (struct value){.presence = VALUE_ABSENT, .type = table->sources[column]->type};
        return;
    }
    column_get(table->sources[column], &table->contexts[side],
               snapshot_at(table->contexts[side].snapshot, diff_row->rows[side]), value);
}

void diff_table_init(struct diff_table *table, const struct diff *diff,
                     const struct column_context contexts[DIFF_SIDES], enum diff_view view)
{
    static const unsigned flags[] = {
        [DIFF_VIEW_PEOPLE] = PEOPLE,
        [DIFF_VIEW_OWNERS] = PEOPLE | OWNERS,
        [DIFF_VIEW_SCRIPTS] = SCRIPTS,
    };
    size_t count = 0;

    table->diff = diff;
    for (unsigned side = 0; side < DIFF_SIDES; side++)
        table->contexts[side] = contexts[side];
    for (size_t i = 0; i < COUNT_OF(diff_columns); i++) {
        const struct diff_column *column = &diff_columns[i];

        if ((column->flags & flags[view]) == 0)
            continue;
        table->chosen[count] = column;
        table->sources[count] =
            column->side == SIDE_DIFF ? NULL : column_find(text_of(column->shown.of_socket));
        table->columns[count++] = column->shown;
    }
    table->table = (struct table){
        .columns = table->columns,
        .column_count = count,
        .row_count = diff->count,
        .cell = cell,
        .context = table,
        .names = contexts[DIFF_AFTER].names,
    };
}

static bool describe(size_t index, struct schema_property *property)
{
    static const char *const sides[] = {
        [SIDE_BEFORE] = "before: ",
        [SIDE_AFTER] = "after: ",
        [SIDE_EITHER] = "",
        [SIDE_DIFF] = "",
    };

    if (index >= COUNT_OF(diff_columns))
        return false;
    schema_describe(&diff_columns[index].shown, sides[diff_columns[index].side], property);
    property->required = (diff_columns[index].flags & SCRIPTS) != 0;
    return true;
}

const struct schema diff_schema = {
    .name = "lsock-diff",
    .description = "What changed between two moments. Later versions only add keys.",
    .row_name = "change",
    .rows_key = "changes",
    .row_description = "One socket that was opened, closed or changed.",
    .has_before = true,
    .describe = describe,
};
