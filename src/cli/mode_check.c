/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mode_check.h"

#include "builder.h"
#include "option_table.h"
#include "verb.h"

const char *mode_name(enum mode mode)
{
    static const char *const names[MODES_COUNT] = {
        [MODE_LIST] = "a listing",
        [MODE_SUMMARY] = "-s",
        [MODE_KILL] = "-K",
        [MODE_EVENTS] = "-E",
        [MODE_DIFF] = "diff",
        [MODE_EXPLAIN] = "explain",
        [MODE_TABLE] = "a table",
        [MODE_CSV] = "--csv",
        [MODE_JSON] = "--json",
        [MODE_COUNT] = "--count",
        [MODE_QUIET] = "--count --record",
        [MODE_METRICS] = "--openmetrics",
        [MODE_PLAN] = "--plan",
        [MODE_COLUMNS] = "--columns help",
        [MODE_TOPICS] = "--list",
        [MODE_SCHEMA] = "--json-schema",
        [MODE_LIVE] = "the running system",
        [MODE_RECORDING] = "a recording",
    };

    return names[mode];
}

static enum mode output_of(const struct options *options)
{
    if (options->action == ACTION_SCHEMA)
        return MODE_SCHEMA;
    if (options->action == ACTION_COLUMNS)
        return MODE_COLUMNS;
    if (options->list_topics)
        return MODE_TOPICS;
    if (options->plan)
        return MODE_PLAN;
    if (options->openmetrics)
        return MODE_METRICS;
    if (options->count)
        return options->record == NULL ? MODE_COUNT : MODE_QUIET;
    return options->format == FORMAT_TABLE ? MODE_TABLE
           : options->format == FORMAT_CSV ? MODE_CSV
                                           : MODE_JSON;
}

/* The bits of the three modes of a run. */
static uint32_t modes_of(const struct command_line *line, const struct options *options)
{
    enum mode verb = verb_find(line->words, line->word_count, options)->mode;
    bool recorded = options->read != NULL || (verb == MODE_DIFF && line->word_count > 2);

    return MODE_BIT(verb) | MODE_BIT(output_of(options)) |
           MODE_BIT(recorded ? MODE_RECORDING : MODE_LIVE);
}

/* The first of `modes`. */
static enum mode first_of(uint32_t modes)
{
    unsigned mode = 0;

    while ((modes & MODE_BIT(mode)) == 0)
        mode++;
    return (enum mode)mode;
}

/* "it works with -s and -K" */
static void advise(uint32_t modes, struct error *error)
{
    struct builder names = {0};

    for (unsigned mode = 0; mode < MODES_COUNT; mode++)
        if ((modes & MODE_BIT(mode)) != 0) {
            modes &= ~MODE_BIT(mode);
            builder_printf(&names, "%s%s",
                           names.length == 0 ? ""
                           : modes == 0      ? " and "
                                             : ", ",
                           mode_name((enum mode)mode));
        }
    error_remedy(error, "it works with %.*s", (int)names.length,
                 names.bytes == NULL ? "" : names.bytes);
    builder_free(&names);
}

static bool refuse(const struct given *given, uint32_t lacking, uint32_t modes, struct error *error)
{
    bool is_long = given->typed.bytes[1] == '-';

    error_set(error, STATUS_USAGE, "%s does not take %s%.*s", mode_name(first_of(lacking)),
              is_long ? "" : "-", (int)(given->end - given->begin),
              given->typed.bytes + given->begin);
    error_mark(error, given->typed, given->begin, given->end);
    if ((lacking & MODES_VERB) != 0)
        advise(modes & MODES_VERB, error);
    return false;
}

static bool refuse_word(struct text word, enum mode mode, struct error *error)
{
    error_set(error, STATUS_USAGE, "%s takes no words", mode_name(mode));
    error_mark(error, word, 0, word.length);
    return false;
}

bool modes_check(const struct command_line *line, const struct options *options,
                 struct error *error)
{
    const uint32_t wordless =
        MODE_BIT(MODE_COLUMNS) | MODE_BIT(MODE_TOPICS) | MODE_BIT(MODE_SCHEMA);
    uint32_t modes = modes_of(line, options);
    size_t count, own = verb_find(line->words, line->word_count, options)->name != NULL ? 1 : 0;
    const struct option *all = options_all(&count);

    if (options->action == ACTION_HELP || options->action == ACTION_VERSION)
        return true;
    for (size_t i = 0; i < count; i++)
        if (line->given[i].typed.bytes != NULL && (modes & ~all[i].modes) != 0)
            return refuse(&line->given[i], modes & ~all[i].modes, all[i].modes, error);
    return (modes & wordless) == 0 || line->word_count == own ||
           refuse_word(line->words[own], first_of(modes & wordless), error);
}
