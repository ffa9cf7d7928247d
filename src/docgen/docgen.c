/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes what is documented from the tables that the program itself is made of:
 *
 *     docgen ROOT            rewrites the files in the tree, and prints which it had to
 *     docgen --check ROOT    says which of them differ; exit status 1 where one does
 *
 * A native program that is not installed. page.c knows blocks and files, the others each write one
 * kind of text: man_*.c (mdoc.c), bash.c, zsh.c, fish.c (candidate.c), readme.c.
 */
#include <stdio.h>
#include <string.h>

#include "blocks.h"
#include "page.h"

static const struct block man_blocks[] = {
    {"synopsis", man_synopsis},
    {"examples", man_examples},
    {"verbs", man_verbs},
    {"options", man_options},
    {"taken", man_taken},
    {"refused", man_refused},
    {"windows-letters", man_windows_letters},
    {"windows-refused", man_windows_refused},
    {"filter-tests", man_filter_tests},
    {"filter-comparisons", man_filter_comparisons},
    {"filter-operators", man_filter_operators},
    {"filter-groups", man_filter_groups},
    {"filter-examples", man_filter_examples},
    {"states", man_states},
    {"dialects", man_dialects},
    {"extras", man_extras},
    {"columns", man_columns},
    {"recipes", man_recipes},
    {"notes", man_notes},
    {"backends", man_backends},
    {"exit-status", man_exit_status},
};
static const struct block bash_blocks[] = {{"bash", completion_bash}};
static const struct block zsh_blocks[] = {{"zsh", completion_zsh}};
static const struct block fish_blocks[] = {{"fish", completion_fish}};
static const struct block schema_blocks[] = {{"schema", json_schema}};
static const struct block topic_schema_blocks[] = {{"schema", json_topic_schema}};
static const struct block summary_schema_blocks[] = {{"schema", json_summary_schema}};
static const struct block event_schema_blocks[] = {{"schema", json_event_schema}};
static const struct block diff_schema_blocks[] = {{"schema", json_diff_schema}};
static const struct block readme_blocks[] = {
    {"examples", readme_examples},
    {"recipes", readme_recipes},
    {"exit-status", readme_exit_status},
    {"privileges", readme_privileges},
};

static const struct page pages[] = {
    {"man/lsock.8", ".\\\"", man_blocks, COUNT_OF(man_blocks)},
    {"man/lsock-1.schema.json", NULL, schema_blocks, COUNT_OF(schema_blocks)},
    {"man/lsock-topic-1.schema.json", NULL, topic_schema_blocks, COUNT_OF(topic_schema_blocks)},
    {"man/lsock-events-1.schema.json", NULL, event_schema_blocks, COUNT_OF(event_schema_blocks)},
    {"man/lsock-summary-1.schema.json", NULL, summary_schema_blocks,
     COUNT_OF(summary_schema_blocks)},
    {"man/lsock-diff-1.schema.json", NULL, diff_schema_blocks, COUNT_OF(diff_schema_blocks)},
    {"completions/lsock.bash", NULL, bash_blocks, COUNT_OF(bash_blocks)},
    {"completions/_lsock", NULL, zsh_blocks, COUNT_OF(zsh_blocks)},
    {"completions/lsock.fish", NULL, fish_blocks, COUNT_OF(fish_blocks)},
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
static size_t difference(const struct page *page, const char *root, struct text wanted)
{
    struct builder old = {0};
    struct error error;
    size_t line = 1;

    if (page_read(root, page->path, &old, &error))
        line = first_difference(builder_text(&old), wanted);
    builder_free(&old);
    return line;
}

/* False, with the error, when the file is not and will not be what it should be. */
static bool update(const struct page *page, const char *root, bool check, struct builder *wanted,
                   struct error *error)
{
    size_t line;

    if (!page_make(page, root, wanted, error))
        return false;
    if (wanted->failed)
        return error_out_of_memory(error);
    line = difference(page, root, builder_text(wanted));
    if (line == 0)
        return true;
    if (check)
        return error_set(error, STATUS_NO, "%s:%zu: differs from the tables: see `ninja docs`",
                         page->path, line);
    printf("%s\n", page->path);
    return page_write(root, page->path, builder_text(wanted), error);
}

static int run(const char *root, bool check)
{
    int status = 0;

    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct builder wanted = {0};
        struct error error;

        if (!update(&pages[i], root, check, &wanted, &error)) {
            fprintf(stderr, "docgen: %s\n", error.message);
            status = 1;
        }
        builder_free(&wanted);
    }
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
