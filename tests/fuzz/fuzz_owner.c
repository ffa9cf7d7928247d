/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of /proc/PID; the first byte selects the file. Resulting texts must be parts of the input.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "cgroup.h"
#include "number.h"
#include "process_text.h"

static void check_part(struct text part, struct text whole)
{
    if (part.length > 0 &&
        (part.bytes < whole.bytes || part.bytes + part.length > whole.bytes + whole.length))
        abort();
}

static void read_cgroup(struct text file)
{
    struct cgroup cgroup;

    cgroup_read(file, &cgroup);
    check_part(cgroup.path, file);
    check_part(cgroup.unit, file);
    check_part(cgroup.container, file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text text;
    uint64_t inode;
    char *copy;

    if (size == 0)
        return 0;
    copy = fuzz_copy(data, size);
    if (copy == NULL)
        return 0;
    text = (struct text){copy + 1, size - 1};
    switch (data[0] % 6) {
    case 0:
        read_cgroup(text);
        break;
    case 1:
        if (number_unescape(copy + 1, size - 1, TEXT("\\x"), 16, 2) > size - 1)
            abort();
        break;
    case 2:
        check_part(process_command(text), text);
        break;
    case 3:
        check_part(process_context(text), text);
        break;
    case 4:
        (void)process_can_hold(text);
        break;
    default:
        (void)process_socket_inode(text, &inode);
        break;
    }
    free(copy);
    return 0;
}
