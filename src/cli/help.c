/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "help.h"

#include "builder.h"
#include "column.h"
#include "option_table.h"
#include "style.h"

static const struct example examples[] = {
    {"what is on port 8080?", "lsock :8080"},
    {"who is connected?", "lsock connected"},
    {"what is listening?", "lsock -l"},
    {"the same for a script", "lsock -l --json"},
};

const struct example *examples_all(size_t *count)
{
    *count = COUNT_OF(examples);
    return examples;
}

static void write_heading(struct output *output, const char *heading, bool colour)
{
    output_byte(output, '\n');
    output_text(output, style_begin(ROLE_HEADING, colour));
    output_text(output, text_of(heading));
    output_byte(output, ':');
    output_text(output, style_end(ROLE_HEADING, colour));
    output_byte(output, '\n');
}

/* Two columns: what stands left, blanks up to `width`, what stands right. */
static void write_pair(struct output *output, struct text left, size_t width, struct text right)
{
    output_text(output, TEXT("  "));
    output_text(output, left);
    output_fill(output, ' ', left.length < width ? width - left.length : 1);
    output_text(output, right);
    output_byte(output, '\n');
}

static void add_option(struct builder *builder, const struct option *option)
{
    builder_clear(builder);
    if (option->letter != '\0')
        builder_printf(builder, option->name == NULL ? "-%c" : "-%c, ", option->letter);
    else
        builder_add(builder, TEXT("    "));
    if (option->name != NULL)
        builder_printf(builder, "--%s", option->name);
    if (option->argument == ARGUMENT_REQUIRED)
        builder_printf(builder, " %s", option->metavar);
    if (option->argument == ARGUMENT_OPTIONAL)
        builder_printf(builder, "[=%s]", option->metavar);
}

static void write_group(struct output *output, enum option_group group)
{
    size_t count;
    const struct option *all = options_all(&count);
    struct builder left = {0};

    for (size_t i = 0; i < count; i++) {
        if (all[i].group != group)
            continue;
        add_option(&left, &all[i]);
        write_pair(output, builder_text(&left), 24, text_of(all[i].summary));
    }
    builder_free(&left);
}

void help_write(struct output *output, bool colour)
{
    output_text(output, TEXT("Usage: lsock [OPTIONS] [FILTER]\n"
                             "List sockets, say what their states mean.\n"));
    write_heading(output, "Examples", colour);
    for (size_t i = 0; i < COUNT_OF(examples); i++)
        write_pair(output, text_of(examples[i].question), 24, text_of(examples[i].command));
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        write_heading(output, option_group_title((enum option_group)group), colour);
        write_group(output, (enum option_group)group);
    }
    output_text(output, TEXT("\nThe whole story: man lsock\n"));
}

/* What a column's values are, in words of JSON. */
static const char *type_word(enum value_type type)
{
    static const char *const words[VALUE_TYPE_COUNT] = {
        [VALUE_TEXT] = "text",       [VALUE_NUMBER] = "number",   [VALUE_INTEGER] = "number",
        [VALUE_BOOL] = "true/false", [VALUE_ADDRESS] = "address", [VALUE_ENDPOINT] = "text",
        [VALUE_HEX64] = "text",      [VALUE_LIST] = "list",
    };

    return words[type];
}

static const char *where_word(unsigned flags)
{
    if ((flags & COLUMN_CORE) != 0 && (flags & COLUMN_TABLE) != 0)
        return "table, core";
    if ((flags & COLUMN_CORE) != 0)
        return "core";
    if ((flags & COLUMN_TABLE) != 0)
        return "table";
    return (flags & COLUMN_JSON) != 0 ? "json" : "";
}

static void columns_cell(const void *context, size_t row, size_t column, struct value *value)
{
    const struct column *shown = column_at(row);
    const char *words[] = {shown->name, shown->title, type_word(shown->type),
                           where_word(shown->flags), shown->help};

    (void)context;
    *value = (struct value){.presence = VALUE_KNOWN, .type = VALUE_TEXT};
    value->text = text_of(words[column]);
}

void help_columns_table(struct table *table)
{
    static const struct table_column columns[] = {
        {"name", "NAME", false},       {"title", "HEADING", false}, {"type", "TYPE", false},
        {"default", "DEFAULT", false}, {"help", "MEANING", false},
    };
    *table = (struct table){
        .columns = columns,
        .column_count = COUNT_OF(columns),
        .row_count = column_count(),
        .cell = columns_cell,
    };
}
