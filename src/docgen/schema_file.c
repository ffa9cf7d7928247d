/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "schema_file.h"

#include <stdio.h>

#include "schema.h"

/* Several verbs may print the same kind of document. */
static bool is_first(size_t verb)
{
    for (size_t i = 0; i < verb; i++)
        if (verb_at(i)->schema == verb_at(verb)->schema)
            return false;
    return true;
}

const struct schema *schema_at(size_t index)
{
    const struct verb *verb;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++)
        if (verb->schema != NULL && is_first(i) && index-- == 0)
            return verb->schema;
    return NULL;
}

void schema_file_content(struct builder *out, const struct schema *schema)
{
    static struct output output;
    struct error error;

    output_init(&output, stdout);
    output.write = output_append;
    output.context = out;
    schema_write(schema, &output);
    out->failed = out->failed || !output_finish(&output, &error);
}
