/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The procfs backend: which files a table consists of, and reading them. It does not require Linux:
 * a tree copied from another machine can be read on any system (--proc-root). */
#include "backend.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "family_line.h"
#include "fields.h"
#include "inet_line.h"
#include "input.h"

#define PATH_ROOM 4096

struct proc_file {
    enum protocol protocol;
    enum family family;
    const char *name;
    family_line_read *read_line; /* NULL: inet_line_read */
};

static const struct proc_file proc_files[] = {
    {PROTOCOL_TCP, FAMILY_INET, "tcp", NULL},
    {PROTOCOL_TCP, FAMILY_INET6, "tcp6", NULL},
    {PROTOCOL_UDP, FAMILY_INET, "udp", NULL},
    {PROTOCOL_UDP, FAMILY_INET6, "udp6", NULL},
    {PROTOCOL_UDPLITE, FAMILY_INET, "udplite", NULL},
    {PROTOCOL_UDPLITE, FAMILY_INET6, "udplite6", NULL},
    {PROTOCOL_RAW, FAMILY_INET, "raw", NULL},
    {PROTOCOL_RAW, FAMILY_INET6, "raw6", NULL},
    {PROTOCOL_UNIX, FAMILY_UNIX, "unix", unix_line_read},
    {PROTOCOL_PACKET, FAMILY_PACKET, "packet", packet_line_read},
    {PROTOCOL_NETLINK, FAMILY_NETLINK, "netlink", netlink_line_read},
};

/* Parses a line; the details of these groups are stored in the room until the next line. */
static bool read_line(const struct proc_file *file, struct text line, uint32_t groups,
                      struct detail_room *room, struct socket *socket)
{
    return file->read_line != NULL
               ? file->read_line(line, groups, room, socket)
               : inet_line_read(line, file->protocol, file->family, groups, room, socket);
}

/* State while reading the files of one table. */
struct reading {
    const struct collector *collector;
    const struct request *request;
    enum protocol protocol;
    size_t found;      /* number of files that exist */
    size_t unreadable; /* lines that could not be parsed */
    uint64_t first;    /* number of the first such line */
    const char *where; /* the file of that line */

    struct builder
        row; /* if names may contain newlines: the lines of the current row; empty: none */
    uint64_t row_line; /* number of its first line */
    bool row_broken;   /* the following lines, maybe parts of its name, were lost */
    size_t doubtful;   /* abstract names in which @ may be a zero byte */
    bool bound;        /* found a TCP socket that is only bound */
};

/* Dual-stack IPv6 sockets, and those with v4-mapped addresses, also serve IPv4. */
static bool wants_file(const struct request *request, const struct proc_file *file)
{
    uint32_t families = FAMILY_BIT(file->family);

    if (file->family == FAMILY_INET6)
        families |= FAMILY_BIT(FAMILY_INET);
    return (request->families & families) != 0;
}

/* Checks the states of the request here, so that unwanted rows are not kept. */
static bool wants_socket(const struct request *request, const struct socket *socket)
{
    uint32_t states = request->states[socket->protocol];

    if (socket->protocol != PROTOCOL_TCP || socket->state == STATE_NONE)
        return true;
    if ((socket->flags & SOCKET_BOUND) != 0)
        return (states & STATE_BIT_BOUND) != 0;
    return (states & STATE_BIT(socket->state)) != 0;
}

static void count_unreadable(struct reading *reading, const struct proc_file *file, uint64_t line)
{
    if (reading->unreadable++ > 0)
        return;
    reading->first = line;
    reading->where = file->name;
}

/* The first line is a heading: "sl", "sk" or "Num". On a system without headings no socket may be
 * lost. */
static bool is_heading(struct text line, uint64_t number)
{
    size_t at = 0;

    while (at < line.length && line.bytes[at] == ' ')
        at++;
    return number == 1 && at < line.length && memchr("Ns", line.bytes[at], 2) != NULL;
}

/* Whether names at the end of a line may contain newlines. */
static bool names_break(const struct proc_file *file)
{
    return file->protocol == PROTOCOL_UNIX;
}

/* A name that may be incomplete is unknown. */
static void forget_name(struct socket *socket, struct detail_room *room)
{
    if (detail_room_ends(room)->local.length == 0)
        return;
    detail_room_ends(room)->local.length = 0;
    socket->have &= ~(uint32_t)HAVE_LOCAL;
}

/* Abstract names may contain zero bytes, paths may not. */
static bool is_doubtful(const struct socket *socket)
{
    const struct ends_detail *ends = socket_ends(socket);

    return socket->protocol == PROTOCOL_UNIX && ends != NULL && ends->local.length > 1 &&
           ends->local.bytes[0] == '@' &&
           memchr(ends->local.bytes + 1, '@', ends->local.length - 1) != NULL;
}

static enum backend_result take_row(struct reading *reading, const struct proc_file *file,
                                    struct text row, uint64_t number)
{
    struct detail_room room;
    struct socket socket;

