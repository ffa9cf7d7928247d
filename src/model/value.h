/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One typed cell: what a column says of a row. Columns of sockets, findings, topics and every other
 * table give these; the writers turn them into a table, JSON or CSV, the filter compares them, the
 * order sorts by them.
 */
#ifndef LSOCK_VALUE_H
#define LSOCK_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "address.h"
#include "protocol.h"
#include "text.h"

enum value_type {
    VALUE_TEXT,    /* any bytes */
    VALUE_NUMBER,  /* uint64_t; the unit is in the column's name or help */
    VALUE_INTEGER, /* int64_t */
    VALUE_BOOL,
    VALUE_ADDRESS,  /* an IP address; of families without, the value says VALUE_TEXT */
    VALUE_ENDPOINT, /* address, port, interface: the table's LOCAL and REMOTE */
    VALUE_HEX64,    /* a 64-bit number that is an identity, not a quantity: 16 hex digits */
    VALUE_LIST,     /* rows of cells of their own: the processes of a socket */
    VALUE_TYPE_COUNT
};

/* Why there is, or is no, value. The zero of all of them is never a value. */
enum value_presence {
    VALUE_ABSENT,  /* does not apply to this row: null in JSON, blank in a table */
    VALUE_UNKNOWN, /* applies, but the system did not say: null in JSON, "-" in a table */
    VALUE_PENDING, /* not collected yet (filter, first pass) */
    VALUE_KNOWN,
};

/* What a cell wants to say by its looks; colours are decided in one place by the writer. */
enum role {
    ROLE_PLAIN,
    ROLE_HEADING,
    ROLE_DIM,
    ROLE_LISTENING,
    ROLE_OPEN,      /* established, connected */
    ROLE_OPENING,   /* a handshake in progress */
    ROLE_CLOSING,   /* on the way out, by itself */
    ROLE_ATTENTION, /* somebody must act, or something waits */
    ROLE_ERROR,
    ROLE_ALARM, /* as an error, and seen without colour too */
    ROLE_COUNT
};

struct value;

/*
 * The words of a closed list, such as the names of an enum, by number: NULL past the last one. The
 * macro defines such a function; a member of the enum without a name is not in the list.
 */
typedef const char *closed_list(size_t index);

/* Of an array, whose NULLs are no words. */
#define CLOSED_LIST(list, array)                     \
    static const char *list(size_t index)            \
    {                                                \
        for (size_t i = 0; i < COUNT_OF(array); i++) \
            if ((array)[i] != NULL && index-- == 0)  \
                return (array)[i];                   \
        return NULL;                                 \
    }

struct endpoint {
    struct address address;
    uint32_t interface; /* index; 0: none to show */
    uint16_t port;      /* 0: none, shown as "*" */
    uint8_t family;
    uint8_t protocol; /* enum protocol: whose port it is */
    bool has_number;  /* of a family without IP addresses: `number` is there */
    bool any_family;  /* a dual-stack wildcard, or none: shown as "*" */
    bool none;        /* nobody is there: "*:*" to people, null to scripts */
    /* Of a family without IP addresses: its name (length 0: none, shown as "*"), and unix: the
     * inode of this end, netlink: the port id. Of others: the end as another tool printed it, where
     * that is not an address and a port; length 0: it is. */
    struct text name;
    uint32_t number;
};

/* IPv4 spoken through an IPv6 socket as the IPv4 that it is. */
static inline void endpoint_unmap(struct endpoint *endpoint)
{
    enum family family = (enum family)endpoint->family;

    address_unmap(&family, &endpoint->address);
    endpoint->family = (uint8_t)family;
}

/* What the items of a VALUE_LIST are made of. JSON leaves an absent cell of an item out. */
struct list_type {
    const struct list_column {
        const char *key;
        enum value_type type;
        const char *help;
        closed_list *words; /* NULL: its texts are no closed list */
        size_t at;          /* the rest is for the cell function: an offset in its item, */
        unsigned part;      /* and what it is read from */
    } * columns;
    size_t column_count;
    size_t name, number; /* columns of which a table's cell is made: nginx[812] +3 */
#define LIST_NO_NUMBER SIZE_MAX
};

struct list {
    const struct list_type *type;
    const void *items, *context; /* the cell function's own */
    size_t count;
    bool whole;            /* a table shows every item: nginx[812], nginx[813] */
    bool partial;          /* there may be items that could not be read */
    struct text otherwise; /* what a table shows where there are no items */
    void (*cell)(const struct list *list, size_t item, size_t column, struct value *out);
};

struct value {
    enum value_presence presence;
    enum value_type type;
    enum role role;
    /* Another value follows, which may be unknown: see column_context, `item`. The first is shown; a
     * filter holds if it holds for any. */
    bool more;
    union {
        struct text text;
        uint64_t number;
        int64_t integer;
        bool boolean;
        struct endpoint endpoint; /* VALUE_ADDRESS uses its address and family */
        struct list list;
    };
};

/* Whether a script is told nothing: null in JSON, an empty field in CSV. */
static inline bool value_is_null(const struct value *value)
{
    return value->presence != VALUE_KNOWN ||
           (value->type == VALUE_ENDPOINT && value->endpoint.none);
}

#endif
