/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what other tools print: line by line, each a row of the format or counted in a note. */
#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "text_layout.h"

#define QUOTE_MAX 60

struct text_import {
    const struct text_format *format;
    const struct collector *collector;
    struct recording *recording;
    const char *name;
    struct detail_room room;
    uint32_t cells; /* 1 << enum cell_kind, of any row */
    bool decided, assumed;  /* of the table: what `nameless` is; by guess, of any table */
    enum protocol nameless; /* of rows that do not name theirs */
    enum family family;     /* likewise */

    /* What is told in notes: how often, and the first. */
    struct doubt {
        uint64_t count, line;
        char quote[QUOTE_MAX + 4];
    } lines, cut, named, services, programs;
    struct text_surprise surprise; /* until there is a row */
    struct process *process; /* of the last row; NULL: none is known */
};

static void count_doubt(struct doubt *doubt, uint64_t line, struct text text)
{
    size_t length = text.length < QUOTE_MAX ? text.length : QUOTE_MAX;

    if (doubt->count++ > 0)
        return;
    doubt->line = line;
    for (size_t i = 0; i < length; i++) {
        char c = text.bytes[i];

        doubt->quote[i] = (char)(c == '\t' ? ' ' : c < ' ' || c > '~' ? '?' : c);
    }
    if (text.length > QUOTE_MAX)
        memcpy(doubt->quote + length, "...", 3);
}

/* The source of this protocol and dialect, made where there is none. False: out of memory. */
static bool find_source(struct text_import *import, struct text_row *row)
{
    struct snapshot *snapshot = import->collector->snapshot;
    enum protocol protocol = (enum protocol)row->socket.protocol;
    size_t place = 0;

    while (place < snapshot->source_count && (snapshot->sources[place].protocol != protocol ||
                                              snapshot->sources[place].dialect != row->dialect))
        place++;
    if (place == snapshot->source_count &&
        snapshot_begin_source(snapshot, row->format->source, protocol, row->dialect, 0) == NULL)
        return false;
    row->socket.source = (uint16_t)place;
    return true;
}

/* The name below a row is that of its process. False: out of memory. */
static bool take_program(struct text_import *import, struct text line, uint64_t number)
{
    struct process *process = import->process;
    struct text name = {line.bytes + 1, line.length - 2};

    if (process == NULL)
        count_doubt(&import->programs, number, line);
    else if (process->command.length == 0)
        process->command = arena_copy(&import->collector->snapshot->arena, name);
    return process == NULL || process->command.bytes != NULL;
}

static bool offer(struct text_import *import, struct text_row *row)
{
    struct owners *owners = &import->collector->snapshot->owners;
    struct socket *socket = &row->socket;

    import->cells |= row->cells;
    if (row->interface.length > 0) {
        socket->interface = recorded_names_interface(&import->recording->names, row->interface);
        if (socket->interface == 0)
            return false;
    }
    if (!find_source(import, row) || !text_owners_add(row, import->collector->snapshot))
        return false;
    import->process = socket->owner_status == OWNER_FOUND
                          ? &owners->processes[owners->list[owners->count - 1].process]
                          : NULL;
    return collector_offer_as_is(import->collector, socket);
}

/*
 * A table without a protocol has that of its states: only TCP has more than two. `rest` begins with
 * the first row.
 */
static void decide_protocol(struct text_import *import, struct text rest)
{
    bool unconnected = false;

    import->decided = true;
    import->nameless = PROTOCOL_TCP;
    while (rest.length > 0 && !text_starts_with(rest, TEXT("State"))) {
        struct text line = text_next_line(&rest), word = text_first_word(text_trim(line));
        enum state state = state_from_word(word).state;

        if (state != STATE_NONE && state != STATE_ESTABLISHED && state != STATE_CLOSED)
            return;
        unconnected = unconnected || state == STATE_CLOSED;
    }
    import->assumed = true;
    if (unconnected)
        import->nameless = PROTOCOL_UDP;
}

