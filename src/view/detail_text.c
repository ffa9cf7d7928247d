/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "detail_text.h"

#include <inttypes.h>

#include "cell.h"
#include "column_group.h"
#include "detail_line.h"

static void timer_line(struct builder *out, const struct socket_detail *detail)
{
    static const char *const words[TIMER_COUNT] = {
        [TIMER_RETRANSMIT] = "retransmission",
        [TIMER_KEEPALIVE] = "keepalive",
        [TIMER_TIME_WAIT] = "end of TIME-WAIT",
        [TIMER_ZERO_WINDOW] = "zero-window probe",
        [TIMER_OTHER] = "unknown",
    };
    struct detail_line line = {out, "timer"};

    if ((detail->have & DETAIL_TIMER_KIND) == 0 || detail->timer == TIMER_NONE)
        return;
    detail_line_phrase(&line, words[detail->timer]);
    if ((detail->have & DETAIL_TIMER_EXPIRES) != 0) {
        builder_add(out, TEXT(" in "));
        quantity_milliseconds(out, detail->timer_ms);
    }
    if ((detail->have & DETAIL_TIMER_RETRANSMITS) == 0 || detail->retransmits == 0)
        return;
    detail_line_quantity(&line, "", quantity_number, detail->retransmits);
    builder_add(out, TEXT(" sent without an answer"));
}

static void user_phrase(struct detail_line *line, const struct socket *socket,
                        const struct names *names)
{
    struct text name =
        names == NULL || names->user == NULL ? TEXT("") : names->user(names->context, socket->uid);

    detail_line_quantity(line, "uid ", quantity_number, socket->uid);
    if (name.length == 0)
        return;
    builder_add(line->out, TEXT(" ("));
    cell_escape(line->out, name);
    builder_add_byte(line->out, ')');
}

static void add_hex64(struct builder *out, uint64_t number)
{
    builder_printf(out, "%016" PRIx64, number);
}

static void shutdown_phrase(struct detail_line *line, const struct socket *socket)
{
    bool recv = (socket->flags & SOCKET_SHUT_RECV) != 0;
    bool send = (socket->flags & SOCKET_SHUT_SEND) != 0;

    if (recv && send)
        detail_line_phrase(line, "shut down for reading and writing");
    else if (recv)
        detail_line_phrase(line, "shut down for reading");
    else if (send)
        detail_line_phrase(line, "shut down for writing");
}

static void socket_line(struct builder *out, const struct socket *socket, const struct names *names)
{
    struct detail_line line = {out, "socket"};

    if ((socket->have & HAVE_UID) != 0)
        user_phrase(&line, socket, names);
    if ((socket->have & HAVE_INODE) != 0 && socket->inode != 0)
        detail_line_quantity(&line, "inode ", quantity_number, socket->inode);
    if ((socket->have & HAVE_COOKIE) != 0)
        detail_line_quantity(&line, "cookie ", add_hex64, socket->cookie);
    if ((socket->have & HAVE_V6ONLY) != 0)
        detail_line_phrase(&line, (socket->flags & SOCKET_V6ONLY) != 0 ? "IPv6 only" : "IPv4 too");
    shutdown_phrase(&line, socket);
    if ((socket->have & HAVE_MARK) != 0 && socket->mark != 0)
        detail_line_quantity(&line, "mark ", quantity_number, socket->mark);
    if ((socket->have & HAVE_CGROUP) != 0)
        detail_line_quantity(&line, "cgroup ", quantity_number, socket_cgroup(socket));
}

static void memory_line(struct builder *out, const struct memory_detail *memory)
{
    static const struct {
        const char *words;
        quantity *quantity;
        enum memory which;
        enum memory limit; /* shown after the value, even if 0; same as `which`: no limit */
    } phrases[] = {
        {"drops ", quantity_number, MEMORY_DROPS, MEMORY_DROPS},
        {"receive ", quantity_bytes, MEMORY_RECV, MEMORY_RECV_LIMIT},
        {"send ", quantity_bytes, MEMORY_SEND, MEMORY_SEND_LIMIT},
        {"queued to send ", quantity_bytes, MEMORY_SEND_QUEUED, MEMORY_SEND_QUEUED},
        {"backlog ", quantity_bytes, MEMORY_BACKLOG, MEMORY_BACKLOG},
        {"reserved ", quantity_bytes, MEMORY_FORWARD, MEMORY_FORWARD},
        {"options ", quantity_bytes, MEMORY_OPTION, MEMORY_OPTION},
    };
    struct detail_line line = {out, "memory"};

    for (size_t i = 0; i < COUNT_OF(phrases); i++) {
        enum memory which = phrases[i].which, limit = phrases[i].limit;
        unsigned both = 1u << which | 1u << limit;

        if ((memory->have & both) != both || (which == limit && memory->numbers[which] == 0))
            continue;
        detail_line_quantity(&line, phrases[i].words, phrases[i].quantity, memory->numbers[which]);
        if (which == limit)
            continue;
        builder_add(out, TEXT(" of ")); /* receive 2.5 kB of 213 kB */
        quantity_bytes(out, memory->numbers[limit]);
    }
}

static void traffic_line(struct builder *out, const struct socket_detail *detail)
{
    struct detail_line line = {out, "traffic"};

    if ((detail->have & DETAIL_TOS) != 0)
        detail_line_quantity(&line, "tos ", quantity_number, detail->tos);
    if ((detail->have & DETAIL_TCLASS) != 0)
        detail_line_quantity(&line, "traffic class ", quantity_number, detail->tclass);
    if ((detail->have & DETAIL_CLASS_ID) != 0)
        detail_line_quantity(&line, "class or priority ", quantity_number, detail->class_id);
}

/* The options, in the order of their columns. */
static void options_line(struct builder *out, const struct socket_detail *detail)
{
    struct detail_line line = {out, "options"};

    for (size_t i = 0; i < option_columns.count; i++) {
        const struct column *column = &option_columns.columns[i];

        if (column->group == DETAILS_OPTIONS && (detail->options & 1u << column->place.at) != 0)
            detail_line_phrase(&line, column->name);
    }
}

static void bpf_line(struct builder *out, const struct bpf_detail *bpf)
{
    struct detail_line line = {out, "filter"};

    if (bpf->count == 0)
        return;
    detail_line_phrase(&line, "");
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
