/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that another tool names beside a socket. */
#include "number.h"
#include "text_layout.h"

/* The last processes met are the likeliest: a server's sockets stand together. */
#define PROCESSES_BACK ((size_t)16)

static bool find_process(struct snapshot *snapshot, uint32_t pid, struct text command,
                         uint32_t *number)
{
    struct owners *owners = &snapshot->owners;
    struct process *process;

    for (size_t back = 1; back <= PROCESSES_BACK && back <= owners->process_count; back++) {
        process = &owners->processes[owners->process_count - back];
        if (process->pid == pid && text_equal(process->command, command)) {
            *number = (uint32_t)(owners->process_count - back);
            return true;
        }
    }
    process = owners_add_process(owners);
    if (process == NULL)
        return false;
    process->pid = pid;
    if (command.length > 0)
        process->command = arena_copy(&snapshot->arena, command);
    *number = (uint32_t)(owners->process_count - 1);
    return command.length == 0 || process->command.bytes != NULL;
}

static bool add(struct text_row *row, struct snapshot *snapshot, uint32_t pid, struct text command,
                uint32_t fd, uint32_t more)
{
    struct owner owner = {.fd = fd, .more = more};
    struct socket *socket = &row->socket;

    if (socket->owner_status != OWNER_FOUND)
        socket->owner = (uint32_t)snapshot->owners.count;
    socket->owner_status = OWNER_FOUND;
    return find_process(snapshot, pid, command, &owner.process) &&
           owners_add(&snapshot->owners, &owner);
}

/* One of `("sshd",pid=1222,fd=3)`, of older ones `("sendmail",3965,4)`. */
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

/* A name may have quotes in it: it ends before `",` and a number. */
static bool take_user(struct text *rest, struct user *user)
{
    struct text start;

    if (!take_byte(rest, '(') || !take_byte(rest, '"'))
        return false;
    for (start = *rest; rest->length > 0; rest->bytes++, rest->length--) {
        struct text tail = *rest;

        user->command = (struct text){start.bytes, start.length - rest->length};
        if (take_byte(&tail, '"') && take_byte(&tail, ',') &&
            take_number(&tail, TEXT("pid="), &user->pid) && take_byte(&tail, ',') &&
            take_number(&tail, TEXT("fd="), &user->fd) && take_byte(&tail, ')')) {
            *rest = tail;
            return true;
        }
    }
    return false;
}

static bool add_users(struct text_row *row, struct snapshot *snapshot)
{
    struct text rest = row->users;
    struct user user;
    uint32_t count = 0, at = 0;

    if (!take_byte(&rest, '('))
        return true;
    for (struct text all = rest; take_user(&all, &user); count++)
        (void)take_byte(&all, ',');
    for (; take_user(&rest, &user); at++) {
        (void)take_byte(&rest, ',');
        if (!add(row, snapshot, (uint32_t)user.pid, user.command, (uint32_t)user.fd,
                 count - 1 - at))
            return false;
    }
    return true;
}

bool text_owners_add(struct text_row *row, struct snapshot *snapshot)
{
    if (row->users.length > 0)
        return add_users(row, snapshot);
    if (row->has_pid)
        return add(row, snapshot, row->pid, row->command, OWNER_NO_FD, 0);
    if (row->no_pid)
        row->socket.owner_status =
            owner_none(&row->socket) == OWNER_NONE_UNSAID ? OWNER_UNKNOWN : OWNER_NONE;
    return true;
}
