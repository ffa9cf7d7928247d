/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "namespaces.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "namespace_list.h"
#include "number.h"

#define PATH_ROOM 4096

/* Returns 0 if an O_PATH descriptor is a namespace, with this inode unless that is 0; otherwise an
 * errno. Does not wait for the server of a network or FUSE file system. */
static int check(int place, uint64_t inode)
{
    struct stat own;
    struct statx status;

    if (stat("/proc/self/ns/net", &own) != 0 ||
        statx(place, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_INO, &status) != 0)
        return errno;
    if (makedev(status.stx_dev_major, status.stx_dev_minor) != own.st_dev)
        return EINVAL;
    return inode == 0 || status.stx_ino == inode ? 0 : ESTALE;
}

/*
 * Enters the namespace at a path; returns 0 or an errno. `inode`: the required inode, or 0. Another
 * user may have placed anything at the path, such as a FIFO, which blocks, or a device with side
 * effects on open. So the path is first opened with O_PATH, and the file that was checked is the
 * one that is reopened.
 */
static int enter(const char *path, uint64_t inode)
{
    int place = open(path, O_PATH | O_CLOEXEC), fd = -1, failure;
    char checked[32];

    if (place < 0)
        return errno;
    failure = check(place, inode);
    snprintf(checked, sizeof(checked), "/proc/self/fd/%d", place);
    if (failure == 0 &&
        ((fd = open(checked, O_RDONLY | O_CLOEXEC)) < 0 || setns(fd, CLONE_NEWNET) != 0))
        failure = errno;
    if (fd >= 0)
        close(fd);
    close(place);
    return failure;
}

static bool is_refusal(int failure)
{
    return failure == EPERM || failure == EACCES;
}

static const char *failure_text(int failure)
{
    return failure == EINVAL ? "not a network namespace" : strerror(failure);
}

/* Sets the namespace of the requested tables. */
static void address(struct request *request, const struct namespace *namespace)
{
    request->netns = namespace->inode;
    request->netns_name = namespace->name;
    request->netns_pid = namespace->pid;
}

/* Interface numbers are valid only in the namespace that this process is in now. False: out of
 * memory. */
static bool translate_interface(const struct snapshot *snapshot, struct socket *socket)
{
    char name[IF_NAMESIZE];

    if (socket->interface == 0 || snapshot->number_interface == NULL)
        return true;
    if (if_indextoname(socket->interface, name) == NULL)
        snprintf(name, sizeof(name), "%u", (unsigned)socket->interface);
    socket->interface = snapshot->number_interface(snapshot->number_context, text_of(name));
    return socket->interface != 0;
}

/* The filter's first pass must see the same numbers as later passes. */
static bool keep_translated(void *context, const struct socket *socket)
{
    const struct collector *collector = context;
    struct socket translated = *socket;

    return !translate_interface(collector->snapshot, &translated) ||
           collector->keep(collector->context, &translated);
}

static bool translate_rows(struct snapshot *snapshot, size_t first)
{
    for (size_t row = first; row < snapshot->count; row++)
        if (!translate_interface(snapshot, snapshot_at(snapshot, row)))
            return false;
    return true;
}

/* State while visiting all namespaces. */
struct visit {
    const struct backend *only;
    const struct request *request;
    const struct collector *collector;
    int home; /* the original namespace */
};

static bool names_interface(const struct predicate *predicate)
{
    if (predicate == NULL)
        return false;
    if (predicate->kind == PREDICATE_INTERFACE)
        return true;
    if (predicate->kind != PREDICATE_AND && predicate->kind != PREDICATE_OR &&
        predicate->kind != PREDICATE_NOT)
        return false;
    for (const struct predicate *test = predicate->first; test != NULL; test = test->next)
        if (names_interface(test))
            return true;
    return false;
}

/* The kernel of a namespace does not know the snapshot's interface numbers. */
static struct request without_interfaces(const struct request *request)
{
    struct request asked = *request;

