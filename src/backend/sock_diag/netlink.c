/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads netlink messages without mnl_cb_run, which drops the rest of a buffer on NLM_F_DUMP_INTR
 * and ignores the error that a failing dump puts in NLMSG_DONE (libmnl 1.0.4, src/callback.c). */
#include "netlink.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <limits.h>
#include <string.h>


/* NLMSGERR_ATTR_MSG: the kernel's error message. */
static void read_reason(const struct nlmsghdr *message, size_t offset,
                        struct netlink_answer *answer)
{
    const struct nlattr *attribute = NULL;

    if ((message->nlmsg_flags & NLM_F_ACK_TLVS) == 0)
        return;
    while ((attribute = netlink_attribute(message, offset, attribute)) != NULL) {
        size_t length = netlink_attribute_length(attribute);

        if (netlink_attribute_type(attribute) != NLMSGERR_ATTR_MSG || length == 0)
            continue;
        if (length >= sizeof(answer->reason))
            length = sizeof(answer->reason) - 1;
        memcpy(answer->reason, netlink_attribute_bytes(attribute), length);
        answer->reason[length] = '\0';
    }
}

/* Errors are negative numbers down to -4095 (include/linux/err.h, MAX_ERRNO). */
static int errno_of(int status)
{
    if (status >= 0)
        return status;
    return status >= -4095 ? -status : EBADMSG;
}

static void read_error(const struct nlmsghdr *message, struct netlink_answer *answer)
{
    const struct nlmsgerr *error = mnl_nlmsg_get_payload(message);
    size_t offset = sizeof(*error);

    answer->finished = true;
    if (mnl_nlmsg_get_payload_len(message) < sizeof(*error)) {
        answer->failure = EBADMSG;
        return;
    }
    answer->failure = errno_of(error->error);
    /* The request follows, unless it is truncated to its header, which is part of struct nlmsgerr.
     */
    if ((message->nlmsg_flags & NLM_F_CAPPED) == 0 && error->msg.nlmsg_len > NLMSG_HDRLEN)
        offset += error->msg.nlmsg_len - NLMSG_HDRLEN;
    read_reason(message, offset, answer);
}

static void read_done(const struct nlmsghdr *message, struct netlink_answer *answer)
{
    int status = 0;

    answer->finished = true;
    if (mnl_nlmsg_get_payload_len(message) >= sizeof(status))
        memcpy(&status, mnl_nlmsg_get_payload(message), sizeof(status));
    answer->failure = status < 0 ? errno_of(status) : 0;
    read_reason(message, NLMSG_ALIGN(sizeof(status)), answer);
}

static bool is_ours(const struct nlmsghdr *message, uint32_t sequence, uint32_t port)
{
    return mnl_nlmsg_seq_ok(message, sequence) && mnl_nlmsg_portid_ok(message, port);
}

/* Like mnl_nlmsg_ok, which however treats a length over INT_MAX as negative and accepts it. */
static bool is_whole(const struct nlmsghdr *message, size_t left)
{
    return left >= sizeof(*message) && message->nlmsg_len >= sizeof(*message) &&
           message->nlmsg_len <= left && message->nlmsg_len <= INT_MAX;
}

static void take_message(const struct nlmsghdr *message, netlink_handler *handler, void *context,
                         struct netlink_answer *answer)
{
    if (message->nlmsg_flags & NLM_F_DUMP_INTR)
        answer->interrupted = true;
    switch (message->nlmsg_type) {
    case NLMSG_NOOP:
        break;
    case NLMSG_ERROR:
        read_error(message, answer);
        break;
    case NLMSG_DONE:
        read_done(message, answer);
        break;
    case NLMSG_OVERRUN:
        answer->failure = ENOBUFS;
        answer->finished = true;
        break;
    default:
        answer->stopped = !handler(context, message);
        break;
    }
    if ((message->nlmsg_flags & NLM_F_MULTI) == 0)
        answer->finished = true; /* a look-up is answered with one message */
}

