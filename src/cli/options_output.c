/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options for the output format. */
#include "option_rows.h"
#include "state.h"

static void offer_dialects(struct error *error)
{
    struct builder names = {0};

    for (unsigned dialect = 0; dialect < DIALECT_COUNT; dialect++)
        builder_printf(&names, " %s", state_dialects[dialect].name);
    error_remedy(error, "choose one of:%.*s", (int)names.length, names.bytes);
    builder_free(&names);
}

COMPUTE(state_names)
{
    struct text nearest = {NULL, 0};

    if (state_dialect_from_name(argument, &options->state_names, &nearest))
        return true;
    error_set(error, STATUS_USAGE, "unknown set of state names");
    if (nearest.length != 0)
        error_remedy(error, "did you mean %.*s?", (int)nearest.length, nearest.bytes);
    else
        offer_dialects(error);
    return error_mark(error, argument, 0, argument.length);
}

/* clang-format off */
static const struct option rows[] = {
    {'\0', "prometheus", "print the counts of -s as Prometheus metrics",
     .modes = MODE_BIT(FORMAT_PROMETHEUS) | ON_RECORDING, CHOOSES_VERB(CHOSEN_SUMMARY), SETS(format, FORMAT_PROMETHEUS)},
    {'\0', "openmetrics", "print them as OpenMetrics 1.0",
     .modes = MODE_BIT(FORMAT_OPENMETRICS) | ON_RECORDING, CHOOSES_VERB(CHOSEN_SUMMARY), SETS(format, FORMAT_OPENMETRICS)},
    {'\0', "json", "print JSON; =pretty: indented, =lines: JSON lines", OPTIONAL("STYLE"), CHOICES("pretty lines"),
     OF(JSON), .modes = ON_CSV | ON_JSON | ON_RECORDING | ON_TOPICS, TAKES_CHOICE(format, FORMAT_JSON_PRETTY, FORMAT_JSON)},
    {'\0', "csv", "print CSV (RFC 4180); =spreadsheet: no formulas", OPTIONAL("STYLE"), CHOICES("spreadsheet"),
     OF(TABLE), .modes = ON_CSV | ON_JSON | ON_RECORDING | ON_LISTS, TAKES_CHOICE(format, FORMAT_CSV_SPREADSHEET, FORMAT_CSV)},
    {'\0', "as", "print the listing in the layout of another tool", ARGUMENT("TOOL"), CHOICES("ss netstat windows macos freebsd"),
     .modes = ON_TOOL | ON_RECORDING, TAKES_CHOICE(format, FORMAT_AS_FIRST, CHOICE_NONE)},
    {'H', "no-header", "print no heading line",
     OF(TABLE), .modes = ON_TABLE | ON_CSV | ON_TOOL | ON_LISTS | ON_RECORDING, SETS(no_heading, true)},
    {'O', "oneline", "print every socket on one line", OF(SHOW), .modes = ON_TABLE | ON_RECORDING, SETS(one_line, true)},
    {'\0', "color", "use colours: auto (default), always or never", OPTIONAL("WHEN"), CHOICES("auto always never"),
     ALWAYS, TAKES_CHOICE(colour, COLOUR_AUTO, COLOUR_ALWAYS)},
    {'\0', "state-names", "name states as ss, netstat, windows, bsd, … do", ARGUMENT("WHOSE"), .completion = COMPLETE_DIALECTS,
     OF(COMPARE), .modes = ON_TABLE | ON_RECORDING, COMPUTES(state_names)},
};
/* clang-format on */

GROUP(options_output, "Output format");
