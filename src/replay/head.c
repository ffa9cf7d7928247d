/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what precedes the sockets of a recording: its origin, tables and warnings. */
#include <string.h>

#include "base64.h"
#include "number.h"
#include "replay.h"
#include "rfc3339.h"

#define NOTES_MAX ((size_t)1000) /* of a recording; further ones are only counted */

static struct text text_now(const struct replay *replay)
{
    return builder_text(&replay->reader.text);
}

bool replay_is_key(const struct replay *replay, const char *key)
{
    return text_equal(text_now(replay), text_of(key));
}

bool replay_fail_memory(struct replay *replay)
{
    replay->no_memory = true;
    return false;
}

/* Copies the text into the snapshot's arena, zero-terminated. */
static bool keep(struct replay *replay, struct text *text)
{
    *text = arena_copy(&replay->to->snapshot->arena, text_now(replay));
    return text->bytes != NULL || replay_fail_memory(replay);
}

static void copy_word(char *out, size_t size, struct text text)
{
    size_t length = text.length < size ? text.length : size - 1;

    if (length > 0)
        memcpy(out, text.bytes, length);
    out[length] = '\0';
}

static bool read_schema(struct replay *replay)
{
    enum token token = json_read(&replay->reader);

    if (token == TOKEN_TEXT && replay_is_key(replay, "lsock/1")) {
        replay->has_schema = true;
        return true;
    }
    if (token == TOKEN_ERROR)
        return false;
    return error_set(replay->error, STATUS_FAILED,
                     "%s: line %llu: unknown schema; expected lsock/1", replay->name,
                     (unsigned long long)replay->reader.input->line);
}

bool replay_next_member(struct replay *replay, bool *member)
{
    enum token token = json_read(&replay->reader);

    *member = token == TOKEN_KEY;
    return token != TOKEN_ERROR;
}

/* A member of an object and where to store it; a value of another type counts as missing. */
struct member {
    const char *key;
    enum member_kind {
        MEMBER_TEXT,   /* struct text */
        MEMBER_BASE64, /* struct text: the exact bytes of a text that is not UTF-8 */
        MEMBER_NUMBER, /* uint64_t */
        MEMBER_TOKEN,  /* enum token */
        MEMBER_WORD,   /* char[]: zero-terminated, truncated if too long */
    } kind;
    size_t at, size; /* offset in the caller's struct; WORD: size of the array */
};

static bool read_value(struct replay *replay, const struct member *member, void *to)
{
    enum token token = json_read(&replay->reader);
    struct builder *bytes = &replay->reader.text;
    void *out = (char *)to + member->at;

    switch (member->kind) {
    case MEMBER_TEXT:
        *(struct text *)out = (struct text){NULL, 0};
        if (token == TOKEN_TEXT)
            return keep(replay, out);
        break;
    case MEMBER_BASE64:
        if (token == TOKEN_TEXT && base64_decode(bytes->bytes, &bytes->length))
            return keep(replay, out);
        break;
    case MEMBER_NUMBER:
        if (token != TOKEN_NUMBER || !number_parse(text_now(replay), UINT64_MAX, out))
            *(uint64_t *)out = 0;
        break;
    case MEMBER_TOKEN:
        *(enum token *)out = token;
        break;
    case MEMBER_WORD:
        copy_word(out, member->size, token == TOKEN_TEXT ? text_now(replay) : TEXT(""));
        break;
    }
    return json_skip(&replay->reader, token);
}

/* Reads the members of an object that has been opened; skips unknown ones. */
static bool read_members(struct replay *replay, const struct member *members, size_t count,
                         void *out)
{
    bool more = true;

    while (replay_next_member(replay, &more) && more) {
        size_t i = 0;

        while (i < count && !replay_is_key(replay, members[i].key))
            i++;
        if (i < count ? !read_value(replay, &members[i], out)
                      : !json_skip(&replay->reader, json_read(&replay->reader)))
            return false;
    }
    return replay->reader.problem == NULL;
}

static bool read_version(struct replay *replay)
{
    enum token token = json_read(&replay->reader);

    return token == TOKEN_TEXT ? keep(replay, &replay->recording->version)
                               : json_skip(&replay->reader, token);
}

