/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers of the kernel: any bytes, walked as netlink messages, and those of the dump read as
 * sockets. The first byte is the protocol. What is read must be of the closed lists that tables are
 * indexed by.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "inet_diag.h"
#include "netlink.h"

static bool take(void *context, const struct nlmsghdr *message)
{
    enum protocol protocol = *(const enum protocol *)context;
    struct inet_detail detail;
    struct socket socket;

    if (inet_diag_read_detailed(message, protocol, &detail, &socket) &&
        (socket.state >= STATE_COUNT || socket.protocol != protocol))
        abort();
    if (inet_diag_read(message, protocol, &socket) &&
        (socket.state >= STATE_COUNT || socket.family == FAMILY_NONE ||
         socket.family >= FAMILY_COUNT || socket.protocol != protocol))
        abort();
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct netlink_answer answer = {0};
    enum protocol protocol;
    void *buffer;

    if (size == 0)
        return 0;
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
