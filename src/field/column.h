/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of all columns. Headings, --columns, --sort, filter words, JSON keys and types, JSON
 * Schemas, CSV, the man page and completions are generated from it. Its rows are in *_columns.c;
 * column_table.c joins them.
 */
#ifndef LSOCK_COLUMN_H
#define LSOCK_COLUMN_H

#include <stddef.h>
#include <stdint.h>

#include "errors.h"
#include "names.h"
#include "snapshot.h"
#include "value.h"

struct annotator;
struct cookie_index;
struct column;
struct column_target;
struct event;

/* The earlier reading that columns of COLUMN_RATE compare a socket with. */
struct column_earlier {
    const struct cookie_index *index;
    uint64_t milliseconds; /* since then */
};

/* Context of a getter besides the socket. May be zeroed except for the snapshot. */
struct column_context {
    const struct snapshot *snapshot;
    const struct names *names;  /* may be NULL */
    enum state_dialect dialect; /* the words of `status`; DIALECT_RFC for scripts */
    uint64_t now; /* when the sockets were read: microseconds since 1970, UTC; 0: unknown */
    const struct column_earlier *earlier; /* NULL: there is no earlier reading */
    struct annotator *annotator; /* makes the sentences of --explain; may be NULL */
    const struct event *event;   /* the event of the socket, or NULL */
    bool for_people;    /* show v4-mapped addresses as IPv4 in VALUE_ENDPOINT */
    bool command_lines;          /* also in lists of processes, because they were chosen by name */
    bool every_owner;            /* not only the first one and the number of the others */
    size_t item; /* index among several values (struct value, `more`); 0: the one to show */
};

enum column_flag {
    COLUMN_CORE = 1u << 0,      /* in every JSON object and in CSV without --columns */
    COLUMN_JSON = 1u << 1,      /* in JSON objects unless --columns chooses */
    COLUMN_TABLE = 1u << 2,     /* in the table unless --columns chooses */
    COLUMN_QUEUE = 1u << 3,     /* left out by -Q */
    COLUMN_DERIVED = 1u << 4,   /* computed from other columns, so recordings do not restore it */
    COLUMN_NO_FILTER = 1u << 5, /* not a word of the filter */
    COLUMN_ALONE = 1u << 6,     /* its values share storage: not for both halves of in_two */
    COLUMN_SETS_NULL = 1u << 7, /* its setter is also called for null */
    COLUMN_CSV = 1u << 8,       /* in CSV unless --columns chooses, after the core columns */
    COLUMN_SUM = 1u << 9,       /* may be summed over many sockets: see groups.h */
    COLUMN_IMPORTED = 1u << 10, /* in JSON objects if a recording has values; never set by live sources */
    COLUMN_RATE = 1u << 11,     /* compares two readings: only with --watch */
};

/* Data to collect, besides the socket's own record, before a column has values. */
enum column_need {
    NEED_OWNERS = 1u << 0,         /* the owners of the socket */
    NEED_OWNER_CGROUPS = 1u << 1,  /* and their control group, unit and container */
    NEED_OWNER_CONTEXTS = 1u << 2, /* and their security contexts */
    NEED_SOCKET_CONTEXTS = 1u << 3,
    NEED_OWNER_PATHS = 1u << 4,   /* the paths of their programs; Windows: also their users */
    NEED_COMMAND_LINES = 1u << 5, /* the arguments of their programs */
    NEED_PEERS = 1u << 6,       /* the other ends of local connections */
    NEED_LISTENERS = 1u << 7,   /* the listeners, regardless of the filter */
    NEED_OWNER_LIMITS = 1u << 8, /* the number of open descriptors of their processes, and its limit */
    NEED_LATE = (1u << 16) - 1, /* all of the above: collected after all sockets were read */
    NEED_CREATED = 1u << 16,    /* creation time */
    NEED_QUEUES = 1u << 17,     /* queues that some systems do not report with the socket */
    NEED_MARK = 1u << 18,       /* the privilege required to read marks */
    NEED_DETAILS_SHIFT = 20,    /* from this bit on: groups of details */
};

#define NEED_DETAILS(group) (1u << (NEED_DETAILS_SHIFT + (unsigned)(group)))

/* The unit of a column's numbers. */
enum column_unit {
    UNIT_NONE, /* a count or an identifier */
    UNIT_BYTES,
    UNIT_US,
    UNIT_MS,
    UNIT_S,
    UNIT_BPS, /* bits per second */
    UNIT_COUNT
};

/* Columns with a meaning beyond their type. The filter narrows requests by them, and recordings are
 * read with their help. Each meaning belongs to one column. */
enum column_meaning {
    MEANING_OTHER,
    MEANING_PROTOCOL,
    MEANING_FAMILY,
    MEANING_STATE, /* the state of RFC 9293; absent if the protocol has no states */
    MEANING_STATUS,
    MEANING_LISTENING,
    MEANING_CONNECTED,
    MEANING_BOUND,
    MEANING_LOCAL_ADDRESS,
    MEANING_LOCAL_PORT,
    MEANING_LOCAL, /* address and port */
    MEANING_REMOTE_ADDRESS,
    MEANING_REMOTE_PORT,
    MEANING_REMOTE,
    MEANING_INTERFACE,
    MEANING_INTERFACE_INDEX,
    MEANING_NETNS,
    MEANING_NETNS_NAME,
    MEANING_PROCESSES,
    MEANING_COUNT
};