    asked.interface_given = false;
    if (names_interface(asked.predicate))
        asked.predicate = NULL;
    return asked;
}

/* Reads the tables of the current namespace. */
static bool read_here(const struct visit *visit, const struct namespace *namespace,
                      struct error *error)
{
    struct snapshot *snapshot = visit->collector->snapshot;
    size_t row = snapshot->count;
    struct request request = without_interfaces(visit->request);
    struct collector collector = *visit->collector;

    address(&request, namespace);
    if (collector.keep != NULL) {
        collector.keep = keep_translated;
        collector.context = (void *)(uintptr_t)visit->collector;
    }
    if (!backend_collect(visit->only, &request, &collector, error))
        return false;
    return translate_rows(snapshot, row) || error_out_of_memory(error);
}

/* Reads the files of a process whose namespace cannot be entered. */
static bool read_of_process(const struct visit *visit, const struct namespace *namespace,
                            struct error *error)
{
    struct request request = *visit->request;
    const struct backend *procfs = backend_find(TEXT("procfs"));
    char root[32];

    if (visit->only != NULL && visit->only != procfs)
        return error_set(error, STATUS_FAILED, "%s reads only a namespace that it can enter",
                         visit->only->name);
    snprintf(root, sizeof(root), "/proc/%u", (unsigned)namespace->pid);
    request.proc_root = root;
    address(&request, namespace);
    return backend_collect(procfs, &request, visit->collector, error);
}

/* Enters a namespace by its path, or by a process in it. Returns 0 or an errno. */
static int enter_known(const struct namespace *namespace)
{
    char path[32];
    int failure = namespace->path != NULL ? enter(namespace->path, namespace->inode) : ENOENT;

    if (failure == 0 || namespace->pid == 0)
        return failure;
    snprintf(path, sizeof(path), "/proc/%u/ns/net", (unsigned)namespace->pid);
    return enter(path, namespace->inode);
}

/* Namespaces that could not be read, or only through /proc: one note each at the end. */
struct unread {
    size_t count;
    size_t by_process;      /* read from a process's files */
    int by_process_failure; /* why the first of these could not be entered: errno */
    char first[160], reason[200];
    bool refused; /* at least one for lack of privilege */
};

static void count_unread(struct unread *unread, const struct namespace *namespace,
                         const char *reason)
{
    if (unread->count++ > 0)
        return;
    if (namespace->name.length != 0)
        snprintf(unread->first, sizeof(unread->first), "%.*s", (int)namespace->name.length,
                 namespace->name.bytes);
    else if (namespace->path != NULL)
        snprintf(unread->first, sizeof(unread->first), "%s", namespace->path);
    else
        snprintf(unread->first, sizeof(unread->first), "the one of process %u",
                 (unsigned)namespace->pid);
    snprintf(unread->reason, sizeof(unread->reason), "%.199s", reason);
}

/* Reads the namespace from inside and returns to the original one; *lost: that failed. */
static bool read_within(const struct visit *visit, const struct namespace *namespace, bool *lost,
                        struct error *error)
{
    bool done = read_here(visit, namespace, error);

    if (setns(visit->home, CLONE_NEWNET) == 0)
        return done;
    *lost = true;
    return error_set(error, STATUS_FAILED, "cannot return to the original network namespace: %s",
                     strerror(errno));
}

/* False: stop visiting. Other failures are counted. */
static bool visit_other(const struct visit *visit, const struct namespace *namespace,
                        struct unread *unread, struct error *error)
{
    struct error reason = {.status = STATUS_DONE};
    int failure = enter_known(namespace);
    bool done, lost = false;

    if (failure == 0) {
        done = read_within(visit, namespace, &lost, &reason);
    } else if (namespace->pid != 0) {
        done = read_of_process(visit, namespace, &reason);
        if (done && unread->by_process++ == 0)
            unread->by_process_failure = failure;
    } else {
        done = false;
        error_set(&reason, STATUS_FAILED, "%s", failure_text(failure));
        unread->refused |= is_refusal(failure);
    }
    if (done)
        return true;
    if (lost || reason.out_of_memory) {
        *error = reason;
        return false;
    }
    count_unread(unread, namespace, reason.message);
    return true;
}

