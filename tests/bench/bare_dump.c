/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bare_dump: asks sock_diag for TCP or UDP sockets, receives the answer and drops it. What it costs
 * is the floor of every program that lists sockets. Prints how many messages came.
 *
 *     bare_dump [--udp] [--by-family] [--states MASK] [--extensions MASK]
 *
 * TCP is one dump of the old TCPDIAG_GETSOCK, which returns IPv4 and IPv6 together; --by-family
 * makes it two of SOCK_DIAG_BY_FAMILY, which is the only way for UDP.
 */
#include <errno.h>
#include <getopt.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BUFFER_SIZE = 32768 }; /* the kernel never uses a larger buffer for dumps */

struct question {
    bool by_family;
    uint8_t protocol;
    uint32_t states;
    uint8_t extensions;
};

static bool send_question(struct mnl_socket *netlink, const struct question *question, int family)
{
    _Alignas(struct nlmsghdr) char buffer[128] = {0}; /* header and either request: 72 bytes */
    struct nlmsghdr *header = mnl_nlmsg_put_header(buffer);

    header->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    if (question->by_family) {
        struct inet_diag_req_v2 *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));

        header->nlmsg_type = SOCK_DIAG_BY_FAMILY;
        request->sdiag_family = (uint8_t)family;
        request->sdiag_protocol = question->protocol;
        request->idiag_states = question->states;
        request->idiag_ext = question->extensions;
    } else {
        struct inet_diag_req *request = mnl_nlmsg_put_extra_header(header, sizeof(*request));

        header->nlmsg_type = TCPDIAG_GETSOCK;
        request->idiag_family = (uint8_t)family;
        request->idiag_states = question->states;
        request->idiag_ext = question->extensions;
    }
    return mnl_socket_sendto(netlink, header, header->nlmsg_len) >= 0;
}

/* Receives to the end of the dump. False: failed, see errno. */
static bool count_answers(struct mnl_socket *netlink, unsigned long *count)
{
    static _Alignas(struct nlmsghdr) char buffer[BUFFER_SIZE];

    for (;;) {
        ssize_t size = mnl_socket_recvfrom(netlink, buffer, sizeof(buffer));
        int left = (int)size;

        if (size <= 0) {
            return false;
        }
        for (const struct nlmsghdr *message = (const void *)buffer; mnl_nlmsg_ok(message, left);
             message = mnl_nlmsg_next(message, &left)) {
            const int *error = mnl_nlmsg_get_payload(message);

            /* both start with the error: a dump that fails reports it in DONE */
            if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) {
                errno = mnl_nlmsg_get_payload_len(message) >= sizeof(*error) ? -*error : 0;
                return errno == 0;
            }
            ++*count;
        }
    }
}

static bool parse_options(int argc, char **argv, struct question *question)
{
    static const struct option options[] = {
        {"udp", no_argument, NULL, 'u'},
        {"by-family", no_argument, NULL, 'f'},
        {"states", required_argument, NULL, 's'},
        {"extensions", required_argument, NULL, 'e'},
        {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'u') {
            question->protocol = IPPROTO_UDP;
            question->by_family = true;
        } else if (option == 'f') {
            question->by_family = true;
        } else if (option == 's') {
            question->states = (uint32_t)strtoul(optarg, NULL, 0);
        } else if (option == 'e') {
            question->extensions = (uint8_t)strtoul(optarg, NULL, 0);
        } else {
            return false;
        }
    }
    return optind == argc;
}

int main(int argc, char **argv)
{
    struct question question = {.protocol = IPPROTO_TCP, .states = UINT32_MAX};
    struct mnl_socket *netlink;
    unsigned long count = 0;

    if (!parse_options(argc, argv, &question)) {
        fputs("usage: bare_dump [--udp] [--by-family] [--states MASK] [--extensions MASK]\n",
              stderr);
        return 2;
    }
    netlink = mnl_socket_open(NETLINK_SOCK_DIAG);
    if (netlink == NULL || !send_question(netlink, &question, AF_INET) ||
        !count_answers(netlink, &count) ||
        (question.by_family &&
         (!send_question(netlink, &question, AF_INET6) || !count_answers(netlink, &count)))) {
        fprintf(stderr, "bare_dump: %s\n", strerror(errno));
        return EXIT_FAILURE;
    }
    mnl_socket_close(netlink);
    return printf("%lu\n", count) > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
