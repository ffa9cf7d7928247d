/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options for the source of the sockets. */
#include "backend.h"
#include "importers.h"
#include "nearest.h"
#include "option_rows.h"

COMPUTE(backend)
{
    struct nearest nearest = {{NULL, 0}, 0};

    options->backend = backend_find(argument);
    if (options->backend != NULL)
        return true;
    for (size_t i = 0; i < backend_count; i++)
        nearest_offer(&nearest, argument, text_of(backends[i]->name));
    error_set(error, STATUS_USAGE, "this build does not support that backend");
    error_suggest(error, nearest.best, NULL);
    return error_mark(error, argument, 0, argument.length);
}

COMPUTE(format)
{
    if (text_equal(argument, TEXT("help"))) {
        options->action = ACTION_FORMATS;
        return true;
    }
    options->importer = importer_named(argument, error);
    return options->importer != NULL;
}

COMPUTE(read)
{
    if (options->read == NULL) {
        options->read = argument.bytes;
        return true;
    }
    if (options->read_later != NULL)
        return error_set(error, STATUS_USAGE, "--read may be given twice at most");
    options->read_later = argument.bytes;
    return true;
}

COMPUTE(netns)
{
    options->netns = argument;
    return argument.length > 0 ||
           error_set(error, STATUS_USAGE,
                     "missing network namespace: expected NAME, PID, INODE, PATH or all");
}

/* clang-format off */
static const struct option rows[] = {
    {'\0', "backend", "read the tables only from this source", ARGUMENT("NAME"), .completion = COMPLETE_BACKENDS,
     OF(PLACE), .modes = ON_SOURCES, COMPUTES(backend)},
    {'\0', "proc-root", "read DIR/net/tcp etc. instead of /proc/net/tcp", ARGUMENT("DIR"),
     OF(TREE), .modes = ON_SOURCES, TAKES_PATH(proc_root), NOT_ON_WINDOWS("Windows has no /proc")},
    {'\0', "format", "format of the file for --read; help lists all", ARGUMENT("FORMAT"), .completion = COMPLETE_FORMATS,
     OF(FORMAT), .modes = ON_SOURCES | ON_RECORDING | ON_FORMAT_LIST, COMPUTES(format)},
    {'\0', "read", "read sockets from FILE; - is standard input", ARGUMENT("FILE"),
     OF(READ), .modes = ON_SOURCES | ON_RECORDING, .completion = COMPLETE_FILE, COMPUTES(read)},
    {'\0', "record", "also record all sockets in FILE, for --read", ARGUMENT("FILE"),
     OF(RECORD), .modes = (ON_ROWS | ON_TOOL | ON_COUNTS) & ~ON_WATCH, TAKES_PATH(record)},
    {'N', "netns", "look into a network namespace: NAME, PID, …, all", ARGUMENT("WHICH"), .completion = COMPLETE_NAMESPACES,
     OF(PLACE), .modes = ON_SOURCES, COMPUTES(netns), NOT_ON_WINDOWS(NO_NAMESPACES)},
    {'\0', "net", "same as --netns", ARGUMENT("WHICH"), .completion = COMPLETE_NAMESPACES, OF(PLACE), .modes = ON_SOURCES, COMPUTES(netns), NOT_ON_WINDOWS(NO_NAMESPACES)},
};
/* clang-format on */

GROUP(options_source, "Source");
