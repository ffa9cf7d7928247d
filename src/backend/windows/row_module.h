/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the module, such as a service in a svchost.exe, on whose behalf a process has a socket. */
#ifndef LSOCK_ROW_MODULE_H
#define LSOCK_ROW_MODULE_H

#include "api.h"
#include "snapshot.h"

/* 16 numbers in a row that are opaque to us; they only distinguish the modules of a process. */
#define ROW_MODULE_NUMBERS 16
#define ROW_MODULE_MEMORY  64

/* A cache of recent answers: most sockets of a process have the same module. Zeroed: empty. */
struct row_modules {
    struct {
        uint32_t pid;    /* 0: empty */
        uint32_t module; /* 0: not reported by Windows */
        uint64_t numbers[ROW_MODULE_NUMBERS];
    } answers[ROW_MODULE_MEMORY];
    bool absent; /* this Windows version does not support it */
};

/* Finds the module of a row of class ROW_MODULE; it may stay unknown. False: out of memory. */
bool row_module_find(struct row_modules *modules, const struct api *api,
                     const struct row_layout *layout, const void *row, struct socket *socket,
                     struct snapshot *snapshot) NODISCARD;

#endif
