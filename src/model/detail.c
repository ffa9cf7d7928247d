/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "detail.h"

#include <string.h>

const char *const detail_group_names[DETAILS_GROUP_COUNT] = {
    [DETAILS_TIMER] = "timer",     [DETAILS_MEMORY] = "memory",   [DETAILS_TCP_INFO] = "tcp_info",
    [DETAILS_TRAFFIC] = "traffic", [DETAILS_OPTIONS] = "options", [DETAILS_BPF] = "bpf",
};

const char *const socket_type_names[SOCKET_TYPE_COUNT] = {
    [SOCKET_TYPE_STREAM] = "stream",
    [SOCKET_TYPE_DGRAM] = "dgram",
    [SOCKET_TYPE_RAW] = "raw",
    [SOCKET_TYPE_RDM] = "rdm",
    [SOCKET_TYPE_SEQPACKET] = "seqpacket",
};

static void *copy_part(struct arena *arena, const void *part, size_t size, bool *whole)
{
    void *copy = part == NULL ? NULL : arena_alloc(arena, size);

    *whole = *whole && (copy != NULL || part == NULL);
    return copy == NULL ? NULL : memcpy(copy, part, size);
}

const struct socket_detail *detail_copy(struct arena *arena, const struct socket_detail *detail)
{
    bool whole = true;
    struct socket_detail *copy = copy_part(arena, detail, sizeof(*detail), &whole);
    struct ends_detail *ends = copy_part(arena, detail->ends, sizeof(*ends), &whole);
    struct bpf_detail *bpf = copy_part(arena, detail->bpf, sizeof(*bpf), &whole);

    if (!whole)
        return NULL;
    copy->memory = copy_part(arena, detail->memory, sizeof(*detail->memory), &whole);
    copy->congestion = copy_part(arena, detail->congestion, sizeof(*detail->congestion), &whole);
    copy->ulp = copy_part(arena, detail->ulp, sizeof(*detail->ulp), &whole);
    if (detail->tcp_info != NULL)
        copy->tcp_info =
            copy_part(arena, detail->tcp_info,
                      offsetof(struct tcp_info_bytes, bytes) + detail->tcp_info->length, &whole);
    if (detail->md5 != NULL)
        copy->md5 = copy_part(arena, detail->md5,
                              offsetof(struct md5_detail, peers) +
                                  detail->md5->count * sizeof(*detail->md5->peers),
                              &whole);
    if (ends != NULL) {
        ends->local.bytes = copy_part(arena, ends->local.bytes, ends->local.length, &whole);
        ends->remote.bytes = copy_part(arena, ends->remote.bytes, ends->remote.length, &whole);
    }
    if (bpf != NULL)
        bpf->code.bytes = copy_part(arena, bpf->code.bytes, bpf->code.length, &whole);
    copy->ends = ends;
    copy->bpf = bpf;
    return whole ? copy : NULL;
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
