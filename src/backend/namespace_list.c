/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds network namespaces in three ways: processes in them, mounts (made by `ip netns add` and
 * container runtimes), and descriptors held by processes. The inode in nsfs identifies a namespace,
 * but only root may read it for other users' processes. Everyone may read /proc/PID/net, whose
 * files have different inodes in each namespace (fs/proc/proc_net.c).
 */
#include "namespace_list.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "array.h"
#include "input.h"
#include "number.h"

static bool next_field(struct text *line, struct text *field)
{
    *field = text_take_until(line, ' ');
    return field->length > 0;
}

/* Parses "net:[4026532177]", the link of a namespace. */
static bool parse_link(struct text link, uint64_t *inode)
{
    return link.length >= 7 && text_starts_with(link, TEXT("net:[")) &&
           link.bytes[link.length - 1] == ']' &&
           number_parse((struct text){link.bytes + 5, link.length - 6}, UINT64_MAX, inode);
}

/* Format: 36 35 98:0 /root /mount/point options optional… - type source options */
bool namespace_mount(struct text line, uint64_t *inode, struct text *path)
{
    struct text field, root = {NULL, 0};

    for (int i = 0; i < 4; i++)
        if (!next_field(&line, &root))
            return false;
    if (!next_field(&line, path))
        return false;
    while (next_field(&line, &field) && !text_equal(field, TEXT("-")))
        ;
    return next_field(&line, &field) && text_equal(field, TEXT("nsfs")) && parse_link(root, inode);
}

static bool append(struct namespace_list *list, const struct namespace *one)
{
    struct namespace *grown = array_grow(list->list, list->count, sizeof(*grown));

    if (grown == NULL)
        return false;
    list->list = grown;
    list->list[list->count++] = *one;
    return true;
}

/* Returns 0, with errno, if it cannot be read. */
static uint64_t inode_of(const char *directory, const char *file)
{
    char path[64];
    struct stat status;

    if ((size_t)snprintf(path, sizeof(path), "/proc/%s/%s", directory, file) >= sizeof(path) ||
        stat(path, &status) != 0)
        return 0;
    return status.st_ino;
}

/* .proc is 0, with errno, if nothing can be read. */
static struct namespace of_process(const char *name, uint32_t pid)
{
    struct namespace one = {.pid = pid};

    one.inode = inode_of(name, "ns/net");
    one.proc = inode_of(name, "net/dev");
    return one;
}

static void add_gap(struct namespace_list *list, const char *path, int failure)
{
    if (list->gaps.count++ > 0)
        return;
    snprintf(list->gaps.first, sizeof(list->gaps.first), "%s", path);
    list->gaps.failure = failure;
}

/* A failure to read a process's file is a gap unless the process has just ended. */
static void add_gap_of_process(struct namespace_list *list, const char *path, int failure)
{
    if (failure != 0 && failure != ENOENT && failure != ESRCH)
        add_gap(list, path, failure);
}

/* Returns the next entry. NULL with *failure 0: the end. */
static const struct dirent *next_entry(DIR *table, int *failure)
{
    const struct dirent *entry;

    errno = 0;
    entry = readdir(table);
    *failure = entry == NULL ? errno : 0;
    return entry;
}

/* *failure: the errno if the descriptor cannot be inspected. False: out of memory. */
static bool add_descriptor(struct namespace_list *list, struct arena *arena, const char *directory,
                           const char *name, int table, int *failure)
{
    char link[64], path[64];
    ssize_t length = readlinkat(table, name, link, sizeof(link));
    struct namespace one = {0};
    struct text kept;
    int written;

    *failure = length < 0 && errno != ENOENT ? errno : 0;
    if (length < 0 || !parse_link((struct text){link, (size_t)length}, &one.inode) ||
        (list->count > 0 && list->list[list->count - 1].inode == one.inode))
        return true;
    written = snprintf(path, sizeof(path), "%s/%.20s", directory, name);
    kept = arena_copy(arena, (struct text){path, (size_t)written + 1}); /* with its zero byte */
    one.path = kept.bytes;
    return kept.bytes != NULL && append(list, &one);
}

static bool add_descriptors(struct namespace_list *list, struct arena *arena, uint32_t pid)
{
    char path[32];
    const struct dirent *entry;
    bool enough = true;
    int failure = 0;
    DIR *table;

    snprintf(path, sizeof(path), "/proc/%u/fd", (unsigned)pid);
    table = opendir(path);
    if (table == NULL) {
        add_gap_of_process(list, path, errno);
        return true;
    }
    while (enough && failure == 0 && (entry = next_entry(table, &failure)) != NULL)
        if (entry->d_name[0] != '.')
            enough = add_descriptor(list, arena, path, entry->d_name, dirfd(table), &failure);
    add_gap_of_process(list, path, failure);
    closedir(table);
    return enough;
}

/* There are many processes and few namespaces, and neighbouring processes usually share one. */
static bool add_process(struct namespace_list *list, struct arena *arena, const char *name,
                        uint32_t pid, struct namespace *before)
{
    struct namespace one = of_process(name, pid);
    char path[40];

    if (one.proc == 0) { /* a zombie has no namespace and no descriptors */
        int failure = errno;

        snprintf(path, sizeof(path), "/proc/%u/net", (unsigned)pid);
        add_gap_of_process(list, path, failure);
        return true;
    }
    if (!add_descriptors(list, arena, pid))
        return false;
    if (one.proc == before->proc && one.inode == before->inode)
        return true;
    *before = one;
    return append(list, &one);
}

