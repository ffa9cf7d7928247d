/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel runs over a TCP connection, TLS or MPTCP, and MD5 signatures: -i. */
#include "detail_get.h"

/* NULL: there is none. The kernel says it of every connection that has one, so its silence means
 * that there is none. */
static const struct ulp_detail *ulp_of(const struct socket *socket, uint32_t have,
                                       struct value *value)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL)
        tcp_detail_missing(socket, value);
    else if (detail->ulp == NULL || (detail->ulp->have & have) != have)
        value_absent(value);
    else
        return detail->ulp;
    return NULL;
}

GETTER(ulp)
{
    const struct ulp_detail *ulp = ulp_of(socket, 0, value);

    if (ulp != NULL)
        value->text = detail_name(ulp->name);
}

/* A word of a list by number; a newer number is unknown. */
static void set_word(struct value *value, const char *const *words, size_t count, uint16_t number)
{
    value_word(value, number < count ? words[number] : NULL);
}

/* linux/tls.h: TLS_VERSION_NUMBER */
GETTER(tls_version)
{
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS_VERSION, value);

    if (ulp != NULL)
        value_word(value, ulp->tls_version == 0x0303   ? "1.2"
                          : ulp->tls_version == 0x0304 ? "1.3"
                                                       : NULL);
}

/* linux/tls.h: TLS_CIPHER_… */
GETTER(tls_cipher)
{
    static const char *const words[] = {
        [51] = "aes_gcm_128",       [52] = "aes_gcm_256",  [53] = "aes_ccm_128",
        [54] = "chacha20_poly1305", [55] = "sm4_gcm",      [56] = "sm4_ccm",
        [57] = "aria_gcm_128",      [58] = "aria_gcm_256",
    };
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS_CIPHER, value);

    if (ulp != NULL)
        set_word(value, words, COUNT_OF(words), ulp->tls_cipher);
}

/* linux/tls.h: TLS_CONF_… */
static const char *const tls_configurations[] = {
    [1] = "none",
    [2] = "software",
    [3] = "device",
    [4] = "device_record",
};

GETTER(tls_send)
{
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS_SEND, value);

    if (ulp != NULL)
        set_word(value, tls_configurations, COUNT_OF(tls_configurations), ulp->tls_send);
}

GETTER(tls_recv)
{
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS_RECV, value);

    if (ulp != NULL)
        set_word(value, tls_configurations, COUNT_OF(tls_configurations), ulp->tls_recv);
}

GETTER(tls_zero_copy)
{
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS, value);

    if (ulp != NULL)
        value->boolean = ulp->tls_zero_copy;
}

GETTER(tls_no_padding)
{
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS, value);

    if (ulp != NULL)
        value->boolean = ulp->tls_no_padding;
}

enum md5_column { MD5_ADDRESS, MD5_PREFIX };

static const struct list_type md5_list = {
    .columns =
        (const struct list_column[]){
            [MD5_ADDRESS] = {"address", VALUE_ADDRESS, "address of the peer"},
            [MD5_PREFIX] = {"prefix", VALUE_NUMBER, "how many bits of it count"},
        },
    .column_count = 2,
    .name = MD5_ADDRESS,
    .number = MD5_PREFIX,
};

static void md5_cell(const struct list *list, size_t item, size_t column, struct value *out)
{
    const struct md5_peer *peer = (const struct md5_peer *)list->items + item;

    *out = (struct value){.presence = VALUE_KNOWN, .type = list->type->columns[column].type};
    if (column == MD5_PREFIX) {
        out->number = peer->prefix;
        return;
    }
    out->endpoint.address = peer->address;
    out->endpoint.family = peer->family;
}

GETTER(md5_peers)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL) {
        tcp_detail_missing(socket, value);
        return;
    }
    if (detail->md5 == NULL) {
        value_absent(value);
        return;
    }
    value->list = (struct list){
        .type = &md5_list,
        .items = detail->md5->peers,
        .count = detail->md5->count,
        .cell = md5_cell,
    };
}

