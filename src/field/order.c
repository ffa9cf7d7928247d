/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "order.h"

#include <stdlib.h>
#include <string.h>

/* A row during sorting: its number and its key. They are moved together, because looking up a
 * record costs more than moving the key. */
struct item {
    uint64_t key;
    uint32_t row;
};

struct sorter {
    const struct snapshot *snapshot; /* for the default order */
    order_value *value;              /* gets the value of a key */
    const void *context;             /* passed to `value` */
    struct item *items, *spare;
    size_t count;
};

/* Bits of the key per pass: the counts fit the L1 cache. */
#define DIGIT_BITS  11
#define DIGIT_COUNT ((size_t)1 << DIGIT_BITS)

static size_t digit_of(const struct item *item, unsigned shift)
{
    return (size_t)(item->key >> shift) & (DIGIT_COUNT - 1);
}

/* One stable pass over the digit at `shift`. */
static void scatter(struct sorter *sorter, unsigned shift)
{
    uint32_t place[DIGIT_COUNT] = {0}, sum = 0;
    struct item *from = sorter->items, *to = sorter->spare;

    for (size_t i = 0; i < sorter->count; i++)
        place[digit_of(&from[i], shift)]++;
    for (size_t i = 0; i < DIGIT_COUNT; i++) {
        uint32_t here = place[i];

        place[i] = sum;
        sum += here;
    }
    for (size_t i = 0; i < sorter->count; i++)
        to[place[digit_of(&from[i], shift)]++] = from[i];
    sorter->items = to;
    sorter->spare = from;
}

static const struct socket *socket_of(const struct sorter *sorter, const struct item *item)
{
    return snapshot_at(sorter->snapshot, item->row);
}

/* Gets 128 bits of a row's key, the more significant word first. */
typedef void words_of_item(const struct sorter *sorter, const struct item *item,
                           const void *context, uint64_t words[2]);

/* Finds the bits that are not equal in all rows: the others need no pass. */
static void find_varying(const struct sorter *sorter, words_of_item *words_of, const void *context,
                         uint64_t varying[2])
{
    uint64_t first[2], words[2];

    varying[0] = varying[1] = 0;
    words_of(sorter, &sorter->items[0], context, first);
    for (size_t i = 1; i < sorter->count; i++) {
        words_of(sorter, &sorter->items[i], context, words);
        varying[0] |= words[0] ^ first[0];
        varying[1] |= words[1] ^ first[1];
    }
}

/* How the varying bits of two words are packed into a key, the most significant first, as many as
 * fit. */
struct squeeze {
    struct field {
        uint64_t mask; /* one bit set for each bit of the field */
        unsigned word, shift, width;
    } fields[128];
    unsigned count, bits;
};

static void squeeze_add_bit(struct squeeze *squeeze, unsigned word, unsigned bit)
{
    struct field *last = squeeze->count == 0 ? NULL : &squeeze->fields[squeeze->count - 1];

    if (last == NULL || last->word != word || last->shift != bit + 1) {
        last = &squeeze->fields[squeeze->count++];
        *last = (struct field){.word = word};
    }
    last->shift = bit;
    last->width++;
    last->mask = last->mask << 1 | 1;
    squeeze->bits++;
}

static void squeeze_make(struct squeeze *squeeze, const uint64_t varying[2])
{
    squeeze->count = squeeze->bits = 0;
    for (unsigned word = 0; word < 2; word++)
        for (unsigned bit = 64; bit-- > 0 && squeeze->bits < 64;)
            if ((varying[word] >> bit & 1) != 0)
                squeeze_add_bit(squeeze, word, bit);
}

static uint64_t squeeze_key(const struct squeeze *squeeze, const uint64_t words[2])
{
    uint64_t key = 0;

    for (unsigned i = 0; i < squeeze->count; i++) {
        const struct field *field = &squeeze->fields[i];

        /* In two steps, because a field can be as wide as the key. */
        key = key << (field->width - 1) << 1 | (words[field->word] >> field->shift & field->mask);
    }
    return key;
}

