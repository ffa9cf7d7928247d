/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "hash.h"

const struct column groups_sockets = {
    .name = "sockets", .title = "SOCKETS", .help = "number of sockets", .type = VALUE_NUMBER};

/* The values that a socket is grouped by, for one of its owners. */
struct key {
    const struct groups *groups;
    struct value values[GROUPS_BY_MAX];
};

/* IPv4 through an IPv6 socket belongs to the same host. */
static void unmap(struct value *value)
{
    if (value->presence == VALUE_KNOWN &&
        (value->type == VALUE_ADDRESS || value->type == VALUE_ENDPOINT))
        endpoint_unmap(&value->endpoint);
}

static void get(const struct column *column, const struct column_context *context, uint32_t row,
                struct value *value)
{
    column_get(column, context, snapshot_at(context->snapshot, row), value);
    unmap(value);
}

static struct column_context with_item(const struct groups *groups, size_t item)
{
    struct column_context context = groups->context;

    context.item = item;
    return context;
}

static void hash_endpoint(struct hash *hash, const struct value *value)
{
    const struct endpoint *endpoint = &value->endpoint;

    hash_add(hash, endpoint->family);
    if (family_is_ip(endpoint->family))
        hash_add_bytes(hash, &endpoint->address, sizeof(endpoint->address));
    if (value->type == VALUE_ADDRESS)
        return;
    hash_add_text(hash, endpoint->name);
    if (!family_is_ip(endpoint->family))
        hash_add(hash, endpoint->has_number ? endpoint->number : UINT64_MAX);
    hash_add(hash, (uint64_t)endpoint->port << 32 | endpoint->interface);
    hash_add(hash, (uint64_t)endpoint->none << 1 | endpoint->any_family);
}

static void hash_value(struct hash *hash, const struct value *value)
{
    hash_add(hash, (uint64_t)value->presence << 32 | value->type);
    if (value->presence != VALUE_KNOWN)
        return;
    if (value->type == VALUE_TEXT)
        hash_add_text(hash, value->text);
    else if (value->type == VALUE_BOOL)
        hash_add(hash, value->boolean);
    else if (value->type == VALUE_ADDRESS || value->type == VALUE_ENDPOINT)
        hash_endpoint(hash, value);
    else
        hash_add(hash, value->number);
}

static bool same_endpoint(const struct value *a, const struct value *b)
{
    const struct endpoint *x = &a->endpoint, *y = &b->endpoint;
    bool is_ip = family_is_ip(x->family);

    if (x->family != y->family ||
        (is_ip && memcmp(&x->address, &y->address, sizeof(x->address)) != 0))
        return false;
    if (a->type == VALUE_ADDRESS)
        return true;
    if (!is_ip && (x->has_number != y->has_number || (x->has_number && x->number != y->number)))
        return false;
    return text_equal(x->name, y->name) && x->port == y->port && x->interface == y->interface &&
           x->none == y->none && x->any_family == y->any_family;
}

static bool same_value(const struct value *a, const struct value *b)
{
    if (a->presence != b->presence || a->type != b->type || a->presence != VALUE_KNOWN)
        return a->presence == b->presence && a->presence != VALUE_KNOWN;
    if (a->type == VALUE_TEXT)
        return text_equal(a->text, b->text);
    if (a->type == VALUE_BOOL)
        return a->boolean == b->boolean;
    if (a->type == VALUE_ADDRESS || a->type == VALUE_ENDPOINT)
        return same_endpoint(a, b);
    return a->number == b->number;
}

static bool same_key(const void *value, uint32_t number)
{
    const struct key *key = value;
    const struct groups *groups = key->groups;
    const struct group *group = &groups->list[number];
    struct column_context context = with_item(groups, group->item);

    for (size_t i = 0; i < groups->by->count; i++) {
        struct value there;

        get(groups->by->columns[i], &context, group->row, &there);
        if (!same_value(&key->values[i], &there))
            return false;
    }
    return true;
}

static bool add_group(struct groups *groups, uint32_t row, size_t item)
{
    size_t sums = groups->sums->count;
    struct group *list = array_grow(groups->list, groups->count, sizeof(*list));
    struct group_sum *totals;

    if (list == NULL)
        return false;
    groups->list = list;
    totals = array_grow(groups->totals, groups->count, (sums + 1) * sizeof(*totals));
    if (totals == NULL)
        return false;
    groups->totals = totals;
    for (size_t i = 0; i < sums; i++)
        totals[groups->count * sums + i] = (struct group_sum){.presence = VALUE_ABSENT};
    list[groups->count++] = (struct group){.row = row, .item = (uint32_t)item};
    return true;
}

