/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "write_recording.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "file.h"
#include "present.h"
#include "privilege.h"
#include "socket_table.h"

static bool failed(const char *path, int failure, struct error *error)
{
    return error_set(error, STATUS_FAILED, "cannot write %s: %s", path, strerror(failure));
}

static bool write_to(struct output *output, const char *path, const struct document *document,
                     const struct table *table, struct error *error)
{
    const struct presentation lines = {.format = FORMAT_JSON_LINES, .output = output};

    if (!present(&lines, document, table, error))
        return false;
    return (output_finish(output, error) && !output->closed) ||
           failed(path, output->closed ? EPIPE : output->failure, error);
}

/* Every column of JSON, every group of details that was read, creation times if they were read,
 * and the columns that cost nothing. */
static void choose_columns(struct column_list *columns, const struct gathering *gathering)
{
    const struct request *request = &gathering->scope.request;
    uint32_t details = request->details | DETAILS_BIT(DETAILS_EXTENDED);

    column_list_default(columns, COLUMN_CORE | COLUMN_JSON, 0);
    if (gathering->recording != NULL) {
        recording_add_columns(gathering->recording, columns);
    } else {
        if (request->created)
            column_list_add(columns, column_find(TEXT("created_us")));
        column_list_add_details(columns, details);
    }
    column_list_gather(columns);
}

bool recording_write(const struct gathering *gathering, const struct run *run, struct error *error)
{
    const char *path = run->options->record;
    struct column_context context = gather_context(gathering);
    struct document document = ask_document(gathering, run);
    struct column_list columns;
    struct socket_table table;
    struct output *output;
    FILE *file;
    bool written;

    if (path == NULL)
        return true;
    if (!privilege_use(PRIVILEGE_RECORD, error))
        return false;
    file = file_open(path, "wb");
    if (file == NULL)
        return failed(path, errno, error);
    output = malloc(sizeof(*output));
    if (output == NULL) {
        fclose(file);
        return error_out_of_memory(error);
    }
    document.schema = verb_list.schema;
    choose_columns(&columns, gathering);
    socket_table_init(&table, &context, &columns, gathering->rows, gathering->total);
    output_init(output, file);
    written = write_to(output, path, &document, &table.table, error);
    if (fclose(file) != 0 && written)
        written = failed(path, errno, error);
    free(output);
    return written;
}