static bool read_time(struct replay *replay)
{
    enum token token = json_read(&replay->reader);
    struct timespec *time = replay->to->time;

    if (token == TOKEN_TEXT && !rfc3339_parse(text_now(replay), time))
        *time = (struct timespec){.tv_nsec = -1};
    return json_skip(&replay->reader, token);
}

static bool read_complete(struct replay *replay)
{
    enum token token = json_read(&replay->reader);

    if (token == TOKEN_FALSE)
        replay->to->snapshot->incomplete = true;
    return json_skip(&replay->reader, token);
}

static bool read_machine(struct replay *replay)
{
    static const struct member members[] = {
        {"os", MEMBER_WORD, offsetof(struct machine, os), sizeof(((struct machine *)NULL)->os)},
        {"kernel", MEMBER_WORD, offsetof(struct machine, kernel),
         sizeof(((struct machine *)NULL)->kernel)},
    };
    enum token token = json_read(&replay->reader);

    if (token != TOKEN_BEGIN_OBJECT)
        return json_skip(&replay->reader, token);
    return read_members(replay, members, COUNT_OF(members), &replay->recording->machine);
}

struct recorded_source {
    struct text protocol, name, dialect, netns_name;
    uint64_t netns;
    enum token complete, lists_bound;
};

/* For recordings without a dialect: each system has one. */
enum state_dialect replay_dialect(const struct replay *replay, struct text name)
{
    enum state_dialect dialect;
    struct text os = text_of(replay->recording->machine.os);

    if (name.length > 0 && state_dialect_from_name(name, &dialect, NULL))
        return dialect;
    return text_equal(os, TEXT("windows")) ? DIALECT_WINDOWS : DIALECT_LINUX;
}

/* Namespaces without a known inode are compared by name. */
bool replay_is_source(const struct source *source, enum protocol protocol, uint64_t netns,
                      struct text netns_name)
{
    return source->protocol == protocol && source->netns == netns &&
           (netns != 0 || text_equal(source->netns_name, netns_name));
}

size_t replay_find_source(const struct replay *replay, size_t from, enum protocol protocol,
                          uint64_t netns, struct text netns_name)
{
    const struct snapshot *snapshot = replay->to->snapshot;
    size_t i = from;

    while (i < snapshot->source_count &&
           !replay_is_source(&snapshot->sources[i], protocol, netns, netns_name))
        i++;
    return i;
}

/* Adds a source of the header, unless earlier rows have already created it. */
static bool declare_source(struct replay *replay, const struct recorded_source *recorded)
{
    struct snapshot *snapshot = replay->to->snapshot;
    enum protocol protocol;
    struct source *source;
    size_t place;

    if (!protocol_from_name(recorded->protocol, &protocol)) {
        snapshot->incomplete |= recorded->complete != TOKEN_TRUE;
        return true;
    }
    place = replay_find_source(replay, replay->to->declared, protocol, recorded->netns,
                               recorded->netns_name);
    if (place < snapshot->source_count) {
        source = &snapshot->sources[place];
    } else {
        source = snapshot_begin_source(snapshot, "", protocol, DIALECT_LINUX, recorded->netns);
        if (source == NULL)
            return replay_fail_memory(replay);
    }
    if (place == replay->to->declared)
        replay->to->declared++;
    source->name = recorded->name.bytes == NULL ? "recording" : recorded->name.bytes;
    source->dialect = replay_dialect(replay, recorded->dialect);
    source->complete = recorded->complete == TOKEN_TRUE;
    if (recorded->lists_bound == TOKEN_TRUE || recorded->lists_bound == TOKEN_FALSE)
        source->bound = recorded->lists_bound == TOKEN_TRUE ? BOUND_LISTED : BOUND_MISSING;
    source->netns_name = recorded->netns_name;
    return true;
}

