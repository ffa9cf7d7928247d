/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of -b: the classic BPF filter of a packet socket (SO_ATTACH_FILTER). */
#include "column_group.h"

static const struct bpf_detail *bpf_of(const struct socket *socket, struct value *value)
{
    const struct bpf_detail *bpf = socket->detail == NULL ? NULL : socket->detail->bpf;

    if (socket->protocol != PROTOCOL_PACKET)
        value_absent(value);
    else if (bpf == NULL)
        value_unknown(value);
    return bpf;
}

GETTER(bpf_instructions)
{
    const struct bpf_detail *bpf = bpf_of(socket, value);

    if (bpf != NULL)
        value->number = bpf->count;
}

SETTER(bpf_instructions)
{
    return column_store(column, detail_room_bpf(target->room), value);
}

GETTER(bpf_code)
{
    const struct bpf_detail *bpf = bpf_of(socket, value);

    if (bpf != NULL && bpf->count == 0)
        value_absent(value);
    else if (bpf != NULL)
        value->text = bpf->code;
}

SETTER(bpf_code)
{
    detail_room_bpf(target->room)->code = value->text;
    return COLUMN_SET;
}

/* clang-format off */
static const struct column columns[] = {
    {"bpf_instructions", "BPF", "length of a packet socket's classic BPF filter; 0: none; requires CAP_NET_ADMIN",
     .type = VALUE_NUMBER, OF_GROUP(DETAILS_BPF), .get = get_bpf_instructions, .set = set_bpf_instructions,
     .place = {AT(struct bpf_detail, count)}},
    {"bpf_code", "BPF-CODE", "the filter in the format of `tcpdump -ddd`, with commas for newlines",
     .type = VALUE_TEXT, OF_GROUP(DETAILS_BPF), .get = get_bpf_code, .set = set_bpf_code},
};
/* clang-format on */

const struct column_group bpf_columns = {columns, COUNT_OF(columns)};
