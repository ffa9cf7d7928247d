/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats of the output. A new one is a line here and a row in present.c, with its writer. */
#ifndef LSOCK_FORMAT_H
#define LSOCK_FORMAT_H

enum format {
    FORMAT_TABLE,
    FORMAT_CSV_SPREADSHEET, /* no cell that a spreadsheet takes for a formula */
    FORMAT_CSV,
    FORMAT_JSON_PRETTY, /* one document, indented */
    FORMAT_JSON_LINES,  /* header, rows, end: one object a line */
    FORMAT_JSON,        /* one document, no blanks */
    FORMAT_DOT,         /* of tables that are a graph */
    FORMAT_AS_FIRST, /* the layouts of other tools */
    FORMAT_AS_SS = FORMAT_AS_FIRST,
    FORMAT_AS_NETSTAT,
    FORMAT_AS_WINDOWS,
    FORMAT_AS_MACOS,
    FORMAT_AS_FREEBSD,
    FORMAT_AS_LAST = FORMAT_AS_FREEBSD,
    FORMAT_OPENMETRICS, /* of tables that have metrics: OpenMetrics 1.0 */
    FORMAT_PROMETHEUS,  /* the same in the text format 0.0.4 */

    FORMAT_COUNT
};

#endif
