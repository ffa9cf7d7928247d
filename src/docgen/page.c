/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static FILE *open_file(const char *root, const char *path, const char *mode)
{
    struct builder name = {0};
    FILE *file = NULL;

    builder_printf(&name, "%s/%s", root, path);
    builder_add_byte(&name, '\0');
    if (!name.failed)
        file = fopen(name.bytes, mode);
    builder_free(&name);
    return file;
}

static bool failed(const char *what, const char *path, struct error *error)
{
    return error_set(error, STATUS_FAILED, "%s: cannot %s: %s", path, what, strerror(errno));
}

bool page_read(const char *root, const char *path, struct builder *out, struct error *error)
{
    char buffer[4096];
    size_t got;
    FILE *file = open_file(root, path, "rb");
    bool good;

    if (file == NULL)
        return failed("open", path, error);
    while ((got = fread(buffer, 1, sizeof(buffer), file)) > 0)
        builder_add(out, (struct text){buffer, got});
    good = ferror(file) == 0;
    fclose(file);
    builder_add_byte(out, '\0');
    out->length -= !out->failed;
    if (!good)
        return failed("read", path, error);
    return !out->failed || error_out_of_memory(error);
}

bool page_write(const char *root, const char *path, struct text content, struct error *error)
{
    FILE *file = open_file(root, path, "wb");
    bool good;

    if (file == NULL)
        return failed("open", path, error);
    good = fwrite(content.bytes, 1, content.length, file) == content.length;
    good = fclose(file) == 0 && good;
    return good || failed("write", path, error);
}

/* Returns the line after the next mark `which` of a block, whose name is stored in *name; NULL:
 * none. */
static const char *find_mark(const char *from, const struct page *page, const char *which,
                             struct text *name)
{
    char mark[32];
    const char *at;

    snprintf(mark, sizeof(mark), "\n%s %s ", page->mark, which);
    at = strstr(from, mark);
    if (at == NULL)
        return NULL;
    name->bytes = at + strlen(mark);
    name->length = strcspn(name->bytes, " \n");
    return strchr(name->bytes, '\n');
}

static const struct block *find_block(const struct page *page, struct text name)
{
    for (size_t i = 0; i < page->block_count; i++)
        if (text_equal(name, text_of(page->blocks[i].name)))
            return &page->blocks[i];
    return NULL;
}

/* `at`: the old page. */
static bool replace_blocks(const struct page *page, const char *at, struct builder *out,
                           struct error *error)
{
    size_t found = 0;
    struct text name, ended;
    const char *begin;

    for (; (begin = find_mark(at, page, "begin", &name)) != NULL; found++) {
        const struct block *block = find_block(page, name);

        if (block == NULL || find_mark(begin, page, "end", &ended) == NULL ||
            !text_equal(name, ended))
            return error_set(error, STATUS_FAILED, "%s: block %.*s is unknown, or has no end",
                             page->path, (int)name.length, name.bytes);
        builder_add(out, (struct text){at, (size_t)(begin + 1 - at)});
        block->write(out);
        at = ended.bytes - strlen(page->mark) - strlen(" end ");
    }
    builder_add(out, text_of(at));
    return found == page->block_count || error_set(error, STATUS_FAILED, "%s: %zu blocks, of %zu",
                                                   page->path, found, page->block_count);
}

bool page_make(const struct page *page, const char *root, struct builder *out, struct error *error)
{
    struct builder old = {0};
    bool good;

    good = page_read(root, page->path, &old, error) && replace_blocks(page, old.bytes, out, error);
    builder_free(&old);
    return good;
}