/* *failure: the errno if /proc cannot be opened. */
static bool add_processes(struct namespace_list *list, struct arena *arena, int *failure)
{
    DIR *processes = opendir("/proc");
    const struct dirent *entry;
    struct namespace before = {0};
    bool enough = true, saw_init = false;
    int broken = 0;

    *failure = processes == NULL ? errno : 0;
    if (processes == NULL)
        return true;
    while (enough && (entry = next_entry(processes, &broken)) != NULL) {
        uint64_t pid;

        if (!number_parse(text_of(entry->d_name), INT32_MAX, &pid))
            continue;
        saw_init |= pid == 1;
        enough = add_process(list, arena, entry->d_name, (uint32_t)pid, &before);
    }
    if (broken != 0)
        add_gap(list, "/proc", broken);
    else if (enough &&
             !saw_init) /* hidepid=invisible (proc(5)): hidden processes cannot be counted */
        add_gap(list, "/proc/1", EACCES);
    closedir(processes);
    return enough;
}

/* The name is the last part of a path in /run/netns, as in `ip netns`. */
static struct text name_of(struct text path)
{
    static const struct text places[] = {{"/run/netns/", 11}, {"/var/run/netns/", 15}};

    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (path.length > places[i].length && text_starts_with(path, places[i]))
            return (struct text){path.bytes + places[i].length, path.length - places[i].length};
    return (struct text){NULL, 0};
}

static bool add_mount(struct namespace_list *list, struct arena *arena, uint64_t inode,
                      struct text escaped)
{
    char *path = arena_array(arena, escaped.length + 1, 1);
    struct namespace one = {.inode = inode, .path = path};
    size_t length;

    if (path == NULL)
        return false;
    memcpy(path, escaped.bytes, escaped.length);
    length = number_unescape(path, escaped.length, TEXT("\\"), 8, 3);
    path[length] = '\0';
    one.name = name_of((struct text){path, length});
    return append(list, &one);
}

static bool add_mounts(struct namespace_list *list, struct arena *arena)
{
    static const char name[] = "/proc/self/mountinfo";
    struct input input;
    struct text line, path;
    uint64_t inode;
    enum input_line kind;
    int failure = input_open(&input, name);
    bool opened = failure == 0, enough = true;

    while (opened && enough && (kind = input_line(&input, &line)) != INPUT_END)
        if (kind != INPUT_LINE)
            failure = EMSGSIZE;
        else if (namespace_mount(line, &inode, &path))
            enough = add_mount(list, arena, inode, path);
    if (failure == 0)
        failure = input.failure;
    if (failure != 0)
        add_gap(list, name, failure);
    input_close(&input);
    return enough;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_proc(const void *left, const void *right)
{
    const struct namespace *a = left, *b = right;
    int order = compare_numbers(a->proc, b->proc);

    /* known inodes first, then lower pids */
    order = order != 0 ? order : compare_numbers(b->inode, a->inode);
    return order != 0 ? order : compare_numbers(a->pid, b->pid);
}

static int by_inode(const void *left, const void *right)
{
    const struct namespace *a = left, *b = right;
    int order = compare_numbers(a->inode, b->inode);

    /* processes before mounts, named mounts before others */
    order = order != 0 ? order : compare_numbers(a->pid == 0, b->pid == 0);
    order = order != 0 ? order : compare_numbers(a->name.length == 0, b->name.length == 0);
    return order != 0 ? order : compare_numbers(a->pid, b->pid);
}

static void unite(struct namespace *kept, const struct namespace *other)
{
    if (other->pid != 0 && (kept->pid == 0 || other->pid < kept->pid))
        kept->pid = other->pid;
    if (kept->path == NULL)
        kept->path = other->path;
    if (kept->name.length == 0)
        kept->name = other->name;
}

/* Sorts, and merges neighbours that are the same namespace by `order`. */
static void unite_same(struct namespace_list *list, int (*order)(const void *, const void *),
                       bool (*same)(const struct namespace *, const struct namespace *))
{
    size_t kept = 0;

    if (list->count == 0)
        return;
    qsort(list->list, list->count, sizeof(*list->list), order);
    for (size_t i = 1; i < list->count; i++)
        if (same(&list->list[kept], &list->list[i]))
            unite(&list->list[kept], &list->list[i]);
        else
            list->list[++kept] = list->list[i];
    list->count = kept + 1;
}

static bool same_proc(const struct namespace *a, const struct namespace *b)
{
    return a->proc != 0 && a->proc == b->proc;
}

static bool same_inode(const struct namespace *a, const struct namespace *b)
{
    return a->inode != 0 && a->inode == b->inode;
}

static void put_own_first(struct namespace_list *list)
{
    uint64_t own = inode_of("self", "ns/net");

    for (size_t i = 0; i < list->count; i++)
        if (list->list[i].inode == own) {
            struct namespace first = list->list[i];

            list->list[i] = list->list[0];
            list->list[0] = first;
        }
}

bool namespace_list_read(struct namespace_list *list, struct arena *arena, struct error *error)
{
    struct namespace own = of_process("self", 0);
    int failure = 0;

    *list = (struct namespace_list){.list = NULL};
    if (!append(list, &own) || !add_processes(list, arena, &failure) || !add_mounts(list, arena))
        return error_out_of_memory(error);
    if (failure != 0)
        return error_set(error, STATUS_FAILED, "cannot find network namespaces: /proc: %s",
                         strerror(failure));
    unite_same(list, by_proc, same_proc);
    unite_same(list, by_inode, same_inode);
    put_own_first(list);
    return true;
}

void namespace_list_free(struct namespace_list *list)
{
    free(list->list);
}
