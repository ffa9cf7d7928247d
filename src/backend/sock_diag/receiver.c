/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "receiver.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "ahead.h"

/* In datagrams of some 250 sockets each: shorter answers, which are most of them, start no thread.
 */
#define LONG_ANSWER 8u

struct receiver {
    int socket;
    void *bytes;         /* NETLINK_BUFFER_SIZE bytes, to receive without the thread */
    unsigned alone;      /* number of datagrams of this answer received without the thread */
    struct ahead *ahead; /* receives the others */
    const void *request; /* sent by the thread first; NULL: already sent */
    size_t request_length;
};

/* With MSG_TRUNC, recv() returns the full length of a datagram even if it did not fit. */
static ssize_t receive(const struct receiver *receiver, void *bytes, int flags)
{
    ssize_t length;

    do
        length = recv(receiver->socket, bytes, NETLINK_BUFFER_SIZE, flags | MSG_TRUNC);
    while (length < 0 && errno == EINTR);
    if (length < 0)
        return -errno;
    return (size_t)length > NETLINK_BUFFER_SIZE ? -EMSGSIZE : length;
}

static int send_request(struct receiver *receiver)
{
    ssize_t sent;

    do
        sent = send(receiver->socket, receiver->request, receiver->request_length, 0);
    while (sent < 0 && errno == EINTR);
    receiver->request = NULL;
    return sent < 0 ? errno : 0;
}

/*
 * The next datagram of a dump is available as soon as the previous one was received, and the first
 * as soon as the request was sent (net/netlink/af_netlink.c, netlink_recvmsg and netlink_dump). So
 * if none is available, the answer is over, and the thread need not parse it.
 */
static ptrdiff_t receive_ahead(void *context, void *block, size_t size UNUSED)
{
    struct receiver *receiver = context;
    int failure = receiver->request == NULL ? 0 : send_request(receiver);
    ssize_t length;

    if (failure != 0)
        return -failure;
    length = receive(receiver, block, MSG_DONTWAIT);
    return length == -EAGAIN ? AHEAD_OVER : length;
}

struct receiver *receiver_new(int socket)
{
    struct receiver *receiver = calloc(1, sizeof(*receiver));

    if (receiver == NULL)
        return NULL;
    receiver->socket = socket;
    receiver->bytes = malloc(NETLINK_BUFFER_SIZE);
    receiver->ahead = ahead_new(NETLINK_BUFFER_SIZE, receive_ahead, receiver);
    if (receiver->bytes != NULL && receiver->ahead != NULL)
        return receiver;
    receiver_free(receiver);
    return NULL;
}

void receiver_free(struct receiver *receiver)
{
    if (receiver == NULL)
        return;
    ahead_free(receiver->ahead);
    free(receiver->bytes);
    free(receiver);
}

bool receiver_send_ahead(struct receiver *receiver, const void *request, size_t length)
{
    receiver->request = request;
    receiver->request_length = length;
    if (ahead_begin(receiver->ahead))
        return true;
    receiver->request = NULL;
    return false;
}

bool receiver_is_ahead(const struct receiver *receiver)
{
    return ahead_is_going(receiver->ahead);
}

/* If no thread can be started, receiving continues without one. */
static void begin_where_long(struct receiver *receiver)
{
    if (receiver->alone == LONG_ANSWER && !ahead_is_going(receiver->ahead) &&
        !ahead_begin(receiver->ahead))
        receiver->alone++;
}

ssize_t receiver_next(struct receiver *receiver, const void **bytes)
{
    begin_where_long(receiver);
    if (ahead_is_going(receiver->ahead)) {
        ptrdiff_t length = ahead_next(receiver->ahead, bytes);

        if (length != AHEAD_OVER)
            return (ssize_t)length;
        receiver_rest(receiver);
    }
    receiver->alone += receiver->alone < LONG_ANSWER;
    *bytes = receiver->bytes;
    return receive(receiver, receiver->bytes, 0);
}

void receiver_rest(struct receiver *receiver)
{
    ahead_end(receiver->ahead);
    receiver->alone = 0;
}