/* Sorts by the bits of `varying` that fit a key. */
static void sort_by_varying(struct sorter *sorter, words_of_item *words_of, const void *context,
                            const uint64_t varying[2])
{
    struct squeeze squeeze;

    squeeze_make(&squeeze, varying);
    for (size_t i = 0; i < sorter->count; i++) {
        uint64_t words[2];

        words_of(sorter, &sorter->items[i], context, words);
        sorter->items[i].key = squeeze_key(&squeeze, words);
    }
    for (unsigned shift = 0; shift < squeeze.bits; shift += DIGIT_BITS)
        scatter(sorter, shift);
}

/* Sorts by both words, in one step if the varying bits fit a key. */
static void sort_by_words(struct sorter *sorter, words_of_item *words_of, const void *context)
{
    uint64_t varying[2];

    find_varying(sorter, words_of, context, varying);
    if (__builtin_popcountll(varying[0]) + __builtin_popcountll(varying[1]) <= 64) {
        sort_by_varying(sorter, words_of, context, varying);
        return;
    }
    sort_by_varying(sorter, words_of, context, (const uint64_t[2]){0, varying[1]});
    sort_by_varying(sorter, words_of, context, (const uint64_t[2]){varying[0], 0});
}

static uint64_t big_endian(const uint8_t *bytes)
{
    /* Not a loop, so that compilers turn this into a single load. */
    return (uint64_t)bytes[0] << 56 | (uint64_t)bytes[1] << 48 | (uint64_t)bytes[2] << 40 |
           (uint64_t)bytes[3] << 32 | (uint64_t)bytes[4] << 24 | (uint64_t)bytes[5] << 16 |
           (uint64_t)bytes[6] << 8 | bytes[7];
}

/*
 * The first 128 bits of the default order. For an IPv4 socket this is the complete key except for
 * the cookie, and interface numbers from 65535 on count as equal. For an IPv6 socket it includes 96
 * bits of the local address.
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

#define DEFAULT_PAIRS 4

/* The complete key of the default order, two words at a time. */
static void pair_words(const struct socket *socket, unsigned pair, uint64_t words[2])
{
    words[1] = 0;
    if (pair == 0) {
        default_words(socket, words);
    } else if (pair == 1) {
        words[0] = big_endian(socket->local.bytes + 8);
    } else if (pair == 2) {
        words[0] = big_endian(socket->remote.bytes);
        words[1] = big_endian(socket->remote.bytes + 8);
    } else {
        words[0] = (uint64_t)socket->remote_port << 32 | socket->interface;
        words[1] = socket->cookie;
    }
}

static void words_of_default(const struct sorter *sorter, const struct item *item,
                             const void *context, uint64_t words[2])
{
    pair_words(socket_of(sorter, item), *(const unsigned *)context, words);
}

static bool precedes(const struct socket *a, const struct socket *b)
{
    for (unsigned pair = 0; pair < DEFAULT_PAIRS; pair++) {
        uint64_t of_a[2], of_b[2];

        pair_words(a, pair, of_a);
        pair_words(b, pair, of_b);
        for (unsigned word = 0; word < 2; word++)
            if (of_a[word] != of_b[word])
                return of_a[word] < of_b[word];
    }
    return false;
}

/* Below this size comparing all pairs is faster than counting digits. */
#define SMALL_RUN ((size_t)32)

static void sort_small_run(const struct sorter *run)
{
    for (size_t i = 1; i < run->count; i++) {
        struct item item = run->items[i];
        size_t at = i;

        for (; at > 0 && precedes(socket_of(run, &item), socket_of(run, &run->items[at - 1])); at--)
            run->items[at] = run->items[at - 1];
        run->items[at] = item;
    }
}

