/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats of other tools. A new format that only has different columns is a row here. The
 * samples in tests/unit/listings are the sources of the layouts. */
#include "text_fields.h"

#define P  CELL_PROTOCOL
#define R  CELL_RECV
#define S  CELL_SEND
#define L  CELL_LOCAL
#define F  CELL_REMOTE
#define ST CELL_STATE
#define OR CELL_OPTIONAL |

#define LAYOUTS(array) .layouts = array, .layout_count = COUNT_OF(array)

/* clang-format off */

/* net-tools truncates addresses to 23 bytes including the port. -e adds user and inode. */
static const struct layout netstat_layouts[] = {
    {STYLE_COLON, 23, 0, {P, R, S, L, F, OR ST, OR CELL_USER, OR CELL_PROGRAM, OR CELL_TIMER}},
    {STYLE_COLON, 0, 0, {CELL_KIND, CELL_NUMBER, CELL_FLAGS, CELL_TYPE, OR CELL_KIND_STATE,
                         CELL_INODE, OR CELL_UNIX_PROGRAM, OR CELL_PATH}},
};

/* Used by the BSDs, too. */
static const struct table_mark netstat_marks[] = {
    {"Proto Recv-Q", PROTOCOL_TCP, FAMILY_NONE, MARK_HEADING},
    {"Proto RefCnt", PROTOCOL_TCP, FAMILY_NONE, MARK_HEADING},
    {NULL},
};

static const struct text_format netstat = {
    .source = "netstat",
    .flags = FORMAT_LINUX | FORMAT_ACCEPT,
    .dialects = {DIALECT_NETSTAT, DIALECT_NETSTAT},
    LAYOUTS(netstat_layouts),
    .marks = netstat_marks,
};

/* Without -n, or with only one protocol, there is no Netid. Old versions omit the state. */
static const struct layout ss_layouts[] = {
    {STYLE_SS, 0, 0, {P, ST, R, S, L, F, OR CELL_DETAILS}},
    {STYLE_SS, 0, 0, {ST, R, S, L, F, OR CELL_DETAILS}},
    {STYLE_SS, 0, 0, {CELL_KIND, CELL_KIND_STATE, R, S, CELL_NAME_INODE, CELL_PEER_INODE,
                      OR CELL_DETAILS}},
    {STYLE_SS, 0, 0, {CELL_KIND, CELL_KIND_STATE, R, S, CELL_KIND_ENDS, OR CELL_DETAILS}},
};

static const struct table_mark ss_marks[] = {
    {"State Recv-Q", PROTOCOL_TCP, FAMILY_NONE, MARK_RESETS},
    {NULL},
};

static const struct text_format ss = {
    .source = "ss",
    .flags = FORMAT_LINUX | FORMAT_ACCEPT | FORMAT_ACCEPT_MAX | FORMAT_FAMILY_OPEN |
             FORMAT_DETAILS,
    .dialects = {DIALECT_SS, DIALECT_SS},
    LAYOUTS(ss_layouts),
    .marks = ss_marks,
};

/* -o adds the pid; -b adds lines with the program. */
static const struct layout windows_layouts[] = {
    {STYLE_WINDOWS, 0, 0, {P, L, F, OR ST, OR CELL_PID}},
    {STYLE_WINDOWS, 0, 0, {P, L, F, CELL_LISTEN, OR CELL_PID}},
};

static const struct table_mark windows_marks[] = {
    {"Proto Local Address", PROTOCOL_TCP, FAMILY_NONE, MARK_HEADING},
    {NULL},
};

static const struct text_format windows = {
    .source = "netstat",
    .dialects = {DIALECT_WINDOWS, DIALECT_WINDOWS_GERMAN},
    LAYOUTS(windows_layouts),
    .marks = windows_marks,
};

/* Format-Table of Get-NetTCPConnection and of Get-NetUDPEndpoint, whose rows have few words. */
static const struct layout powershell_layouts[] = {
    {STYLE_WORDS_TCP, 0, 0, {L, F, ST, OR CELL_SETTING, OR CELL_PID}},
    {STYLE_WORDS_TCP, 0, 0, {L, ST, OR CELL_PID}},
    {STYLE_WORDS, 0, 0, {L, OR CELL_PID}},
};

static const struct table_mark powershell_marks[] = {
    {"LocalPort RemoteAddress", PROTOCOL_TCP, FAMILY_NONE, MARK_RESETS},
    {"LocalAddress LocalPort", PROTOCOL_UDP, FAMILY_NONE, MARK_ASSUMES},
    {NULL},
};

