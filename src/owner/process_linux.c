/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "number.h"
#include "process_text.h"

/* Longer command lines are truncated. */
#define COMMAND_LINE_ROOM ((size_t)64 * 1024)

/* The process being described. */
struct subject {
    int dir;
    struct arena *arena;
    struct process *process;
    int failure; /* why something could not be read; 0: nothing failed */
};

struct text process_file(int dir, const char *name, char *out, size_t room)
{
    int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), failure;
    size_t length = 0;
    ssize_t got = -1;

    if (fd < 0)
        return (struct text){NULL, 0};
    while (length < room &&
           ((got = read(fd, out + length, room - length)) > 0 || (got < 0 && errno == EINTR)))
        length += got > 0 ? (size_t)got : 0;
    failure = errno;
    close(fd);
    errno = failure;
    return got < 0 ? (struct text){NULL, 0} : (struct text){out, length};
}

/* Reads a file of the process. Records a failure, unless the process has ended or the kernel has no
 * value for this file (EINVAL: attr/current without a security module). */
static struct text read_own(struct subject *subject, const char *name, char *out, size_t room)
{
    struct text text = process_file(subject->dir, name, out, room);

    if (text.bytes == NULL && !process_is_gone(errno) && errno != EINVAL)
        subject->failure = errno;
    return text;
}

static void keep(struct subject *subject, struct text text, struct text *out)
{
    if (text.bytes == NULL)
        return;
    *out = arena_copy(subject->arena, text);
    if (out->bytes == NULL)
        subject->failure = ENOMEM;
}

/* Whether the value of a file is unknown because reading it failed. */
static bool is_unknown(const struct subject *subject, struct text file)
{
    return file.bytes == NULL && (subject->failure != 0 || subject->process->command.bytes == NULL);
}

#define SHORT_ID ((size_t)12) /* as the runtimes' own tools abbreviate */

static void describe_container(struct subject *subject, const struct cgroup *cgroup)
{
    char name[256];
    struct text container = cgroup->container;

    if (cgroup->container_is_id) {
        container.length = SHORT_ID;
    } else if (container.length <= sizeof(name)) {
        memcpy(name, container.bytes, container.length);
        container =
            (struct text){name, number_unescape(name, container.length, TEXT("\\x"), 16, 2)};
    }
    keep(subject, container, &subject->process->container);
    if (subject->process->container.bytes != NULL)
        subject->process->container_runtime = text_of(cgroup->runtime);
}

static void describe_cgroup(struct subject *subject)
{
    char room[4 * PAGE_ROOM];
    struct text file = read_own(subject, "cgroup", room, sizeof(room));
    struct process *process = subject->process;
    struct cgroup cgroup;

    process->unknown |= is_unknown(subject, file) ? PROCESS_CGROUP : 0;
    if (file.bytes == NULL)
        return;
    cgroup_read(file, &cgroup);
    keep(subject, cgroup.path, &process->cgroup);
    keep(subject, cgroup.unit, &process->unit);
    if (cgroup.runtime != NULL)
        describe_container(subject, &cgroup);
}

static void describe_context(struct subject *subject)
{
    char room[PAGE_ROOM];
    struct text current = read_own(subject, "attr/current", room, sizeof(room));

    subject->process->unknown |= is_unknown(subject, current) ? PROCESS_CONTEXT : 0;
    if (current.bytes != NULL)
        keep(subject, process_context(current), &subject->process->context);
}

static void describe_path(struct subject *subject)
{
    char room[PAGE_ROOM];
    ssize_t length = readlinkat(subject->dir, "exe", room, sizeof(room));

    if (length >= 0)
        keep(subject, (struct text){room, (size_t)length}, &subject->process->path);
    else
        subject->process->unknown |= PROCESS_PATH;
    if (length < 0 && !process_is_gone(errno))
        subject->failure = errno;
}

static void describe_limits(struct subject *subject)
{
    char room[PAGE_ROOM];
    struct text limits = read_own(subject, "limits", room, sizeof(room));

    if (limits.bytes != NULL)
        subject->process->descriptor_limit = process_descriptor_limit(limits);
}

/* Empty means unknown if the first thread of the process has ended. */
static void describe_command_line(struct subject *subject)
{
    struct builder read = {0}, line = {0};
    char *room = builder_reserve(&read, COMMAND_LINE_ROOM);
    struct text cmdline = {NULL, 0};

    if (room != NULL)
        cmdline = read_own(subject, "cmdline", room, COMMAND_LINE_ROOM);
    process_command_line(&line, cmdline);
    if (cmdline.length == COMMAND_LINE_ROOM)
        builder_add(&line, TEXT(" …"));
    if (line.length > 0)
        keep(subject, builder_text(&line), &subject->process->command_line);
    else
        subject->process->unknown |= PROCESS_COMMAND_LINE;
    if (read.failed || line.failed)
        subject->failure = ENOMEM;
    builder_free(&read);
    builder_free(&line);
}

/* The directory of a process belongs to its effective user. /proc/PID/fd belongs to root if the
 * process is not dumpable (fs/proc/base.c, task_dump_owner). */
static void describe_user(struct subject *subject)
{
    struct stat status;

    subject->process->has_uid = fstat(subject->dir, &status) == 0;
    if (subject->process->has_uid)
        subject->process->uid = status.st_uid;
}

int process_describe(int dir, const struct owner_request *request, struct arena *arena,
                     struct process *process)
{
    struct subject subject = {dir, arena, process, 0};
    char comm[64];
    struct text text = read_own(&subject, "comm", comm, sizeof(comm));

    if (text.bytes != NULL)
        keep(&subject, process_command(text), &process->command);
    describe_user(&subject);
    if (request->cgroups)
        describe_cgroup(&subject);
    if (request->limits)
        describe_limits(&subject);
    if (request->contexts)
        describe_context(&subject);
    if (request->paths)
        describe_path(&subject);
    if (request->command_lines)
        describe_command_line(&subject);
    return subject.failure;
}

struct text owner_place(uint32_t pid, struct arena *arena)
{
    struct process process = {0};
    struct subject subject = {.arena = arena, .process = &process};
    char path[32];

    snprintf(path, sizeof(path), "/proc/%u", (unsigned)pid);
    subject.dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (subject.dir < 0)
        return process.container;
    describe_cgroup(&subject);
    close(subject.dir);
    return process.container.bytes != NULL ? process.container : process.unit;
}
