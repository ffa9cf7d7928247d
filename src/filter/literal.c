/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses values: numbers with units, marks, and other values of columns. */
#include "parser.h"

#include "number.h"

struct suffix {
    const char *word;
    uint64_t factor;
};

#define KIBI UINT64_C(1024)
#define KILO UINT64_C(1000)

/* In bytes, or a plain count. */
static const struct suffix sizes[] = {
    {"", 1},
    {"B", 1},
    {"K", KIBI},
    {"KB", KIBI},
    {"KiB", KIBI},
    {"M", KIBI *KIBI},
    {"MB", KIBI *KIBI},
    {"MiB", KIBI *KIBI},
    {"G", KIBI *KIBI *KIBI},
    {"GB", KIBI *KIBI *KIBI},
    {"GiB", KIBI *KIBI *KIBI},
    {"T", KIBI *KIBI *KIBI *KIBI},
    {NULL, 0},
};

/* In nanoseconds. */
static const struct suffix times[] = {
    {"ns", 1},
    {"us", KILO},
    {"ms", KILO *KILO},
    {"s", KILO *KILO *KILO},
    {"min", 60 * KILO *KILO *KILO},
    {"m", 60 * KILO *KILO *KILO},
    {"h", 3600 * KILO *KILO *KILO},
    {"d", 86400 * KILO *KILO *KILO},
    {NULL, 0},
};

/* In bits per second. */
static const struct suffix rates[] = {
    {"", 1},
    {"bps", 1},
    {"K", KILO},
    {"Kbps", KILO},
    {"M", KILO *KILO},
    {"Mbps", KILO *KILO},
    {"G", KILO *KILO *KILO},
    {"Gbps", KILO *KILO *KILO},
    {NULL, 0},
};

static const struct unit {
    const struct suffix *suffixes;
    uint64_t base; /* factor for a number without a suffix, in the unit of the suffixes */
    const char *example;
} units[UNIT_COUNT] = {
    [UNIT_NONE] = {sizes, 1, "a number, such as 100 or 64K"},
    [UNIT_BYTES] = {sizes, 1, "a number, such as 100 or 64K"},
    [UNIT_US] = {times, KILO, "a time, such as 100ms, 5s or 1h"},
    [UNIT_MS] = {times, KILO *KILO, "a time, such as 100ms, 5s or 1h"},
    [UNIT_S] = {times, KILO *KILO *KILO, "a time, such as 5s, 10m or 1h"},
    [UNIT_BPS] = {rates, 1, "a rate, such as 10M or 1Gbps"},
};

/* Parses the digits at the start of a number, with an optional point, as mantissa / divisor. */
static bool read_decimal(struct text text, size_t *at, uint64_t *mantissa, uint64_t *divisor)
{
    bool point = false;
    size_t digits = 0;

    *mantissa = 0;
    *divisor = 1;
    for (*at = 0; *at < text.length; ++*at) {
        char c = text.bytes[*at];

        if (c == '.' && !point && digits > 0) {
            point = true;
            continue;
        }
        if (!ascii_is_digit(c))
            break;
        if (*mantissa > (UINT64_MAX - 9) / 10 || *divisor > UINT64_MAX / 100)
            return false;
        *mantissa = *mantissa * 10 + (uint64_t)(c - '0');
        *divisor *= point ? 10 : 1;
        digits++;
    }
    return digits > 0 && text.bytes[*at - 1] != '.';
}

/* Returns the range of numbers for which the comparison with `number` is true. If `inexact`,
 * `number` was rounded down. */
static struct range range_of(enum comparison comparison, uint64_t number, bool inexact)
{
    static const struct range none = {1, 0};

    switch (comparison) {
    case COMPARE_EQUAL:
    case COMPARE_LIKE:
        return inexact ? none : (struct range){number, number};
    case COMPARE_LESS:
        return number == 0 && !inexact ? none : (struct range){0, number - !inexact};
    case COMPARE_LESS_EQUAL:
        return (struct range){0, number};
    case COMPARE_GREATER_EQUAL:
        if (!inexact)
            return (struct range){number, UINT64_MAX};
        break;
    case COMPARE_GREATER:
        break;
    }
    return number == UINT64_MAX ? none : (struct range){number + 1, UINT64_MAX};
}

static bool read_number(struct text text, enum column_unit unit, struct test *test)
{
    const struct unit *row = &units[unit];
    uint64_t mantissa, divisor, factor = 0, product;
    struct text suffix;
    size_t at;

    if (text_starts_with(text, TEXT("0x")) && row->suffixes == sizes) {
        text = text_from(text, 2);
        if (!number_parse_hex(text, UINT64_MAX, &product))
            return false;
        test->range = range_of(test->comparison, product, false);
        return true;
    }
    if (!read_decimal(text, &at, &mantissa, &divisor))
        return false;
    suffix = text_from(text, at);
    if (suffix.length == 0)
        factor = row->base;
    for (const struct suffix *s = row->suffixes; s->word != NULL && factor == 0; s++)
        if (text_equal_nocase(suffix, text_of(s->word)))
            factor = s->factor;
    if (factor == 0 || mantissa > UINT64_MAX / factor || divisor > UINT64_MAX / row->base)
        return false;
    product = mantissa * factor;
    divisor *= row->base;
    test->range = range_of(test->comparison, product / divisor, product % divisor != 0);
    return true;
}

static bool refuse(const struct parser *parser, const struct token *token, const char *expected)
{
    error_set(parser->error, STATUS_USAGE, "expected %s", expected);
    return parser_mark(parser, token->begin, token->end);
}