/* False: out of memory. */
static bool take_line(struct text_import *import, const struct input *input, struct text line,
                      uint64_t number, bool cut)
{
    struct text_row row = {.format = import->format,
                           .room = &import->room,
                           .names = &import->recording->names.names,
                           .nameless = import->nameless,
                           .nameless_family = import->family};
    struct text trimmed = text_trim(line);

    if (cut)
        row.end = trimmed;
    if (text_is_table(trimmed, &import->nameless, &import->family)) {
        import->decided = true;
        return true;
    }
    if (!text_row_read(&row, trimmed)) {
        import->decided = import->decided && !text_starts_with(trimmed, TEXT("State"));
        if (text_is_program(trimmed))
            return take_program(import, trimmed, number);
        if (!text_is_noise(trimmed))
            count_doubt(&import->lines, number, trimmed);
        return import->cells != 0 ||
               text_surprise_add(&import->surprise, import->format, line, number,
                                 &import->collector->snapshot->arena);
    }
    if ((row.cells & 1u << CELL_PROTOCOL) == 0 && !import->decided) {
        decide_protocol(import, (struct text){line.bytes, (size_t)(input->bytes + input->end - line.bytes)});
        row.nameless = import->nameless;
        if (!text_row_read(&row, trimmed))
            return true;
    }
    if (row.cut)
        count_doubt(&import->cut, number, trimmed);
    if (row.named)
        count_doubt(&import->named, number, trimmed);
    if (row.service.length > 0)
        count_doubt(&import->services, number, row.service);
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
    note_doubt(import, &import->lines, true, "lines_unreadable", "could not be understood");
    note_doubt(import, &import->cut, false, "ends_cut",
               "may have a cut address or port, which is unknown (...)");
    note_doubt(import, &import->named, false, "ends_named",
               "with names in place of addresses or ports, which are unknown (-n prints numbers)");
    note_doubt(import, &import->services, false, "ports_looked_up",
               "with a service name, whose port is that of the same name on this system");
    note_doubt(import, &import->programs, false, "owners_unreadable",
               "with a program but no pid, so its sockets have no process (netstat -ano prints it)");
    if (import->assumed)
        note_add(&import->collector->snapshot->notes, false, "protocol_assumed",
                 "%s: it does not name the protocol; its states look like those of %s",
                 import->name, protocol_names[import->nameless]);
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
        if ((import->cells & 1u << kind) != 0)
            set_columns(import->recording, cell_info((enum cell_kind)kind)->columns);
    if (import->cut.count + import->named.count + import->services.count > 0)
        set_columns(import->recording, "local_text,remote_text");
    if ((import->cells & 1u << CELL_TIMER) != 0)
        import->recording->groups |= DETAILS_BIT(DETAILS_TIMER);
}

static bool read_lines(struct text_import *import, struct input *input, struct error *error)
{
    struct text line;

    for (;;) {
        uint64_t number = input->line;
        enum input_line kind = input_line(input, &line);

        switch (kind) {
        case INPUT_LINE:
        case INPUT_LINE_CUT:
            if (!take_line(import, input, line, number, kind == INPUT_LINE_CUT))
                return error_out_of_memory(error);
            break;
        case INPUT_LINE_LONG:
            count_doubt(&import->lines, number, TEXT("(a very long line)"));
            break;
        case INPUT_END:
            if (input->failure == 0)
                return true;
            return error_set(error, STATUS_FAILED, "%s: %s", import->name,
                             strerror(input->failure));
        }
    }
}

/* There is no row. */
static bool refuse(const struct text_import *import, const char *format, struct error *error)
{
    char what[64];

    snprintf(what, sizeof(what), "no row in the format %s", format);
    return text_surprise_tell(&import->surprise, import->name, what, error);
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

    *error = (struct error){.status = STATUS_DONE};
    recording->time = (struct timespec){.tv_nsec = -1};
    recording->version = TEXT(LSOCK_VERSION);
    if (!read_lines(&import, input, error))
        return false;
    if (import.cells == 0)
        return refuse(&import, importer->name, error);
    tell_doubts(&import);
    tell_columns(&import);
    return true;
}

/* Whether the line is a row of this format or, *other, of one before it. */
static bool is_row(const struct importer *importer, struct text line, bool *other)
{
    struct detail_room room;
    struct text_row row = {.room = &room};

    if (text_is_table(line, &row.nameless, &row.nameless_family)) {
        *other = strcmp(importer->name, "solaris") != 0;
        return !*other;
    }
    for (size_t i = 0; i < text_importer_count; i++) {
        row.format = text_importers[i].format;
        if (!text_row_read(&row, line))
            continue;
        *other = &text_importers[i] != importer;
        return !*other;
    }
    return false;
}

bool text_recognize(const struct importer *importer, struct input *input)
{
    struct text rest;
    bool other = false;

    input_fill(input);
    rest = input_peek(input);
    while (rest.length > 0 && !other)
        if (is_row(importer, text_trim(text_next_line(&rest)), &other))
            return true;
    return false;
}
