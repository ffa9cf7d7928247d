/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "detail_text.h"

#include "cell.h"
#include "detail_line.h"
#include "number.h"
#include "quantity.h"
#include "tcp_text.h"

static void timer_line(struct builder *out, const struct socket_detail *detail)
{
    static const char *const words[TIMER_COUNT] = {
        [TIMER_RETRANSMIT] = "retransmission",
        [TIMER_KEEPALIVE] = "keepalive",
        [TIMER_TIME_WAIT] = "end of this state",
        [TIMER_ZERO_WINDOW] = "probe of the closed window",
        [TIMER_OTHER] = "unknown",
    };
    struct detail_line line = detail_line_begin(out, "timer");

    if ((detail->have & DETAIL_TIMER_KIND) == 0 || detail->timer == TIMER_NONE)
        return;
    detail_line_phrase(&line, text_of(words[detail->timer]));
    if ((detail->have & DETAIL_TIMER_EXPIRES) != 0) {
        builder_add(out, TEXT(" in "));
        quantity_milliseconds(out, detail->timer_ms);
    }
    if ((detail->have & DETAIL_TIMER_RETRANSMITS) == 0 || detail->retransmits == 0)
        return;
    detail_line_phrase(&line, TEXT(""));
    quantity_number(out, detail->retransmits);
    builder_add(out, TEXT(" so far without an answer"));
}

static void numbered(struct detail_line *line, struct text words, uint64_t number)
{
    detail_line_phrase(line, words);
    quantity_number(line->out, number);
}

static void user_phrase(struct detail_line *line, const struct socket *socket,
                        const struct names *names)
{
    struct text name =
        names == NULL || names->user == NULL ? TEXT("") : names->user(names->context, socket->uid);

    numbered(line, TEXT("uid "), socket->uid);
    if (name.length == 0)
        return;
    builder_add(line->out, TEXT(" ("));
    cell_escape(line->out, name);
    builder_add_byte(line->out, ')');
}

static void cookie_phrase(struct detail_line *line, uint64_t cookie)
{
    char *end;

    detail_line_phrase(line, TEXT("cookie "));
    end = builder_reserve(line->out, 16);
    if (end != NULL)
        line->out->length += number_write_hex64(end, cookie);
}

static void shutdown_phrase(struct detail_line *line, const struct socket *socket)
{
    bool recv = (socket->flags & SOCKET_SHUT_RECV) != 0;
    bool send = (socket->flags & SOCKET_SHUT_SEND) != 0;

    if (recv && send)
        detail_line_phrase(line, TEXT("both halves shut"));
    else if (recv)
        detail_line_phrase(line, TEXT("receiving half shut"));
    else if (send)
        detail_line_phrase(line, TEXT("sending half shut"));
}

static void socket_line(struct builder *out, const struct socket *socket, const struct names *names)
{
    struct detail_line line = detail_line_begin(out, "socket");

    if ((socket->have & HAVE_UID) != 0)
        user_phrase(&line, socket, names);
    if ((socket->have & HAVE_INODE) != 0 && socket->inode != 0)
        numbered(&line, TEXT("inode "), socket->inode);
    if ((socket->have & HAVE_COOKIE) != 0)
        cookie_phrase(&line, socket->cookie);
    if ((socket->have & HAVE_V6ONLY) != 0)
        detail_line_phrase(&line, (socket->flags & SOCKET_V6ONLY) != 0 ? TEXT("IPv6 only")
                                                                       : TEXT("IPv4 too"));
    shutdown_phrase(&line, socket);
    if ((socket->have & HAVE_MARK) != 0 && socket->mark != 0)
        numbered(&line, TEXT("mark "), socket->mark);
    if ((socket->have & HAVE_CGROUP) != 0)
        numbered(&line, TEXT("cgroup "), socket_cgroup(socket));
}

static bool has(const struct memory_detail *memory, enum memory which)
{
    return (memory->have & (1u << which)) != 0;
}

/* recv 2.5 kB of 213 kB */
static void memory_pair(struct detail_line *line, const struct memory_detail *memory,
                        struct text words, enum memory used, enum memory limit)
{
    if (!has(memory, used) || !has(memory, limit))
        return;
    detail_line_phrase(line, words);
    quantity_bytes(line->out, memory->numbers[used]);
    builder_add(line->out, TEXT(" of "));
    quantity_bytes(line->out, memory->numbers[limit]);
}

