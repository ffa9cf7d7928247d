/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of -i: upper layer protocols of a TCP connection (TLS, MPTCP), and MD5 signatures. */
#include "column_group.h"

/* sock_diag reports it for every connection that has one; a missing value means that there is none.
 */
static void value_silent(const struct socket *socket, struct value *value)
{
    const struct socket_detail *detail = socket->detail;

    if (detail != NULL && detail->tcp_info != NULL && !detail->tcp_info->gathered)
        value_absent(value);
    else
        tcp_detail_missing(socket, value);
}

/* NULL: there is none; *value is set. */
static const struct ulp_detail *ulp_of(const struct socket *socket, uint32_t have,
                                       struct value *value)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL || detail->ulp == NULL)
        value_silent(socket, value);
    else if ((detail->ulp->have & have) != have)
        value_absent(value);
    else
        return detail->ulp;
    return NULL;
}

/* For setters: a new part has all members missing. */
static struct ulp_detail *room_of(const struct column_target *target, uint32_t have)
{
    bool is_new = target->room->detail.ulp == NULL;
    struct ulp_detail *ulp = detail_room_ulp(target->room);

    if (is_new)
        ulp->missing = UINT64_MAX;
    ulp->have |= have;
    return ulp;
}

GETTER(ulp)
{
    const struct ulp_detail *ulp = ulp_of(socket, 0, value);

    if (ulp == NULL)
        return;
    value->text = detail_name(ulp->name);
    if (value->text.length == 0)
        value_absent(value);
}

SETTER(ulp)
{
    return detail_set_name(room_of(target, 0)->name, value->text);
}

/* linux/tls.h: TLS_VERSION_NUMBER; its upper byte is always 3. */
#define TLS_VERSION(minor) (0x0300 | (minor))

GETTER(tls_version)
{
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS_VERSION, value);

    if (ulp != NULL)
        column_show(column, (uint64_t)ulp->tls_version ^ TLS_VERSION(0), value);
}

SETTER(tls_version)
{
    uint64_t minor;
    enum column_set result = column_take(column, value, &minor);

    room_of(target, ULP_TLS_VERSION)->tls_version = (uint16_t)TLS_VERSION(minor);
    return result;
}

/* Returns the bit of a member in `missing`, which counts the bytes before it. */
static uint64_t bit_of(const struct column *column)
{
    return UINT64_C(1) << (column->place.at - offsetof(struct ulp_detail, tls_version));
}

GETTER(member)
{
    const struct ulp_detail *ulp = ulp_of(socket, column->place.have, value);

    if (ulp == NULL)
        return;
    if ((ulp->missing & bit_of(column)) != 0)
        value_unknown(value);
    else
        column_load(column, ulp, value);
}

SETTER(member)
{
    struct ulp_detail *ulp = room_of(target, column->place.have);

    ulp->missing &= ~bit_of(column);
    return column_store(column, ulp, value);
}

enum md5_column { MD5_ADDRESS, MD5_PREFIX };

