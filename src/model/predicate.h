/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A condition that a kernel can test: AND, OR and NOT over a few simple tests. The filter makes one
 * that is true for every socket that it accepts, and maybe for others: tests that are missing here
 * become TRUE. A backend may use all, part or none of it to skip sockets.
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
    PREDICATE_NOT, /* of a simple test: never of AND, OR, NOT or TRUE */
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
        /* The first bits of the address; an IPv4 prefix also matches v4-mapped addresses. */
        struct {
            enum family family;
            unsigned bits;
            struct address address;
        } prefix;
        struct {
            uint16_t low, high; /* inclusive */
        } ports;
        uint32_t interface; /* bound to it; 0: to none */
        struct {
            uint32_t value, mask; /* mark & mask == value; unknown marks of mini sockets are 0 */
        } mark;
        uint64_t cgroup;
        struct {
            struct predicate *first, *last; /* AND, OR: at least two; NOT: one */
        };
    };
    struct predicate
        *next; /* the next one under the same AND or OR; so a predicate cannot be shared */
};

/* Allocates in the arena. NULL: out of memory. predicate_join makes AND or OR of its arguments,
 * removes needless TRUEs, and returns NULL if an argument is NULL. */
struct predicate *predicate_new(struct arena *arena, enum predicate_kind kind) NODISCARD;
struct predicate *predicate_join(struct arena *arena, enum predicate_kind kind, struct predicate *a,
                                 struct predicate *b) NODISCARD;
struct predicate *predicate_not(struct arena *arena, struct predicate *test) NODISCARD;

/* Writes the condition for people. */
void predicate_describe(const struct predicate *predicate, struct builder *out);

#endif
