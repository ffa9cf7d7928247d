/* SPDX-License-Identifier: GPL-2.0-or-later */
/* linux/vm_sockets_diag.h; Linux 4.15 and later. */
#include <libmnl/libmnl.h>
#include <linux/vm_sockets.h>
#include <linux/vm_sockets_diag.h>
#include <stdio.h>
#include <sys/socket.h>

#include "family_diag.h"
#include "family_socket.h"

static struct nlmsghdr *make_request(void *buffer, const struct request *request UNUSED)
{
    struct nlmsghdr *header;
    struct vsock_diag_req *body = family_diag_begin(buffer, sizeof(*body), &header);

    body->sdiag_family = AF_VSOCK;
    body->vdiag_states = ~0u;
    return header;
}

/* An end is a context id and a port; VMADDR_…_ANY stands for none. */
static struct text cid_text(char *out, size_t size, uint32_t cid)
{
    int length = cid == VMADDR_CID_ANY ? 0 : snprintf(out, size, "%u", (unsigned)cid);

    return (struct text){out, (size_t)length};
}

static bool take_ends(struct family_reading *reading, const struct vsock_diag_msg *diag,
                      struct socket *socket)
{
    struct ends_detail *ends = &reading->room.ends;
    char local[12], remote[12];

    if (diag->vdiag_src_port != VMADDR_PORT_ANY) {
        ends->local_port = diag->vdiag_src_port;
        ends->have |= ENDS_LOCAL_PORT;
    }
    if (!detail_room_set_local(&reading->room, cid_text(local, sizeof(local), diag->vdiag_src_cid)))
        return false;
    if ((socket->flags & SOCKET_CONNECTED) == 0)
        return true;
    ends->remote_port = diag->vdiag_dst_port;
    ends->have |= ENDS_REMOTE_PORT;
    return detail_room_set_remote(&reading->room,
                                  cid_text(remote, sizeof(remote), diag->vdiag_dst_cid));
}

static bool read_message(const struct nlmsghdr *message, struct family_reading *reading,
                         struct socket *socket)
{
    const struct vsock_diag_msg *diag = mnl_nlmsg_get_payload(message);

    if (mnl_nlmsg_get_payload_len(message) < sizeof(*diag) || diag->vdiag_family != AF_VSOCK)
        return false;
    family_socket_begin(socket, &reading->room, PROTOCOL_VSOCK, diag->vdiag_type);
    family_diag_take_identity(socket, diag->vdiag_ino, diag->vdiag_cookie);
    family_socket_set_state(socket, diag->vdiag_state);
    family_diag_take_shutdown(socket, diag->vdiag_shutdown);
    return take_ends(reading, diag, socket);
}

const struct family_diag vsock_diag = {make_request, read_message};
