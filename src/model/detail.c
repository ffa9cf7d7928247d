/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "detail.h"

#include <stdalign.h>
#include <string.h>

const char *detail_group_name(enum detail_group group)
{
    static const char *const names[DETAILS_GROUP_COUNT] = {
        [DETAILS_TIMER] = "timer",       [DETAILS_MEMORY] = "memory",
        [DETAILS_TCP_INFO] = "tcp_info", [DETAILS_TRAFFIC] = "traffic",
        [DETAILS_OPTIONS] = "options",   [DETAILS_BPF] = "bpf",
    };

    return names[group];
}

const char *socket_type_name(enum socket_type type)
{
    static const char *const names[SOCKET_TYPE_COUNT] = {
        [SOCKET_TYPE_STREAM] = "stream",
        [SOCKET_TYPE_DGRAM] = "dgram",
        [SOCKET_TYPE_RAW] = "raw",
        [SOCKET_TYPE_RDM] = "rdm",
        [SOCKET_TYPE_SEQPACKET] = "seqpacket",
    };

    return names[type];
}

/* The parts of a detail, one after the other in one piece of memory. */
struct pieces {
    const void *from[10];
    size_t size[10];
};

static struct pieces pieces_of(const struct socket_detail *detail)
{
    const struct ends_detail *ends = detail->ends;
    const struct bpf_detail *bpf = detail->bpf;

    return (struct pieces){
        {detail->tcp_info, detail->memory, detail->congestion, detail->ulp, detail->md5, ends,
         ends == NULL ? NULL : ends->local.bytes, ends == NULL ? NULL : ends->remote.bytes, bpf,
         bpf == NULL ? NULL : bpf->code.bytes},
        {
            detail->tcp_info == NULL
                ? 0
                : offsetof(struct tcp_info_bytes, bytes) + detail->tcp_info->length,
            detail->memory == NULL ? 0 : sizeof(*detail->memory),
            detail->congestion == NULL ? 0 : sizeof(*detail->congestion),
            detail->ulp == NULL ? 0 : sizeof(*detail->ulp),
            detail->md5 == NULL ? 0
                                : offsetof(struct md5_detail, peers) +
                                      detail->md5->count * sizeof(*detail->md5->peers),
            ends == NULL ? 0 : sizeof(*ends),
            ends == NULL ? 0 : ends->local.length,
            ends == NULL ? 0 : ends->remote.length,
            bpf == NULL ? 0 : sizeof(*bpf),
            bpf == NULL ? 0 : bpf->code.length,
        },
    };
}

static size_t aligned(size_t size)
{
    size_t unit = alignof(uint64_t);

    return (size + unit - 1) / unit * unit;
}

static const struct ends_detail *settle_ends(struct ends_detail *ends, const char *local,
                                             const char *remote)
{
    if (ends == NULL)
        return NULL;
    ends->local.bytes = local;
    ends->remote.bytes = remote;
    return ends;
}

static const struct bpf_detail *settle_bpf(struct bpf_detail *bpf, const char *code)
{
    if (bpf != NULL)
        bpf->code.bytes = code;
    return bpf;
}

const struct socket_detail *detail_copy(struct arena *arena, const struct socket_detail *detail)
{
    struct pieces pieces = pieces_of(detail);
    size_t size = aligned(sizeof(*detail));
    struct socket_detail *copy;
    void *to[COUNT_OF(pieces.size)];
    char *end;

    for (size_t i = 0; i < COUNT_OF(pieces.size); i++)
        size += aligned(pieces.size[i]);
    copy = arena_alloc(arena, size);
    if (copy == NULL)
        return NULL;
    *copy = *detail;
    end = (char *)copy + aligned(sizeof(*copy));
    for (size_t i = 0; i < COUNT_OF(pieces.size); i++) {
        to[i] = pieces.from[i] == NULL ? NULL : memcpy(end, pieces.from[i], pieces.size[i]);
        end += aligned(pieces.size[i]);
    }
    copy->tcp_info = to[0];
    copy->memory = to[1];
    copy->congestion = to[2];
    copy->ulp = to[3];
    copy->md5 = to[4];
    copy->ends = settle_ends(to[5], to[6], to[7]);
    copy->bpf = settle_bpf(to[8], to[9]);
    return copy;
}

void detail_room_clear(struct detail_room *room)
{
    room->detail = (struct socket_detail){.have = 0};
}

struct tcp_info_bytes *detail_room_tcp_info(struct detail_room *room)
{
    if (room->detail.tcp_info == NULL)
        tcp_info_begin(&room->tcp_info);
    room->detail.tcp_info = &room->tcp_info;
    return &room->tcp_info;
}

#define PART(name)                                                     \
    struct name##_detail *detail_room_##name(struct detail_room *room) \
    {                                                                  \
        if (room->detail.name == NULL)                                 \
            memset(&room->name, 0, sizeof(room->name));                \
        room->detail.name = &room->name;                               \
        return &room->name;                                            \
    }

PART(memory)
PART(congestion)
PART(ulp)
PART(md5)
PART(ends)
PART(bpf)

static bool set_name(struct text *end, char *room, struct text name)
{
    if (name.length > ENDS_NAME_MAX)
        return false;
    if (name.length > 0)
        memcpy(room, name.bytes, name.length);
    *end = (struct text){room, name.length};
    return true;
}

bool detail_room_set_local(struct detail_room *room, struct text name)
{
    return set_name(&detail_room_ends(room)->local, room->local_name, name);
}

bool detail_room_set_remote(struct detail_room *room, struct text name)
{
    return set_name(&detail_room_ends(room)->remote, room->remote_name, name);
}

const struct socket_detail *detail_room_detail(const struct detail_room *room)
{
    const struct socket_detail *detail = &room->detail;
    bool any = detail->have != 0 || detail->tcp_info != NULL || detail->memory != NULL ||
               detail->congestion != NULL || detail->ulp != NULL || detail->md5 != NULL ||
               detail->ends != NULL || detail->bpf != NULL;

    return any ? detail : NULL;
}
