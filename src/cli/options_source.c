/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options: where the sockets come from. */
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
    error_set(error, STATUS_USAGE, "there is no such backend in this build");
    if (nearest.best.length != 0)
        error_remedy(error, "did you mean %.*s?", (int)nearest.best.length, nearest.best.bytes);
    error_mark(error, argument, 0, argument.length);
    return false;
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

COMPUTE(netns)
{
    options->netns = argument;
    return argument.length > 0 ||
           error_set(error, STATUS_USAGE, "a network namespace has a name, a process id or a path");
}

/* clang-format off */
static const struct option rows[] = {
    {.name = "backend", ARGUMENT("NAME"), .completion = COMPLETE_BACKENDS, .summary = "read the tables from this source only",
     OF(PLACE), .modes = ON_SOURCES, COMPUTES(backend),
     .text = "Read the tables from the backend\n.Ar NAME\nonly:\n.Cm sock_diag ,\nthe kernel's socket monitoring, or\n"
     ".Cm procfs ,\nthe files of\n.Pa /proc/net ,\nwhich do not have cookies, interfaces, v6only, limits of accept queues, "
     "bound sockets, or most details; nor users, queues and peers of unix sockets, nor types and peers of netlink sockets.\n"
     "In names of unix sockets a zero byte reads\n.Ql @ ,\nwhich a note says, "
     "and one that holds a newline can feign other sockets; "
     "before Linux 5.7 a connected unix datagram socket reads unconnected.\n"
     "Without this option the second is asked, table by table, where the first is missing or refused, and a note says so."},
    {.name = "proc-root", ARGUMENT("DIR"), .summary = "read DIR/net/tcp and so on in place of /proc/net/tcp",
     OF(TREE), .modes = ON_SOURCES, TAKES_PATH(proc_root),
     .text = "Read the tables from the tree\n.Ar DIR\nin place of\n.Pa /proc :\nanother machine's or container's, or a copy of one.\n"
     "Implies\n.Fl Fl backend Cm procfs ."},
    {.name = "format", ARGUMENT("FORMAT"), .completion = COMPLETE_FORMATS, .summary = "the format of what --read reads; help lists them",
     OF(FORMAT), .modes = ON_SOURCES | ON_RECORDING | ON_FORMAT_LIST, COMPUTES(format),
     .text = "Read the\n.Ar FILE\nof\n.Fl Fl read ,\nor what\n.Cm diff\ncompares, in this format only\n(see\n.Sx FORMATS ) .\n"
     "Without this option the format is that of the first line that is a row of any.\n"
     "The word\n.Cm help\nlists all formats."},
    {.name = "read", ARGUMENT("FILE"), .summary = "show a recording; - reads standard input",
     OF(READ), .modes = ON_SOURCES | ON_RECORDING, TAKES_PATH(read),
     .text = "Show what was recorded in\n.Ar FILE\n(\n.Ql -\nfor standard input) in place of the live tables.\n"
     "Any output of\n.Fl Fl json\nis a recording, whatever its style and the system that it is from;\n"
     "on Linux also the raw dumps of\n.Ql ss -D .\n"
     "What\n.Ql netstat ,\n.Ql ss\nand other tools print is read too, recognised by its rows (see\n.Sx FORMATS ) .\n"
     "Notes count the lines that could not be understood and the addresses that the tool cut.\n"
     "UTF-16 with a byte order mark, which\n.Ql >\nin Windows PowerShell writes, is read too, also by\n.Fl F\nand\n.Nm\n.Cm diff .\n"
     "All that it holds is shown unless options or the filter choose.\n"
     "Columns that are asked for and that it does not have are unknown, and a note says which."},
    {.name = "record", ARGUMENT("FILE"), .summary = "write what was seen to FILE too, for --read",
     OF(RECORD), .modes = ON_ROWS | ON_COUNTS, TAKES_PATH(record),
     .text = "Write all that the query has seen to\n.Ar FILE ,\nfor\n.Fl Fl read\nand\n.Nm\n.Cm diff :\n"
     "JSON lines with every column of\n.Fl Fl json\nand of\n.Fl e ,\nwarnings, and where they were asked for owners and details:\n"
     "for all that there is,\n.Ql lsock -p -oimb --tos --inet-sockopt --record FILE ."},
    {.letter = 'N', .name = "netns", ARGUMENT("WHICH"), .summary = "network namespace: NAME, PID, INODE, PATH or all",
     OF(PLACE), .modes = ON_SOURCES, COMPUTES(netns),
     .text = "Read the tables of another network namespace: by the name that\n.Xr ip-netns 8\nknows it by, the id of a process in it, the number that the column NETNS shows, or a path.\n"
     "With\n.Cm all ,\nthose of every namespace that a process, a mount or a descriptor shows; the column NETNS tells them apart.\n"
     "Entering one takes\n.Dv CAP_SYS_ADMIN ;\n"
     "without it the files in\n.Pa /proc/PID/net\nof a process in it are read, as with\n.Cm --backend procfs .\n"
     "Not found are namespaces that only a socket or a descriptor in flight keeps alive, "
     "and what belongs to processes that this one may not look at: their descriptors, and mounts that only they see."},
    {.name = "net", ARGUMENT("WHICH"), .summary = "the same as --netns", OF(PLACE), .modes = ON_SOURCES, COMPUTES(netns)},
};
/* clang-format on */

GROUP(options_source, "Where from");
