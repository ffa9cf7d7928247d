/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that read a recording share. */
#ifndef LSOCK_REPLAY_H
#define LSOCK_REPLAY_H

#include "collector.h"
#include "recording.h"
#include "row.h"

/* Where one of the two readings goes. */
struct replay_side {
    const struct collector *collector;
    struct snapshot *snapshot;
    struct timespec *time;
    struct host_reading *host;
    bool *has_host;
    size_t declared;      /* sources that the header has listed: the first ones */
    uint32_t last_source; /* where the row before was from */
};

struct replay {
    struct recording *recording;
    struct json_reader reader;
    struct row row;
    struct detail_room room;              /* of the row */
    struct replay_side now, earlier, *to; /* `earlier` without a snapshot: not wanted */
    const char *name;
    struct error *error;

    bool has_schema, has_end, no_memory;
    size_t objects;    /* top-level ones so far */
    uint64_t rows;     /* sockets so far, those that a filter dropped included */
    uint64_t promised; /* by the end line */

    uint64_t bad_rows;
    uint64_t first_bad; /* its line */
    char why_bad[64];
    uint64_t notes_dropped;
};

/* Each returns false where reading cannot go on: the reader has a problem, memory ran out
 * (no_memory), or *error is set. */
bool replay_fail_memory(struct replay *replay);

/* Goes over the members of an object: *member says whether there is one more, whose key is the
 * reader's text. */
bool replay_next_member(struct replay *replay, bool *member);

/* An array of objects, each of which `read` goes over once it has begun. */
bool replay_read_array(struct replay *replay, bool (*read)(struct replay *replay));

/* Whether the reader's text is this key. */
bool replay_is_key(const struct replay *replay, const char *key);

/* A member of a header or document but for the sockets. *known: there is one of this name, and it
 * was read. */
bool replay_read_head_member(struct replay *replay, bool *known);

/* The member `host_values`. */
bool replay_read_host_values(struct replay *replay);

/* The table of this protocol and namespace, from number `from` on; source_count: there is none. */
size_t replay_find_source(const struct replay *replay, size_t from, enum protocol protocol,
                          uint64_t netns, struct text netns_name);
bool replay_is_source(const struct source *source, enum protocol protocol, uint64_t netns,
                      struct text netns_name);

/* Whose words native states are where a recording does not say it itself. */
enum state_dialect replay_dialect(const struct replay *replay, struct text name);

#endif
