/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One pass over /proc. Everything of a process is opened below one descriptor of its directory,
 * which names this process for good: when it dies and its number goes to another, opening fails
 * (ESRCH) and nothing is mixed up. What a process is called is read only when it holds a socket
 * that is wanted.
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

#include "cgroup.h"
#include "holdings.h"
#include "number.h"
#include "process_text.h"

/* One page: what the kernel gives of attr/current; cgroup can be longer, and is read in pieces. */
#define PAGE_ROOM ((size_t)4096)

struct scan {
    const struct owner_request *request;
    struct snapshot *snapshot;
    struct arena *arena; /* the snapshot's */
    struct holdings holdings;
    const char *root;
    int root_fd;
    bool out_of_memory;
    bool saw_init; /* process 1 */
    bool saw_any;  /* ourselves at least */
};

/* The process, or thread, that is looked at. */
struct subject {
    uint32_t pid, tid;
    int dir;              /* its directory; O_PATH */
    bool described;       /* it holds something and has a number */
    uint32_t description; /* in the snapshot's processes */
};

static bool parse_id(const char *name, uint32_t *id)
{
    uint64_t number;

    if (!number_parse(text_of(name), INT32_MAX, &number))
        return false;
    *id = (uint32_t)number;
    return true;
}

/* Up to `room` bytes of a file below `dir`; .bytes NULL when it cannot be read. In a copy of /proc
 * that another user made, it may be a FIFO or a terminal. */
static struct text read_file(int dir, const char *name, char *out, size_t room)
{
    int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    size_t length = 0;
    ssize_t got = -1;

    if (fd < 0)
        return (struct text){NULL, 0};
    while (length < room &&
           ((got = read(fd, out + length, room - length)) > 0 || (got < 0 && errno == EINTR)))
        length += got > 0 ? (size_t)got : 0;
    close(fd);
    return got < 0 ? (struct text){NULL, 0} : (struct text){out, length};
}

static struct text keep(struct scan *scan, struct text text)
{
    struct text copy;

    if (text.bytes == NULL)
        return text;
    copy = arena_copy(scan->arena, text);
    if (copy.bytes == NULL)
        scan->out_of_memory = true;
    return copy;
}

static bool keep_part(struct scan *scan, struct text part, struct text *out)
{
    if (part.length > 0)
        *out = keep(scan, part);
    return part.length > 0;
}

#define SHORT_ID ((size_t)12) /* as the runtimes' own tools abbreviate */

static void describe_container(struct scan *scan, const struct cgroup *cgroup,
                               struct process *process)
{
    char name[256];
    struct text container = cgroup->container;

    if (cgroup->container_is_id) {
        container.length = SHORT_ID;
    } else if (container.length <= sizeof(name)) {
        memcpy(name, container.bytes, container.length);
        container = (struct text){name, cgroup_unescape(name, container.length)};
    }
    if (keep_part(scan, container, &process->container))
        process->container_runtime = cgroup->runtime;
}

static void describe_cgroup(struct scan *scan, int dir, struct process *process)
{
    char room[4 * PAGE_ROOM];
    struct text file = read_file(dir, "cgroup", room, sizeof(room));
    struct cgroup cgroup;

    if (file.bytes == NULL)
        return;
    cgroup_read(file, &cgroup);
    keep_part(scan, cgroup.path, &process->cgroup);
    keep_part(scan, cgroup.unit, &process->unit);
    if (cgroup.runtime != NULL)
        describe_container(scan, &cgroup, process);
}

static void describe_context(struct scan *scan, int dir, struct process *process)
{
    char room[PAGE_ROOM];
    struct text current = read_file(dir, "attr/current", room, sizeof(room));

    if (current.bytes != NULL)
        keep_part(scan, process_context(current), &process->context);
}

/* The directory of a process belongs to its effective user, also where /proc/PID/fd belongs to root
 * because the process may not be dumped (fs/proc/base.c, task_dump_owner). */
static void describe_user(int dir, struct process *process)
{
    struct stat status;

    process->has_uid = fstat(dir, &status) == 0;
    if (process->has_uid)
        process->uid = status.st_uid;
}

static bool describe(struct scan *scan, struct subject *subject)
{
    struct owners *owners = &scan->snapshot->owners;
    struct process *process;
    char comm[64];
    struct text text;

    if (subject->described)
        return true;
    process = owners_add_process(owners);
    if (process == NULL)
        return false;
    subject->description = (uint32_t)(owners->process_count - 1);
    subject->described = true;
    process->pid = subject->pid;
    process->tid = subject->tid;
    text = read_file(subject->dir, "comm", comm, sizeof(comm));
    if (text.bytes != NULL)
        process->command = keep(scan, process_command(text));
    describe_user(subject->dir, process);
    if (scan->request->cgroups)
        describe_cgroup(scan, subject->dir, process);
    if (scan->request->contexts)
        describe_context(scan, subject->dir, process);
    return !scan->out_of_memory;
}

