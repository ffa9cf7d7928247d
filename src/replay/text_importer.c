/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the text output of other tools line by line: each line is a row of the format, or is
 * counted in a note. */
#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "map.h"
#include "socket_hash.h"
#include "text_doubt.h"
#include "text_source.h"

struct text_import {
    const struct text_format *format;
    const struct collector *collector;
    struct recording *recording;
    const char *name;
    struct detail_room rooms[2]; /* of the last row, and of the line being tried */
    unsigned tried;              /* index of the latter */
    bool goes_on;                /* the previous line was a row or its details */
    uint64_t cells;              /* CELL_BIT found in any row */
    struct text_owners owners;
    struct map sockets; /* by identity */
    struct text_table table;
    bool has_heading;
    bool modern;  /* true for any row */
    bool assumed; /* the protocol of any row was assumed */
    enum protocol assumed_protocol;

    /* Problems for the notes: how many, and the first. */
    struct doubt lines, cut, named, services, programs;
    struct text_surprise surprise; /* used until there is a row */
    struct process *process;       /* of the last row; NULL: unknown */
};

/* Finds or creates the source of this protocol and dialect. False: out of memory. */
static bool find_source(struct text_import *import, struct text_row *row)
{
    struct snapshot *snapshot = import->collector->snapshot;
    enum protocol protocol = (enum protocol)row->socket.protocol;
    size_t place = 0;

    while (place < snapshot->source_count && (snapshot->sources[place].protocol != protocol ||
                                              snapshot->sources[place].dialect != row->dialect))
        place++;
    if (place == snapshot->source_count &&
        snapshot_begin_source(snapshot, row->in.format->source, protocol, row->dialect, 0) == NULL)
        return false;
    row->socket.source = (uint16_t)place;
    return true;
}

/* The name in the line after a row is that of its process. False: out of memory. */
static bool take_program(struct text_import *import, struct text line, uint64_t number)
{
    struct process *process = import->process;
    struct text name = {line.bytes + 1, line.length - 2};

    if (process == NULL)
        doubt_count(&import->programs, number, line);
    else if (process->command.length == 0)
        process->command = arena_copy(&import->collector->snapshot->arena, name);
    return process == NULL || process->command.bytes != NULL;
}

static uint32_t last_process(const struct text_import *import)
{
    return import->owners.list[import->owners.count - 1].owner.process;
}

/* Returns the snapshot's row for this socket; the next new row if there is none. */
static uint32_t find_socket(struct text_import *import, const struct text_row *row)
{
    const struct snapshot *snapshot = import->collector->snapshot;
    uint32_t place;

    if (row->identity != 0 && map_find(&import->sockets, row->identity, &place) &&
        same_ends(snapshot_at(snapshot, place), &row->socket))
        return place;
    return (uint32_t)snapshot->count;
}

static bool add_socket(struct text_import *import, const struct text_row *row, uint32_t place)
{
    if (row->identity != 0) {
        if (!map_reserve(&import->sockets, import->sockets.count + 1))
            return false;
        map_enter(&import->sockets, row->identity, place);
    }
    return collector_offer_as_is(import->collector, &row->socket);
}

static bool offer(struct text_import *import, struct text_row *row)
{
    struct snapshot *snapshot = import->collector->snapshot;
    struct socket *socket = &row->socket;
    uint32_t place;

    import->cells |= row->cells;
    if (row->interface.length > 0) {
        socket->interface = recorded_names_interface(&import->recording->names, row->interface);
        if (socket->interface == 0)
            return false;
    }
    place = find_socket(import, row);
    if (!find_source(import, row) || !text_owners_add(&import->owners, row, place, snapshot))
        return false;
    import->process = row->has_pid ? &snapshot->owners.processes[last_process(import)] : NULL;
    return place < snapshot->count || add_socket(import, row, place);
}

/* If a table does not name its protocol, its states show it: only TCP has more than two. `rest`
 * starts with the first row. */
