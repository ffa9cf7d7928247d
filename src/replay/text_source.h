/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the lines of a listing come from: lines as they are, or put together from fields or JSON.
 */
#ifndef LSOCK_TEXT_SOURCE_H
#define LSOCK_TEXT_SOURCE_H

#include "json_reader.h"
#include "text_fields.h"

struct text_source {
    struct input *input;
    bool has_fields, is_json, at_end;
    struct text_fields fields;
    struct json_reader json;

    /* Of the line: */
    uint64_t number;
    bool joined;     /* it was put together, and lies not in the input */
    bool unfinished; /* by the end of the input: fields may be missing */
};

/* Whether it is JSON with objects of PowerShell's. Peeks only. */
bool text_is_json(struct input *input);

/* Free it afterwards. */
void text_source_open(struct text_source *source, const struct text_format *format,
                      struct input *input);
void text_source_free(struct text_source *source);

/* As input_line does. After INPUT_END, text_source_problem may say what is wrong. */
enum input_line text_source_line(struct text_source *source, struct text *line);

/* Why JSON breaks off; NULL: it does not. */
const char *text_source_problem(const struct text_source *source);

#endif