/* The label of the socket itself, by a path, because a descriptor of a socket cannot be opened. */
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

/* It has ended, or closed what was looked at, meanwhile. */
static bool is_gone(int failure)
{
    return failure == ENOENT || failure == ESRCH;
}

/* Counts a process that cannot be looked at, unless it cannot hold anything anyway. */
static void refuse(struct scan *scan, const struct subject *subject)
{
    struct owners *owners = &scan->snapshot->owners;
    char room[1024], comm[64];
    struct text stat_text, text;
    struct stat status;

    stat_text = read_file(subject->dir, "stat", room, sizeof(room));
    if (stat_text.bytes != NULL && !process_can_hold(stat_text))
        return;
    if (owners->refused.count++ == 0) {
        owners->refused.first = subject->pid;
        text = read_file(subject->dir, "comm", comm, sizeof(comm));
        if (text.bytes != NULL)
            owners->refused.first_command = keep(scan, process_command(text));
    }
    if (fstat(subject->dir, &status) == 0 && status.st_uid != geteuid())
        owners->refused.of_others++;
}

/* Looks at one descriptor; returns 0, or the errno for which it may not be looked at. */
static int look_at(struct scan *scan, struct subject *subject, int fd_dir, const char *name)
{
    char link[64];
    ssize_t length = readlinkat(fd_dir, name, link, sizeof(link));
    uint64_t inode;
    uint32_t number;

    if (length < 0)
        return is_gone(errno) ? 0 : errno;
    if (!process_socket_inode((struct text){link, (size_t)length}, &inode) ||
        !holdings_find(&scan->holdings, inode, &number))
        return 0;
    if (!hold(scan, subject, number, fd_dir, name))
        scan->out_of_memory = true;
    return 0;
}

/* The next entry of a directory; NULL at its end, or with *failure (errno), or out of memory. */
static const struct dirent *next_entry(const struct scan *scan, DIR *directory, int *failure)
{
    const struct dirent *entry;

    errno = 0;
    entry = scan->out_of_memory ? NULL : readdir(directory);
    *failure = entry == NULL ? errno : 0;
    return entry;
}

/* Every descriptor of a table; returns 0, or an errno when it cannot be looked at. */
static int scan_table(struct scan *scan, struct subject *subject, DIR *table)
{
    const struct dirent *entry;
    int failure = 0;

    while (failure == 0 && (entry = next_entry(scan, table, &failure)) != NULL)
        if (ascii_is_digit(entry->d_name[0]))
            failure = look_at(scan, subject, dirfd(table), entry->d_name);
    return failure;
}

/* Opens a directory below another; NULL with errno. */
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

/* False: it may not be looked at, and is counted. */
static bool scan_subject(struct scan *scan, struct subject *subject)
{
    DIR *table = open_below(subject->dir, "fd");
    int failure = errno;

    if (table != NULL) {
        failure = scan_table(scan, subject, table);
        closedir(table);
    }
    if (failure == 0 || is_gone(failure))
        return true;
    if (failure == ENOMEM)
        scan->out_of_memory = true;
    refuse(scan, subject);
    return false;
}

