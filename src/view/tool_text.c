/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tool_text.h"

#include "tool_cells.h"

#define UNIX    PROTOCOL_BIT(PROTOCOL_UNIX)
#define TCP_UDP (PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_UDP))
#define LINUX   (TCP_UDP | PROTOCOL_BIT(PROTOCOL_UDPLITE) | PROTOCOL_BIT(PROTOCOL_RAW))
#define SS_ALL  (LINUX | UNIX | PROTOCOL_BIT(PROTOCOL_NETLINK))

/* clang-format off */
#define BSD(gap)                                                                  \
    {{TCP_UDP, "Active Internet connections (including servers)\n",               \
      {{PROTOCOL, "Proto", 5, 0, 0},                                              \
       {RECV, "Recv-Q", -6, 1, 0},                                                \
       {SEND, "Send-Q", -6, 1, 0},                                                \
       {LOCAL, "Local Address", 22, gap, 0},                                      \
       {REMOTE, "Foreign Address", 22, 1, 0},                                     \
       {STATE, "(state)", 11, 1, 0}}}}

static const struct tool tools[FORMAT_AS_LAST - FORMAT_AS_FIRST + 1] = {
    [FORMAT_AS_SS - FORMAT_AS_FIRST] = {SS, DIALECT_SS, 0, 0,
        {{SS_ALL, "",
          {{PROTOCOL, "Netid", 5, 0, 0},
           {STATE, "State", 10, 1, 0},
           {RECV, "Recv-Q", 6, 1, 0},
           {SEND, "Send-Q", 6, 1, 0},
           {LOCAL, "Local Address:Port", -24, 1, 0},
           {REMOTE, "Peer Address:Port", -24, 1, 0},
           {USERS, "Process", 0, 1, 0},
           {DETAILS, "", 0, 1, TOOL_EXTENDED}}}}},
    [FORMAT_AS_NETSTAT - FORMAT_AS_FIRST] = {COLON, DIALECT_NETSTAT, 23, 0,
        {{LINUX, "Active Internet connections (servers and established)\n",
          {{PROTOCOL, "Proto", 5, 0, 0},
           {RECV, "Recv-Q", -6, 1, 0},
           {SEND, "Send-Q", -6, 1, 0},
           {LOCAL, "Local Address", 23, 1, 0},
           {REMOTE, "Foreign Address", 23, 1, 0},
           {STATE, "State", 11, 1, 0},
           {USER, "User", 10, 1, TOOL_EXTENDED},
           {INODE, "Inode", 10, 1, TOOL_EXTENDED},
           {PROGRAM, "PID/Program name", 20, 1, TOOL_OWNERS},
           {TIMER, "Timer", 0, 1, TOOL_TIMER}}},
         {UNIX, "Active UNIX domain sockets (servers and established)\n",
          {{PROTOCOL, "Proto", 5, 0, 0},
           {REFERENCES, "RefCnt", 6, 1, 0},
           {FLAGS, "Flags", 11, 1, 0},
           {TYPE, "Type", 10, 1, 0},
           {STATE, "State", 13, 1, 0},
           {INODE, "I-Node", 8, 1, 0},
           {PROGRAM, "PID/Program name", 20, 1, TOOL_OWNERS},
           {PATH, "Path", 0, 1, 0}}}}},
    [FORMAT_AS_WINDOWS - FORMAT_AS_FIRST] = {WINDOWS, DIALECT_WINDOWS, 0, 0,
        {{TCP_UDP, "\nActive Connections\n\n",
          {{PROTOCOL, "Proto", 6, 2, 0},
           {LOCAL, "Local Address", 21, 1, 0},
           {REMOTE, "Foreign Address", 21, 2, 0},
           {STATE, "State", 15, 2, 0},
           {PID, "PID", 0, 1, TOOL_OWNERS}}}}},
    [FORMAT_AS_MACOS - FORMAT_AS_FIRST] = {DOT, DIALECT_BSD, 0, 16, BSD(2)},
    [FORMAT_AS_FREEBSD - FORMAT_AS_FIRST] = {DOT, DIALECT_BSD, 0, 16, BSD(1)},
};
/* clang-format on */

static const struct tool *tool_of(enum format format)
{
    return &tools[format - FORMAT_AS_FIRST];
}

unsigned tool_shows(enum format format)
{
    unsigned shows = format == FORMAT_AS_SS ? TOOL_OWNERS : 0;

    for (size_t i = 0; i < CELLS_MAX; i++)
        shows |= tool_of(format)->parts[0].cells[i].with;
    return shows;
}

bool tool_lists(enum format format, const struct socket *socket)
{
    const struct tool_part *parts = tool_of(format)->parts;

    return ((parts[0].protocols | parts[1].protocols) & PROTOCOL_BIT(socket->protocol)) != 0;
}

static bool is_shown(const struct writer *writer, const struct tool_cell *cell)
{
    return cell->title != NULL && (cell->with & ~writer->listing->shown) == 0;
}

static void write_cell(struct writer *writer, const struct tool_cell *cell, struct text text)
{
    size_t width = (size_t)(cell->width < 0 ? -cell->width : cell->width);
    size_t blanks = text.length < width ? width - text.length : 0;

    output_fill(writer->output, ' ', cell->gap + (cell->width < 0 ? blanks : 0));
    output_text(writer->output, text);
    output_fill(writer->output, ' ', cell->width < 0 ? 0 : blanks);
}

static void write_row(struct writer *writer, const struct tool_part *part)
{
    for (size_t i = 0; i < CELLS_MAX; i++) {
        const struct tool_cell *cell = &part->cells[i];

        if (!is_shown(writer, cell))
            continue;
        tool_cell(writer, cell->what);
        write_cell(writer, cell, builder_text(&writer->cell));
    }
    output_byte(writer->output, '\n');
}

static void write_heading(struct writer *writer, const struct tool_part *part)
{
    output_text(writer->output, text_of(part->heading));
    for (size_t i = 0; i < CELLS_MAX; i++)
        if (is_shown(writer, &part->cells[i]))
            write_cell(writer, &part->cells[i], text_of(part->cells[i].title));
    output_byte(writer->output, '\n');
}

/* The first table is written even if it is empty. */
static void write_part(struct writer *writer, const struct tool_part *part, bool first)
{
    const struct tool_listing *listing = writer->listing;
    bool heading = listing->heading;

    if (first && heading)
        write_heading(writer, part);
    for (size_t i = 0; i < listing->count && output_alive(writer->output); i++) {
        writer->socket = snapshot_at(listing->context->snapshot, listing->rows[i]);
        if ((part->protocols & PROTOCOL_BIT(writer->socket->protocol)) == 0)
            continue;
        if (!first && heading)
            write_heading(writer, part);
        heading = false;
        write_row(writer, part);
    }
}

bool tool_write(const struct tool_listing *listing, struct output *output)
{
    struct writer writer = {.listing = listing, .tool = tool_of(listing->format), .output = output};
    bool whole;

    for (size_t i = 0; i < PARTS_MAX; i++)
        write_part(&writer, &writer.tool->parts[i], i == 0);
    whole = !writer.cell.failed;
    builder_free(&writer.cell);
    return whole;
}
