/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "schema_file.h"

#include <stdio.h>
#include <string.h>

/* Several verbs may print the same kind of document. */
static bool is_first(size_t verb)
{
    for (size_t i = 0; i < verb; i++)
        if (verb_at(i)->schema != NULL && strcmp(verb_at(i)->schema, verb_at(verb)->schema) == 0)
            return false;
    return true;
}

const struct verb *schema_verb(size_t index)
{
    const struct verb *verb;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++)
        if (verb->schema != NULL && is_first(i) && index-- == 0)
            return verb;
    return NULL;
}

void schema_file_name(char path[SCHEMA_FILE_ROOM], const char *directory, const struct verb *verb)
{
    const char *slash = strchr(verb->schema, '/');

    snprintf(path, SCHEMA_FILE_ROOM, "%s/%.*s-%s.schema.json", directory,
             (int)(slash - verb->schema), verb->schema, slash + 1);
}

static int append(void *out, const char *bytes, size_t length)
{
    builder_add(out, (struct text){bytes, length});
    return 0;
}

void schema_file_content(struct builder *out, const struct verb *verb)
{
    static struct output output;
    struct error error;

    output_init(&output, stdout);
    output.write = append;
    output.context = out;
    verb->write_schema(&output);
    out->failed = out->failed || !output_finish(&output, &error);
}
