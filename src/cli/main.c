/* SPDX-License-Identifier: GPL-2.0-or-later */
/* clang-format off: it would fold the map */
/*
 * lsock lists sockets, says what their states mean, and finds what is wrong with them.
 *
 * The map (an arrow of the build only goes down):
 *
 *     cli      main.c          here: from argv to an exit status
 *              command_line.c  argv to options and words, by option_table.c
 *              verb.c          which verb the words and options choose
 *              mode.c          which options that verb takes
 *              listing.c       what is gathered: filter, collect or recall, owners, order
 *              list.c          the default verb: a listing, printed
 *              kill.c          -K: closes the sockets of a listing
 *              events_verb.c   -E: sockets as they end, by what seen.c has of them
 *              diff_verb.c     `lsock diff`: two listings, and what differs
 *              scope.c         options and words to one filter, the filter to a request
 *              explain_verb.c  `lsock explain`: facts, texts, print
 *              needs.c         what privilege that takes: all else is given up
 *              help.c          --help from the tables; docgen.c makes man page and completions
 *              complaint.c     errors and notes on stderr
 *     explain  what states, words and exchanges mean: tables of texts, put together in reports
 *     view     writers of typed cells (text_table.c, csv.c, json.c) and the views on top
 *     filter   parser.c: text to a tree; judge.c: yes, no, unknown; narrow.c: what is asked
 *     backend  live tables: sock_diag/, procfs/
 *     replay   recording.c: JSON of ours back into a snapshot
 *     host     settings and counters of this system
 *     sys      terminal, names of users, interfaces, hosts
 *     field    column.c: the one table of columns; order.c: sorting by them
 *     model    socket.h, state.c, snapshot.c: what was read
 *     base     text, errors, memory
 */
/* clang-format on */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "complaint.h"
#include "events_verb.h"
#include "help.h"
#include "kill.h"
#include "memory.h"
#include "needs.h"
#include "privilege.h"
#include "random.h"
#include "startup.h"
#include "system_names.h"
#include "terminal.h"
#include "verb.h"

static bool wants_colour(const struct options *options, FILE *file)
{
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");

    if (options->colour != COLOUR_AUTO)
        return options->colour == COLOUR_ALWAYS;
    return terminal_has_colour(file) && (no_colour == NULL || no_colour[0] == '\0') &&
           (term == NULL || strcmp(term, "dumb") != 0);
}

static enum exit_status finish(struct output *output, struct error *error)
{
    return output_finish(output, error) ? STATUS_DONE : error->status;
}

static bool is_stdin(const char *path)
{
    return path != NULL && strcmp(path, "-") == 0;
}

/* A second reader of standard input would find it empty. */
static bool reads_stdin_once(const struct run *run, struct error *error)
{
    size_t readers = (size_t)is_stdin(run->options->read) + is_stdin(run->options->filter_file);

    for (size_t i = 0; i < run->word_count; i++)
        readers += is_stdin(run->words[i].bytes);
    return readers <= 1 || error_set(error, STATUS_USAGE, "standard input (-) can be read only once");
}

static enum exit_status run_verb(struct run *run, struct error *error)
{
    const struct verb *verb = verb_choose(run->line, run->options);
    size_t taken = verb->name == NULL ? 0 : 1;

    run->words = run->line->words + taken;
    run->word_count = run->line->word_count - taken;
    if (!reads_stdin_once(run, error) || !kill_allowed(run, error) || !events_allowed(run, error))
        return error->status;
    if (!privilege_limit(needs_possible(run, verb), error))
        return error->status;
    return verb->run(run, error);
}

static enum exit_status act(struct run *run, struct error *error)
{
    switch (run->options->action) {
    case ACTION_HELP:
        if (!help_write(run->output, run->colour)) {
            error_out_of_memory(error);
            return error->status;
        }
        return finish(run->output, error);
    case ACTION_VERSION:
        output_text(run->output, TEXT("lsock " LSOCK_VERSION "\n"));
        return finish(run->output, error);
    case ACTION_SCHEMA:
        verb_choose(run->line, run->options)->write_schema(run->output);
        return finish(run->output, error);
    case ACTION_LIST:
        break;
    }
    return run_verb(run, error);
}

int main(int argc, char **argv)
{
    static struct output output; /* its buffer is too large for a stack that we do not know */
    struct terminal_writer writer = {.file = stdout};
    struct startup startup;
    struct text filter_text = {NULL, 0};
    struct arena arena = {NULL};
    struct options options = {0};
    struct command_line line = {0};
    struct system_names names;
    struct error error = {.status = STATUS_DONE};
    enum exit_status status = STATUS_USAGE;

    if (!startup_begin(&startup, argc, argv, &error)) {
        complain(&line, &error, false);
        return (int)error.status;
    }
    random_hash_key();
    memory_keep_freed();
    system_names_init(&names);
    output_init(&output, stdout);
    output.write = terminal_write;
    output.context = &writer;
    if (command_line_parse(&line, startup.argc, startup.argv, &options, &error)) {
        struct run run = {
            .line = &line,
            .options = &options,
            .names = &names.names,
            .arena = &arena,
            .output = &output,
            .filter_text = &filter_text,
            .colour = wants_colour(&options, stdout),
            .colour_errors = wants_colour(&options, stderr),
        };

        status = act(&run, &error);
        if (names.lost != NULL && error.status == STATUS_DONE)
            error_set(&error, STATUS_FAILED, "names are missing: %s", names.lost);
    }
    if (error.status != STATUS_DONE) {
        complain(&line, &error, wants_colour(&options, stderr));
        status = error.status;
    }
    command_line_free(&line);
    system_names_free(&names);
    arena_free(&arena);
    startup_end(&startup);
    return (int)status;
}
