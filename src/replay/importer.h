/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What --read can read: a format, recognised by its text. */
#ifndef LSOCK_IMPORTER_H
#define LSOCK_IMPORTER_H

#include "collector.h"
#include "input.h"
#include "recording.h"

struct text_format;

struct importer {
    const char *name;
    const char *help; /* one line */

    /* Whether the input is in this format. Peeks only. NULL: see text_recognize. */
    bool (*recognize)(const struct importer *importer, struct input *input);

    /*
     * Reads the whole input into the collector's snapshot and fills in the recording, its columns
     * included. `name` is what errors and notes call the input. False, with *error, if it is not in
     * this format or memory ran out; damage after the head is a note.
     */
    bool (*read)(const struct importer *importer, struct recording *recording, struct input *input,
                 const char *name, const struct collector *collector, struct error *error);

    const struct text_format *format; /* of the text importers */
};

extern const struct importer json_importer;

#define TEXT_IMPORTERS_MAX 32

/* Of those with a text format, the one in which the first line is a row that is one in any; NULL:
 * there is none. Peeks only. */
const struct importer *text_recognize(const struct importer *(*importer_at)(size_t index),
                                      size_t count, struct input *input);

/* Sets the error: what the input, which no importer recognises, looks like. Peeks only. False. */
bool text_refuse_unknown(struct input *input, const char *name, struct arena *arena,
                         struct error *error);

/* What other tools print as text. */
extern const struct importer text_importers[];
extern const size_t text_importer_count;

#endif
