/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Provides the lines of a listing, either unchanged or converted from fields or JSON. */
#ifndef LSOCK_TEXT_SOURCE_H
#define LSOCK_TEXT_SOURCE_H

#include "json_reader.h"
#include "text_fields.h"

struct text_source {
    struct input *input;
    bool has_fields, is_json, at_end;
    struct text_fields fields;
    struct json_reader json;

    /* Of the current line: */
    uint64_t number;
    bool joined;     /* converted, so it is not in the input */
    bool unfinished; /* cut by the end of the input: fields may be missing */
};

/* Whether the input is JSON with PowerShell's objects. Only peeks. */
bool text_is_json(struct input *input);

/* Free it afterwards. */
void text_source_open(struct text_source *source, const struct text_format *format,
                      struct input *input);
void text_source_free(struct text_source *source);

/* As input_line. After INPUT_END, text_source_problem tells whether something is wrong. */
enum input_line text_source_line(struct text_source *source, struct text *line);

/* The reason why the JSON is incomplete; NULL: it is complete. */
const char *text_source_problem(const struct text_source *source);

#endif
