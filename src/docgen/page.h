/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A committed file with generated blocks, each between two marks on lines of their own. Text
 * outside the blocks is written by hand and is kept.
 *
 *     .\" begin NAME           <!-- begin NAME -->
 *     .\" end NAME             <!-- end NAME -->
 */
#ifndef LSOCK_PAGE_H
#define LSOCK_PAGE_H

#include <stdbool.h>

#include "builder.h"
#include "errors.h"

struct block {
    const char *name;
    void (*write)(struct builder *out);
};

struct page {
    const char *path;           /* relative to the root of the tree */
    const char *mark;           /* the text before "begin" in the line that marks a block */
    const struct block *blocks; /* each occurs once */
    size_t block_count;
};

/* Appends the whole file as it should be to *out; reads the file in the tree for the text to
 * keep. */
bool page_make(const struct page *page, const char *root, struct builder *out,
               struct error *error) NODISCARD;

/* Reads the file in the tree; a zero byte follows the content. */
bool page_read(const char *root, const char *path, struct builder *out,
               struct error *error) NODISCARD;
bool page_write(const char *root, const char *path, struct text content,
                struct error *error) NODISCARD;

#endif
