/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "printing.h"

#include "terminal.h"

bool format_is_json(enum format format)
{
    return format == FORMAT_JSON || format == FORMAT_JSON_PRETTY || format == FORMAT_JSON_LINES;
}

struct text_style printing_style(const struct run *run)
{
    return (struct text_style){
        .colour = run->colour,
        .heading = !run->options->no_heading,
        .width = terminal_columns(stdout),
        .one_line = run->options->one_line,
        .resolve = run->options->resolve ? run->names : NULL,
    };
}

static bool print_text(const struct run *run, const struct table *table)
{
    struct text_style style = printing_style(run);
    struct table csv = *table;

    csv.for_spreadsheet = run->options->for_spreadsheet;
    if (run->options->format == FORMAT_CSV)
        return table_write_csv(&csv, style.heading, run->output);
    return table_write_text(table, &style, run->output);
}

bool print_table(const struct run *run, const struct document *document, const struct table *table,
                 struct error *error)
{
    static const enum json_mode modes[] = {
        [FORMAT_JSON] = JSON_COMPACT,
        [FORMAT_JSON_PRETTY] = JSON_PRETTY,
        [FORMAT_JSON_LINES] = JSON_LINES,
    };

    if (!format_is_json(run->options->format))
        return print_text(run, table) || error_out_of_memory(error);
    return document_write(document, table, modes[run->options->format], run->output) ||
           error_out_of_memory(error);
}
