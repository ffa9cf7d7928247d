/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "order.h"

#include <stdlib.h>
#include <string.h>

/* One row on its way through the passes: a word of its key, and which row it is. */
struct item {
    uint64_t word;
    uint32_t row;
};

struct sorter {
    const struct column_context *context;
    struct item *items, *spare;
    size_t count;
};

/* One stable pass over byte number `byte` of the words. */
static void scatter(struct sorter *sorter, unsigned byte, const size_t histogram[256])
{
    size_t place[256], sum = 0;
    struct item *from = sorter->items, *to = sorter->spare;

    for (size_t i = 0; i < 256; i++) {
        place[i] = sum;
        sum += histogram[i];
    }
    for (size_t i = 0; i < sorter->count; i++)
        to[place[(from[i].word >> (8 * byte)) & 255]++] = from[i];
    sorter->items = to;
    sorter->spare = from;
}

static void sort_by_word(struct sorter *sorter)
{
    size_t histograms[8][256] = {{0}};
    uint64_t first = sorter->items[0].word, varying = 0;

    for (size_t i = 0; i < sorter->count; i++)
        varying |= sorter->items[i].word ^ first;
    if (varying == 0)
        return;
    for (size_t i = 0; i < sorter->count; i++)
        for (unsigned byte = 0; byte < 8; byte++)
            histograms[byte][(sorter->items[i].word >> (8 * byte)) & 255]++;
    for (unsigned byte = 0; byte < 8; byte++)
        if (((varying >> (8 * byte)) & 255) != 0)
            scatter(sorter, byte, histograms[byte]);
}

static uint64_t big_endian(const uint8_t *bytes)
{
    uint64_t word = 0;

    for (size_t i = 0; i < 8; i++)
        word = word << 8 | bytes[i];
    return word;
}

#define DEFAULT_WORDS 7

/* Word `k` of the default order, the most significant is 0. */
static uint64_t default_word(const struct socket *socket, unsigned k)
{
    unsigned status = socket->protocol == PROTOCOL_TCP ? socket->state
                                                       : (unsigned)socket_is_connected(socket);

    switch (k) {
    case 0:
        return (uint64_t)!socket_is_listening(socket) << 63 | (uint64_t)socket->protocol << 48 |
               (uint64_t)status << 40 | (uint64_t)socket->local_port << 16 | socket->family;
    case 1:
        return big_endian(socket->local.bytes);
    case 2:
        return big_endian(socket->local.bytes + 8);
    case 3:
        return big_endian(socket->remote.bytes);
    case 4:
        return big_endian(socket->remote.bytes + 8);
    case 5:
        return (uint64_t)socket->remote_port << 32 | socket->interface;
    default:
        return socket->cookie;
    }
}

static void sort_by_default(struct sorter *sorter)
{
    for (unsigned k = DEFAULT_WORDS; k-- > 0;) {
        for (size_t i = 0; i < sorter->count; i++)
            sorter->items[i].word = default_word(
                snapshot_at(sorter->context->snapshot, sorter->items[i].row), k);
        sort_by_word(sorter);
    }
}

/* Eight bytes of a text from `8 * k` on; a shorter text is as if filled with zero bytes. */
static uint64_t text_word(struct text text, unsigned k)
{
    uint8_t bytes[8] = {0};
    size_t begin = 8 * (size_t)k;

    if (begin < text.length)
        memcpy(bytes, text.bytes + begin, text.length - begin < 8 ? text.length - begin : 8);
    return big_endian(bytes);
}

static uint64_t endpoint_word(const struct endpoint *endpoint, unsigned k)
{
    switch (k) {
    case 0:
        return endpoint->family;
    case 1:
        return big_endian(endpoint->address.bytes);
    case 2:
        return big_endian(endpoint->address.bytes + 8);
    default:
        return endpoint->port;
    }
}

