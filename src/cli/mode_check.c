/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mode_check.h"

#include "builder.h"
#include "option_table.h"
#include "verb.h"

const char *mode_title(unsigned mode)
{
    static const char *const titles[MODES_COUNT] = {
        [MODE_COUNT] = "--count",         [MODE_QUIET] = "--count --record",
        [MODE_PLAN] = "--plan",           [MODE_COLUMNS] = "--columns help",
        [MODE_FORMATS] = "--format help", [MODE_TOPICS] = "--list",
        [MODE_SCHEMA] = "--json-schema",  [MODE_RECORDING] = "a recording",
        [MODE_WATCH] = "--watch",
    };

    return mode < FORMAT_COUNT ? format_title((enum format)mode) : titles[mode];
}

static unsigned output_of(const struct options *options)
{
    if (options->action == ACTION_SCHEMA)
        return MODE_SCHEMA;
    if (options->action == ACTION_COLUMNS)
        return MODE_COLUMNS;
    if (options->action == ACTION_FORMATS)
        return MODE_FORMATS;
    if (options->list_topics)
        return MODE_TOPICS;
    if (options->plan)
        return MODE_PLAN;
    if (options->count)
        return options->record == NULL ? MODE_COUNT : MODE_QUIET;
    return options->format;
}

/* Returns the mode bits of a run: its output and its source. */
static uint32_t modes_of(const struct command_line *line, const struct verb *verb,
                         const struct options *options)
{
    bool recorded = verb_reads_recording(verb, options, line->word_count - verb_is_word(verb));

    return MODE_BIT(output_of(options)) | (recorded ? MODE_BIT(MODE_RECORDING) : 0) |
           (options->watch != 0 ? MODE_BIT(MODE_WATCH) : 0);
}

/* Adds the remedy "it works with -s and -K". */
static bool advise(const struct option *option, struct error *error)
{
    struct builder names = {0};
    const struct verb *verb, *last = NULL;

    for (size_t i = 0; (verb = verb_at(i)) != NULL; i++) {
        if (!option_is_taken(option, verb))
            continue;
        if (last != NULL)
            builder_printf(&names, "%s%s", names.length == 0 ? "" : ", ", verb_title(last));
        last = verb;
    }
    if (last != NULL)
        error_remedy(error, "it works with %.*s%s%s", (int)names.length,
                     names.bytes == NULL ? "" : names.bytes, names.length == 0 ? "" : " and ",
                     verb_title(last));
    builder_free(&names);
    return false;
}

static bool refuse(const struct given *given, const char *what, struct error *error)
{
    bool is_long = given->typed.bytes[1] == '-';

    error_set(error, STATUS_USAGE, "%s does not take %s%.*s", what, is_long ? "" : "-",
              (int)(given->end - given->begin), given->typed.bytes + given->begin);
    return error_mark(error, given->typed, given->begin, given->end);
}

/* Returns the title of the first of `modes`. */
static const char *first_of(uint32_t modes)
{
    unsigned mode = 0;

    while ((modes & MODE_BIT(mode)) == 0)
        mode++;
    return mode_title(mode);
}

/* --help and --version ignore all other options. */
static bool is_about_itself(const struct options *options)
{
    return options->action == ACTION_HELP || options->action == ACTION_VERSION;
}

/* Live tables have no format, so --format requires a recording. */
static bool check_format(const struct command_line *line, const struct options *options,
                         const struct verb *verb, struct error *error)
{
    const struct given *given = &line->given[option_find('\0', TEXT("format"))];

    if (options->importer == NULL || options->read != NULL || verb->recordings > 0)
        return true;
    error_set(error, STATUS_USAGE, "--format has no effect without --read");
    return error_mark(error, given->typed, given->begin, given->end);
}

static bool check_reads(const struct command_line *line, const struct options *options,
                        const struct verb *verb, struct error *error)
{
    const struct given *given = &line->given[option_find('\0', TEXT("read"))];

    if (options->read_later == NULL || (verb->takes & OPTIONS_READ_TWO) != 0)
        return true;
    error_set(error, STATUS_USAGE, "%s reads one recording", verb_title(verb));
    return error_mark(error, given->typed, given->begin, given->end);
}

/* --map=dot is a format, which a later --json would replace. */
static bool check_map(const struct command_line *line, const struct options *options,
                      struct error *error)
{
    const struct given *given = &line->given[option_find('\0', TEXT("map"))];

    if (given->typed.bytes == NULL || given->end == given->typed.length ||
        options->action != ACTION_VERB || options->format == FORMAT_DOT)
        return true;
    error_set(error, STATUS_USAGE, "%s does not take --map=dot", format_title(options->format));
    return error_mark(error, given->typed, given->begin, given->typed.length);
}

/* Refuses words that the run would ignore. --help accepts the name of a verb. */
static bool check_words(const struct command_line *line, const struct verb *verb,
                        const struct options *options, uint32_t modes, struct error *error)
{
    size_t own = verb_is_word(verb);

    modes &= MODE_BIT(MODE_COLUMNS) | MODE_BIT(MODE_FORMATS) | MODE_BIT(MODE_TOPICS) |
             MODE_BIT(MODE_SCHEMA);
    if (line->word_count == own || (modes == 0 && !is_about_itself(options)))
        return true;
    if (options->action == ACTION_HELP) {
        error_set(error, STATUS_USAGE, "unknown verb");
        error_remedy(error,
                     "`lsock --help` lists verbs and options; `lsock help VERB` explains one verb");
    } else {
        error_set(error, STATUS_USAGE, "%s takes no arguments",
                  options->action == ACTION_VERSION ? "--version" : first_of(modes));
    }
    return error_mark(error, line->words[own], 0, line->words[own].length);
}

const struct option *modes_refused(const struct command_line *line, const struct verb *verb,
                                   const struct options *options)
{
    uint32_t modes = modes_of(line, verb, options);
    const struct option *option, *by_modes = NULL;

    if (is_about_itself(options))
        return NULL;
    for (size_t i = 0; (option = option_at(i)) != NULL; i++) {
        if (line->given[i].typed.bytes == NULL)
            continue;
        if (!option_is_taken(option, verb))
            return option;
        if (by_modes == NULL && (modes & ~option->modes) != 0)
            by_modes = option;
    }
    return by_modes;
}

bool modes_check(const struct command_line *line, const struct options *options,
                 struct error *error)
{
    const struct verb *verb = verb_find(line->words, line->word_count, options);
    const struct option *option = modes_refused(line, verb, options);
    uint32_t modes = modes_of(line, verb, options);
    const struct given *given;

    if (option == NULL)
        return check_words(line, verb, options, modes, error) &&
               (is_about_itself(options) ||
                (check_format(line, options, verb, error) &&
                 check_reads(line, options, verb, error) && check_map(line, options, error)));
    given = &line->given[option_find('\0', text_of(option->name))];
    if (option_is_taken(option, verb))
        return refuse(given, first_of(modes & ~option->modes), error);
    refuse(given, verb_title(verb), error);
    return option->chosen == 0 && advise(option, error);
}