static void tell_fallback(struct snapshot *snapshot, size_t count, int failure)
{
    if (count > 0)
        note_add(&snapshot->notes, false, "netns_fallback",
                 "%zu network namespace%s read through /proc/PID/net of a process, which lacks %s: "
                 "cannot enter: %s",
                 count, count == 1 ? "" : "s", backend_find(TEXT("procfs"))->lacks,
                 strerror(failure));
}

static void tell_unread(struct snapshot *snapshot, const struct unread *unread)
{
    tell_fallback(snapshot, unread->by_process, unread->by_process_failure);
    if (unread->count == 0)
        return;
    note_add(&snapshot->notes, true, "netns_unreadable",
             "%zu network namespace%s not entered; the first is %s: %s%s", unread->count,
             unread->count == 1 ? "" : "s", unread->first, unread->reason,
             unread->refused && geteuid() != 0 ? "; run as root" : "");
}

static void tell_gaps(struct snapshot *snapshot, const struct namespace_gaps *gaps)
{
    char others[64] = "";

    if (gaps->count > 1)
        snprintf(others, sizeof(others), ", and %zu more", gaps->count - 1);
    if (gaps->count > 0)
        note_add(&snapshot->notes, true, "netns_unseen",
                 "network namespaces may be missing: cannot read %s: %s%s%s", gaps->first,
                 strerror(gaps->failure), others,
                 is_refusal(gaps->failure) && geteuid() != 0 ? "; run as root" : "");
}

static bool visit_all(const struct visit *visit, const struct namespace_list *list,
                      struct error *error)
{
    struct unread unread = {0};

    if (!read_here(visit, &list->list[0], error))
        return false;
    for (size_t i = 1; i < list->count; i++)
        if (!visit_other(visit, &list->list[i], &unread, error))
            return false;
    tell_unread(visit->collector->snapshot, &unread);
    tell_gaps(visit->collector->snapshot, &list->gaps);
    return true;
}

/* The first is this process's own: its name is shown for everything that runs in it. */
static void name_namespaces(struct namespace_list *list, struct arena *arena, namespace_namer *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->list[i].name.length == 0)
            list->list[i].name = name(list->list[i].inode, i == 0 ? 0 : list->list[i].pid, arena);
}

bool namespaces_collect_all(const struct backend *only, const struct request *request,
                            const struct collector *collector, namespace_namer *name,
                            struct error *error)
{
    struct arena *arena = &collector->snapshot->arena;
    struct visit visit = {only, request, collector,
                          open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC)};
    struct namespace_list list;
    bool done;

    if (visit.home < 0)
        return error_set(error, STATUS_FAILED,
                         "cannot find network namespaces: /proc/self/ns/net: %s", strerror(errno));
    done = namespace_list_read(&list, arena, error);
    if (done) {
        name_namespaces(&list, arena, name);
        done = visit_all(&visit, &list, error);
    }
    namespace_list_free(&list);
    close(visit.home);
    return done;
}

/* False: not found; *error may be set. */
static bool find_inode(uint64_t inode, struct arena *arena, struct namespace *found,
                       struct error *error)
{
    struct namespace_list list;
    bool known = false;

    if (namespace_list_read(&list, arena, error))
        for (size_t i = 0; i < list.count && !known; i++) {
            known = list.list[i].inode == inode;
            if (!known)
                continue;
            *found = list.list[i];
            found->name = (struct text){NULL, 0};
            if (i == 0)
                found->path = "/proc/self/ns/net";
        }
    namespace_list_free(&list);
    return known;
}

static const char *const places[] = {"/run/netns", "/var/run/netns", "/run/docker/netns"};

