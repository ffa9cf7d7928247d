/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What backends parse on every system. The first byte says as what, and of which protocol, family
 * and details: lines of /proc/net, or rows of Windows. What is read must be of the closed lists
 * that tables are indexed by.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "inet_line.h"
#include "mib_row.h"

static void check(const struct socket *socket, enum protocol protocol, enum family family)
{
    if (socket->protocol != protocol || socket->family != family || socket->state >= STATE_COUNT)
        abort();
    if (socket->detail != NULL && socket->detail->timer >= TIMER_COUNT)
        abort();
}

/* With and without details a line must say the same of the rest. */
static void read_line(struct text line, enum protocol protocol, enum family family, uint32_t groups)
{
    struct socket plain, detailed;
    struct detail_room room;
    bool good = inet_line_read(line, protocol, family, &plain);

    if (inet_line_read_detailed(line, protocol, family, groups, &room, &detailed) != good)
        abort();
    if (!good)
        return;
    check(&plain, protocol, family);
    check(&detailed, protocol, family);
    detailed.detail = NULL;
    if (memcmp(&plain, &detailed, sizeof(plain)) != 0)
        abort();
}

static void read_lines(struct text file, enum protocol protocol, enum family family,
                       uint32_t groups)
{
    while (file.length > 0) {
        const char *newline = memchr(file.bytes, '\n', file.length);
        size_t length = newline == NULL ? file.length : (size_t)(newline - file.bytes);
        char *line = malloc(length + 1); /* no byte longer than it may be read */

        if (line == NULL)
            return;
        memmove(line + 1, file.bytes, length);
        read_line((struct text){line + 1, length}, protocol, family, groups);
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum family family;
    uint8_t how;

    if (size == 0)
        return 0;
    how = data[0];
    family = (how & 1) != 0 ? FAMILY_INET6 : FAMILY_INET;
    if ((how & 2) != 0) {
        read_rows(data + 1, size - 1, (how & 4) != 0 ? PROTOCOL_UDP : PROTOCOL_TCP, family,
                  (how & 8) != 0 ? ROW_MODULE : ROW_PID);
        return 0;
    }
    read_lines((struct text){(const char *)data + 1, size - 1},
               (how & 4) != 0   ? PROTOCOL_UDP
               : (how & 8) != 0 ? PROTOCOL_RAW
                                : PROTOCOL_TCP,
               family, (uint32_t)how >> 4 << 1);
    return 0;
}
