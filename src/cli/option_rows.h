/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Macros for the rows of the option table. */
#ifndef LSOCK_OPTION_ROWS_H
#define LSOCK_OPTION_ROWS_H

#include "option_table.h"

#define GROUP(name, heading) \
    const struct option_group name = {.title = heading, .rows = rows, .count = COUNT_OF(rows)}

#define ARGUMENT(word) .argument = ARGUMENT_REQUIRED, .metavar = word
#define OPTIONAL(word) .argument = ARGUMENT_OPTIONAL, .metavar = word
#define CHOICES(words) .completion = COMPLETE_CHOICES, .choices = words

/* The verbs that take the option, and the outputs and sources it works with. */
#define OF(set)      .sets = OPTIONS_##set
#define ON_WATCH     MODE_BIT(MODE_WATCH)
#define ON_TABLE     (MODE_BIT(FORMAT_TABLE) | ON_WATCH)
#define ON_CSV       (MODE_BIT(FORMAT_CSV) | MODE_BIT(FORMAT_CSV_SPREADSHEET))
#define ON_JSON      \
    (MODE_BIT(FORMAT_JSON) | MODE_BIT(FORMAT_JSON_PRETTY) | MODE_BIT(FORMAT_JSON_LINES) | ON_WATCH)
#define ON_COUNT     (MODE_BIT(MODE_COUNT) | ON_WATCH)
#define ON_QUIET     MODE_BIT(MODE_QUIET)
#define ON_DOT       MODE_BIT(FORMAT_DOT)
#define ON_METRICS   (MODE_BIT(FORMAT_OPENMETRICS) | MODE_BIT(FORMAT_PROMETHEUS))
#define ON_PLAN      MODE_BIT(MODE_PLAN)
#define ON_COLUMNS   MODE_BIT(MODE_COLUMNS)
#define ON_FORMAT_LIST MODE_BIT(MODE_FORMATS)
#define ON_LISTS     (ON_COLUMNS | ON_FORMAT_LIST)
#define ON_TOPICS    MODE_BIT(MODE_TOPICS)
#define ON_SCHEMA    MODE_BIT(MODE_SCHEMA)
#define ON_RECORDING MODE_BIT(MODE_RECORDING)
#define ON_TOOL                                                                             \
    (MODE_BIT(FORMAT_AS_SS) | MODE_BIT(FORMAT_AS_NETSTAT) | MODE_BIT(FORMAT_AS_WINDOWS) | \
     MODE_BIT(FORMAT_AS_MACOS) | MODE_BIT(FORMAT_AS_FREEBSD))
#define ON_FORMATS   (ON_TABLE | ON_CSV | ON_JSON)
#define ON_ROWS      (ON_FORMATS | ON_RECORDING)
#define ON_COUNTS    (ON_COUNT | ON_QUIET)
#define ON_SOURCES   (ON_FORMATS | ON_TOOL | ON_DOT | ON_COUNTS | ON_METRICS)
#define CHOOSES      OF(CHOOSE), .modes = ON_ROWS | ON_TOOL | ON_DOT | ON_COUNTS | ON_METRICS | ON_PLAN
#define READS        .modes = ON_ROWS | ON_QUIET
#define ALWAYS       OF(ALWAYS), .modes = MODES_ALL

/* Reasons why Windows refuses an option. */
#define NOT_ON_WINDOWS(reason) .not_on_windows = (reason)
#define NO_DETAILS             "Windows does not report these details"
#define NO_NAMESPACES          "Windows has no network namespaces"
#define NOT_LISTED             "Windows does not list these sockets"

/* The member of struct options that the option sets. */
#define MEMBER(member) \
    .offset = offsetof(struct options, member), .size = sizeof(((struct options *)NULL)->member)
#define SETS(member, number) .effect = EFFECT_VALUE, MEMBER(member), .value = (number)
#define ADDS(member, bits)   .effect = EFFECT_BITS, MEMBER(member), .value = (bits)
#define CHOOSES_VERB(bit)    .chosen = (bit)
#define TAKES_TEXT(member)   .effect = EFFECT_TEXT, MEMBER(member)
#define TAKES_PATH(member)   .effect = EFFECT_PATH, MEMBER(member), .completion = COMPLETE_FILE
#define COMPUTES(function)   .effect = EFFECT_COMPUTE, .compute = set_##function
#define TAKES_CHOICE(member, first, none) \
    .effect = EFFECT_CHOICE, MEMBER(member), .value = (first), .absent = (none)
#define TAKES_NUMBER(member, what, most) \
    .effect = EFFECT_NUMBER, MEMBER(member), .unit = (what), .value = (most)

#define COMPUTE(name)                                                     \
    static bool set_##name(struct options *options, struct text argument, \
                           struct error *error UNUSED)

#endif
