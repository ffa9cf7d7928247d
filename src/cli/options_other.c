/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options that choose a verb, and those of one verb. */
#include "option_rows.h"

/* clang-format off */
static const struct option rows[] = {
    {.letter = 'K', .name = "kill", .summary = "close the sockets that the filter chooses",
     .modes = ON_ROWS | ON_COUNTS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_KILL),
     .text = "Close the sockets that the filter accepts, and list those that were closed.\n"
     "A filter is required.\n"
     "Listeners, bound sockets and UDP sockets without a peer are closed only if the filter names them:\n"
     ".Fl l ,\n.Fl B ,\n.Ql state listen ,\n.Ql listening ,\n.Ql bound .\n"
     "A port alone does not name them, nor does a negation such as\n.Ql exclude established .\n"
     "A message on standard error says how many sockets were closed, which were not, and why.\n"
     "If no socket matches, or only such as are spared, the exit status is 1.\n"
     "Their programs get the error\n.Er ECONNABORTED ,\nthe peers of TCP connections a reset.\n"
     "Only what was seen is closed, never a later socket with the same addresses; "
     "raw sockets, of which the kernel cannot be sure, are left alone, as is one of which the filter cannot be judged.\n"
     "It takes\n.Dv CAP_NET_ADMIN\nand a kernel with\n.Dv CONFIG_INET_DIAG_DESTROY .\n"
     "What is still there afterwards is named with the reason, and the exit status is 4: "
     "a UDP socket keeps the port that its program chose, "
     "and of many listeners that share a port by\n.Dv SO_REUSEPORT\nthe kernel may not find each.\n"
     "On Windows it takes an elevated prompt, and closes TCP connections of IPv4 only."},
    {.name = "dry-run", .summary = "with -K: close nothing, list what would be",
     .modes = ON_ROWS | ON_COUNTS, SETS(dry_run, true),
     .text = "With\n.Fl K :\nclose nothing, and list what would be closed, with the same notes and exit status."},
    {.letter = 'E', .name = "events", .summary = "TCP and UDP sockets as they end, until interrupted",
     .modes = ON_ROWS | ON_SCHEMA, CHOOSES_VERB(CHOSEN_EVENTS),
     .text = "Show TCP and UDP sockets as the kernel destroys them, a line each, until\n.Dv SIGINT\nor\n.Dv SIGTERM\ncomes, "
     "the reader goes away, or as many were shown as\n.Fl -limit\nsays; the kernel does not tell of others.\n"
     "It tells neither the last state of a socket nor who had it: these are from the tables, which are read at the begin "
     "and then every second\n.Pq Fl -interval ,\nand unknown of a socket that was there for less time than that.\n"
     "NOW is what became of a TCP socket: CLOSED, or the record in TIME-WAIT or FIN-WAIT-2 that the kernel goes on with, "
     "of whose end it does not tell.\n"
     "Queues and details are unknown but for those of\n.Fl e ,\nas they were seen last, and\n.Fl i ,\nas they were at the end; "
     "of a connection that its own program resets, and of one that could not be made, the kernel has forgotten these, "
     "and the addresses, which are then the ones seen last.\n"
     "Of formats there are the table, CSV and\n.Fl Fl json Ns Cm =lines\n.Pq Li lsock-events/1 .\n"
     "It takes no privilege, but with\n.Dv CAP_NET_ADMIN\nmore events can wait to be read.\n"
     "Where some were lost, a note says so and the exit status is 4."},
    {.name = "interval", ARGUMENT("SECONDS"), .summary = "with -E and doctor: between two readings, 1 by default",
     .modes = ON_ROWS, TAKES_NUMBER(interval, "seconds", 86400),
     .text = "With\n.Fl E :\nread the tables every so many seconds, 1 by default; 0 reads them only at the start.\n"
     "With\n.Cm doctor :\nread them a second time after so many seconds; 0 reads them once, and leaves out the checks that compare."},
    {.name = "plan", .summary = "say what of the filter runs in the kernel",
     .modes = ON_PLAN, SETS(plan, true),
     .text = "List nothing, and say in words what of the filter runs in the kernel, what is judged here, and why."},
    {.name = "list", .summary = "name all topics of explain, or all checks of doctor",
     .modes = ON_TOPICS | ON_RECORDING, SETS(list_topics, true),
     .text = "With\n.Cm explain :\nname all topics that can be explained.\nWith\n.Cm doctor :\n"
     "name all checks, what each finds, and why from this number on."},
    {.name = "only", ARGUMENT("CODE[,...]"), .summary = "with doctor: apply only these checks",
     .modes = ON_ROWS, TAKES_TEXT(only),
     .text = "With\n.Cm doctor :\napply only the checks with these codes."},
    {.name = "skip", ARGUMENT("CODE[,...]"), .summary = "with doctor: leave these checks out",
     .modes = ON_ROWS, TAKES_TEXT(skip),
     .text = "With\n.Cm doctor :\nleave the checks with these codes out."},
    {.name = "json-schema", .summary = "print the JSON Schema of --json",
     OF(ALWAYS), .modes = ON_SCHEMA, SETS(action, ACTION_SCHEMA),
     .text = "Print the JSON Schema of what\n.Fl Fl json\nprints; after a verb, of what that verb does."},
    {.letter = 'h', .name = "help", .summary = "show this help; after a verb, the help of that verb", ALWAYS, SETS(action, ACTION_HELP)},
    {.letter = 'V', .name = "version", .summary = "show the version", ALWAYS, SETS(action, ACTION_VERSION)},
};
/* clang-format on */

GROUP(options_other, "Other");

static const struct option test_rows[] = {
    {.name = "no-pushdown",
     .summary = "ask for every socket and judge here",
     CHOOSES,
     SETS(no_pushdown, true),
     .text = "Ask the system for every socket and judge here: the answer must be the same.\nFor "
             "tests and reports of errors."},
};

const struct option_group options_tests = {"For tests", test_rows, COUNT_OF(test_rows), true};
