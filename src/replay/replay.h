/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Declarations shared by the files that read recordings. */
#ifndef LSOCK_REPLAY_H
#define LSOCK_REPLAY_H

#include "collector.h"
#include "recording.h"
#include "row.h"

/* The target of one of the two readings. */
struct replay_side {
    const struct collector *collector;
    struct snapshot *snapshot;
    struct timespec *time;
    struct host_reading *host;
    bool *has_host;
    size_t declared;      /* number of sources listed by the header, which come first */
    uint32_t last_source; /* the source of the previous row */
};

struct replay {
    struct recording *recording;
    struct json_reader reader;
    struct row row;
    struct detail_room room; /* of the current row */
    struct replay_side now, earlier,
        *to; /* `to` is the current one; `earlier` without a snapshot: not wanted */
    const char *name;
    struct error *error;

    bool has_schema, has_end, no_memory;
    size_t objects;    /* number of top-level objects so far */
    uint64_t rows;     /* sockets so far, including those that a filter dropped */
    uint64_t promised; /* count in the end line */

    uint64_t bad_rows;
    uint64_t first_bad; /* its line */
    char why_bad[64];
    uint64_t notes_dropped;
};

/* The functions below return false if reading cannot continue: the reader has a problem, memory ran
 * out (no_memory), or *error is set. */
bool replay_fail_memory(struct replay *replay);

/* Reads the next member of an object: *member is false at the end; otherwise its key is the
 * reader's text. */
bool replay_next_member(struct replay *replay, bool *member);

/* Reads an array of objects; `read` is called after the start of each. */
bool replay_read_array(struct replay *replay, bool (*read)(struct replay *replay));

/* Whether the reader's text equals this key. */
bool replay_is_key(const struct replay *replay, const char *key);

/* Reads a member of a header or document except the sockets. *known: the member exists and was
 * read. */
bool replay_read_head_member(struct replay *replay, bool *known);

/* Reads the member `host_values`. */
bool replay_read_host_values(struct replay *replay);

/* Finds the table of this protocol and namespace, starting at index `from`; source_count: not
 * found. */
size_t replay_find_source(const struct replay *replay, size_t from, enum protocol protocol,
                          uint64_t netns, struct text netns_name);
bool replay_is_source(const struct source *source, enum protocol protocol, uint64_t netns,
                      struct text netns_name);

/* The dialect of native states, if the recording does not name it. */
enum state_dialect replay_dialect(const struct replay *replay, struct text name);

#endif
