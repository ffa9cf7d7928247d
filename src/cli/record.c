/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "socket_table.h"

static bool write_to(struct output *output, const char *path, const struct document *document,
                     const struct table *table, struct error *error)
{
    if (!document_write(document, table, JSON_LINES, output))
        return error_out_of_memory(error);
    if (output_finish(output, error) && !output->closed)
        return true;
    return error_set(error, STATUS_FAILED, "cannot write %s: %s", path,
                     strerror(output->closed ? EPIPE : output->failure));
}

static void choose_columns(struct column_list *columns, const struct column_list *also)
{
    column_list_default(columns, COLUMN_CORE | COLUMN_JSON, 0);
    for (size_t i = 0; i < also->count; i++)
        if (!column_list_has(columns, also->columns[i]) && columns->count < COLUMN_LIST_MAX)
            columns->columns[columns->count++] = also->columns[i];
    column_list_gather(columns);
}

bool record_write(const char *path, const struct document *document, const struct column_list *also,
                  const struct column_context *context, const uint32_t *rows, size_t count,
                  struct error *error)
{
    struct column_context scripts = *context;
    struct column_list columns;
    struct socket_table table;
    struct output *output;
    FILE *file;
    bool written;

    file = file_open(path, "wb");
    if (file == NULL)
        return error_set(error, STATUS_FAILED, "cannot write %s: %s", path, strerror(errno));
    output = malloc(sizeof(*output));
    if (output == NULL) {
        fclose(file);
        return error_out_of_memory(error);
    }
    scripts.dialect = DIALECT_RFC;
    choose_columns(&columns, also);
    socket_table_init(&table, &scripts, &columns, rows, count);
    output_init(output, file);
    written = write_to(output, path, document, &table.table, error);
    if (fclose(file) != 0 && written)
        written = error_set(error, STATUS_FAILED, "cannot write %s: %s", path, strerror(errno));
    free(output);
    return written;
}
