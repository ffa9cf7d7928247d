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
    {STYLE_COLON, 23, 0, {P, R, S, L, F, OR ST, OR CELL_USER, OR CELL_PROGRAM, OR CELL_TIMER}},
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
    {STYLE_DOT, 0, 0, {L, F, CELL_LOGIN, CELL_PID, CELL_COMMAND, N, S, N, R, ST}}, /* -u */
    {STYLE_DOT, 0, 0, {L, OR F, CELL_UDP_STATE}},
};

/* Format-Table of Get-NetTCPConnection, and of Get-NetUDPEndpoint, whose rows are few words. */
static const struct layout powershell_layouts[] = {
    {STYLE_WORDS_TCP, 0, 0, {L, F, ST, OR CELL_SETTING, OR CELL_PID}},
    {STYLE_WORDS, 0, 0, {L, OR CELL_PID}},
};

static const struct table_mark powershell_marks[] = {
    {"LocalPort RemoteAddress", PROTOCOL_TCP, FAMILY_NONE, MARK_RESETS},
    {"LocalAddress LocalPort", PROTOCOL_UDP, FAMILY_NONE, MARK_ASSUMES},
    {NULL},
};

static const struct text_format powershell = {
    "powershell",
    0,
    {DIALECT_POWERSHELL, DIALECT_POWERSHELL},
    powershell_layouts,
    COUNT_OF(powershell_layouts),
    powershell_marks,
};

/* COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME, and other files than sockets. */
static const struct layout lsof_layouts[] = {
    {STYLE_LSOF,
     0,
     0,
     {CELL_COMMAND, CELL_PID, CELL_LOGIN, CELL_FD, CELL_FAMILY, CELL_DEVICE, CELL_WORD, P,
      CELL_ENDS, OR CELL_BRACKETS}},
    {STYLE_LSOF, 0, 0, {CELL_COMMAND, CELL_PID, CELL_LOGIN, CELL_WORD, CELL_OTHER_FILE}},
};

/* USER COMMAND PID FD PROTO LOCAL FOREIGN; -s of FreeBSD adds the state. NetBSD writes dots. */
#define SOCKSTAT CELL_LOGIN, CELL_COMMAND_WIDE, CELL_PID, CELL_FD, P, L, F

static const struct layout sockstat_layouts[] = {
    {STYLE_COLON, 0, 0, {SOCKSTAT, OR ST}},
    {STYLE_DOT, 0, 0, {SOCKSTAT, OR ST}},
    {STYLE_COLON, 0, 0, {CELL_LOGIN, CELL_JOINED, CELL_FD, P, L, F, OR ST}},
};

static const struct text_format lsof = {
    "lsof",
    FORMAT_STATELESS | FORMAT_PER_PROCESS | FORMAT_ACCEPT,
    {DIALECT_LSOF, DIALECT_LSOF_BSD},
    lsof_layouts,
    COUNT_OF(lsof_layouts),
    NULL,
};

static const struct text_format sockstat = {
    "sockstat",
    FORMAT_STATELESS | FORMAT_PER_PROCESS,
    {DIALECT_BSD, DIALECT_BSD},
    sockstat_layouts,
    COUNT_OF(sockstat_layouts),
    NULL,
};

static const struct table_mark solaris_marks[] = {
    {"TCP: IPv4", PROTOCOL_TCP, FAMILY_INET, MARK_DECIDES},
    {"TCP: IPv6", PROTOCOL_TCP, FAMILY_INET6, MARK_DECIDES},
    {"UDP: IPv4", PROTOCOL_UDP, FAMILY_INET, MARK_DECIDES},
    {"UDP: IPv6", PROTOCOL_UDP, FAMILY_INET6, MARK_DECIDES},
    {"Command Swind", PROTOCOL_TCP, FAMILY_NONE, MARK_DECIDES},
    {NULL},
};

static const struct table_mark ss_marks[] = {
    {"State Recv-Q", PROTOCOL_TCP, FAMILY_NONE, MARK_RESETS},
    {NULL},
};

static const struct text_format solaris = {
    "netstat",       FORMAT_PER_PROCESS,        {DIALECT_SOLARIS, DIALECT_SOLARIS},
    solaris_layouts, COUNT_OF(solaris_layouts), solaris_marks,
};

static const struct text_format windows = {
    "netstat",
    0,
    {DIALECT_WINDOWS, DIALECT_WINDOWS_GERMAN},
    windows_layouts,
    COUNT_OF(windows_layouts),
    NULL,
};

static const struct text_format bsd = {
    "netstat", 0, {DIALECT_BSD, DIALECT_BSD}, bsd_layouts, COUNT_OF(bsd_layouts), NULL,
};

static const struct text_format aix = {
    "netstat",   FORMAT_FAMILY_OPEN,    {DIALECT_AIX, DIALECT_AIX},
    aix_layouts, COUNT_OF(aix_layouts), NULL,
};

static const struct text_format netstat = {
    "netstat",       FORMAT_LINUX | FORMAT_ACCEPT, {DIALECT_NETSTAT, DIALECT_NETSTAT},
    netstat_layouts, COUNT_OF(netstat_layouts),    NULL,
};

static const struct text_format ss = {
    "ss",
    FORMAT_LINUX | FORMAT_ACCEPT | FORMAT_ACCEPT_MAX | FORMAT_FAMILY_OPEN,
    {DIALECT_SS, DIALECT_SS},
    ss_layouts,
    COUNT_OF(ss_layouts),
    ss_marks,
};

const struct importer text_importers[] = {
    {"netstat", "netstat of Linux: net-tools and busybox", NULL, text_read, &netstat},
    {"ss", "ss of Linux: the tables of TCP, UDP and raw sockets", NULL, text_read, &ss},
    {"windows", "netstat of Windows, in any language", NULL, text_read, &windows},
    {"powershell", "Get-NetTCPConnection and Get-NetUDPEndpoint of PowerShell", NULL, text_read,
     &powershell},
    {"bsd", "netstat of FreeBSD, NetBSD, OpenBSD, macOS and HP-UX", NULL, text_read, &bsd},
    {"lsof", "lsof -i, and the sockets in what lsof prints", NULL, text_read, &lsof},
    {"sockstat", "sockstat of FreeBSD and NetBSD", NULL, text_read, &sockstat},
    {"solaris", "netstat of Solaris and illumos", NULL, text_read, &solaris},
    {"aix", "netstat -A of AIX", NULL, text_read, &aix},
};

const size_t text_importer_count = COUNT_OF(text_importers);
