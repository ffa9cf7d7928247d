/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text output of other tools. The first byte selects a format; higher values (`#` in the samples)
 * use the recognized one. Every row must have a source, and columns for all its values. */
#include "fuzz.h"

#include "column.h"
#include "importers.h"

#include "../input_open_text.h"

static void look(const struct snapshot *snapshot, const struct names *names)
{
    struct column_context context = {.snapshot = snapshot, .names = names};
    struct value value;

    for (size_t row = 0; row < snapshot->count; row++) {
        if (snapshot_at(snapshot, row)->source >= snapshot->source_count)
            abort();
        for (size_t i = 0; i < column_count(); i++)
            column_get(column_at(i), &context, snapshot_at(snapshot, row), &value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct snapshot snapshot;
    struct collector collector = {&snapshot, NULL, NULL};
    struct recording recording = {.groups = 0};
    struct error error = {.status = STATUS_DONE};
    const struct importer *importer;
    struct input input;

    if (size == 0 || input_open_text(&input, (struct text){(const char *)data + 1, size - 1}) != 0)
        return 0;
    if (input_decode(&input) != 0)
        abort();
    snapshot_init(&snapshot);
    recorded_names_init(&recording.names, NULL);
    importer = data[0] < importer_count() ? importer_at(data[0]) : importer_of(&input);
    if (importer != NULL) {
        if (importer->read(importer, &recording, &input, "it", &collector, &error))
            look(&snapshot, &recording.names.names);
        else if (error.status != STATUS_FAILED || error.message[0] == '\0')
            abort();
    }
    recorded_names_free(&recording.names);
    snapshot_free(&snapshot);
    input_close(&input);
    return 0;
}
