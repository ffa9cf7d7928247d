/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Netlink dumps: asking, receiving, and telling a whole answer from a broken one. */
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
    bool finished;    /* its end came: NLMSG_DONE or an error */
    bool interrupted; /* NLM_F_DUMP_INTR: the table changed under the walk; it may not be whole */
    bool stopped;     /* a handler did not want to go on */
    int failure;      /* errno, 0: none; from NLMSG_ERROR or from inside NLMSG_DONE */
    char reason[160]; /* the kernel's extended ack, or empty */
};

/* One message of a dump, its length checked; `false` stops. */
typedef bool netlink_handler(void *context, const struct nlmsghdr *message);

/* The message at *at of a received buffer, of which *at is then behind it; NULL: there is no whole
 * one. The buffer is aligned for a struct nlmsghdr. */
const struct nlmsghdr *netlink_message(const void *buffer, size_t length, size_t *at);

/*
 * Goes through the messages in a received buffer: hands those of the dump to `handler`, and notes
 * in *answer how it ended, if it did. `sequence` and `port` are the request's; 0 stands for any.
 * What is no whole message is a failure (EBADMSG). Pure: also reads recorded dumps; the buffer is
 * aligned for a struct nlmsghdr.
 */
void netlink_walk(const void *buffer, size_t length, uint32_t sequence, uint32_t port,
                  netlink_handler *handler, void *context, struct netlink_answer *answer);

/*
 * The attribute after `previous`, or the first one, at `first`, where that is NULL; NULL at `end`
 * or where the rest is no whole attribute. libmnl's own walkers warn at our level, and cost a call
 * each where a dump has millions.
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

/* The same for the attributes `offset` bytes into a message's payload:
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

/* The same for the attributes nested in another one. */
static inline const struct nlattr *netlink_nested(const struct nlattr *nest,
                                                  const struct nlattr *previous)
{
    return netlink_attribute_between((const char *)(nest + 1), (const char *)nest + nest->nla_len,
                                     previous);
}

/* Its type without flags, its length, its bytes. */
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
    const struct nlmsghdr *ahead; /* was asked ahead; NULL: nothing was */

    /* Called, if not NULL, when an answer proves long; it must not ask here. */
    void (*when_long)(void *context);
    void *long_context;
};

/* Opens NETLINK_SOCK_DIAG; 0 or errno. Close it also after a failure. */
int netlink_open(struct netlink *netlink);
void netlink_close(struct netlink *netlink);

/*
 * Lets a thread send the request and receive some of the answer, which netlink_ask with the same
 * request takes from there. False: it only can be asked then.
 */
bool netlink_ask_ahead(struct netlink *netlink, struct nlmsghdr *request);

/*
 * Sends the request, whose sequence number is set here, and receives until the answer ends, fails
 * or is stopped. Interrupted system calls are repeated. answer->interrupted, which must be set
 * before, stays true where it was.
 */
void netlink_ask(struct netlink *netlink, struct nlmsghdr *request, netlink_handler *handler,
                 void *context, struct netlink_answer *answer);

#endif
