/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's counters and settings; the first byte selects the kind of file. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "proc_counters.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct counter_values values = {0};
    struct sockstat_values sockstat = {0};
    struct setting_value setting;
    struct text file;
    uint64_t bytes;
    char *copy;

    if (size == 0)
        return 0;
    copy = fuzz_copy(data, size);
    if (copy == NULL)
        return 0;
    file = (struct text){copy + 1, size - 1};
    switch (data[0] % 5) {
    case 0:
        proc_counters_parse(file, &values);
        break;
    case 1:
        proc_sockstat_parse(file, &values);
        break;
    case 2:
        proc_sockstat_summary(file, 4096, &sockstat);
        break;
    case 3:
        (void)proc_memory_limit(file, 4096, &bytes);
        break;
    default:
        (void)proc_setting_parse(file, 1 + data[0] / 5 % 3, &setting);
        break;
    }
    free(copy);
    return 0;
}