static void memory_phrase(struct detail_line *line, const struct memory_detail *memory,
                          struct text words, enum memory which)
{
    if (!has(memory, which) || memory->numbers[which] == 0)
        return;
    detail_line_phrase(line, words);
    quantity_bytes(line->out, memory->numbers[which]);
}

static void memory_line(struct builder *out, const struct memory_detail *memory)
{
    struct detail_line line = detail_line_begin(out, "memory");

    if (has(memory, MEMORY_DROPS) && memory->numbers[MEMORY_DROPS] != 0)
        numbered(&line, TEXT("drops "), memory->numbers[MEMORY_DROPS]);
    memory_pair(&line, memory, TEXT("receive "), MEMORY_RECV, MEMORY_RECV_LIMIT);
    memory_pair(&line, memory, TEXT("send "), MEMORY_SEND, MEMORY_SEND_LIMIT);
    memory_phrase(&line, memory, TEXT("kept to send "), MEMORY_SEND_QUEUED);
    memory_phrase(&line, memory, TEXT("backlog "), MEMORY_BACKLOG);
    memory_phrase(&line, memory, TEXT("set aside "), MEMORY_FORWARD);
    memory_phrase(&line, memory, TEXT("options "), MEMORY_OPTION);
}

static void traffic_line(struct builder *out, const struct socket_detail *detail)
{
    struct detail_line line = detail_line_begin(out, "traffic");

    if ((detail->have & DETAIL_TOS) != 0)
        numbered(&line, TEXT("tos "), detail->tos);
    if ((detail->have & DETAIL_TCLASS) != 0)
        numbered(&line, TEXT("traffic class "), detail->tclass);
    if ((detail->have & DETAIL_CLASS_ID) != 0)
        numbered(&line, TEXT("class or priority "), detail->class_id);
}

static void options_line(struct builder *out, const struct socket_detail *detail)
{
    static const char *const names[OPTION_COUNT] = {
        [OPTION_RECVERR] = "recverr",
        [OPTION_IS_ICSK] = "is_icsk",
        [OPTION_FREEBIND] = "freebind",
        [OPTION_HDRINCL] = "hdrincl",
        [OPTION_MC_LOOP] = "mc_loop",
        [OPTION_TRANSPARENT] = "transparent",
        [OPTION_MC_ALL] = "mc_all",
        [OPTION_NODEFRAG] = "nodefrag",
        [OPTION_BIND_ADDRESS_NO_PORT] = "bind_address_no_port",
        [OPTION_RECVERR_RFC4884] = "recverr_rfc4884",
        [OPTION_DEFER_CONNECT] = "defer_connect",
    };
    struct detail_line line = detail_line_begin(out, "options");

    for (unsigned i = 0; i < OPTION_COUNT; i++)
        if ((detail->options & (1u << i)) != 0)
            detail_line_phrase(&line, text_of(names[i]));
}

static void bpf_line(struct builder *out, const struct bpf_detail *bpf)
{
    struct detail_line line = detail_line_begin(out, "filter");

    if (bpf->count == 0)
        return;
    detail_line_phrase(&line, TEXT(""));
    cell_escape(out, bpf->code);
}

void detail_text(struct builder *out, const struct socket *socket, uint32_t groups,
                 const struct names *names)
{
    const struct socket_detail *detail = socket->detail;

    if ((groups & DETAILS_BIT(DETAILS_EXTENDED)) != 0)
        socket_line(out, socket, names);
    if (detail == NULL)
        return;
    if ((groups & DETAILS_BIT(DETAILS_TIMER)) != 0)
        timer_line(out, detail);
    if ((groups & DETAILS_BIT(DETAILS_TCP_INFO)) != 0)
        tcp_text(out, socket);
    if ((groups & DETAILS_BIT(DETAILS_MEMORY)) != 0 && detail->memory != NULL)
        memory_line(out, detail->memory);
    if ((groups & DETAILS_BIT(DETAILS_TRAFFIC)) != 0)
        traffic_line(out, detail);
    if ((groups & DETAILS_BIT(DETAILS_OPTIONS)) != 0 && (detail->have & DETAIL_OPTIONS) != 0)
        options_line(out, detail);
    if ((groups & DETAILS_BIT(DETAILS_BPF)) != 0 && detail->bpf != NULL)
        bpf_line(out, detail->bpf);
}
