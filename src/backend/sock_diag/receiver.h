/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Receives datagrams from a netlink socket. The kernel generates a dump while it is being received.
 * So a thread receives long dumps ahead, while this one parses. */
#ifndef LSOCK_RECEIVER_H
#define LSOCK_RECEIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The kernel never uses a larger buffer for dumps (net/netlink/af_netlink.c, netlink_dump). */
#define NETLINK_BUFFER_SIZE ((size_t)32 * 1024)

struct receiver;

/* Receives from a bound netlink socket, which the caller owns. NULL: out of memory. */
struct receiver *receiver_new(int socket);
void receiver_free(struct receiver *receiver);

/*
 * Lets the thread send a request and receive the answer. The kernel generates the first datagram
 * within send(), so the thread also does that. The request must exist until the answer was read.
 * False: no thread could be started, and nothing was sent.
 */
bool receiver_send_ahead(struct receiver *receiver, const void *request, size_t length);

/* Whether the thread is receiving an answer. */
bool receiver_is_ahead(const struct receiver *receiver);

/*
 * Returns the next datagram of the answer to the last request: its length, and its bytes, which are
 * valid until the next call and aligned for a struct nlmsghdr. Negative: an errno, EMSGSIZE if it
 * does not fit. Waits; interrupted system calls are repeated.
 */
ssize_t receiver_next(struct receiver *receiver, const void **bytes);

/* Call it when an answer has ended or is no longer needed: stops the thread and discards what it
 * received. Datagrams that the kernel still has precede the next answer. */
void receiver_rest(struct receiver *receiver);

#endif
