/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bare_links: reads the link of every descriptor of every process and discards it. Its cost is the
 * minimum for any search for socket owners. Prints the number of links. */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static DIR *open_below(int dir, const char *name)
{
    int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd < 0 ? NULL : fdopendir(fd);
}

static unsigned long read_links(DIR *table)
{
    const struct dirent *entry;
    unsigned long count = 0;
    char link[64];

    while ((entry = readdir(table)) != NULL)
        count += readlinkat(dirfd(table), entry->d_name, link, sizeof(link)) >= 0;
    return count;
}

int main(void)
{
    DIR *processes = opendir("/proc");
    const struct dirent *entry;
    unsigned long count = 0;
    char name[300];

    if (processes == NULL) {
        perror("bare_links: /proc");
        return EXIT_FAILURE;
    }
    while ((entry = readdir(processes)) != NULL) {
        DIR *table;

        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        snprintf(name, sizeof(name), "%s/fd", entry->d_name);
        table = open_below(dirfd(processes), name);
        if (table == NULL)
            continue;
        count += read_links(table);
        closedir(table);
    }
    closedir(processes);
    printf("%lu\n", count);
    return EXIT_SUCCESS;
}
