/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Importers: the formats that --read accepts, recognized by content. */
#ifndef LSOCK_IMPORTER_H
#define LSOCK_IMPORTER_H

#include "collector.h"
#include "input.h"
#include "recording.h"

struct text_format;

struct importer {
    const char *name;
    const char *help; /* one line */

    /* Whether the input has this format. Only peeks. NULL: see text_recognize. */
    bool (*recognize)(const struct importer *importer, struct input *input);

    /*
     * Reads the whole input into the collector's snapshot, and fills in the recording with its
     * columns. `name` is the input's name in errors and notes. False, with *error: not in this
     * format, or out of memory. Damage after the head causes a note.
     */
    bool (*read)(const struct importer *importer, struct recording *recording, struct input *input,
                 const char *name, const struct collector *collector, struct error *error);

    const struct text_format *format; /* set for text importers */
};

extern const struct importer json_importer;

#define TEXT_IMPORTERS_MAX 32

/* Returns the importer with a text format that accepts the first line which is a row in any of
 * them; NULL: none. Only peeks. */
const struct importer *text_recognize(const struct importer *(*importer_at)(size_t index),
                                      size_t count, struct input *input);

/* Sets an error that says what unrecognized input looks like. Only peeks. Returns false. */
bool text_refuse_unknown(struct input *input, const char *name, struct arena *arena,
                         struct error *error);

/* Importers for the text output of other tools. */
extern const struct importer text_importers[];
extern const size_t text_importer_count;

#endif
