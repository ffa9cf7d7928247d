/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/unix_diag.h; Linux 3.3 and later, the uid since 5.3. */
#include <libmnl/libmnl.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "family_socket.h"
#include "netlink.h"

/* States are not asked for: before Linux 5.7 a connected datagram socket is in CLOSE. */
static struct nlmsghdr *make_request(void *buffer, const struct request *request)
{
    struct nlmsghdr *header;
    struct unix_diag_req *body = family_diag_begin(buffer, sizeof(*body), &header);

    body->sdiag_family = AF_UNIX;
    body->udiag_states = ~0u;
    body->udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_UID;
    if ((request->details & DETAILS_BIT(DETAILS_MEMORY)) != 0)
        body->udiag_show |= UDIAG_SHOW_MEMINFO;
    return header;
}

/* A path ends with a zero byte; an abstract name begins with one, and may hold more. */
static void take_name(struct detail_room *room, const char *bytes, size_t length)
{
    const char *end;

    if (length == 0)
        return;
    if (bytes[0] != '\0') {
        end = memchr(bytes, '\0', length);
        length = end == NULL ? length : (size_t)(end - bytes);
    }
    if (!detail_room_set_local(
            room, (struct text){bytes, length < ENDS_NAME_MAX ? length : ENDS_NAME_MAX}))
        return;
    if (bytes[0] == '\0')
        room->local_name[0] = '@';
}

/* A listener's are those that wait to be accepted, and their limit. */
static void take_queues(struct socket *socket, const struct nlattr *attribute)
{
    struct unix_diag_rqlen lengths;

    if (netlink_attribute_length(attribute) < sizeof(lengths))
        return;
    memcpy(&lengths, netlink_attribute_bytes(attribute), sizeof(lengths));
    socket->recv_queue = lengths.udiag_rqueue;
    socket->send_queue = lengths.udiag_wqueue;
    socket->have |= socket_has_accept_queue(socket) ? HAVE_ACCEPT_QUEUE | HAVE_ACCEPT_QUEUE_MAX
                                                    : HAVE_RECV_QUEUE | HAVE_SEND_QUEUE;
}

static void take_peer(struct detail_room *room, struct socket *socket,
                      const struct nlattr *attribute)
{
    if (!family_diag_number(attribute, &room->ends.peer_inode))
        return;
    room->ends.have |= ENDS_PEER_INODE;
    socket->flags |= SOCKET_CONNECTED;
}

static void take(struct family_reading *reading, struct socket *socket,
                 const struct nlattr *attribute)
{
    uint32_t uid;

    switch (netlink_attribute_type(attribute)) {
    case UNIX_DIAG_NAME:
        take_name(&reading->room, netlink_attribute_bytes(attribute),
                  netlink_attribute_length(attribute));
        break;
    case UNIX_DIAG_PEER:
        take_peer(&reading->room, socket, attribute);
        break;
    case UNIX_DIAG_RQLEN:
        take_queues(socket, attribute);
        break;
    case UNIX_DIAG_MEMINFO:
        family_diag_take_memory(reading, socket, attribute);
        break;
    case UNIX_DIAG_SHUTDOWN:
        if (netlink_attribute_length(attribute) > 0)
            family_diag_take_shutdown(socket, *(const uint8_t *)netlink_attribute_bytes(attribute));
        break;
    case UNIX_DIAG_UID:
        if (family_diag_number(attribute, &uid))
            family_socket_set_uid(socket, uid);
        break;
    default:
        break;
    }
}

static bool read_message(const struct nlmsghdr *message, struct family_reading *reading,
                         struct socket *socket)
{
    const struct unix_diag_msg *diag = mnl_nlmsg_get_payload(message);
    const struct nlattr *attribute = NULL;

    if (mnl_nlmsg_get_payload_len(message) < sizeof(*diag) || diag->udiag_family != AF_UNIX)
        return false;
    family_socket_begin(socket, &reading->room, PROTOCOL_UNIX, diag->udiag_type);
    family_diag_take_identity(socket, diag->udiag_ino, diag->udiag_cookie);
    family_socket_set_state(socket, diag->udiag_state);
    while ((attribute = netlink_attribute(message, sizeof(*diag), attribute)) != NULL)
        take(reading, socket, attribute);
    return true;
}

const struct family_diag unix_diag = {make_request, read_message};