static bool read_source(struct replay *replay)
{
    static const struct member members[] = {
        {"protocol", MEMBER_TEXT, offsetof(struct recorded_source, protocol), 0},
        {"source", MEMBER_TEXT, offsetof(struct recorded_source, name), 0},
        {"dialect", MEMBER_TEXT, offsetof(struct recorded_source, dialect), 0},
        {"complete", MEMBER_TOKEN, offsetof(struct recorded_source, complete), 0},
        {"lists_bound", MEMBER_TOKEN, offsetof(struct recorded_source, lists_bound), 0},
        {"netns", MEMBER_NUMBER, offsetof(struct recorded_source, netns), 0},
        {"netns_name", MEMBER_TEXT, offsetof(struct recorded_source, netns_name), 0},
        {"netns_name_base64", MEMBER_BASE64, offsetof(struct recorded_source, netns_name), 0},
    };
    struct recorded_source source = {.complete = TOKEN_TRUE, .lists_bound = TOKEN_NULL};

    return read_members(replay, members, COUNT_OF(members), &source) &&
           declare_source(replay, &source);
}

struct recorded_warning {
    struct text code, message;
};

/* A later version may have more codes. */
static void add_warning(struct notes *notes, const struct recorded_warning *warning)
{
    const char *code;

    for (size_t i = 0; (code = note_code_words(i)) != NULL; i++)
        if (text_equal(warning->code, text_of(code))) {
            note_add_text(notes, false, code, warning->message);
            return;
        }
    note_add(notes, false, "recorded_warning", "%s: %.*s", warning->code.bytes,
             (int)(warning->message.length < 400 ? warning->message.length : 400),
             warning->message.bytes);
}

static bool read_warning(struct replay *replay)
{
    static const struct member members[] = {
        {"code", MEMBER_TEXT, offsetof(struct recorded_warning, code), 0},
        {"message", MEMBER_TEXT, offsetof(struct recorded_warning, message), 0},
        {"message_base64", MEMBER_BASE64, offsetof(struct recorded_warning, message), 0},
    };
    struct notes *notes = &replay->to->snapshot->notes;
    struct recorded_warning warning = {{NULL, 0}, {NULL, 0}};

    if (!read_members(replay, members, COUNT_OF(members), &warning))
        return false;
    if (notes->count >= NOTES_MAX)
        replay->notes_dropped++;
    else if (warning.code.bytes != NULL && warning.message.bytes != NULL)
        add_warning(notes, &warning);
    return true;
}

/* Reads an array of objects; `read` is called after the start of each. */
bool replay_read_array(struct replay *replay, bool (*read)(struct replay *replay))
{
    enum token token = json_read(&replay->reader);

    if (token != TOKEN_BEGIN_ARRAY)
        return json_skip(&replay->reader, token);
    while ((token = json_read(&replay->reader)) != TOKEN_END_ARRAY)
        if (token == TOKEN_BEGIN_OBJECT ? !read(replay) : !json_skip(&replay->reader, token))
            return false;
    return true;
}

static bool read_earlier_head(struct replay *replay)
{
    bool member = true, known;

    while (replay_next_member(replay, &member) && member)
        if (!replay_read_head_member(replay, &known) ||
            (!known && !json_skip(&replay->reader, json_read(&replay->reader))))
            return false;
    return replay->reader.problem == NULL;
}

/* Reads the header of the earlier reading, which is from the same system. */
static bool read_before(struct replay *replay)
{
    enum token token = json_read(&replay->reader);
    bool read;

    if (token != TOKEN_BEGIN_OBJECT || replay->to == &replay->earlier ||
        replay->earlier.snapshot == NULL)
        return json_skip(&replay->reader, token);
    replay->recording->earlier->have = true;
    replay->to = &replay->earlier;
    read = read_earlier_head(replay);
    replay->to = &replay->now; /* a note about damage concerns the whole recording */
    return read;
}

static const struct {
    const char *key;
    bool (*read)(struct replay *replay);
    bool is_array; /* call `read` for each item */
} head_members[] = {
    {"schema", read_schema, false},     {"version", read_version, false},
    {"time", read_time, false},         {"host", read_machine, false},
    {"complete", read_complete, false}, {"sources", read_source, true},
    {"warnings", read_warning, true},   {"host_values", replay_read_host_values, false},
    {"before", read_before, false},
};

bool replay_read_head_member(struct replay *replay, bool *known)
{
    for (size_t i = 0; i < COUNT_OF(head_members); i++)
        if (replay_is_key(replay, head_members[i].key)) {
            *known = true;
            return head_members[i].is_array ? replay_read_array(replay, head_members[i].read)
                                            : head_members[i].read(replay);
        }
    *known = false;
    return true;
}
