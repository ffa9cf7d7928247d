/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process_list.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "number.h"
#include "process_linux.h"

/* False: part of the process could not be read. */
static bool see_process(uint32_t pid, int dir, void (*see)(void *context, const struct process *process),
                        void *context)
{
    struct owner_request request = {.cgroups = true, .paths = true};
    struct process process = {.pid = pid};
    struct arena arena = {NULL};
    int failure = process_describe(dir, &request, &arena, &process);

    if (failure != ENOMEM)
        see(context, &process);
    arena_free(&arena);
    return failure == 0;
}

bool processes_list(const char *root, void (*see)(void *context, const struct process *process),
                    void *context)
{
    DIR *processes = opendir(root == NULL ? "/proc" : root);
    const struct dirent *entry;
    bool saw_init = false, whole = true;
    uint64_t pid;

    if (processes == NULL)
        return false;
    while ((entry = readdir(processes)) != NULL) {
        int dir;

        if (!number_parse(text_of(entry->d_name), INT32_MAX, &pid))
            continue;
        dir = openat(dirfd(processes), entry->d_name, O_PATH | O_DIRECTORY | O_CLOEXEC);
        saw_init |= pid == 1;
        if (dir < 0)
            continue;
        whole &= see_process((uint32_t)pid, dir, see, context);
        close(dir);
    }
    closedir(processes);
    return whole && saw_init; /* without process 1, hidepid (proc(5)) hides processes */
}
