/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inet_ulp.h"

#include <linux/inet_diag.h>
#include <linux/mptcp.h>
#include <linux/netlink.h>
#include <linux/tls.h>
#include <string.h>

#include "netlink.h"

/* A run of attributes, one after the other. */
struct nest {
    const char *at;
    size_t left;
};

struct item {
    unsigned type;
    const void *bytes;
    size_t length;
};

static bool next(struct nest *nest, struct item *item)
{
    struct nlattr head;
    size_t whole;

    if (nest->left < sizeof(head))
        return false;
    memcpy(&head, nest->at, sizeof(head));
    if (head.nla_len < sizeof(head) || head.nla_len > nest->left)
        return false;
    *item = (struct item){head.nla_type & (unsigned)NLA_TYPE_MASK, nest->at + sizeof(head),
                          head.nla_len - sizeof(head)};
    whole = NLA_ALIGN(head.nla_len);
    if (whole > nest->left)
        whole = nest->left;
    nest->at += whole;
    nest->left -= whole;
    return true;
}

/* Copies a number of exactly this size; false where the attribute is too short for it. */
static bool number(const struct item *item, void *out, size_t size)
{
    if (item->length < size)
        return false;
    memcpy(out, item->bytes, size);
    return true;
}

static void read_tls(struct nest nest, struct ulp_detail *ulp)
{
    struct item item;

    ulp->have |= ULP_TLS;
    while (next(&nest, &item))
        switch (item.type) {
        case TLS_INFO_VERSION:
            if (number(&item, &ulp->tls_version, sizeof(ulp->tls_version)))
                ulp->have |= ULP_TLS_VERSION;
            break;
        case TLS_INFO_CIPHER:
            if (number(&item, &ulp->tls_cipher, sizeof(ulp->tls_cipher)))
                ulp->have |= ULP_TLS_CIPHER;
            break;
        case TLS_INFO_TXCONF:
            if (number(&item, &ulp->tls_send, sizeof(ulp->tls_send)))
                ulp->have |= ULP_TLS_SEND;
            break;
        case TLS_INFO_RXCONF:
            if (number(&item, &ulp->tls_recv, sizeof(ulp->tls_recv)))
                ulp->have |= ULP_TLS_RECV;
            break;
        case TLS_INFO_ZC_RO_TX: /* flags: being there is all */
            ulp->tls_zero_copy = true;
            break;
        case TLS_INFO_RX_NO_PAD:
            ulp->tls_no_padding = true;
            break;
        default:
            break;
        }
}

static void read_mptcp(struct nest nest, struct ulp_detail *ulp)
{
    const struct {
        unsigned type;
        void *to;
        size_t size;
    } numbers[] = {
        {MPTCP_SUBFLOW_ATTR_TOKEN_REM, &ulp->mptcp_remote_token, 4},
        {MPTCP_SUBFLOW_ATTR_TOKEN_LOC, &ulp->mptcp_local_token, 4},
        {MPTCP_SUBFLOW_ATTR_RELWRITE_SEQ, &ulp->mptcp_written, 4},
        {MPTCP_SUBFLOW_ATTR_MAP_SEQ, &ulp->mptcp_map_sequence, 8},
        {MPTCP_SUBFLOW_ATTR_MAP_SFSEQ, &ulp->mptcp_subflow_sequence, 4},
        {MPTCP_SUBFLOW_ATTR_SSN_OFFSET, &ulp->mptcp_subflow_offset, 4},
        {MPTCP_SUBFLOW_ATTR_MAP_DATALEN, &ulp->mptcp_map_length, 2},
        {MPTCP_SUBFLOW_ATTR_FLAGS, &ulp->mptcp_flags, 4},
        {MPTCP_SUBFLOW_ATTR_ID_REM, &ulp->mptcp_remote_id, 1},
        {MPTCP_SUBFLOW_ATTR_ID_LOC, &ulp->mptcp_local_id, 1},
    };
    struct item item;

    ulp->have |= ULP_MPTCP;
    while (next(&nest, &item))
        for (size_t i = 0; i < COUNT_OF(numbers); i++)
            if (numbers[i].type == item.type)
                (void)number(&item, numbers[i].to, numbers[i].size);
}

bool inet_ulp_read(const void *bytes, size_t length, struct ulp_detail *ulp)
{
    struct nest nest = {bytes, length};
    struct item item;

    memset(ulp, 0, sizeof(*ulp));
    while (next(&nest, &item)) {
        struct nest inner = {item.bytes, item.length};
        size_t most = sizeof(ulp->name) - 1;

        switch (item.type) {
        case INET_ULP_INFO_NAME:
            memcpy(ulp->name, item.bytes, item.length < most ? item.length : most);
            break;
        case INET_ULP_INFO_TLS:
            read_tls(inner, ulp);
            break;
        case INET_ULP_INFO_MPTCP:
            read_mptcp(inner, ulp);
            break;
        default:
            break;
        }
    }
    return ulp->name[0] != '\0';
}