#define MPTCP_COLUMNS(COLUMN)                                                                 \
    COLUMN(mptcp_flags, "MPTCP-FLAGS", "MPTCP subflow: flags, the numbers of linux/mptcp.h")  \
    COLUMN(mptcp_remote_token, "MPTCP-REMOTE-TOKEN", "MPTCP subflow: the peer's token")       \
    COLUMN(mptcp_local_token, "MPTCP-LOCAL-TOKEN", "MPTCP subflow: the own token")            \
    COLUMN(mptcp_remote_id, "MPTCP-REMOTE-ID", "MPTCP subflow: number of the peer's address") \
    COLUMN(mptcp_local_id, "MPTCP-LOCAL-ID", "MPTCP subflow: number of the own address")      \
    COLUMN(mptcp_map_sequence, "MPTCP-MAP-SEQUENCE",                                          \
           "MPTCP subflow: sequence of the last mapping")                                     \
    COLUMN(mptcp_subflow_sequence, "MPTCP-SUBFLOW-SEQUENCE",                                  \
           "MPTCP subflow: where that mapping begins here")                                   \
    COLUMN(mptcp_subflow_offset, "MPTCP-SUBFLOW-OFFSET",                                      \
           "MPTCP subflow: offset of its sequence numbers")                                   \
    COLUMN(mptcp_map_length, "MPTCP-MAP-LENGTH",                                              \
           "MPTCP subflow: length of that mapping, in bytes")                                 \
    COLUMN(mptcp_written, "MPTCP-WRITTEN", "MPTCP subflow: how far it has written")

#define DEFINE(member, title, help)                                      \
    GETTER(member)                                                       \
    {                                                                    \
        const struct ulp_detail *ulp = ulp_of(socket, ULP_MPTCP, value); \
                                                                         \
        if (ulp != NULL)                                                 \
            value->number = ulp->member;                                 \
    }
#define NEED NEED_DETAILS(DETAILS_TCP_INFO)
#define ROW(member, title, help) \
    {#member, title, help, VALUE_NUMBER, COLUMN_RIGHT, get_##member, NULL, NULL, NEED},

MPTCP_COLUMNS(DEFINE)

/* clang-format off */
static const struct column columns[] = {
    {"ulp", "ULP", "what the kernel runs over the connection: tls, mptcp, …",
     VALUE_TEXT, 0, get_ulp, NULL, NULL, NEED},
    {"tls_version", "TLS-VERSION", "TLS in the kernel: its version",
     VALUE_TEXT, 0, get_tls_version, NULL, NULL, NEED},
    {"tls_cipher", "TLS-CIPHER", "TLS in the kernel: aes_gcm_128, …",
     VALUE_TEXT, 0, get_tls_cipher, NULL, NULL, NEED},
    {"tls_send", "TLS-SEND", "who encrypts: software, device, device_record, or none",
     VALUE_TEXT, 0, get_tls_send, NULL, NULL, NEED},
    {"tls_recv", "TLS-RECV", "who decrypts: software, device, device_record, or none",
     VALUE_TEXT, 0, get_tls_recv, NULL, NULL, NEED},
    {"tls_zero_copy", "TLS-ZERO-COPY", "TLS in the kernel: sends without copying",
     VALUE_BOOL, 0, get_tls_zero_copy, NULL, NULL, NEED},
    {"tls_no_padding", "TLS-NO-PADDING", "TLS in the kernel: expects no padding",
     VALUE_BOOL, 0, get_tls_no_padding, NULL, NULL, NEED},
    MPTCP_COLUMNS(ROW)
    {"md5_peers", "MD5-PEERS", "peers whose segments must be signed with MD5; needs CAP_NET_ADMIN",
     VALUE_LIST, 0, get_md5_peers, NULL, &md5_list, NEED},
};
/* clang-format on */

const struct column_group ulp_columns = {columns, COUNT_OF(columns), DETAILS_TCP_INFO};
