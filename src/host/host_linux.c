/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "compiler.h"
#include "host_values.h"
#include "proc_counters.h"

/* Reads all of a small kernel file. False: it cannot be read, or is longer than `room`. */
static bool read_file(const char *path, char *bytes, size_t room, struct text *file)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t used = 0;
    ssize_t got = 1;

    if (fd < 0)
        return false;
    while (used < room && (got = read(fd, bytes + used, room - used)) > 0)
        used += (size_t)got;
    close(fd);
    *file = (struct text){bytes, used};
    return got == 0;
}

/* Reads /proc/net/NAME of another process's network namespace, or of ours (pid 0). */
static bool read_net(uint32_t pid, const char *name, char *bytes, size_t room, struct text *file)
{
    char path[64];

    if (pid == 0)
        snprintf(path, sizeof(path), "/proc/net/%s", name);
    else
        snprintf(path, sizeof(path), "/proc/%u/net/%s", (unsigned)pid, name);
    return read_file(path, bytes, room, file);
}

/* Reads a setting: "net.core.somaxconn" is /proc/sys/net/core/somaxconn. */
static bool read_setting(const char *key, char *bytes, size_t room, struct text *file)
{
    char path[128];

    if ((size_t)snprintf(path, sizeof(path), "/proc/sys/%s", key) >= sizeof(path))
        return false;
    for (char *c = path; (c = strchr(c, '.')) != NULL;)
        *c = '/';
    return read_file(path, bytes, room, file);
}

bool host_setting_read(const struct setting *setting, struct setting_value *value)
{
    char bytes[256];
    struct text file;

    return setting->system == SETTING_LINUX &&
           read_setting(setting->key, bytes, sizeof(bytes), &file) &&
           proc_setting_parse(file, setting->numbers, value);
}

void host_counters_read(struct counter_values *values, uint32_t pid)
{
    char bytes[32 * 1024];
    struct text file;

    *values = (struct counter_values){0};
    if (read_net(pid, "netstat", bytes, sizeof(bytes), &file))
        proc_counters_parse(file, values);
    if (read_net(pid, "snmp", bytes, sizeof(bytes), &file))
        proc_counters_parse(file, values);
    if (read_net(pid, "sockstat", bytes, sizeof(bytes), &file))
        proc_sockstat_parse(file, values);
}

/* Reads a limit by its key in /proc/sys. Memory limits have three numbers; the last one is the
 * limit. */
static void read_limit(const char *key, bool memory, uint64_t page, struct sockstat_value *value)
{
    char bytes[256];
    struct text file;
    struct setting_value one = {0};

    if (!value->have || !read_setting(key, bytes, sizeof(bytes), &file))
        return;
    if (memory) {
        value->have_limit = proc_memory_limit(file, page, &value->limit);
    } else if (proc_setting_parse(file, 1, &one) && one.numbers[0] >= 0) {
        value->have_limit = true;
        value->limit = (uint64_t)one.numbers[0];
    }
}

void host_sockstat_read(struct sockstat_values *values, uint32_t pid)
{
    static const struct {
        enum sockstat which;
        const char *key;
        bool memory;
    } limits[] = {
        {SOCKSTAT_TCP_ORPHANS, "net.ipv4.tcp_max_orphans", false},
        {SOCKSTAT_TCP_TIME_WAIT, "net.ipv4.tcp_max_tw_buckets", false},
        {SOCKSTAT_TCP_MEMORY, "net.ipv4.tcp_mem", true},
        {SOCKSTAT_UDP_MEMORY, "net.ipv4.udp_mem", true},
    };
    long page_size = sysconf(_SC_PAGESIZE);
    uint64_t page = page_size > 0 ? (uint64_t)page_size : 0;
    char bytes[4096];
    struct text file;

    memset(values, 0, sizeof(*values));
    if (page == 0)
        return;
    if (read_net(pid, "sockstat", bytes, sizeof(bytes), &file))
        proc_sockstat_summary(file, page, values);
    if (read_net(pid, "sockstat6", bytes, sizeof(bytes), &file))
        proc_sockstat_summary(file, page, values);
    /* Settings of another namespace cannot be read. */
    for (size_t i = 0; i < COUNT_OF(limits); i++)
        if (pid == 0 || sockstat_infos[limits[i].which].machine_wide)
            read_limit(limits[i].key, limits[i].memory, page, &values->values[limits[i].which]);
}

void host_conntrack_read(struct sockstat_value *value)
{
    char bytes[64];
    struct text file;
    struct setting_value count = {.have = false};

    *value = (struct sockstat_value){.have = false};
    if (!read_setting("net.netfilter.nf_conntrack_count", bytes, sizeof(bytes), &file) ||
        !proc_setting_parse(file, 1, &count) || count.numbers[0] < 0)
        return;
    value->have = true;
    value->number = (uint64_t)count.numbers[0];
    read_limit("net.netfilter.nf_conntrack_max", false, 0, value);
}