/* Format-List and ConvertTo-Json. */
static const struct text_field powershell_fields[] = {
    {"LocalAddress", FIELD_SOCKET, "-"},
    {"LocalPort", FIELD_SOCKET, "-"},
    {"RemoteAddress", FIELD_SOCKET, NULL},
    {"RemotePort", FIELD_SOCKET, NULL},
    {"State", FIELD_SOCKET, NULL},
    {"OwningProcess", FIELD_SOCKET, NULL},
    {NULL},
};

static const struct text_format powershell = {
    .source = "powershell",
    .dialects = {DIALECT_POWERSHELL, DIALECT_POWERSHELL},
    LAYOUTS(powershell_layouts),
    .marks = powershell_marks,
    .fields = powershell_fields,
    .has_json = true,
};

/*
 * Address and port have 22 bytes; an IPv6 address gets 16 of them. macOS -v adds, depending
 * on the release: rhiwat shiwat pid epid state options; rxbytes txbytes before them, and gencnt
 * flags flags1 usecnt rtncnt fltrs after them; process:pid instead of pid epid. Its hex `state` is
 * not the TCP state.
 */
#define N   CELL_NUMBER
#define X   CELL_HEX
#define BSD STYLE_DOT, 22, 16

/* Address Type Recv-Q Send-Q Inode Conn Refs Nextref Addr */
#define BSD_UNIX X, CELL_TYPE, R, S, X, X, X, X, OR CELL_PATH

static const struct layout bsd_layouts[] = {
    {BSD, {P, R, S, L, F, OR ST}},
    {BSD, {P, R, S, L, F, OR ST, N, N, CELL_PID, N, CELL_HEX_0X, CELL_HEX_0X}},
    {BSD, {P, R, S, L, F, OR ST, N, N, N, N, CELL_PID, N, X, X, X, X, X, N, N, X}},
    {BSD, {P, R, S, L, F, OR ST, N, N, N, N, CELL_NAME_PID, X, X}},
    {BSD, {P, R, S, L, F, OR ST, N, N, N, N, CELL_NAME_PID, X, X, X, X, X, N, N, X}},
    {BSD, {BSD_UNIX}},
};

static const struct text_format bsd = {
    .source = "netstat",
    .dialects = {DIALECT_BSD, DIALECT_BSD},
    LAYOUTS(bsd_layouts),
};

/* COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME; also lists files that are not sockets. */
static const struct layout lsof_layouts[] = {
    {STYLE_LSOF, 0, 0, {CELL_COMMAND, CELL_PID, CELL_LOGIN, CELL_FD, CELL_FAMILY, CELL_DEVICE,
                        CELL_WORD, P, CELL_ENDS, OR CELL_BRACKETS}},
    {STYLE_LSOF, 0, 0, {CELL_COMMAND, CELL_PID, CELL_LOGIN, CELL_FD, CELL_KIND, CELL_WORD,
                        CELL_WORD, CELL_INODE, OR CELL_PATH, CELL_TYPE, OR CELL_KIND_STATE}},
    {STYLE_LSOF, 0, 0, {CELL_COMMAND, CELL_PID, CELL_LOGIN, CELL_WORD, CELL_OTHER_FILE}},
};

static const struct table_mark lsof_marks[] = {
    {"COMMAND PID", PROTOCOL_TCP, FAMILY_NONE, MARK_HEADING},
    {NULL},
};

#define LSOF \
    .source = "lsof", \
    .flags = FORMAT_STATELESS | FORMAT_PER_PROCESS | FORMAT_ACCEPT, \
    .dialects = {DIALECT_LSOF, DIALECT_LSOF_BSD}, \
    LAYOUTS(lsof_layouts), \
    .marks = lsof_marks

static const struct text_format lsof = {LSOF};

/* -F. */
static const struct text_field lsof_fields_fields[] = {
    {"c", FIELD_PROCESS, "?"},
    {"p", FIELD_BEGINS_PROCESS, "?"},
    {"Lu", FIELD_PROCESS, "?"},
    {"f", FIELD_BEGINS_SOCKET, "?"},
    {"t", FIELD_SOCKET, "?"},
    {"d", FIELD_SOCKET, "?"},
    {"os", FIELD_SOCKET, "?"},
    {"P", FIELD_SOCKET, "?"},
    {"n", FIELD_SOCKET, "?"},
    {"T", FIELD_BRACKETS, NULL},
    {"aCDFGgikKlmMNrRSxz", FIELD_IGNORED, NULL},
    {NULL},
};

