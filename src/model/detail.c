/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "detail.h"

#include <stdalign.h>
#include <string.h>

const char *detail_group_name(enum detail_group group)
{
    static const char *const names[DETAILS_GROUP_COUNT] = {
        [DETAILS_TIMER] = "timer",       [DETAILS_MEMORY] = "memory",
        [DETAILS_TCP_INFO] = "tcp_info", [DETAILS_TRAFFIC] = "traffic",
        [DETAILS_OPTIONS] = "options",
    };

    return names[group];
}

const char *timer_name(enum timer timer)
{
    static const char *const names[TIMER_COUNT] = {
        [TIMER_NONE] = "none",
        [TIMER_RETRANSMIT] = "retransmit",
        [TIMER_KEEPALIVE] = "keepalive",
        [TIMER_TIME_WAIT] = "time_wait",
        [TIMER_ZERO_WINDOW] = "zero_window",
        [TIMER_OTHER] = "other",
    };

    return names[timer];
}

/* The parts of a detail, one after the other in one piece of memory. */
struct pieces {
    const void *from[5];
    size_t size[5];
};

static struct pieces pieces_of(const struct socket_detail *detail)
{
    return (struct pieces){
        {detail->tcp_info, detail->memory, detail->congestion, detail->ulp, detail->md5},
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
        },
    };
}

static size_t aligned(size_t size)
{
    size_t unit = alignof(uint64_t);

    return (size + unit - 1) / unit * unit;
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

const struct socket_detail *detail_room_detail(const struct detail_room *room)
{
    const struct socket_detail *detail = &room->detail;
    bool any = detail->have != 0 || detail->tcp_info != NULL || detail->memory != NULL ||
               detail->congestion != NULL || detail->ulp != NULL || detail->md5 != NULL;

    return any ? detail : NULL;
}
