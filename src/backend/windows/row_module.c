/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "row_module.h"

#include <string.h>

#include "hash.h"

/* Idle and System, which have no modules. */
#define PID_SYSTEM 4

static size_t place(uint32_t pid, const uint64_t *numbers)
{
    struct hash hash = hash_start;

    hash_add(&hash, pid);
    hash_add_bytes(&hash, numbers, ROW_MODULE_NUMBERS * sizeof(*numbers));
    return (size_t)(hash_end(hash) % ROW_MODULE_MEMORY);
}

/* *module: 0 if Windows does not report one. False: out of memory. */
static bool ask(struct row_modules *modules, const struct api *api, const struct row_layout *layout,
                const void *bytes, const struct socket *socket, struct snapshot *snapshot,
                uint32_t *module)
{
    struct tcp6_module_row row; /* the largest; aligned */
    char name[1024] = "";
    struct text copy;
    uint32_t code;

    *module = 0;
    memcpy(&row, bytes, layout->size);
    code = api->module(api->context, (enum protocol)socket->protocol, (enum family)socket->family,
                       &row, name, sizeof(name));
    modules->absent = code == API_PROC_NOT_FOUND || code == API_NOT_SUPPORTED;
    if (code != API_OK || name[0] == '\0')
        return true;
    copy = arena_copy(&snapshot->arena, text_of(name));
    if (copy.bytes != NULL)
        *module = owners_add_module(&snapshot->owners, copy);
    return *module != 0;
}

bool row_module_find(struct row_modules *modules, const struct api *api,
                     const struct row_layout *layout, const void *row, struct socket *socket,
                     struct snapshot *snapshot)
{
    uint64_t numbers[ROW_MODULE_NUMBERS];
    uint32_t pid = (uint32_t)socket->pid, module;
    size_t at;

    if (modules->absent || pid == 0 || pid == PID_SYSTEM)
        return true;
    memcpy(numbers, (const unsigned char *)row + layout->size - sizeof(numbers), sizeof(numbers));
    at = place(pid, numbers);
    if (modules->answers[at].pid != pid ||
        memcmp(modules->answers[at].numbers, numbers, sizeof(numbers)) != 0) {
        if (!ask(modules, api, layout, row, socket, snapshot, &module))
            return false;
        modules->answers[at].pid = pid;
        modules->answers[at].module = module;
        memcpy(modules->answers[at].numbers, numbers, sizeof(numbers));
    }
    if (modules->answers[at].module == 0)
        return true;
    socket->module = modules->answers[at].module;
    socket->have |= HAVE_MODULE;
    return true;
}
