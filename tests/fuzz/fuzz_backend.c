/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parsers of the backends on every system. The first byte selects the parser, protocol, family
 * and details: lines of /proc/net, or rows of Windows. Enum values must be valid, because tables
 * are indexed by them.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "family_line.h"
#include "inet_line.h"
#include "mib_row.h"

static void check(const struct socket *socket, enum protocol protocol, enum family family)
{
    if (socket->protocol != protocol || socket->family != family || socket->state >= STATE_COUNT)
        abort();
    if (socket->detail != NULL && socket->detail->timer >= TIMER_COUNT)
        abort();
}

/* Parsing with and without details must give the same result otherwise. */
static void read_line(struct text line, enum protocol protocol, enum family family, uint32_t groups)
{
    struct socket plain, detailed;
    struct detail_room room;
    bool good = inet_line_read(line, protocol, family, 0, NULL, &plain);

    if (inet_line_read(line, protocol, family, groups, &room, &detailed) != good)
        abort();
    if (!good)
        return;
    check(&plain, protocol, family);
    check(&detailed, protocol, family);
    detailed.detail = NULL;
    if (memcmp(&plain, &detailed, sizeof(plain)) != 0)
        abort();
}

/* Neither may read past the line. */
static void read_inet(struct text line, uint8_t how)
{
    read_line(line,
              (how & 4) != 0   ? PROTOCOL_UDP
              : (how & 8) != 0 ? PROTOCOL_RAW
                               : PROTOCOL_TCP,
              (how & 1) != 0 ? FAMILY_INET6 : FAMILY_INET, (uint32_t)how >> 4 << 1);
}

static void read_family(struct text line, uint8_t how)
{
    static family_line_read *const readers[] = {unix_line_read, packet_line_read,
                                                netlink_line_read, unix_line_read};
    struct detail_room room;
    struct socket socket;

    if (!readers[how >> 2 & 3](line, (uint32_t)how >> 4 << 1, &room, &socket))
        return;
    if (socket_ends(&socket) != &room.ends || room.ends.local.length > ENDS_NAME_MAX ||
        room.ends.type >= SOCKET_TYPE_COUNT || socket.state != STATE_NONE)
        abort();
    (void)socket_status(&socket);
}

static void read_lines(struct text file, void (*read)(struct text line, uint8_t how), uint8_t how)
{
    while (file.length > 0) {
        const char *newline = memchr(file.bytes, '\n', file.length);
        size_t length = newline == NULL ? file.length : (size_t)(newline - file.bytes);
        char *line = malloc(length + 1); /* exact length */

        if (line == NULL)
            return;
        memmove(line + 1, file.bytes, length);
        read((struct text){line + 1, length}, how);
        free(line);
        length += newline != NULL;
        file.bytes += length;
        file.length -= length;
    }
}

static void read_rows(const uint8_t *data, size_t size, enum protocol protocol, enum family family,
                      enum row_class row_class)
{
    const struct row_layout *layout = mib_row_layout(protocol, family, row_class);
    struct socket socket;

    for (; size >= layout->size; data += layout->size, size -= layout->size) {
        memset(&socket, 0, sizeof(socket));
        mib_row_read(layout, protocol, family, data, &socket);
        check(&socket, protocol, family);
    }
}

/* The first byte selects the input: bits 0 and 1 the kind, the others its variant. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text rest;
    uint8_t how;

    if (size == 0)
        return 0;
    how = data[0];
    rest = (struct text){(const char *)data + 1, size - 1};
    if ((how & 3) == 3)
        read_lines(rest, read_family, how);
    else if ((how & 2) != 0)
        read_rows(data + 1, size - 1, (how & 4) != 0 ? PROTOCOL_UDP : PROTOCOL_TCP,
                  (how & 16) != 0 ? FAMILY_INET6 : FAMILY_INET,
                  (how & 8) != 0 ? ROW_MODULE : ROW_PID);
    else
        read_lines(rest, read_inet, how);
    return 0;
}