static uint64_t value_word(const struct value *value, unsigned k)
{
    switch (value->type) {
    case VALUE_TEXT:
        return text_word(value->text, k);
    case VALUE_NUMBER:
    case VALUE_HEX64:
        return value->number;
    case VALUE_INTEGER:
        return (uint64_t)value->integer ^ (UINT64_C(1) << 63); /* negative ones first */
    case VALUE_BOOL:
        return value->boolean;
    case VALUE_ADDRESS:
    case VALUE_ENDPOINT:
        return endpoint_word(&value->endpoint, k);
    case VALUE_LIST:
        return value->list.count;
    case VALUE_TYPE_COUNT:
        break;
    }
    return 0;
}

static void get(const struct sorter *sorter, const struct order_key *key, size_t item,
                struct value *value)
{
    const struct socket *socket =
        snapshot_at(sorter->context->snapshot, sorter->items[item].row);

    column_get(key->column, sorter->context, socket, value);
    if (value->presence == VALUE_KNOWN && key->column->rank != NULL) {
        value->type = VALUE_NUMBER;
        value->number = key->column->rank(socket);
    }
}

/* Texts are ordered by so many of their first bytes: a recording may hold one of a megabyte. */
#define TEXT_WORDS_MAX 64

static unsigned words_of(const struct value *value)
{
    switch (value->type) {
    case VALUE_TEXT:
        return value->text.length < (size_t)8 * TEXT_WORDS_MAX
                   ? (unsigned)(value->text.length + 7) / 8
                   : TEXT_WORDS_MAX;
    case VALUE_ADDRESS:
        return 3;
    case VALUE_ENDPOINT:
        return 4;
    default:
        return 1;
    }
}

static void sort_by_key(struct sorter *sorter, const struct order_key *key)
{
    unsigned words = 1;
    struct value value;

    for (size_t i = 0; i < sorter->count; i++) {
        get(sorter, key, i, &value);
        if (value.presence == VALUE_KNOWN && words_of(&value) > words)
            words = words_of(&value);
    }
    for (unsigned k = words; k-- > 0;) {
        for (size_t i = 0; i < sorter->count; i++) {
            get(sorter, key, i, &value);
            sorter->items[i].word = value.presence != VALUE_KNOWN ? 0 : value_word(&value, k);
            if (key->descending)
                sorter->items[i].word = ~sorter->items[i].word;
        }
        sort_by_word(sorter);
    }
    for (size_t i = 0; i < sorter->count; i++) {
        get(sorter, key, i, &value);
        sorter->items[i].word = value.presence != VALUE_KNOWN;
    }
    sort_by_word(sorter);
}

bool order_rows(const struct order *order, const struct column_context *context, uint32_t *rows,
                size_t count)
{
    struct sorter sorter = {.context = context, .count = count};
    struct item *both;

    if (count < 2)
        return true;
    if (count > SIZE_MAX / (2 * sizeof(*both)))
        return false;
    both = malloc(2 * count * sizeof(*both));
    if (both == NULL)
        return false;
    sorter.items = both;
    sorter.spare = both + count;
    for (size_t i = 0; i < count; i++)
        sorter.items[i].row = rows[i];
    sort_by_default(&sorter);
    for (size_t key = order->count; key-- > 0;)
        sort_by_key(&sorter, &order->keys[key]);
    for (size_t i = 0; i < count; i++)
        rows[i] = sorter.items[i].row;
    free(both);
    return true;
}

bool order_parse(struct order *order, struct text text, struct error *error)
{
    size_t at = 0;

    order->count = 0;
    for (;;) {
        struct order_key key = {NULL, false};
        struct column_list one = {.count = 0};
        struct text word;
        size_t begin;

        if (at < text.length && text.bytes[at] == '-') {
            key.descending = true;
            at++;
        }
        begin = at;
        while (at < text.length && text.bytes[at] != ',')
            at++;
        word = (struct text){text.bytes + begin, at - begin};
        if (!column_list_parse(&one, word, error)) {
            error_mark(error, text, begin, at);
            return false;
        }
        if (order->count == ORDER_KEYS_MAX) {
            error_set(error, STATUS_USAGE, "more than %d sort keys", ORDER_KEYS_MAX);
            error_mark(error, text, begin, at);
            return false;
        }
        key.column = one.columns[0];
        order->keys[order->count++] = key;
        if (at++ == text.length)
            return true;
    }
}
