/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads both forms of recordings. An object is a header, a socket, an end or a whole document,
 * depending on `type`. Its members may be in any order, because other tools may have sorted them.
 */
#include <stdio.h>
#include <string.h>

#include "importer.h"
#include "number.h"
#include "replay.h"

enum object {
    OBJECT_DOCUMENT,
    OBJECT_HEADER,
    OBJECT_SOCKET,
    OBJECT_EARLIER,
    OBJECT_END,
    OBJECT_UNKNOWN
};

/* Returns true, because reading continues. */
static bool count_bad_row(struct replay *replay, uint64_t line, const char *column)
{
    if (replay->bad_rows++ == 0) {
        replay->first_bad = line;
        snprintf(replay->why_bad, sizeof(replay->why_bad), "%s", column);
    }
    return true;
}

/* Returns the row's value for a column; NULL: none. */
static const struct value *known_value(struct replay *replay, enum column_meaning meaning)
{
    const struct value *value = row_value(&replay->row, meaning);

    return value != NULL && value->presence == VALUE_KNOWN ? value : NULL;
}

/* Finds the table of a row; creates it if the header does not list it. */
static bool find_row_source(struct replay *replay, struct socket *socket)
{
    const struct value *protocol_value = known_value(replay, MEANING_PROTOCOL);
    const struct value *netns_value = known_value(replay, MEANING_NETNS);
    const struct value *name_value = known_value(replay, MEANING_NETNS_NAME);
    uint64_t netns = netns_value != NULL ? netns_value->number : 0;
    struct text name = name_value != NULL ? name_value->text : (struct text){NULL, 0};
    struct snapshot *snapshot = replay->to->snapshot;
    enum protocol protocol;
    size_t place = replay->to->last_source;

    if (protocol_value == NULL || !protocol_from_name(protocol_value->text, &protocol))
        return false;
    if (place >= snapshot->source_count ||
        !replay_is_source(&snapshot->sources[place], protocol, netns, name))
        place = replay_find_source(replay, 0, protocol, netns, name);
    if (place == snapshot->source_count &&
        snapshot_begin_source(snapshot, "recording", protocol,
                              replay_dialect(replay, (struct text){NULL, 0}), netns) == NULL)
        return false;
    replay->to->last_source = (uint32_t)place;
    socket->source = (uint16_t)place;
    return true;
}

static uint32_t interface_hook(void *context, struct text name)
{
    return recorded_names_interface(context, name);
}

static bool user_hook(void *context, uint32_t uid, struct text name)
{
    return recorded_names_add(context, RECORDED_USER, uid, name);
}

/* If the recording has both number and name of an interface, remembers the pair. */
static bool learn_interface(struct replay *replay)
{
    const struct value *name = known_value(replay, MEANING_INTERFACE);
    const struct value *index = known_value(replay, MEANING_INTERFACE_INDEX);

    if (name == NULL || index == NULL || index->number == 0 || index->number > UINT32_MAX)
        return true;
    return recorded_names_add(&replay->recording->names, RECORDED_INTERFACE,
                              (uint32_t)index->number, name->text);
}

/* A request or time-wait record never has a uid or an inode. */
static void mark_mini(struct socket *socket)
{
    if (socket->protocol == PROTOCOL_TCP && (socket->have & (HAVE_UID | HAVE_INODE)) == 0 &&
        (socket->state == STATE_TIME_WAIT || socket->state == STATE_SYN_RECEIVED ||
         socket->state == STATE_FIN_WAIT_2))
        socket->flags |= SOCKET_MINI;
}

static bool offer_row(struct replay *replay, uint64_t line)
{
    struct column_target target = {
        .snapshot = replay->to->snapshot,
        .room = &replay->room,
        .context = &replay->recording->names,
        .interface = interface_hook,
        .user = user_hook,
    };
    const struct column *wrong = NULL;
    struct socket socket;

    replay->rows += replay->to == &replay->now;
    memset(&socket, 0, sizeof(socket));
    detail_room_clear(&replay->room);
    if (!find_row_source(replay, &socket))
        return count_bad_row(replay, line, "protocol");
    if (!learn_interface(replay))
        return replay_fail_memory(replay);
    target.dialect = snapshot_source(replay->to->snapshot, &socket)->dialect;
    switch (row_set(&replay->row, &target, &socket, &wrong)) {
    case COLUMN_SET:
        break;
    case COLUMN_SET_WRONG:
        return count_bad_row(replay, line, wrong->name);
    case COLUMN_SET_NO_MEMORY:
        return replay_fail_memory(replay);
    }
    /* The owners are in `processes`, which may be missing in the row. */
    if (socket.owner_status == OWNER_FOUND && row_value(&replay->row, MEANING_PROCESSES) == NULL)
        return count_bad_row(replay, line, "processes");
    mark_mini(&socket);
    row_set_details(&replay->row, &target, &socket);
    return collector_offer_as_is(replay->to->collector, &socket) || replay_fail_memory(replay);
}

