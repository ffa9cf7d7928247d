/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process has a socket for, such as one of the services that share a svchost.exe. */
#ifndef LSOCK_ROW_MODULE_H
#define LSOCK_ROW_MODULE_H

#include "api.h"
#include "snapshot.h"

/* What 16 numbers of a row mean to Windows, for us they only tell modules of a process apart. */
#define ROW_MODULE_NUMBERS 16
#define ROW_MODULE_MEMORY  64

/* The answers of late: most sockets of a process are for the same. Zeroed: none. */
struct row_modules {
    struct {
        uint32_t pid;    /* 0: empty */
        uint32_t module; /* 0: Windows does not tell */
        uint64_t numbers[ROW_MODULE_NUMBERS];
    } answers[ROW_MODULE_MEMORY];
    bool absent; /* this Windows does not tell any */
};

/* Asks for the module of a row of class ROW_MODULE; it may stay unknown. False: out of memory. */
bool row_module_find(struct row_modules *modules, const struct api *api,
                     const struct row_layout *layout, const void *row, struct socket *socket,
                     struct snapshot *snapshot) NODISCARD;

#endif
