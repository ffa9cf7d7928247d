/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reread.h"

#include "ask.h"

bool reread_open(struct reread *reread, const struct run *run, const struct options *options,
                 const struct places *places, struct error *error)
{
    struct query query;

    reread->options = *options;
    reread->run = *run;
    reread->run.options = &reread->options;
    reread->complete = true;
    for (unsigned i = 0; i < COUNT_OF(reread->gatherings); i++) {
        if (!ask(&query, &reread->run, error))
            return false;
        query.entered = places;
        /* An edited filter or order may need privileges that the first one did not. */
        query.privileges = run->verb->privileges;
        if (!gather_open(&reread->gatherings[i], &query, run->names, run->arena, error))
            return false;
        places = &reread->gatherings[0].places;
    }
    reread->run.arena = &reread->passing;
    return true;
}

void reread_close(struct reread *reread)
{
    for (unsigned i = 0; i < COUNT_OF(reread->gatherings); i++)
        gather_close(&reread->gatherings[i]);
    arena_free(&reread->passing);
}

static void direct(struct output *output,
                   int (*write)(void *context, const char *bytes, size_t length), void *context)
{
    output->file = stdout;
    output->write = write;
    output->context = context;
}

void reread_direct(struct reread *reread,
                   int (*write)(void *context, const char *bytes, size_t length), void *context,
                   struct builder *notes)
{
    struct presentation *presentation = &reread->run.presentation;

    direct(&reread->output, write, context);
    direct(&reread->notes, output_append, notes);
    presentation->output = &reread->output;
    presentation->notes = &reread->notes;
    presentation->colour_notes = false;
    presentation->notes_width = 0;
}

static bool print(struct reread *reread, struct gathering *gathering, struct error *error)
{
    enum exit_status status = STATUS_DONE;

    arena_free(&reread->passing);
    return reread->run.verb->work(gathering, &reread->run, &status, error);
}

bool reread_next(struct reread *reread, struct error *error)
{
    struct gathering *last = &reread->gatherings[reread->newest];
    struct gathering *next = &reread->gatherings[1 - reread->newest];

    next->earlier = reread->has_read ? last : NULL;
    last->earlier = NULL; /* its memory is used for the next reading */
    last->rates.index = NULL;
    if (!print(reread, next, error)) {
        reread->complete = false;
        return false;
    }
    reread->complete = reread->complete && snapshot_complete(&next->snapshot);
    reread->has_read = true;
    reread->newest = 1 - reread->newest;
    return true;
}

bool reread_print(struct reread *reread, struct error *error)
{
    struct gathering *last = &reread->gatherings[reread->newest];
    bool printed;

    last->held = true;
    printed = print(reread, last, error);
    last->held = false;
    return printed;
}

const struct gathering *reread_newest(const struct reread *reread)
{
    return &reread->gatherings[reread->newest];
}
