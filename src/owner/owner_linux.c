/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds owners in one pass over /proc. All files of a process are opened relative to one descriptor
 * of its directory. If the process ends and its pid is reused, opening fails with ESRCH, so
 * processes are never confused. The details of a process are read only if it holds a wanted socket.
 */
#include "owner_scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "holdings.h"
#include "number.h"
#include "process_linux.h"
#include "process_text.h"

struct scan {
    const struct owner_request *request;
    struct snapshot *snapshot;
    struct arena *arena; /* the snapshot's */
    struct holdings holdings;
    const char *root;
    int root_fd;
    bool out_of_memory;
    bool saw_init; /* process 1 */
    bool saw_any;  /* at least our own process */
};

/* The process or thread being scanned. */
struct subject {
    uint32_t pid, tid;
    int failure;          /* why some of it could not be read; 0: nothing failed */
    int dir;              /* its directory; O_PATH */
    uint64_t descriptors; /* number of descriptors of any kind */
    bool described;       /* it holds a wanted socket and has a number */
    uint32_t description; /* its index in the snapshot's processes */
};

static bool parse_id(const char *name, uint32_t *id)
{
    uint64_t number;

    if (!number_parse(text_of(name), INT32_MAX, &number))
        return false;
    *id = (uint32_t)number;
    return true;
}

static bool describe(struct scan *scan, struct subject *subject)
{
    struct owners *owners = &scan->snapshot->owners;
    struct process *process;

    if (subject->described)
        return true;
    process = owners_add_process(owners);
    if (process == NULL)
        return false;
    subject->description = (uint32_t)(owners->process_count - 1);
    subject->described = true;
    process->pid = subject->pid;
    process->tid = subject->tid;
    subject->failure = process_describe(subject->dir, scan->request, scan->arena, process);
    return subject->failure != ENOMEM;
}

/* Reads the label of the socket itself by path, because a socket descriptor in /proc cannot be
 * opened. */
static uint32_t socket_context(struct scan *scan, int fd_dir, const char *name)
{
    char path[64], room[PAGE_ROOM];
    int written = snprintf(path, sizeof(path), "/proc/self/fd/%d/%s", fd_dir, name);
    ssize_t length = -1;
    uint32_t number;

    if (written > 0 && (size_t)written < sizeof(path))
        length = getxattr(path, "security.selinux", room, sizeof(room));
    if (length <= 0)
        return 0;
    number = owners_context(&scan->snapshot->owners, scan->arena,
                            process_context((struct text){room, (size_t)length}));
    scan->out_of_memory |= number == 0;
    return number;
}

static bool hold(struct scan *scan, struct subject *subject, uint32_t number, int fd_dir,
                 const char *name)
{
    struct owner owner = {0};

    if (!parse_id(name, &owner.fd))
        return true;
    if (!describe(scan, subject))
        return false;
    owner.process = subject->description;
    if (scan->request->socket_contexts)
        owner.context = socket_context(scan, fd_dir, name);
    return !scan->out_of_memory && holdings_add(&scan->holdings, number, &owner);
}

static bool is_permission(int failure)
{
    return failure == EACCES || failure == EPERM;
}

/* Counts a process that could not be inspected, unless it cannot hold descriptors. */
static void refuse(struct scan *scan, const struct subject *process, int failure)
{
    struct owners *owners = &scan->snapshot->owners;
    char room[1024], comm[64];
    struct text stat_text, text;
    struct stat status;

    stat_text = process_file(process->dir, "stat", room, sizeof(room));
    if (stat_text.bytes != NULL && !process_can_hold(stat_text))
        return;
    if (owners->refused.failure == 0 && !is_permission(failure))
        owners->refused.failure = failure;
    if (owners->refused.count++ == 0) {
        owners->refused.first = process->pid;
        text = process_file(process->dir, "comm", comm, sizeof(comm));
        if (text.bytes != NULL)
            owners->refused.first_command = arena_copy(scan->arena, process_command(text));
    }
    if (fstat(process->dir, &status) == 0 && status.st_uid != geteuid())
        owners->refused.of_others++;
}

