/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of columns. Headings, --columns, --sort, filter words, JSON keys and types, the
 * JSON Schema, CSV, man page and completions are all made from it. Its rows are in *_columns.c;
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
struct column;
struct column_target;
struct event;

/* What a getter may look at beside the socket itself. Zeroed but for the snapshot it will do. */
struct column_context {
    const struct snapshot *snapshot;
    const struct names *names;  /* may be NULL */
    enum state_dialect dialect; /* whose words `status` speaks; DIALECT_RFC for scripts */
    uint64_t now; /* when the sockets were looked at: microseconds since 1970, UTC; 0: unknown */
    struct annotator *annotator; /* of `explain`; may be NULL */
    const struct event *event;   /* what has happened to the socket; NULL: nothing */
    bool for_people;    /* v4-mapped addresses as IPv4 in VALUE_ENDPOINT */
    bool command_lines;          /* in lists of processes too: they were chosen by name */
    bool every_owner;            /* not just the first, with the number of the others */
    size_t item; /* which of several values (struct value, `more`); 0 for what is shown */
};

enum column_flag {
    COLUMN_CORE = 1u << 0,      /* in every JSON object and in CSV without --columns */
    COLUMN_JSON = 1u << 1,      /* in JSON objects unless --columns chooses */
    COLUMN_TABLE = 1u << 2,     /* in the table unless --columns chooses */
    COLUMN_QUEUE = 1u << 3,     /* left out by -Q */
    COLUMN_DERIVED = 1u << 4,   /* computed from other columns: a recording does not restore it */
    COLUMN_NO_FILTER = 1u << 5, /* not a word of the filter */
    COLUMN_ALONE = 1u << 6,     /* its values share room: not for both halves of in_two */
    COLUMN_SETS_NULL = 1u << 7, /* its setter is also called for null */
    COLUMN_CSV = 1u << 8,       /* in CSV unless --columns chooses, behind the core columns */
    COLUMN_SUM = 1u << 9,       /* a sum over many sockets means something: see groups.h */
    COLUMN_IMPORTED = 1u << 10, /* in JSON objects if a recording has values; no other source has */
};

/* What must be collected beside the socket's own record before a column has values. */
enum column_need {
    NEED_OWNERS = 1u << 0,         /* who holds the socket */
    NEED_OWNER_CGROUPS = 1u << 1,  /* and in which control group, unit and container */
    NEED_OWNER_CONTEXTS = 1u << 2, /* and their security contexts */
    NEED_SOCKET_CONTEXTS = 1u << 3,
    NEED_OWNER_PATHS = 1u << 4,   /* the paths of their programs; Windows: and their users */
    NEED_COMMAND_LINES = 1u << 5, /* the arguments of their programs */
    NEED_PEERS = 1u << 6,       /* the other ends of connections, where they are on this machine */
    NEED_LISTENERS = 1u << 7,   /* the listeners, whatever the filter says */
    NEED_OWNER_LIMITS = 1u << 8, /* how many descriptors their processes have open, and may have */
    NEED_LATE = (1u << 16) - 1, /* all of the above: what comes when every socket is there */
    NEED_CREATED = 1u << 16,    /* when it was made */
    NEED_QUEUES = 1u << 17,     /* queues, which not every system tells with the socket itself */
    NEED_MARK = 1u << 18,       /* the privilege that marks are told to */
    NEED_DETAILS_SHIFT = 20,    /* from this bit on: which groups of details */
};

#define NEED_DETAILS(group) (1u << (NEED_DETAILS_SHIFT + (unsigned)(group)))

/* The unit of a column's numbers. */
enum column_unit {
    UNIT_NONE, /* a count or an identity */
    UNIT_BYTES,
    UNIT_US,
    UNIT_MS,
    UNIT_S,
    UNIT_BPS, /* bits per second */
    UNIT_COUNT
};

/* Columns with a meaning beyond their type: the filter asks a backend for just these sockets, and
 * a recording is read with their help. Each meaning has one column. */
