/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

static const struct equivalent netstat_windows[] = {
    {"netstat", "lsock -t state connected", "connections without listeners"},
    {"netstat -a", "lsock", "with listeners; -a is the default"},
    {"netstat -n", "lsock -n", "numbers: the default"},
    {"netstat -ano", "lsock -ap", "-p adds the owner of each socket"},
    {"netstat -anob", "lsock -ap", "-p shows the program and its PID"},
    {"netstat -p TCP", "lsock -t", "-p there names a protocol"},
    {"netstat -q", "lsock -a", "with bound-only sockets; lsock -B lists only these"},
};

/* For systems where the letters mean the same. */
static const struct equivalent netstat_here[] = {
    {"netstat", "lsock -t state connected", "connections without listeners"},
    {"netstat -an", "lsock -an", "both are the default"},
    {"netstat -ano", "lsock -ano", "with the name of the process"},
    {"netstat -anob", "lsock -anob", "with services of processes"},
    {"netstat -anof", "lsock -anof", NULL},
    {"netstat -anoq", "lsock -anoq", "lsock -B lists only bound-only sockets"},
    {"netstat -p TCPv6", "lsock -p TCPv6", "with the processes"},
    {"netstat -s", "lsock -s", "counts sockets, not packets"},
    {"netstat -r", "route print", "lsock -r looks up names"},
    {"netstat -e", "netstat -e", "interfaces have no sockets"},
    {"netstat -ano 5", "lsock -ano --watch=5", NULL},
};

static const struct equivalent netstat_linux[] = {
    {"netstat -a", "lsock -a", NULL},
    {"netstat -l", "lsock -l", "listeners only"},
    {"netstat -t", "lsock -t state connected", "without -a and -l it hides listeners"},
    {"netstat -tan", "lsock -tan", NULL},
    {"netstat -tanp", "lsock -tanp", NULL},
    {"netstat -tulpn", "lsock -tulpn", "with full program names"},
    {"netstat -c", "lsock --watch state connected", "redraws in place; q quits"},
    {"netstat -4", "lsock -4", "with listeners on [::] that accept IPv4"},
};

static const struct equivalent netstat_bsd[] = {
    {"netstat -an -p tcp", "lsock -ta", "-p there names a protocol"},
    {"netstat -an -f inet", "lsock -4", NULL},
};

static const struct equivalent ss[] = {
    {"ss", "lsock state connected", "to hide what ss hides, append: exclude time-wait exclude syn-recv"},
    {"ss -tan", "lsock -tan", NULL},
    {"ss -tanp", "lsock -tanp", "fast even with a million sockets"},
    {"ss -tulpn", "lsock -tulpn", NULL},
    {"ss -tln", "lsock -tln", NULL},
    {"ss -tn state established", "lsock -tn state established", NULL},
    {"ss -tn dst 10.0.0.0/8", "lsock -tn dst 10.0.0.0/8", "also: lsock -tn 10.0.0.0/8, either end"},
    {"ss -tn sport = :443", "lsock -tn sport = :443", "also: lsock -tn :443, either end"},
    {"ss -E", "lsock -E", "with the last state and the process; lsock --watch redraws the table"},
    {"ss -tn | wc -l", "lsock -tn --count", NULL},
};

/* The first that a system shows is its own; the others have to be asked for. */
const struct equivalent_tool equivalent_table[] = {
    {"netstat", ONLY_ON_WINDOWS, "netstat on Windows", netstat_here, COUNT_OF(netstat_here)},
    {"netstat", ON_ANY_SYSTEM, "netstat on Linux", netstat_linux, COUNT_OF(netstat_linux)},
    {"netstat", NOT_ON_WINDOWS, "netstat on Windows", netstat_windows, COUNT_OF(netstat_windows)},
    {"netstat", ON_ANY_SYSTEM, "netstat on the BSDs and macOS", netstat_bsd, COUNT_OF(netstat_bsd)},
    {"ss", ON_ANY_SYSTEM, "ss on Linux", ss, COUNT_OF(ss)},
};

const size_t equivalent_count = COUNT_OF(equivalent_table);