    if (!read_line(file, row, reading->request->details, &room, &socket)) {
        count_unreadable(reading, file, number);
        return BACKEND_DONE;
    }
    reading->bound |= (socket.flags & SOCKET_BOUND) != 0;
    if (!wants_socket(reading->request, &socket))
        return BACKEND_DONE;
    if (reading->row_broken)
        forget_name(&socket, &room);
    reading->doubtful += is_doubtful(&socket);
    return collector_offer(reading->collector, &socket) ? BACKEND_DONE : BACKEND_NO_MEMORY;
}

static enum backend_result end_row(struct reading *reading, const struct proc_file *file)
{
    enum backend_result result = BACKEND_DONE;

    if (reading->row.failed)
        return BACKEND_NO_MEMORY;
    if (reading->row.length > 0)
        result = take_row(reading, file, builder_text(&reading->row), reading->row_line);
    builder_clear(&reading->row);
    reading->row_broken = false;
    return result;
}

/* Counts a line that is neither a row nor the rest of the previous one. */
static void lose_line(struct reading *reading, const struct proc_file *file, uint64_t line)
{
    count_unreadable(reading, file, line);
    reading->row_broken = reading->row.length > 0;
}

/* Longer than any row. */
#define BROKEN_ROW_MAX ((size_t)1024)

/* A line that cannot be parsed is treated as the rest of the previous name. An attacker can choose
 * a name whose rest looks like a row; that cannot be detected. */
static enum backend_result join_line(struct reading *reading, const struct proc_file *file,
                                     struct text line, uint64_t number)
{
    enum backend_result result = BACKEND_DONE;
    struct detail_room room;
    struct socket socket;

    if (!read_line(file, line, 0, &room, &socket)) {
        if (reading->row.length == 0 || reading->row.length + line.length > BROKEN_ROW_MAX) {
            lose_line(reading, file, number);
            return BACKEND_DONE;
        }
        builder_add_byte(&reading->row, '\n');
    } else {
        result = end_row(reading, file);
        reading->row_line = number;
    }
    builder_add(&reading->row, line);
    return result;
}

static enum backend_result read_lines(struct reading *reading, const struct proc_file *file,
                                      struct input *input)
{
    enum backend_result result = BACKEND_DONE;

    while (result == BACKEND_DONE) {
        uint64_t number = input->line;
        struct text line;

        switch (input_line(input, &line)) {
        case INPUT_END:
            result = end_row(reading, file);
            return input->failure == 0 ? result : BACKEND_FAILED;
        case INPUT_LINE_LONG:
        case INPUT_LINE_CUT:
            lose_line(reading, file, number);
            continue;
        case INPUT_LINE:
            break;
        }
        if (is_heading(line, number))
            continue;
        result = names_break(file) ? join_line(reading, file, line, number)
                                   : take_row(reading, file, line, number);
    }
    return result;
}

/* /proc, or the tree that replaces it. */
static const char *root_of(const struct request *request)
{
    return request->proc_root == NULL ? "/proc" : request->proc_root;
}

/* Opens a file in the directory `net`; returns 0 or an errno. Close it also after a failure. */
static int open_file(struct input *input, const struct request *request, const char *name,
                     char path[PATH_ROOM])
{
    *input = (struct input){.file = NULL};
    if ((size_t)snprintf(path, PATH_ROOM, "%s/net/%s", root_of(request), name) >= PATH_ROOM)
        return ENAMETOOLONG;
    return input_open(input, path);
}

/* A missing file is not a failure yet: a kernel without IPv6 has no tcp6. */
static enum backend_result read_file(struct reading *reading, const struct proc_file *file,
                                     struct error *error)
{
    enum backend_result result;
    struct input input;
    char path[PATH_ROOM];
    int failure = open_file(&input, reading->request, file->name, path);

    if (failure == 0) {
        input_read_ahead(&input);
        reading->found++;
        result = read_lines(reading, file, &input);
        failure = input.failure;
    } else {
        result = failure == ENOENT ? BACKEND_DONE : BACKEND_FAILED;
    }
    input_close(&input);
    if (result == BACKEND_FAILED || (failure == ENOENT && error->status == STATUS_DONE))
        error_set(error, STATUS_FAILED, "cannot read %s: %s", path, strerror(failure));
    return result;
}

/* Linux does not list TCP sockets that are only bound in /proc; gVisor does. */
static void tell_bound(const struct reading *reading, struct source *source, struct notes *notes)
{
    if (reading->protocol != PROTOCOL_TCP)
        return;
    source->bound = reading->bound ? BOUND_LISTED : BOUND_MISSING;
    if (!reading->bound && (reading->request->states[PROTOCOL_TCP] & STATE_BIT_BOUND) != 0)
        note_add_once(notes, reading->request->bound_named, "bound_unsupported",
                      "tcp: /proc does not list sockets that are only bound to a port");
}

