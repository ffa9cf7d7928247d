/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel runs over a TCP connection, TLS or MPTCP, and MD5 signatures: -i. */
#include "column_setting.h"
#include "detail_get.h"

/* sock_diag says it of every connection that has one, so its silence means that there is none. */
static void value_silent(const struct socket *socket, struct value *value)
{
    const struct socket_detail *detail = socket->detail;

    if (detail != NULL && detail->tcp_info != NULL && !detail->tcp_info->gathered)
        value_absent(value);
    else
        tcp_detail_missing(socket, value);
}

/* NULL: there is none, and *value says why. */
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
    if (!value_is_known(value))
        return COLUMN_SET;
    return detail_set_name(detail_room_ulp(record->room)->name, value->text);
}

/* linux/tls.h: TLS_VERSION_NUMBER */
#define TLS_1_2 0x0303
#define TLS_1_3 0x0304

GETTER(tls_version)
{
    const struct ulp_detail *ulp = ulp_of(socket, ULP_TLS_VERSION, value);

    if (ulp != NULL)
        value_word(value, ulp->tls_version == TLS_1_2   ? "1.2"
                          : ulp->tls_version == TLS_1_3 ? "1.3"
                                                        : NULL);
}

SETTER(tls_version)
{
    struct ulp_detail *ulp;

    if (!value_is_known(value))
        return COLUMN_SET;
    ulp = detail_room_ulp(record->room);
    ulp->have |= ULP_TLS_VERSION;
    ulp->tls_version = text_equal(value->text, TEXT("1.2")) ? TLS_1_2 : TLS_1_3;
    return ulp->tls_version == TLS_1_2 || text_equal(value->text, TEXT("1.3")) ? COLUMN_SET
                                                                               : COLUMN_SET_WRONG;
}

/* A word of a list by number; a newer number is unknown. */
static void get_word(struct value *value, const char *const *words, size_t count, uint16_t number)
{
    value_word(value, number < count ? words[number] : NULL);
}

static enum column_set set_word(const struct column_record *record, const struct value *value,
                                const char *const *words, size_t count, enum ulp_have have,
                                uint16_t *number)
{
    size_t which;

    if (!value_is_known(value))
        return COLUMN_SET;
    which = value_take_word(value, words, count);
    detail_room_ulp(record->room)->have |= (uint32_t)have;
    *number = (uint16_t)which;
    return which < count ? COLUMN_SET : COLUMN_SET_WRONG;
}

/* linux/tls.h: TLS_CIPHER_… */
static const char *const tls_ciphers[] = {
    [51] = "aes_gcm_128", [52] = "aes_gcm_256", [53] = "aes_ccm_128",  [54] = "chacha20_poly1305",
    [55] = "sm4_gcm",     [56] = "sm4_ccm",     [57] = "aria_gcm_128", [58] = "aria_gcm_256",
};

/* linux/tls.h: TLS_CONF_… */
static const char *const tls_configurations[] = {
    [1] = "none",
    [2] = "software",
    [3] = "device",
    [4] = "device_record",
};

#define TLS_WORD(member, have, words)                                                            \
    GETTER(member)                                                                               \
    {                                                                                            \
        const struct ulp_detail *ulp = ulp_of(socket, have, value);                              \
                                                                                                 \
        if (ulp != NULL)                                                                         \
            get_word(value, words, COUNT_OF(words), ulp->member);                                \
    }                                                                                            \
    SETTER(member)                                                                               \
    {                                                                                            \
        return set_word(record, value, words, COUNT_OF(words), have, &record->room->ulp.member); \
    }

TLS_WORD(tls_cipher, ULP_TLS_CIPHER, tls_ciphers)
TLS_WORD(tls_send, ULP_TLS_SEND, tls_configurations)
TLS_WORD(tls_recv, ULP_TLS_RECV, tls_configurations)

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

