/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands before the sockets: where the recording is from, its tables and its warnings. */
#include <string.h>

#include "base64.h"
#include "number.h"
#include "replay.h"
#include "rfc3339.h"

#define NOTES_MAX ((size_t)1000) /* taken from a recording; more are only counted */

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

/* A copy that lives as long as the snapshot and ends with a zero byte. */
static bool keep(struct replay *replay, struct text *text)
{
    *text = arena_copy(&replay->snapshot->arena, text_now(replay));
    return text->bytes != NULL || replay_fail_memory(replay);
}

/* The text of the next value; another kind of value leaves *text empty. False: give up. */
static bool read_text(struct replay *replay, struct text *text)
{
    enum token token = json_read(&replay->reader);

    *text = (struct text){NULL, 0};
    if (token == TOKEN_TEXT)
        return keep(replay, text);
    return json_skip(&replay->reader, token);
}

/* As above of KEY_base64, which has the exact bytes of a text that is no UTF-8. */
static bool read_exact_text(struct replay *replay, struct text *text)
{
    enum token token = json_read(&replay->reader);
    struct builder *bytes = &replay->reader.text;

    if (token == TOKEN_TEXT && base64_decode(bytes->bytes, &bytes->length))
        return keep(replay, text);
    return json_skip(&replay->reader, token);
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
                     "%s: line %llu: this is no lsock/1, and nothing else is read", replay->name,
                     (unsigned long long)replay->reader.input->line);
}

static bool read_version(struct replay *replay)
{
    return read_text(replay, &replay->recording->version);
}

static bool read_time(struct replay *replay)
{
    struct text text;

    if (!read_text(replay, &text))
        return false;
    if (text.bytes != NULL && !rfc3339_parse(text, &replay->recording->time))
        replay->recording->time = (struct timespec){.tv_nsec = -1};
    return true;
}

static bool read_complete(struct replay *replay)
{
    enum token token = json_read(&replay->reader);

    if (token == TOKEN_FALSE)
        replay->snapshot->incomplete = true;
    return json_skip(&replay->reader, token);
}

/* Goes over the members of an object: *member says whether there is one more, whose key is the
 * reader's text. False: give up. */
bool replay_next_member(struct replay *replay, bool *member)
{
    enum token token = json_read(&replay->reader);

    *member = token == TOKEN_KEY;
    return token != TOKEN_ERROR;
}

static bool read_host(struct replay *replay)
{
    struct host *host = &replay->recording->host;
    enum token token = json_read(&replay->reader);
    bool member = token == TOKEN_BEGIN_OBJECT;

    if (!member)
        return json_skip(&replay->reader, token);
    while (replay_next_member(replay, &member) && member) {
        bool os = replay_is_key(replay, "os"), kernel = replay_is_key(replay, "kernel");
        struct text text;

        if (!read_text(replay, &text))
            return false;
        if (os)
            copy_word(host->os, sizeof(host->os), text);
        if (kernel)
            copy_word(host->kernel, sizeof(host->kernel), text);
    }
    return replay->reader.problem == NULL;
}

struct recorded_source {
    struct text protocol, name, dialect, netns_name;
    uint64_t netns;
    bool incomplete;
    enum bound_listing bound;
};

static bool read_netns(struct replay *replay, uint64_t *netns)
{
    enum token token = json_read(&replay->reader);

    if (token != TOKEN_NUMBER || !number_parse(text_now(replay), UINT64_MAX, netns))
        *netns = 0;
    return json_skip(&replay->reader, token);
}

static bool read_source_member(struct replay *replay, struct recorded_source *source)
{
    bool is_complete = replay_is_key(replay, "complete");
    bool is_bound = replay_is_key(replay, "lists_bound");
    enum token token;

    if (replay_is_key(replay, "protocol"))
        return read_text(replay, &source->protocol);
    if (replay_is_key(replay, "source"))
        return read_text(replay, &source->name);
    if (replay_is_key(replay, "dialect"))
        return read_text(replay, &source->dialect);
    if (replay_is_key(replay, "netns_name"))
        return read_text(replay, &source->netns_name);
    if (replay_is_key(replay, "netns_name_base64"))
        return read_exact_text(replay, &source->netns_name);
    if (replay_is_key(replay, "netns"))
        return read_netns(replay, &source->netns);
    token = json_read(&replay->reader);
    if (is_complete)
        source->incomplete = token != TOKEN_TRUE;
    if (is_bound && token == TOKEN_TRUE)
        source->bound = BOUND_LISTED;
    if (is_bound && token == TOKEN_FALSE)
        source->bound = BOUND_MISSING;
    return json_skip(&replay->reader, token);
}