/* Reads a member of a socket; its key is the reader's text. */
static bool read_row_member(struct replay *replay)
{
    if (row_read(&replay->row, &replay->reader, builder_text(&replay->reader.text)) &&
        !replay->row.texts.failed)
        return true;
    return replay->reader.problem != NULL ? false : replay_fail_memory(replay);
}

/* Reads a socket of a whole document, which has no `type`. */
static bool read_row(struct replay *replay)
{
    uint64_t line = replay->reader.input->line;
    bool member = true;

    row_clear(&replay->row);
    while (replay_next_member(replay, &member) && member)
        if (!read_row_member(replay))
            return false;
    return replay->reader.problem == NULL && offer_row(replay, line);
}

static bool read_sockets(struct replay *replay)
{
    return replay_read_array(replay, read_row);
}

static bool read_type(struct replay *replay, enum object *object)
{
    static const char *const words[] = {[OBJECT_HEADER] = "header",
                                        [OBJECT_SOCKET] = "socket",
                                        [OBJECT_EARLIER] = "earlier_socket",
                                        [OBJECT_END] = "end"};
    enum token token = json_read(&replay->reader);

    *object = OBJECT_UNKNOWN;
    for (unsigned i = OBJECT_HEADER; i < OBJECT_UNKNOWN && token == TOKEN_TEXT; i++)
        if (replay_is_key(replay, words[i]))
            *object = (enum object)i;
    return json_skip(&replay->reader, token);
}

static bool read_count(struct replay *replay)
{
    enum token token = json_read(&replay->reader);

    if (token != TOKEN_NUMBER ||
        !number_parse(builder_text(&replay->reader.text), UINT64_MAX, &replay->promised))
        replay->promised = UINT64_MAX;
    return json_skip(&replay->reader, token);
}

static bool read_object_member(struct replay *replay, enum object *object)
{
    bool known;

    if (replay_is_key(replay, "type"))
        return read_type(replay, object);
    if (*object == OBJECT_SOCKET || *object == OBJECT_EARLIER)
        return read_row_member(replay);
    if (replay_is_key(replay, "count"))
        return read_count(replay);
    if (replay_is_key(replay, "sockets"))
        return read_sockets(replay);
    if (!replay_read_head_member(replay, &known))
        return false;
    return known || read_row_member(replay);
}

static bool out_of_place(struct replay *replay, const char *what)
{
    replay->reader.problem = what;
    return false;
}

/* Adds a socket of the earlier reading. */
static bool offer_earlier_row(struct replay *replay, uint64_t line)
{
    bool offered;

    if (replay->earlier.snapshot == NULL)
        return true;
    replay->to = &replay->earlier;
    offered = offer_row(replay, line);
    replay->to = &replay->now;
    return offered;
}

static bool end_object(struct replay *replay, enum object object, uint64_t line)
{
    bool first = replay->objects++ == 0;

    switch (object) {
    case OBJECT_DOCUMENT:
    case OBJECT_HEADER:
        if (!first)
            return out_of_place(replay, "a second recording starts here");
        if (!replay->has_schema)
            return out_of_place(replay, "the schema lsock/1 is missing");
        replay->has_end = object == OBJECT_DOCUMENT;
        return true;
    case OBJECT_SOCKET:
    case OBJECT_EARLIER:
        if (first || replay->has_end)
            return out_of_place(replay, "socket outside a recording");
        return object == OBJECT_SOCKET ? offer_row(replay, line) : offer_earlier_row(replay, line);
    case OBJECT_END:
        if (first || replay->has_end)
            return out_of_place(replay, "end without a recording");
        replay->has_end = true;
        return true;
    case OBJECT_UNKNOWN:
        break;
    }
    return !first || out_of_place(replay, "it does not start with a header");
}

static bool read_object(struct replay *replay)
{
    enum object object = OBJECT_DOCUMENT;
    uint64_t line = replay->reader.input->line;
    bool member = true;

    row_clear(&replay->row);
    while (replay_next_member(replay, &member) && member)
        if (!read_object_member(replay, &object))
            return false;
    return replay->reader.problem == NULL && end_object(replay, object, line);
}

/* Reads up to the end or the first error. */
static bool read_all(struct replay *replay)
{
    for (;;) {
        switch (json_read(&replay->reader)) {
        case TOKEN_END:
            return true;
        case TOKEN_ERROR:
            return false;
        case TOKEN_BEGIN_OBJECT:
            if (!read_object(replay))
                return false;
            break;
        default:
            return out_of_place(replay, "expected an object");
        }
    }
}

