/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "watch_print.h"

#include <stdlib.h>

/* How many lines there are for rows. */
static size_t room_for_rows(const struct watch *watch)
{
    size_t rows = body_rows(watch), heading = watch->run->presentation.style.heading;

    return rows > heading ? rows - heading : 1;
}

/* Counts the rows that fit: each may take several lines. */
static void count_fitting(struct watch *watch)
{
    const struct table_window *window = &watch->window;
    size_t lines = text_count(builder_text(&watch->table), '\n');
    size_t rows = window->total - window->first;

    rows = rows < window->rows ? rows : window->rows;
    watch->fitting = lines <= body_rows(watch) ? window->rows : rows * room_for_rows(watch) / lines;
    if (watch->fitting == 0)
        watch->fitting = 1;
}

/* The last lines of a report stay at the end of the screen. */
static void keep_within(struct watch *watch)
{
    size_t lines = text_count(builder_text(&watch->table), '\n');
    size_t most = lines > body_rows(watch) ? lines - body_rows(watch) : 0;

    if (watch->window.first > most)
        watch->window.first = most;
}

bool watch_print(struct watch *watch, struct reread *reread,
                 bool (*print)(struct reread *reread, struct error *error), struct error *error)
{
    struct text_style *style = &reread->run.presentation.style;
    struct table_window *window = &watch->window;

    reread_direct(reread, output_append, &watch->table, &watch->notes);
    builder_clear(&watch->table);
    builder_clear(&watch->notes);
    style->window = window;
    style->width = watch->columns > MARK ? (unsigned)(watch->columns - MARK) : 1;
    window->used = window->marked = false;
    window->rows = room_for_rows(watch);
    window->least = watch->fitting < window->rows ? watch->fitting : window->rows;
    if (!print(reread, error))
        return false;
    if (window->used)
        count_fitting(watch);
    else
        keep_within(watch);
    return true;
}

bool watch_replace(struct watch *watch, const struct run *run, const struct options *options,
                   struct error *error)
{
    struct reread *old = *watch->reread, *fresh = calloc(1, sizeof(*fresh));
    struct table_window window = watch->window;

    if (fresh == NULL)
        return error_out_of_memory(error);
    watch->window = (struct table_window){.first = 0};
    watch->fitting = SIZE_MAX;
    known_lines_free(&watch->known);
    if (reread_open(fresh, run, options, &old->gatherings[0].places, error) &&
        watch_print(watch, fresh, reread_next, error)) {
        *watch->reread = fresh;
        watch->follow.passing = (struct error){.status = STATUS_DONE};
        fresh = old;
    } else {
        watch->window = window;
        watch->due = DUE_TABLE;
    }
    reread_close(fresh);
    free(fresh);
    return error->status == STATUS_DONE;
}