bool port_parse(struct parser *parser, const struct token *token, struct test *test)
{
    struct range *ports;

    test->end = end_pattern_parse(parser, token, END_PORT);
    if (test->end == NULL)
        return false;
    ports = test->end->ports;
    if (test->comparison == COMPARE_EQUAL || test->end->port_count == 0)
        return true;
    if (test->end->port_count > 1 || ports->low != ports->high)
        return refuse(parser, token, "a single port");
    *ports = range_of(test->comparison, ports->low, false);
    return true;
}

/* A column can be compared with only one range of numbers. */
static bool parse_port(struct parser *parser, const struct token *token, struct test *test)
{
    if (!port_parse(parser, token, test))
        return false;
    if (test->end->port_count != 1)
        return refuse(parser, token, "a port or a range");
    test->range = *test->end->ports;
    return true;
}

static bool parse_number(struct parser *parser, const struct token *token, struct test *test)
{
    enum column_meaning meaning = test->column->meaning;
    enum column_unit unit = test->column->unit;

    if (meaning == MEANING_LOCAL_PORT || meaning == MEANING_REMOTE_PORT)
        return parse_port(parser, token, test);
    return read_number(token->text, unit, test) || refuse(parser, token, units[unit].example);
}

static bool parse_integer(struct parser *parser, const struct token *token, struct test *test)
{
    bool negative = token->text.length > 0 && token->text.bytes[0] == '-';
    struct text digits = text_from(token->text, negative);
    uint64_t number;

    if (!number_parse(digits, INT64_MAX, &number))
        return refuse(parser, token, "a number");
    number = negative ? INTEGER_ZERO - number : INTEGER_ZERO + number;
    test->range = range_of(test->comparison, number, false);
    return true;
}

static bool parse_hex64(struct parser *parser, const struct token *token, struct test *test)
{
    uint64_t number;

    if (!number_parse_hex(token->text, UINT64_MAX, &number))
        return refuse(parser, token, "up to 16 hex digits");
    test->range = range_of(test->comparison, number, false);
    return true;
}

static bool parse_bool(struct parser *parser, const struct token *token, struct test *test)
{
    static const char *const words[] = {"false", "true", "no", "yes", "0", "1"};

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_equal_nocase(token->text, text_of(words[i]))) {
            test->boolean = i % 2 == 1;
            return true;
        }
    return refuse(parser, token, "true or false");
}

static bool parse_end(struct parser *parser, const struct token *token, struct test *test)
{
    test->end = end_pattern_parse(parser, token, END_NAMED);
    return test->end != NULL &&
           (test->column->type == VALUE_ENDPOINT ||
            (test->end->port_count == 0 && !test->end->has_interface) ||
            refuse(parser, token, "an address or a prefix, without port and interface"));
}

const struct column *literal_column(const struct token *token, const struct column *column)
{
    const struct column *other = token->kind == TOKEN_TEXT ? column_find_word(token->text) : NULL;

    return other != NULL && column->type == VALUE_NUMBER && other->type == VALUE_NUMBER ? other
                                                                                        : NULL;
}

bool columns_parse(struct parser *parser, const struct token *token, const struct column *other,
                   struct test *test)
{
    const struct unit *unit = &units[test->column->unit], *other_unit = &units[other->unit];

    test->kind = TEST_COLUMNS;
    test->other = other;
    test->scale = unit->base;
    test->other_scale = other_unit->base;
    parser->filter->need |= other->need;
    return unit->suffixes == other_unit->suffixes ||
           parser_refuse(parser, token, "these columns have different units");
}

bool literal_parse(struct parser *parser, const struct token *token, struct test *test)
{
    static bool (*const parsers[VALUE_TYPE_COUNT])(struct parser * parser,
                                                   const struct token *token, struct test *test) = {
        [VALUE_NUMBER] = parse_number, [VALUE_INTEGER] = parse_integer,
        [VALUE_HEX64] = parse_hex64,   [VALUE_BOOL] = parse_bool,
        [VALUE_ADDRESS] = parse_end,   [VALUE_ENDPOINT] = parse_end,
    };
    enum value_type type = test->column->type;

    test->text = token->text;
    test->is_number = type == VALUE_LIST && read_number(token->text, UNIT_NONE, test);
    return parsers[type] == NULL || parsers[type](parser, token, test);
}

/* Decimal, or hexadecimal after 0x. */
static bool read_u32(struct text text, uint32_t *value)
{
    bool is_hex = text_starts_with(text, TEXT("0x")) || text_starts_with(text, TEXT("0X"));
    struct text digits = {text.bytes + 2 * is_hex, text.length - 2 * is_hex};
    uint64_t number = 0;
    bool good = is_hex ? number_parse_hex(digits, UINT32_MAX, &number)
                       : number_parse(digits, UINT32_MAX, &number);

    *value = (uint32_t)number;
    return good;
}

bool mark_parse(struct parser *parser, const struct token *token, struct test *test)
{
    struct text value = token->text, mask = {NULL, 0};

    for (size_t i = 0; i < value.length; i++)
        if (value.bytes[i] == '/') {
            mask = (struct text){value.bytes + i + 1, value.length - i - 1};
            value.length = i;
        }
    test->mask = UINT32_MAX;
    parser->filter->need |= NEED_MARK;
    return (read_u32(value, &test->mark) && (mask.bytes == NULL || read_u32(mask, &test->mask))) ||
           refuse(parser, token, "a firewall mark, such as 5, 0x10 or 0x01/0x03");
}
