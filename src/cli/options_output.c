/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options: the format of the output. */
#include "option_rows.h"
#include "state.h"

static void offer_dialects(struct error *error)
{
    struct builder names = {0};

    for (unsigned dialect = 0; dialect < DIALECT_COUNT; dialect++)
        builder_printf(&names, " %s", state_dialect_info((enum state_dialect)dialect)->name);
    error_remedy(error, "they are:%.*s", (int)names.length, names.bytes);
    builder_free(&names);
}

COMPUTE(state_names)
{
    struct text nearest = {NULL, 0};

    if (state_dialect_from_name(argument, &options->state_names, &nearest))
        return true;
    error_set(error, STATUS_USAGE, "there are no state names of this kind");
    if (nearest.length != 0)
        error_remedy(error, "did you mean %.*s?", (int)nearest.length, nearest.bytes);
    else
        offer_dialects(error);
    error_mark(error, argument, 0, argument.length);
    return false;
}

/* clang-format off */
static const struct option rows[] = {
    {.name = "openmetrics", .summary = "the counts of -s as OpenMetrics",
     .modes = ON_METRICS | ON_RECORDING, CHOOSES_VERB(CHOSEN_SUMMARY), SETS(format, FORMAT_OPENMETRICS),
     .text = "Print the counts of\n.Fl s ,\nwhich this implies, as OpenMetrics text for a collector of text files."},
    {.name = "json", OPTIONAL("STYLE"), CHOICES("pretty lines"), .summary = "JSON; =pretty indented, =lines one object a line",
     OF(JSON), .modes = ON_CSV | ON_JSON | ON_RECORDING | ON_TOPICS, TAKES_CHOICE(format, FORMAT_JSON_PRETTY, FORMAT_JSON),
     .text = "Print JSON as\n.Fl Fl json-schema\ndescribes it:\none document, or with\n.Cm =pretty\nan indented one, or with\n"
     ".Cm =lines\nan object a line: a header, the sockets, and an end with their count, so that a cut pipe shows."},
    {.name = "csv", OPTIONAL("STYLE"), CHOICES("spreadsheet"), .summary = "CSV (RFC 4180); =spreadsheet: no formulas",
     OF(TABLE), .modes = ON_CSV | ON_JSON | ON_RECORDING | ON_LISTS, TAKES_CHOICE(format, FORMAT_CSV_SPREADSHEET, FORMAT_CSV),
     .text = "Print CSV as RFC 4180 describes it: the core keys, in an order that is only ever appended to, or what\n"
     ".Fl Fl columns\nchooses.\nNull is the empty field, the empty text is\n.Ql \\(dq\\(dq .\n"
     "A spreadsheet runs a cell as a formula if it starts with\n.Ql = ,\n.Ql + ,\n.Ql \\-\nor\n.Ql @ ,\n"
     "and names of processes and sockets can.\nWith\n.Cm =spreadsheet\nsuch a cell has a\n.Ql \\(aq\nin front.\n"
     "In both styles tabs and line breaks are escaped."},
    {.letter = 'H', .name = "no-header", .summary = "no heading line",
     OF(TABLE), .modes = ON_TABLE | ON_CSV | ON_LISTS | ON_RECORDING, SETS(no_heading, true)},
    {.letter = 'O', .name = "oneline", .summary = "every socket on one line",
     OF(SHOW), .modes = ON_TABLE | ON_RECORDING, SETS(one_line, true)},
    {.name = "color", OPTIONAL("WHEN"), CHOICES("auto always never"), .summary = "colours: auto (the default), always or never",
     ALWAYS, TAKES_CHOICE(colour, COLOUR_AUTO, COLOUR_ALWAYS),
     .text = "When to use colours:\n.Cm auto\n(the default) on a terminal unless\n.Ev NO_COLOR\nis set or\n.Ev TERM\nis dumb,\n"
     ".Cm always ,\nwhich is also what\n.Fl Fl color\nalone means, or\n.Cm never ."},
    {.name = "state-names", ARGUMENT("WHOSE"), .completion = COMPLETE_DIALECTS, .summary = "states in the words of ss, netstat, windows, bsd, …",
     OF(COMPARE), .modes = ON_TABLE | ON_RECORDING, COMPUTES(state_names),
     .text = "Show TCP states in the table in the words of another system or tool\n(see\n.Sx STATES ) .\n"
     "JSON and CSV keep the words of RFC 9293."},
};
/* clang-format on */

GROUP(options_output, "In which form");
