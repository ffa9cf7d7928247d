/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask.h"

#include <errno.h>
#include <string.h>

#include "backend.h"
#include "host_facts.h"
#include "input.h"
#include "privilege.h"

#define FILE_MAX ((size_t)4 * 1024 * 1024)

static bool read_all(struct input *input, struct builder *content, const char *name,
                     struct error *error)
{
    struct text block;

    while ((block = input_peek(input)).length > 0) {
        if (content->length + block.length > FILE_MAX)
            return error_set(error, STATUS_USAGE, "%.200s: more than %zu bytes of filter", name,
                             FILE_MAX);
        builder_add(content, block);
        input_take(input, block.length);
    }
    if (input->failure != 0)
        return error_set(error, STATUS_FAILED, "%.200s: %s", name, strerror(input->failure));
    return !content->failed || error_out_of_memory(error);
}

static bool read_file(const struct run *run, const char *name, struct text *text,
                      struct error *error)
{
    struct builder content = {0};
    struct input input;
    int failure = input_open(&input, name);
    bool good;

    if (failure != 0)
        good = error_set(error, STATUS_FAILED, "%.200s: %s", name, strerror(failure)) ||
               privilege_advise(failure, error);
    else
        good = read_all(&input, &content, name, error);
    input_close(&input);
    if (good) {
        *text = arena_copy(run->arena, builder_text(&content));
        good = text->bytes != NULL || error_out_of_memory(error);
    }
    builder_free(&content);
    return good;
}

bool ask(struct query *query, const struct run *run, struct error *error)
{
    const struct options *options = run->options;

    *query = (struct query){
        .kinds = options->kinds,
        .families = options->families,
        .selection = options->selection,
        .selection_given = options->selection_given,
        .words = run->words,
        .word_count = run->word_count,
        .file_name = options->filter_file,
        .recording = options->read,
        .netns = options->netns,
        .only = options->backend.length > 0 ? backend_find(options->backend) : NULL,
        .proc_root = options->proc_root,
        .no_pushdown = options->no_pushdown,
        .threads = options->threads,
        .no_owners = options->no_processes,
        .limit = options->limited ? options->limit : QUERY_NO_LIMIT,
        .unordered = options->count || options->summary,
        .record = options->record != NULL,
    };
    if (options->filter_file != NULL &&
        !read_file(run, options->filter_file, &query->file_filter, error))
        return false;
    return options->sort.bytes == NULL || order_parse(&query->order, options->sort, error);
}

bool ask_wants_owners(const struct gathering *gathering, const struct options *options)
{
    const struct query *query = &gathering->query;

    if (options->processes || options->no_processes)
        return options->processes;
    if (query->kinds.protocols != 0)
        return false;
    if (gathering->recorded != NULL)
        return recorded_has_owners(&gathering->snapshot);
    return !options->family_given && !options->count && !options->summary &&
           !column_list_replaces(options->columns);
}

struct column_context ask_context(const struct gathering *gathering, const struct options *options)
{
    struct column_context context = gather_context(gathering);

    context.every_owner = (options->details & DETAILS_BIT(DETAILS_EXTENDED)) != 0;
    if (options->format == FORMAT_TABLE)
        context.dialect = options->state_names;
    return context;
}

struct document ask_document(const struct gathering *gathering)
{
    struct document document = {
        .schema = "lsock/1",
        .rows_key = "sockets",
        .row_type = "socket",
        .version = LSOCK_VERSION,
        .time = gathering->time,
        .snapshot = &gathering->snapshot,
    };
    const struct recording *recording;

    if (gathering->recorded == NULL) {
        host_read(&document.host);
        return document;
    }
    recording = &gathering->recorded->recording;
    document.host = recording->host;
    document.version = recording->version.bytes == NULL ? "" : recording->version.bytes;
    return document;
}
