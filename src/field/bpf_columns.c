/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The classic BPF filter of a packet socket (SO_ATTACH_FILTER): -b. */
#include "column_setting.h"
#include "detail_get.h"

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

GETTER(bpf_code)
{
    const struct bpf_detail *bpf = bpf_of(socket, value);

    if (bpf != NULL && bpf->count == 0)
        value_absent(value);
    else if (bpf != NULL)
        value->text = bpf->code;
}

SETTER(bpf_instructions)
{
    if (!value_is_known(value))
        return COLUMN_SET;
    detail_room_bpf(record->room)->count = (uint32_t)value->number;
    return value->number <= UINT32_MAX ? COLUMN_SET : COLUMN_SET_WRONG;
}

SETTER(bpf_code)
{
    if (value_is_known(value))
        detail_room_bpf(record->room)->code = value->text;
    return COLUMN_SET;
}

/* clang-format off */
static const struct column columns[] = {
    {"bpf_instructions", "BPF", "length of a packet socket's classic BPF filter; 0: none; told to CAP_NET_ADMIN",
     VALUE_NUMBER, COLUMN_RIGHT, get_bpf_instructions, NULL, NULL, NEED_DETAILS(DETAILS_BPF)},
    {"bpf_code", "BPF-CODE", "the filter, as `tcpdump -ddd` writes it, with commas for newlines",
     VALUE_TEXT, 0, get_bpf_code, NULL, NULL, NEED_DETAILS(DETAILS_BPF)},
};
/* clang-format on */

const struct column_group bpf_columns = {columns, COUNT_OF(columns), DETAILS_BPF};

static const struct column_setting settings[] = {
    {"bpf_instructions", set_bpf_instructions},
    {"bpf_code", set_bpf_code},
};

const struct column_settings bpf_settings = {settings, COUNT_OF(settings)};
