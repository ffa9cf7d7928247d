/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The system calls of the Windows backend: the real ones, or a test's. No type of the SDK stands
 * here, so that all but api_windows.c is built and tested on every system.
 */
#ifndef LSOCK_API_H
#define LSOCK_API_H

#include <stdbool.h>
#include <stdint.h>

#include "mib_row.h"

/* Of winerror.h; api_windows.c asserts the numbers. */
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

/* STATUS_UNSUCCESSFUL of ntstatus.h. Undocumented for the tables, and transient: they are read
 * while connections come and go. */
#define API_UNSUCCESSFUL UINT32_C(0xC0000001)

/* What the statistics of a connection say of its queues, in bytes. Zeroed: nothing. */
struct api_queues {
    bool has_recv, has_send; /* not where nobody has them counted */
    uint64_t recv;           /* acknowledged and not read by the program */
    uint64_t send;           /* written by the program and not acknowledged */
};

struct api {
    void *context;

    /*
     * GetExtendedTcpTable, GetExtendedUdpTable or, of ROW_BOUND, InternalGetBoundTcpEndpointTable,
     * which is not documented and not in every Windows: API_PROC_NOT_FOUND. *size is that of `buffer`, and afterwards what is
     * needed; with too small a buffer the answer is API_INSUFFICIENT_BUFFER. Returns an API_… or
     * another number of winerror.h.
     */
    uint32_t (*table)(void *context, enum protocol protocol, enum family family,
                      enum row_class row_class, void *buffer, uint32_t *size);

    /*
     * GetOwnerModuleFromTcpEntry and its kin: what the process of a row of class ROW_MODULE has the
     * socket for, a service or a program, as UTF-8, zero-terminated. The row is aligned.
     */
    uint32_t (*module)(void *context, enum protocol protocol, enum family family, const void *row,
                       char *name, size_t size);

    /* GetPerTcpConnectionEStats, of the connection of a struct tcp4_row or tcp6_row. */
    uint32_t (*queues)(void *context, enum family family, const void *row,
                       struct api_queues *queues);

    /* SetTcpEntry: closes the connection; its state is MIB_TCP_STATE_DELETE_TCB already. */
    uint32_t (*delete_tcb)(void *context, const struct tcp4_row *row);

    /* What a number of winerror.h says, into `text`, zero-terminated. */
    void (*error_text)(void *context, uint32_t error, char *text, size_t size);
};

/* The system's own; Windows builds only. */
extern const struct api api_windows;

#endif
