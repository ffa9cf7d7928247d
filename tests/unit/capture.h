/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captures the output of a writer as text. */
#ifndef LSOCK_CAPTURE_H
#define LSOCK_CAPTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "unit.h"

struct capture {
    struct output output;
    FILE *file;
    char *bytes; /* zero-terminated */
    size_t length;
};

static inline struct capture *capture_begin(void)
{
    struct capture *capture = calloc(1, sizeof(*capture));

    ck_assert_ptr_nonnull(capture);
    capture->file = tmpfile();
    ck_assert_ptr_nonnull(capture->file);
    output_init(&capture->output, capture->file);
    return capture;
}

static inline struct text capture_end(struct capture *capture)
{
    struct error error = {0};
    long length;

    ck_assert(output_finish(&capture->output, &error));
    length = ftell(capture->file);
    ck_assert_int_ge(length, 0);
    rewind(capture->file);
    capture->length = (size_t)length;
    capture->bytes = calloc(1, capture->length + 1);
    ck_assert_ptr_nonnull(capture->bytes);
    ck_assert_uint_eq(fread(capture->bytes, 1, capture->length, capture->file), capture->length);
    return (struct text){capture->bytes, capture->length};
}

static inline void capture_free(struct capture *capture)
{
    fclose(capture->file);
    free(capture->bytes);
    free(capture);
}

/* Ends the capture, compares it, and frees it. */
static inline void capture_expect(struct capture *capture, struct text expected)
{
    struct text got = capture_end(capture);

    ck_assert_msg(text_equal(got, expected), "got\n%s\nnot\n%.*s", got.bytes, (int)expected.length,
                  expected.bytes);
    capture_free(capture);
}

#endif
