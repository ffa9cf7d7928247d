/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recordings: any bytes, as JSON (bit 0 of the first byte) or as a recording. An accepted recording
 * is written, read and written again: both outputs must be equal. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "present.h"
#include "importer.h"
#include "json_reader.h"
#include "rfc3339.h"
#include "socket_table.h"
#include "utf8.h"

#include "../input_open_text.h"

#define SIZE_MAX_HERE ((size_t)128 * 1024)

static void demand(bool so)
{
    if (!so)
        abort();
}

static void read_json(struct text bytes)
{
    struct input input;
    struct json_reader reader;
    struct timespec time;
    enum token token;

    demand(input_open_text(&input, bytes) == 0);
    json_reader_init(&reader, &input);
    while ((token = json_read(&reader)) != TOKEN_END && token != TOKEN_ERROR) {
        demand(reader.depth <= JSON_DEPTH_MAX);
        if (token == TOKEN_KEY || token == TOKEN_TEXT)
            demand(utf8_valid(builder_text(&reader.text)));
        if (token == TOKEN_TEXT && rfc3339_parse(builder_text(&reader.text), &time))
            demand(time.tv_nsec >= 0 && time.tv_nsec < 1000000000);
    }
    demand((token == TOKEN_ERROR) == (reader.problem != NULL));
    demand(json_read(&reader) == token);
    json_reader_free(&reader);
    input_close(&input);
}

/* A recording and the snapshot that it was read into. */
struct copy {
    struct snapshot snapshot;
    struct recording recording;
};

static bool read_copy(struct copy *copy, struct text bytes)
{
    struct collector collector = {&copy->snapshot, NULL, NULL};
    struct error error = {.status = STATUS_DONE};
    struct input input;
    bool read;

    snapshot_init(&copy->snapshot);
    copy->recording = (struct recording){.groups = 0};
    recorded_names_init(&copy->recording.names, NULL);
    demand(input_open_text(&input, bytes) == 0 && input_decode(&input) == 0);
    read = json_importer.read(&json_importer, &copy->recording, &input, "it", &collector, &error);
    demand(read || (error.status == STATUS_FAILED && error.message[0] != '\0'));
    input_close(&input);
    return read;
}

static void free_copy(struct copy *copy)
{
    recorded_names_free(&copy->recording.names);
    snapshot_free(&copy->snapshot);
}

static int append(void *context, const char *bytes, size_t length)
{
    builder_add(context, (struct text){bytes, length});
    return 0;
}

/* Every JSON column and every detail, so that any difference between the copies is visible. */
static void choose(struct column_list *columns)
{
    column_list_default(columns, COLUMN_CORE | COLUMN_JSON, 0);
    for (unsigned group = DETAILS_NONE + 1; group < DETAILS_GROUP_COUNT; group++)
        column_list_add_group(columns, (enum detail_group)group);
    columns->columns[columns->count++] = column_find(TEXT("created_us"));
    column_list_gather(columns);
}

static void write_copy(const struct copy *copy, struct builder *out)
{
    static struct output output;
    static uint32_t rows[SIZE_MAX_HERE];
    struct column_context context = {.snapshot = &copy->snapshot, .names = &copy->recording.names.names};
    static const struct schema schema = {
        .name = "lsock", .row_name = "socket", .rows_key = "sockets"};
    struct document document = {
        .schema = &schema,
        .version = copy->recording.version.bytes == NULL ? "" : copy->recording.version.bytes,
        .time = copy->recording.time,
        .machine = copy->recording.machine,
        .snapshot = &copy->snapshot,
    };
    struct socket_table table;
    struct column_list columns;
    struct error error;

    for (uint32_t row = 0; row < copy->snapshot.count; row++)
        rows[row] = row;
    choose(&columns);
    socket_table_init(&table, &context, &columns, rows, copy->snapshot.count);
    output.write = append;
    output.context = out;
    output.used = 0;
    demand(present(&(struct presentation){.format = FORMAT_JSON_LINES, .output = &output},
                   &document, &table.table, &error));
    output_flush(&output);
    demand(!out->failed);
}

static void read_recording(struct text bytes)
{
    struct builder first = {0}, second = {0};
    struct copy copy;

    if (read_copy(&copy, bytes)) {
        write_copy(&copy, &first);
        free_copy(&copy);
        if (first.length <= INPUT_BUFFER) { /* longer ones cannot be read from memory */
            demand(read_copy(&copy, builder_text(&first)));
            write_copy(&copy, &second);
            demand(text_equal(builder_text(&first), builder_text(&second)));
            free_copy(&copy);
        }
    } else {
        free_copy(&copy);
    }
    builder_free(&first);
    builder_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > SIZE_MAX_HERE)
        return 0;
    if ((data[0] & 1) != 0)
        read_json((struct text){(const char *)data + 1, size - 1});
    else
        read_recording((struct text){(const char *)data + 1, size - 1});
    return 0;
}