static void sort_large_run(struct sorter run)
{
    struct item *home = run.items;

    for (unsigned pair = DEFAULT_PAIRS; pair-- > 0;)
        sort_by_words(&run, words_of_default, &pair);
    if (run.items != home)
        memcpy(home, run.items, run.count * sizeof(*home));
}

/* Sorts the rows that the key before left equal. */
static void sort_runs(const struct sorter *sorter)
{
    for (size_t begin = 0, end; begin < sorter->count; begin = end) {
        struct sorter run = *sorter;

        end = begin + 1;
        while (end < sorter->count && sorter->items[begin].key == sorter->items[end].key)
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
    static const unsigned first_pair = 0;
    uint64_t varying[2];

    find_varying(sorter, words_of_default, &first_pair, varying);
    sort_by_varying(sorter, words_of_default, &first_pair, varying);
    sort_runs(sorter);
}

/* Returns eight bytes of a text from `8 * k` on, padded with zero bytes. */
static uint64_t text_word(struct text text, unsigned k)
{
    uint8_t bytes[8] = {0};
    size_t begin = 8 * (size_t)k;

    if (begin < text.length)
        memcpy(bytes, text.bytes + begin, text.length - begin < 8 ? text.length - begin : 8);
    return big_endian(bytes);
}

/* The kernel's longest names have 108 bytes and fill 14 words. */
#define NAME_WORDS 14

/* Texts are sorted by this many words: a recording may contain a text of a megabyte. */
#define TEXT_WORDS_MAX 64

/* Returns word `k` of an address or endpoint; *count: the number of words. */
static uint64_t endpoint_word(const struct value *value, unsigned k, unsigned *count)
{
    const struct endpoint *endpoint = &value->endpoint;
    const uint8_t *address = endpoint->address.bytes;

    bool is_ip = family_is_ip(endpoint->family);

    *count = value->type == VALUE_ADDRESS ? 3 : is_ip ? 4 : NAME_WORDS + 2;
    if (k == 0)
        return endpoint->family;
    if (is_ip)
        return k < 3 ? big_endian(address + 8 * (k - 1)) : endpoint->port;
    return k <= NAME_WORDS ? text_word(endpoint->name, k - 1) : endpoint->number;
}

/* Returns word `k` of a value; *count: the number of words. */
static uint64_t value_word(const struct value *value, unsigned k, unsigned *count)
{
    *count = 1;
    switch (value->type) {
    case VALUE_TEXT:
        *count = value->text.length < (size_t)8 * TEXT_WORDS_MAX
                     ? (unsigned)(value->text.length + 7) / 8
                     : TEXT_WORDS_MAX;
        return text_word(value->text, k);
    case VALUE_NUMBER:
    case VALUE_HEX64:
        return value->number;
    case VALUE_INTEGER:
        return (uint64_t)value->integer ^ (UINT64_C(1) << 63); /* negative numbers first */
    case VALUE_BOOL:
        return value->boolean;
    case VALUE_ADDRESS:
    case VALUE_ENDPOINT:
        return endpoint_word(value, k, count);
    case VALUE_LIST:
        return value->list.count;
    case VALUE_TYPE_COUNT:
        break;
    }
    return 0;
}

void order_get(const struct column *column, const struct column_context *context,
               const struct socket *socket, struct value *value)
{
    column_get(column, context, socket, value);
    if (value->presence == VALUE_KNOWN && column->rank != NULL) {
        value->type = VALUE_NUMBER;
        value->number = column->rank(column, socket);
    }
}

/* A word of a key. */
struct key_word {
    size_t key;
    unsigned number;
    bool descending;
};

/* Word 0 puts unknown values last in either direction. */
static void words_of_key(const struct sorter *sorter, const struct item *item, const void *context,
                         uint64_t words[2])
{
    const struct key_word *word = context;
    struct value value;
    unsigned count;

    sorter->value(sorter->context, item->row, word->key, &value);
    words[0] = value.presence != VALUE_KNOWN;
    words[1] = words[0] != 0 ? 0 : value_word(&value, word->number, &count);
    if (word->descending && words[0] == 0)
        words[1] = ~words[1];
}

static void sort_by_key(struct sorter *sorter, size_t key, bool descending)
{
    unsigned words = 1, count;
    struct value value;

    for (size_t i = 0; i < sorter->count; i++) {
        sorter->value(sorter->context, sorter->items[i].row, key, &value);
        if (value.presence != VALUE_KNOWN)
            continue;
        (void)value_word(&value, 0, &count);
        words = count > words ? count : words;
    }
    for (unsigned k = words; k-- > 0;)
        sort_by_words(sorter, words_of_key, &(struct key_word){key, k, descending});
}

/* Without a snapshot, rows with equal keys keep their order. */
static bool sort_rows(struct sorter sorter, const struct order *order, uint32_t *rows)
{
    size_t count = sorter.count;
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
    if (sorter.snapshot != NULL)
        sort_by_default(&sorter);
    for (size_t key = order->count; key-- > 0;)
        sort_by_key(&sorter, key, order->keys[key].descending);
    for (size_t i = 0; i < count; i++)
        rows[i] = sorter.items[i].row;
    free(both);
    return true;
}

uint32_t *order_numbers(const struct order *order, order_value *value, const void *context,
                        size_t count)
{
    uint32_t *numbers = calloc(count + 1, sizeof(*numbers));

    for (size_t i = 0; i < count && numbers != NULL; i++)
        numbers[i] = (uint32_t)i;
    if (numbers == NULL ||
        sort_rows((struct sorter){.value = value, .context = context, .count = count}, order,
                  numbers))
        return numbers;
    free(numbers);
    return NULL;
}

/* The context of values of sockets. */
struct socket_values {
    const struct order *order;
    const struct column_context *context;
};

static void value_of_socket(const void *context, uint32_t row, size_t key, struct value *value)
{
    const struct socket_values *values = context;

    order_get(values->order->keys[key].column, values->context,
              snapshot_at(values->context->snapshot, row), value);
}

bool order_rows(const struct order *order, const struct column_context *context, uint32_t *rows,
                size_t count)
{
    struct socket_values values = {order, context};

    return sort_rows((struct sorter){.snapshot = context->snapshot,
                                     .value = value_of_socket,
                                     .context = &values,
                                     .count = count},
                     order, rows);
}

/* Parses one column of --sort. False: *error is set. */
static bool read_key(const struct order *order, struct text word, struct order_key *key,
                     const struct column *own, struct error *error)
{
    struct column_list one = {.columns = {own}, .count = 1};

    if (word.length > 0 && word.bytes[0] == '+') {
        error_set(error, STATUS_USAGE, "unexpected '+': ascending is the default");
        return false;
    }
    if ((own == NULL || !text_equal_nocase(word, text_of(own->name))) &&
        !column_list_parse(&one, word, error))
        return false;
    key->column = one.columns[0];
    if (one.count != 1)
        error_set(error, STATUS_USAGE, "this is a group of columns: name one of them");
    else if (order->count == ORDER_KEYS_MAX)
        error_set(error, STATUS_USAGE, "more than %d sort keys", ORDER_KEYS_MAX);
    return one.count == 1 && order->count < ORDER_KEYS_MAX;
}

bool order_parse(struct order *order, struct text text, const struct column *own,
                 struct error *error)
{
    struct text rest = text, word;

    order->count = 0;
    while (text_next(&rest, ',', &word)) {
        struct order_key key = {.descending = text_starts_with(word, TEXT("-"))};

        if (key.descending)
            word = text_from(word, 1);
        if (!read_key(order, word, &key, own, error))
            return error_mark_part(error, text, word);
        order->keys[order->count++] = key;
    }
    return true;
}
