/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Generates the documentation from the tables of the program:
 *
 *     docgen ROOT            rewrites the files in the tree, and prints the changed ones
 *     docgen --check ROOT    lists the files that differ; exit status 1 if any does
 *
 * Built for the build machine and not installed. page.c handles blocks and files; each other file
 * writes one kind of text: man_*.c (mdoc.c, prose.c), readme.c.
 */
#include <stdio.h>
#include <string.h>

#include "blocks.h"
#include "page.h"
#include "prose.h"
#include "schema_file.h"

#define MAN_ROW(name)    {#name, man_##name},
#define README_ROW(name) {#name, readme_##name},

static const struct block man_blocks[] = {MAN_BLOCKS(MAN_ROW)};
static const struct block readme_blocks[] = {README_BLOCKS(README_ROW)};

static const struct page pages[] = {
    {"man/lsock.8", ".\\\"", man_blocks, COUNT_OF(man_blocks)},
    {"README.md", "<!--", readme_blocks, COUNT_OF(readme_blocks)},
};

/* Returns the number of the first line that differs. */
static size_t first_difference(struct text a, struct text b)
{
    size_t line = 1;

    for (size_t i = 0; i < a.length && i < b.length && a.bytes[i] == b.bytes[i]; i++)
        line += a.bytes[i] == '\n';
    return line;
}

/* Compares or rewrites a file. A missing file counts as different. */
static bool update(const char *path, const char *root, bool check, struct text wanted,
                   struct error *error)
{
    struct builder old = {0};
    bool good = page_read(root, path, &old, error) && text_equal(builder_text(&old), wanted);

    if (!good && check) {
        error_set(error, STATUS_NO, "%s:%zu: differs from the tables: run `ninja docs`", path,
                  first_difference(builder_text(&old), wanted));
    } else if (!good) {
        printf("%s\n", path);
        good = page_write(root, path, wanted, error);
    }
    builder_free(&old);
    return good;
}

/* `made`: no error so far. Returns the exit status. */
static int finish(const char *path, const char *root, bool check, bool made, struct builder *wanted,
                  struct error *error)
{
    if (made && wanted->failed)
        made = error_out_of_memory(error);
    made = made && update(path, root, check, builder_text(wanted), error);
    if (!made)
        fprintf(stderr, "docgen: %s\n", error->message);
    builder_free(wanted);
    return made ? 0 : 1;
}

static int make_page(const struct page *page, const char *root, bool check)
{
    struct builder wanted = {0};
    struct error error;
    bool made = page_make(page, root, &wanted, &error);

    return finish(page->path, root, check, made, &wanted, &error);
}

static int make_schema(const struct schema *schema, const char *root, bool check)
{
    struct builder wanted = {0};
    struct error error;
    char path[80];

    snprintf(path, sizeof(path), "man/" SCHEMA_FILE, schema->name);
    schema_file_content(&wanted, schema);
    return finish(path, root, check, true, &wanted, &error);
}

static int run(const char *root, bool check)
{
    const struct schema *schema;
    struct error error;
    int status = 0;

    if (!prose_read(root, &error)) {
        fprintf(stderr, "docgen: %s\n", error.message);
        return 1;
    }
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        status |= make_page(&pages[i], root, check);
    for (size_t i = 0; (schema = schema_at(i)) != NULL; i++)
        status |= make_schema(schema, root, check);
    return status;
}

int main(int argc, char **argv)
{
    bool check = argc > 1 && strcmp(argv[1], "--check") == 0;

    if (argc != 2 + check) {
        fprintf(stderr, "Usage: docgen [--check] ROOT\n");
        return 2;
    }
    return run(argv[1 + check], check);
}