/* Reads one descriptor; returns 0, or the errno of a failure. */
static int look_at(struct scan *scan, struct subject *subject, int fd_dir, const char *name)
{
    char link[64];
    ssize_t length = readlinkat(fd_dir, name, link, sizeof(link));
    uint64_t inode;
    uint32_t number;

    if (length < 0)
        return process_is_gone(errno) ? 0 : errno;
    if (!process_socket_inode((struct text){link, (size_t)length}, &inode) ||
        !holdings_find(&scan->holdings, inode, &number))
        return 0;
    if (!hold(scan, subject, number, fd_dir, name))
        scan->out_of_memory = true;
    return 0;
}

/* Returns the next directory entry. NULL: the end, a failure (*failure is an errno), or out of
 * memory. */
static const struct dirent *next_entry(const struct scan *scan, DIR *directory, int *failure)
{
    const struct dirent *entry;

    errno = 0;
    entry = scan->out_of_memory ? NULL : readdir(directory);
    *failure = entry == NULL ? errno : 0;
    return entry;
}

/* Reads every descriptor of a table; returns 0 or an errno. */
static int scan_table(struct scan *scan, struct subject *subject, DIR *table)
{
    const struct dirent *entry;
    int failure = 0;

    while (failure == 0 && (entry = next_entry(scan, table, &failure)) != NULL)
        if (ascii_is_digit(entry->d_name[0])) {
            subject->descriptors++;
            failure = look_at(scan, subject, dirfd(table), entry->d_name);
        }
    if (failure == 0 && subject->described)
        scan->snapshot->owners.processes[subject->description].descriptors = subject->descriptors;
    return failure;
}

/* Opens a directory relative to another; NULL: errno has the reason. */
static DIR *open_below(int dir, const char *name)
{
    int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *opened = fd < 0 ? NULL : fdopendir(fd);

    if (fd >= 0 && opened == NULL) {
        int failure = errno;

        close(fd);
        errno = failure;
    }
    return opened;
}

/* Returns 0, or an errno if not everything could be read. */
static int scan_subject(struct scan *scan, struct subject *subject)
{
    DIR *table = open_below(subject->dir, "fd");
    int failure = errno;

    if (table != NULL) {
        failure = scan_table(scan, subject, table);
        closedir(table);
    }
    return failure == 0 || process_is_gone(failure) ? subject->failure : failure;
}

/* Sets *apart if a thread has its own descriptor table. Returns 0 or an errno. */
static int compare_tables(const struct subject *thread, bool *apart)
{
    long order = syscall(SYS_kcmp, (pid_t)thread->pid, (pid_t)thread->tid, KCMP_FILES, 0UL, 0UL);

    *apart = order > 0;
    return order >= 0 || process_is_gone(errno) ? 0 : errno;
}

