/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers of the Linux kernel: any bytes are read as netlink messages, and those of a dump as
 * sockets. The first byte selects the protocol, or a file of `ss -D`, or a line of mountinfo. Enum
 * values must be valid, because tables are indexed by them.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "backend.h"
#include "family_diag.h"
#include "inet_detail.h"
#include "inet_diag.h"
#include "namespace_list.h"
#include "netlink.h"
#include "number.h"

#include "../input_open_text.h"

/* Names fit their room, and enum values are valid. */
static void check_ends(const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    if (ends == NULL || ends->type >= SOCKET_TYPE_COUNT || ends->local.length > ENDS_NAME_MAX ||
        ends->remote.length > ENDS_NAME_MAX || family_is_ip(socket->family) ||
        socket->family >= FAMILY_COUNT)
        abort();
}

static bool take_family(enum protocol protocol, const struct nlmsghdr *message)
{
    struct family_reading reading = {.groups = UINT32_MAX};
    struct socket socket;

    if (!family_diag_read(message, protocol, &reading, &socket))
        return true;
    if (socket.protocol != protocol ||
        ((socket.have & HAVE_REMOTE) != 0 && socket_status(&socket) == NULL))
        abort();
    check_ends(&socket);
    return true;
}

static bool take(void *context, const struct nlmsghdr *message)
{
    enum protocol protocol = *(const enum protocol *)context;
    struct inet_detail detail = {.groups = UINT32_MAX};
    struct socket socket;

    if (family_diag_lists(protocol))
        return take_family(protocol, message);
    if (inet_diag_read(message, protocol, &detail, &socket) &&
        (socket.state >= STATE_COUNT || socket.protocol != protocol))
        abort();
    if (inet_diag_read_destroyed(message, &detail, &socket) &&
        ((socket.protocol != PROTOCOL_TCP && socket.protocol != PROTOCOL_UDP) ||
         socket.state != STATE_NONE || (socket.have & (HAVE_STATE | HAVE_UID | HAVE_INODE)) != 0))
        abort();
    if (inet_diag_read(message, protocol, NULL, &socket) &&
        (socket.state >= STATE_COUNT || socket.family == FAMILY_NONE ||
         socket.family >= FAMILY_COUNT || socket.protocol != protocol))
        abort();
    return true;
}

static void read_dump(struct text file)
{
    struct snapshot snapshot;
    struct collector collector = {&snapshot, NULL, NULL};
    struct error error = {.status = STATUS_DONE};
    struct input input;

    snapshot_init(&snapshot);
    if (input_open_text(&input, file) != 0)
        abort();
    if (backend_is_dump(&input) && !backend_read_dump(&input, "it", &collector, &error))
        abort();
    for (size_t row = 0; row < snapshot.count; row++)
        if (snapshot_at(&snapshot, row)->state >= STATE_COUNT)
            abort();
    input_close(&input);
    snapshot_free(&snapshot);
}

static void read_mount(struct text line)
{
    char *copy = malloc(line.length + 1);
    struct text path;
    uint64_t inode;

    if (copy == NULL)
        return;
    memmove(copy, line.bytes, line.length);
    line.bytes = copy;
    if (namespace_mount(line, &inode, &path) &&
        (path.bytes < copy || path.bytes + path.length > copy + line.length))
        abort();
    if (number_unescape(copy, line.length, TEXT("\\"), 8, 3) > line.length)
        abort();
    free(copy);
}

#define IS_DUMP  0x80
#define IS_MOUNT 0x40

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct netlink_answer answer = {0};
    enum protocol protocol;
    void *buffer;

    if (size == 0)
        return 0;
    if ((data[0] & IS_DUMP) != 0) {
        read_dump((struct text){(const char *)data + 1, size - 1});
        return 0;
    }
    if ((data[0] & IS_MOUNT) != 0) {
        read_mount((struct text){(const char *)data + 1, size - 1});
        return 0;
    }
    protocol = (enum protocol)(data[0] % PROTOCOL_COUNT);
    buffer = malloc(size > 1 ? size - 1 : 1); /* aligned, and no byte longer */
    if (buffer == NULL)
        return 0;
    memcpy(buffer, data + 1, size - 1);
    netlink_walk(buffer, size - 1, 0, 0, take, &protocol, &answer);
    if (answer.failure < 0 || memchr(answer.reason, '\0', sizeof(answer.reason)) == NULL)
        abort();
    free(buffer);
    return 0;
}