static void decide_protocol(struct text_import *import, struct text rest)
{
    struct text_table next = {.decided = true};
    bool unconnected = false;

    import->table.decided = true;
    import->table.nameless = PROTOCOL_TCP;
    while (rest.length > 0 && next.decided) {
        struct text line = text_trim(text_next_line(&rest));
        enum state state = state_from_word(text_first_word(line)).state;

        if (text_is_table(import->format, line, &next))
            break;
        if (state != STATE_NONE && state != STATE_ESTABLISHED && state != STATE_CLOSED)
            return;
        unconnected = unconnected || state == STATE_CLOSED;
    }
    import->table.assumed = true;
    if (unconnected)
        import->table.nameless = PROTOCOL_UDP;
}

static void count_doubts(struct text_import *import, const struct text_row *row, struct text line,
                         uint64_t number)
{
    if (row->cut)
        doubt_count(&import->cut, number, line);
    if (row->named)
        doubt_count(&import->named, number, line);
    if ((row->cells & CELL_BIT(CELL_JOINED)) != 0)
        doubt_count(&import->programs, number, line);
    if (row->service.length > 0)
        doubt_count(&import->services, number, row->service);
}

/* Handles a line that is not a row. False: out of memory. */
static bool take_other(struct text_import *import, struct text line, uint64_t number)
{
    struct text trimmed = text_trim(line);

    if (text_is_program(trimmed))
        return take_program(import, trimmed, number);
    if (!text_is_noise(trimmed))
        doubt_count(&import->lines, number, trimmed);
    return import->cells != 0 || text_surprise_add(&import->surprise, import->format, line, number,
                                                   &import->collector->snapshot->arena);
}

static bool names_protocol(const struct text_row *row)
{
    return (row->cells & CELL_BIT(CELL_PROTOCOL)) != 0 || !family_is_ip(row->socket.family) ||
           row->layout->style == STYLE_WORDS_TCP;
}

/* Sockets in fields have no table heading: without a remote end UDP is assumed. */
static void assume_udp(struct text_import *import)
{
    if (!import->table.decided)
        import->table = (struct text_table){PROTOCOL_UDP, FAMILY_NONE, true, true};
}

static void note_assumption(struct text_import *import, const struct text_row *row)
{
    if (!row->assumed && (names_protocol(row) || !import->table.assumed))
        return;
    import->assumed = true;
    import->assumed_protocol = (enum protocol)row->socket.protocol;
}

static void note_groups(const struct text_import *import, const struct socket_detail *detail)
{
    uint32_t groups = 0;

    if (detail == NULL)
        return;
    groups |= (detail->have & DETAIL_TIMER) != 0 ? DETAILS_BIT(DETAILS_TIMER) : 0;
    groups |= detail->memory != NULL ? DETAILS_BIT(DETAILS_MEMORY) : 0;
    groups |= detail->tcp_info != NULL ? DETAILS_BIT(DETAILS_TCP_INFO) : 0;
    import->recording->groups |= groups;
}

/* Whether the line, which may be truncated, has details of the last socket. False with *memory: out
 * of memory. */
static bool take_details(struct text_import *import, struct text line, bool cut, bool *memory)
{
    struct snapshot *snapshot = import->collector->snapshot;
    struct text_row row = {
        .in = {.format = import->format, .room = &import->rooms[1 - import->tried]}};
    const struct socket_detail *detail;

    if (cut)
        row.in.end = line;
    if (!import->goes_on || snapshot->count == 0 || !text_row_add_details(&row, line))
        return false;
    if (row.socket.detail == NULL)
        return true;
    detail = detail_copy(&snapshot->arena, row.socket.detail);
    *memory = detail != NULL;
    snapshot_at(snapshot, snapshot->count - 1)->detail = detail;
    note_groups(import, detail);
    return true;
}

/* Current ss has this column heading, with or without a blank before it. */
static bool ends_in_process(struct text heading)
{
    struct text word = TEXT("Process");

    return heading.length > word.length &&
           text_equal(word,
                      (struct text){heading.bytes + heading.length - word.length, word.length});
}

/* False: out of memory. */
static bool take_line(struct text_import *import, const struct text_source *source,
                      struct text line, bool cut)
{
    const struct input *input = source->input;
    struct text_row row = {.in = {import->format,
                                  &import->table,
                                  &import->rooms[import->tried],
                                  &import->recording->names.names,
                                  {NULL, 0}}};
    struct text trimmed = text_trim(line);
    bool memory = true;

