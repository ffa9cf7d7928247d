/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A committed file that is made from the tables: in blocks, each between two marks that
 * stand on lines of their own. What stands outside of the blocks was written by hand and stays.
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
    const char *path;           /* from the root of the tree */
    const char *mark;           /* of a block: what stands before "begin" */
    const struct block *blocks; /* each of them once */
    size_t block_count;
};

/* The whole file as it should be, appended to *out; reads the one in the tree for what stays. */
bool page_make(const struct page *page, const char *root, struct builder *out,
               struct error *error) NODISCARD;

/* The file in the tree; a zero byte stands behind what is read. */
bool page_read(const char *root, const char *path, struct builder *out,
               struct error *error) NODISCARD;
bool page_write(const char *root, const char *path, struct text content,
                struct error *error) NODISCARD;

#endif
