/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writers write to a file: a temporary one, which is then read. */
#include <stdio.h>

#include "blocks.h"
#include "diff_table.h"
#include "schema.h"
#include "summary_table.h"
#include "topic.h"

static void copy_schema(struct builder *out, FILE *file, void (*write)(struct output *output))
{
    static struct output output;
    struct error error;
    char buffer[4096];
    size_t got;

    output_init(&output, file);
    write(&output);
    out->failed = out->failed || !output_finish(&output, &error);
    rewind(file);
    while ((got = fread(buffer, 1, sizeof(buffer), file)) > 0)
        builder_add(out, (struct text){buffer, got});
}

static void add_schema(struct builder *out, void (*write)(struct output *output))
{
    FILE *file = tmpfile();

    if (file == NULL) {
        out->failed = true;
        return;
    }
    copy_schema(out, file, write);
    fclose(file);
}

void json_schema(struct builder *out)
{
    add_schema(out, schema_write);
}

void json_topic_schema(struct builder *out)
{
    add_schema(out, topic_schema_write);
}

void json_summary_schema(struct builder *out)
{
    add_schema(out, summary_schema_write);
}

void json_event_schema(struct builder *out)
{
    add_schema(out, event_schema_write);
}

void json_diff_schema(struct builder *out)
{
    add_schema(out, diff_schema_write);
}
