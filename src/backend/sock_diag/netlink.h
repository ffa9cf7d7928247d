/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sends netlink requests, receives the answers, and detects incomplete ones. */
#ifndef LSOCK_NETLINK_H
#define LSOCK_NETLINK_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "receiver.h"
#include "text.h"

struct mnl_socket;

/* How an answer ended. */
struct netlink_answer {
    bool finished;    /* the end was received: NLMSG_DONE or an error */
    bool interrupted; /* NLM_F_DUMP_INTR: the table changed during the dump; it may be incomplete */
    bool stopped;     /* a handler stopped it */
    int failure;      /* errno, 0: none; from NLMSG_ERROR or from inside NLMSG_DONE */
    char reason[160]; /* the kernel's error message (extended ack), or empty */
};

/* Handles one message of a dump, whose length was checked; returns false to stop. */
typedef bool netlink_handler(void *context, const struct nlmsghdr *message);

/* Returns the message at *at in a received buffer, and advances *at past it; NULL: no complete
 * message is left. The buffer is aligned for a struct nlmsghdr. */
const struct nlmsghdr *netlink_message(const void *buffer, size_t length, size_t *at);

/*
 * Passes the messages of a dump in a received buffer to `handler`, and stores in *answer how the
 * dump ended, if it did. `sequence` and `port` must match the request's; 0 matches any. An
 * incomplete message is a failure (EBADMSG). Makes no system calls, so it reads recorded dumps,
 * too. The buffer is aligned for a struct nlmsghdr.
 */
void netlink_walk(const void *buffer, size_t length, uint32_t sequence, uint32_t port,
                  netlink_handler *handler, void *context, struct netlink_answer *answer);

/*
 * Returns the attribute after `previous`, or the one at `first` if that is NULL. NULL: `end` is
 * reached, or the rest is not a complete attribute. libmnl's iterators cause compiler warnings at
 * our level, and need a function call per attribute; a dump has millions.
 */
static inline const struct nlattr *netlink_attribute_between(const char *first, const char *end,
                                                             const struct nlattr *previous)
{
    const char *next =
        previous == NULL ? first : (const char *)previous + NLA_ALIGN(previous->nla_len);
    const struct nlattr *attribute = (const void *)next;

    if (next > end || (size_t)(end - next) < sizeof(*attribute) ||
        attribute->nla_len < sizeof(*attribute) || attribute->nla_len > end - next)
        return NULL;
    return attribute;
}

/*
 * Iterates over the attributes at `offset` in a message's payload:
 *
 *     for (attribute = NULL; (attribute = netlink_attribute(message, offset, attribute)) != NULL;)
 */
static inline const struct nlattr *netlink_attribute(const struct nlmsghdr *message, size_t offset,
                                                     const struct nlattr *previous)
{
    const char *begin = (const char *)message;

    return netlink_attribute_between(begin + NLMSG_HDRLEN + NLMSG_ALIGN(offset),
                                     begin + message->nlmsg_len, previous);
}

/* Iterates over the attributes nested in another one. */
static inline const struct nlattr *netlink_nested(const struct nlattr *nest,
                                                  const struct nlattr *previous)
{
    return netlink_attribute_between((const char *)(nest + 1), (const char *)nest + nest->nla_len,
                                     previous);
}

/* The type without flags, the length, and the bytes of an attribute. */
static inline unsigned netlink_attribute_type(const struct nlattr *attribute)
{
    return attribute->nla_type & (unsigned)NLA_TYPE_MASK;
}

static inline size_t netlink_attribute_length(const struct nlattr *attribute)
{
    return attribute->nla_len - sizeof(*attribute);
}

static inline const void *netlink_attribute_bytes(const struct nlattr *attribute)
{
    return attribute + 1;
}

static inline struct text netlink_attribute_value(const struct nlattr *attribute)
{
    return (struct text){(const char *)(attribute + 1), netlink_attribute_length(attribute)};
}

struct netlink {
    struct mnl_socket *socket;
    uint32_t sequence;
    uint32_t port;
    struct receiver *receiver;
    const struct nlmsghdr *ahead; /* the request sent in advance; NULL: none */

    /* If not NULL, called when an answer turns out to be long. It must not send requests on this
     * socket. */
    void (*when_long)(void *context);
    void *long_context;
};

/* Opens NETLINK_SOCK_DIAG; returns 0 or an errno. Close it also after a failure. */
int netlink_open(struct netlink *netlink);
void netlink_close(struct netlink *netlink);

/* Starts a thread that sends the request and receives part of the answer; netlink_ask with the same
 * request continues from there. False: not possible; use netlink_ask alone. */
bool netlink_ask_ahead(struct netlink *netlink, struct nlmsghdr *request);

/*
 * Sends the request, after setting its sequence number, and receives until the answer ends, fails
 * or is stopped. Interrupted system calls are repeated. The caller must initialize
 * answer->interrupted; it is never cleared.
 */
void netlink_ask(struct netlink *netlink, struct nlmsghdr *request, netlink_handler *handler,
                 void *context, struct netlink_answer *answer);

#endif
