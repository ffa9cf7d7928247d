/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes what is documented from the tables that the program itself is made of:
 *
 *     docgen ROOT            rewrites the files in the tree, and prints which it had to
 *     docgen --check ROOT    says which of them differ; exit status 1 where one does
 *
 * A native program that is not installed. page.c knows blocks and files, the others each write one
 * kind of text: man_*.c (mdoc.c, prose.c), readme.c.
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

/* The number of the first line in which they differ; 0: they do not. */
static size_t first_difference(struct text a, struct text b)
{
    size_t line = 1;

    if (text_equal(a, b))
        return 0;
    for (size_t i = 0; i < a.length && i < b.length && a.bytes[i] == b.bytes[i]; i++)
        line += a.bytes[i] == '\n';
    return line;
}

/* A file that is not there differs in its first line. */
static size_t difference(const char *path, const char *root, struct text wanted)
{
    struct builder old = {0};
    struct error error;
    size_t line = 1;

    if (page_read(root, path, &old, &error))
        line = first_difference(builder_text(&old), wanted);
    builder_free(&old);
    return line;
}

/* False, with the error, when the file is not and will not be what it should be. */
static bool update(const char *path, const char *root, bool check, const struct builder *wanted,
                   struct error *error)
{
    size_t line;

    if (wanted->failed)
        return error_out_of_memory(error);
    line = difference(path, root, builder_text(wanted));
    if (line == 0)
        return true;
    if (check)
        return error_set(error, STATUS_NO, "%s:%zu: differs from the tables: see `ninja docs`",
                         path, line);
    printf("%s\n", path);
    return page_write(root, path, builder_text(wanted), error);
}

/* Reports the error, and frees what was wanted. Returns the exit status. */
static int done(bool good, struct builder *wanted, const struct error *error)
{
    if (!good)
        fprintf(stderr, "docgen: %s\n", error->message);
    builder_free(wanted);
    return good ? 0 : 1;
}

static int make_page(const struct page *page, const char *root, bool check)
{
    struct builder wanted = {0};
    struct error error;
    bool good =
        page_make(page, root, &wanted, &error) && update(page->path, root, check, &wanted, &error);

    return done(good, &wanted, &error);
}

static int make_schema(const struct verb *verb, const char *root, bool check)
{
    struct builder wanted = {0}, path = {0};
    struct error error;
    bool good;

    builder_add(&path, TEXT("man/"));
    schema_file_name(&path, verb);
    builder_add_byte(&path, '\0');
    schema_file_content(&wanted, verb);
    wanted.failed = wanted.failed || path.failed;
    good = update(path.bytes, root, check, &wanted, &error);
    builder_free(&path);
    return done(good, &wanted, &error);
}

static int run(const char *root, bool check)
{
    const struct verb *verb;
    struct error error;
    int status = 0;

    if (!prose_read(root, &error)) {
        fprintf(stderr, "docgen: %s\n", error.message);
        return 1;
    }
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        status |= make_page(&pages[i], root, check);
    for (size_t i = 0; (verb = schema_verb(i)) != NULL; i++)
        status |= make_schema(verb, root, check);
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
