/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A column of a diff is a column of sockets on one side: before, after, or whichever there is (the
 * later one). The table below says which, and the schema is made from it.
 */
#include "diff_table.h"

#include "schema.h"

enum side { SIDE_BEFORE = DIFF_BEFORE, SIDE_AFTER = DIFF_AFTER, SIDE_EITHER, SIDE_DIFF };

enum flag { PEOPLE = 1u << 0, OWNERS = 1u << 1, SCRIPTS = 1u << 2 };

struct diff_column {
    const char *key, *title;
    const char *column; /* of sockets; SIDE_DIFF: NULL */
    enum side side;
    unsigned flags;
    const char *help; /* SIDE_DIFF; else the column's own is told */
};

/* clang-format off */
static const struct diff_column diff_columns[] = {
    {"change", "CHANGE", NULL, SIDE_DIFF, PEOPLE | SCRIPTS, "opened, closed or changed"},
    {"changed", "CHANGED", NULL, SIDE_DIFF, SCRIPTS, "where it changed: state, owner or both with a comma"},
    {"protocol", "PROTO", "protocol", SIDE_EITHER, PEOPLE | SCRIPTS, NULL},
    {"family", "FAMILY", "family", SIDE_EITHER, SCRIPTS, NULL},
    {"status_before", "BEFORE", "status", SIDE_BEFORE, PEOPLE | SCRIPTS, NULL},
    {"status_after", "AFTER", "status", SIDE_AFTER, PEOPLE | SCRIPTS, NULL},
    {"state_before", "STATE-BEFORE", "state", SIDE_BEFORE, SCRIPTS, NULL},
    {"state_after", "STATE-AFTER", "state", SIDE_AFTER, SCRIPTS, NULL},
    {"local", "LOCAL", "local", SIDE_EITHER, PEOPLE, NULL},
    {"remote", "REMOTE", "remote", SIDE_EITHER, PEOPLE, NULL},
    {"local_address", "LOCAL-ADDRESS", "local_address", SIDE_EITHER, SCRIPTS, NULL},
    {"local_port", "LOCAL-PORT", "local_port", SIDE_EITHER, SCRIPTS, NULL},
    {"remote_address", "REMOTE-ADDRESS", "remote_address", SIDE_EITHER, SCRIPTS, NULL},
    {"remote_port", "REMOTE-PORT", "remote_port", SIDE_EITHER, SCRIPTS, NULL},
    {"interface", "INTERFACE", "interface", SIDE_EITHER, SCRIPTS, NULL},
    {"inode_before", "INODE-BEFORE", "inode", SIDE_BEFORE, SCRIPTS, NULL},
    {"inode_after", "INODE-AFTER", "inode", SIDE_AFTER, SCRIPTS, NULL},
    {"cookie", "COOKIE", "cookie", SIDE_EITHER, SCRIPTS, NULL},
    {"uid_before", "UID-BEFORE", "uid", SIDE_BEFORE, SCRIPTS, NULL},
    {"uid_after", "UID-AFTER", "uid", SIDE_AFTER, SCRIPTS, NULL},
    {"netns", "NETNS", "netns", SIDE_EITHER, SCRIPTS, NULL},
    {"process_status_before", "PROCESS-STATUS-BEFORE", "process_status", SIDE_BEFORE, SCRIPTS, NULL},
    {"process_status_after", "PROCESS-STATUS-AFTER", "process_status", SIDE_AFTER, SCRIPTS, NULL},
    {"processes_before", "PROCESS-BEFORE", "processes", SIDE_BEFORE, OWNERS | SCRIPTS, NULL},
    {"processes_after", "PROCESS-AFTER", "processes", SIDE_AFTER, OWNERS | SCRIPTS, NULL},
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
            column->column == NULL ? NULL : column_find(text_of(column->column));
        table->columns[count++] = (struct table_column){.key = column->key, .title = column->title};
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

static CLOSED_LIST(kind_words, diff_kind_names) static CLOSED_LIST(what_words, diff_what_names)

    static bool describe(size_t index, struct schema_property *property)
{
    static const char *const sides[] = {
        [SIDE_BEFORE] = "before: ",
        [SIDE_AFTER] = "after: ",
        [SIDE_EITHER] = "",
    };
    const struct diff_column *column = &diff_columns[index];
    const struct column *source =
        column->column == NULL ? NULL : column_find(text_of(column->column));

    if (index >= COUNT_OF(diff_columns))
        return false;
    *property = (struct schema_property){
        .key = column->key,
        .prefix = source == NULL ? "" : sides[column->side],
        .help = source == NULL ? column->help : source->help,
        .type = source == NULL ? VALUE_TEXT : source->type,
        .list = source == NULL ? NULL : source->list,
        .words = source != NULL ? NULL : column->flags == SCRIPTS ? what_words : kind_words,
        .column = source,
        .required = (column->flags & SCRIPTS) != 0,
    };
    return true;
}

const struct schema diff_schema = {
    .name = "lsock-diff",
    .description = "What changed between two moments. Keys are only ever added.",
    .row_name = "change",
    .rows_key = "changes",
    .row_description = "One socket that was opened, closed or changed.",
    .has_before = true,
    .describe = describe,
};
