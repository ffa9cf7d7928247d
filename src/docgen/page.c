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
    return good || failed("read", path, error);
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

/* Takes a line, its newline included, off the start of *rest. */
static struct text next_line(struct text *rest)
{
    const char *newline = memchr(rest->bytes, '\n', rest->length);
    size_t length = newline == NULL ? rest->length : (size_t)(newline - rest->bytes) + 1;
    struct text line = {rest->bytes, length};

    rest->bytes += length;
    rest->length -= length;
    return line;
}

/* Whether the line is the mark "begin" or "end" of a block; *name is then the block's. */
static bool is_mark(struct text line, const struct page *page, const char *which, struct text *name)
{
    struct text rest = line;
    const char *parts[] = {page->mark, " ", which, " "};

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct text part = text_of(parts[i]);

        if (!text_starts_with(rest, part))
            return false;
        rest.bytes += part.length;
        rest.length -= part.length;
    }
    name->bytes = rest.bytes;
    name->length = 0;
    while (name->length < rest.length && !ascii_is_space(rest.bytes[name->length]))
        name->length++;
    return name->length > 0;
}

static const struct block *find_block(const struct page *page, struct text name)
{
    for (size_t i = 0; i < page->block_count; i++)
        if (text_equal(name, text_of(page->blocks[i].name)))
            return &page->blocks[i];
    return NULL;
}

/* Drops the lines up to the block's end, which is written. */
static bool skip_to_end(const struct page *page, struct text name, struct text *rest,
                        struct builder *out, struct error *error)
{
    while (rest->length > 0) {
        struct text line = next_line(rest), ended;

        if (!is_mark(line, page, "end", &ended))
            continue;
        if (!text_equal(name, ended))
            break;
        builder_add(out, line);
        return true;
    }
    return error_set(error, STATUS_FAILED, "%s: block %.*s has no end", page->path,
                     (int)name.length, name.bytes);
}

static bool replace_blocks(const struct page *page, struct text old, struct builder *out,
                           struct error *error)
{
    size_t found = 0;

    while (old.length > 0) {
        struct text line = next_line(&old), name;
        const struct block *block;

        builder_add(out, line);
        if (!is_mark(line, page, "begin", &name))
            continue;
        block = find_block(page, name);
        if (block == NULL)
            return error_set(error, STATUS_FAILED, "%s: there is no block %.*s", page->path,
                             (int)name.length, name.bytes);
        block->write(out);
        if (!skip_to_end(page, name, &old, out, error))
            return false;
        found++;
    }
    if (found != page->block_count)
        return error_set(error, STATUS_FAILED, "%s: %zu blocks, of %zu", page->path, found,
                         page->block_count);
    return true;
}

bool page_make(const struct page *page, const char *root, struct builder *out, struct error *error)
{
    struct builder old = {0};
    bool good;

    good = page_read(root, page->path, &old, error) &&
           replace_blocks(page, builder_text(&old), out, error);
    builder_free(&old);
    return good;
}