const struct nlmsghdr *netlink_message(const void *buffer, size_t length, size_t *at)
{
    const struct nlmsghdr *message = (const void *)((const char *)buffer + *at);
    size_t left = length - *at, whole;

    if (!is_whole(message, left))
        return NULL;
    whole = NLMSG_ALIGN(message->nlmsg_len);
    *at += whole < left ? whole : left; /* the last message may lack padding */
    return message;
}

void netlink_walk(const void *buffer, size_t length, uint32_t sequence, uint32_t port,
                  netlink_handler *handler, void *context, struct netlink_answer *answer)
{
    size_t at = 0;

    while (at < length && !answer->finished && !answer->stopped) {
        const struct nlmsghdr *message = netlink_message(buffer, length, &at);

        if (message == NULL) {
            answer->failure = EBADMSG;
            answer->finished = true;
            return;
        }
        if (is_ours(message, sequence, port)) /* otherwise the rest of an abandoned answer */
            take_message(message, handler, context, answer);
    }
}

int netlink_open(struct netlink *netlink)
{
    *netlink = (struct netlink){0};
    netlink->socket = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
    if (netlink->socket == NULL || mnl_socket_bind(netlink->socket, 0, MNL_SOCKET_AUTOPID) < 0)
        return errno;
    netlink->receiver = receiver_new(mnl_socket_get_fd(netlink->socket));
    if (netlink->receiver == NULL)
        return ENOMEM;
    netlink->port = mnl_socket_get_portid(netlink->socket);
    /* Kernels before 4.12 do not support this; only the error messages are lost. */
    (void)mnl_socket_setsockopt(netlink->socket, NETLINK_EXT_ACK, &(int){1}, sizeof(int));
    return 0;
}

void netlink_close(struct netlink *netlink)
{
    receiver_free(netlink->receiver);
    if (netlink->socket != NULL)
        mnl_socket_close(netlink->socket);
    *netlink = (struct netlink){0};
}

static bool send_request(struct netlink *netlink, const struct nlmsghdr *request)
{
    while (mnl_socket_sendto(netlink->socket, request, request->nlmsg_len) < 0)
        if (errno != EINTR)
            return false;
    return true;
}

bool netlink_ask_ahead(struct netlink *netlink, struct nlmsghdr *request)
{
    request->nlmsg_seq = ++netlink->sequence;
    if (receiver_send_ahead(netlink->receiver, request, request->nlmsg_len))
        netlink->ahead = request;
    return netlink->ahead == request;
}

/* Sends the request, unless it was sent in advance. */
static bool is_asked(struct netlink *netlink, struct nlmsghdr *request)
{
    if (netlink->ahead == request)
        return true;
    request->nlmsg_seq = ++netlink->sequence;
    return send_request(netlink, request);
}

static void tell_long(struct netlink *netlink)
{
    if (netlink->when_long == NULL || !receiver_is_ahead(netlink->receiver))
        return;
    netlink->when_long(netlink->long_context);
    netlink->when_long = NULL;
}

void netlink_ask(struct netlink *netlink, struct nlmsghdr *request, netlink_handler *handler,
                 void *context, struct netlink_answer *answer)
{
    *answer = (struct netlink_answer){.interrupted = answer->interrupted};
    if (!is_asked(netlink, request)) {
        answer->failure = errno;
        return;
    }
    while (!answer->finished && !answer->stopped && answer->failure == 0) {
        const void *bytes;
        ssize_t length = receiver_next(netlink->receiver, &bytes);

        tell_long(netlink);
        if (length <= 0) /* ENOBUFS: messages were lost; 0: no kernel sends this */
            answer->failure = length == 0 ? EBADMSG : (int)-length;
        else
            netlink_walk(bytes, (size_t)length, netlink->sequence, netlink->port, handler, context,
                         answer);
    }
    receiver_rest(netlink->receiver);
    netlink->ahead = NULL;
}
