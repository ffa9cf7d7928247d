/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that other tools print with a socket. */
#include <stdlib.h>

#include "array.h"
#include "number.h"
#include "text_layout.h"

/* Compares only the most recent processes, because a server's sockets are adjacent. */
#define PROCESSES_BACK ((size_t)16)

static bool add_process(struct snapshot *snapshot, const struct text_row *row, uint32_t pid,
                        struct text command)
{
    struct process *process = owners_add_process(&snapshot->owners);

    if (process == NULL)
        return false;
    process->pid = pid;
    process->has_uid = row->has_login_uid;
    process->uid = row->login_uid;
    if (command.length > 0)
        process->command = arena_copy(&snapshot->arena, command);
    if (row->login.length > 0)
        process->user = arena_copy(&snapshot->arena, row->login);
    return (command.length == 0 || process->command.bytes != NULL) &&
           (row->login.length == 0 || process->user.bytes != NULL);
}

static bool find_process(struct snapshot *snapshot, const struct text_row *row, uint32_t pid,
                         struct text command, uint32_t *number)
{
    const struct owners *owners = &snapshot->owners;

    for (size_t back = 1; back <= PROCESSES_BACK && back <= owners->process_count; back++) {
        const struct process *process = &owners->processes[owners->process_count - back];

        if (process->pid == pid && text_equal(process->command, command)) {
            *number = (uint32_t)(owners->process_count - back);
            return true;
        }
    }
    *number = (uint32_t)owners->process_count;
    return add_process(snapshot, row, pid, command);
}

static bool add(struct text_owners *held, const struct text_row *row, uint32_t socket,
                struct snapshot *snapshot, uint32_t pid, struct text command, uint32_t fd)
{
    struct text_owner *list = array_grow(held->list, held->count, sizeof(*list));

    if (list == NULL)
        return false;
    held->list = list;
    list[held->count] = (struct text_owner){socket, pid, {.fd = fd}};
    return find_process(snapshot, row, pid, command, &list[held->count++].owner.process);
}

/* An item such as `("sshd",pid=1222,fd=3)`, or `("sendmail",3965,4)` in older versions. */
struct user {
    struct text command;
    uint64_t pid, fd;
};

static bool take_byte(struct text *rest, char byte)
{
    if (rest->length == 0 || rest->bytes[0] != byte)
        return false;
    rest->bytes++;
    rest->length--;
    return true;
}

static bool take_number(struct text *rest, struct text key, uint64_t *number)
{
    size_t digits = 0;

    if (text_starts_with(*rest, key)) {
        rest->bytes += key.length;
        rest->length -= key.length;
    }
    while (digits < rest->length && ascii_is_digit(rest->bytes[digits]))
        digits++;
    if (digits == 0 || !number_parse((struct text){rest->bytes, digits}, UINT32_MAX - 1, number))
        return false;
    rest->bytes += digits;
    rest->length -= digits;
    return true;
}

/* The descriptor is optional. */
static bool take_fd(struct text *rest, uint64_t *fd)
{
    *fd = OWNER_NO_FD;
    return !take_byte(rest, ',') || take_number(rest, TEXT("fd="), fd);
}

/* A name may contain quotes: it ends before `",` and a number. */
static bool take_user(struct text *rest, struct user *user)
{
    struct text start;

    if (!take_byte(rest, '(') || !take_byte(rest, '"'))
        return false;
    for (start = *rest; rest->length > 0; rest->bytes++, rest->length--) {
        struct text tail = *rest;

        user->command = (struct text){start.bytes, start.length - rest->length};
        if (take_byte(&tail, '"') && take_byte(&tail, ',') &&
            take_number(&tail, TEXT("pid="), &user->pid) && take_fd(&tail, &user->fd) &&
            take_byte(&tail, ')')) {
            *rest = tail;
            return true;
        }
    }
    return false;
}

static bool add_users(struct text_owners *held, const struct text_row *row, uint32_t socket,
                      struct snapshot *snapshot)
{
    struct text rest = row->users;
    struct user user;

    if (!take_byte(&rest, '('))
        return true;
    while (take_user(&rest, &user)) {
        (void)take_byte(&rest, ',');
        if (!add(held, row, socket, snapshot, (uint32_t)user.pid, user.command, (uint32_t)user.fd))
            return false;
    }
    return true;
}

bool text_owners_add(struct text_owners *held, const struct text_row *row, uint32_t socket,
                     struct snapshot *snapshot)
{
    if (row->users.length > 0)
        return add_users(held, row, socket, snapshot);
    return !row->has_pid || add(held, row, socket, snapshot, row->pid, row->command, row->fd);
}

static int compare(const void *left, const void *right)
{
    const struct text_owner *a = left, *b = right;

    if (a->socket != b->socket)
        return a->socket < b->socket ? -1 : 1;
    if (a->pid != b->pid)
        return a->pid < b->pid ? -1 : 1;
    return a->owner.fd < b->owner.fd ? -1 : a->owner.fd > b->owner.fd;
}

/* Usually already sorted. */
static void sort(struct text_owners *held)
{
    for (size_t i = 1; i < held->count; i++)
        if (compare(&held->list[i - 1], &held->list[i]) > 0) {
            qsort(held->list, held->count, sizeof(*held->list), compare);
            return;
        }
}

bool text_owners_settle(struct text_owners *held, struct snapshot *snapshot)
{
    struct owner *list = calloc(held->count + 1, sizeof(*list));

    if (list == NULL)
        return false;
    sort(held);
    for (size_t i = held->count; i-- > 0;) {
        const struct text_owner *owner = &held->list[i];
        struct socket *socket = snapshot_at(snapshot, owner->socket);
        bool more = i + 1 < held->count && owner[1].socket == owner->socket;

        list[i] = owner->owner;
        list[i].more = more ? list[i + 1].more + 1 : 0;
        socket->owner_status = OWNER_FOUND;
        socket->owner = (uint32_t)i;
    }
    snapshot->owners.list = list;
    snapshot->owners.count = held->count;
    return true;
}

void text_owners_free(struct text_owners *held)
{
    free(held->list);
}
