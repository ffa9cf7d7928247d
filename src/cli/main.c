/* SPDX-License-Identifier: GPL-2.0-or-later */
/* clang-format off: it would fold the map */
/*
 * lsock lists sockets, explains what their states mean, and finds what is wrong with them.
 *
 * The map. A layer includes only layers below it:
 *
 *     cli      main.c          here: argv to exit status
 *              command_line.c  argv to options and words, using option_table.c
 *              mode_check.c    refuses options that the run would ignore
 *              help.c          --help, generated from the tables
 *              complete.c      shell completion, called by the scripts in completions/
 *              complaint.c     prints errors to stderr
 *     verb     verbs.c         the table of verbs, one file each: list.c, kill.c, explain.c, ...
 *              ask.c           options to a query
 *              shown.c         options to columns
 *              watch.c         --watch: the table of a verb again and again
 *     gather   gather.c        a query to sockets: filter, tables or recording, owners, order
 *              scope.c         query to filter, filter to kernel request
 *              follow.c        repeated readings of the tables
 *              closing.c       closes sockets
 *              importers.c     the formats that --read accepts
 *     diagnose the rules of --explain: a code, a condition, a sentence; the checks of doctor
 *     explain  the topics of `lsock explain`: tables of texts, put together into reports
 *     view     present.c: a table of typed cells to the output, by text_table.c, csv.c, json.c;
 *              metrics.c: the table of metrics
 *     filter   parser.c: text to tree; judge.c: yes, no or unknown; narrow.c: what to request
 *     backend  live tables: sock_diag/, procfs/, windows/; dumps of `ss -D`
 *     replay   json_importer.c: our JSON back to a snapshot; text_importer.c: other tools' text
 *     owner    the processes that hold sockets
 *     host     settings and counters of this system
 *     sys      terminal, privileges, clock; names of users, interfaces and hosts
 *     field    column_table.c: the table of columns, with rows in *_columns.c; order.c
 *     model    socket.h, state.c, snapshot.c: the data that was read
 *     base     text, errors, memory
 *
 * docgen is a separate program that writes the man page from the same tables.
 */
/* clang-format on */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "columns_table.h"
#include "command_line.h"
#include "complaint.h"
#include "complete.h"
#include "help.h"
#include "importers.h"
#include "mode_check.h"
#include "nearest.h"
#include "privilege.h"
#include "random.h"
#include "startup.h"
#include "system_names.h"
#include "terminal.h"
#include "verb.h"
#include "watch.h"

static bool wants_colour(const struct options *options, FILE *file)
{
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");

    if (options->colour != COLOUR_AUTO)
        return options->colour == COLOUR_ALWAYS;
    return terminal_has_colour(file) && (no_colour == NULL || no_colour[0] == '\0') &&
           (term == NULL || strcmp(term, "dumb") != 0);
}

static bool is_stdin(const char *path)
{
    return path != NULL && strcmp(path, "-") == 0;
}

/* Standard input can be read only once: a second reader would find it empty. */
static bool reads_stdin_once(const struct run *run, struct error *error)
{
    size_t readers = (size_t)is_stdin(run->options->read) + is_stdin(run->options->read_later) +
                     is_stdin(run->options->filter_file);

    for (size_t i = 0; i < run->word_count; i++)
        readers += is_stdin(run->words[i].bytes);
    return readers <= 1 ||
           error_set(error, STATUS_USAGE, "standard input (-) can be read only once");
}

static enum exit_status run_verb(const struct verb *verb, const struct run *run,
                                 struct error *error)
{
    if (!reads_stdin_once(run, error) || (verb->check != NULL && !verb->check(run, error)) ||
        !privilege_limit(verb_privileges(verb, run), error))
        return error->status;
    return run->options->watch != 0 ? watch_run(run, error) : verb->run(run, error);
}

static bool print_list(const struct run *run, void (*init)(struct table *table),
                       struct error *error)
{
    struct table table;

    init(&table);
    return present(&run->presentation, NULL, &table, error);
}

static enum exit_status act(const struct verb *verb, const struct run *run, struct error *error)
{
    struct output *output = run->presentation.output;
    bool done = true;

    switch (run->options->action) {
    case ACTION_VERB:
        return run_verb(verb, run, error);
    case ACTION_HELP:
        help_write(verb, output, run->presentation.style.colour);
        break;
    case ACTION_VERSION:
        output_text(output, TEXT("lsock " LSOCK_VERSION "\n"));
        break;
    case ACTION_SCHEMA:
        if (verb->schema != NULL)
            schema_write(verb->schema, output);
        break;
    case ACTION_COLUMNS:
        done = print_list(run, columns_table_init, error);
        break;
    case ACTION_FORMATS:
        done = print_list(run, formats_table_init, error);
        break;
    }
    return done && output_finish(output, error) ? STATUS_DONE : error->status;
}

