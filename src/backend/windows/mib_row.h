/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of GetExtendedTcpTable and GetExtendedUdpTable as struct socket. Pure, and built on
 * every system: the layouts are our own; api_windows.c asserts that they are those of the SDK.
 */
#ifndef LSOCK_MIB_ROW_H
#define LSOCK_MIB_ROW_H

#include <stddef.h>

#include "socket.h"

/* What a table is asked for, and so what its rows are made of. */
enum row_class {
    ROW_PID,    /* TCP_TABLE_OWNER_PID_ALL, UDP_TABLE_OWNER_PID */
    ROW_MODULE, /* TCP_TABLE_OWNER_MODULE_ALL, UDP_TABLE_OWNER_MODULE: the time of creation, too */
    ROW_BOUND,  /* InternalGetBoundTcpEndpointTable: every binding to a TCP port */
    ROW_CLASS_COUNT
};

/* As tcpmib.h and udpmib.h have them; ports are 2 bytes in network byte order and 2 of anything. */
struct tcp4_row {
    uint32_t state;
    uint8_t local[4], local_port[4], remote[4], remote_port[4];
    uint32_t pid;
};

struct tcp6_row {
    uint8_t local[16];
    uint32_t local_scope;
    uint8_t local_port[4], remote[16];
    uint32_t remote_scope;
    uint8_t remote_port[4];
    uint32_t state, pid;
};

struct udp4_row {
    uint8_t local[4], local_port[4];
    uint32_t pid;
};

struct udp6_row {
    uint8_t local[16];
    uint32_t local_scope;
    uint8_t local_port[4];
    uint32_t pid;
};

/* Their variants with what the system calls the owner module: opaque, but for the time. */
struct tcp4_module_row {
    struct tcp4_row row;
    _Alignas(8) uint64_t created;
    uint64_t module[16];
};

struct tcp6_module_row {
    struct tcp6_row row;
    _Alignas(8) uint64_t created;
    uint64_t module[16];
};

struct udp4_module_row {
    struct udp4_row row;
    _Alignas(8) uint64_t created;
    int32_t flags;
    _Alignas(8) uint64_t module[16];
};

struct udp6_module_row {
    struct udp6_row row;
    _Alignas(8) uint64_t created;
    int32_t flags;
    _Alignas(8) uint64_t module[16];
};

/* MIB_TCPROW2 and MIB_TCP6ROW2; of a binding state and peer mean nothing. */
struct tcp4_bound_row {
    struct tcp4_row row;
    uint32_t offload;
};

struct tcp6_bound_row {
    struct tcp6_row row;
    uint32_t offload;
};

/* Where in a row something stands, in bytes; ROW_NOWHERE: it does not. */
#define ROW_NOWHERE UINT16_MAX

struct row_layout {
    uint16_t first; /* of the rows, from the begin of the table */
    uint16_t size;
    uint16_t local, local_scope, local_port;
    uint16_t remote, remote_scope, remote_port;
    uint16_t state, pid, created;
};

/* FAMILY_INET or FAMILY_INET6 only; ROW_BOUND only of TCP. */
const struct row_layout *mib_row_layout(enum protocol protocol, enum family family,
                                        enum row_class row_class);

/* Reads a row of layout->size bytes, which need not be aligned. */
void mib_row_read(const struct row_layout *layout, enum protocol protocol, enum family family,
                  const void *row, struct socket *socket);

#endif
