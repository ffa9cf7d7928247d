/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The system calls of the Windows backend, real or replaced by a test. It uses no types of the SDK,
 * so that everything but api_windows.c is compiled and tested on every system. */
#ifndef LSOCK_API_H
#define LSOCK_API_H

#include <stdbool.h>
#include <stdint.h>

#include "mib_row.h"

/* From winerror.h; api_windows.c asserts the numbers. */
enum api_error {
    API_OK = 0,
    API_ACCESS_DENIED = 5,
    API_OUT_OF_MEMORY = 14,
    API_NOT_SUPPORTED = 50,
    API_INVALID_PARAMETER = 87,
    API_INSUFFICIENT_BUFFER = 122,
    API_PROC_NOT_FOUND = 127,
    API_NO_DATA = 232,
};

/* STATUS_UNSUCCESSFUL of ntstatus.h: undocumented for these tables, but returned while connections
 * come and go. Transient. */
#define API_UNSUCCESSFUL UINT32_C(0xC0000001)

/* Queue sizes from the statistics of a connection, in bytes. Zeroed: unknown. */
struct api_queues {
    bool has_recv, has_send; /* false if collecting them was never enabled */
    uint64_t recv;           /* acknowledged, but not read by the program */
    uint64_t send;           /* written by the program, but not acknowledged */
};

struct api {
    void *context;

    /*
     * GetExtendedTcpTable, GetExtendedUdpTable, or for ROW_BOUND InternalGetBoundTcpEndpointTable.
     * The last one is undocumented and missing in some versions of Windows: API_PROC_NOT_FOUND.
     * *size is the size of `buffer`, and on return the required size; API_INSUFFICIENT_BUFFER if it
     * was too small. Returns an API_… or another number of winerror.h.
     */
    uint32_t (*table)(void *context, enum protocol protocol, enum family family,
                      enum row_class row_class, void *buffer, uint32_t *size);

    /*
     * GetOwnerModuleFromTcpEntry and similar functions: the service or program for which the
     * process of a row of class ROW_MODULE has the socket, as zero-terminated UTF-8. The row is
     * aligned.
     */
    uint32_t (*module)(void *context, enum protocol protocol, enum family family, const void *row,
                       char *name, size_t size);

    /* GetPerTcpConnectionEStats, for the connection of a struct tcp4_row or tcp6_row. */
    uint32_t (*queues)(void *context, enum family family, const void *row,
                       struct api_queues *queues);

    /* SetTcpEntry: closes the connection; the caller has set its state to MIB_TCP_STATE_DELETE_TCB.
     */
    uint32_t (*delete_tcb)(void *context, const struct tcp4_row *row);

    /* Writes the message for a number of winerror.h to `text`, zero-terminated. */
    void (*error_text)(void *context, uint32_t error, char *text, size_t size);
};

/* The real system calls; only in Windows builds. */
extern const struct api api_windows;

#endif