static struct presentation presentation_of(const struct options *options, struct output *output,
                                           struct output *notes, const struct names *names)
{
    return (struct presentation){
        .format = options->count ? FORMAT_TABLE : options->format,
        .style =
            {
                .colour = wants_colour(options, stdout),
                .heading = !options->no_heading,
                .marks = terminal_is(stdout),
                .width = terminal_columns(stdout),
                .one_line = options->one_line,
                .resolve = options->resolve ? names : NULL,
            },
        .output = output,
        .notes = notes,
        .colour_notes = wants_colour(options, stderr),
        .notes_width = terminal_columns(stderr),
    };
}

/* An output with its writer. Static, because its buffers may be too large for the stack. */
struct channel {
    struct output output;
    struct terminal_writer writer;
};

static struct output *channel_open(struct channel *channel, FILE *file)
{
    output_init(&channel->output, file);
    channel->writer.file = file;
    channel->output.write = terminal_write;
    channel->output.context = &channel->writer;
    return &channel->output;
}

/* A first word that means nothing may be an option without its dashes, or a mistyped verb. */
static void suggest_verb(const struct command_line *line, struct error *error)
{
    struct nearest nearest = {{NULL, 0}, 0};
    const struct option *option;
    const struct verb *verb;

    if (error->status != STATUS_USAGE || line->word_count == 0 ||
        error->typed.bytes != line->words[0].bytes)
        return;
    for (size_t i = 0; (option = option_at(i)) != NULL; i++)
        if (text_equal_nocase(line->words[0], text_of(option->name))) {
            error_remedy(error, "did you mean `lsock --%s`?", option->name);
            return;
        }
    if (strncmp(error->remedy, "did you mean", strlen("did you mean")) == 0)
        return;
    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++)
        if (verb_is_word(verb))
            nearest_offer(&nearest, line->words[0], text_of(verb->name));
    if (nearest.best.length > 0)
        error_remedy(error, "did you mean `lsock %.*s`?", (int)nearest.best.length,
                     nearest.best.bytes);
}

static enum exit_status run(const struct command_line *line, const struct options *options,
                            struct system_names *names, struct error *error)
{
    static struct channel out, notes;
    const struct verb *verb = verb_find(line->words, line->word_count, options);
    size_t taken = verb_is_word(verb) ? 1 : 0;
    struct arena arena = {NULL};
    struct run run = {
        .verb = verb,
        .options = options,
        .names = &names->names,
        .arena = &arena,
        .words = line->words + taken,
        .word_count = line->word_count - taken,
    };
    enum exit_status status;

    run.presentation = presentation_of(options, channel_open(&out, stdout),
                                       channel_open(&notes, stderr), &names->names);
    status = act(verb, &run, error);
    if (names->lost != NULL && error->status == STATUS_DONE)
        error_set(error, STATUS_FAILED, "names are missing: %s", names->lost);
    suggest_verb(line, error);
    if (error->status != STATUS_DONE) {
        complain(line, error, run.presentation.colour_notes);
        status = error->status;
    }
    arena_free(&arena);
    return status;
}

/* Completion drops every privilege: a shell runs it at each TAB. */
static enum exit_status run_completion(const struct startup *startup, const struct names *names,
                                       struct error *error)
{
    static struct channel out;
    struct output *output = channel_open(&out, stdout);

    if (!privilege_limit(0, error))
        return error->status;
    complete(startup->argc, startup->argv, names, output);
    return output_finish(output, error) ? STATUS_DONE : error->status;
}

int main(int argc, char **argv)
{
    struct startup startup;
    struct options options = OPTIONS_DEFAULT;
    struct command_line line = {0};
    struct system_names names;
    struct error error = {.status = STATUS_DONE};
    enum exit_status status;

    if (!startup_begin(&startup, argc, argv, &error)) {
        complain(&line, &error, false);
        return (int)error.status;
    }
    random_hash_key();
    memory_keep_freed();
    system_names_init(&names);
    if (startup.argc > 1 && strcmp(startup.argv[1], "--complete") == 0) {
        status = run_completion(&startup, &names.names, &error);
    } else if (command_line_parse(&line, startup.argc, startup.argv, &options, &error) &&
               modes_check(&line, &options, &error)) {
        status = run(&line, &options, &names, &error);
    } else {
        complain(&line, &error, wants_colour(&options, stderr));
        status = error.status;
    }
    command_line_free(&line);
    system_names_free(&names);
    startup_end(&startup);
    return (int)status;
}
