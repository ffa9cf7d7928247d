/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a kernel can test of a socket: AND, OR and NOT over a few simple tests. The filter makes one
 * that holds of every socket that it accepts, and maybe of others: what has no test here is TRUE.
 * A backend may use it to leave sockets out, or a part of it, or none.
 */
#ifndef LSOCK_PREDICATE_H
#define LSOCK_PREDICATE_H

#include "address.h"
#include "arena.h"
#include "builder.h"
#include "socket.h"

enum predicate_kind {
    PREDICATE_TRUE,
    PREDICATE_AND,
    PREDICATE_OR,
    PREDICATE_NOT, /* of a test: never of AND, OR, NOT or TRUE */
    PREDICATE_PREFIX,
    PREDICATE_PORTS,
    PREDICATE_INTERFACE,
    PREDICATE_MARK,
    PREDICATE_CGROUP,
};

enum side { SIDE_LOCAL, SIDE_REMOTE };

struct predicate {
    enum predicate_kind kind;
    enum side side; /* PREFIX, PORTS */
    union {
        /* The first bits of the address; an IPv4 prefix also holds of v4-mapped addresses. */
        struct {
            enum family family;
            unsigned bits;
            struct address address;
        } prefix;
        struct {
            uint16_t low, high; /* both included */
        } ports;
        uint32_t interface; /* bound to it; 0: to none */
        struct {
            uint32_t value, mask; /* mark & mask == value; a mini socket's unknown mark is 0 */
        } mark;
        uint64_t cgroup;
        struct {
            struct predicate *first, *last; /* AND, OR: at least two; NOT: one */
        };
    };
    struct predicate *next; /* beside it under the same AND or OR; so none is used twice */
};

/*
 * A new one in the arena. NULL: out of memory. `predicate_join` is AND or OR of what it is given,
 * either of which may be NULL (out of memory before), and makes do without needless TRUEs.
 */
struct predicate *predicate_new(struct arena *arena, enum predicate_kind kind) NODISCARD;
struct predicate *predicate_join(struct arena *arena, enum predicate_kind kind, struct predicate *a,
                                 struct predicate *b) NODISCARD;
struct predicate *predicate_not(struct arena *arena, struct predicate *test) NODISCARD;

/* In words, for people. */
void predicate_describe(const struct predicate *predicate, struct builder *out);

#endif