    if (cut)
        row.in.end = trimmed;
    if (source->joined) {
        assume_udp(import);
    } else if (text_is_table(import->format, trimmed, &import->table)) {
        import->has_heading = true;
        import->modern = import->modern || ends_in_process(trimmed);
        return true;
    }
    if (!text_row_read(&row, trimmed)) {
        if (take_details(import, trimmed, cut, &memory))
            return memory;
        import->goes_on = import->goes_on && trimmed.length == 0;
        return take_other(import, line, source->number);
    }
    if (row.other)
        return true;
    if (!names_protocol(&row) && !import->table.decided) {
        decide_protocol(
            import, (struct text){line.bytes, (size_t)(input->bytes + input->end - line.bytes)});
        if (!text_row_read(&row, trimmed))
            return true;
    }
    if (source->unfinished && !names_protocol(&row))
        return take_other(import, line, source->number);
    note_assumption(import, &row);
    count_doubts(import, &row, trimmed, source->number);
    note_groups(import, row.socket.detail);
    import->modern = import->modern || row.modern;
    import->tried = 1 - import->tried;
    import->goes_on = (import->format->flags & FORMAT_DETAILS) != 0;
    return offer(import, &row);
}

static void note_doubt(const struct text_import *import, const struct doubt *doubt, bool incomplete,
                       const char *code, const char *what)
{
    struct builder message = {0};

    if (doubt->count == 0)
        return;
    builder_printf(&message, "%s: %llu line%s %s; the first is line %llu: %s", import->name,
                   (unsigned long long)doubt->count, doubt->count == 1 ? "" : "s", what,
                   (unsigned long long)doubt->line, doubt->quote);
    note_add_text(&import->collector->snapshot->notes, incomplete, code, builder_text(&message));
    builder_free(&message);
}

static void tell_doubts(const struct text_import *import)
{
    note_doubt(import, &import->lines, true, "lines_unreadable", "could not be parsed");
    note_doubt(import, &import->cut, false, "ends_cut",
               "may have a truncated address or port, which is unknown (...)");
    note_doubt(import, &import->named, false, "ends_named",
               "with names instead of addresses or ports, which are unknown (-n prints numbers)");
    note_doubt(import, &import->services, false, "ports_looked_up",
               "with a service name, whose port was looked up on this system");
    note_doubt(import, &import->programs, false, "owners_unreadable",
               "with a program but no readable pid: the owner is unknown (netstat of Windows: -o "
               "prints pids)");
    if (import->assumed)
        note_add(&import->collector->snapshot->notes, false, "protocol_assumed",
                 "%s: no protocol is named; the rows look like %s", import->name,
                 protocol_names[import->assumed_protocol]);
}

static void set_columns(struct recording *recording, const char *names)
{
    while (names != NULL && *names != '\0') {
        size_t length = strcspn(names, ",");
        size_t index = column_index(column_find((struct text){names, length}));

        recording->columns[index / 64] |= UINT64_C(1) << index % 64;
        names += length + (names[length] == ',');
    }
}

static void tell_columns(const struct text_import *import)
{
    for (unsigned kind = CELL_END + 1; kind < CELL_KIND_COUNT; kind++)
        if ((import->cells & CELL_BIT(kind)) != 0)
            set_columns(import->recording, cell_info((enum cell_kind)kind)->columns);
    if (import->cut.count + import->named.count + import->services.count > 0)
        set_columns(import->recording, "local_text,remote_text");
}

static bool read_lines(struct text_import *import, struct text_source *source, struct error *error)
{
    const struct input *input = source->input;
    struct text line;

    for (;;) {
        enum input_line kind = text_source_line(source, &line);

        switch (kind) {
        case INPUT_LINE:
        case INPUT_LINE_CUT:
            if (!take_line(import, source, line, kind == INPUT_LINE_CUT))
                return error_out_of_memory(error);
            break;
        case INPUT_LINE_LONG:
            doubt_count(&import->lines, source->number, TEXT("(a very long line)"));
            break;
        case INPUT_END:
            if (text_source_problem(source) != NULL)
                doubt_count(&import->lines, input->line, text_of(text_source_problem(source)));
            return input->failure == 0 || error_set(error, STATUS_FAILED, "%s: %s", import->name,
                                                    strerror(input->failure));
        }
    }
}

