/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One typed cell of a table. Columns of sockets, findings, topics and all other tables return
 * cells. The writers print them as a table, JSON or CSV, the filter compares them, and the order
 * sorts by them.
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
    VALUE_ADDRESS,  /* an IP address; in other families the value is VALUE_TEXT */
    VALUE_ENDPOINT, /* address, port, interface: the columns LOCAL and REMOTE */
    VALUE_HEX64,    /* a 64-bit identifier, not a quantity: 16 hex digits */
    VALUE_LIST,     /* a list of items with their own cells, such as the processes of a socket */
    VALUE_TYPE_COUNT
};

/* Why a value is present or absent. */
enum value_presence {
    VALUE_ABSENT,  /* does not apply to this row: null in JSON, blank in a table */
    VALUE_UNKNOWN, /* applies, but not reported by the system: null in JSON, "-" in a table */
    VALUE_PENDING, /* not collected yet (filter, first pass) */
    VALUE_KNOWN,
};

/* The meaning of a cell's style; the writer maps roles to colours. */
enum role {
    ROLE_PLAIN,
    ROLE_HEADING,
    ROLE_DIM,
    ROLE_LISTENING,
    ROLE_OPEN,      /* established, connected */
    ROLE_OPENING,   /* a handshake in progress */
    ROLE_CLOSING,   /* closing without further action */
    ROLE_ATTENTION, /* someone must act, or something is waiting */
    ROLE_ERROR,
    ROLE_ALARM, /* an error, visible without colour */
    ROLE_COUNT
};

struct value;

/* The words of a closed list, such as the names of an enum, by index: NULL after the last one. The
 * macro defines such a function; enum members without a name are skipped. */
typedef const char *closed_list(size_t index);

/* Makes a closed list of an array, skipping NULLs. */
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
    uint32_t interface; /* index; 0: do not show one */
    uint16_t port;      /* 0: none, shown as "*" */
    uint8_t family;
    uint8_t protocol; /* enum protocol of the port */
    bool has_number;  /* family without IP addresses: `number` is valid */
    bool any_family;  /* a dual-stack wildcard, or no family: shown as "*" */
    bool none;        /* no peer: "*:*" for people, null for scripts */
    /*
     * Families without IP addresses: the name (length 0: none, shown as "*"). unix: the inode of
     * this end; netlink: the port id. Other families: the end as printed by another tool if it is
     * not an address and port; otherwise length 0.
     */
    struct text name;
    uint32_t number;
};

/* Converts IPv4 through an IPv6 socket to IPv4. */
static inline void endpoint_unmap(struct endpoint *endpoint)
{
    enum family family = (enum family)endpoint->family;

    address_unmap(&family, &endpoint->address);
    endpoint->family = (uint8_t)family;
}

/* The columns of the items of a VALUE_LIST. JSON omits absent cells of an item. */
struct list_type {
    const struct list_column {
        const char *key;
        enum value_type type;
        const char *help;
        closed_list *words; /* NULL: its texts are not a closed list */
        size_t at;          /* for the cell function: an offset in the item, */
        unsigned part;      /* and the part to read */
    } * columns;
    size_t column_count;
    size_t name, number; /* columns that make up a table's cell: nginx[812] +3 */
#define LIST_NO_NUMBER SIZE_MAX
};

struct list {
    const struct list_type *type;
    const void *items, *context; /* passed to the cell function */
    size_t count;
    bool whole;            /* show every item in a table: nginx[812], nginx[813] */
    bool partial;          /* some items may not have been readable */
    struct text otherwise; /* what a table shows if there are no items */
    void (*cell)(const struct list *list, size_t item, size_t column, struct value *out);
};

struct value {
    enum value_presence presence;
    enum value_type type;
    enum role role;
    /* Another value follows, which may be unknown: see column_context, `item`. A table shows the
     * first value; a filter matches if any value matches. */
    bool more;
    union {
        struct text text;
        uint64_t number;
        int64_t integer;
        bool boolean;
        struct endpoint endpoint; /* VALUE_ADDRESS uses only its address and family */
        struct list list;
    };
};

/* Whether scripts get no value: null in JSON, an empty field in CSV. */
static inline bool value_is_null(const struct value *value)
{
    return value->presence != VALUE_KNOWN ||
           (value->type == VALUE_ENDPOINT && value->endpoint.none);
}

#endif
