/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "order.h"

#include <stdlib.h>
#include <string.h>

/*
 * One row on its way through the passes: which it is, and 128 bits of its key, the more significant
 * first. They travel together, because looking a record up costs more than carrying it.
 */
struct item {
    uint64_t words[2];
    uint32_t row;
};

struct sorter {
    const struct column_context *context;
    struct item *items, *spare;
    size_t count;
};

/* One stable pass over byte number `byte` of a word. */
static void scatter(struct sorter *sorter, unsigned word, unsigned byte)
{
    size_t place[256] = {0}, sum = 0;
    struct item *from = sorter->items, *to = sorter->spare;

    for (size_t i = 0; i < sorter->count; i++)
        place[(from[i].words[word] >> (8 * byte)) & 255]++;
    for (size_t i = 0; i < 256; i++) {
        size_t here = place[i];

        place[i] = sum;
        sum += here;
    }
    for (size_t i = 0; i < sorter->count; i++)
        to[place[(from[i].words[word] >> (8 * byte)) & 255]++] = from[i];
    sorter->items = to;
    sorter->spare = from;
}

/* Sorts by both words of the items; a byte in which all are equal costs no pass. */
static void sort_by_words(struct sorter *sorter)
{
    uint64_t varying[2] = {0, 0};

    for (size_t i = 0; i < sorter->count; i++)
        for (unsigned word = 0; word < 2; word++)
            varying[word] |= sorter->items[i].words[word] ^ sorter->items[0].words[word];
    for (unsigned word = 2; word-- > 0;)
        for (unsigned byte = 0; byte < 8; byte++)
            if (((varying[word] >> (8 * byte)) & 255) != 0)
                scatter(sorter, word, byte);
}

static const struct socket *socket_of(const struct sorter *sorter, const struct item *item)
{
    return snapshot_at(sorter->context->snapshot, item->row);
}

static uint64_t big_endian(const uint8_t *bytes)
{
    uint64_t word = 0;

    for (size_t i = 0; i < 8; i++)
        word = word << 8 | bytes[i];
    return word;
}

/*
 * The first 128 bits of the default order. All of an IPv4 socket's key fits in, but for the cookie
 * and interface numbers from 65535 on, which count as equal here; of an IPv6 socket's, 96 bits of
 * the local address.
 */
static void default_words(const struct socket *socket, uint64_t words[2])
{
    unsigned status =
        socket->protocol == PROTOCOL_TCP ? socket->state : (unsigned)socket_is_connected(socket);
    uint64_t local = big_endian(socket->local.bytes), remote = big_endian(socket->remote.bytes);

    words[0] = (uint64_t)!socket_is_listening(socket) << 63 | (uint64_t)socket->protocol << 58 |
               (uint64_t)status << 54 | (uint64_t)socket->local_port << 38 |
               (uint64_t)socket->family << 32 | local >> 32;
    words[1] = socket->family == FAMILY_INET6
                   ? local << 32 | big_endian(socket->local.bytes + 8) >> 32
                   : (remote & ~UINT64_C(0xffffffff)) | (uint64_t)socket->remote_port << 16 |
                         (socket->interface < 0xffff ? socket->interface : 0xffff);
}

#define REST_PAIRS 4

/* The rest of it, two words at a time, for rows that the first 128 bits do not tell apart. */
static void rest_words(const struct socket *socket, unsigned pair, uint64_t words[2])
{
    switch (pair) {
    case 0:
        words[0] = big_endian(socket->local.bytes + 8);
        words[1] = 0;
        break;
    case 1:
        words[0] = big_endian(socket->remote.bytes);
        words[1] = big_endian(socket->remote.bytes + 8);
        break;
    case 2:
        words[0] = (uint64_t)socket->remote_port << 32 | socket->interface;
        words[1] = 0;
        break;
    default:
        words[0] = socket->cookie;
        words[1] = 0;
        break;
    }
}

static bool rest_precedes(const struct socket *a, const struct socket *b)
{
    for (unsigned pair = 0; pair < REST_PAIRS; pair++) {
        uint64_t of_a[2], of_b[2];

        rest_words(a, pair, of_a);
        rest_words(b, pair, of_b);
        for (unsigned word = 0; word < 2; word++)
            if (of_a[word] != of_b[word])
                return of_a[word] < of_b[word];
    }
    return false;
}

/* Below this, counting bytes costs more than comparing each with each. */
#define SMALL_RUN ((size_t)32)

static void sort_small_run(const struct sorter *run)
{
    for (size_t i = 1; i < run->count; i++) {
        struct item item = run->items[i];
        size_t at = i;

        for (; at > 0 && rest_precedes(socket_of(run, &item), socket_of(run, &run->items[at - 1]));
             at--)
            run->items[at] = run->items[at - 1];
        run->items[at] = item;
    }
}

static void sort_large_run(struct sorter run)
{
    struct item *home = run.items;

    for (unsigned pair = REST_PAIRS; pair-- > 0;) {
        for (size_t i = 0; i < run.count; i++)
            rest_words(socket_of(&run, &run.items[i]), pair, run.items[i].words);
        sort_by_words(&run);
    }
    if (run.items != home)
        memcpy(home, run.items, run.count * sizeof(*home));
}

static bool same_words(const struct item *a, const struct item *b)
{
    return a->words[0] == b->words[0] && a->words[1] == b->words[1];
}

static void sort_runs(const struct sorter *sorter)
{
    for (size_t begin = 0, end; begin < sorter->count; begin = end) {
        struct sorter run = *sorter;

        end = begin + 1;
        while (end < sorter->count && same_words(&sorter->items[begin], &sorter->items[end]))
            end++;
        run.items += begin;
        run.spare += begin;
        run.count = end - begin;
        if (run.count > SMALL_RUN)
            sort_large_run(run);
        else if (run.count > 1)
            sort_small_run(&run);
    }
}

static void sort_by_default(struct sorter *sorter)
{
    for (size_t i = 0; i < sorter->count; i++)
        default_words(socket_of(sorter, &sorter->items[i]), sorter->items[i].words);
    sort_by_words(sorter);
    sort_runs(sorter);
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

/* The kernel's longest names have 108 bytes, which fill 14 words. */
#define NAME_WORDS 14

static uint64_t endpoint_word(const struct endpoint *endpoint, unsigned k)
{
    if (!family_is_ip(endpoint->family) && k > 0)
        return k <= NAME_WORDS ? text_word(endpoint->name, k - 1) : endpoint->number;
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
    const struct socket *socket = socket_of(sorter, &sorter->items[item]);

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
        return family_is_ip(value->endpoint.family) ? 4 : NAME_WORDS + 2;
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
    /* Word 0 puts the unknown last, whichever the direction. */
    for (unsigned k = words; k-- > 0;) {
        for (size_t i = 0; i < sorter->count; i++) {
            struct item *item = &sorter->items[i];

            get(sorter, key, i, &value);
            item->words[0] = value.presence != VALUE_KNOWN;
            item->words[1] = item->words[0] != 0 ? 0 : value_word(&value, k);
            if (key->descending && item->words[0] == 0)
                item->words[1] = ~item->words[1];
        }
        sort_by_words(sorter);
    }
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
        if (word.length > 0 && word.bytes[0] == '+') {
            error_set(error, STATUS_USAGE, "ascending is the default: no '+' before a sort key");
            error_mark(error, text, begin, at);
            return false;
        }
        if (!column_list_parse(&one, word, error)) {
            error_mark(error, text, begin, at);
            return false;
        }
        if (one.count != 1) {
            error_set(error, STATUS_USAGE, "a group of columns: name one of them");
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
