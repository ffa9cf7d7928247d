/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "recall.h"

#include <string.h>

#include "backend.h"
#include "number.h"

/* The first byte tells them apart: no length of a netlink message ends in one of these. */
static bool is_json(struct input *input)
{
    struct text start = input_peek(input);
    size_t at = 0;

    while (at < start.length && ascii_is_space(start.bytes[at]))
        at++;
    return at == start.length || start.bytes[at] == '{';
}

static bool read_input(struct recall *recall, struct input *input, const char *name,
                       struct snapshot *snapshot, struct error *error)
{
    struct collector collector = {snapshot, NULL, NULL};

    if (!is_json(input) && backend_is_dump(input)) {
        recall->recording.version = TEXT(LSOCK_VERSION);
        recall->recording.time.tv_nsec = -1; /* a dump does not say when it was made */
        return backend_read_dump(input, name, &collector, error);
    }
    return recording_read(&recall->recording, input, name, &collector, error);
}

/* Owners are shown where the recording has any word on them. */
static bool has_owners(const struct snapshot *snapshot)
{
    for (size_t row = 0; row < snapshot->count; row++)
        if (snapshot_at(snapshot, row)->owner_status != OWNER_NOT_REQUESTED)
            return true;
    return false;
}

/* For people a namespace has its name, else its inode. */
static void label_sources(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct source *source = &snapshot->sources[i];
        char digits[NUMBER_MAX_LENGTH];
        struct text number = {digits, number_write(digits, source->netns)};

        source->netns_label = source->netns_name;
        if (source->netns_label.length == 0 && source->netns != 0)
            source->netns_label = arena_copy(&snapshot->arena, number);
    }
}

static void choose_options(struct recall *recall, const struct snapshot *snapshot)
{
    struct options *options = &recall->options;

    if (options->protocols == 0 && !options->selection_given)
        options->processes |= has_owners(snapshot);
    if (options->protocols == 0)
        options->protocols = PROTOCOLS_ALL;
}

bool recall_read(struct recall *recall, const struct run *run, const char *path,
                 struct snapshot *snapshot, struct error *error)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    struct input input;
    int failure;
    bool read;

    recorded_names_init(&recall->names, run->names);
    recall->options = *run->options;
    recall->recording = (struct recording){.names = &recall->names};
    recall->run = *run;
    recall->run.options = &recall->options;
    recall->run.names = &recall->names.names;
    failure = input_open(&input, path);
    if (failure != 0)
        read = error_set(error, STATUS_FAILED, "cannot read %s: %s", name, strerror(failure));
    else
        read = read_input(recall, &input, name, snapshot, error);
    input_close(&input);
    label_sources(snapshot);
    choose_options(recall, snapshot);
    return read;
}

void recall_free(struct recall *recall)
{
    recorded_names_free(&recall->names);
}