enum column_set {
    COLUMN_SET,
    COLUMN_SET_WRONG, /* no socket can have this value */
    COLUMN_SET_NO_MEMORY,
};

/* Gets a value that is preset to the column's type, KNOWN and PLAIN, and changes only what differs.
 */
typedef void column_getter(const struct column *column, const struct column_context *context,
                           const struct socket *socket, struct value *value);

/* The reverse; see column_restore. */
typedef enum column_set column_setter(const struct column *column,
                                      const struct column_target *target, struct socket *socket,
                                      const struct value *value);

/* Where getters and setters shared by several columns find the column's number. */
struct column_place {
    uint16_t at;   /* offset in a struct, or index in a list */
    uint8_t size;  /* bytes */
    uint32_t have; /* bits that mark the number as known, or another selector */
    /* VALUE_TEXT: words by number. NULL: the number has no known word; "": absent. */
    const char *const *words;
    size_t word_count;
};

struct column {
    const char *name;  /* JSON key, CSV heading, filter word, --columns and --sort word */
    const char *title; /* heading of the table */
    const char *help;  /* one line, with the unit */
    enum value_type type;
    enum column_unit unit;
    enum column_meaning meaning;
    enum detail_group group; /* its JSON key is in the object of this group */
    unsigned flags;          /* COLUMN_… */
    unsigned need;           /* NEED_…; values are PENDING until this is collected */
    column_getter *get;
    column_setter *set; /* NULL: recordings do not restore it */
    /* The sort key, if the column is not sorted by value. May be NULL. */
    uint64_t (*rank)(const struct column *column, const struct socket *socket);
    closed_list *words;           /* VALUE_TEXT: see column_word; NULL: the words of `place` */
    const struct list_type *list; /* VALUE_LIST: the columns of its items */
    const char *within; /* a column whose table cell includes this value; NULL: none */
    struct column_place place;
};

/* Whether it is right-aligned in a table, as numbers are. */
static inline bool column_is_right(const struct column *column)
{
    return column->type == VALUE_NUMBER || column->type == VALUE_INTEGER;
}

/* The style of a state in any column. */
enum role state_role(enum state state);

/* All columns in the order of JSON keys: index 0 to column_count() - 1. */
size_t column_count(void);
const struct column *column_at(size_t index);

/* The index of a column; column_count() if it is not in the table. */
size_t column_index(const struct column *column);

/* Finds a column by name, ignoring case and treating '-' as '_'. NULL: not found. */
const struct column *column_find(struct text name);

/* As column_find, also without the unit: `rtt` for rtt_us. Only columns that filters can use. */
const struct column *column_find_word(struct text word);

/* As column_find, by the heading in a table. */
const struct column *column_find_heading(struct text heading);

/* The most similar name; length 0: none is near. */
struct text column_nearest(struct text name);

/* A word of the column's closed list by index; NULL after the last one, or if the column has no
 * closed list. */
const char *column_word(const struct column *column, size_t index);

/* Gets the value of a cell: presence, type and role are always set. */
void column_get(const struct column *column, const struct column_context *context,
                const struct socket *socket, struct value *value);

#define COLUMN_LIST_MAX 256

/* A selection of columns in output order. */
struct column_list {
    const struct column *columns[COLUMN_LIST_MAX];
    size_t count;
};

/* The combined needs of all columns. */
unsigned column_list_need(const struct column_list *list);

/* Selects all columns with any of `flags` and none of `without`. */
void column_list_default(struct column_list *list, unsigned flags, unsigned without);

bool column_list_has(const struct column_list *list, const struct column *column);

/* Appends a column unless the list contains it or is full. */
void column_list_add(struct column_list *list, const struct column *column);

/* Removes columns with any of the flags (COLUMN_…). */
void column_list_remove(struct column_list *list, unsigned flags);

/* Appends the missing columns of a group of details while there is room. */
void column_list_add_group(struct column_list *list, enum detail_group group);

/* Appends all groups in `details` (DETAILS_BIT). */
void column_list_add_details(struct column_list *list, uint32_t details);

/* The combined flags (COLUMN_…) of the columns. */
unsigned column_list_flags(const struct column_list *list);

/* Moves the columns of each JSON object next to its first column. */
void column_list_gather(struct column_list *list);

/* Whether a LIST of column_list_parse replaces the default columns: it does not start with '+'. */
bool column_list_replaces(struct text text);

/*
 * Parses a comma-separated LIST of column names or groups of details; repeated names count once. A
 * LIST that starts with '+' adds to the columns in `list`. The error marks the wrong word in
 * `text`.
 */
bool column_list_parse(struct column_list *list, struct text text, struct error *error) NODISCARD;

#endif