/* Keeps what precedes the damage if the input is certainly a recording. */
static bool note_damage(struct replay *replay)
{
    const struct json_reader *reader = &replay->reader;
    unsigned long long line = reader->input->line;

    if (replay->no_memory)
        return error_out_of_memory(replay->error);
    if (replay->error->status != STATUS_DONE)
        return false;
    if (reader->input->failure != 0)
        return error_set(replay->error, STATUS_FAILED, "%s: %s", replay->name,
                         strerror(reader->input->failure));
    if (!replay->has_schema)
        return error_set(replay->error, STATUS_FAILED, "%s: line %llu: not an lsock recording: %s",
                         replay->name, line, reader->problem);
    note_add(&replay->to->snapshot->notes, true,
             reader->cut ? "recording_cut" : "recording_damaged",
             "%s: line %llu: %s; the rest is missing", replay->name, line, reader->problem);
    return true;
}

static void note_doubts(struct replay *replay)
{
    struct notes *notes = &replay->to->snapshot->notes;

    if (!replay->has_end)
        note_add(notes, true, "recording_cut", "%s: truncated recording; the rest is missing",
                 replay->name);
    else if (replay->promised != UINT64_MAX && replay->promised != replay->rows)
        note_add(notes, true, "recording_cut",
                 "%s: the recording should have %llu sockets, but has %llu", replay->name,
                 (unsigned long long)replay->promised, (unsigned long long)replay->rows);
    if (replay->notes_dropped > 0)
        note_add(notes, false, "warnings_dropped", "%s: %llu more warnings are not shown",
                 replay->name, (unsigned long long)replay->notes_dropped);
}

static void note_bad_rows(struct replay *replay)
{
    if (replay->bad_rows > 0)
        note_add(&replay->to->snapshot->notes, true, "sockets_unreadable",
                 "%s: %llu sockets could not be read; the first is on line %llu: invalid %s",
                 replay->name, (unsigned long long)replay->bad_rows,
                 (unsigned long long)replay->first_bad, replay->why_bad);
}

/* Adds the notes about the end of reading. False: *error is set. */
static bool conclude(struct replay *replay, bool read)
{
    if (read && replay->objects == 0)
        return error_set(replay->error, STATUS_FAILED, "%s: not an lsock recording: empty file",
                         replay->name);
    if (read)
        note_doubts(replay);
    else if (!note_damage(replay))
        return false;
    note_bad_rows(replay);
    return true;
}

static bool read_json(const struct importer *importer UNUSED, struct recording *recording,
                      struct input *input, const char *name, const struct collector *collector,
                      struct error *error)
{
    struct replay replay = {
        .recording = recording,
        .name = name,
        .error = error,
        .promised = UINT64_MAX,
    };
    struct earlier_reading *earlier = recording->earlier;
    struct collector to_earlier = {NULL, NULL, NULL};
    bool done;

    replay.to = &replay.now;
    replay.now = (struct replay_side){.collector = collector,
                                      .snapshot = collector->snapshot,
                                      .time = &recording->time,
                                      .host = &recording->host,
                                      .has_host = &recording->has_host};
    if (earlier != NULL) {
        to_earlier.snapshot = &earlier->snapshot;
        earlier->time = (struct timespec){.tv_nsec = -1};
        replay.earlier = (struct replay_side){.collector = &to_earlier,
                                              .snapshot = &earlier->snapshot,
                                              .time = &earlier->time,
                                              .host = &earlier->host,
                                              .has_host = &earlier->has_host};
    }

    *error = (struct error){.status = STATUS_DONE};
    recording->time = (struct timespec){.tv_nsec = -1};
    if (!row_init(&replay.row))
        return error_out_of_memory(error);
    json_reader_init(&replay.reader, input);
    done = conclude(&replay, read_all(&replay));
    memcpy(recording->columns, replay.row.seen, sizeof(recording->columns));
    recording->groups = replay.row.seen_groups;
    json_reader_free(&replay.reader);
    row_free(&replay.row);
    return done;
}

/* A raw dump starts with the length of a netlink message, whose bytes cannot be these. */
static bool is_json(const struct importer *importer UNUSED, struct input *input)
{
    struct text start = input_peek(input);
    size_t at = 0;

    while (at < start.length && ascii_is_space(start.bytes[at]))
        at++;
    return at == start.length || start.bytes[at] == '{';
}

const struct importer json_importer = {"json", "what lsock --json or --record FILE writes", is_json,
                                       read_json, NULL};