void namespaces_names(void (*see)(void *viewer, struct text name), void *viewer)
{
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        DIR *names = opendir(places[i]);
        const struct dirent *entry;

        while (names != NULL && (entry = readdir(names)) != NULL)
            if (entry->d_name[0] != '.')
                see(viewer, text_of(entry->d_name));
        if (names != NULL)
            closedir(names);
    }
}

/* Returns the name of the inode in one directory. */
static struct text name_in(DIR *names, uint64_t inode, struct arena *arena)
{
    const struct dirent *entry;
    struct stat status;

    while (errno = 0, (entry = readdir(names)) != NULL)
        if (fstatat(dirfd(names), entry->d_name, &status, 0) == 0 && status.st_ino == inode)
            return arena_copy(arena, text_of(entry->d_name));
    return text_of(NULL);
}

struct text namespaces_name_of(uint64_t inode, struct arena *arena, int *failure)
{
    struct text found = {NULL, 0};

    *failure = 0;
    for (size_t i = 0; i < COUNT_OF(places) && found.bytes == NULL; i++) {
        DIR *names = opendir(places[i]);

        if (names == NULL)
            continue; /* missing, or owned by another user */
        found = name_in(names, inode, arena);
        if (found.bytes == NULL && errno != 0)
            *failure = errno;
        closedir(names);
    }
    return found;
}

/* Finds the namespace given by NAME, PID, INODE or PATH. A name may consist of digits, so names are
 * tried first. `room` and the arena store its path. False: not found; *error may be set. */
static bool find_one(struct text which, char room[PATH_ROOM], struct arena *arena,
                     struct namespace *found, struct error *error)
{
    bool is_path = memchr(which.bytes, '/', which.length) != NULL;
    uint64_t pid;

    found->inode = namespace_inode(which);
    found->path = room;
    if (is_path)
        return (size_t)snprintf(room, PATH_ROOM, "%.*s", (int)which.length, which.bytes) <
               PATH_ROOM;
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if ((size_t)snprintf(room, PATH_ROOM, "%s/%.*s", places[i], (int)which.length,
                             which.bytes) < PATH_ROOM &&
            access(room, F_OK) == 0) {
            found->name = which;
            return true;
        }
    if (found->inode != 0)
        return find_inode(found->inode, arena, found, error);
    found->path = NULL;
    if (!number_parse(which, INT32_MAX, &pid) || pid == 0)
        return false;
    found->pid = (uint32_t)pid;
    return true;
}

static bool explain(struct text which, const char *why, bool refused, struct error *error)
{
    error_set(error, STATUS_FAILED, "cannot enter the network namespace: %s", why);
    if (refused && geteuid() != 0)
        error_remedy(error, "run as root, or with CAP_SYS_ADMIN");
    return error_mark(error, which, 0, which.length);
}

bool namespaces_enter(struct text which, struct namespace_place *place, struct error *error)
{
    char room[PATH_ROOM];
    struct arena arena = {NULL};
    struct namespace one = {0};
    bool found = find_one(which, room, &arena, &one, error);
    int failure = found ? enter_known(&one) : 0;

    arena_free(&arena);
    *place = (struct namespace_place){.name = one.name, .pid = one.pid, .failure = failure};
    if (!found)
        return error->status == STATUS_DONE &&
               explain(which,
                       one.inode != 0 ? "no namespace with this number"
                                      : "no such name, process or path",
                       one.inode != 0, error);
    if (failure == 0)
        return true;
    place->outside = place->pid != 0 && failure != ENOENT;
    return place->outside || explain(which, failure_text(failure), is_refusal(failure), error);
}

bool namespaces_collect_there(const struct namespace_place *place, const struct backend *only,
                              const struct request *request, const struct collector *collector,
                              struct error *error)
{
    struct visit visit = {only, request, collector, -1};
    struct namespace namespace = {.name = place->name, .pid = place->pid};
    struct request there = *request;

    if (place->outside) {
        if (!read_of_process(&visit, &namespace, error))
            return false;
        tell_fallback(collector->snapshot, 1, place->failure);
        return true;
    }
    address(&there, &namespace);
    return backend_collect(only, &there, collector, error);
}
