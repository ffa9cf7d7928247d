/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Receives what comes on a netlink socket. The kernel makes a dump while it is being received, so
 * that of a long one half of the time would pass in the kernel and half in reading what it said: a
 * long dump is received ahead, by a thread of its own.
 */
#ifndef LSOCK_RECEIVER_H
#define LSOCK_RECEIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The kernel never fills more of a dump's buffer (net/netlink/af_netlink.c, netlink_dump). */
#define NETLINK_BUFFER_SIZE ((size_t)32 * 1024)

struct receiver;

/* Receives from a bound netlink socket, which stays the caller's. NULL: out of memory. */
struct receiver *receiver_new(int socket);
void receiver_free(struct receiver *receiver);

/*
 * Sends a request, which stays there until the answer was read, and receives the answer ahead from
 * the first datagram on. The kernel makes that one while it is being sent: this, too, is done by
 * the thread. False: there is none, and nothing is sent.
 */
bool receiver_send_ahead(struct receiver *receiver, const void *request, size_t length);

/* Whether an answer is being received ahead. */
bool receiver_is_ahead(const struct receiver *receiver);

/*
 * The next datagram of the answer to what was just sent: its length and, good until the next call,
 * its bytes, aligned for a struct nlmsghdr. Negative: an errno, EMSGSIZE for one that does not fit.
 * Waits; interrupted system calls are repeated.
 */
ssize_t receiver_next(struct receiver *receiver, const void **bytes);

/* Call it when an answer has ended or nobody wants more of it: nothing is received ahead any more,
 * and what was is forgotten. What the kernel still has of the answer comes before the next one. */
void receiver_rest(struct receiver *receiver);

#endif