static int scan_thread(struct scan *scan, DIR *tasks, const char *name, struct subject *thread)
{
    bool apart = true;
    int failure = scan->request->threads ? 0 : compare_tables(thread, &apart);

    if (failure != 0 || !apart)
        return failure;
    thread->dir = openat(dirfd(tasks), name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (thread->dir < 0)
        return process_is_gone(errno) ? 0 : errno;
    failure = scan_subject(scan, thread);
    close(thread->dir);
    return failure;
}

/* Scans every thread, or without --threads those with their own table. Returns 0 or an errno. */
static int scan_threads(struct scan *scan, const struct subject *process)
{
    DIR *tasks = open_below(process->dir, "task");
    int failure = tasks == NULL ? errno : 0;
    const struct dirent *entry;

    while (failure == 0 && (entry = next_entry(scan, tasks, &failure)) != NULL) {
        struct subject thread = {.pid = process->pid};

        if (parse_id(entry->d_name, &thread.tid))
            failure = scan_thread(scan, tasks, entry->d_name, &thread);
    }
    if (tasks != NULL)
        closedir(tasks);
    return process_is_gone(failure) ? 0 : failure;
}

/* The first pass, over processes. */
static int scan_whole(struct scan *scan, struct subject *process)
{
    return scan->request->threads ? scan_threads(scan, process) : scan_subject(scan, process);
}

/* /proc/PID/fd is the table of the first thread. Other threads have their own table only after
 * unshare(CLONE_FILES), or if the first thread has ended. */
static int scan_apart(struct scan *scan, struct subject *process)
{
    struct stat status;
    DIR *table;

    /* /proc/PID/task has two links, and one for each thread (fs/proc/base.c, proc_task_getattr). */
    if (fstatat(process->dir, "task", &status, 0) != 0)
        return errno;
    if (status.st_nlink <= 3)
        return 0;
    /* If the first thread cannot be inspected, the first pass has counted the process. */
    table = open_below(process->dir, "fd");
    if (table == NULL)
        return is_permission(errno) ? 0 : errno;
    closedir(table);
    return scan_threads(scan, process);
}

typedef int scan_function(struct scan *scan, struct subject *process);

static void scan_process(struct scan *scan, const char *name, scan_function *how)
{
    struct subject process = {0};
    int failure;

    if (!parse_id(name, &process.pid))
        return;
    scan->saw_any = true;
    if (process.pid == 1)
        scan->saw_init = true;
    process.dir = openat(scan->root_fd, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    failure = process.dir < 0 ? errno : how(scan, &process);
    if (failure != 0 && !process_is_gone(failure))
        refuse(scan, &process, failure);
    if (process.dir >= 0)
        close(process.dir);
}

static int each_process(struct scan *scan, DIR *processes, scan_function *how)
{
    const struct dirent *entry;
    int failure;

    while ((entry = next_entry(scan, processes, &failure)) != NULL)
        if (ascii_is_digit(entry->d_name[0]))
            scan_process(scan, entry->d_name, how);
    return failure;
}

/* Returns 0, or an errno if the list of processes cannot be read. */
static int scan_all(struct scan *scan)
{
    DIR *processes = opendir(scan->root);
    int failure;

    if (processes == NULL)
        return errno;
    scan->root_fd = dirfd(processes);
    failure = each_process(scan, processes, scan_whole);
    if (failure == 0 && scan->request->root == NULL && !scan->request->threads &&
        scan->snapshot->owners.refused.failure == 0 &&
        scan->holdings.found < scan->holdings.inodes) {
        rewinddir(processes);
        failure = each_process(scan, processes, scan_apart);
    }
    closedir(processes);
    return failure == 0 && !scan->saw_any
               ? ENOENT
               : failure; /* without our own process it is not a procfs */
}

static void give_up(struct snapshot *snapshot, const char *root, int failure)
{
    for (size_t row = 0; row < snapshot->count; row++)
        snapshot_at(snapshot, row)->owner_status =
            owner_none(snapshot_at(snapshot, row)) == OWNER_NONE_UNSAID ? OWNER_UNKNOWN
                                                                        : OWNER_NONE;
    note_add(&snapshot->notes, false, "owners_unreadable",
             "owners are unknown: cannot list the processes in %s: %s", root, strerror(failure));
}

bool owner_collect(struct snapshot *snapshot, const struct owner_request *request,
                   struct error *error)
{
    struct scan scan = {
        .request = request,
        .snapshot = snapshot,
        .arena = &snapshot->arena,
        .root = request->root == NULL ? "/proc" : request->root,
    };
    struct owners *owners = &snapshot->owners;
    int failure;
    bool done = false;

    owners->requested = true;
    owners->is_root = geteuid() == 0;
    if (!holdings_init(&scan.holdings, snapshot))
        return error_out_of_memory(error);
    failure = scan.holdings.inodes == 0 ? 0 : scan_all(&scan);
    if (scan.holdings.inodes != 0 && !scan.saw_init)
        owners->refused.unseen =
            true; /* hidepid=invisible (proc(5)): hidden processes cannot even be counted */
    if (scan.out_of_memory) {
        error_out_of_memory(error);
    } else if (failure != 0) {
        give_up(snapshot, scan.root, failure);
        done = true;
    } else {
        owners->partial = owners->refused.count > 0 || owners->refused.unseen;
        done = holdings_finish(&scan.holdings, snapshot) || error_out_of_memory(error);
    }
    holdings_free(&scan.holdings);
    return done;
}
