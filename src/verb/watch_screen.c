/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "watch_screen.h"

#include "terminal.h"
#include "watch_keys.h"
#include "watch_paint.h"
#include "watch_print.h"

static bool look(void *context, struct error *error)
{
    struct watch *watch = context;
    struct error ignored = {.status = STATUS_DONE};

    if (!watch->window.marked && !known_lines_set(&watch->known, builder_text(&watch->table)))
        return error_out_of_memory(error);
    if (watch_print(watch, *watch->reread, reread_next, error))
        return true;
    /* The rows of the reading before stay. */
    if (watch->follow.has_read && !watch_print(watch, *watch->reread, reread_print, &ignored))
        *error = ignored;
    return false;
}

static void measure_screen(struct watch *watch)
{
    screen_size(&watch->rows, &watch->columns);
    if (watch->rows < 3)
        watch->rows = 3;
    watch->fitting = SIZE_MAX;
}

static bool do_what_is_due(struct watch *watch, struct error *error)
{
    if (!watch->paused && follow_is_due(&watch->follow, 0))
        watch->due = DUE_READING;
    if (watch->due == DUE_READING && !follow_read(&watch->follow, look, watch, error))
        return false;
    if (watch->due == DUE_TABLE && !watch_print(watch, *watch->reread, reread_print, error))
        return false;
    watch->ends |= watch->due != DUE_NOTHING && !watch_paint(watch);
    watch->due = DUE_NOTHING;
    return true;
}

static void wait_for_more(struct watch *watch)
{
    int key;

    switch (screen_wait(watch->paused ? -1 : follow_pause(&watch->follow), &key)) {
    case SCREEN_KEY:
        watch_key(watch, key);
        break;
    case SCREEN_REDRAW:
        measure_screen(watch);
        builder_clear(&watch->frame.bytes);
        watch->due = DUE_TABLE;
        break;
    case SCREEN_ENDS:
        watch->ends = true;
        break;
    case SCREEN_TIMEOUT:
        break;
    }
}

static bool show(struct watch *watch, struct error *error)
{
    /* Errors in the options are reported before the screen changes. */
    if (!follow_read(&watch->follow, look, watch, error) || !screen_begin(error))
        return false;
    watch->due = DUE_FRAME;
    while (!watch->ends && do_what_is_due(watch, error))
        if (!watch->ends)
            wait_for_more(watch);
    screen_end();
    return error->status == STATUS_DONE;
}

bool watch_screen(const struct run *run, struct reread **reread, struct error *error)
{
    struct watch watch = {.run = run,
                          .reread = reread,
                          .follow = {.interval = run->options->watch},
                          .frame = {.utf8 = terminal_takes_utf8()}};
    bool done;

    screen_host(watch.host);
    measure_screen(&watch);
    done = show(&watch, error);
    builder_free(&watch.table);
    builder_free(&watch.notes);
    builder_free(&watch.frame.bytes);
    known_lines_free(&watch.known);
    return done;
}
