/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tools whose output lsock reads. A layout that differs from another in columns only is a row
 * here. The sources of the layouts are the samples in tests/unit/listings.
 */
#include "text_layout.h"

#define P  CELL_PROTOCOL
#define R  CELL_RECV
#define S  CELL_SEND
#define L  CELL_LOCAL
#define F  CELL_REMOTE
#define ST CELL_STATE
#define OR CELL_OPTIONAL |

/* net-tools cuts an address so that it takes 23 bytes with its port. Of -e: user and inode. */
static const struct layout netstat_layouts[] = {
    {STYLE_COLON, 23, 0,
     {P, R, S, L, F, OR ST, OR CELL_USER, OR CELL_PROGRAM, OR CELL_TIMER}},
};

/* Without -n, or of one protocol alone, there is no Netid. Older ones leave the state out. */
static const struct layout ss_layouts[] = {
    {STYLE_SS, 0, 0, {P, ST, R, S, L, F, OR CELL_DETAILS}},
    {STYLE_SS, 0, 0, {ST, R, S, L, F, OR CELL_DETAILS}},
};

/* -o adds the pid; -b adds lines with the program. */
static const struct layout windows_layouts[] = {
    {STYLE_WINDOWS, 0, 0, {P, L, F, OR ST, OR CELL_PID}},
    {STYLE_WINDOWS, 0, 0, {P, L, F, CELL_LISTEN, OR CELL_PID}},
};

/*
 * An address and its port take 22 bytes, and of IPv6 16 of them are left for the address. macOS -v
 * adds, by its releases: rhiwat shiwat pid epid state options; rxbytes txbytes before, and gencnt
 * flags flags1 usecnt rtncnt fltrs behind; process:pid in place of pid epid. Its hex `state` is not
 * that of TCP.
 */
#define N   CELL_NUMBER
#define X   CELL_HEX
#define BSD STYLE_DOT, 22, 16

static const struct layout bsd_layouts[] = {
    {BSD, {P, R, S, L, F, OR ST}},
    {BSD, {P, R, S, L, F, OR ST, N, N, CELL_PID, N, CELL_HEX_0X, CELL_HEX_0X}},
    {BSD, {P, R, S, L, F, OR ST, N, N, N, N, CELL_PID, N, X, X, X, X, X, N, N, X}},
    {BSD, {P, R, S, L, F, OR ST, N, N, N, N, CELL_NAME_PID, X, X}},
    {BSD, {P, R, S, L, F, OR ST, N, N, N, N, CELL_NAME_PID, X, X, X, X, X, N, N, X}},
};

/* -A: behind a kernel address the cells are cut at 18 bytes with their ports. */
static const struct layout aix_layouts[] = {
    {STYLE_DOT, 18, 0, {X, P, R, S, L, F, OR ST}},
};

/* The protocol is above the table. Beside the queues are the windows. */
static const struct layout solaris_layouts[] = {
    {STYLE_DOT, 0, 0, {L, F, N, S, N, R, ST}},
    {STYLE_DOT, 0, 0, {L, OR F, CELL_UDP_STATE}},
};

static const struct text_format solaris = {
    "netstat", 0, {DIALECT_SOLARIS, DIALECT_SOLARIS},
    solaris_layouts, COUNT_OF(solaris_layouts),
};

static const struct text_format windows = {
    "netstat", 0, {DIALECT_WINDOWS, DIALECT_WINDOWS_GERMAN},
    windows_layouts, COUNT_OF(windows_layouts),
};

static const struct text_format bsd = {
    "netstat", 0, {DIALECT_BSD, DIALECT_BSD}, bsd_layouts, COUNT_OF(bsd_layouts),
};

static const struct text_format aix = {
    "netstat", FORMAT_FAMILY_OPEN, {DIALECT_AIX, DIALECT_AIX}, aix_layouts, COUNT_OF(aix_layouts),
};

static const struct text_format netstat = {
    "netstat", FORMAT_LINUX | FORMAT_ACCEPT, {DIALECT_NETSTAT, DIALECT_NETSTAT},
    netstat_layouts, COUNT_OF(netstat_layouts),
};

static const struct text_format ss = {
    "ss", FORMAT_LINUX | FORMAT_ACCEPT | FORMAT_ACCEPT_MAX | FORMAT_FAMILY_OPEN,
    {DIALECT_SS, DIALECT_SS}, ss_layouts, COUNT_OF(ss_layouts),
};

const struct importer text_importers[] = {
    {"netstat", "netstat of Linux: net-tools and busybox", text_recognize, text_read, &netstat},
    {"ss", "ss of Linux: the tables of TCP, UDP and raw sockets", text_recognize, text_read, &ss},
    {"windows", "netstat of Windows, in any language", text_recognize, text_read, &windows},
    {"bsd", "netstat of FreeBSD, NetBSD, OpenBSD, macOS and HP-UX", text_recognize, text_read, &bsd},
    {"solaris", "netstat of Solaris and illumos", text_recognize, text_read, &solaris},
    {"aix", "netstat -A of AIX", text_recognize, text_read, &aix},
};

const size_t text_importer_count = COUNT_OF(text_importers);