/* A sum that overflows becomes unknown. */
static void add_value(struct group_sum *total, const struct value *value)
{
    if (value->presence == VALUE_ABSENT || total->presence == VALUE_UNKNOWN)
        return;
    total->presence = value->presence == VALUE_KNOWN && value->number <= UINT64_MAX - total->sum
                          ? VALUE_KNOWN
                          : VALUE_UNKNOWN;
    if (total->presence == VALUE_KNOWN)
        total->sum += value->number;
}

static void count_row(struct groups *groups, uint32_t number, uint32_t row)
{
    struct group *group = &groups->list[number];

    group->sockets++;
    group->last = row;
    for (size_t i = 0; i < groups->sums->count; i++) {
        struct value value;

        get(groups->sums->columns[i], &groups->context, row, &value);
        add_value(&groups->totals[number * groups->sums->count + i], &value);
    }
}

/* Counts the row for one of its owners. */
static bool add_key(struct groups *groups, const struct key *key, uint32_t row, size_t item)
{
    struct hash hash = hash_start;
    uint32_t number;

    for (size_t i = 0; i < groups->by->count; i++)
        hash_value(&hash, &key->values[i]);
    number = distinct_enter(&groups->distinct, hash_end(hash), same_key, key);
    if (number == DISTINCT_NONE || (number == groups->count && !add_group(groups, row, item)))
        return false;
    if (groups->list[number].sockets == 0 || groups->list[number].last != row)
        count_row(groups, number, row);
    return true;
}

bool groups_add(struct groups *groups, uint32_t row)
{
    struct key key = {.groups = groups};
    bool more = true;

    for (size_t item = 0; more; item++) {
        struct column_context context = with_item(groups, item);
        bool unknown = false;

        more = false;
        for (size_t i = 0; i < groups->by->count; i++) {
            struct value *value = &key.values[i];

            get(groups->by->columns[i], &context, row, value);
            more |= value->more;
            unknown |= value->presence == VALUE_UNKNOWN;
        }
        /* a further owner that could not be inspected */
        if (item > 0 && unknown)
            continue;
        if (!add_key(groups, &key, row, item))
            return false;
    }
    return true;
}

void groups_get(const struct groups *groups, uint32_t group, const struct column *column,
                struct value *value)
{
    const struct group *counted = &groups->list[group];
    struct column_context context = with_item(groups, counted->item);
    const struct group_sum *total;

    if (column == &groups_sockets) {
        *value = (struct value){
            .presence = VALUE_KNOWN, .type = VALUE_NUMBER, .number = counted->sockets};
        return;
    }
    if (column_list_has(groups->by, column)) {
        get(column, &context, counted->row, value);
        return;
    }
    total = &groups->totals[group * groups->sums->count];
    for (size_t i = 0; groups->sums->columns[i] != column; i++)
        total++;
    *value = (struct value){.presence = total->presence,
                            .type = VALUE_NUMBER,
                            .role = total->presence == VALUE_UNKNOWN ? ROLE_DIM : ROLE_PLAIN,
                            .number = total->sum};
}

bool groups_is_unknown(const struct groups *groups, uint32_t group)
{
    struct value value;

    for (size_t i = 0; i < groups->by->count; i++) {
        groups_get(groups, group, groups->by->columns[i], &value);
        if (value.presence == VALUE_UNKNOWN)
            return true;
    }
    return false;
}

struct group_values {
    const struct groups *groups;
    const struct order *order;
};

static void value_of_group(const void *context, uint32_t group, size_t key, struct value *value)
{
    const struct group_values *values = context;
    const struct groups *groups = values->groups;
    const struct column *column = values->order->keys[key].column;
    const struct group *counted = &groups->list[group];
    struct column_context with = with_item(groups, counted->item);

    if (column->rank != NULL && column_list_has(groups->by, column))
        order_get(column, &with, snapshot_at(with.snapshot, counted->row), value);
    else
        groups_get(groups, group, column, value);
}

uint32_t *groups_sorted(const struct groups *groups, const struct order *order)
{
    struct order whole = *order;
    struct group_values values = {groups, &whole};

    whole.keys[whole.count++] = (struct order_key){&groups_sockets, true};
    for (size_t i = 0; i < groups->by->count; i++)
        whole.keys[whole.count++] = (struct order_key){groups->by->columns[i], false};
    return order_numbers(&whole, value_of_group, &values, groups->count);
}

void groups_init(struct groups *groups, const struct column_context *context,
                 const struct column_list *by, const struct column_list *sums)
{
    *groups = (struct groups){.context = *context, .by = by, .sums = sums};
}

void groups_free(struct groups *groups)
{
    distinct_free(&groups->distinct);
    free(groups->list);
    free(groups->totals);
}
