/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Output formats. A new format is a line here and a row in present.c, with its writer. */
#ifndef LSOCK_FORMAT_H
#define LSOCK_FORMAT_H

enum format {
    FORMAT_TABLE,
    FORMAT_CSV_SPREADSHEET, /* no cell that a spreadsheet reads as a formula */
    FORMAT_CSV,
    FORMAT_JSON_PRETTY, /* one document, indented */
    FORMAT_JSON_LINES,  /* header, rows, end: one object per line */
    FORMAT_JSON,        /* one document, without blanks */
    FORMAT_DOT,         /* only for tables that are graphs */
    FORMAT_AS_FIRST,    /* the layouts of other tools */
    FORMAT_AS_SS = FORMAT_AS_FIRST,
    FORMAT_AS_NETSTAT,
    FORMAT_AS_WINDOWS,
    FORMAT_AS_MACOS,
    FORMAT_AS_FREEBSD,
    FORMAT_AS_LAST = FORMAT_AS_FREEBSD,
    FORMAT_OPENMETRICS, /* only for tables with metrics: OpenMetrics 1.0 */
    FORMAT_PROMETHEUS,  /* the same in the text format 0.0.4 */

    FORMAT_COUNT
};

#endif