static const struct list_type md5_list = {
    .columns =
        (const struct list_column[]){
            [MD5_ADDRESS] = {"address", VALUE_ADDRESS, "address of the peer"},
            [MD5_PREFIX] = {"prefix", VALUE_NUMBER, "length of the network prefix"},
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

SETTER(md5_peers)
{
    const struct list *list = &value->list;
    struct md5_detail *md5;

    if (list->count > MD5_PEERS_MAX)
        return COLUMN_SET_WRONG;
    md5 = detail_room_md5(target->room);
    md5->count = (uint32_t)list->count;
    for (size_t i = 0; i < list->count; i++) {
        struct value address, prefix;

        list->cell(list, i, MD5_ADDRESS, &address);
        list->cell(list, i, MD5_PREFIX, &prefix);
        if (address.presence != VALUE_KNOWN || prefix.presence != VALUE_KNOWN ||
            prefix.number > UINT8_MAX)
            return COLUMN_SET_WRONG;
        md5->peers[i] = (struct md5_peer){
            .address = address.endpoint.address,
            .family = address.endpoint.family,
            .prefix = (uint8_t)prefix.number,
        };
    }
    return COLUMN_SET;
}

GETTER(md5_peers)
{
    const struct socket_detail *detail = socket->detail;

    if (detail == NULL || detail->md5 == NULL) {
        value_silent(socket, value);
        return;
    }
    value->list = (struct list){
        .type = &md5_list,
        .items = detail->md5->peers,
        .count = detail->md5->count,
        .cell = md5_cell,
    };
}

#define MEMBER(KIND, HAVE, member, ...)                     \
    OF_GROUP(DETAILS_TCP_INFO),                             \
        .type = KIND, .get = get_member, .set = set_member, \
        .place = {AT(struct ulp_detail, member), .have = HAVE, __VA_ARGS__}
#define NUMBER(member, UNIT)        MEMBER(VALUE_NUMBER, ULP_MPTCP, member, ), .unit = UNIT_##UNIT
#define FLAG(member)                MEMBER(VALUE_BOOL, ULP_TLS, member, )
#define TLS_WORD(member, HAVE, ...) MEMBER(VALUE_TEXT, HAVE, member, WORDS(__VA_ARGS__))

/* linux/tls.h: TLS_CONF_… */
#define CONFIGURATIONS [1] = "none", [2] = "software", [3] = "device", [4] = "device_record"

/* clang-format off */
static const struct column columns[] = {
    {"ulp", "ULP", "protocol that the kernel runs over the connection: tls, mptcp, …",
     OF_GROUP(DETAILS_TCP_INFO), .type = VALUE_TEXT, .get = get_ulp, .set = set_ulp},
    {"tls_version", "TLS-VERSION", "TLS in the kernel: its version",
     OF_GROUP(DETAILS_TCP_INFO), .type = VALUE_TEXT, .get = get_tls_version, .set = set_tls_version,
     .place = {WORDS([3] = "1.2", [4] = "1.3")}},
    /* linux/tls.h: TLS_CIPHER_… */
    {"tls_cipher", "TLS-CIPHER", "TLS in the kernel: aes_gcm_128, …",
     TLS_WORD(tls_cipher, ULP_TLS_CIPHER,
              [51] = "aes_gcm_128", [52] = "aes_gcm_256", [53] = "aes_ccm_128", [54] = "chacha20_poly1305",
              [55] = "sm4_gcm", [56] = "sm4_ccm", [57] = "aria_gcm_128", [58] = "aria_gcm_256")},
    {"tls_send", "TLS-SEND", "where data is encrypted: software, device, device_record, or none",
     TLS_WORD(tls_send, ULP_TLS_SEND, CONFIGURATIONS)},
    {"tls_recv", "TLS-RECV", "where data is decrypted: software, device, device_record, or none",
     TLS_WORD(tls_recv, ULP_TLS_RECV, CONFIGURATIONS)},
    {"tls_zero_copy", "TLS-ZERO-COPY", "TLS in the kernel: sends without copying", FLAG(tls_zero_copy)},
    {"tls_no_padding", "TLS-NO-PADDING", "TLS in the kernel: expects no padding", FLAG(tls_no_padding)},
    {"mptcp_flags", "MPTCP-FLAGS", "MPTCP subflow: flags of linux/mptcp.h", NUMBER(mptcp_flags, NONE)},
    {"mptcp_remote_token", "MPTCP-REMOTE-TOKEN", "MPTCP subflow: the peer's token", NUMBER(mptcp_remote_token, NONE)},
    {"mptcp_local_token", "MPTCP-LOCAL-TOKEN", "MPTCP subflow: the local token", NUMBER(mptcp_local_token, NONE)},
    {"mptcp_remote_id", "MPTCP-REMOTE-ID", "MPTCP subflow: id of the peer's address", NUMBER(mptcp_remote_id, NONE)},
    {"mptcp_local_id", "MPTCP-LOCAL-ID", "MPTCP subflow: id of the local address", NUMBER(mptcp_local_id, NONE)},
    {"mptcp_map_sequence", "MPTCP-MAP-SEQUENCE", "MPTCP subflow: sequence number of the last mapping",
     NUMBER(mptcp_map_sequence, NONE)},
    {"mptcp_subflow_sequence", "MPTCP-SUBFLOW-SEQUENCE", "MPTCP subflow: subflow sequence number where the last mapping starts",
     NUMBER(mptcp_subflow_sequence, NONE)},
    {"mptcp_subflow_offset", "MPTCP-SUBFLOW-OFFSET", "MPTCP subflow: offset of its sequence numbers",
     NUMBER(mptcp_subflow_offset, NONE)},
    {"mptcp_map_length", "MPTCP-MAP-LENGTH", "MPTCP subflow: length of the last mapping, in bytes",
     NUMBER(mptcp_map_length, BYTES)},
    {"mptcp_written", "MPTCP-WRITTEN", "MPTCP subflow: sequence number of the next byte to write",
     NUMBER(mptcp_written, NONE)},
    {"md5_peers", "MD5-PEERS", "peers that must sign segments with MD5; requires CAP_NET_ADMIN",
     OF_GROUP(DETAILS_TCP_INFO), .type = VALUE_LIST, .get = get_md5_peers, .set = set_md5_peers, .list = &md5_list},
};
/* clang-format on */

const struct column_group ulp_columns = {columns, COUNT_OF(columns)};
