/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "write_recording.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "document.h"
#include "file.h"
#include "privilege.h"
#include "socket_table.h"

static bool failed(const char *path, int failure, struct error *error)
{
    return error_set(error, STATUS_FAILED, "cannot write %s: %s", path, strerror(failure));
}

static void write_rows(struct document_writer *writer, const struct table *table,
                       const struct output *output)
{
    for (size_t row = 0; row < table->row_count && output_alive(output); row++) {
        table_expect(table, row);
        document_row(writer, row);
    }
}

/* The columns of the same sockets at the earlier reading. */
static void write_earlier(struct document_writer *writer, const struct gathering *gathering,
                          const struct recorded_more *more, const struct column_list *columns,
                          const struct output *output)
{
    struct column_context context = gather_context(gathering);
    struct socket_table table;

    context.snapshot = &more->earlier->snapshot;
    socket_table_init(&table, &context, columns, more->rows, more->row_count);
    document_continue(writer, &table.table, SCHEMA_EARLIER_ROW);
    write_rows(writer, &table.table, output);
}

static struct document earlier_document(const struct document *document,
                                        const struct earlier_reading *earlier)
{
    struct document before = *document;

    before.time = earlier->time;
    before.snapshot = &earlier->snapshot;
    before.host = earlier->has_host ? &earlier->host : NULL;
    return before;
}

static bool write_to(struct output *output, const struct gathering *gathering,
                     const struct recorded_more *more, struct document *document,
                     const struct column_list *columns, struct error *error)
{
    bool has_earlier = more != NULL && more->earlier != NULL;
    struct column_context context = gather_context(gathering);
    struct document_writer writer;
    struct socket_table table;
    struct document before;

    socket_table_init(&table, &context, columns, gathering->rows, gathering->total);
    if (has_earlier) {
        before = earlier_document(document, more->earlier);
        document->before = &before;
    }
    if (!document_begin(&writer, document, &table.table, FORMAT_JSON_LINES, output))
        return error_out_of_memory(error);
    write_rows(&writer, &table.table, output);
    if (has_earlier)
        write_earlier(&writer, gathering, more, columns, output);
    document_end(&writer, NULL);
    return true;
}

static bool end_output(struct output *output, const char *path, struct error *error)
{
    return (output_finish(output, error) && !output->closed) ||
           failed(path, output->closed ? EPIPE : output->failure, error);
}

/* Chooses the columns to write: those of JSON, the groups of details that were read, creation times
 * if they were read, and the columns that cost nothing. */
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

bool recording_write(const struct gathering *gathering, const struct recorded_more *more,
                     const struct run *run, struct error *error)
{
    const char *path = run->options->record;
    struct document document = ask_document(gathering, run);
    struct column_list columns;
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
    if (more != NULL)
        document.host = more->host;
    choose_columns(&columns, gathering);
    output_init(output, file);
    written = write_to(output, gathering, more, &document, &columns, error) &&
              end_output(output, path, error);
    if (fclose(file) != 0 && written)
        written = failed(path, errno, error);
    free(output);
    return written;
}