static void scan_threads(struct scan *scan, const struct subject *process)
{
    DIR *tasks = open_below(process->dir, "task");
    const struct dirent *entry;
    bool allowed = true;
    int failure = 0;

    if (tasks == NULL) {
        if (!is_gone(errno))
            refuse(scan, process);
        return;
    }
    while (allowed && (entry = next_entry(scan, tasks, &failure)) != NULL) {
        struct subject thread = {.pid = process->pid};

        if (!parse_id(entry->d_name, &thread.tid))
            continue;
        thread.dir = openat(dirfd(tasks), entry->d_name, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (thread.dir < 0)
            continue; /* it has just ended */
        allowed = scan_subject(scan, &thread);
        close(thread.dir);
    }
    if (failure != 0 && !is_gone(failure))
        refuse(scan, process);
    closedir(tasks);
}

static void scan_process(struct scan *scan, const char *name)
{
    struct subject process = {0};

    if (!parse_id(name, &process.pid))
        return;
    scan->saw_any = true;
    if (process.pid == 1)
        scan->saw_init = true;
    process.dir = openat(scan->root_fd, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (process.dir < 0) {
        if (!is_gone(errno))
            refuse(scan, &process);
        return;
    }
    if (scan->request->threads)
        scan_threads(scan, &process);
    else
        scan_subject(scan, &process);
    close(process.dir);
}

/* Whether two threads share one table of descriptors; true also where the kernel does not tell. */
static bool share_table(uint32_t a, uint32_t b)
{
    return syscall(SYS_kcmp, (pid_t)a, (pid_t)b, KCMP_FILES, 0UL, 0UL) <= 0;
}

static void scan_stray_threads(struct scan *scan, uint32_t pid, DIR *tasks)
{
    const struct dirent *entry;
    int failure;

    while ((entry = next_entry(scan, tasks, &failure)) != NULL) {
        struct subject thread = {.pid = pid};

        if (!parse_id(entry->d_name, &thread.tid) || thread.tid == pid ||
            share_table(pid, thread.tid))
            continue;
        thread.dir = openat(dirfd(tasks), entry->d_name, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (thread.dir < 0)
            continue;
        scan_subject(scan, &thread);
        close(thread.dir);
    }
    if (failure != 0 && !is_gone(failure))
        refuse(scan, &(struct subject){.pid = pid, .dir = -1});
}

/*
 * /proc/PID/fd is the table of the first thread. Others rarely have one of their own: after
 * unshare(CLONE_FILES), or when the first has ended and they live on.
 */
static void scan_strays(struct scan *scan, const char *name)
{
    char path[32];
    struct stat status;
    uint32_t pid;
    int fd;
    DIR *tasks;

    /* Links of /proc/PID/task: two, and one for each thread (fs/proc/base.c, proc_task_getattr). */
    if (!parse_id(name, &pid) ||
        (size_t)snprintf(path, sizeof(path), "%s/task", name) >= sizeof(path) ||
        fstatat(scan->root_fd, path, &status, 0) != 0 || status.st_nlink <= 3)
        return;
    fd = openat(scan->root_fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    tasks = fd < 0 ? NULL : fdopendir(fd);
    if (tasks == NULL)
        return;
    scan_stray_threads(scan, pid, tasks);
    closedir(tasks);
}

static int each_process(struct scan *scan, DIR *processes,
                        void (*visit)(struct scan *scan, const char *name))
{
    const struct dirent *entry;
    int failure;

    while ((entry = next_entry(scan, processes, &failure)) != NULL)
        if (ascii_is_digit(entry->d_name[0]))
            visit(scan, entry->d_name);
    return failure;
}

/* Returns 0, or an errno when the list of processes cannot be read. */
static int scan_all(struct scan *scan)
{
    DIR *processes = opendir(scan->root);
    int failure;

    if (processes == NULL)
        return errno;
    scan->root_fd = dirfd(processes);
    failure = each_process(scan, processes, scan_process);
    if (failure == 0 && scan->request->root == NULL && !scan->request->threads &&
        scan->holdings.found < scan->holdings.inodes) {
        rewinddir(processes);
        failure = each_process(scan, processes, scan_strays);
    }
    closedir(processes);
    return failure == 0 && !scan->saw_any ? ENOENT : failure; /* not even ourselves: no procfs */
}

static void give_up(struct snapshot *snapshot, const char *root, int failure)
{
    for (size_t row = 0; row < snapshot->count; row++)
        snapshot_at(snapshot, row)->owner_status =
            owner_none(snapshot_at(snapshot, row)) == OWNER_NONE_UNSAID ? OWNER_UNKNOWN
                                                                        : OWNER_NONE;
    note_add(&snapshot->notes, false, "owners_unreadable",
             "no owners: the processes in %s could not be listed: %s", root, strerror(failure));
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
        owners->refused.unseen = true; /* hidepid=invisible (proc(5)): nothing says who is hidden */
    if (scan.out_of_memory) {
        error_out_of_memory(error);
    } else if (failure != 0) {
        give_up(snapshot, scan.root, failure);
        done = true;
    } else {
        done = holdings_finish(&scan.holdings, snapshot,
                               owners->refused.count == 0 && !owners->refused.unseen) ||
               error_out_of_memory(error);
    }
    holdings_free(&scan.holdings);
    return done;
}

struct text owner_place(uint32_t pid, struct arena *arena)
{
    struct scan scan = {.arena = arena};
    struct process process = {0};
    char path[32];
    int dir;

    snprintf(path, sizeof(path), "/proc/%u", (unsigned)pid);
    dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return process.container;
    describe_cgroup(&scan, dir, &process);
    close(dir);
    return process.container.bytes != NULL ? process.container : process.unit;
}