SETTER(md5_peers)
{
    const struct list *list = &value->list;
    struct md5_detail *md5;

    if (!value_is_known(value))
        return COLUMN_SET;
    if (list->count > MD5_PEERS_MAX)
        return COLUMN_SET_WRONG;
    md5 = detail_room_md5(record->room);
    md5->count = (uint32_t)list->count;
    for (size_t i = 0; i < list->count; i++) {
        struct value address, prefix;

        list->cell(list, i, MD5_ADDRESS, &address);
        list->cell(list, i, MD5_PREFIX, &prefix);
        if (!value_is_known(&address) || !value_is_known(&prefix) || prefix.number > UINT8_MAX)
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

/* name, title, number, bits of its type; help */
#define MPTCP_COLUMNS(COLUMN)                                                                \
    COLUMN(mptcp_flags, "MPTCP-FLAGS", ULP_MPTCP_FLAGS, 32,                                  \
           "MPTCP subflow: flags, the numbers of linux/mptcp.h")                             \
    COLUMN(mptcp_remote_token, "MPTCP-REMOTE-TOKEN", ULP_MPTCP_REMOTE_TOKEN, 32,             \
           "MPTCP subflow: the peer's token")                                                \
    COLUMN(mptcp_local_token, "MPTCP-LOCAL-TOKEN", ULP_MPTCP_LOCAL_TOKEN, 32,                \
           "MPTCP subflow: the own token")                                                   \
    COLUMN(mptcp_remote_id, "MPTCP-REMOTE-ID", ULP_MPTCP_REMOTE_ID, 8,                       \
           "MPTCP subflow: number of the peer's address")                                    \
    COLUMN(mptcp_local_id, "MPTCP-LOCAL-ID", ULP_MPTCP_LOCAL_ID, 8,                          \
           "MPTCP subflow: number of the own address")                                       \
    COLUMN(mptcp_map_sequence, "MPTCP-MAP-SEQUENCE", ULP_MPTCP_MAP_SEQUENCE, 64,             \
           "MPTCP subflow: sequence of the last mapping")                                    \
    COLUMN(mptcp_subflow_sequence, "MPTCP-SUBFLOW-SEQUENCE", ULP_MPTCP_SUBFLOW_SEQUENCE, 32, \
           "MPTCP subflow: where that mapping begins here")                                  \
    COLUMN(mptcp_subflow_offset, "MPTCP-SUBFLOW-OFFSET", ULP_MPTCP_SUBFLOW_OFFSET, 32,       \
           "MPTCP subflow: offset of its sequence numbers")                                  \
    COLUMN(mptcp_map_length, "MPTCP-MAP-LENGTH", ULP_MPTCP_MAP_LENGTH, 16,                   \
           "MPTCP subflow: length of that mapping, in bytes")                                \
    COLUMN(mptcp_written, "MPTCP-WRITTEN", ULP_MPTCP_WRITTEN, 32,                            \
           "MPTCP subflow: how far it has written")

#define TLS_FLAGS(COLUMN)                                        \
    COLUMN(tls_zero_copy, "TLS-ZERO-COPY", ULP_TLS_ZERO_COPY,    \
           "TLS in the kernel: sends without copying")           \
    COLUMN(tls_no_padding, "TLS-NO-PADDING", ULP_TLS_NO_PADDING, \
           "TLS in the kernel: expects no padding")

/* NULL: that number of it is not known, and *value says why. */
static const struct ulp_detail *ulp_with(const struct socket *socket, enum ulp_have have,
                                         enum ulp_number number, struct value *value)
{
    const struct ulp_detail *ulp = ulp_of(socket, (uint32_t)have, value);

    if (ulp == NULL || (ulp->missing & (1u << number)) == 0)
        return ulp;
    value_unknown(value);
    return NULL;
}

/* Has this number from now on; of the others of its kind those that were not set are missing. */
static struct ulp_detail *gain(const struct column_record *record, enum ulp_have have,
                               enum ulp_number number)
{
    const uint32_t tls = 1u << ULP_TLS_ZERO_COPY | 1u << ULP_TLS_NO_PADDING;
    struct ulp_detail *ulp = detail_room_ulp(record->room);

    if ((ulp->have & (uint32_t)have) == 0)
        ulp->missing |= have == ULP_TLS ? tls : ~tls;
    ulp->have |= (uint32_t)have;
    ulp->missing &= ~(1u << number);
    return ulp;
}

#define DEFINE_NUMBER(member, title, number_of, bits, help)                           \
    GETTER(member)                                                                    \
    {                                                                                 \
        const struct ulp_detail *ulp = ulp_with(socket, ULP_MPTCP, number_of, value); \
                                                                                      \
        if (ulp != NULL)                                                              \
            value->number = ulp->member;                                              \
    }                                                                                 \
    SETTER(member)                                                                    \
    {                                                                                 \
        if (!value_is_known(value))                                                   \
            return COLUMN_SET;                                                        \
        gain(record, ULP_MPTCP, number_of)->member = (uint##bits##_t)value->number;   \
        return value->number <= UINT##bits##_MAX ? COLUMN_SET : COLUMN_SET_WRONG;     \
    }
#define DEFINE_FLAG(member, title, number_of, help)                                 \
    GETTER(member)                                                                  \
    {                                                                               \
        const struct ulp_detail *ulp = ulp_with(socket, ULP_TLS, number_of, value); \
                                                                                    \
        if (ulp != NULL)                                                            \
            value->boolean = ulp->member;                                           \
    }                                                                               \
    SETTER(member)                                                                  \
    {                                                                               \
        if (value_is_known(value))                                                  \
            gain(record, ULP_TLS, number_of)->member = value->boolean;              \
        return COLUMN_SET;                                                          \
    }
#define NEED NEED_DETAILS(DETAILS_TCP_INFO)
#define ROW_NUMBER(member, title, number_of, bits, help) \
    {#member, title, help, VALUE_NUMBER, COLUMN_RIGHT, get_##member, NULL, NULL, NEED},
#define ROW_FLAG(member, title, number_of, help) \
    {#member, title, help, VALUE_BOOL, 0, get_##member, NULL, NULL, NEED},

TLS_FLAGS(DEFINE_FLAG)
MPTCP_COLUMNS(DEFINE_NUMBER)

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
    TLS_FLAGS(ROW_FLAG)
    MPTCP_COLUMNS(ROW_NUMBER)
    {"md5_peers", "MD5-PEERS", "peers whose segments must be signed with MD5; needs CAP_NET_ADMIN",
     VALUE_LIST, 0, get_md5_peers, NULL, &md5_list, NEED},
};
/* clang-format on */

const struct column_group ulp_columns = {columns, COUNT_OF(columns), DETAILS_TCP_INFO};

#define SETTING_NUMBER(member, title, number_of, bits, help) {#member, set_##member},
#define SETTING_FLAG(member, title, number_of, help)         {#member, set_##member},

/* clang-format off */
static const struct column_setting settings[] = {
    {"ulp", set_ulp},
    {"tls_version", set_tls_version},
    {"tls_cipher", set_tls_cipher},
    {"tls_send", set_tls_send},
    {"tls_recv", set_tls_recv},
    TLS_FLAGS(SETTING_FLAG)
    MPTCP_COLUMNS(SETTING_NUMBER)
    {"md5_peers", set_md5_peers},
};
/* clang-format on */

const struct column_settings ulp_settings = {settings, COUNT_OF(settings)};
