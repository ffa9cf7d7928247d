/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "follow.h"
#include "interrupt.h"
#include "moment.h"
#include "reread.h"
#include "watch_screen.h"

/* Prints one table after another, without a screen. */
struct printing {
    const struct run *run;
    struct reread *reread;
    struct follow follow;
    bool begun;                 /* output of this reading has started */
    bool again;                 /* not the first reading */
    struct builder notes, told; /* of this reading; of the previous one */
};

static void write_time(struct output *output, bool again)
{
    struct timespec now = clock_now();
    char moment[MOMENT_ROOM];

    if (moment_write(moment, &now))
        output_printf(output, "%s%s\n", again ? "\n" : "", moment);
}

static int write_table(void *context, const char *bytes, size_t length)
{
    struct printing *printing = context;
    struct output *output = printing->run->presentation.output;

    if (!printing->begun && !format_is_json(printing->run->presentation.format))
        write_time(output, printing->again);
    printing->begun = printing->again = true;
    output_text(output, (struct text){bytes, length});
    return output_alive(output) ? 0 : output->closed ? EPIPE : output->failure;
}

/* Writes the notes of each reading, unless they repeat those of the previous one. */
static void write_notes(struct printing *printing)
{
    struct output *notes = printing->run->presentation.notes;
    struct builder before = printing->told;

    if (!text_equal(builder_text(&printing->notes), builder_text(&before)))
        output_text(notes, builder_text(&printing->notes));
    output_flush(notes);
    printing->told = printing->notes;
    printing->notes = before;
    builder_clear(&printing->notes);
}

static bool look(void *context, struct error *error)
{
    struct printing *printing = context;
    const struct presentation *presentation = &printing->run->presentation;
    bool done;

    printing->begun = false;
    done = reread_next(printing->reread, error);
    output_flush(presentation->output);
    write_notes(printing);
    if (!done && printing->follow.has_read)
        present_note(presentation, error->message);
    printing->follow.reached = !output_alive(presentation->output);
    return done;
}

static bool print_all(struct printing *printing, struct error *error)
{
    if (!interrupt_begin())
        return error_set(error, STATUS_FAILED, "cannot wait: %s", strerror(errno));
    return follow_until(&printing->follow, ULLONG_MAX, look, printing, error) != FOLLOW_FAILED &&
           output_finish(printing->run->presentation.output, error);
}

static bool watch_printing(const struct run *run, struct reread *reread, struct error *error)
{
    struct printing printing = {
        .run = run, .reread = reread, .follow = {.interval = run->options->watch}};
    bool done;

    reread_direct(reread, write_table, &printing, &printing.notes);
    done = print_all(&printing, error);
    builder_free(&printing.notes);
    builder_free(&printing.told);
    return done;
}

enum exit_status watch_run(const struct run *run, struct error *error)
{
    const char *filter_file = run->options->filter_file;
    bool on_screen = run->presentation.format == FORMAT_TABLE && screen_is_there();
    struct reread *reread;
    enum exit_status status = STATUS_FAILED;

    if (filter_file != NULL && strcmp(filter_file, "-") == 0) {
        error_set(error, STATUS_USAGE, "--watch does not read the filter from standard input");
        return error->status;
    }
    reread = calloc(1, sizeof(*reread));
    if (reread == NULL) {
        error_out_of_memory(error);
        return error->status;
    }
    if (reread_open(reread, run, run->options, NULL, error) &&
        (on_screen ? watch_screen(run, &reread, error) : watch_printing(run, reread, error)))
        status = reread->complete ? STATUS_DONE : STATUS_FAILED;
    reread_close(reread);
    free(reread);
    return status;
}