static const struct text_format lsof_fields = {LSOF, .fields = lsof_fields_fields};

/* USER COMMAND PID FD PROTO LOCAL FOREIGN; FreeBSD's -s adds the state. NetBSD separates ports by
 * dots. */
#define SOCKSTAT CELL_LOGIN, CELL_COMMAND_WIDE, CELL_PID, CELL_FD, P, L, F

static const struct layout sockstat_layouts[] = {
    {STYLE_COLON, 0, 0, {SOCKSTAT, OR ST}},
    {STYLE_DOT, 0, 0, {SOCKSTAT, OR ST}},
    {STYLE_COLON, 0, 0, {CELL_LOGIN, CELL_JOINED, CELL_FD, P, L, F, OR ST}},
    {STYLE_COLON, 0, 0, {CELL_LOGIN, CELL_COMMAND, CELL_PID, CELL_FD, CELL_TYPE,
                         CELL_SOCKSTAT_PATH}},
};

static const struct table_mark sockstat_marks[] = {
    {"USER COMMAND", PROTOCOL_TCP, FAMILY_NONE, MARK_HEADING},
    {NULL},
};

static const struct text_format sockstat = {
    .source = "sockstat",
    .flags = FORMAT_STATELESS | FORMAT_PER_PROCESS,
    .dialects = {DIALECT_BSD, DIALECT_BSD},
    LAYOUTS(sockstat_layouts),
    .marks = sockstat_marks,
};

/* The protocol is above the table. Next to the queues are the windows. -u adds the process. */
static const struct layout solaris_layouts[] = {
    {STYLE_DOT, 0, 0, {L, F, N, S, N, R, ST}},
    {STYLE_DOT, 0, 0, {L, F, CELL_LOGIN, CELL_PID, CELL_COMMAND, N, S, N, R, ST}},
    {STYLE_DOT, 0, 0, {L, OR F, CELL_UDP_STATE}},
};

static const struct table_mark solaris_marks[] = {
    {"TCP: IPv4", PROTOCOL_TCP, FAMILY_INET, MARK_DECIDES},
    {"TCP: IPv6", PROTOCOL_TCP, FAMILY_INET6, MARK_DECIDES},
    {"UDP: IPv4", PROTOCOL_UDP, FAMILY_INET, MARK_DECIDES},
    {"UDP: IPv6", PROTOCOL_UDP, FAMILY_INET6, MARK_DECIDES},
    {"Command Swind", PROTOCOL_TCP, FAMILY_NONE, MARK_DECIDES},
    {NULL},
};

static const struct text_format solaris = {
    .source = "netstat",
    .flags = FORMAT_PER_PROCESS,
    .dialects = {DIALECT_SOLARIS, DIALECT_SOLARIS},
    LAYOUTS(solaris_layouts),
    .marks = solaris_marks,
};

/* -A: after a kernel address, addresses are truncated to 18 bytes including the port. */
static const struct layout aix_layouts[] = {
    {STYLE_DOT, 18, 0, {X, P, R, S, L, F, OR ST}},
    {STYLE_DOT, 0, 0, {BSD_UNIX}},
};

static const struct text_format aix = {
    .source = "netstat",
    .flags = FORMAT_FAMILY_OPEN,
    .dialects = {DIALECT_AIX, DIALECT_AIX},
    LAYOUTS(aix_layouts),
};

const struct importer text_importers[] = {
    {"netstat", "netstat of Linux: net-tools and busybox", NULL, text_read, &netstat},
    {"ss", "ss of Linux: tables of every kind of socket", NULL, text_read, &ss},
    {"windows", "netstat of Windows, in any language", NULL, text_read, &windows},
    {"powershell", "Get-NetTCPConnection and Get-NetUDPEndpoint: table, list and JSON",
     text_recognize_json, text_read, &powershell},
    {"bsd", "netstat of FreeBSD, NetBSD, OpenBSD, macOS and HP-UX", NULL, text_read, &bsd},
    {"lsof", "lsof -i, and the sockets in other lsof listings", NULL, text_read, &lsof},
    {"lsof-fields", "lsof -F", NULL, text_read, &lsof_fields},
    {"sockstat", "sockstat of FreeBSD and NetBSD", NULL, text_read, &sockstat},
    {"solaris", "netstat of Solaris and illumos", NULL, text_read, &solaris},
    {"aix", "netstat -A of AIX", NULL, text_read, &aix},
};
/* clang-format on */

const size_t text_importer_count = COUNT_OF(text_importers);