/* Recordings of before sources said it: each system has one. */
enum state_dialect replay_dialect(const struct replay *replay, struct text name)
{
    enum state_dialect dialect;
    struct text os = text_of(replay->recording->host.os);

    if (name.length > 0 && state_dialect_from_name(name, &dialect, NULL))
        return dialect;
    return text_equal(os, TEXT("windows")) ? DIALECT_WINDOWS : DIALECT_LINUX;
}

/* A namespace without a known inode is told by its name. */
bool replay_is_source(const struct source *source, enum protocol protocol, uint64_t netns,
                      struct text netns_name)
{
    return source->protocol == protocol && source->netns == netns &&
           (netns != 0 || text_equal(source->netns_name, netns_name));
}

size_t replay_find_source(const struct replay *replay, size_t from, enum protocol protocol,
                          uint64_t netns, struct text netns_name)
{
    const struct snapshot *snapshot = replay->snapshot;
    size_t i = from;

    while (i < snapshot->source_count &&
           !replay_is_source(&snapshot->sources[i], protocol, netns, netns_name))
        i++;
    return i;
}

/* One source of the header; rows that came before it may have made it already. */
static bool declare_source(struct replay *replay, const struct recorded_source *recorded)
{
    struct snapshot *snapshot = replay->snapshot;
    enum protocol protocol;
    struct source *source;
    size_t place;

    if (!protocol_from_name(recorded->protocol, &protocol)) {
        snapshot->incomplete |= recorded->incomplete;
        return true;
    }
    place = replay_find_source(replay, replay->declared, protocol, recorded->netns,
                               recorded->netns_name);
    if (place < snapshot->source_count) {
        source = &snapshot->sources[place];
    } else {
        source = snapshot_begin_source(snapshot, "", protocol, DIALECT_LINUX, recorded->netns);
        if (source == NULL)
            return replay_fail_memory(replay);
    }
    if (place == replay->declared)
        replay->declared++;
    source->name = recorded->name.bytes == NULL ? "recording" : recorded->name.bytes;
    source->dialect = replay_dialect(replay, recorded->dialect);
    source->complete = !recorded->incomplete;
    source->bound = recorded->bound;
    source->netns_name = recorded->netns_name;
    return true;
}

static bool read_source(struct replay *replay)
{
    struct recorded_source source = {.netns = 0};
    bool member = true;

    while (replay_next_member(replay, &member) && member)
        if (!read_source_member(replay, &source))
            return false;
    return replay->reader.problem == NULL && declare_source(replay, &source);
}

static bool read_warning(struct replay *replay)
{
    struct notes *notes = &replay->snapshot->notes;
    struct text code = {NULL, 0}, message = {NULL, 0};
    bool member = true;

    while (replay_next_member(replay, &member) && member) {
        struct text ignored;
        struct text *text = replay_is_key(replay, "code")      ? &code
                            : replay_is_key(replay, "message") ? &message
                                                               : &ignored;

        if (replay_is_key(replay, "message_base64") ? !read_exact_text(replay, &message)
                                                    : !read_text(replay, text))
            return false;
    }
    if (replay->reader.problem != NULL)
        return false;
    if (notes->count >= NOTES_MAX)
        replay->notes_dropped++;
    else if (code.bytes != NULL && message.bytes != NULL)
        note_add_text(notes, false, code.bytes, message);
    return true;
}

/* An array of objects, each of which `read` goes over once it has begun. */
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

static bool read_sources(struct replay *replay)
{
    return replay_read_array(replay, read_source);
}

static bool read_warnings(struct replay *replay)
{
    return replay_read_array(replay, read_warning);
}

static const struct {
    const char *key;
    bool (*read)(struct replay *replay);
} head_members[] = {
    {"schema", read_schema},     {"version", read_version},   {"time", read_time},
    {"host", read_host},         {"complete", read_complete}, {"sources", read_sources},
    {"warnings", read_warnings},
};

bool replay_read_head_member(struct replay *replay, bool *known)
{
    for (size_t i = 0; i < COUNT_OF(head_members); i++)
        if (replay_is_key(replay, head_members[i].key)) {
            *known = true;
            return head_members[i].read(replay);
        }
    *known = false;
    return true;
}
