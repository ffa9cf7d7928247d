/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "predicate.h"

#include <inttypes.h>

struct predicate *predicate_new(struct arena *arena, enum predicate_kind kind)
{
    struct predicate *predicate = arena_alloc(arena, sizeof(*predicate));

    if (predicate != NULL)
        predicate->kind = kind;
    return predicate;
}

/* Nested ANDs are merged into one list, and so are nested ORs. */
static void append(struct predicate *list, struct predicate *more)
{
    bool same = more->kind == list->kind;
    struct predicate *first = same ? more->first : more, *last = same ? more->last : more;

    if (list->first == NULL)
        list->first = first;
    else
        list->last->next = first;
    list->last = last;
}

struct predicate *predicate_join(struct arena *arena, enum predicate_kind kind, struct predicate *a,
                                 struct predicate *b)
{
    struct predicate *joined;

    if (a == NULL || b == NULL)
        return NULL;
    if (a->kind == PREDICATE_TRUE)
        return kind == PREDICATE_OR ? a : b;
    if (b->kind == PREDICATE_TRUE)
        return kind == PREDICATE_OR ? b : a;
    if (a->kind == kind) {
        append(a, b);
        return a;
    }
    joined = predicate_new(arena, kind);
    if (joined == NULL)
        return NULL;
    append(joined, a);
    append(joined, b);
    return joined;
}

struct predicate *predicate_not(struct arena *arena, struct predicate *test)
{
    struct predicate *negated = test == NULL ? NULL : predicate_new(arena, PREDICATE_NOT);

    if (negated != NULL)
        append(negated, test);
    return negated;
}

static void describe_prefix(const struct predicate *predicate, struct builder *out)
{
    char address[ADDRESS_MAX_LENGTH];

    builder_add(out, predicate->side == SIDE_LOCAL ? TEXT("src ") : TEXT("dst "));
    builder_add(out, (struct text){address, address_write(address, predicate->prefix.family,
                                                          &predicate->prefix.address)});
    builder_printf(out, "/%u", predicate->prefix.bits);
}

static void describe_ports(const struct predicate *predicate, struct builder *out)
{
    unsigned low = predicate->ports.low, high = predicate->ports.high;

    builder_add(out, predicate->side == SIDE_LOCAL ? TEXT("sport ") : TEXT("dport "));
    if (low == high)
        builder_printf(out, "= %u", low);
    else if (low == 0)
        builder_printf(out, "<= %u", high);
    else if (high == UINT16_MAX)
        builder_printf(out, ">= %u", low);
    else
        builder_printf(out, "in %u..%u", low, high);
}

static void describe_list(const struct predicate *list, struct builder *out)
{
    for (const struct predicate *p = list->first; p != NULL; p = p->next) {
        bool inner = p->kind == PREDICATE_AND || p->kind == PREDICATE_OR;

        builder_add(out, inner ? TEXT("(") : TEXT(""));
        predicate_describe(p, out);
        builder_add(out, inner ? TEXT(")") : TEXT(""));
        if (p->next != NULL)
            builder_add(out, list->kind == PREDICATE_AND ? TEXT(" and ") : TEXT(" or "));
    }
}

void predicate_describe(const struct predicate *predicate, struct builder *out)
{
    switch (predicate->kind) {
    case PREDICATE_TRUE:
        builder_add(out, TEXT("any"));
        break;
    case PREDICATE_AND:
    case PREDICATE_OR:
        describe_list(predicate, out);
        break;
    case PREDICATE_NOT:
        builder_add(out, TEXT("not "));
        predicate_describe(predicate->first, out);
        break;
    case PREDICATE_PREFIX:
        describe_prefix(predicate, out);
        break;
    case PREDICATE_PORTS:
        describe_ports(predicate, out);
        break;
    case PREDICATE_INTERFACE:
        builder_printf(out, "dev %" PRIu32, predicate->interface);
        break;
    case PREDICATE_MARK:
        builder_printf(out, "fwmark 0x%" PRIx32 "/0x%" PRIx32, predicate->mark.value,
                       predicate->mark.mask);
        break;
    case PREDICATE_CGROUP:
        builder_printf(out, "cgroup %" PRIu64, predicate->cgroup);
        break;
    }
}