enum column_meaning {
    MEANING_OTHER,
    MEANING_PROTOCOL,
    MEANING_FAMILY,
    MEANING_STATE, /* the state of RFC 9293; absent where a protocol has none */
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

/* Finds a value of the column's type that is KNOWN and PLAIN, and changes what differs. */
typedef void column_getter(const struct column *column, const struct column_context *context,
                           const struct socket *socket, struct value *value);

/* The way back; see column_restore. */
typedef enum column_set column_setter(const struct column *column,
                                      const struct column_target *target, struct socket *socket,
                                      const struct value *value);

/* Where a getter and a setter that many columns share find the number of a column. */
struct column_place {
    uint16_t at;   /* its offset in a struct, or its number in a list */
    uint8_t size;  /* bytes */
    uint32_t have; /* the bits that say that it is known, or what else selects it */
    /* VALUE_TEXT: the words by number. NULL: no word is known for it; "": absent. */
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
    enum detail_group group; /* its JSON key stands in the object of this group */
    unsigned flags;          /* COLUMN_… */
    unsigned need;           /* NEED_…; until it is collected the values are PENDING */
    column_getter *get;
    column_setter *set; /* NULL: a recording does not restore it */
    /* Where the order of a column is not that of its values: its place among them. May be NULL. */
    uint64_t (*rank)(const struct column *column, const struct socket *socket);
    closed_list *words;           /* VALUE_TEXT: see column_word; NULL: those of the place */
    const struct list_type *list; /* VALUE_LIST: what its items are made of */
    const char *within; /* a column whose cell in a table shows this value too; NULL: none */
    struct column_place place;
};

/* Numbers are aligned to the right in a table. */
static inline bool column_is_right(const struct column *column)
{
    return column->type == VALUE_NUMBER || column->type == VALUE_INTEGER;
}

/* How a state looks, wherever it stands. */
enum role state_role(enum state state);

/* All columns, in the order of JSON keys: index 0 to column_count() - 1. */
size_t column_count(void);
const struct column *column_at(size_t index);

/* The other way round; column_count() where it is not of this table. */
size_t column_index(const struct column *column);

/* NULL where there is none of this name; case is ignored and '-' is taken for '_'. */
const struct column *column_find(struct text name);

/* As above, also without the unit: `rtt` for rtt_us. Only columns that a filter can use. */
const struct column *column_find_word(struct text word);

/* By what stands above it in a table, in the same way. */
const struct column *column_find_heading(struct text heading);

/* The name that was probably meant; length 0: nothing is near. */
struct text column_nearest(struct text name);

/* A word of the column's closed list; NULL past the last one, or if its values are not closed. */
const char *column_word(const struct column *column, size_t index);

/* The value of a cell: presence, type and role are always set. */
void column_get(const struct column *column, const struct column_context *context,
                const struct socket *socket, struct value *value);

#define COLUMN_LIST_MAX 256

/* A choice of columns, in the order in which they are shown. */
struct column_list {
    const struct column *columns[COLUMN_LIST_MAX];
    size_t count;
};

/* What all of them together need. */
unsigned column_list_need(const struct column_list *list);

/* All columns that have one of these flags and none of `without`. */
void column_list_default(struct column_list *list, unsigned flags, unsigned without);

bool column_list_has(const struct column_list *list, const struct column *column);

/* Adds a column at the end, unless the list has it or is full. */
void column_list_add(struct column_list *list, const struct column *column);

/* Takes out those that have any of the flags, COLUMN_…. */
void column_list_remove(struct column_list *list, unsigned flags);

/* Adds the columns of a group of details, as far as they are not there and there is room. */
void column_list_add_group(struct column_list *list, enum detail_group group);

/* Adds every group of these details. `details`: DETAILS_BIT. */
void column_list_add_details(struct column_list *list, uint32_t details);

/* COLUMN_… that any of the columns has. */
unsigned column_list_flags(const struct column_list *list);

/* Moves the columns of a group with a JSON object together, to where the first of them stands. */
void column_list_gather(struct column_list *list);

/* Whether a LIST of column_list_parse replaces the default columns: it does not begin with '+'. */
bool column_list_replaces(struct text text);

/*
 * A comma-separated LIST of names of columns or groups of details, where a name that came before
 * counts once; one that begins with
 * '+' adds to what `list` already holds. The error marks the wrong word in `text`.
 */
bool column_list_parse(struct column_list *list, struct text text, struct error *error) NODISCARD;

#endif
