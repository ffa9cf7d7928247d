/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writers write to a file: a temporary one, which is then read. */
#include <stdio.h>

#include "blocks.h"
#include "schema.h"

static void write_schema(struct builder *out, FILE *file)
{
    static struct output output;
    struct error error;
    char buffer[4096];
    size_t got;

    output_init(&output, file);
    schema_write(&output);
    out->failed = out->failed || !output_finish(&output, &error);
    rewind(file);
    while ((got = fread(buffer, 1, sizeof(buffer), file)) > 0)
        builder_add(out, (struct text){buffer, got});
}

void json_schema(struct builder *out)
{
    FILE *file = tmpfile();

    if (file == NULL) {
        out->failed = true;
        return;
    }
    write_schema(out, file);
    fclose(file);
}
