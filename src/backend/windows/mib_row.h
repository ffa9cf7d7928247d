/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Converts rows of GetExtendedTcpTable and GetExtendedUdpTable to struct socket. Compiled on every
 * system and without system calls: the layouts are our own, and api_windows.c asserts that they
 * match the SDK.
 */
#ifndef LSOCK_MIB_ROW_H
#define LSOCK_MIB_ROW_H

#include <stddef.h>

#include "socket.h"

/* The class of a table, which determines its rows. */
enum row_class {
    ROW_PID,    /* TCP_TABLE_OWNER_PID_ALL, UDP_TABLE_OWNER_PID */
    ROW_MODULE, /* TCP_TABLE_OWNER_MODULE_ALL, UDP_TABLE_OWNER_MODULE: also the creation time */
    ROW_BOUND,  /* InternalGetBoundTcpEndpointTable: every binding to a TCP port */
    ROW_CLASS_COUNT
};

/* As in tcpmib.h and udpmib.h. Ports have 2 bytes in network byte order and 2 undefined bytes. */
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

/* The variants with the owner module, opaque except for the creation time. */
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

/* MIB_TCPROW2 and MIB_TCP6ROW2; state and peer are not valid for a binding. */
struct tcp4_bound_row {
    struct tcp4_row row;
    uint32_t offload;
};

struct tcp6_bound_row {
    struct tcp6_row row;
    uint32_t offload;
};

/* Offsets in a row, in bytes; ROW_NOWHERE: not present. */
#define ROW_NOWHERE UINT16_MAX

struct row_layout {
    uint16_t first; /* offset of the first row in the table */
    uint16_t size;
    uint16_t local, local_scope, local_port;
    uint16_t remote, remote_scope, remote_port;
    uint16_t state, pid, created;
};

/* Only FAMILY_INET and FAMILY_INET6; ROW_BOUND only for TCP. */
const struct row_layout *mib_row_layout(enum protocol protocol, enum family family,
                                        enum row_class row_class);

/* Reads a row of layout->size bytes, which may be unaligned. */
void mib_row_read(const struct row_layout *layout, enum protocol protocol, enum family family,
                  const void *row, struct socket *socket);

#endif