/* If the family was open, a wildcard means IPv6 that also accepts IPv4. */
static void settle_wildcards(struct text_import *import)
{
    struct snapshot *snapshot = import->collector->snapshot;

    for (size_t i = 0; import->modern && i < snapshot->count; i++) {
        struct socket *socket = snapshot_at(snapshot, i);

        if (socket->family != FAMILY_NONE || !socket_knows_address(socket, true))
            continue;
        socket->family = FAMILY_INET6;
        socket->have |= socket->protocol == PROTOCOL_RAW ? 0 : HAVE_V6ONLY;
    }
}

/* Sets the error for a text without rows. */
static bool refuse(const struct text_import *import, const char *format, struct error *error)
{
    char what[64];

    snprintf(what, sizeof(what), "no row matches the format %s", format);
    return text_surprise_tell(&import->surprise, import->name, what, error);
}

static bool read_rows(struct text_import *import, struct input *input, const char *format,
                      struct error *error)
{
    struct text_source source;
    bool read;

    text_source_open(&source, import->format, input);
    read = read_lines(import, &source, error);
    text_source_free(&source);
    if (!read)
        return false;
    if (import->cells == 0 && !import->has_heading)
        return refuse(import, format, error);
    settle_wildcards(import);
    if (!text_owners_settle(&import->owners, import->collector->snapshot))
        return error_out_of_memory(error);
    tell_doubts(import);
    tell_columns(import);
    return true;
}

bool text_read(const struct importer *importer, struct recording *recording, struct input *input,
               const char *name, const struct collector *collector, struct error *error)
{
    struct text_import import = {
        .format = importer->format,
        .collector = collector,
        .recording = recording,
        .name = name,
    };
    bool read;

    *error = (struct error){.status = STATUS_DONE};
    recording->time = (struct timespec){.tv_nsec = -1};
    recording->version = TEXT(LSOCK_VERSION);
    read = read_rows(&import, input, importer->name, error);
    text_owners_free(&import.owners);
    map_free(&import.sockets);
    return read;
}

/* Finds the first line that is a row in any of the formats. Tables of unix sockets and headings
 * look the same in several formats, so they count only if there is nothing else. NULL: none. */
static const struct importer *recognize_rows(const struct importer *(*importer_at)(size_t index),
                                             size_t count, struct text rest)
{
    struct text_table tables[TEXT_IMPORTERS_MAX] = {{0}};
    const struct importer *by_row = NULL, *by_heading = NULL;
    struct detail_room room;

    while (rest.length > 0) {
        struct text line = text_trim(text_next_line(&rest));

        for (size_t i = 0; i < count; i++) {
            const struct text_format *format = importer_at(i)->format;
            struct text_row row = {.in = {.format = format, .table = &tables[i], .room = &room}};
            bool is_heading = format != NULL && text_is_table(format, line, &tables[i]);
            bool is_row = format != NULL && !is_heading && text_row_read(&row, line) && !row.other;

            if (is_row && family_is_ip(row.socket.family))
                return importer_at(i);
            if (is_row && by_row == NULL)
                by_row = importer_at(i);
            if (is_heading && by_heading == NULL)
                by_heading = importer_at(i);
        }
    }
    return by_row != NULL ? by_row : by_heading;
}

/* Whether the fields of any socket form a row. */
static bool has_fields(const struct text_format *format, struct text rest)
{
    static const struct text_table table = {PROTOCOL_UDP, FAMILY_NONE, true, false};
    struct text_fields fields = {.table = format->fields};
    struct detail_room room;
    struct text line;

    for (bool more = true; more;) {
        struct text_row row = {.in = {.format = format, .table = &table, .room = &room}};

        more = rest.length > 0;
        if (!more)
            line = text_fields_end(&fields);
        else if (!text_fields_take(&fields, text_trim(text_next_line(&rest)), &line))
            continue;
        if (line.length > 0 && text_row_read(&row, line) && !row.other)
            return true;
    }
    return false;
}

const struct importer *text_recognize(const struct importer *(*importer_at)(size_t index),
                                      size_t count, struct input *input)
{
    const struct importer *found;

    input_fill(input);
    found = recognize_rows(importer_at, count, input_peek(input));
    for (size_t i = 0; i < count && found == NULL; i++) {
        const struct text_format *format = importer_at(i)->format;

        if (format != NULL && format->fields != NULL && has_fields(format, input_peek(input)))
            found = importer_at(i);
    }
    return found;
}
