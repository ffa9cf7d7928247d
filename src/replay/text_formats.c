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
};

const size_t text_importer_count = COUNT_OF(text_importers);