static void tell_doubts(const struct reading *reading)
{
    struct snapshot *snapshot = reading->collector->snapshot;
    struct source *source = &snapshot->sources[snapshot->source_count - 1];

    if (reading->unreadable > 0) {
        source->complete = false;
        note_add(&snapshot->notes, true, "lines_unreadable",
                 "%s: lines of /proc/net that could not be parsed: %zu; the first is line %" PRIu64
                 " of %s",
                 protocol_names[reading->protocol], reading->unreadable, reading->first,
                 reading->where);
    }
    tell_bound(reading, source, &snapshot->notes);
    if (reading->doubtful > 0)
        note_add(&snapshot->notes, false, "names_doubtful",
                 "%s: in %zu abstract names an @ may be a zero byte: /proc/net does not "
                 "distinguish them",
                 protocol_names[reading->protocol], reading->doubtful);
}

/* Whether the request wants only sockets that Linux does not list in /proc. */
static bool wants_only_bound(const struct request *request, enum protocol protocol)
{
    return protocol == PROTOCOL_TCP &&
           (request->states[protocol] & ~STATE_BIT(STATE_CLOSED)) == STATE_BIT_BOUND;
}

/* A kernel may lack a protocol (UDP-Lite was removed from Linux). Then it has no such sockets,
 * which is certain if there is a UDP table. */
static bool is_left_out(const struct request *request, enum protocol protocol)
{
    struct input input;
    char path[PATH_ROOM];
    bool there;

    if (protocol != PROTOCOL_UDPLITE)
        return false;
    there = open_file(&input, request, "udp", path) == 0;
    input_close(&input);
    return there;
}

/* Whether a protocol is missing in a complete list of those that the kernel supports. */
static bool is_missing(struct input *input, struct text name)
{
    struct text line, word;
    enum input_line kind;

    while ((kind = input_line(input, &line)) == INPUT_LINE) {
        struct fields fields = fields_of(line);

        if (fields_word(&fields, &word) && text_equal(word, name))
            return false;
    }
    return kind == INPUT_END && input->failure == 0 && input->line > 1;
}

static bool is_unsupported(const struct request *request, enum protocol protocol)
{
    static const char *const names[PROTOCOL_COUNT] = {
        [PROTOCOL_TCP] = "TCP",          [PROTOCOL_UDP] = "UDP",
        [PROTOCOL_UDPLITE] = "UDP-Lite", [PROTOCOL_RAW] = "RAW",
        [PROTOCOL_MPTCP] = "MPTCP",      [PROTOCOL_UNIX] = "UNIX",
        [PROTOCOL_PACKET] = "PACKET",    [PROTOCOL_NETLINK] = "NETLINK",
        [PROTOCOL_SCTP] = "SCTP",        [PROTOCOL_VSOCK] = "AF_VSOCK",
        [PROTOCOL_XDP] = "XDP",          [PROTOCOL_TIPC] = "TIPC",
    };
    struct input input;
    char path[PATH_ROOM];
    bool missing = open_file(&input, request, "protocols", path) == 0 &&
                   is_missing(&input, text_of(names[protocol]));

    input_close(&input);
    return missing;
}

static enum backend_result collect(const struct request *request, enum protocol protocol,
                                   const struct collector *collector, struct error *error)
{
    struct reading reading = {.collector = collector, .request = request, .protocol = protocol};
    enum backend_result result = BACKEND_DONE;
    bool wanted = false;

    *error = (struct error){0};
    for (size_t i = 0; i < COUNT_OF(proc_files) && result == BACKEND_DONE; i++) {
        if (proc_files[i].protocol != protocol || !wants_file(request, &proc_files[i]))
            continue;
        wanted = true;
        result = read_file(&reading, &proc_files[i], error);
    }
    builder_free(&reading.row);
    if (result != BACKEND_DONE)
        return result;
    if (wanted && reading.found == 0 && !is_left_out(request, protocol))
        return BACKEND_FAILED;
    *error = (struct error){0};
    if (wants_only_bound(request, protocol) && !reading.bound) {
        error_set(error, STATUS_FAILED,
                  "/proc does not list sockets that are only bound to a port");
        return BACKEND_FAILED;
    }
    tell_doubts(&reading);
    return BACKEND_DONE;
}

const struct backend backend_procfs = {
    .name = "procfs",
    .help = "the tables of /proc/net",
    .lacks =
        "cookies, interfaces, v6only, limits of accept queues, peers of unix and netlink sockets "
        "and most details",
    .protocols = PROTOCOL_BIT(PROTOCOL_TCP) | PROTOCOL_BIT(PROTOCOL_UDP) |
                 PROTOCOL_BIT(PROTOCOL_UDPLITE) | PROTOCOL_BIT(PROTOCOL_RAW) |
                 PROTOCOL_BIT(PROTOCOL_UNIX) | PROTOCOL_BIT(PROTOCOL_PACKET) |
                 PROTOCOL_BIT(PROTOCOL_NETLINK),
    .dialect = DIALECT_LINUX,
    .is_unsupported = is_unsupported,
    .collect = collect,
};
